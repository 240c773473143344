// The columns of the table of reps: what their cells say, and by what they are sorted.

import { isWrong } from "./blame.js";
import { h } from "./dom.js";
import { FROM_WORST, mark, VERDICT_WORDS } from "./marks.js";
import { badness, badnessOfRep, checkOf, verdictOf } from "./ranking.js";
import { capital, measuredText, shortText, timeText } from "./words.js";

/** @typedef {import("./data.js").Rep} Rep */

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} rule id of the rule whose checks it shows; empty if none
 * @property {string} note what stands below its name: the number of the whole set
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
  return { name, rule: "", note: "", cell: (rep) => [text(rep)], order, downFirst: false };
}

/**
 * Return the verdict of a rep in words. If the main rule alone did not judge it, it says so.
 *
 * @param {Rep} rep
 */
function verdictWords(rep) {
  const shown = verdictOf(rep);
  if (shown !== rep.verdict) return wrongOfSet(rep).join(", ");
  const word = VERDICT_WORDS[shown];
  const isPart = rep.checks.some((check) => check.verdict !== "not_assessed");
  const main = rep.checks.find((check) => check.main)?.rule;
  const title = rep.part.summary.find(({ rule }) => rule === main)?.title;
  return shown === "not_assessed" && isPart && title ? `${title} ${word}` : capital(word);
}

/** Return the titles of the rules of the set by which a rep is not good. @param {Rep} rep */
function wrongOfSet({ part, of_set }) {
  const wrong = of_set.filter(({ verdict }) => isWrong(verdict)).map(({ rule }) => rule);
  const rules = part.summary.filter(({ rule }) => wrong.includes(rule));
  return rules.map(({ title }) => `${title}, whole set`);
}

/** @returns {Column} */
function verdictColumn() {
  return {
    name: "Verdict",
    rule: "",
    note: "",
    cell: (rep) => [mark(verdictOf(rep)), verdictWords(rep)],
    order: (rep) => (verdictOf(rep) === "not_assessed" ? null : badnessOfRep(rep)),
    downFirst: true,
  };
}

/**
 * Return a column for each rule that has a check or a number of single reps, the worst one first: those
 * with something wrong, and the others.
 *
 * @param {import("./data.js").Review} review
 * @returns {[Column[], Column[]]}
 */
function ruleColumns(review) {
  const told = review.reps.flatMap(({ checks, of_set }) => [...checks, ...of_set]);
  const judged = new Set(told.map(({ rule }) => rule));
  const wrong = new Set(told.filter(({ verdict }) => isWrong(verdict)).map(({ rule }) => rule));
  /** @type {Map<string, import("./data.js").Row>} */
  const rules = new Map();
  const rows = review.parts.flatMap((part) => part.summary);
  rows.sort((a, b) => FROM_WORST.indexOf(a.verdict) - FROM_WORST.indexOf(b.verdict));
  for (const row of rows) {
    if (judged.has(row.rule) && !rules.has(row.rule)) rules.set(row.rule, row);
  }
  /** @type {Column[]} */
  const columns = [...rules.values()].map((row) => ({
    name: row.title,
    rule: row.rule,
    note: isJudgedAsSet(row) ? `set ${shortText(review.units, row)}` : "",
    cell: (rep) => checkCell(review, row, checkOf(rep, row.rule)),
    order: (rep) => {
      const check = checkOf(rep, row.rule);
      return check && check.verdict !== "not_assessed" ? badness(check) : null;
    },
    downFirst: true,
  }));
  return [
    columns.filter(({ rule }) => wrong.has(rule)),
    columns.filter(({ rule }) => !wrong.has(rule)),
  ];
}

/** Return whether a rule judges the whole set, and has judged it. @param {import("./data.js").Row} row */
function isJudgedAsSet({ reps_judged, value }) {
  return reps_judged === 0 && value !== null;
}

/** Return whether a rule measures several things, so that a number needs a name. @param {import("./data.js").Row} row */
function isOneOfSeveral({ limits }) {
  return new Set(limits.map(({ label }) => label)).size > 1;
}

/**
 * Return the number of a check with the mark of its verdict; why, if it was not assessed. A number of a
 * set in which nothing is wrong has no mark: it was not judged by itself.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Row} row
 * @param {import("./data.js").Check | undefined} check
 */
function checkCell({ units }, row, check) {
  if (!check) return [];
  const isOfSet = isJudgedAsSet(row) && check.verdict !== "not_assessed";
  const set = [measuredText(units, row), row.detail, row.wanted].filter(Boolean).join(", ");
  const ofSet = isOfSet && `the whole set is judged, not this rep: ${set}`;
  const word = VERDICT_WORDS[check.verdict];
  const number = shortText(units, check);
  const isNamed = number && isOneOfSeveral(row) && !check.directions; // they say of what they are
  const value = isNamed ? `${check.label} ${number}` : number;
  const wanted = check.wanted;
  const hasMark = !isOfSet || isWrong(row.verdict);
  const title = [hasMark && word, wanted, check.reason, ofSet].filter(Boolean).join(": ");
  return [
    h(
      "span",
      { class: "check", title },
      hasMark && mark(check.verdict, word),
      value ? ` ${value}` : ` ${VERDICT_WORDS.not_assessed}`,
    ),
  ];
}
