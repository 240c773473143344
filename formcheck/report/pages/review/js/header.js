// The head of the page: what clip it is, and when and with what it was judged.

import { h } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 */
export function mountHeader(root, { clip, made }) {
  const date = made?.date ? String(made.date).slice(0, 16).replace("T", " ") : "";
  const size = `${clip.width} × ${clip.height}, ${Number(clip.fps.toFixed(2))} frames a second`;
  const version = made?.formcheck ? `formcheck ${made.formcheck}` : "formcheck";
  root.append(
    ...overviewLink(new URLSearchParams(location.search).get("overview")),
    h("h1", { dir: "auto", title: clip.name }, clip.name),
    h(
      "p",
      { class: "muted" },
      [date && `Judged ${date}`, size, version].filter(Boolean).join(" · "),
    ),
  );
}

/**
 * Return a link back to the overview that the page was opened from.
 *
 * @param {string | null} folders how many folders down from the overview the page is
 */
function overviewLink(folders) {
  if (!folders || !/^[1-9]$/.test(folders)) return [];
  const href = `${"../".repeat(Number(folders))}overview.html`;
  return [
    h("a", { class: "back", href, title: "Back to the overview of all clips" }, "← All clips"),
  ];
}
