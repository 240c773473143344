// The verdicts: the summary first, then a row for each rule, then what was not assessed.

import { isWrong } from "./blame.js";
import { cautionsOf, sharedCautions } from "./cautions.js";
import { h } from "./dom.js";
import { mark, VERDICT_WORDS } from "./marks.js";
import { worstOfRule } from "./ranking.js";
import { dotStrip } from "./strip.js";
import { hasSingle, rowsFromWorst, summaryOf } from "./summary.js";
import {
  capital,
  figure,
  hasError,
  inShort,
  measuredText,
  notAssessedTexts,
  restOfUnit,
} from "./words.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./data.js").Part} Part */
/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./store.js").Store} Store */

/**
 * @param {HTMLElement} root
 * @param {Review} review
 * @param {Store} store
 */
export function mountVerdicts(root, review, store) {
  const showAll = h("button", { class: "show-all", click: () => store.set({ rule: "" }) });
  showAll.append("Show all rules ", h("kbd", {}, "Esc"));
  root.append(
    showAll,
    ...review.parts.flatMap((part) => partVerdicts(review, part, store)),
    ...remarks("Also remember: a camera cannot check this", review.reminders),
    ...remarks("Safety", review.safety),
  );
  const buttons = [...root.querySelectorAll("button[data-rule]")];
  store.on(["rule"], ({ rule }) => {
    for (const button of buttons) {
      const chosen = button.getAttribute("data-rule") === rule;
      button.setAttribute("aria-pressed", String(chosen));
      button.closest(".rule")?.classList.toggle("chosen", chosen);
    }
    showAll.hidden = rule === "";
  });
  store.on(["about"], ({ about }) => {
    const button = about && buttons.find((one) => one.getAttribute("data-rule") === about.rule);
    button?.closest(".rule")?.scrollIntoView({ block: "nearest" });
  });
}

/**
 * @param {Review} review
 * @param {Part} part
 * @param {Store} store
 */
function partVerdicts(review, part, store) {
  const rows = rowsFromWorst(part);
  const assessed = rows.filter((row) => row.verdict !== "not_assessed");
  return [
    summaryOf(part, rows),
    ...warningsOf(part),
    h(
      "div",
      { class: "rules" },
      assessed.map((row) => ruleRow(review, part, row, store)),
    ),
    ...notAssessed(notAssessedTexts(rows)),
  ];
}

/** @param {Part} part */
function warningsOf(part) {
  const items = [...part.warnings, ...sharedCautions(part)].map((text) =>
    h("li", { dir: "auto" }, capital(text)),
  );
  return items.length > 0 ? [h("ul", { class: "warnings", "aria-label": "Warnings" }, items)] : [];
}

/**
 * @param {Review} review
 * @param {Part} part
 * @param {Row} row
 * @param {Store} store
 */
function ruleRow(review, part, row, store) {
  const sides = h("table", { class: "sides" }, h("tbody", {}, sidesOf(review, part, row, store)));
  const single = hasSingle(row);
  const wrong = isWrong(row.verdict) || single;
  const why = h("div", { hidden: true }, !wrong && sides, whyOf(review, row));
  return h(
    "article",
    { class: `rule ${single ? "single" : row.verdict}` },
    h("div", { class: "head" }, filterButton(review, row, store), whyButton(row, why)),
    wrong && sides,
    row.advice && h("p", { class: "todo", dir: "auto" }, row.advice),
    row.detail && !row.of_set && h("p", { class: "caution", dir: "auto" }, capital(row.detail)),
    cautionsOf(part, row).map((text) => h("p", { class: "caution", dir: "auto" }, text)),
    why,
  );
}

/**
 * Show only a rule, at its worst moment; or all rules again.
 *
 * @param {Review} review
 * @param {string} rule
 * @param {Store} store
 */
export function chooseRule(review, rule, store) {
  if (store.state.rule === rule) return store.set({ rule: "" });
  const worst = worstOfRule(review, rule);
  if (!worst) return store.set({ rule, about: { rule } });
  store.set({ ...worst, rule, about: { rule }, playing: false });
}

/** @param {Review} review @param {Row} row @param {Store} store */
function filterButton(review, row, store) {
  const { units } = review;
  const choose = () => chooseRule(review, row.rule, store);
  const onSides = isWrong(row.verdict) && row.reps_judged > 0 && Object.keys(row.legs).length > 0;
  const limits = onSides ? limitOfLegs(row) : row.wanted;
  const ofWhat = onSides && !row.legs_labelled ? `${row.label}: ` : ""; // the numbers stand below
  const wanted = limits && ofWhat + limits + (onSides ? restOfUnit(units, row.unit) : "");
  return h(
    "button",
    { class: "filter", "data-rule": row.rule, click: choose, title: "Show only this rule" },
    mark(row.verdict, VERDICT_WORDS[row.verdict]),
    hasSingle(row) && mark(row.reps_faulty > 0 ? "fault" : "borderline", "single reps"),
    h("span", { class: "title", dir: "auto" }, row.title),
    h(
      "span",
      { class: "number" },
      !onSides && labelled(row, measuredText(units, row)),
      wanted && h("small", {}, wanted),
    ),
  );
}

