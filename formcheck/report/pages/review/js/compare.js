// Worst beside best: two reps side by side, at the same phase, and their curves over each other.

import { frameAt } from "./data.js";
import { h } from "./dom.js";
import { framesOf, showPhase, takeFilms } from "./film.js";
import { judgedNumberText } from "./judged_number.js";
import { judgedText } from "./judged_spans.js";
import { isOnCurve } from "./limits.js";
import { mark, VERDICT_WORDS } from "./marks.js";
import { comparisonsOf } from "./pairs.js";
import { phaseControl } from "./phase_control.js";
import { phaseAt } from "./phases.js";
import { keepSize, placeCursor } from "./plot_options.js";
import { checkOf, judgedAtTime, worstOfRule } from "./ranking.js";
import { drawRepCurves, measureToShow } from "./rep_curves.js";
import { drawnWhenSeen } from "./seen.js";
import { aspectOf, boxAround, ofOneSize } from "./stills.js";
import { capital } from "./words.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./pairs.js").Pair} Pair */
/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./data.js").Row} Row */

const PAIR_WIDTH_PX = 420; // sharp on a screen of twice the usual density, where the pair is on a phone

/**
 * @param {HTMLElement} root
 * @param {Review} review
 * @param {Store} store
 * @param {import("./stills.js").TakeStill} takeStill
 */
export function mountCompare(root, review, store, takeStill) {
  const comparisons = comparisonsOf(review);
  root.hidden = comparisons.length === 0;
  if (root.hidden) return;
  const rules = menuOf("Rule");
  const pairs = menuOf("Reps to compare");
  const pictures = h("div", { class: "pair" });
  const field = h("div", { class: "rep-curves" });
  const key = h("p", { class: "plot-values" });
  const judged = h("p", { class: "muted", dir: "auto" });
  const cursor = h("div", { class: "plot-cursor" });
  /** @type {Film[]} */
  let films = [];
  /** @type {uPlot | undefined} */
  let plot;
  const phase = phaseControl(store, (percent) => {
    for (const film of films) showPhase(film, review, store.state, chosen().row.rule, percent);
    if (plot) placeCursor(plot, cursor, percent);
  });
  let giveUp = new AbortController();
  const chosen = () => {
    const { row, pairs: all } = comparisons[Number(rules.value)];
    return { row, pair: all[Number(pairs.value)] };
  };
  const fill = () => {
    const { row, pair } = chosen();
    plot?.destroy();
    plot = drawRepCurves(field, review, row, pair);
    plot.over.append(cursor);
    phase.again();
    takeFilms(films, review, takeStill, giveUp.signal, phase.again).catch(() => {
      pictures.replaceChildren(h("p", {}, "The video cannot be played; the curves are below."));
    });
  };
  const fillWhenSeen = drawnWhenSeen(root, fill);
  // The places of pictures and curves are there at once: nothing below them moves when they come.
  const drawAgain = () => {
    const { row, pair } = chosen();
    giveUp.abort();
    giveUp = new AbortController();
    films = filmsOf(review, pair);
    pictures.replaceChildren(
      ...films.map((film, i) => figureOf(review, store, row, film, pair.two[i].name)),
    );
    const { name, measure } = measureToShow(row, pair.two[0].rep);
    const { rep } = pair.two[0];
    const check = checkOf(rep, row.rule);
    const shown = check && isOnCurve(rep.part, check);
    judged.textContent = shown ? "" : judgedNumberText(rep.part, row.rule, { name });
    key.replaceChildren(measure ? `${capital(measure.label)}:` : "", ...keyOf(pair));
    phase.begin(...beginningOf(pair, row.rule));
    fillWhenSeen();
  };
  /** @param {number} i */
  const choose = (i) => {
    const names = comparisons[i].pairs.map(({ name }) => name);
    rules.value = String(i);
    fillMenu(pairs, names);
    drawAgain();
  };
  const titles = comparisons.map(({ row }) => row.title);
  fillMenu(rules, titles);
  const other = h("p", { class: "muted", dir: "auto" });
  root.append(
    h("div", { class: "plot-head" }, h("h2", {}, "Worst beside best"), rules, pairs),
    other,
    h("div", { class: "comparison" }, pictures, phase.element, key, judged, field),
  );
  rules.addEventListener("change", () => choose(Number(rules.value)));
  pairs.addEventListener("change", drawAgain);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
  keepSize(field, () => plot, phase.again);
  store.on(["rule"], ({ rule }) => {
    const wanted = rule || worstOfRule(review, "")?.rule;
    const found = comparisons.findIndex(({ row }) => row.rule === wanted);
    other.textContent = rule && found < 0 ? notComparedText(review, rule) : "";
    choose(Math.max(0, found));
  });
}

