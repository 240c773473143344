// Which number a rule judges, in words: beside a curve that may not show it.

import { isWrong, worstOf } from "./blame.js";
import { valueAt } from "./data.js";
import { isJudgedFrame } from "./judged_spans.js";
import { isOnCurve, limitsInReps, limitsOn } from "./limits.js";

/**
 * Return what the chosen rule judges, and why there is no limit in the plot if there is none.
 *
 * @param {import("./data.js").Part} part
 * @param {string} rule empty if none is chosen
 * @param {Pick<import("./angle_lines.js").Plotted, "name" | "row">} plotted
 */
export function judgedNumberText(part, rule, { name: measure, row: ofReps }) {
  const row = part.summary.find((one) => one.rule === rule);
  const limit = row?.limits.find(({ label }) => label === row.label) ?? row?.limits[0];
  if (!row || !limit) return "";
  const hasBars = part.reps.some(({ checks, of_set }) =>
    [...checks, ...of_set].some(
      (check) => check.rule === rule && check.span_s && !check.phases?.length,
    ),
  );
  const bars = limit.average && hasBars ? " (the bars)" : "";
  const judged = `Judged: ${[limit.what + bars, limit.over].filter(Boolean).join(", ")}.`;
  if (ofReps && ofReps.rule === rule) return `${judged} A dot for each rep.`;
  if (limitsOn(part, measure, rule).length > 0) return judged;
  if (limitsInReps(part, measure, rule, part.reps).length > 0) return judged;
  if (part.reps.some(({ checks }) => checks.some((one) => one.rule === rule && one.phases?.length)))
    return judged;
  return `${judged} No limit is drawn: ${whyNoLimit(limit, measure)}.`;
}

/** @param {import("./data.js").Limit} limit @param {string} measure */
function whyNoLimit(limit, measure) {
  const drawn = limit.measure === measure && limit.on_curve;
  return drawn ? "no rep was compared with it" : "the curve does not show this number";
}

/**
 * Return the rule whose measure is shown first: that of a rep's worst fault, or else of the clip's.
 *
 * @param {import("./data.js").Part[]} parts
 * @param {import("./data.js").Rep | null} rep
 */
export function ruleToShow(parts, rep) {
  const ofRep = rep ? worstRule(rep.checks) : "";
  return ofRep || worstRule(parts.flatMap((part) => part.summary));
}

/**
 * Return a number in a frame as it is told: in the frame in which a rep was judged by it, the judged
 * number, which is smoothed; elsewhere, and where an average is judged, the value of the measure. NaN
 * where unknown.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Part} part
 * @param {string} name of the measure, without the side
 * @param {import("./data.js").Side | null} side of the leg
 * @param {number} frame
 */
export function toldValueAt(review, part, name, side, frame) {
  const time = review.times[frame];
  const now = part.reps.filter(
    (rep) =>
      rep.from_s <= time && time <= rep.to_s && [side ?? rep.side, "both"].includes(rep.side),
  );
  const judged = now
    .flatMap(({ checks }) => checks)
    .find(
      (check) =>
        check.measure === name &&
        !check.span_s &&
        isJudgedFrame(review, check, frame) &&
        isOnCurve(part, check),
    );
  return judged?.value ?? valueAt(part, side ? `${side}_${name}` : name, frame);
}

/** @param {{rule: string, verdict: import("./data.js").Verdict, measure: string}[]} found */
function worstRule(found) {
  const wrong = found.filter(({ verdict, measure }) => isWrong(verdict) && measure);
  const worst = worstOf(wrong.map(({ verdict }) => verdict));
  return wrong.find(({ verdict }) => verdict === worst)?.rule ?? "";
}
