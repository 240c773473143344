// Numbers of single reps that no curve shows, such as how far an arm swings: a dot for each rep in the
// plot, and their limit.

import { colourIn } from "./dom.js";
import { frameAt, repAt } from "./data.js";
import { checkOf } from "./ranking.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./angle_lines.js").Plotted} Plotted */

const DOT_PX = 9;

/**
 * Return the rules whose numbers of single reps are plotted as dots.
 *
 * @param {Review} review
 * @returns {Plotted[]}
 */
export function numbersOf({ parts }) {
  return parts.flatMap((part) =>
    part.summary.flatMap((row) => {
      const limit = limitOfNumbers(row);
      const reps = limit ? part.reps.filter((rep) => numberIn(rep, row) !== null) : [];
      const sides = [...new Set(reps.map(({ side }) => side))].sort();
      const lines = sides.map((side) => ({ side: side === "both" ? null : side, column: "" }));
      const label = `${row.label}, rep by rep`;
      return reps.length > 0
        ? [{ name: nameOfNumbers(row.rule), label, unit: row.unit, lines, row }]
        : [];
    }),
  );
}

/** Return the name under which the numbers of a rule are plotted. @param {string} rule */
export function nameOfNumbers(rule) {
  return `number ${rule}`;
}

/**
 * Return the limit of the numbers of a rule as that of a curve of them; null if they are on the curve of
 * a measure, or have no limit.
 *
 * @param {Row} row
 * @returns {import("./data.js").Limit | null}
 */
export function limitOfNumbers({ limits, label, threshold }) {
  const limit = limits.find((one) => one.label === label);
  if (!limit || limit.on_curve || threshold === null) return null;
  return { ...limit, gain: 1, offset: 0 };
}

/** @param {import("./data.js").Rep} rep @param {Row} row */
function numberIn(rep, { rule, label }) {
  const check = checkOf(rep, rule);
  return check && check.label === label && !check.phases?.length ? check.value : null;
}

/**
 * Return the dots of a leg.
 *
 * @param {HTMLElement} field the element of the plot
 * @param {Review} review
 * @param {Row} row
 * @param {import("./data.js").Side | null} side
 * @param {uPlot.Series} look of a line of this leg
 * @returns {{series: uPlot.Series, values: (number | null)[]}}
 */
export function dotsOf(field, review, row, side, look) {
  /** @type {(number | null)[]} */
  const values = new Array(review.times.length).fill(null);
  for (const rep of review.reps.filter((one) => !side || one.side === side)) {
    if (!rep.part.summary.includes(row)) continue;
    values[frameAt(review.times, rep.peak_s)] = numberIn(rep, row);
  }
  const points = { show: true, size: DOT_PX, fill: colourIn(field, "--paper"), width: 3 };
  return { series: { ...look, width: 0, points }, values };
}

/**
 * Return the number of the rep under way; NaN if there is none.
 *
 * @param {Review} review
 * @param {Row} row
 * @param {import("./data.js").Side | null} side
 * @param {number} frame
 */
export function numberNow({ reps, times }, row, side, frame) {
  const ours = reps.filter((rep) => (!side || rep.side === side) && rep.part.summary.includes(row));
  const rep = repAt(ours, times[frame]);
  return (rep && numberIn(rep, row)) ?? NaN;
}
