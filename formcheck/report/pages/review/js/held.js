// The numbers of what is wrong, held for a moment where no line or arc of the overlay has them.

import { backPlace } from "./back_edge.js";
import { anatomyOf, isCued, isWrong } from "./blame.js";
import { duringText, isJudgedFrame } from "./judged_spans.js";
import { measureDrawn, TRUNK_DRAWN } from "./judged_angle.js";
import { isOnCurve } from "./limits.js";
import { middleAt } from "./picture.js";
import { pelvisBar } from "./pelvis.js";
import { drawPlate } from "./plates.js";
import { shownNumber } from "./shown_number.js";
import { timesText } from "./timed_phases.js";
import { shortText } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./blame.js").Judged} Judged */

export const HELD_S = 0.25; // so long around its moment what is wrong is shown with its limit

/**
 * Return whether a frame is of the moment of something wrong, or so near that its number is held.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Check} check
 */
export function isHeld({ review, frame }, check) {
  if (!isWrong(check.verdict) || check.value === null || check.at_s === null) return false;
  const isNear = Math.abs(review.times[frame] - check.at_s) <= HELD_S;
  return isNear || isJudgedFrame(review, check, frame);
}

/**
 * Return whether a frame is one of those that a number was taken from.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Check} check
 */
export function isMoment({ review, frame }, check) {
  return isJudgedFrame(review, check, frame);
}

/**
 * Return what stands under a number around its moment: "judged 80°, good from 120°". In the frames that it
 * was taken from the number itself is the judged one.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Check} check
 */
export function heldNote(picture, check) {
  const { units } = picture.review;
  const number = shortText(units, check) + duringText(picture.part, check);
  const judged = isMoment(picture, check) ? "" : `judged ${number}`;
  return [judged, check.wanted].filter(Boolean).join(", ");
}

/**
 * Return what stands under an angle that is not as large as in the picture, because the person is seen
 * from an angle; empty where they are seen from the side, or nearly.
 *
 * @param {Picture} picture
 * @param {import("./judged_angle.js").Angle} [angle] as it is drawn
 */
export function viewNote({ part }, angle) {
  if (part.view.kind === "oblique") return "corrected for the view";
  if (!angle) return "";
  const [seen, told] = [angle.seen, angle.sweep].map((one) => (Math.abs(one) * 180) / Math.PI);
  return Math.abs(seen - told) > CORRECTED_DEG ? `corrected: looks like ${seen.toFixed(0)}°` : "";
}

const CORRECTED_DEG = 5; // what the eye sees beside a number

/**
 * Draw a plate for each thing that is wrong at this moment, beside its part of the body.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 */
export function drawHeld(picture, judged) {
  const told = judged
    .map((one) => ofRepNow(picture, one))
    .filter(
      (one) =>
        (isHeld(picture, one.check) || isSetCued(picture, one)) &&
        (one.check.measure || one.ofSet) &&
        !hasOwnPlace(picture, one.check),
    );
  for (const one of told) {
    const { marks } = anatomyOf(one.part, one.side);
    const middle = one.part === "upper back" ? "shoulder" : "hip";
    const names = marks[0] ?? [`left_${middle}`, `right_${middle}`];
    const anchor = backPlace(picture, one.part) ?? middleAt(picture, names);
    if (!anchor) continue;
    const bar = one.part === "pelvis" ? pelvisBar(picture, judged) : null;
    const clear = (bar ? Math.abs(bar.level.x) : 0) + 16 * picture.unit;
    drawPlate(picture, heldPlate(picture, one), anchor, 0, clear, true);
  }
}

/**
 * Return whether the cue about a number of a set is shown: so long the number is, too.
 *
 * @param {Picture} picture
 * @param {Judged} judged
 */
function isSetCued({ part, review, frame }, { check, ofSet }) {
  return ofSet && check.value !== null && isCued(part, review.times[frame], check.rule);
}

/**
 * Return what is judged; of a set with numbers of its reps that of the rep under way, if the rule is
 * chosen. Without a chosen rule the number is held only where it shows most.
 *
 * @param {Picture} picture
 * @param {Judged} judged
 * @returns {Judged}
 */
function ofRepNow({ rep, rule }, judged) {
  const own = judged.ofSet && rule && rep?.of_set.find((check) => check.rule === judged.check.rule);
  return own ? { ...judged, check: own, ofSet: false } : judged;
}

/**
 * Return the plate of a judged number; that of a set has the number of the frame, too.
 *
 * @param {Picture} picture
 * @param {Judged} judged
 * @returns {import("./plates.js").Plate}
 */
function heldPlate(picture, { check, ofSet }) {
  const { units } = picture.review;
  const isInFrame = isOnCurve(picture.part, check);
  const during = duringText(picture.part, check);
  const isPlace = check.directions?.[0].includes("of the "); // the label says of what, as in "knee"
  const name = (isInFrame && !isPlace && shortName(picture, check.measure)) || check.label;
  const caption = name + during;
  const number = shortText(units, check);
  const limit = [timesText(check, true), check.wanted].filter(Boolean).join("; ");
  const view = check.unit === "deg" && !ofSet ? viewNote(picture) : "";
  const wanted = [limit, view].filter(Boolean).join("\n");
  const { verdict } = check;
  if (!ofSet) {
    const isOther = isInFrame && !isMoment(picture, check);
    return { caption, text: isOther ? `judged ${number}` : number, note: wanted, verdict };
  }
  const now = isInFrame && shownNumber(picture, { check, ofSet });
  if (!now) return { caption: `${caption}, whole set`, text: number, note: wanted, verdict };
  const { unit } = check;
  const bare = { value: now.value, unit, threshold: null, sigma: 0, verdict: GOOD };
  const text = shortText(units, bare);
  return { caption, text, note: `whole set ${number}, ${wanted}`, verdict };
}

/** @type {import("./data.js").Verdict} */
const GOOD = "good"; // of a number without a limit

/**
 * Return whether a number stands beside an angle, line or edge that is drawn.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Check} check
 */
function hasOwnPlace(picture, check) {
  const drawn = [measureDrawn(picture), ...TRUNK_DRAWN];
  if (check.measure.includes("lumbar_extension")) return true;
  return drawn.includes(check.measure) && isOnCurve(picture.part, check);
}

/** @param {Picture} picture @param {string} measure */
function shortName({ part: { measures } }, measure) {
  return (measures[measure] ?? measures[`left_${measure}`] ?? measures[`right_${measure}`])?.short;
}
