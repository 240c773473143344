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
    h("h1", { dir: "auto", title: clip.name }, clip.name),
    h("p", { class: "muted" }, [date, size, version].filter(Boolean).join(" · ")),
  );
}
