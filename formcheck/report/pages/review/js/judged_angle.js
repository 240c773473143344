// Where a judged angle is drawn. It is as large as its number: this is corrected, and the landmarks of the
// picture are not.

import { valueAt } from "./data.js";
import { distance, turnTo } from "./picture.js";

/** @typedef {import("./picture.js").Picture} Picture */

/**
 * @typedef {object} Angle
 * @property {import("./picture.js").Point} vertex
 * @property {number} start the direction that it is measured from, in radians
 * @property {number} sweep to the limb, in radians
 * @property {number} shorter length of the shorter of its sides, in px
 * @property {number} seen how large it looks in the picture, in radians
 * @property {boolean} reference whether a line shows where it is measured from
 */

// Measures against the horizontal or vertical: where the line from the hip ends.
/** @type {Record<string, string>} */
const AGAINST = {
  thigh_elevation_deg: "knee",
  thigh_extension_deg: "knee",
  leg_inclination_deg: "ankle",
};
const FROM_START = "_from_start";
const TRUNK = "trunk_inclination_deg";

/**
 * Return the measure of the working leg that is drawn as an angle: what was judged in the rep under way, by
 * the main rule first, if that is an angle against a line, or else what the exercise names.
 *
 * @param {Picture} picture
 */
export function measureDrawn({ part, rep }) {
  const judged = rep?.checks
    .filter((check) => check.value !== null && check.unit === "deg")
    .filter((check) => AGAINST[withoutStart(check.measure)])
    .sort((a, b) => Number(b.main) - Number(a.main));
  return judged?.[0]?.measure ?? part.angle.measure;
}

/** Return the measures of the trunk that are drawn: its lean, and how much that has changed in the rep. */
export const TRUNK_DRAWN = [TRUNK, TRUNK + FROM_START];

/** @param {string} measure */
function withoutStart(measure) {
  return measure.replace(FROM_START, "");
}

/**
 * Return the angle from the first segment carried on to the second one, or that of thigh or leg against
 * the horizontal or vertical.
 *
 * @param {Picture} picture
 * @param {string} measure without the side
 * @param {string} side
 * @param {number} value in degrees
 * @returns {Angle | null}
 */
export function angleOf(picture, measure, side, value) {
  if (AGAINST[withoutStart(measure)]) return againstLine(picture, measure, side, value);
  const { joints } = picture.part.angle;
  const [first, vertex, second] = joints.map((name) => picture.at(`${side}_${name}`));
  if (!first || !vertex || !second) return null;
  const straight = Math.atan2(vertex.y - first.y, vertex.x - first.x);
  const end = Math.atan2(second.y - vertex.y, second.x - vertex.x);
  const seen = turnTo(straight, end);
  const sweep = Math.sign(seen) * Math.abs(radians(value));
  const shorter = Math.min(distance(vertex, second), distance(first, vertex));
  return { vertex, start: end - sweep, sweep, shorter, reference: false, seen };
}

/**
 * Return an angle against the horizontal or vertical; one that counts from the start of the rep is
 * measured from where the leg stood.
 *
 * @param {Picture} picture
 * @param {string} counted the measure, without the side
 * @param {string} side
 * @param {number} value in degrees
 * @returns {Angle | null}
 */
function againstLine(picture, counted, side, value) {
  const measure = withoutStart(counted);
  const vertex = picture.at(`${side}_hip`);
  const limb = picture.at(`${side}_${AGAINST[measure]}`);
  if (!vertex || !limb) return null;
  const end = Math.atan2(limb.y - vertex.y, limb.x - vertex.x);
  const isLeft = limb.x < vertex.x;
  const isElevation = measure === "thigh_elevation_deg";
  const level = isElevation && isLeft ? Math.PI : 0;
  const line = isElevation ? level : Math.PI / 2;
  const plain = valueAt(picture.part, `${side}_${measure}`, picture.frame);
  const seen = turnTo(line, end);
  const back = Math.sign(seen) * (plain < 0 ? -1 : 1);
  const up = isLeft ? 1 : -1;
  const sweep = (isElevation ? up : back) * radians(value);
  const start = counted === measure ? line : end - sweep;
  const shown = counted === measure ? seen : sweep;
  return { vertex, start, sweep, shorter: distance(vertex, limb), reference: true, seen: shown };
}

/**
 * Return the lean of the trunk against the vertical, or how much further it leans than where the rep
 * began; as it is seen where it is unknown.
 *
 * @param {Picture} picture
 * @param {string} measure one of `TRUNK_DRAWN`
 * @param {import("./picture.js").Point} hips
 * @param {import("./picture.js").Point} neck
 * @param {number} value in degrees
 * @returns {Angle}
 */
export function leanOf(picture, measure, hips, neck, value) {
  const up = -Math.PI / 2;
  const end = Math.atan2(neck.y - hips.y, neck.x - hips.x);
  const seen = turnTo(up, end);
  const shorter = distance(hips, neck);
  const plain = { vertex: hips, start: up, shorter, reference: true, seen };
  if (Number.isNaN(value)) return { ...plain, sweep: seen };
  if (measure === TRUNK) return { ...plain, sweep: Math.sign(seen) * Math.abs(radians(value)) };
  const lean = valueAt(picture.part, TRUNK, picture.frame);
  const sweep = Math.sign(seen) * (lean < 0 ? -1 : 1) * radians(value);
  return { ...plain, start: end - sweep, sweep, seen: sweep };
}

/** @param {number} degrees */
function radians(degrees) {
  return (degrees * Math.PI) / 180;
}
