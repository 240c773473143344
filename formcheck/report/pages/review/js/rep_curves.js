// The curves of two reps over each other, from 0 to 100 %, with the mean of all and the good range.

import { curveName, unseenSeries } from "./angle_lines.js";
import { colourIn, faint } from "./dom.js";
import { judgedSpans } from "./judged_spans.js";
import { bandsOf, limitsInReps, limitsOn } from "./limits.js";
import { columnOf, curveOf, meanAndSd, PERCENTS, phaseAt } from "./phases.js";
import { plotOptions } from "./plot_options.js";
import { checkOf } from "./ranking.js";
import { timedPhases } from "./timed_phases.js";
import { limitText } from "./words.js";

/** @type {Record<number, string>} */
const PHASE_NAMES = { 0: "start", 50: "peak", 100: "end" };

/**
 * @param {HTMLElement} field
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Row} row the rule
 * @param {import("./pairs.js").Pair} pair
 */
export function drawRepCurves(field, review, row, { two, all }) {
  const { part } = two[0].rep;
  const { name: measure, measure: shown } = measureToShow(row, two[0].rep);
  /** @param {string} name */
  const colour = (name) => colourIn(field, name);
  /** @param {import("./data.js").Rep} rep */
  const curve = (rep) =>
    curveOf(review, rep, columnOf(part, measure, measuredSide(row, measure, rep)));
  const { mean, sd } = meanAndSd(all.map(curve));
  const reps = two.map(({ rep }) => rep);
  const held = limitsInReps(part, measure, row.rule, reps).map(({ limit }) => limit);
  const limits = [limitsOn(part, measure, row.rule), held].map((some) => ({
    bands: bandsOf(some),
  }));
  const judged = judgedSpans(review.units, reps, measure, row.rule).map((span) => ({
    ...span,
    from: phaseAt(span.rep, span.from),
    to: phaseAt(span.rep, span.to),
  }));
  const timed = timedPhases(reps.slice(0, 1), measure, row.rule).map((phase) => ({
    ...phase,
    from: phaseAt(phase.rep, phase.from),
    to: phaseAt(phase.rep, phase.to),
  }));
  const unit = shown?.unit ?? "";
  return new uPlot(
    {
      ...plotOptions(
        field,
        limits,
        {
          x: (percent) => PHASE_NAMES[percent] ?? `${percent} %`,
          splits: [0, 25, 50, 75, 100],
          y: (value) => limitText(review.units, value, unit),
        },
        judged,
        timed,
      ),
      series: [
        {},
        unseenSeries(),
        unseenSeries(),
        { stroke: colour("--muted"), width: 1, points: { show: false } },
        { stroke: colour("--ink"), width: 2.5, points: { show: false } },
        { stroke: colour("--accent"), width: 2.5, dash: [7, 4], points: { show: false } },
      ],
      bands: [{ series: [1, 2], fill: faint(colour("--muted")) }],
    },
    [PERCENTS, along(mean, sd, 1), along(mean, sd, -1), mean, ...two.map(({ rep }) => curve(rep))],
    field,
  );
}

/**
 * Return the measure that decided a rep's check, with its name without the side; that of the judged
 * angle where there is none.
 *
 * @param {import("./data.js").Row} row
 * @param {import("./data.js").Rep} rep
 */
export function measureToShow(row, rep) {
  const { part, side } = rep;
  const judged = curveName(part, checkOf(rep, row.rule)?.measure || row.measure || "");
  const name = columnOf(part, judged, side) ? judged : part.angle.measure;
  return { name, measure: part.measures[columnOf(part, name, side)] };
}

/**
 * Return the leg whose measure a rule reads in a rep: the working one, or the one that stands.
 *
 * @param {import("./data.js").Row} row
 * @param {string} measure
 * @param {import("./data.js").Rep} rep
 */
function measuredSide({ limits }, measure, { side }) {
  const stands = limits.some((limit) => limit.measure === measure && limit.leg === "stance");
  if (side === "both" || !stands) return side;
  return side === "left" ? "right" : "left";
}

/**
 * @param {import("./phases.js").Curve} mean
 * @param {import("./phases.js").Curve} sd
 * @param {1 | -1} sign
 */
function along(mean, sd, sign) {
  return mean.map((value, i) => (value === null ? null : value + sign * (sd[i] ?? 0)));
}
