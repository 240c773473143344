// The table of reps. The worst come first; a click goes to a rep and loops it.

import { frameAt } from "./data.js";
import { h } from "./dom.js";
import { repColumns } from "./rep_columns.js";

/** @typedef {import("./data.js").Rep} Rep */
/** @typedef {import("./rep_columns.js").Column} Column */

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
export function mountRepTable(root, review, store) {
  root.hidden = review.reps.length === 0;
  const columns = repColumns(review);
  const byVerdict = columns.findIndex((column) => column.name === "Verdict");
  const rows = new Map(review.reps.map((rep) => [rep, rowOf(rep, columns)]));
  const body = h("tbody");
  const heads = columns.map((column, i) => headOf(column, () => sortBy(i)));
  const table = h("table", { "aria-label": "Reps" }, h("thead", {}, h("tr", {}, heads)), body);
  const scroller = h("div", { class: "rep-scroller" }, table);
  const filter = h("p", { class: "filter" });
  root.append(h("div", { class: "plot-head" }, h("h2", {}, "Reps"), filter), scroller);

  let sorted = -1;
  let down = true;
  /** @param {number} i */
  const sortBy = (i) => {
    down = i === sorted ? !down : columns[i].downFirst;
    sorted = i;
    heads.forEach((head, j) => {
      if (j !== i) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
    const reps = sortedReps(review.reps, columns[i], down);
    body.replaceChildren(...reps.flatMap((rep) => rows.get(rep) ?? []));
  };
  for (const [rep, row] of rows) {
    row.addEventListener("click", () => {
      store.set({ rep, loop: true, frame: frameAt(review.times, rep.start_s), playing: true });
    });
  }
  store.on(["rule"], ({ rule }) => {
    const ofRule = columns.findIndex((column) => rule && column.rule === rule);
    showColumns(table, columns, ofRule);
    filter.replaceChildren(...filterOf(columns[ofRule], () => store.set({ rule: "" })));
    sorted = -1;
    sortBy(ofRule < 0 ? byVerdict : ofRule);
  });
  store.on(["rep"], ({ rep }) => {
    for (const [each, row] of rows) row.toggleAttribute("aria-current", each === rep);
    const row = rep && rows.get(rep);
    if (row) bringIntoSight(scroller, row);
  });
}

/**
 * Return reps in the order of a column; unknown ones last, equal ones in order of time.
 *
 * @param {Rep[]} reps in order of time
 * @param {Column} column
 * @param {boolean} down
 */
function sortedReps(reps, { order }, down) {
  const known = reps.filter((rep) => order(rep) !== null);
  known.sort((a, b) => {
    const [first, second] = down ? [order(b), order(a)] : [order(a), order(b)];
    if (first === second || first === null || second === null) return 0;
    return first < second ? -1 : 1;
  });
  return [...known, ...reps.filter((rep) => order(rep) === null)];
}

/**
 * @param {Column} column
 * @param {() => void} sort
 */
function headOf({ name }, sort) {
  return h("th", { scope: "col" }, h("button", { click: sort, title: `Sort by ${name}` }, name));
}

/**
 * Return the row of a rep; its first cell is a button, for the keyboard.
 *
 * @param {Rep} rep
 * @param {Column[]} columns
 */
function rowOf(rep, [first, ...others]) {
  const name = h("button", { title: "Go to this rep and loop it" }, ...first.cell(rep));
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    others.map((column) => h("td", {}, ...column.cell(rep))),
  );
}

/**
 * Show the columns of all rules, or of one.
 *
 * @param {HTMLTableElement} table
 * @param {Column[]} columns
 * @param {number} ofRule the column of the rule; -1 for all
 */
function showColumns(table, columns, ofRule) {
  for (const row of table.rows) {
    columns.forEach(({ rule }, i) => {
      row.cells[i].hidden = ofRule >= 0 && rule !== "" && i !== ofRule;
    });
  }
}

/**
 * @param {Column | undefined} column of the chosen rule
 * @param {() => void} showAll
 */
function filterOf(column, showAll) {
  if (!column) return [];
  return [`Only ${column.name}`, h("button", { click: showAll }, "Show all rules")];
}

/**
 * Scroll a row into sight, inside its table only.
 *
 * @param {HTMLElement} scroller
 * @param {HTMLElement} row
 */
function bringIntoSight(scroller, row) {
  const head = scroller.querySelector("thead")?.clientHeight ?? 0;
  const top = row.offsetTop - head;
  const bottom = row.offsetTop + row.clientHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (bottom > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = bottom - scroller.clientHeight;
  }
}
