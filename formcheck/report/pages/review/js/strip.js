// A strip with a dot for each rep of a leg, in order of time: its height is the number, and the line
// is the limit. A dot is a button that leads to its rep; the arrow keys go from dot to dot.

import { frameAt } from "./data.js";
import { h } from "./dom.js";
import { VERDICT_WORDS } from "./marks.js";
import { badness, checkOf } from "./ranking.js";
import { nameOfRep } from "./rep_columns.js";
import { shortText } from "./words.js";

/** @typedef {import("./data.js").Rep} Rep */
/** @typedef {{rep: Rep, check: import("./data.js").Check, value: number}} Dot */

/**
 * Return the strip of one leg, or of both; null if there is nothing to show.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @param {import("./data.js").Part} part
 * @param {import("./data.js").Row} row
 * @param {string} side empty for the reps of both legs
 */
export function dotStrip(review, store, part, row, side) {
  const all = part.reps.flatMap((rep) => dotOf(rep, row));
  const ours = all.filter(({ rep }) => !side || rep.side === side);
  if (ours.length < 2 || row.threshold === null) return null;
  const values = [...all.map(({ value }) => value), row.threshold];
  const low = Math.min(...values);
  const length = Math.max(...values) - low || 1;
  /** @param {number} value */
  const height = (value) => `${(100 * (value - low)) / length}%`;
  const dots = ours.map((dot) => {
    const name = `${nameOfRep(dot.rep)}, ${shortText(review.units, dot.check)}`;
    const go = () => {
      const frame = frameAt(review.times, dot.check.at_s ?? dot.rep.peak_s);
      store.set({ rep: dot.rep, frame, playing: false });
    };
    const label = `${name}, ${VERDICT_WORDS[dot.check.verdict]}`;
    const point = h("span", { class: dot.check.verdict });
    point.style.bottom = height(dot.value);
    return h("button", { class: "dot", "aria-label": label, title: name, click: go }, point);
  });
  const worst = ours.reduce((a, b) => (badness(b.check) > badness(a.check) ? b : a));
  walksByArrows(dots, ours.indexOf(worst));
  store.on(["rep"], ({ rep }) => {
    for (const [i, dot] of dots.entries()) {
      if (ours[i].rep === rep) dot.setAttribute("aria-current", "true");
      else dot.removeAttribute("aria-current");
    }
  });
  const limit = h("div", { class: "limit" });
  limit.style.bottom = height(row.threshold);
  const field = h("div", { class: "dots" }, limit, dots);
  return h(
    "div",
    { class: "strip", role: "group", "aria-label": side ? `${row.title}, ${side}` : row.title },
    field,
  );
}

/** @param {Rep} rep @param {import("./data.js").Row} row @returns {Dot[]} */
function dotOf(rep, row) {
  const check = checkOf(rep, row.rule);
  if (!check || check.value === null || check.label !== row.label) return [];
  return [{ rep, check, value: check.value }];
}

/**
 * Make one of some buttons a stop of the tab key; the arrow keys go to the others.
 *
 * @param {HTMLButtonElement[]} buttons
 * @param {number} first
 */
function walksByArrows(buttons, first) {
  buttons.forEach((button, i) => {
    button.tabIndex = i === first ? 0 : -1;
    button.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const next = way && buttons[i + way];
      if (!way) return;
      event.preventDefault();
      if (!next) return;
      button.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
}
