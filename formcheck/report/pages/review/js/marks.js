// The marks of the verdicts: check, triangle, cross, dash. The video has the same ones.

import { svg } from "./dom.js";

/** @typedef {import("./data.js").Verdict} Verdict */

/** @type {Record<Verdict, string>} */
export const VERDICT_WORDS = {
  fault: "fault",
  borderline: "borderline",
  good: "good",
  not_assessed: "not judged",
};

/** @type {Verdict[]} */
export const FROM_WORST = ["fault", "borderline", "good", "not_assessed"];

// The strokes on a mark of radius 1 around (0, 0).
/** @type {Record<Verdict, string>} */
const STROKES = {
  good: "M-.45 .05L-.12 .38L.46 -.32",
  borderline: "M0 -.4V0M0 .44V.441",
  fault: "M-.38 -.38L.38 .38M-.38 .38L.38 -.38",
  not_assessed: "M-.42 0H.42",
};
const TRIANGLE = "M0 -1L.97 .74H-.97Z";
const DISK = "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z";

/** @param {Verdict} verdict */
function isOnDark(verdict) {
  return verdict === "good" || verdict === "fault";
}

/** @param {Verdict} verdict */
function shapeOf(verdict) {
  return verdict === "borderline" ? TRIANGLE : DISK;
}

/**
 * Return a verdict's mark as an element; a word beside it says the same.
 *
 * @param {Verdict} verdict
 * @param {string} [spoken] what it says where no word stands beside it
 */
export function mark(verdict, spoken = "") {
  return svg(
    "svg",
    {
      viewBox: "-1.2 -1.2 2.4 2.4",
      class: `mark ${verdict}`,
      ...(spoken ? { role: "img", "aria-label": spoken } : { "aria-hidden": "true" }),
    },
    svg("path", { class: "shape", d: shapeOf(verdict) }),
    svg("path", { class: "stroke", d: STROKES[verdict] }),
  );
}

/**
 * Draw a verdict's mark on a canvas.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {Verdict} verdict
 * @param {string} colour of the verdict
 * @param {number} [outline] width of a dark edge around it
 */
export function drawMark(context, x, y, radius, verdict, colour, outline = 0) {
  context.save();
  context.translate(x, y);
  context.scale(radius, radius);
  context.lineJoin = context.lineCap = "round";
  const shape = new Path2D(shapeOf(verdict));
  if (outline) {
    context.strokeStyle = INK;
    context.lineWidth = (2 * outline) / radius;
    context.stroke(shape);
  }
  context.fillStyle = colour;
  context.fill(shape);
  context.strokeStyle = isOnDark(verdict) ? "#fff" : INK;
  context.lineWidth = 0.28;
  context.stroke(new Path2D(STROKES[verdict]));
  context.restore();
}

export const INK = "#0e1116"; // plates, and the outline of lines over the video

/**
 * Return the colour of each verdict, as the page's styles have it.
 *
 * @returns {Record<Verdict, string>}
 */
export function verdictColours() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    fault: colour("--fault"),
    borderline: colour("--borderline"),
    good: colour("--good"),
    not_assessed: colour("--not-assessed"),
  };
}
