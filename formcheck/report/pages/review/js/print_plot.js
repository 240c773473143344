// The plot of the printed page: the angle of the worst fault over time, as lines that stay sharp.

import { isWrong } from "./blame.js";
import { svgElement } from "./drawings.js";
import { judgedSpans } from "./judged_spans.js";
import { isOnCurve, limitOf, limitsInReps, limitsOn } from "./limits.js";
import { FROM_WORST } from "./marks.js";
import { unjudgedReps } from "./unjudged.js";
import { timeText } from "./words.js";

/**
 * @typedef {import("./data.js").Review} Review
 * @typedef {import("./data.js").Part} Part
 */

const PLOT = { width: 700, height: 150, left: 44, right: 8, top: 22, bottom: 22 };
const MOST_POINTS = 2000; // of a curve: three for each tenth of a millimetre

/** @param {number} x @param {number} y */
function dashMark(x, y) {
  const d = `M${x - 4} ${y}a4 4 0 1 1 8 0a4 4 0 1 1 -8 0zM${x - 2} ${y}h4`;
  return svgElement("path", { class: "unjudged-mark", d });
}

/**
 * Return the plot of a part of the clip, and what it shows; null if the angle is not known.
 * @param {Review} review
 * @param {Part} part
 */
export function printPlot(review, part) {
  const row = rowOfPlot(part);
  const curves = angleCurves(review, part, row?.measure ?? part.angle.measure);
  const limits = row ? limitsToPrint(part, row) : [];
  const range = printRange(
    curves,
    limits.map(({ at }) => at),
  );
  if (!range) return null;
  const first = review.times[part.first_frame];
  const last = review.times[part.last_frame];
  const { width, height, left, right, top, bottom } = PLOT;
  const x = (/** @type {number} */ time) =>
    left + ((time - first) / (last - first || 1)) * (width - left - right);
  const y = (/** @type {number} */ value) =>
    top + ((range[1] - value) / (range[1] - range[0])) * (height - top - bottom);
  const marks = faultMarks(part, x);
  const unjudged = (row ? unjudgedReps(review, row.measure, row.rule) : []).filter(
    ({ rep }) => rep.part === part,
  );
  const averages = row ? judgedSpans(review.units, part.reps, row.measure, row.rule) : [];
  const element = svgElement(
    "svg",
    { class: "print-plot", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
    ...valueAxis(range, y),
    ...printTimeAxis(first, last, x),
    ...limits.flatMap((limit, i) => limitLine(limit, y, i === 0)),
    ...curves.map(({ side, points }) =>
      svgElement("path", { class: `curve ${side}`, d: curvePath(points, x, y) }),
    ),
    ...averages.map(({ from, to, value }) =>
      svgElement("path", { class: "judged", d: `M${x(from)} ${y(value)}H${x(to)}` }),
    ),
    ...marks,
    ...unjudged.map(({ time, value }) =>
      dashMark(x(time), Number.isNaN(value) ? height - bottom - 6 : y(value)),
    ),
  );
  const key = [
    ...(curves.length > 1 ? ["left solid, right dashed"] : []),
    ...(row && averages.length > 0 ? [`▬ judged: ${averageText(part, row)}`] : []),
    ...(marks.length > 0 ? ["✕ a rep with a fault"] : []),
    ...(unjudged.length > 0 ? ["⊖ a rep that was not judged"] : []),
  ];
  return { element, label: curves[0].label, key };
}

/** @param {Part} part @param {import("./data.js").Row} row */
function averageText(part, row) {
  const { average = "", during = "" } = limitOf(part, row) ?? {};
  return `${average} ${during}`;
}

/**
 * Return the rule whose angle and limit are plotted: the worst that is judged by a number of its
 * curve, or else the one that judges the angle of the exercise.
 * @param {Part} part
 */
function rowOfPlot(part) {
  const plotted = part.summary.filter(
    (row) => row.unit === "deg" && row.threshold !== null && isOnCurve(part, row),
  );
  const wrong = FROM_WORST.filter(isWrong).flatMap((verdict) =>
    plotted.filter((row) => row.verdict === verdict && columnsOf(part, row.measure).length > 0),
  );
  return wrong[0] ?? plotted.find((row) => row.measure === part.angle.measure);
}

/** @param {Part} part @param {string} measure */
function columnsOf({ measures }, measure) {
  return ["left", "right", ""].flatMap((side) => {
    const found = measures[side ? `${side}_${measure}` : measure];
    return found ? [{ side, found }] : [];
  });
}

/**
 * @param {Review} review
 * @param {Part} part
 * @param {string} name of the measure
 */
function angleCurves(review, part, name) {
  return columnsOf(part, name).map(({ side, found: measure }) => {
    const step = Math.ceil(measure.data.length / MOST_POINTS);
    /** @type {[number, number][]} */
    const points = [];
    for (let i = 0; i < measure.data.length; i += step) {
      points.push([review.times[part.first_frame + i], measure.data[i]]);
    }
    return { side, points, label: measure.label };
  });
}

/**
 * @param {{points: [number, number][]}[]} curves
 * @param {number[]} limits
 * @returns {[number, number] | null}
 */
function printRange(curves, limits) {
  let [least, most] = [Infinity, -Infinity];
  for (const [, value] of curves.flatMap(({ points }) => points)) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least > most) return null;
  return [Math.min(least, ...limits) - 3, Math.max(most, ...limits) + 3];
}

