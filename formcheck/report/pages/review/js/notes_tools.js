// The buttons over the list of notes.

import { h } from "./dom.js";
import { DRAWING_NAMES } from "./drawings.js";

/** @typedef {import("./notes_file.js").Drawing["kind"]} Kind */

/**
 * @typedef {object} NotesActions
 * @property {() => void} write adds a note at this moment
 * @property {(kind: Kind | "") => void} choose takes a tool; none puts it away
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} save
 * @property {(file: File) => void} open adds the notes of a file
 */

/**
 * Return the buttons, and a function that shows what can be done.
 * @param {NotesActions} actions
 */
export function notesTools(actions) {
  const kinds = /** @type {Kind[]} */ (Object.keys(DRAWING_NAMES));
  const tools = kinds.map((kind) => {
    const button = h("button", { "aria-pressed": "false" }, DRAWING_NAMES[kind]);
    button.addEventListener("click", () =>
      actions.choose(button.getAttribute("aria-pressed") === "true" ? "" : kind),
    );
    return button;
  });
  const undo = h("button", { click: actions.undo }, "Undo");
  const redo = h("button", { click: actions.redo }, "Redo");
  const file = h("input", { type: "file", accept: ".css", hidden: true });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) actions.open(chosen);
    file.value = ""; // the same file can be chosen again
  });
  const head = h(
    "div",
    { class: "notes-head" },
    h("h2", {}, "Notes"),
    h("button", { click: actions.save }, "Save notes"),
    h("button", { click: () => file.click() }, "Open notes…"),
    file,
  );
  const write = h(
    "button",
    { id: "add-note", title: "Add note  (N)", click: actions.write },
    "Add note",
  );
  const draw = h("div", { role: "group", "aria-label": "Draw on the frame" }, tools);
  const bar = h("div", { class: "notes-tools" }, write, draw, h("div", {}, undo, redo));
  /**
   * @param {Kind | ""} tool
   * @param {{canUndo: boolean, canRedo: boolean}} book
   */
  const update = (tool, book) => {
    tools.forEach((button, i) => {
      button.setAttribute("aria-pressed", String(kinds[i] === tool));
    });
    undo.disabled = !book.canUndo;
    redo.disabled = !book.canRedo;
  };
  return { elements: [head, bar], update };
}

/**
 * Return the command that writes a note at this moment.
 * @returns {import("./commands.js").Command}
 */
export function noteCommand() {
  return {
    name: "Add a note",
    keys: "N",
    matches: ({ key, shiftKey }) => key.toLowerCase() === "n" && !shiftKey,
    run: () => document.getElementById("add-note")?.click(),
  };
}
