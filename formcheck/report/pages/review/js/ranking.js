// Which rep is worst, and which is best.

import { isWrong, worstOf } from "./blame.js";

/** @typedef {import("./data.js").Rep} Rep */
/** @typedef {import("./data.js").Check} Check */

/** @type {Record<import("./data.js").Verdict, number>} */
const SEVERITY = { fault: 3, borderline: 2, good: 1, not_assessed: 0 };

/**
 * Return the check of a rule in a rep, or the number that a rule of the set averages.
 *
 * @param {Rep} rep
 * @param {string} rule
 */
export function checkOf({ checks, of_set }, rule) {
  return [...checks, ...of_set].find((check) => check.rule === rule);
}

/**
 * Return the verdict that stands for a rep: its own, or if that is not assessed what a rule of the set
 * finds wrong in its number.
 *
 * @param {Rep} rep
 */
export function verdictOf({ verdict, of_set }) {
  const ofSet = worstOf(of_set.map((check) => check.verdict));
  return verdict === "not_assessed" && isWrong(ofSet) ? ofSet : verdict;
}

/**
 * Return how bad the check of a rep is; larger is worse. -1 if the rule did not judge the rep.
 *
 * @param {Check | undefined} check
 */
export function badness(check) {
  return check?.badness ?? -1;
}

/**
 * Return how bad a rep is, over all its rules; larger is worse.
 *
 * @param {Rep} rep
 */
export function badnessOfRep(rep) {
  const faults = rep.checks.filter((check) => check.verdict === "fault");
  const worst = Math.max(0, ...[...rep.checks, ...rep.of_set].map(badness));
  return SEVERITY[verdictOf(rep)] * 1000 + faults.length * 10 + worst;
}

/**
 * Return the worst and the best of some reps by a rule; null if it has no number in any of them.
 *
 * @param {Rep[]} reps
 * @param {string} rule
 * @returns {{worst: Rep, best: Rep} | null}
 */
export function extremes(reps, rule) {
  const measured = reps.filter((rep) => {
    const check = checkOf(rep, rule);
    return check && check.value !== null && check.verdict !== "not_assessed";
  });
  if (measured.length === 0) return null;
  const sorted = measured.sort((a, b) => badness(checkOf(b, rule)) - badness(checkOf(a, rule)));
  return { worst: sorted[0], best: sorted[sorted.length - 1] };
}

/**
 * Return when a rep was judged by a rule, or by what is worst in it; its peak if it was not.
 *
 * @param {Rep} rep
 * @param {string} rule empty for what is worst
 */
export function judgedAtTime({ checks, of_set, peak_s }, rule) {
  const ours = [...checks, ...of_set].filter((check) => !rule || check.rule === rule);
  const known = ours.filter(({ at_s, verdict }) => at_s !== null && verdict !== "not_assessed");
  if (known.length === 0) return peak_s;
  return known.reduce((a, b) => (badness(b) > badness(a) ? b : a)).at_s ?? peak_s;
}

/**
 * Where a fault is worst.
 *
 * @typedef {{rule: string, rep: Rep | null, frame: number}} Worst
 */

/**
 * Return where a rule is broken worst; without a rule the worst fault of the clip, on which the page
 * opens. Null where nothing is wrong.
 *
 * @param {import("./data.js").Review} review
 * @param {string} rule empty for all rules
 * @returns {Worst | null}
 */
export function worstOfRule({ worst, parts, faults }, rule) {
  const moment = worst.find((one) => !rule || one.rule === rule);
  if (moment) {
    const rep = moment.rep === null ? null : parts[moment.part].reps[moment.rep];
    return { rule: moment.rule, rep, frame: moment.frame };
  }
  // Of rules that are good over all reps.
  const ours = faults.filter(({ check }) => !rule || check.rule === rule);
  if (ours.length === 0) return null;
  const { rep, frame, check } = ours.reduce((a, b) =>
    badness(b.check) > badness(a.check) ? b : a,
  );
  return { rule: check.rule, rep, frame };
}

/**
 * Return the rep that the page shows where none is chosen: the worst one.
 *
 * @param {import("./data.js").Review} review
 * @param {string} rule empty for all rules
 */
export function worstRep(review, rule) {
  const found = worstOfRule(review, rule)?.rep ?? extremes([...review.reps], rule)?.worst;
  return found ?? review.reps.reduce((a, b) => (badnessOfRep(b) > badnessOfRep(a) ? b : a));
}
