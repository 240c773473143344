// The table of reps. The worst come first; a click goes to where a rep was judged.

import { goToJudged } from "./commands.js";
import { h } from "./dom.js";
import { worstOfRule } from "./ranking.js";
import { repColumns } from "./rep_columns.js";

/** @typedef {import("./data.js").Rep} Rep */
/** @typedef {import("./rep_columns.js").Column} Column */

const ROWS_AT_ONCE = 100;

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
export function mountRepTable(root, review, store) {
  root.hidden = review.reps.length === 0;
  const columns = repColumns(review);
  const byVerdict = columns.findIndex((column) => column.name === "Verdict");
  const opensOn = worstOfRule(review, "")?.rule;
  const body = h("tbody");
  const heads = columns.map((column, i) => headOf(column, () => sortBy(i)));
  const table = h("table", { "aria-label": "Reps" }, h("thead", {}, h("tr", {}, heads)), body);
  const scroller = h("div", { class: "rep-scroller" }, table);
  const frame = h("div", { class: "rep-frame" }, scroller);
  const filter = h("p", { class: "filter" });
  const more = moreColumns(frame, scroller);
  root.append(h("div", { class: "plot-head" }, h("h2", {}, "Reps"), filter, more), frame);

  let ofRule = -1; // the column of the chosen rule
  let sorted = -1;
  let down = true;
  /** @type {Rep[]} */
  let reps = [];
  /** @param {number} count of the rows that are wanted; the others wait until they are scrolled to */
  const addRows = (count) => {
    const added = reps.slice(body.rows.length, count).map((rep) => {
      const row = rowOf(rep, columns);
      showColumns(row, columns, ofRule);
      if (rep === store.state.rep) row.setAttribute("aria-current", "true");
      row.addEventListener("click", () => goToJudged(review, store, rep));
      return row;
    });
    body.append(...added);
  };
  /** @param {number} i */
  const sortBy = (i) => {
    down = i === sorted ? !down : columns[i].downFirst;
    sorted = i;
    heads.forEach((head, j) => {
      if (j !== i) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
    reps = sortedReps(review.reps, columns[i], down);
    body.replaceChildren();
    scroller.scrollTop = 0;
    addRows(ROWS_AT_ONCE);
  };
  scroller.addEventListener("scroll", () => {
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (left < scroller.clientHeight) addRows(body.rows.length + ROWS_AT_ONCE);
  });
  store.on(["rule"], ({ rule }) => {
    ofRule = columns.findIndex((column) => rule && column.rule === rule);
    showColumns(table.tHead?.rows[0], columns, ofRule);
    filter.replaceChildren(...ruleFilter(columns[ofRule], () => store.set({ rule: "" })));
    sorted = -1;
    const worst = columns.findIndex((column) => column.rule === (rule || opensOn));
    sortBy(worst < 0 ? byVerdict : worst);
  });
  store.on(["rep"], ({ rep }) => {
    for (const row of body.querySelectorAll("[aria-current]")) row.removeAttribute("aria-current");
    if (!rep) return;
    const place = reps.indexOf(rep);
    addRows(place + 1);
    body.rows[place].setAttribute("aria-current", "true");
    bringIntoSight(scroller, body.rows[place]);
  });
}

/**
 * Return a button that scrolls to the columns on the right. It is there while some are out of sight;
 * so is a shadow over that edge of the table.
 *
 * @param {HTMLElement} frame around the scroller
 * @param {HTMLElement} scroller
 */
function moreColumns(frame, scroller) {
  const scroll = () => scroller.scrollBy({ left: scroller.clientWidth / 2, behavior: "smooth" });
  const button = h("button", { class: "more-columns", click: scroll }, "More columns →");
  const look = () => {
    const left = scroller.scrollWidth - scroller.scrollLeft - scroller.clientWidth;
    button.hidden = left < 2;
    frame.classList.toggle("goes-on", left >= 2);
    hideCut(scroller);
  };
  scroller.addEventListener("scroll", look);
  const observer = new ResizeObserver(look);
  for (const element of [scroller, ...scroller.children]) observer.observe(element);
  return button;
}

/**
 * Hide the cells of the column that the right edge of a table would cut.
 *
 * @param {HTMLElement} scroller
 */
function hideCut(scroller) {
  const rows = scroller.querySelector("table")?.rows ?? [];
  const edge = scroller.scrollLeft + scroller.clientWidth + 1;
  const cells = [...(rows[0]?.cells ?? [])];
  const cut = cells.findIndex((cell) => cell.offsetLeft + cell.offsetWidth > edge);
  const before = Number(scroller.dataset.cut ?? -1);
  if (cut === before && rows.length === Number(scroller.dataset.rows)) return;
  scroller.dataset.cut = String(cut);
  scroller.dataset.rows = String(rows.length);
  for (const row of rows) {
    row.cells[before]?.classList.remove("cut");
    row.cells[cut]?.classList.add("cut");
  }
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
function headOf({ name, note }, sort) {
  return h(
    "th",
    { scope: "col" },
    h("button", { click: sort, title: `Sort by ${name}`, dir: "auto" }, name),
    note && h("small", { class: "muted" }, note),
  );
}

/**
 * Return the row of a rep; its first cell is a button, for the keyboard.
 *
 * @param {Rep} rep
 * @param {Column[]} columns
 */
function rowOf(rep, [first, ...others]) {
  const name = h("button", { title: "Go to where this rep was judged" }, ...first.cell(rep));
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    others.map((column) => h("td", {}, ...column.cell(rep))),
  );
}

/**
 * Show the cells of all rules, or of one.
 *
 * @param {HTMLTableRowElement | undefined} row
 * @param {Column[]} columns
 * @param {number} ofRule the column of the rule; -1 for all
 */
function showColumns(row, columns, ofRule) {
  columns.forEach(({ rule }, i) => {
    row?.cells[i].toggleAttribute("hidden", ofRule >= 0 && rule !== "" && i !== ofRule);
  });
}

/**
 * @param {Column | undefined} column of the chosen rule
 * @param {() => void} showAll
 */
function ruleFilter(column, showAll) {
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