/**
 * @param {[number, number]} range
 * @param {(value: number) => number} y
 */
function valueAxis([least, most], y) {
  const step = roundStep(most - least, 5, [1, 2, 5, 10, 20, 30, 45, 90]);
  return roundTicks(least, most, step).flatMap((value) => [
    svgElement("path", {
      class: "grid",
      d: `M${PLOT.left} ${y(value)}H${PLOT.width - PLOT.right}`,
    }),
    svgElement("text", { x: PLOT.left - 6, y: y(value) + 4, "text-anchor": "end" }, `${value}°`),
  ]);
}

/**
 * @param {number} first
 * @param {number} last
 * @param {(time: number) => number} x
 */
function printTimeAxis(first, last, x) {
  const step = roundStep(
    last - first,
    12,
    [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600],
  );
  return roundTicks(first, last, step).map((time) =>
    svgElement(
      "text",
      { x: x(time), y: PLOT.height - 6, "text-anchor": "middle" },
      timeText(time, step < 1 ? 1 : 0),
    ),
  );
}

/**
 * Return the limits of the curve: where a fault begins, and where good ends.
 * @param {Part} part
 * @param {import("./data.js").Row} row
 */
function limitsToPrint(part, { rule, title, measure, lower_limit, good_limit, fault_limit }) {
  const drawn = [...limitsOn(part, measure, rule), ...limitsInReps(part, measure, rule, part.reps)];
  if (drawn.length === 0) return [];
  const fault = lower_limit ? "fault below" : "fault above";
  const good = lower_limit ? "good from" : "good up to";
  /** @type {[number | null, string][]} */
  const ends = [
    [fault_limit, fault],
    [good_limit === fault_limit ? null : good_limit, good],
  ];
  return ends.flatMap(([end, words]) =>
    end === null ? [] : [{ at: end, text: `${title}: ${words} ${Number(end.toFixed(1))}°` }],
  );
}

/**
 * @param {{at: number, text: string}} limit
 * @param {(value: number) => number} y
 * @param {boolean} right whether its text stands at the right end; else at the left
 */
function limitLine({ at: limit, text }, y, right) {
  const end = PLOT.width - PLOT.right;
  const [x, anchor] = right ? [end, "end"] : [PLOT.left + 4, "start"];
  return [
    svgElement("path", { class: "limit", d: `M${PLOT.left} ${y(limit)}H${end}` }),
    svgElement("text", { x, y: y(limit) - 4, "text-anchor": anchor }, text),
  ];
}

/**
 * @param {Part} part
 * @param {(time: number) => number} x
 */
function faultMarks(part, x) {
  const faulty = part.reps.filter((rep) => rep.verdict === "fault");
  return faulty.map((rep) => {
    const [across, down] = [x(rep.peak_s), 8];
    const d = `M${across - 3} ${down - 3}l6 6m0 -6l-6 6`;
    return svgElement("path", { class: "fault-mark", d });
  });
}

/**
 * Return a path with gaps where the value is not known.
 * @param {[number, number][]} points
 * @param {(time: number) => number} x
 * @param {(value: number) => number} y
 */
function curvePath(points, x, y) {
  let d = "";
  let drawing = false;
  for (const [time, value] of points) {
    if (Number.isNaN(value)) drawing = false;
    else {
      d += `${drawing ? "L" : "M"}${x(time).toFixed(1)} ${y(value).toFixed(1)}`;
      drawing = true;
    }
  }
  return d;
}

/**
 * Return the least step that gives no more than some ticks.
 * @param {number} span
 * @param {number} most
 * @param {number[]} steps
 */
function roundStep(span, most, steps) {
  return steps.find((step) => span / step <= most) ?? span;
}

/**
 * @param {number} least
 * @param {number} most
 * @param {number} step
 */
function roundTicks(least, most, step) {
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, i) => (first + i) * step);
}
