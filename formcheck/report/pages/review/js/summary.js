// The summary above the verdicts.

import { isWrong } from "./blame.js";
import { h } from "./dom.js";
import { FROM_WORST, mark, VERDICT_WORDS } from "./marks.js";
import { capital } from "./words.js";

/** @typedef {import("./data.js").Part} Part */

/**
 * Return the head of the verdicts: exercise, counts, how many rules have which verdict.
 *
 * @param {Part} part
 * @param {import("./data.js").Row[]} rows
 */
export function summaryOf(part, rows) {
  const wrong = rows.filter(({ verdict }) => isWrong(verdict));
  const tally = FROM_WORST.map((verdict) => {
    const count = rows.filter((row) => row.verdict === verdict).length;
    const kinds = count === 1 ? "kind of" : "kinds of";
    const word = `${verdict === "fault" ? `${kinds} ` : ""}${VERDICT_WORDS[verdict]}`;
    return count > 0 && h("li", {}, mark(verdict), h("b", {}, String(count)), ` ${word}`);
  });
  return h(
    "header",
    { class: "summary" },
    h("h2", {}, part.title),
    h("p", { class: "figures", dir: "auto" }, part.figures),
    part.unjudged.map((text) => h("p", { class: "figures", dir: "auto" }, `Not judged: ${text}`)),
    h("ul", { class: "tally" }, tally),
    wrong.length === 0 &&
      h("p", { class: "praise" }, "Nothing wrong was found in what was judged."),
    h("p", { class: "muted" }, howText(part)),
  );
}

/** Return how it was judged: view, level, how sure the exercise is. @param {Part} part */
function howText({ view, seen, level, style, recognised }) {
  const words = [seen];
  if (view.near_side) words.push(`${view.near_side} side near`);
  if (level) words.push(`level ${level}`);
  if (style) words.push(`${style} style`);
  if (recognised?.exercise)
    words.push(`exercise recognised, ${Math.round(100 * recognised.confidence)} % sure`);
  return capital(words.join(" · "));
}
