// Where good ends, as bands behind a curve; and how unsure a curve is.

import { frameAt } from "./data.js";

/** @typedef {import("./data.js").Limit} Limit */

/**
 * @typedef {object} Band
 * @property {number} from -Infinity where nothing bounds it
 * @property {number} to
 * @property {"good" | "borderline"} verdict
 */

/**
 * Return the limits that always apply to the curve of a measure.
 *
 * @param {Pick<import("./data.js").Part, "summary">} part
 * @param {string} measure name without the side
 * @param {string} [rule] by this rule only
 * @returns {Limit[]}
 */
export function limitsOn(part, measure, rule = "") {
  return part.summary
    .filter((row) => !rule || row.rule === rule)
    .flatMap((row) => row.limits)
    .filter((one) => one.measure === measure && one.on_curve && one.conditions.length === 0);
}

/**
 * Return the limits that hold for a curve in some reps only, each with these reps: where its
 * conditions were met, the number of the rep was compared with it.
 *
 * @param {Pick<import("./data.js").Part, "summary">} part
 * @param {string} measure name without the side
 * @param {string} rule by this rule only; empty for all
 * @param {import("./data.js").Rep[]} reps
 * @returns {{limit: Limit, reps: import("./data.js").Rep[]}[]}
 */
export function limitsInReps(part, measure, rule, reps) {
  /** @type {Map<Limit, import("./data.js").Rep[]>} */
  const found = new Map();
  for (const row of part.summary.filter((one) => !rule || one.rule === rule)) {
    const some = row.limits.filter(
      (one) => one.measure === measure && one.on_curve && one.conditions.length > 0,
    );
    for (const rep of reps) {
      const checks = [...rep.checks, ...rep.of_set];
      const check = checks.find((one) => one.rule === row.rule && one.measure === measure);
      const limit = check && some.find((one) => hasEnd(one, check));
      if (limit) found.set(limit, [...(found.get(limit) ?? []), rep]);
    }
  }
  return [...found].map(([limit, held]) => ({ limit, reps: held }));
}

/** @param {Limit} limit @param {import("./data.js").Check} check */
function hasEnd(limit, { label, threshold }) {
  const { borderline_below, fault_below, borderline_above, fault_above } = limit;
  const ends = [borderline_below, fault_below, borderline_above, fault_above];
  return limit.label === label && threshold !== null && ends.includes(threshold);
}

/**
 * Return the limit of what a check measured; undefined if its rule has none.
 *
 * @param {Pick<import("./data.js").Part, "summary">} part
 * @param {Pick<import("./data.js").Check, "rule" | "label" | "measure">} check
 */
export function limitOf({ summary }, { rule, label, measure }) {
  const limits = summary.find((row) => row.rule === rule)?.limits ?? [];
  return limits.find((one) => one.measure === measure && one.label === label);
}

/**
 * Return whether the number of a check can be compared with the curve of its measure: an angle can,
 * the time that its lowering took cannot.
 *
 * @param {Pick<import("./data.js").Part, "summary">} part
 * @param {Pick<import("./data.js").Check, "rule" | "label" | "measure">} check
 */
export function isOnCurve(part, check) {
  return limitOf(part, check)?.on_curve ?? false;
}

/**
 * Return the bands in which a curve is good and borderline.
 *
 * @param {Limit[]} limits
 * @returns {Band[]}
 */
export function bandsOf(limits) {
  /** @param {"good_from" | "good_to" | "fault_below" | "fault_above"} end */
  const known = (end) =>
    limits.flatMap((one) => (one[end] === null ? [] : [(one[end] - one.offset) / one.gain]));
  const from = Math.max(...known("good_from"));
  const to = Math.min(...known("good_to"));
  if (from === -Infinity && to === Infinity) return [];
  /** @type {Band[]} */
  const bands = [
    { from, to, verdict: "good" },
    { from: to, to: Math.min(...known("fault_above")), verdict: "borderline" },
    { from: Math.max(...known("fault_below")), to: from, verdict: "borderline" },
  ];
  return bands.filter((band) => band.from < band.to);
}

/**
 * Return the range of a plot: that of its values, with each limit in sight.
 *
 * @param {number | null} low the least value
 * @param {number | null} high the greatest value
 * @param {Band[]} bands
 * @returns {[number, number]}
 */
