// The pelvis, seen from behind or from the front: a bar at the angle that is told, against the level.

import { isWrong, worstOf } from "./blame.js";
import { drawLine, middleAt } from "./picture.js";
import { shownNumber } from "./shown_number.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").Point} Point */
/** @typedef {import("./blame.js").Judged} Judged */

const HIPS = ["left_hip", "right_hip"];
const REACH = 1.3; // of the bar to both sides, in widths of the hips
const LEAST_REACH = 26; // in units
const LEVEL = "#ffffff";

/**
 * A bar through the hips.
 *
 * @typedef {object} Bar
 * @property {Point} middle
 * @property {Point} level where its lower end would be if it were level, seen from the middle
 * @property {Point} low its lower end, seen from the middle
 * @property {boolean} isPast whether its angle has passed the limit
 * @property {Judged} about what judges it
 */

/**
 * Return the bar of the pelvis. The landmarks of the hips show a part of its tilt only, so the bar has the
 * angle that is told. Null where none is told, or nothing judges it.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 * @returns {Bar | null}
 */
export function pelvisBar(picture, judged) {
  const ours = judged.filter(({ part, check }) => part === "pelvis" && check.measure);
  const worst = worstOf(ours.map(({ check }) => check.verdict));
  const about = ours.find(({ check }) => check.verdict === worst);
  if (!about || (!isWrong(worst) && !picture.rule)) return null;
  const now = shownNumber(picture, about);
  const [left, right, middle] = [...HIPS.map((name) => picture.at(name)), middleAt(picture, HIPS)];
  if (!now?.side || !left || !right || !middle) return null;
  const [own, other] = now.side === "left" ? [left, right] : [right, left];
  const reach = Math.max(LEAST_REACH * picture.unit, REACH * Math.abs(own.x - other.x));
  const across = own.x < other.x ? -1 : 1;
  const angle = (now.value * Math.PI) / 180;
  const { value, threshold } = about.check;
  const isPast =
    isWrong(worst) && (now.value - (threshold ?? 0)) * ((value ?? 0) - (threshold ?? 0)) > 0;
  return {
    middle,
    level: { x: across * reach, y: 0 },
    low: { x: across * reach * Math.cos(angle), y: reach * Math.sin(angle) },
    isPast,
    about,
  };
}

/** @param {Picture} picture @param {Bar} bar */
export function drawPelvis(picture, { middle, level, low, isPast, about }) {
  const { context, colours } = picture;
  const colour = isPast ? colours[about.check.verdict] : LEVEL;
  /** @param {Point} end @param {1 | -1} way */
  const at = (end, way) => ({ x: middle.x + way * end.x, y: middle.y + way * end.y });
  for (const way of /** @type {const} */ ([1, -1])) {
    context.beginPath();
    for (const { x, y } of [middle, at(level, way), at(low, way)]) context.lineTo(x, y);
    context.closePath();
    context.fillStyle = "rgb(255 255 255 / 45%)";
    context.fill();
  }
  drawLine(picture, [at(level, 1), at(level, -1)], LEVEL, 1.5, [5, 5]);
  drawLine(picture, [at(low, 1), at(low, -1)], colour, 5);
}
