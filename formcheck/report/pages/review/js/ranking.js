// Which rep is worst, and which is best.

/** @typedef {import("./data.js").Rep} Rep */
/** @typedef {import("./data.js").Check} Check */

/** @type {Record<import("./data.js").Verdict, number>} */
const SEVERITY = { fault: 3, borderline: 2, good: 1, not_assessed: 0 };

/**
 * Return the check of a rule in a rep.
 *
 * @param {Rep} rep
 * @param {string} rule
 */
export function checkOf(rep, rule) {
  return rep.checks.find((check) => check.rule === rule);
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
  const worst = Math.max(0, ...rep.checks.map(badness));
  return SEVERITY[rep.verdict] * 1000 + faults.length * 10 + worst;
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
