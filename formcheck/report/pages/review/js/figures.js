// What is measured, drawn where it is: the judged angle, the trunk, the back, the path of the heel.

import { BACK_HALVES, backPlace, edgeBetween } from "./back_edge.js";
import { isWrong, worstOf } from "./blame.js";
import { frameAt, valueAt } from "./data.js";
import { heldNote, isHeld, isMoment, viewNote } from "./held.js";
import { angleOf, leanOf, measureDrawn, TRUNK_DRAWN } from "./judged_angle.js";
import { isOnCurve } from "./limits.js";
import { toldValueAt } from "./judged_number.js";
import { duringText } from "./judged_spans.js";
import { drawMark } from "./marks.js";
import { away, drawLine, middleAt } from "./picture.js";
import { drawPlate } from "./plates.js";
import { isUnsureAt } from "./unsure.js";
import { figure, shortText } from "./words.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").Point} Point */
/** @typedef {import("./blame.js").Judged} Judged */

const LINE = "#ffffff";

/**
 * Draw the judged angle of the working leg as an arc.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 */
export function drawAngle(picture, judged) {
  const { part, frame, review, rep } = picture;
  if (!rep) return;
  const side = rep.side === "both" ? (part.view.near_side ?? "left") : rep.side;
  const measure = measureDrawn(picture);
  const value = toldValueAt(review, part, measure, side, frame);
  const about = aboutMeasure(picture, judged, [measure]);
  const angle = angleOf(picture, measure, side, shownValue(picture, value, about));
  if (Number.isNaN(value)) drawLost(picture, side);
  if (!angle || Number.isNaN(value)) return;
  const { vertex, start, sweep, shorter, reference } = angle;
  const radius = Math.min(34 * picture.unit, 0.45 * shorter) * (Math.abs(sweep) < 0.7 ? 1.5 : 1);
  if (reference) drawLine(picture, [vertex, away(vertex, start, shorter)], LINE, 1.5, [6, 6]);
  drawArc(picture, vertex, radius, start, sweep);
  const own = measure === part.angle.measure && part.angle.label;
  const caption = own || part.measures[`${side}_${measure}`].short;
  const plate = valuePlate(picture, caption, value, about, angle);
  plate.note = [plate.note, doubtNote(picture, rep, side, measure)].filter(Boolean).join("\n");
  drawPlate(picture, plate, vertex, start + sweep / 2 + Math.PI, radius + 8);
}

const UNJUDGED = "not_assessed";

/**
 * Return that the angle of a leg was not judged, or that the leg is drawn where it is guessed to be.
 *
 * @param {Picture} picture
 * @param {import("./data.js").Rep} rep
 * @param {string} side
 * @param {string} measure that is drawn
 */
function doubtNote({ review, frame }, { checks }, side, measure) {
  const judged = checks.some((check) => check.measure === measure && check.verdict !== UNJUDGED);
  const main = checks.find((check) => check.main);
  const guess = ["knee", "ankle"].some((name) => isUnsureAt(review, frame, `${side}_${name}`));
  return [!judged && main?.verdict === UNJUDGED && "not judged", guess && "leg not seen well"]
    .filter(Boolean)
    .join(", ");
}

/**
 * Say that the foot of a leg is lost in this frame, if it is.
 *
 * @param {Picture} picture
 * @param {string} side
 */
function drawLost(picture, side) {
  const ankle = picture.at(`${side}_ankle`);
  if (!ankle || !isUnsureAt(picture.review, picture.frame, `${side}_ankle`)) return;
  drawPlate(picture, { caption: "", text: "foot lost" }, ankle, Math.PI / 2, 14, true);
}

/**
 * Draw the line of the trunk: against the vertical, or against where it was when the rep began if how
 * much it leans further is judged.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 */
