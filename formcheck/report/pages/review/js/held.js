// The numbers of what is wrong, held for a moment where no line or arc of the overlay has them.

import { anatomyOf, isWrong } from "./blame.js";
import { frameAt } from "./data.js";
import { isOnCurve } from "./limits.js";
import { middleAt } from "./picture.js";
import { drawPlate } from "./plates.js";
import { shortText, wantedText } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./blame.js").Judged} Judged */

export const HELD_S = 0.25; // so long around its moment what is wrong is shown with its limit

/**
 * Return whether a frame is so near to the moment of something wrong that its number is held.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Check} check
 */
export function isHeld({ review, frame }, check) {
  if (!isWrong(check.verdict) || check.value === null || check.at_s === null) return false;
  return Math.abs(review.times[frame] - check.at_s) <= HELD_S;
}

/**
 * Return whether a frame is that of the moment at which something was judged.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Check} check
 */
export function isMoment({ review, frame }, { at_s }) {
  return at_s !== null && frame === frameAt(review.times, at_s);
}

/**
 * Return what stands under a number around its moment: "at peak 80°, needs 105°". In the frame of the
 * moment the number itself is the peak.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Check} check
 */
export function heldNote(picture, check) {
  const { units } = picture.review;
  const peak = isMoment(picture, check) ? "" : `at peak ${shortText(units, check)}`;
  return [peak, wantedText(units, check)].filter(Boolean).join(", ");
}

/**
 * Draw a plate for each thing that is wrong at this moment, beside its part of the body.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 */
export function drawHeld(picture, judged) {
  const told = judged.filter(
    ({ check, ofSet }) =>
      isHeld(picture, check) && (check.measure || ofSet) && !hasOwnPlace(picture, check),
  );
  for (const { check, part, side, ofSet } of told) {
    const { marks } = anatomyOf(part, side);
    const anchor = middleAt(picture, marks[0] ?? ["left_hip", "right_hip"]);
    if (!anchor) continue;
    const { units } = picture.review;
    const isInFrame = isOnCurve(picture.part, check);
    const name = (isInFrame && shortName(picture, check.measure)) || check.label;
    const peak = isInFrame && !ofSet && !isMoment(picture, check) ? "at peak " : "";
    const plate = {
      caption: `${name}${ofSet ? ", whole set" : ""}`,
      text: peak + shortText(units, check),
      note: wantedText(units, check),
      verdict: check.verdict,
    };
    drawPlate(picture, plate, anchor, 0, 16 * picture.unit);
  }
}

/**
 * Return whether a number stands beside an angle, line or edge that is drawn.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Check} check
 */
function hasOwnPlace({ part }, check) {
  const drawn = [part.angle.measure, "trunk_inclination_deg"];
  if (check.measure.includes("lumbar_extension")) return true;
  return drawn.includes(check.measure) && isOnCurve(part, check);
}

/** @param {Picture} picture @param {string} measure */
function shortName({ part: { measures } }, measure) {
  return (measures[measure] ?? measures[`left_${measure}`] ?? measures[`right_${measure}`])?.short;
}
