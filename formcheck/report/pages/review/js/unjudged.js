// Reps that were not judged: a mark on their curve, so that a peak past the limit is not taken for a
// fault that was missed.

import { curveName } from "./angle_lines.js";
import { frameAt, valueAt } from "./data.js";
import { h } from "./dom.js";
import { mark, VERDICT_WORDS } from "./marks.js";
import { columnOf } from "./phases.js";
import { nameOfRep } from "./rep_columns.js";
import { nameOfNumbers } from "./rep_numbers.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./data.js").Rep} Rep */

/**
 * A rep that none of the rules of a curve judged.
 *
 * @typedef {object} Unjudged
 * @property {Rep} rep
 * @property {number} time in s
 * @property {number} value of the measure then; NaN where unknown
 * @property {string} text "Left 3 not judged: the left leg is hidden"
 */

/**
 * Return the reps that were not judged by a measure, or by the chosen rule.
 *
 * @param {Review} review
 * @param {string} measure name without the side; that of a rule's numbers if it has no curve
 * @param {string} rule empty for all rules of the measure
 * @returns {Unjudged[]}
 */
export function unjudgedReps(review, measure, rule) {
  return review.reps.flatMap((rep) => {
    const { part, side, peak_s } = rep;
    const rules = part.summary
      .filter((row) => (!rule || row.rule === rule) && isOn(part, row, measure))
      .map((row) => row.rule);
    const checks = rep.checks.filter((check) => rules.includes(check.rule));
    const found = checks.find((check) => check.main) ?? checks[0];
    if (!found || checks.some((check) => check.verdict !== "not_assessed")) return [];
    const time = found.at_s ?? peak_s;
    const value = valueAt(part, columnOf(part, measure, side), frameAt(review.times, time));
    const text = `${nameOfRep(rep)} ${VERDICT_WORDS.not_assessed}: ${found.reason}`;
    return [{ rep, time, value, text }];
  });
}

/**
 * @param {import("./data.js").Part} part
 * @param {import("./data.js").Row} row
 * @param {string} measure
 */
function isOn(part, { rule, limits }, measure) {
  const onCurve = limits.filter((one) => one.on_curve);
  const names = onCurve.map((one) => curveName(part, one.measure));
  return [...names, nameOfNumbers(rule)].includes(measure);
}

/**
 * Put the marks of reps that were not judged over a plot; what stands there for long says why.
 *
 * @param {uPlot} plot
 * @param {Unjudged[]} reps
 */
export function markUnjudged(plot, reps) {
  const marks = reps.map(({ text }) => h("span", { class: "unjudged", title: text }));
  marks.forEach((one, i) => one.append(mark("not_assessed", reps[i].text)));
  plot.over.append(...marks);
  return () => {
    const { min = 0, max = 0 } = plot.scales.x;
    const lowest = plot.over.clientHeight - ABOVE_EDGE_PX;
    for (const [i, { time, value }] of reps.entries()) {
      marks[i].hidden = time < min || time > max;
      const y = Number.isNaN(value) ? lowest : Math.min(lowest, plot.valToPos(value, "y"));
      marks[i].style.transform = `translate(${plot.valToPos(time, "x")}px, ${y}px)`;
    }
  };
}

const ABOVE_EDGE_PX = 8; // of a mark above the edge of the plot
