// A rep from its start (0 %) over its top (50 %) to its end (100 %): so reps can be laid over each
// other, however fast they were.

/** @typedef {import("./data.js").Rep} Rep */
/** @typedef {import("./data.js").Review} Review */
/** @typedef {(number | null)[]} Curve one value for each percent of a rep, null where unknown */

export const PERCENTS = Array.from({ length: 101 }, (_, percent) => percent);

/**
 * Return a measure over a rep.
 *
 * @param {Review} review
 * @param {Rep} rep
 * @param {string} column
 * @returns {Curve}
 */
export function curveOf(review, rep, column) {
  const measure = rep.part.measures[column];
  if (!measure) return PERCENTS.map(() => null);
  const first = rep.part.first_frame;
  let at = first;
  return PERCENTS.map((percent) => {
    const time = timeOfPhase(rep, percent);
    while (at < rep.part.last_frame - 1 && review.times[at + 1] < time) at += 1;
    const [before, after] = [review.times[at], review.times[at + 1]];
    const share = Math.min(1, Math.max(0, (time - before) / (after - before)));
    const value = measure.data[at - first] * (1 - share) + measure.data[at - first + 1] * share;
    return Number.isFinite(value) ? value : null;
  });
}

const TOP = 50;
const MOMENTS_OF_A_LEG = ["Start", "Rise", "Top", "Fall", "End"];
// Both legs move together as the person sinks: the peak may be the lowest place.
const MOMENTS_OF_BOTH_LEGS = ["Start", "Half way", "Peak", "Half way back", "End"];

/**
 * Return the time of a phase.
 *
 * @param {Rep} rep
 * @param {number} percent
 */
function timeOfPhase({ start_s, peak_s, end_s }, percent) {
  return percent <= TOP
    ? start_s + ((peak_s - start_s) * percent) / TOP
    : peak_s + ((end_s - peak_s) * (percent - TOP)) / (100 - TOP);
}

/**
 * Return the phase of a time, from 0 to 100 %.
 *
 * @param {Rep} rep
 * @param {number} time in s
 */
export function phaseAt({ start_s, peak_s, end_s }, time) {
  if (time <= start_s) return 0;
  if (time >= end_s) return 100;
  return time <= peak_s
    ? (TOP * (time - start_s)) / (peak_s - start_s)
    : TOP + ((100 - TOP) * (time - peak_s)) / (end_s - peak_s);
}

/**
 * Return the mean of curves and their standard deviation, where at least half of them are known.
 *
 * @param {Curve[]} curves
 * @returns {{mean: Curve, sd: Curve}}
 */
export function meanAndSd(curves) {
  /** @type {Curve} */
  const mean = [];
  /** @type {Curve} */
  const sd = [];
  for (const percent of PERCENTS) {
    const known = curves.map((curve) => curve[percent]).filter((value) => value !== null);
    const enough = known.length > 0 && 2 * known.length >= curves.length;
    const middle = known.reduce((sum, value) => sum + value, 0) / known.length;
    const squares = known.reduce((sum, value) => sum + (value - middle) ** 2, 0);
    mean.push(enough ? middle : null);
    sd.push(enough ? Math.sqrt(squares / known.length) : null);
  }
  return { mean, sd };
}

/**
 * Return the column of a measure: that of a leg, or the only one; empty if there is neither.
 *
 * @param {import("./data.js").Part} part
 * @param {string} measure
 * @param {import("./data.js").Side} side
 */
export function columnOf(part, measure, side) {
  const ofLeg = `${side === "both" ? "left" : side}_${measure}`;
  if (ofLeg in part.measures) return ofLeg;
  return measure in part.measures ? measure : "";
}

/**
 * Return the key moments of a rep: between start, peak and end those at which it is half way.
 *
 * @param {Review} review
 * @param {Rep} rep
 * @returns {{name: string, time: number}[]}
 */
export function momentsOf(review, rep) {
  const curve = curveOf(review, rep, columnOf(rep.part, rep.part.angle.measure, rep.side));
  const times = [
    rep.start_s,
    timeOfPhase(rep, halfWay(curve, 0, TOP)),
    rep.peak_s,
    timeOfPhase(rep, halfWay(curve, TOP, 100)),
    rep.end_s,
  ];
  const names = rep.side === "both" ? MOMENTS_OF_BOTH_LEGS : MOMENTS_OF_A_LEG;
  return names.map((name, i) => ({ name, time: times[i] }));
}

/**
 * Return where a curve is half way between two places; their middle if that is not known.
 *
 * @param {Curve} curve
 * @param {number} from in percent
 * @param {number} to in percent
 */
function halfWay(curve, from, to) {
  const [first, last] = [curve[from], curve[to]];
  if (first === null || last === null) return (from + to) / 2;
  const half = (first + last) / 2;
  let best = (from + to) / 2;
  let least = Infinity;
  for (let percent = from; percent <= to; percent += 1) {
    const value = curve[percent];
    if (value !== null && Math.abs(value - half) < least) {
      best = percent;
      least = Math.abs(value - half);
    }
  }
  return best;
}
