// How far the hips rise and fall in a rep: lines at their highest and lowest place.

import { isWrong } from "./blame.js";
import { frameAt, valueAt } from "./data.js";
import { drawLine, middleAt } from "./picture.js";

/** @typedef {import("./picture.js").Picture} Picture */

const HIP_HEIGHT = "mid_hip_height_ll";
const HIP_PAIR = ["left_hip", "right_hip"];
const LEVEL_REACH = 70; // of the lines to both sides of the hips, in units
const APART_SHARE = 0.99; // the lines are as far apart as told, but for the rounding of places

/**
 * Draw the highest and the lowest place of the hips in the rep under way, where it rises and falls too
 * much, or the rule is chosen.
 *
 * @param {Picture} picture
 * @param {import("./blame.js").Judged[]} judged
 */
export function drawBounce(picture, judged) {
  const about = judged.find(({ check, ofSet }) => check.measure === HIP_HEIGHT && !ofSet)?.check;
  if (!about?.value || !(isWrong(about.verdict) || picture.rule)) return;
  const hips = middleAt(picture, HIP_PAIR);
  const ends = endsOf(picture, about.value);
  if (!hips || !ends) return;
  const colour = picture.colours[about.verdict];
  const reach = LEVEL_REACH * picture.unit;
  for (const y of ends) {
    drawLine(
      picture,
      [
        { x: hips.x - reach, y },
        { x: hips.x + reach, y },
      ],
      colour,
      2.5,
    );
  }
  const x = hips.x - reach;
  drawLine(
    picture,
    [
      { x, y: ends[0] },
      { x, y: ends[1] },
    ],
    colour,
    1.5,
    [3, 5],
  );
}

/**
 * Return how high on the canvas the hips are at their highest and lowest in the rep under way. The page
 * may let the rep begin later than it was judged, so earlier frames count until the ends are as far
 * apart as told.
 *
 * @param {Picture} picture
 * @param {number} told how far they are apart, in leg lengths
 * @returns {[number, number] | null}
 */
function endsOf({ part, review, rep, at }, told) {
  if (!rep) return null;
  const begin = frameAt(review.times, rep.start_s);
  let [high, low] = [-Infinity, Infinity];
  let [top, bottom] = [Infinity, -Infinity];
  for (let i = frameAt(review.times, rep.end_s); i >= part.first_frame; i -= 1) {
    if (i < begin && high - low >= APART_SHARE * told) break;
    const height = valueAt(part, HIP_HEIGHT, i);
    const [left, right] = HIP_PAIR.map((name) => at(name, i));
    if (Number.isNaN(height) || !left || !right) continue;
    const y = (left.y + right.y) / 2;
    [high, low] = [Math.max(high, height), Math.min(low, height)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return high >= low ? [top, bottom] : null;
}