/**
 * Return why the reps are compared by another rule than the chosen one.
 *
 * @param {Review} review
 * @param {string} rule
 */
function notComparedText({ parts }, rule) {
  const title = parts.flatMap(({ summary }) => summary).find((row) => row.rule === rule)?.title;
  return `${title} is judged over the whole set, not in single reps. Compared by another rule:`;
}

/** @param {string} name */
function menuOf(name) {
  return h("select", { "aria-label": name });
}

/**
 * @param {HTMLSelectElement} menu
 * @param {string[]} names
 */
function fillMenu(menu, names) {
  menu.replaceChildren(...names.map((name, i) => h("option", { value: i }, name)));
}

/**
 * @param {Review} review
 * @param {Pair} pair
 * @returns {Film[]}
 */
function filmsOf(review, { two }) {
  const aspect = aspectOf(
    review,
    two.flatMap(({ rep }) => framesOf(review, rep)),
  );
  const cuts = two.map(({ rep }) => boxAround(review, framesOf(review, rep), aspect));
  return ofOneSize(review, cuts).map((cut, i) => {
    const height = Math.round(PAIR_WIDTH_PX / aspect);
    const canvas = h("canvas", { width: PAIR_WIDTH_PX, height });
    return { rep: two[i].rep, cut, canvas, taken: [] };
  });
}

/**
 * Return a rep's picture with its number; a click goes to where it was judged.
 *
 * @param {Review} review
 * @param {Store} store
 * @param {Row} row the rule
 * @param {Film} film
 * @param {string} name
 */
function figureOf(review, store, row, { rep, canvas }, name) {
  const go = () => {
    const frame = frameAt(review.times, judgedAtTime(rep, row.rule));
    store.set({ rep, frame, playing: false });
  };
  const check = checkOf(rep, row.rule);
  const words = check && [labelledText(review, rep.part, row, check), check.wanted];
  return h(
    "figure",
    {},
    h("button", { click: go, "aria-label": `${name}: go to this rep` }, canvas),
    h(
      "figcaption",
      {},
      h("b", {}, name),
      check && mark(check.verdict, VERDICT_WORDS[check.verdict]),
      words && ` ${words.filter(Boolean).join(", ")}`,
      h("span", { class: "muted" }, ` in ${(rep.end_s - rep.start_s).toFixed(2)} s`),
    ),
  );
}

/**
 * Return the number of a check, with what it is of where the rule measures several things.
 *
 * @param {Review} review
 * @param {import("./data.js").Part} part
 * @param {Row} row
 * @param {import("./data.js").Check} check
 */
function labelledText({ units }, part, { limits }, check) {
  const several = new Set(limits.map(({ label }) => label)).size > 1;
  const text = judgedText(units, part, check);
  return several && check.label ? `${check.label} ${text}` : text;
}

/**
 * Return the phase at which the first of two reps was judged, and how long both take on average.
 *
 * @param {Pair} pair
 * @param {string} rule
 * @returns {[number, number]}
 */
function beginningOf({ two }, rule) {
  const { rep } = two[0];
  const at = checkOf(rep, rule)?.at_s ?? rep.peak_s;
  const durations = two.map(({ rep: { start_s, end_s } }) => end_s - start_s);
  return [phaseAt(rep, at), (durations[0] + durations[1]) / 2];
}

/**
 * Return what the lines of the curves mean.
 *
 * @param {Pair} pair
 */
function keyOf({ two, all }) {
  return [
    h("span", { class: "line one" }, two[0].name),
    h("span", { class: "line second" }, two[1].name),
    h(
      "span",
      { class: "line mean" },
      `average of the ${all.length} judged, and how much they differ`,
    ),
  ];
}
