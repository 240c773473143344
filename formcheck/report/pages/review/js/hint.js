// What the timeline says of the block under the pointer.

import { isWrong } from "./blame.js";
import { frameAt, partAt } from "./data.js";
import { VERDICT_WORDS } from "./marks.js";
import { capital, measuredText, timeText } from "./words.js";

/**
 * @param {import("./data.js").Review} review
 * @param {import("./lanes.js").Block} block
 * @param {string} rule the chosen one; empty if none is
 * @returns {string[]}
 */
export function hintLines(review, block, rule) {
  const { rep, checks, text, start, end } = block;
  const name = rep ? `${capital(rep.side)} ${rep.number}` : text;
  const told = checks.filter((check) => (rule ? check.rule === rule : isWrong(check.verdict)));
  const part = partAt(review.parts, frameAt(review.times, start));
  const lines = told.map((check) => checkText(review, part, check));
  if (rep && lines.length === 0) lines.push(VERDICT_WORDS[rep.verdict]);
  return [`${name}, ${timeText(start)} – ${timeText(end)}`, ...lines];
}

/**
 * Return "Heel to glutes: 97°, good from 120°".
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Part} part
 * @param {import("./data.js").Check} check
 */
function checkText({ units }, part, check) {
  const title = part.summary.find((row) => row.rule === check.rule)?.title ?? check.rule;
  const words = [measuredText(units, check), check.wanted, check.reason];
  return `${title}: ${words.filter(Boolean).join(", ")}`;
}
