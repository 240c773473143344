// The numbers of what is wrong, held for a moment where no line or arc of the overlay has them.

import { anatomyOf, isWrong } from "./blame.js";
import { middleAt } from "./picture.js";
import { drawPlate } from "./plates.js";
import { shortText, wantedText } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./blame.js").Judged} Judged */

const HELD_S = 0.25; // so long around its moment what is wrong is shown with its limit

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
 * Draw a plate for each thing that is wrong at this moment, beside its part of the body.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 */
export function drawHeld(picture, judged) {
  const told = judged.filter(
    ({ check }) => isHeld(picture, check) && check.measure && !hasOwnPlace(picture, check.measure),
  );
  for (const { check, part, side } of told) {
    const { marks } = anatomyOf(part, side);
    const anchor = middleAt(picture, marks[0] ?? ["left_hip", "right_hip"]);
    if (!anchor) continue;
    const { units } = picture.review;
    const plate = {
      caption: shortName(picture, check.measure) ?? check.label,
      text: shortText(units, check),
      note: wantedText(units, check),
      verdict: check.verdict,
    };
    drawPlate(picture, plate, anchor, 0, 16 * picture.unit);
  }
}

/** @param {Picture} picture @param {string} measure */
function hasOwnPlace({ part }, measure) {
  const drawn = [part.angle.measure, "trunk_inclination_deg"];
  return drawn.includes(measure) || measure.includes("lumbar_extension");
}

/** @param {Picture} picture @param {string} measure */
function shortName({ part: { measures } }, measure) {
  return (measures[measure] ?? measures[`left_${measure}`] ?? measures[`right_${measure}`])?.short;
}
