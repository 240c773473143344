// The person over the video: the skeleton, with what is at fault in its verdict's colour.

import { anatomyOf, isWrong, worstOf } from "./blame.js";
import { drawMark, INK } from "./marks.js";
import { drawPelvis, pelvisBar } from "./pelvis.js";
import { drawLine, middleAt } from "./picture.js";
import { isUnsureAt } from "./unsure.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./blame.js").Judged} Judged */
/** @typedef {import("./data.js").Verdict} Verdict */

const NEAR = "#ffffff";
const FAR = "#969ea8";
const HIP_LINE = "left_hip-right_hip";

/**
 * @param {Picture} picture
 * @param {Judged[]} judged
 */
export function drawPerson(picture, judged) {
  const { review, part } = picture;
  const bar = pelvisBar(picture, judged);
  const verdicts = verdictsOfLines(judged.filter((one) => one.part !== "pelvis"));
  const near = part.view.near_side;
  /** @type {[string, string][]} */
  const ends = review.lines
    .map(([a, b]) => /** @type {[string, string]} */ ([review.names[a], review.names[b]]))
    .filter((line) => !bar || line.join("-") !== HIP_LINE)
    .sort((a, b) => Number(isGuess(picture, b)) - Number(isGuess(picture, a))); // seen ones on top
  /** @param {[string, string]} line */
  const isFar = ([a, b]) =>
    near !== null && [a, b].every((name) => !name.startsWith(`${near}_`) && name.includes("_"));
  const plain = ends.filter((line) => !verdicts.has(line.join("-")));
  for (const line of plain.filter(isFar)) drawBone(picture, line, FAR, 2);
  drawHead(picture, judged);
  for (const line of plain.filter((some) => !isFar(some))) drawBone(picture, line, NEAR, 3.5);
  for (const line of ends) {
    const verdict = verdicts.get(line.join("-"));
    if (!verdict) continue;
    const dashes = verdict === "not_assessed" ? [8, 12] : [];
    drawBone(picture, line, picture.colours[verdict], 6, dashes);
  }
  if (bar) drawPelvis(picture, bar);
  drawMarks(
    picture,
    judged.filter((one) => one.part !== "pelvis" || bar?.isPast),
  );
}

/**
 * Return the worst verdict of each line of the skeleton that is judged.
 *
 * @param {Judged[]} judged
 */
function verdictsOfLines(judged) {
  /** @type {Map<string, Verdict>} */
  const verdicts = new Map();
  for (const { part, check, side } of withoutDoubtful(judged)) {
    const { lines, limb } = anatomyOf(part, side);
    if (!isWrong(check.verdict) && !(limb && side)) continue; // a good trunk stays white
    for (const line of lines) {
      verdicts.set(line, worstOf([check.verdict, verdicts.get(line) ?? "not_assessed"]));
    }
  }
  return verdicts;
}

/**
 * Leave out what is good of a rep of which the main rule was not assessed.
 *
 * @param {Judged[]} judged
 */
function withoutDoubtful(judged) {
  const doubtful = judged.some(({ check }) => check.main && check.verdict === "not_assessed");
  return judged.filter(({ check }) => !(doubtful && check.verdict === "good"));
}

/**
 * @param {Picture} picture
 * @param {[string, string]} line
 * @param {string} colour
 * @param {number} width
 * @param {number[]} [dashes]
 */
function drawBone(picture, [a, b], colour, width, dashes = []) {
  const [from, to] = [picture.at(a), picture.at(b)];
  if (!from || !to) return;
  const guess = isGuess(picture, [a, b]);
  picture.context.globalAlpha = guess ? GUESS_ALPHA : 1;
  drawLine(picture, [from, to], colour, guess ? width / 2 : width, guess ? [3, 5] : dashes);
  picture.context.globalAlpha = 1;
}

const GUESS_ALPHA = 0.7;

/**
 * Return whether an end of a line is hidden in this frame, or was lost.
 *
 * @param {Picture} picture
 * @param {[string, string]} line
 */
function isGuess(picture, line) {
  return line.some((name) => isUnsure(picture, name));
}

/**
 * Return whether a landmark is hidden in this frame, or was lost.
 *
 * @param {Picture} picture
 * @param {string} name
 */
function isUnsure({ review, frame }, name) {
  return isUnsureAt(review, frame, name);
}

/** @param {Picture} picture @param {Judged[]} judged */
function drawHead(picture, judged) {
  const { context, review, frame, unit, box } = picture;
  const [x, y, radius] = review.heads.slice(3 * frame, 3 * frame + 3);
  if (!(radius > 0)) return;
  const wrong = judged.filter(({ part, check }) => part === "head" && isWrong(check.verdict));
  const verdict = wrong.length > 0 ? worstOf(wrong.map(({ check }) => check.verdict)) : null;
  const centre = picture.place(x, y);
  const ring = new Path2D();
  ring.arc(centre.x, centre.y, (radius * box.width) / review.clip.width, 0, 2 * Math.PI);
  const width = (verdict ? 5 : 2) * unit;
  for (const [colour, across] of /** @type {[string, number][]} */ ([
    [INK, width + 2.5],
    [verdict ? picture.colours[verdict] : NEAR, width],
  ])) {
    context.strokeStyle = colour;
    context.lineWidth = across;
    context.stroke(ring);
  }
}

/**
 * Draw the marks of what is judged of this leg, and of all that is wrong; the worst one at a place, and
 * none where the place is a guess.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 */
function drawMarks(picture, judged) {
  if (!picture.marks) return;
  /** @type {Map<string, Verdict>} */
  const found = new Map();
  for (const { part, check, side } of withoutDoubtful(judged)) {
    const { marks, limb } = anatomyOf(part, side);
    if (!isWrong(check.verdict) && !(limb && side)) continue;
    for (const names of marks) {
      const key = names.join(" ");
      found.set(key, worstOf([check.verdict, found.get(key) ?? "not_assessed"]));
    }
  }
  for (const [names, verdict] of found) drawMarkAt(picture, names.split(" "), verdict);
}

/**
 * Draw a mark in the middle between landmarks that are seen.
 *
 * @param {Picture} picture
 * @param {string[]} names
 * @param {Verdict} verdict
 */
function drawMarkAt(picture, names, verdict) {
  const place = middleAt(picture, names);
  if (!place || names.every((name) => isUnsure(picture, name))) return;
  const radius = Math.max(5, 7.5 * picture.unit);
  drawMark(picture.context, place.x, place.y, radius, verdict, picture.colours[verdict], 1.5);
}
