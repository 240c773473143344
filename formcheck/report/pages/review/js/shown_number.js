// The number that a frame shows of what is judged.

import { valueAt } from "./data.js";
import { isJudgedFrame } from "./judged_spans.js";

/** @typedef {import("./blame.js").Judged} Judged */
/** @typedef {import("./data.js").Side} Side */

/**
 * Return the number that a frame shows of what is judged, and the leg that it is of: in the frames that
 * a judged number was taken from this one, else that of the measure. Where both legs have one it is that
 * which is further off. Null where it is unknown.
 *
 * @param {import("./picture.js").Picture} picture
 * @param {Pick<Judged, "check" | "ofSet">} judged
 * @returns {{value: number, side: Side | null} | null}
 */
export function shownNumber({ part, frame, review, rep }, { check, ofSet }) {
  const own = ofSet ? rep?.of_set.find(({ rule }) => rule === check.rule) : check;
  if (rep && own && own.value !== null && isJudgedFrame(review, own, frame)) {
    return { value: own.value, side: rep.side };
  }
  const { measure, value, threshold } = check;
  /** @type {(Side | null)[]} */
  const sides = [null, "left", "right"];
  const numbers = sides
    .map((side) => ({ side, value: valueAt(part, side ? `${side}_${measure}` : measure, frame) }))
    .filter((number) => Number.isFinite(number.value));
  if (numbers.length === 0) return null;
  const way = (value ?? 0) < (threshold ?? 0) ? -1 : 1;
  return numbers.reduce((a, b) => (way * b.value > way * a.value ? b : a));
}
