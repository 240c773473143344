// What limits a verdict: reps that were not judged, single reps, and a view from an angle.

import { checkOf } from "./ranking.js";
import { hasSingle } from "./summary.js";
import { capital } from "./words.js";

/** @typedef {import("./data.js").Part} Part */
/** @typedef {import("./data.js").Row} Row */

const MOSTLY_JUDGED = 0.8; // share of a leg's reps below which the row says how many were judged

/**
 * Return the sentences that limit the verdict of a rule.
 *
 * @param {Part} part
 * @param {Row} row
 */
export function cautionsOf(part, row) {
  const { verdict, reason, sigma } = row;
  const few = fewJudged(part, row);
  const why = few && usualReason(part, row.rule);
  const seen = why && !isToldAbove(part, why) ? `${few} – ${why}` : few;
  return [
    ...singleReps(part, row),
    ...(row.past ? [row.past] : []),
    ...(seen ? [seen] : []),
    ...(reason && !(verdict === "good" && sigma > 0) ? [capital(reason)] : []), // "Why" has it
  ];
}

/**
 * Return why several rules did not judge some reps, once for all of them.
 *
 * @param {Part} part
 */
export function sharedCautions(part) {
  return [...titlesByReason(part)]
    .filter(([reason, of]) => of.length > 1 && !part.unjudged.some((one) => one.endsWith(reason)))
    .map(
      ([reason, titles]) =>
        `Only some ${part.rep_word} could be judged (${titles.join(", ")}): ${reason}`,
    );
}

/** Return whether a reason stands above the rules. @param {Part} part @param {string} reason */
function isToldAbove(part, reason) {
  return [...part.unjudged, ...sharedCautions(part)].some((text) => text.endsWith(reason));
}

/**
 * Return the rules that did not judge some reps, by the reason.
 *
 * @param {Part} part
 */
function titlesByReason(part) {
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  for (const row of part.summary) {
    const reason = fewJudged(part, row) && usualReason(part, row.rule);
    if (reason) titles.set(reason, [...(titles.get(reason) ?? []), row.title]);
  }
  return titles;
}

/** Return how many reps a rule judged, if those are few; else nothing. @param {Part} part @param {Row} row */
function fewJudged({ rep_word }, { verdict, sides }) {
  const few = Object.entries(sides)
    .filter(([, { judged, reps }]) => judged < MOSTLY_JUDGED * reps)
    .map(([side, { judged, reps }]) => `${judged} of ${reps} on the ${side}`);
  const isTold = few.length > 0 && verdict !== "not_assessed";
  return isTold ? `Only some ${rep_word} could be judged: ${few.join(", ")}` : "";
}

/**
 * Return why a rule most often did not judge a rep: "the foot was lost"; empty if it judged all.
 *
 * @param {Part} part
 * @param {string} rule
 */
function usualReason({ reps }, rule) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const check of reps.map((rep) => checkOf(rep, rule))) {
    if (check?.verdict !== "not_assessed") continue;
    times.set(check.reason, (times.get(check.reason) ?? 0) + 1);
  }
  const [usual] = [...times].sort(([, a], [, b]) => b - a);
  return usual ? usual[0] : "";
}

/** Return what a good row says of single reps that are not good. @param {Part} part @param {Row} row */
function singleReps({ rep_word }, row) {
  if (!hasSingle(row)) return [];
  const { reps_faulty, reps_borderline, reps_judged } = row;
  const kinds = [
    reps_faulty > 0 && `a fault in ${reps_faulty}`,
    reps_borderline > 0 && `borderline in ${reps_borderline}`,
  ];
  return [
    `Good over the set, but ${kinds.filter(Boolean).join(" and ")} of ${reps_judged} ${rep_word}`,
  ];
}
