// Where the judged angle of the working leg is drawn. It is as large as its number: this is corrected, and
// the landmarks of the picture are not.

import { valueAt } from "./data.js";
import { distance, turnTo } from "./picture.js";

/** @typedef {import("./picture.js").Picture} Picture */

/**
 * @typedef {object} Angle
 * @property {import("./picture.js").Point} vertex
 * @property {number} start the direction that it is measured from, in radians
 * @property {number} sweep to the limb, in radians
 * @property {number} shorter length of the shorter of its sides, in px
 * @property {boolean} reference whether a line shows where it is measured from
 */

// Measures against the horizontal or vertical: where the line from the hip ends.
/** @type {Record<string, string>} */
const AGAINST = { thigh_elevation_deg: "knee", leg_inclination_deg: "ankle" };
const FROM_START = "_from_start";

/**
 * Return the angle from the first segment carried on to the second one, or that of thigh or leg against
 * the horizontal or vertical.
 *
 * @param {Picture} picture
 * @param {string} side
 * @param {number} value in degrees
 * @returns {Angle | null}
 */
export function angleOf(picture, side, value) {
  const { measure, joints } = picture.part.angle;
  if (AGAINST[measure.replace(FROM_START, "")]) return againstLine(picture, side, value);
  const [first, vertex, second] = joints.map((name) => picture.at(`${side}_${name}`));
  if (!first || !vertex || !second) return null;
  const straight = Math.atan2(vertex.y - first.y, vertex.x - first.x);
  const end = Math.atan2(second.y - vertex.y, second.x - vertex.x);
  const sweep = Math.sign(turnTo(straight, end)) * Math.abs(radians(value));
  const shorter = Math.min(distance(vertex, second), distance(first, vertex));
  return { vertex, start: end - sweep, sweep, shorter, reference: false };
}

/**
 * Return an angle against the horizontal or vertical; one that counts from the start of the rep is
 * measured from where the leg stood.
 *
 * @param {Picture} picture
 * @param {string} side
 * @param {number} value in degrees
 * @returns {Angle | null}
 */
function againstLine(picture, side, value) {
  const counted = picture.part.angle.measure;
  const measure = counted.replace(FROM_START, "");
  const vertex = picture.at(`${side}_hip`);
  const limb = picture.at(`${side}_${AGAINST[measure]}`);
  if (!vertex || !limb) return null;
  const end = Math.atan2(limb.y - vertex.y, limb.x - vertex.x);
  const isLeft = limb.x < vertex.x;
  const isElevation = measure === "thigh_elevation_deg";
  const level = isElevation && isLeft ? Math.PI : 0;
  const line = isElevation ? level : Math.PI / 2;
  const plain = valueAt(picture.part, `${side}_${measure}`, picture.frame);
  const back = Math.sign(turnTo(line, end)) * (plain < 0 ? -1 : 1);
  const up = isLeft ? 1 : -1;
  const sweep = (isElevation ? up : back) * radians(value);
  const start = counted === measure ? line : end - sweep;
  return { vertex, start, sweep, shorter: distance(vertex, limb), reference: true };
}

/** @param {number} degrees */
function radians(degrees) {
  return (degrees * Math.PI) / 180;
}