export function drawTrunk(picture, judged) {
  const hips = middleAt(picture, ["left_hip", "right_hip"]);
  const neck = middleAt(picture, ["left_shoulder", "right_shoulder"]);
  if (!hips || !neck) return;
  const ours = judged.filter(({ part }) => part === "trunk");
  const verdict = worstOf(ours.map(({ check }) => check.verdict));
  const colour = isWrong(verdict) ? picture.colours[verdict] : LINE;
  const { review, part, frame } = picture;
  const about = aboutMeasure(picture, ours, TRUNK_DRAWN);
  const measure = about?.check.measure ?? TRUNK_DRAWN[0];
  const value = toldValueAt(review, part, measure, null, frame);
  const lean = leanOf(picture, measure, hips, neck, shownValue(picture, value, about));
  const { start, sweep } = lean;
  const length = 1.2 * lean.shorter;
  drawLine(picture, [hips, away(hips, start, length)], LINE, 1.5, [6, 6]);
  drawLine(picture, [hips, away(hips, start + sweep, length)], colour, 2.5);
  const radius = 0.8 * length;
  drawArc(picture, hips, radius, start, sweep, colour);
  if (Number.isNaN(value) || !about || !(isWrong(about.check.verdict) || picture.rule)) return;
  const plate = valuePlate(picture, part.measures[measure].short, value, about, lean);
  const middle = start + sweep / 2;
  drawPlate(picture, plate, away(hips, middle, radius), middle + Math.sign(sweep) * 0.9, 14, true);
}

/**
 * Draw the edge of the back, with the bend of the lower one.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 */
export function drawBack(picture, judged) {
  for (const part of Object.keys(BACK_HALVES)) drawBackHalf(picture, part, aboutPart(judged, part));
  const about = aboutPart(judged, "lower back");
  const waist = backPlace(picture, "lower back");
  const middle = middleAt(picture, ["left_hip", "right_hip", "left_shoulder", "right_shoulder"]);
  if (!waist || !middle || !about || about.check.value === null) return;
  if (!isWrong(about.check.verdict) && !picture.rule) return; // what is good needs no number
  const towards = Math.atan2(waist.y - middle.y, waist.x - middle.x);
  drawPlate(picture, bendPlate(picture, about), waist, towards, 10);
}

/**
 * Draw a half of the edge in the colour of what is judged of it, with its mark where it is wrong.
 *
 * @param {Picture} picture
 * @param {string} part of the body
 * @param {Judged | undefined} about
 */
function drawBackHalf(picture, part, about) {
  const verdict = about?.check.verdict;
  const colour = verdict ? picture.colours[verdict] : LINE;
  const dashes = verdict === "not_assessed" ? [6, 6] : [];
  const { from, to } = BACK_HALVES[part];
  for (const line of edgeBetween(picture, from, to)) drawLine(picture, line, colour, 3.5, dashes);
  const bend = backPlace(picture, part);
  if (!bend || !verdict || !isWrong(verdict) || !picture.marks) return;
  const radius = Math.max(5, 7.5 * picture.unit);
  drawMark(picture.context, bend.x, bend.y, radius, verdict, colour, 1.5);
}

/**
 * Draw the path of the working heel through the rep: faint where it goes, bright where it was.
 *
 * @param {Picture} picture
 */
export function drawHeelPath(picture) {
  const { frame, review, rep } = picture;
  if (!rep) return;
  const first = frameAt(review.times, rep.start_s);
  const last = frameAt(review.times, rep.end_s);
  for (const side of rep.side === "both" ? ["left", "right"] : [rep.side]) {
    /** @param {number} to */
    const path = (to) => {
      const points = [];
      for (let at = first; at <= to; at += 1) points.push(picture.at(`${side}_heel`, at));
      return points.filter((point) => point !== null);
    };
    drawLine(picture, path(last), "rgb(255 255 255 / 45%)", 1.5, [2, 5]);
    drawLine(picture, path(frame), "#56b4e9", 2.5);
    for (const { x, y } of path(frame)) {
      picture.context.beginPath();
      picture.context.arc(x, y, 2, 0, 2 * Math.PI);
      picture.context.fillStyle = LINE;
      picture.context.fill();
    }
  }
}

/**
 * Return a plate with how far the back is bent: in this frame, or over the stride where it is read so.
 *
 * @param {Picture} picture
 * @param {Judged} about
 */
