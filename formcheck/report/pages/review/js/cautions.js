// What limits a verdict: reps that were not judged, and a view from an angle.

import { checkOf } from "./ranking.js";
import { capital } from "./words.js";

const MOSTLY_JUDGED = 0.8; // share of a leg's reps below which the row says how many were judged

/**
 * Return the sentences that limit the verdict of a rule.
 *
 * @param {import("./data.js").Part} part
 * @param {import("./data.js").Row} row
 */
export function cautionsOf(part, row) {
  const { rep_word } = part;
  const { verdict, reason, sides, sigma } = row;
  const few = Object.entries(sides)
    .filter(([, { judged, reps }]) => judged < MOSTLY_JUDGED * reps)
    .map(([side, { judged, reps }]) => `${judged} of ${reps} on the ${side}`);
  const seen = () =>
    `Only some ${rep_word} could be judged: ${few.join(", ")}${usualReason(part, row.rule)}`;
  return [
    ...(few.length > 0 && verdict !== "not_assessed" ? [seen()] : []),
    ...(reason && !(verdict === "good" && sigma > 0) ? [capital(reason)] : []), // "Why" has it
  ];
}

/**
 * Return why a rule most often did not judge a rep: " – the foot was lost"; empty if it judged all.
 *
 * @param {import("./data.js").Part} part
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
  return usual ? ` – ${usual[0]}` : "";
}
