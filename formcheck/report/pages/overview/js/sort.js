/**
 * Let a click on the head of a column sort a table. The cells to sort by are `data-` attributes of
 * the rows: the head with `data-key="reps"` sorts by `data-reps`.
 *
 * @param {HTMLTableElement} table
 */
export function makeSortable(table) {
  const heads = /** @type {HTMLElement[]} */ ([...table.querySelectorAll("thead th[data-key]")]);
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(table, head, heads));
    head.append(button);
  }
}

/**
 * Sort the rows by a column; a second click turns the order round. Numbers begin with the largest,
 * except for the rank, which begins with the worst clip.
 *
 * @param {HTMLTableElement} table
 * @param {HTMLElement} head
 * @param {HTMLElement[]} heads
 */
function sortBy(table, head, heads) {
  const key = head.dataset.key ?? "";
  const before = head.getAttribute("aria-sort");
  const first = head.dataset.type === "text" || key === "rank" ? "ascending" : "descending";
  const other = first === "ascending" ? "descending" : "ascending";
  const order = before === first ? other : first;
  const sign = order === "ascending" ? 1 : -1;
  const body = table.tBodies[0];
  const rows = [...body.rows].sort((a, b) => sign * compare(a.dataset[key], b.dataset[key]));
  body.append(...rows);
  for (const each of heads) {
    each.removeAttribute("aria-sort");
  }
  head.setAttribute("aria-sort", order);
}

/**
 * @param {string | undefined} a
 * @param {string | undefined} b
 * @returns {number} negative if `a` comes first
 */
function compare(a = "", b = "") {
  return a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" });
}
