// The summary above the verdicts.

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
    h("p", { class: "lead", dir: "auto" }, leadText(rows)),
    h("p", { class: "figures", dir: "auto" }, part.figures),
    unjudgedOf(part).map((text) => h("p", { class: "figures", dir: "auto" }, text)),
    h("ul", { class: "tally" }, tally),
    h("p", { class: "muted" }, howText(part)),
  );
}

/** Return why the main rule did not judge reps. @param {Part} part */
export function unjudgedOf({ unjudged }) {
  return unjudged.map((text) => `Not judged: ${text}`);
}

/**
 * Return whether a rule is good over the clip while single reps are not.
 *
 * @param {import("./data.js").Row} row
 */
export function hasSingle({ verdict, reps_faulty, reps_borderline }) {
  return verdict === "good" && reps_faulty + reps_borderline > 0;
}

/**
 * Return the rules, the worst first; of good ones those that are not good in every rep.
 *
 * @param {Part} part
 */
export function rowsFromWorst({ summary }) {
  const ordered = [...summary].sort((a, b) => Number(hasSingle(b)) - Number(hasSingle(a)));
  return FROM_WORST.flatMap((verdict) => ordered.filter((row) => row.verdict === verdict));
}

/**
 * Return what is wrong, in one or two sentences: "No clear fault. 2 checks are borderline: …".
 *
 * @param {import("./data.js").Row[]} rows the worst first
 */
export function leadText(rows) {
  const judged = rows.filter(({ verdict }) => verdict !== "not_assessed");
  if (judged.length === 0) return "Nothing could be judged.";
  const [faults, borderline] = ["fault", "borderline"].map((one) =>
    judged.filter(({ verdict }) => verdict === one).map(titleWithLeg),
  );
  const single = judged.filter(hasSingle).map(titleWithCount);
  const said = [];
  if (faults.length > 0) said.push(`${faults.length > 1 ? "Faults" : "Fault"}: ${listed(faults)}`);
  else if (borderline.length > 0) said.push("No clear fault");
  else if (single.length === 0) said.push("Nothing wrong was found in what was judged");
  if (borderline.length > 0) {
    const checks = borderline.length > 1 ? "checks are" : "check is";
    said.push(`${borderline.length} ${checks} borderline: ${listed(borderline)}`);
  }
  if (single.length > 0) said.push(`Good over the set, but not in every rep: ${listed(single)}`);
  return `${said.join(". ")}.`;
}

/** @param {string[]} titles */
function listed(titles) {
  return titles.join(", ");
}

/** Return "Heel to glutes (left)" if the verdict is about one leg alone. @param {import("./data.js").Row} row */
function titleWithLeg({ title, verdict, legs }) {
  const wrong = Object.entries(legs).filter(([, leg]) => leg.verdict === verdict);
  return wrong.length === 1 ? `${title} (${wrong[0][0]})` : title;
}

/** Return "Heel to glutes (3 of 11)". @param {import("./data.js").Row} row */
function titleWithCount({ title, reps_faulty, reps_borderline, reps_judged }) {
  return `${title} (${reps_faulty + reps_borderline} of ${reps_judged})`;
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
