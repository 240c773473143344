// A link to the page of a clip tells it in which order the clips stand, so that it leads on to the next.

/**
 * Let the links to the pages of clips carry the addresses of all of them, in the order that the table has
 * when one is used.
 *
 * @param {HTMLTableElement} table
 */
export function tellNeighbours(table) {
  for (const event of ["click", "auxclick"]) table.addEventListener(event, tell);
}

/** @param {Event} event */
function tell(event) {
  const target = /** @type {Element} */ (event.target);
  const link = target.closest("a");
  const table = /** @type {HTMLTableElement} */ (event.currentTarget);
  const page = pageOf(link);
  if (!link || !page) return;
  const links = [...table.tBodies[0].rows].map((row) => row.querySelector("th a"));
  const pages = links.map((one) => pageOf(one)).filter(Boolean);
  const [address, query] = (link.getAttribute("href") ?? "").split("?");
  const asked = new URLSearchParams(query);
  asked.set("clips", pages.join("|"));
  link.setAttribute("href", `${address}?${asked}`);
}

/** Return the page of a clip that a link leads to; empty if it leads elsewhere. @param {Element | null} link */
function pageOf(link) {
  const [address, query] = (link?.getAttribute("href") ?? "").split("?");
  return new URLSearchParams(query).has("overview") ? decodeURIComponent(address) : "";
}
