// The list of notes: a row for each, with its moment, its text and its drawings.

import { h } from "./dom.js";
import { drawingText } from "./drawings.js";
import { NOTE_LIMITS } from "./notes_file.js";
import { timeText } from "./words.js";

/**
 * @typedef {import("./notes_file.js").Note} Note
 *
 * @typedef {object} Row
 * @property {HTMLLIElement} element
 * @property {HTMLTextAreaElement} text
 * @property {(note: Note, here: boolean) => void} update
 */

/** The rows stay in place while one types: only what has changed is written anew. */
export class NotesList {
  /** @type {Map<string, Row>} */ #rows = new Map();

  /**
   * @param {import("./notes_book.js").NotesBook} book
   * @param {(note: Note) => void} jump goes to the moment of a note
   */
  constructor(book, jump) {
    this.book = book;
    this.jump = jump;
    this.element = h("ol", { class: "notes-list", "aria-label": "Notes by time" });
  }

  /** @param {(note: Note) => boolean} isHere whether a note is on the picture now */
  show(isHere) {
    const { notes } = this.book;
    const ids = new Set(notes.map((note) => note.id));
    for (const [id, row] of this.#rows) {
      if (!ids.has(id)) {
        row.element.remove();
        this.#rows.delete(id);
      }
    }
    notes.forEach((note, at) => {
      const row = this.#rows.get(note.id) ?? this.#add(note);
      if (this.element.children[at] !== row.element) {
        this.element.insertBefore(row.element, this.element.children[at] ?? null);
      }
      row.update(note, isHere(note));
    });
  }

  /**
   * Put the cursor into the text of a note.
   * @param {string} id
   */
  focus(id) {
    this.#rows.get(id)?.text.focus();
  }

  /** @param {Note} note */
  #add(note) {
    const { book } = this;
    const time = timeText(note.time_s);
    const text = h("textarea", {
      "aria-label": `Note at ${time}`,
      rows: 2,
      maxlength: NOTE_LIMITS.text,
      placeholder: "Write here",
      input: () => book.change(note.id, { text: text.value }, `text of ${note.id}`),
    });
    const drawings = h("ul", { class: "note-drawings", "aria-label": `Drawings at ${time}` });
    const jump = h("button", { class: "time", click: () => this.jump(note) }, time);
    jump.setAttribute("aria-label", `Go to ${time}`);
    const remove = h("button", { class: "quiet", click: () => book.remove(note.id) }, "Delete");
    remove.setAttribute("aria-label", `Delete note at ${time}`);
    const element = h("li", {}, jump, h("div", { class: "note-body" }, text, drawings), remove);
    /** @type {Note | null} */
    let shown = null;
    const row = {
      element,
      text,
      /** @param {Note} now @param {boolean} here */
      update: (now, here) => {
        element.classList.toggle("here", here);
        if (now === shown) return;
        shown = now;
        if (text.value !== now.text) text.value = now.text;
        drawings.replaceChildren(...now.drawings.map((_, at) => this.#drawing(now, at)));
        drawings.hidden = now.drawings.length === 0;
      },
    };
    this.#rows.set(note.id, row);
    return row;
  }

  /**
   * @param {Note} note
   * @param {number} at number of the drawing
   */
  #drawing(note, at) {
    const name = drawingText(note.drawings[at]);
    const left = () => note.drawings.filter((_, other) => other !== at);
    const remove = h(
      "button",
      {
        class: "quiet",
        "aria-label": `Delete ${name} at ${timeText(note.time_s)}`,
        click: () => this.book.change(note.id, { drawings: left() }),
      },
      "×",
    );
    return h("li", {}, name, remove);
  }
}
