// The columns of the table of reps: what their cells say, and by what they are sorted.

import { isWrong } from "./blame.js";
import { h } from "./dom.js";
import { FROM_WORST, mark, VERDICT_WORDS } from "./marks.js";
import { badness, badnessOfRep, checkOf } from "./ranking.js";
import { capital, measuredText, shortText, timeText, wantedText } from "./words.js";

/** @typedef {import("./data.js").Rep} Rep */

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} rule id of the rule whose checks it shows; empty if none
 * @property {(rep: Rep) => (Node | string)[]} cell
 * @property {(rep: Rep) => number | string | null} order unknown ones are last, whatever the order
 * @property {boolean} downFirst whether the largest come first when it is chosen
 */

/**
 * Return the columns; those of rules with faults come first, where they are seen without scrolling.
 *
 * @param {import("./data.js").Review} review
 * @returns {Column[]}
 */
export function repColumns(review) {
  /** @type {Column[]} */
  const columns = [
    textColumn(
      review.reps.every(({ side }) => side === "both") ? "Rep" : "Leg",
      nameOfRep,
      (rep) => `${rep.side} ${String(rep.number).padStart(6, "0")}`,
    ),
    verdictColumn(),
  ];
  const places = [textColumn("Start", (rep) => timeText(rep.start_s), startOf)];
  if (review.parts.length > 1)
    places.push(textColumn("Exercise", ({ part }) => part.title, startOf));
  const [faulty, others] = ruleColumns(review);
  return [...columns, ...faulty, ...places, ...others];
}

/**
 * Return what a rep is called: "Left 3".
 *
 * @param {Rep} rep
 */
export function nameOfRep(rep) {
  return `${rep.side === "both" ? "Rep" : capital(rep.side)} ${rep.number}`;
}

/** @param {Rep} rep */
function startOf(rep) {
  return rep.start_s;
}

/**
 * @param {string} name
 * @param {(rep: Rep) => string} text
 * @param {Column["order"]} order
 * @returns {Column}
 */
function textColumn(name, text, order) {
  return { name, rule: "", cell: (rep) => [text(rep)], order, downFirst: false };
}

/**
 * Return the verdict of a rep in words. Without that of the main rule it is only partly assessed.
 *
 * @param {Rep} rep
 */
function verdictWords({ verdict, checks }) {
  const some = checks.some((check) => check.verdict !== "not_assessed");
  return verdict === "not_assessed" && some ? "Partly assessed" : capital(VERDICT_WORDS[verdict]);
}

/** @returns {Column} */
function verdictColumn() {
  return {
    name: "Verdict",
    rule: "",
    cell: (rep) => [mark(rep.verdict), verdictWords(rep)],
    order: (rep) => (rep.verdict === "not_assessed" ? null : badnessOfRep(rep)),
    downFirst: true,
  };
}

/**
 * Return a column for each rule that judges single reps, the worst one first: those with something
 * wrong, and the others.
 *
 * @param {import("./data.js").Review} review
 * @returns {[Column[], Column[]]}
 */
function ruleColumns(review) {
  const judged = new Set(review.reps.flatMap((rep) => rep.checks.map((check) => check.rule)));
  /** @type {Map<string, string>} */
  const titles = new Map();
  const rows = review.parts.flatMap((part) => part.summary);
  rows.sort((a, b) => FROM_WORST.indexOf(a.verdict) - FROM_WORST.indexOf(b.verdict));
  for (const row of rows) {
    if (judged.has(row.rule) && !titles.has(row.rule)) titles.set(row.rule, row.title);
  }
  /** @type {Column[]} */
  const columns = [...titles].map(([rule, title]) => ({
    name: title,
    rule,
    cell: (rep) => checkCell(review, checkOf(rep, rule)),
    order: (rep) => {
      const check = checkOf(rep, rule);
      return check && check.verdict !== "not_assessed" ? badness(check) : null;
    },
    downFirst: true,
  }));
  /** @param {Column} column */
  const isFaulty = ({ rule }) =>
    review.reps.some((rep) => isWrong(checkOf(rep, rule)?.verdict ?? "good"));
  const [wrong, good] = setColumns(review);
  return [
    [...columns.filter(isFaulty), ...wrong],
    [...columns.filter((column) => !isFaulty(column)), ...good],
  ];
}

/**
 * Return a column for each rule that averages numbers of the reps: they have no verdict of their own.
 * Those of rules with something wrong come first.
 *
 * @param {import("./data.js").Review} review
 * @returns {[Column[], Column[]]}
 */
function setColumns({ parts, reps, units }) {
  /** @type {[Column[], Column[]]} */
  const found = [[], []];
  for (const row of parts.flatMap((part) => part.summary)) {
    /** @param {Rep} rep */
    const number = ({ averaged }) =>
      averaged.find(({ rule, label }) => rule === row.rule && label === row.label)?.value ?? null;
    if (row.verdict === "not_assessed" || reps.every((rep) => number(rep) === null)) continue;
    const title = `Judged over the whole set: ${measuredText(units, row)}`;
    const isTooLow = (row.value ?? 0) < (row.threshold ?? 0);
    found[isWrong(row.verdict) ? 0 : 1].push({
      name: row.title,
      rule: row.rule,
      cell: (rep) => {
        const value = number(rep);
        const text = shortText(units, { ...row, value, verdict: "good" });
        return value === null ? [] : [h("span", { class: "check", title }, text)];
      },
      order: number,
      downFirst: !isTooLow,
    });
  }
  return found;
}

/**
 * Return the number of a check with the mark of its verdict; why, if it was not assessed.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Check | undefined} check
 */
function checkCell({ units }, check) {
  if (!check) return [];
  const word = VERDICT_WORDS[check.verdict];
  const value = shortText(units, check);
  const wanted = wantedText(units, check);
  return [
    h(
      "span",
      { class: "check", title: [word, wanted, check.reason].filter(Boolean).join(": ") },
      mark(check.verdict, word),
      value && ` ${value}`,
    ),
  ];
}
