// The lines of the plots: which measures a clip has, and what of them is drawn.

import { colourIn, faint } from "./dom.js";
import { sigmaAlong } from "./limits.js";
import { dotsOf } from "./rep_numbers.js";

/**
 * A measure of the clip: a line for each leg, or one.
 *
 * @typedef {object} Plotted
 * @property {string} name of the measure, without the side
 * @property {string} label as spoken
 * @property {string} unit
 * @property {{side: import("./data.js").Side | null, column: string}[]} lines
 * @property {import("./data.js").Row} [row] the rule whose numbers of single reps are shown, as dots
 */

/**
 * How the line of a leg looks. The right one has dashes: they are told apart without colour.
 *
 * @type {Record<string, {name: string, colour: string, dash: number[]}>}
 */
export const LINE_STYLES = {
  left: { name: "Left", colour: "--left", dash: [] },
  right: { name: "Right", colour: "--right", dash: [6, 3] },
  one: { name: "", colour: "--ink", dash: [] },
};

/**
 * Return the measures of a clip that its rules read, and the judged angle; that comes first.
 *
 * @param {import("./data.js").Part[]} parts
 * @returns {Plotted[]}
 */
export function measuresOf(parts) {
  /** @type {Map<string, Plotted>} */
  const found = new Map();
  for (const part of parts) {
    const { measures, summary, angle } = part;
    const names = summary.flatMap(measuresRead).map((name) => curveName(part, name));
    const read = new Set(names.concat(angle.measure));
    for (const [column, { label, unit, side }] of Object.entries(measures)) {
      const name = side ? column.slice(side.length + 1) : column;
      if (!read.has(name)) continue;
      const plotted = found.get(name) ?? { name, label, unit, lines: [] };
      addLine(plotted, side, column);
      found.set(name, plotted);
    }
  }
  const first = parts[0].angle.measure;
  return [...found.values()].sort((a, b) => Number(b.name === first) - Number(a.name === first));
}

/** @param {Plotted} plotted @param {import("./data.js").Side | null} side @param {string} column */
function addLine({ lines }, side, column) {
  if (lines.every((line) => line.column !== column)) lines.push({ side, column });
}

/** @param {import("./data.js").Row} row */
function measuresRead({ measure, verdict, limits }) {
  if (verdict === "not_assessed") return []; // the view does not show it
  return [measure, ...limits.map((limit) => limit.measure)];
}

/**
 * Return the measure that a rule is about; empty if there is none.
 *
 * @param {import("./data.js").Part[]} parts
 * @param {string} rule
 */
export function measureOfRule(parts, rule) {
  const part = parts.find(({ summary }) => summary.some((one) => one.rule === rule));
  const row = part?.summary.find((one) => one.rule === rule);
  return part && row ? curveName(part, row.measure || row.limits[0]?.measure || "") : "";
}

/**
 * Return under which name a measure is plotted: what rules count from the start of the rep only so, and
 * not a second time as the bare measure.
 *
 * @param {import("./data.js").Part} part
 * @param {string} measure without the side
 */
export function curveName({ measures, summary }, measure) {
  const counted = `${measure}_from_start`;
  const isKnown = ["", "left_", "right_"].some((side) => side + counted in measures);
  const limits = summary.flatMap((row) => row.limits);
  const isJudged = limits.some((limit) => limit.measure === measure && limit.on_curve);
  return isKnown && !isJudged ? counted : measure;
}

/**
 * Return the series of a plot over time, the shades between them, and their values.
 *
 * @param {HTMLElement} field the element of the plot
 * @param {import("./data.js").Review} review
 * @param {Plotted} plotted
 * @returns {{series: uPlot.Series[], bands: uPlot.Band[], values: (number | null)[][]}}
 */
export function linesOf(field, review, plotted) {
  /** @type {uPlot.Series[]} */
  const series = [{}];
  /** @type {uPlot.Band[]} */
  const bands = [];
  /** @type {(number | null)[][]} */
  const values = [];
  for (const { side, column } of plotted.lines) {
    const { name, colour, dash } = LINE_STYLES[side ?? "one"];
    const stroke = colourIn(field, colour);
    if (plotted.row) {
      const dots = dotsOf(field, review, plotted.row, side, { label: name, stroke });
      series.push(dots.series);
      values.push(dots.values);
      continue;
    }
    const line = alongClip(review, column);
    const sigma = sigmaAlong(review, plotted.name, side);
    if (sigma) {
      bands.push({ series: [series.length, series.length + 1], fill: faint(stroke) });
      series.push(unseenSeries(), unseenSeries());
      values.push(shifted(line, sigma, 1), shifted(line, sigma, -1));
    }
    series.push({ label: name, stroke, width: 1.6, dash, points: { show: false } });
    values.push(line);
  }
  return { series, bands, values };
}

/**
 * Return a series that only bounds a shade.
 *
 * @returns {uPlot.Series}
 */
export function unseenSeries() {
  return { stroke: "transparent", width: 0, points: { show: false } };
}

/**
 * Return a measure over all frames of the clip; null where it is unknown.
 *
 * @param {import("./data.js").Review} review
 * @param {string} column
 */
function alongClip({ times, parts }, column) {
  /** @type {(number | null)[]} */
  const values = new Array(times.length).fill(null);
  for (const { first_frame, measures } of parts) {
    measures[column]?.data.forEach((value, i) => {
      if (Number.isFinite(value)) values[first_frame + i] = value;
    });
  }
  return values;
}

/**
 * @param {(number | null)[]} line
 * @param {Float32Array} sigma
 * @param {1 | -1} sign
 */
function shifted(line, sigma, sign) {
  return line.map((value, i) =>
    value === null || sigma[i] === 0 ? null : value + sign * sigma[i],
  );
}