/**
 * Return the limit that the numbers of all legs have passed; empty if each leg has its own.
 *
 * @param {Row} row
 */
function limitOfLegs({ legs }) {
  const limits = new Set(Object.values(legs).map(({ limit }) => limit));
  limits.delete("");
  return limits.size === 1 ? [...limits][0] : "";
}

/** Return which of its limits a rule has passed. @param {Row} row */
function lineText({ threshold, fault_limit }) {
  return threshold === fault_limit ? "where a fault begins" : "where good ends";
}

/**
 * Return a number with what it is of, where the rule measures several things; of those that are good
 * only where they have different units, or directions. The number of a whole set says so where something is wrong.
 *
 * @param {Row} row
 * @param {string} measured
 */
function labelled(row, measured) {
  const wrong = isWrong(row.verdict);
  const isNamed = wrong || row.directions;
  const different = new Set(row.limits.map(({ label, unit }) => (isNamed ? label : unit))).size > 1;
  const words = different ? `${row.label} ${measured}` : measured;
  return wrong && row.reps_judged === 0 ? `whole set: ${words}` : words;
}

/** @param {Row} row @param {HTMLElement} why what it opens */
function whyButton({ title }, why) {
  const change = () => {
    why.hidden = !why.hidden;
    button.setAttribute("aria-expanded", String(!why.hidden));
  };
  const button = h(
    "button",
    { class: "why", "aria-expanded": "false", "aria-label": `Why: ${title}`, click: change },
    "Why",
  );
  return button;
}

/**
 * Return a row for each leg: "Right  8 of 8 kicks faulty  worst 80° in Right 7".
 *
 * @param {Review} review
 * @param {Part} part
 * @param {Row} row
 * @param {Store} store
 */
function sidesOf(review, part, row, store) {
  const { units } = review;
  const legs = row.of_set ? [rowOfSet(row.of_set)] : Object.entries(row.legs);
  return legs.map(([side, { verdict, count, number, rep, limit }]) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, mark(verdict, VERDICT_WORDS[verdict]), capital(side)),
      h("td", {}, count),
      h(
        "td",
        { class: "number" },
        inOneLine(row.of_set || limitOfLegs(row) ? inShort(units, number, row.unit) : number),
        rep && h("small", {}, limit && !limitOfLegs(row) ? `in ${rep}, ${limit}` : `in ${rep}`),
      ),
      h(
        "td",
        {
          title: `${row.label}: a dot for each of the ${part.rep_word}, in order; the line: ${lineText(row)}`,
        },
        dotStrip(review, store, part, row, row.of_set ? "" : side),
      ),
    ),
  );
}

/** Return a text that is not broken before an error or a unit. @param {string} text */
function inOneLine(text) {
  return text.replaceAll(/ (?=±|%|s\b)/g, "\u00a0");
}

/** @param {import("./data.js").LegRow} row @returns {[string, import("./data.js").LegRow]} */
function rowOfSet(row) {
  return [row.count, { ...row, count: "" }]; // what the number is of stands where a leg has its name
}

/** @param {Review} review @param {Row} row */
function whyOf({ units }, row) {
  const small = [
    ...row.limits_said.map((text) => `${capital(text)}.`),
    uncertainText(units, row),
    row.source && `Source: ${row.source}.`,
  ].filter(Boolean);
  return [
    row.explanation && h("p", { dir: "auto" }, row.explanation),
    h("p", { class: "muted", dir: "auto" }, small.join(" ")),
  ];
}

/** @param {Review["units"]} units @param {Row} row */
function uncertainText(units, { verdict, value, sigma, unit }) {
  const error = hasError(units, { sigma, unit });
  if (error && isWrong(verdict)) return "± is how uncertain the view makes the number of a rep.";
  if (error) return `The view makes this number uncertain by ±${figure(units, sigma, unit)}.`;
  if (value === null || !isWrong(verdict)) return "";
  return "There is no ± here: this view adds hardly any error, and the limits allow for the rest.";
}

/** @param {[string, string][]} texts reason and titles */
function notAssessed(texts) {
  if (texts.length === 0) return [];
  const items = texts.map(([reason, titles]) =>
    h("div", {}, h("dt", { dir: "auto" }, titles), h("dd", { dir: "auto" }, reason)),
  );
  const title = h("h3", {}, mark("not_assessed"), "Not judged");
  return [
    h("section", { class: "not-assessed", "aria-label": "Not judged" }, title, h("dl", {}, items)),
  ];
}

/** @param {string} title @param {string[]} texts */
function remarks(title, texts) {
  if (texts.length === 0) return [];
  return [
    h(
      "details",
      { class: "remarks" },
      h("summary", {}, title),
      h(
        "ul",
        {},
        texts.map((text) => h("li", { dir: "auto" }, text)),
      ),
    ),
  ];
}
