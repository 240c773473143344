// What is drawn on: a canvas over the picture, in which places of the clip become places on screen.

import { partAt, repAt } from "./data.js";

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{left: number, top: number, width: number, height: number}} Box */

/**
 * What the plates say: all; the number alone, where words stand below; nothing.
 *
 * @typedef {"full" | "brief" | "none"} PlateStyle
 */

/**
 * One frame being drawn. All sizes are CSS pixels of the canvas.
 *
 * @typedef {object} Picture
 * @property {CanvasRenderingContext2D} context
 * @property {import("./data.js").Review} review
 * @property {import("./data.js").Part} part
 * @property {number} frame
 * @property {import("./data.js").Rep | null} rep under way
 * @property {string} rule the chosen rule; empty if none is
 * @property {number} unit 1 where the picture is 640 by 480
 * @property {Box} canvas the whole canvas
 * @property {Box} box the picture on it
 * @property {Box[]} plates that are drawn already
 * @property {PlateStyle} plateStyle
 * @property {boolean} marks whether the marks of verdicts are drawn
 * @property {Record<import("./data.js").Verdict, string>} colours
 * @property {(x: number, y: number) => Point} place returns where a place of the clip is
 * @property {(name: string, frame?: number) => Point | null} at returns where a landmark is
 */

/**
 * Return where the clip's picture lies in a box that it fills without being cut.
 *
 * @param {{width: number, height: number}} clip
 * @param {number} width
 * @param {number} height
 * @returns {Box & {scale: number}}
 */
export function fitted(clip, width, height) {
  const scale = Math.min(width / clip.width, height / clip.height);
  const across = clip.width * scale;
  const down = clip.height * scale;
  return {
    left: (width - across) / 2,
    top: (height - down) / 2,
    width: across,
    height: down,
    scale,
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./data.js").Review} review
 * @param {{shown: number, rule: string, rep: import("./data.js").Rep | null}} state
 * @param {Record<import("./data.js").Verdict, string>} colours
 * @param {number} width of the canvas
 * @param {number} height of the canvas
 * @returns {Picture}
 */
export function pictureOf(context, review, { shown: frame, rule, rep }, colours, width, height) {
  const box = fitted(review.clip, width, height);
  const { xy, points } = review.landmarks;
  /** @param {number} x @param {number} y */
  const place = (x, y) => ({ x: box.left + x * box.scale, y: box.top + y * box.scale });
  const unit = Math.min(box.height / 480, box.width / 420);
  const part = partAt(review.parts, frame);
  return {
    context,
    review,
    part,
    frame,
    rep: repAt(part.reps, review.times[frame], rep),
    rule,
    colours,
    box,
    unit: Math.min(1.5, Math.max(0.6, unit)),
    canvas: { left: 0, top: 0, width, height },
    plates: [],
    plateStyle: "full",
    marks: true,
    place,
    at(name, at = frame) {
      const index = review.names.indexOf(name);
      const i = 2 * (at * points + index);
      return index < 0 || Number.isNaN(xy[i]) ? null : place(xy[i], xy[i + 1]);
    },
  };
}

/**
 * Return the middle of some landmarks; null if one is unknown.
 *
 * @param {Picture} picture
 * @param {string[]} names
 * @returns {Point | null}
 */
export function middleAt(picture, names) {
  let [x, y] = [0, 0];
  for (const name of names) {
    const point = picture.at(name);
    if (!point) return null;
    x += point.x / names.length;
    y += point.y / names.length;
  }
  return { x, y };
}

/**
 * Draw a line through points, on a dark outline.
 *
 * @param {Picture} picture
 * @param {Point[]} points
 * @param {string} colour
 * @param {number} width in units
 * @param {number[]} [dashes] in units
 */
export function drawLine({ context, unit }, points, colour, width, dashes = []) {
  if (points.length < 2) return;
  const path = new Path2D();
  for (const { x, y } of points) path.lineTo(x, y);
  const thick = Math.max(1.5, width * unit);
  context.lineCap = context.lineJoin = "round";
  context.setLineDash(dashes.map((length) => length * unit));
  for (const [style, across] of /** @type {[string, number][]} */ ([
    [OUTLINE, thick + 2.5],
    [colour, thick],
  ])) {
    context.strokeStyle = style;
    context.lineWidth = across;
    context.stroke(path);
  }
  context.setLineDash([]);
}

const OUTLINE = "rgb(14 17 22 / 85%)";

/** @param {Point} from @param {number} angle @param {number} length */
export function away({ x, y }, angle, length) {
  return { x: x + Math.cos(angle) * length, y: y + Math.sin(angle) * length };
}

/** @param {Point} a @param {Point} b */
export function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Return the turn from one direction to another, -pi..pi. @param {number} from @param {number} to */
export function turnTo(from, to) {
  return Math.atan2(Math.sin(to - from), Math.cos(to - from));
}
