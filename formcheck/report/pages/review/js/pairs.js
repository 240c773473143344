// Which two reps stand side by side.

import { isWrong } from "./blame.js";
import { FROM_WORST } from "./marks.js";
import { badness, checkOf, extremes } from "./ranking.js";
import { nameOfRep } from "./rep_columns.js";

/** @typedef {import("./data.js").Part} Part */
/** @typedef {import("./data.js").Rep} Rep */
/** @typedef {import("./data.js").Side} Side */

/**
 * Two reps to compare by a rule.
 *
 * @typedef {object} Pair
 * @property {string} name what it compares: "Left leg: worst and best"
 * @property {{rep: Rep, name: string}[]} two
 * @property {Rep[]} all the judged reps that they are two of
 */

/**
 * Return the rules by which reps can be compared, the worst one first.
 *
 * @param {import("./data.js").Review} review
 * @returns {{part: Part, row: import("./data.js").Row, pairs: Pair[]}[]}
 */
export function comparisonsOf({ parts }) {
  return parts
    .flatMap((part) => part.summary.map((row) => ({ part, row, pairs: pairsOf(part, row.rule) })))
    .filter(({ pairs }) => pairs.length > 0)
    .sort((a, b) => FROM_WORST.indexOf(a.row.verdict) - FROM_WORST.indexOf(b.row.verdict));
}

/**
 * Return the pairs of a rule: worst and best of each leg, and left beside right; that with the worst
 * rep first. The only rep of a leg stands beside the best of the other one.
 *
 * @param {Part} part
 * @param {string} rule
 * @returns {Pair[]}
 */
function pairsOf(part, rule) {
  /** @type {Side[]} */
  const sides = ["left", "right", "both"];
  const found = sides.flatMap((side) => {
    const all = part.reps.filter((rep) => rep.side === side && isJudged(rep, rule));
    const ends = extremes(all, rule);
    return ends ? [{ side, all, ...ends }] : [];
  });
  const whole = found.flatMap(({ all }) => all);
  const bestOfAll = extremes([...whole], rule)?.best;
  const pairs = found
    .map((one) =>
      one.all.length === 1 && bestOfAll ? { ...one, best: bestOfAll, all: whole } : one,
    )
    .filter(({ worst, best }) => worst !== best)
    .map(({ side, all, worst, best }) => ({
      name: pairName(side, best),
      two: [
        named("Worst", worst),
        named(isWrong(verdictBy(best, rule)) ? "Least bad" : "Best", best),
      ],
      all,
    }));
  pairs.sort((a, b) => badnessBy(b.two[0].rep, rule) - badnessBy(a.two[0].rep, rule));
  if (found.length < 2) return pairs;
  const [left, right] = found;
  const legs = [named("Worst", left.worst), named("Worst", right.worst)];
  return [
    ...pairs,
    { name: "Left beside right: worst of each", two: legs, all: [...left.all, ...right.all] },
  ];
}

const LEGS = { left: "Left leg", right: "Right leg" };

/** @param {Side} side of the worst rep @param {Rep} best */
function pairName(side, best) {
  if (side === "both") return "Worst and best";
  return best.side === side
    ? `${LEGS[side]}: worst and best`
    : `${LEGS[side]} beside the best of all`;
}

/** @param {string} word @param {Rep} rep */
function named(word, rep) {
  return { rep, name: `${word}: ${nameOfRep(rep)}` };
}

/** @param {Rep} rep @param {string} rule */
function verdictBy(rep, rule) {
  return checkOf(rep, rule)?.verdict ?? "not_assessed";
}

/** Return whether a rule has a number of a rep. @param {Rep} rep @param {string} rule */
function isJudged(rep, rule) {
  return verdictBy(rep, rule) !== "not_assessed" && checkOf(rep, rule)?.value !== null;
}

/** @param {Rep} rep @param {string} rule */
function badnessBy(rep, rule) {
  return badness(checkOf(rep, rule));
}