function bendPlate(picture, about) {
  const { units } = picture.review;
  const value = valueAt(picture.part, "lumbar_extension_deg", picture.frame);
  const plate = valuePlate(picture, "lower back", Math.abs(value), about);
  if (Number.isNaN(value)) {
    const note = plate.note && about.check.wanted;
    return { ...plate, caption: "lower back", text: shortText(units, about.check), note };
  }
  if (isHeld(picture, about.check) && isMoment(picture, about.check)) return plate;
  return { ...plate, text: `${value > 0 ? "arched" : "rounded"} ${plate.text}` };
}

/** @param {Judged[]} judged @param {string} part */
function aboutPart(judged, part) {
  const ours = judged.filter((one) => one.part === part);
  const worst = worstOf(ours.map(({ check }) => check.verdict));
  return ours.find(({ check }) => check.verdict === worst);
}

/**
 * Return what judges one of some measures by a number that its curve takes, the worst first.
 *
 * @param {Picture} picture
 * @param {Judged[]} judged
 * @param {string[]} measures of which one is judged
 */
function aboutMeasure({ part }, judged, measures) {
  const ours = judged.filter(
    ({ check }) => measures.includes(check.measure) && isOnCurve(part, check),
  );
  const worst = worstOf(ours.map(({ check }) => check.verdict));
  return ours.find(({ check }) => check.verdict === worst);
}

/**
 * Return the number of a measure that a plate shows: in the frames that a judged number was taken from
 * this one, else that of the frame.
 *
 * @param {Picture} picture
 * @param {number} value of the frame
 * @param {Judged | undefined} about
 */
function shownValue(picture, value, about) {
  const isNow = about && isHeld(picture, about.check) && isMoment(picture, about.check);
  return (isNow && about.check.value) || value;
}

/**
 * Return a plate with the angle in this frame. Around the moment of a fault it says what was judged,
 * and the limit; in the frames that this was taken from the number is the judged one.
 *
 * @param {Picture} picture
 * @param {string} caption
 * @param {number} value in degrees
 * @param {Judged | undefined} about
 * @param {import("./judged_angle.js").Angle} [angle] as it is drawn
 */
function valuePlate(picture, caption, value, about, angle) {
  const number = { ...plateNow(picture, caption, value), verdict: verdictAt(picture, about) };
  if (!about) return number;
  const { check } = about;
  const held = isHeld(picture, check) && heldNote(picture, check);
  const isNow = isMoment(picture, check) && (held || !check.span_s);
  const view = viewNote(picture, isNow ? angle : undefined);
  const note = [held, view].filter(Boolean).join("\n");
  if (!isNow) return { ...number, note };
  const text = held ? shortText(picture.review.units, check) : number.text;
  const during = held ? duringText(picture.part, check) : "";
  return { ...number, caption: caption + during, text, note };
}

/**
 * Return a plate with the number of a frame, which is not the judged one.
 *
 * @param {Picture} picture
 * @param {string} caption
 * @param {number} value in degrees
 */
function plateNow(picture, caption, value) {
  const text = figure(picture.review.units, value, "deg");
  return { caption: `${caption} now`, text, note: viewNote(picture) };
}

/**
 * Return the verdict that a number has in a frame: only where it was judged, or around a fault.
 *
 * @param {Picture} picture
 * @param {Judged | undefined} about
 */
function verdictAt(picture, about) {
  if (!about || about.check.verdict === "not_assessed") return null;
  const { check } = about;
  const isJudged = isMoment(picture, check) && !check.span_s;
  return isJudged || isHeld(picture, check) ? check.verdict : null;
}

/**
 * @param {Picture} picture
 * @param {Point} centre
 * @param {number} radius
 * @param {number} start in radians
 * @param {number} sweep in radians
 * @param {string} [colour]
 */
function drawArc(picture, centre, radius, start, sweep, colour = LINE) {
  const { context } = picture;
  const steps = 2 + Math.ceil(Math.abs(sweep) * 12);
  const rim = Array.from({ length: steps + 1 }, (_, i) =>
    away(centre, start + (sweep * i) / steps, radius),
  );
  context.beginPath();
  context.moveTo(centre.x, centre.y);
  for (const { x, y } of rim) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = "rgb(255 255 255 / 22%)";
  context.fill();
  drawLine(picture, rim, colour, 2.5);
}
