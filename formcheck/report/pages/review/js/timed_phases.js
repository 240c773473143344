// How long a leg goes up and down, where a rule judges these times.

import { isWrong } from "./blame.js";
import { beginInPlot, middleOfText, PLOT_TEXT_PX } from "./plot_text.js";

/** @typedef {import("./data.js").Check} Check */

/**
 * A part of a rep and how long it takes.
 *
 * @typedef {object} Timed
 * @property {import("./data.js").Rep} rep
 * @property {number} from on the axis of the plot
 * @property {number} to
 * @property {string} text "down 0.34 s"
 * @property {import("./data.js").Verdict | null} verdict null for a part that is only compared
 */

/**
 * Return the times that a check compares, "up 0.39 s, down 0.34 s, each from 25 to 90 % of the way", or
 * between which levels the time that it tells was taken; empty if it is about none.
 *
 * @param {Check} check
 * @param {boolean} [brief] without the levels of times that are compared
 */
export function timesText({ phases = [] }, brief = false) {
  if (phases.length < 2) return phases.map(({ over }) => over).join("");
  const times = phases.map(textOf).join(", ");
  return brief ? times : `${times}, each ${phases[0].over}`;
}

/** @param {{name: string, start_s: number, end_s: number}} phase */
function textOf({ name, start_s, end_s }) {
  return `${name} ${(end_s - start_s).toFixed(2)} s`;
}

/**
 * Return the parts of reps whose times are judged of a measure: by the chosen rule, or by any rule that
 * finds something wrong with them.
 *
 * @param {import("./data.js").Rep[]} reps
 * @param {string} measure name without the side
 * @param {string} rule empty for all
 * @returns {Timed[]}
 */
export function timedPhases(reps, measure, rule) {
  return reps.flatMap((rep) =>
    rep.checks
      .filter((check) => (rule ? check.rule === rule : isWrong(check.verdict)))
      .filter((check) => check.measure === measure.replace(/_from_start$/, ""))
      .flatMap((check) =>
        (check.phases ?? []).map((phase) => ({
          rep,
          from: phase.start_s,
          to: phase.end_s,
          text: textOf(phase),
          verdict: phase.judged ? check.verdict : null,
        })),
      ),
  );
}

const TIME_BAR_PX = 4;

/**
 * Draw the parts of reps into a plot: a bar along its bottom for each one, with its time. Where a time has
 * no room beside the one before, it stands above it.
 *
 * @param {uPlot} plot
 * @param {{from: number, to: number, text: string, colour: string}[]} timed
 * @param {string} ink
 */
export function drawTimed(plot, timed, ink) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const bottom = bbox.top + bbox.height;
  beginInPlot(plot, "bottom");
  const free = [-Infinity, -Infinity]; // where the texts of the lower and of the upper row end
  for (const { from, to, text, colour } of timed) {
    const [left, right] = [from, to].map((x) => plot.valToPos(x, "x", true));
    ctx.fillStyle = colour;
    ctx.globalAlpha = 0.18;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bottom - TIME_BAR_PX * ratio, right - left, TIME_BAR_PX * ratio);
    const half = ctx.measureText(text).width / 2;
    const middle = middleOfText(plot, left, right, half);
    if (middle === null) continue;
    const row = free.findIndex((end) => middle - half >= end);
    if (row < 0) continue;
    free[row] = middle + half + 4 * ratio;
    ctx.fillStyle = ink;
    ctx.fillText(text, middle, bottom - (TIME_BAR_PX + 2 + row * PLOT_TEXT_PX) * ratio);
  }
  ctx.restore();
}
