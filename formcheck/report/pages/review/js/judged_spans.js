// Numbers that are the average of several frames: over which frames, and where they are drawn.

import { frameAt } from "./data.js";
import { isOnCurve, limitOf } from "./limits.js";
import { beginInPlot, middleOfText, PLOT_TEXT_PX } from "./plot_text.js";
import { timesText } from "./timed_phases.js";
import { measuredText } from "./words.js";

/** @typedef {import("./data.js").Check} Check */
/** @typedef {import("./data.js").Part} Part */

/**
 * A judged number over the frames that it is the average of.
 *
 * @typedef {object} JudgedSpan
 * @property {import("./data.js").Rep} rep
 * @property {number} from in s
 * @property {number} to
 * @property {number} value on the curve of its measure
 * @property {string} text the number, as told
 * @property {import("./data.js").Verdict} verdict
 */

/**
 * Return the averages that are judged of a measure, over their frames.
 *
 * @param {import("./data.js").Review["units"]} units
 * @param {import("./data.js").Rep[]} reps
 * @param {string} measure name without the side
 * @param {string} rule of this rule only; empty for all
 * @returns {JudgedSpan[]}
 */
export function judgedSpans(units, reps, measure, rule) {
  return reps.flatMap((rep) =>
    [...rep.checks, ...rep.of_set].flatMap((check) => {
      const limit = limitOf(rep.part, check);
      const ours = check.measure === measure && (!rule || check.rule === rule);
      if (!ours || !limit || !check.span_s || check.value === null) return [];
      if (!isOnCurve(rep.part, check)) return [];
      const [from, to] = check.span_s;
      const value = (check.value - limit.offset) / limit.gain;
      return [{ rep, from, to, value, text: measuredText(units, check), verdict: check.verdict }];
    }),
  );
}

/**
 * Return whether a frame is one of those that a number was taken from: of its moment, or of all that
 * it is the average of.
 *
 * @param {import("./data.js").Review} review
 * @param {Check} check
 * @param {number} frame
 */
export function isJudgedFrame({ times }, { at_s, span_s }, frame) {
  if (at_s === null) return false;
  const [first, last] = (span_s ?? [at_s, at_s]).map((time) => frameAt(times, time));
  return first <= frame && frame <= last;
}

/**
 * Return over which frames a number is an average: " over the top"; empty if it is none.
 *
 * @param {Part} part
 * @param {Check} check
 */
export function duringText(part, check) {
  const during = check.span_s && limitOf(part, check)?.during;
  return during ? ` ${during}` : "";
}

/**
 * Return the measured number of a check with its frames, "arched 16° over the top", or with its times:
 * "87 % of the lifting time (up 0.39 s, down 0.34 s)".
 *
 * @param {import("./data.js").Review["units"]} units
 * @param {Part} part
 * @param {Check} check
 */
export function judgedText(units, part, check) {
  const times = timesText(check);
  return measuredText(units, check) + duringText(part, check) + (times && ` (${times})`);
}

const BAR_PX = 3;

/**
 * Draw averages into a plot: a bar over the frames of each one, with its number below or above it. A
 * number that would cover another text is left out.
 *
 * @param {uPlot} plot
 * @param {{from: number, to: number, value: number, text: string, colour: string}[]} spans
 * @param {{ink: string, ground: string}} colours of the text, and of what is around it
 * @param {import("./limits.js").TextPlace[]} words that stand in the plot
 */
export function drawSpans(plot, spans, { ink, ground }, words) {
  const { ctx } = plot;
  beginInPlot(plot, "top");
  ctx.lineJoin = "round";
  ctx.setLineDash([]);
  const written = [...words];
  const [apart, line] = [4 * devicePixelRatio, PLOT_TEXT_PX * devicePixelRatio];
  for (const { from, to, value, text, colour } of spans) {
    const [left, right] = [from, to].map((x) => plot.valToPos(x, "x", true));
    const y = plot.valToPos(value, "y", true);
    for (const [style, width] of /** @type {[string, number][]} */ ([
      [ground, BAR_PX + 2],
      [colour, BAR_PX],
    ])) {
      ctx.strokeStyle = style;
      ctx.lineWidth = width * devicePixelRatio;
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(right, y);
      ctx.stroke();
    }
    const half = ctx.measureText(text).width / 2 + 2 * devicePixelRatio;
    const middle = middleOfText(plot, left, right, half);
    if (middle === null) continue;
    const top = [y + apart, y - apart - line].find(
      (one) =>
        one >= plot.bbox.top &&
        written.every(
          (other) =>
            Math.abs(other.x - middle) >= other.half + half || Math.abs(other.top - one) >= line,
        ),
    );
    if (top === undefined) continue;
    written.push({ x: middle, top, half });
    ctx.strokeStyle = ground;
    ctx.strokeText(text, middle, top);
    ctx.fillStyle = ink;
    ctx.fillText(text, middle, top);
  }
  ctx.restore();
}
