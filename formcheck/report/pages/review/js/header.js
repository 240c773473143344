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
    ...overviewLinks(new URLSearchParams(location.search)),
    h("h1", { dir: "auto", title: clip.name }, clip.name),
    h(
      "p",
      { class: "muted" },
      [date && `Judged ${date}`, size, version].filter(Boolean).join(" · "),
    ),
  );
}

/**
 * Return links back to the overview that the page was opened from, and to the clips before and after
 * this one there.
 *
 * @param {URLSearchParams} asked
 */
function overviewLinks(asked) {
  const folders = asked.get("overview") ?? "";
  if (!/^[1-9]$/.test(folders)) return [];
  const up = "../".repeat(Number(folders));
  const pages = (asked.get("clips") ?? "").split("|").filter(isPage);
  const here = decodeURIComponent(location.pathname);
  const place = pages.findIndex((page) => here.endsWith(`/${page}`));
  const others = new URLSearchParams({ overview: folders, clips: pages.join("|") });
  /** @param {number} at @param {string} name @param {string} text */
  const neighbour = (at, name, text) => {
    const page = place < 0 ? undefined : pages[at];
    if (!page) return [];
    const href = `${up}${page.split("/").map(encodeURIComponent).join("/")}?${others}`;
    const clip = page.split("/").at(-2) ?? "";
    return [h("a", { class: "back", href, title: `${name}: ${clip}`, "aria-label": name }, text)];
  };
  const title = "Back to the overview of all clips";
  return [
    h("a", { class: "back", href: `${up}overview.html`, title }, "← All clips"),
    ...neighbour(place - 1, "Previous clip", "‹ Previous"),
    ...neighbour(place + 1, "Next clip", "Next ›"),
  ];
}

/** Return whether a text is the address of a page below the overview. @param {string} text */
function isPage(text) {
  const folders = text.split("/");
  return folders.length > 1 && folders.every((name) => name !== "" && !/^\.+$/.test(name));
}
