// The printed page: summary, the worst still of each fault, the plot of the angle, and the notes.

import { cautionsOf, sharedCautions } from "./cautions.js";
import { frameAt } from "./data.js";
import { h } from "./dom.js";
import { mark, VERDICT_WORDS } from "./marks.js";
import { printPlot } from "./print_plot.js";
import { checkOf } from "./ranking.js";
import { nameOfRep } from "./rep_columns.js";
import { leadText, rowsFromWorst, unjudgedOf } from "./summary.js";
import { timesText } from "./timed_phases.js";
import { capital, measuredText, notAssessedTexts, timeText } from "./words.js";

/**
 * @typedef {import("./data.js").Review} Review
 * @typedef {import("./data.js").Part} Part
 * @typedef {import("./notes_file.js").Note} Note
 * @typedef {import("./print_stills.js").PrintStills} PrintStills
 */

/**
 * Return the printed page as an element.
 * @param {Review} review
 * @param {Note[]} notes
 * @param {PrintStills} stills
 */
export function printSheet(review, notes, stills) {
  return h(
    "article",
    { class: "print-sheet", "aria-label": "Printed page" },
    h("h1", { dir: "auto" }, review.clip.name),
    ...review.parts.flatMap((part, number) => partOnPaper(review, part, number, stills)),
    notesOnPaper(review, notes, stills),
    h("footer", {}, [...review.safety, madeText(review)].join(" ")),
  );
}

/**
 * @param {Review} review
 * @param {Part} part
 * @param {number} number of the part
 * @param {PrintStills} stills
 */
function partOnPaper(review, part, number, stills) {
  const worst = review.worst.filter((moment) => moment.part === number);
  const plot = printPlot(review, part);
  return [
    h("h2", {}, part.title),
    h("p", {}, leadText(rowsFromWorst(part))),
    h("p", { class: "facts" }, factsOf(review, part)),
    ...[...unjudgedOf(part), ...part.warnings, ...sharedCautions(part)].map((text) =>
      h("p", { class: "facts" }, capital(text)),
    ),
    summaryOnPaper(part),
    worst.length > 0 &&
      h(
        "div",
        { class: stills.aspect < 1 ? "stills tall" : "stills" },
        ...worst.map((moment) => worstStill(review, moment, stills)),
      ),
    plot &&
      h(
        "figure",
        { class: "plot" },
        h(
          "figcaption",
          {},
          `${capital(plot.label)}${plot.key.length > 0 ? `: ${plot.key.join("; ")}` : ""}`,
        ),
        plot.element,
      ),
  ];
}

/**
 * Return date, counts, level and view in a line.
 * @param {Review} review
 * @param {Part} part
 */
function factsOf(review, part) {
  const facts = [
    String(review.made?.date ?? "").slice(0, 10),
    part.figures,
    part.level && `level ${part.level}`,
    part.style,
    part.seen,
    timeText(review.clip.duration_s, 0),
  ];
  return facts.filter(Boolean).join(" · ");
}

/**
 * Return the rules, the worst first.
 * @param {Part} part
 */
function summaryOnPaper(part) {
  const rows = rowsFromWorst(part);
  const names = ["Verdict", "What", "Measured", "What to do"];
  return h(
    "table",
    { class: "summary" },
    h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      {},
      ...rows
        .filter(({ verdict }) => verdict !== "not_assessed")
        .map((row) =>
          h(
            "tr",
            {},
            h("td", { class: "word" }, mark(row.verdict), VERDICT_WORDS[row.verdict]),
            h("td", { class: "word" }, row.title),
            h("td", {}, row.measured, cautionsOnPaper(part, row)),
            h("td", {}, row.advice),
          ),
        ),
      ...notAssessedTexts(rows).map(([reason, titles]) =>
        h(
          "tr",
          {},
          h("td", { class: "word" }, mark("not_assessed"), VERDICT_WORDS.not_assessed),
          h("td", { colspan: 3 }, `${titles}: `, h("span", { class: "muted" }, reason)),
        ),
      ),
    ),
  );
}

/** @param {Part} part @param {import("./data.js").Row} row */
function cautionsOnPaper(part, row) {
  return cautionsOf(part, row).map((text) => h("div", { class: "muted" }, text));
}

/**
 * @param {Review} review
 * @param {import("./data.js").WorstMoment} moment
 * @param {PrintStills} stills
 */
function worstStill(review, { part: number, rule, rep: index, frame }, stills) {
  const part = review.parts[number];
  const row = part.summary.find((some) => some.rule === rule);
  const rep = index === null ? null : part.reps[index];
  const ofSet = part.set_checks.find((some) => some.rule === rule);
  const check = ofSet ?? (rep && checkOf(rep, rule));
  if (!row || !check) return null;
  const ofRep = rep && checkOf(rep, rule);
  const numbers = [measuredText(review.units, check), timesText(check), check.wanted];
  const here = ofSet && ofRep ? `${measuredText(review.units, ofRep)} in ` : "";
  const where = [ofSet && "whole set", rep && here + nameOfRep(rep)].filter(Boolean);
  return h(
    "figure",
    {},
    stills.judged(frame, part, row, rep),
    h(
      "figcaption",
      {},
      mark(check.verdict, VERDICT_WORDS[check.verdict]),
      h("strong", {}, row.title),
      h("br"),
      [`${check.label ?? ""} ${numbers[0]}`.trim(), ...numbers.slice(1)].filter(Boolean).join(", "),
      h("br"),
      [...where, timeText(review.times[frame])].join(", "),
    ),
  );
}

/**
 * @param {Review} review
 * @param {Note[]} notes
 * @param {PrintStills} stills
 */
function notesOnPaper(review, notes, stills) {
  const told = notes.filter((note) => note.text.trim() || note.drawings.length > 0);
  if (told.length === 0) return [];
  const items = told.map(({ time_s, text, drawings }) => {
    const still = drawings.length > 0 && stills.drawn(frameAt(review.times, time_s), drawings);
    return h("li", {}, still, h("p", {}, h("strong", {}, timeText(time_s)), ` ${text}`));
  });
  return [h("h2", {}, "Notes"), h("ol", { class: "notes" }, ...items)];
}

/** @param {Review} review */
function madeText({ made }) {
  return made?.formcheck ? `Made with formcheck ${made.formcheck}.` : "Made with formcheck.";
}