export function rangeWith(low, high, bands) {
  const limits = bands.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const all = [low, high].filter((value) => value !== null).concat(limits);
  if (all.length === 0) return [0, 1];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const margin = 0.12 * (most - least || 1);
  return [least - margin, most + margin];
}

const LETTER_PX = 11; // of the word in a band

/**
 * Bands, and the spans of x in which they hold; all of it if left out.
 *
 * @typedef {{bands: Band[], spans?: [number, number][]}} BandsInSpans
 */

/**
 * Where a text stands in a plot, in pixels of the canvas.
 *
 * @typedef {{x: number, top: number, half: number}} TextPlace its middle, top and half width
 */

/**
 * Draw bands across a plot, behind its curves; return where their words stand.
 *
 * @param {uPlot} plot
 * @param {BandsInSpans} where
 * @param {Record<string, {fill: string, text: string}>} colours by verdict
 * @returns {TextPlace[]}
 */
export function drawBands(plot, { bands, spans }, colours) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  const parts = spans ? spans.map((span) => withinPlot(plot, span)) : [edges(bbox)];
  for (const [left, right] of parts) {
    ctx.rect(left, bbox.top, Math.max(0, right - left), bbox.height);
  }
  ctx.clip();
  const end = Math.max(...parts.map(([, right]) => right));
  /** @type {TextPlace[]} */
  const words = [];
  for (const { from, to, verdict } of bands) {
    const high = to === Infinity ? bbox.top : plot.valToPos(to, "y", true);
    const low = from === -Infinity ? bbox.top + bbox.height : plot.valToPos(from, "y", true);
    ctx.fillStyle = colours[verdict].fill;
    ctx.globalAlpha = 0.12;
    ctx.fillRect(bbox.left, high, bbox.width, low - high);
    ctx.globalAlpha = 0.9;
    for (const edge of [high, low]) ctx.fillRect(bbox.left, Math.round(edge), bbox.width, 1);
    const fits = low - high >= LETTER_PX * devicePixelRatio;
    if (fits) words.push(drawWord(ctx, verdict, end, (high + low) / 2, colours[verdict].text));
  }
  ctx.restore();
  return words;
}

/** @param {uPlot["bbox"]} box @returns {[number, number]} */
function edges({ left, width }) {
  return [left, left + width];
}

/**
 * Return where a span of x begins and ends on the canvas, inside the plot.
 *
 * @param {uPlot} plot
 * @param {[number, number]} span
 */
function withinPlot(plot, span) {
  const [first, last] = edges(plot.bbox);
  return span.map((x) => Math.min(last, Math.max(first, plot.valToPos(x, "x", true))));
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} word
 * @param {number} x of its right end
 * @param {number} y
 * @param {string} colour
 */
function drawWord(ctx, word, x, y, colour) {
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour;
  ctx.font = `${LETTER_PX * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  const right = x - 4 * devicePixelRatio;
  ctx.fillText(word, right, y);
  const half = ctx.measureText(word).width / 2;
  return { x: right - half, top: y - (LETTER_PX / 2) * devicePixelRatio, half };
}

/**
 * Return how unsure each frame of a measure is: the standard deviation that the view adds to what is
 * judged of it, over each rep; null if it adds nothing.
 *
 * @param {import("./data.js").Review} review
 * @param {string} measure name without the side
 * @param {import("./data.js").Side | null} side
 * @returns {Float32Array | null}
 */
export function sigmaAlong(review, measure, side) {
  const ours = review.reps.filter((rep) => !side || rep.side === "both" || rep.side === side);
  if (ours.every((rep) => sigmaIn(rep, measure) === 0)) return null;
  const sigma = new Float32Array(review.times.length);
  for (const rep of ours) {
    const added = sigmaIn(rep, measure);
    const last = frameAt(review.times, rep.end_s);
    for (let frame = frameAt(review.times, rep.start_s); frame <= last; frame += 1) {
      sigma[frame] = Math.max(sigma[frame], added);
    }
  }
  return sigma;
}

/**
 * @param {import("./data.js").Rep} rep
 * @param {string} measure
 */
function sigmaIn({ part, checks }, measure) {
  const onCurve = part.summary.flatMap(({ rule, limits }) =>
    limits.some((limit) => limit.measure === measure && limit.on_curve) ? [rule] : [],
  );
  const judged = checks.filter(
    (check) => check.measure === measure && onCurve.includes(check.rule),
  );
  return Math.max(0, ...judged.map((check) => check.sigma));
}
