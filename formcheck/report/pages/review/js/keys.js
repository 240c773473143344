// The keys, and the list of them.

import { h, region } from "./dom.js";

/**
 * @param {Record<string, import("./commands.js").Command>} commands
 */
export function mountKeys(commands) {
  const dialog = keysDialog(commands);
  document.body.append(dialog);
  region("keys-button").addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || takesKey(event)) return;
    if (event.key === "?") dialog.showModal();
    const found = Object.values(commands).find((command) => command.matches(event));
    if (!found) return;
    event.preventDefault();
    found.run();
  });
  // A click with the mouse leaves the focus where it is: space then still plays and pauses.
  document.addEventListener("mousedown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("button")) event.preventDefault();
  });
}

/**
 * Return whether the element that has the focus takes a key for itself.
 *
 * @param {KeyboardEvent} event
 */
function takesKey(event) {
  const target = /** @type {Element} */ (event.target);
  if (target.closest("input, textarea, select, [contenteditable], [data-keys]")) return true;
  return event.key === " " && target.closest("button, summary, a, label") !== null;
}

/** @param {Record<string, import("./commands.js").Command>} commands */
function keysDialog(commands) {
  const rows = [...Object.values(commands), { name: "This list", keys: "?" }];
  const dialog = h(
    "dialog",
    { class: "keys", "aria-labelledby": "keys-title" },
    h("h2", { id: "keys-title" }, "Keys"),
    h(
      "dl",
      {},
      rows.map(({ name, keys }) => h("div", {}, h("dt", {}, ...chord(keys)), h("dd", {}, name))),
    ),
    h("button", { click: () => dialog.close() }, "Close"),
  );
  return dialog;
}

/** @param {string} keys */
function chord(keys) {
  return keys.split(" ").map((key) => h("kbd", {}, key));
}
