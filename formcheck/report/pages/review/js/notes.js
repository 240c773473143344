// Notes and drawings: written at a moment, shown at it, kept in the browser, saved as a file.

import { frameAt } from "./data.js";
import { h } from "./dom.js";
import { DrawingSheet } from "./drawing_sheet.js";
import { NotesBook } from "./notes_book.js";
import {
  NOTE_LIMITS,
  NOTES_FILE,
  loadsNotesBeside,
  notesBeside,
  notesFrom,
  notesFromCss,
  notesToCss,
} from "./notes_file.js";
import { showPlate } from "./notes_plate.js";
import { NotesList } from "./notes_list.js";
import { notesTools } from "./notes_tools.js";

/**
 * @typedef {import("./notes_file.js").Note} Note
 * @typedef {import("./notes_file.js").Drawing} Drawing
 * @typedef {import("./data.js").Review} Review
 * @typedef {import("./store.js").Store} Store
 */

const OPEN_NOTES =
  `Firefox on Windows does not load ${NOTES_FILE} by itself: to see saved notes press ` +
  `"Open notes…" and choose ${NOTES_FILE} beside this page.`;
const SHOWN_S = 1; // how long a note stays on the picture while the video plays

/**
 * Add the notes to the page; return them.
 *
 * @param {HTMLElement} root the region of the notes
 * @param {HTMLElement} stage the element of the picture, which the drawings cover
 * @param {Review} review
 * @param {Store} store
 */
export async function mountNotes(root, stage, review, store) {
  const { saved, problem } = await savedNotes(review);
  const { name, width, height, duration_s } = review.clip;
  const key = `formcheck notes ${width}x${height} ${duration_s} ${review.times.length} ${name}`;
  const book = new NotesBook(saved, key);
  new NotesPanel(root, stage, review, store, book).tell(problem);
  return book;
}

/**
 * Return the notes inside the page or in the file beside it, and what is wrong with that file.
 * @param {Review} review
 */
async function savedNotes(review) {
  if (!review.notes && !loadsNotesBeside()) return { saved: [], problem: OPEN_NOTES };
  try {
    const saved = review.notes ? notesFrom(review.notes) : await notesBeside(review.clip);
    return { saved, problem: "" };
  } catch (error) {
    return { saved: [], problem: `${NOTES_FILE} was left out. ${messageOf(error)}` };
  }
}

class NotesPanel {
  /** @type {Drawing["kind"] | ""} */ #tool = "";
  #told = "";
  #hint = "";

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} stage
   * @param {Review} review
   * @param {Store} store
   * @param {NotesBook} book
   */
  constructor(root, stage, review, store, book) {
    this.review = review;
    this.store = store;
    this.book = book;
    this.plate = h("div", { class: "note-plate plate", "aria-hidden": "true" });
    this.status = h("p", { class: "notes-status", role: "status" });
    this.sheet = new DrawingSheet(stage, review.clip, {
      onDraw: (drawing) => this.#draw(drawing),
      onMove: (index, drawing) => this.#redraw(index, drawing),
      onHint: (text) => this.#tellHint(text),
      onLeave: () => this.#choose(""),
    });
    this.list = new NotesList(book, ({ time_s }) => this.#go(time_s));
    this.tools = notesTools({
      write: () => this.#write(),
      choose: (kind) => this.#choose(kind),
      undo: () => book.undo(),
      redo: () => book.redo(),
      save: () => this.#save(),
      open: (file) => this.#open(file),
    });
    stage.append(this.plate);
    root.replaceChildren(...this.tools.elements, this.status, this.list.element);
    this.#listen(root);
  }

  /**
   * Say something until the next change.
   * @param {string} text
   */
  tell(text) {
    this.#told = text;
    this.#showStatus();
  }

  /** @param {HTMLElement} root */
  #listen(root) {
    root.addEventListener("dragover", (event) => event.preventDefault());
    root.addEventListener("drop", (event) => {
      event.preventDefault();
      const [dropped] = event.dataTransfer?.files ?? [];
      if (dropped) this.#open(dropped);
    });
    document.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("beforeunload", (event) => {
      if (!this.book.kept && this.book.hasChanges) event.preventDefault();
    });
    this.book.onChange(() => {
      this.#told = "";
      this.#show();
    });
    this.store.on(["frame", "shown", "playing"], () => this.#follow());
    this.#show();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape" && this.#tool) this.#choose("");
    const target = /** @type {Element} */ (event.target);
    const undoes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (!undoes || target.closest("input, textarea")) return;
    event.preventDefault();
    if (event.shiftKey) this.book.redo();
    else this.book.undo();
  }

  /** @param {Drawing["kind"] | ""} tool */
  #choose(tool) {
    this.#tool = tool;
    if (tool) this.store.set({ playing: false });
    this.sheet.choose(tool);
    if (tool) this.sheet.element.focus({ preventScroll: true });
    this.#show();
  }

  /** Go on with the note of the frame that is shown, or begin one. */
  #write() {
    this.store.set({ playing: false });
    const note = this.#noteOfFrame() ?? this.#add([]);
    if (note) this.list.focus(note.id);
  }

  /** @param {Drawing} drawing */
  #draw(drawing) {
    const note = this.#noteOfFrame();
    if (!note) this.#add([drawing]);
    else if (note.drawings.length < NOTE_LIMITS.drawings) {
      this.book.change(note.id, { drawings: [...note.drawings, drawing] });
    } else this.tell(`This frame has ${NOTE_LIMITS.drawings} drawings: delete one first.`);
  }

  /** @param {Drawing[]} drawings */
  #add(drawings) {
    const note = this.book.add(this.review.times[this.store.state.frame], drawings);
    if (!note) this.tell(`There are ${NOTE_LIMITS.notes} notes: delete one first.`);
    return note;
  }

  #noteOfFrame() {
    return this.book.notes.find((note) => this.#frameOf(note) === this.store.state.frame);
  }

  /**
   * @param {number} index among the drawings that are shown
   * @param {Drawing} drawing
   */
  #redraw(index, drawing) {
    const places = this.#notesHere().flatMap((note) =>
      note.drawings.map((_, at) => ({ note, at })),
    );
    const { note, at } = places[index];
    const drawings = note.drawings.map((old, i) => (i === at ? drawing : old));
    this.book.change(note.id, { drawings });
  }

  /** @param {number} time_s */
  #go(time_s) {
    this.store.set({ playing: false, frame: frameAt(this.review.times, time_s) });
  }

  /** @param {Note} note */
  #frameOf(note) {
    return frameAt(this.review.times, note.time_s);
  }

  /** Return the notes on the picture: those of its frame, and while playing those just past. */
  #notesHere() {
    const { shown, playing, speed } = this.store.state;
    const now = this.review.times[shown];
    return this.book.notes.filter((note) => {
      const past = now - note.time_s;
      return this.#frameOf(note) === shown || (playing && past > 0 && past < SHOWN_S * speed);
    });
  }

  /** Follow the video; without notes there is nothing to do. */
  #follow() {
    if (this.book.notes.length > 0 || this.#tool) this.#show();
  }

  #show() {
    const here = this.#notesHere();
    this.sheet.show(here.flatMap((note) => note.drawings));
    showPlate(this.plate, here, this.review, this.store.state.shown);
    this.list.show((note) => here.includes(note));
    this.tools.update(this.#tool, this.book);
    this.#showStatus();
  }

  /** @param {string} text */
  #tellHint(text) {
    this.#hint = text;
    this.#showStatus();
  }

  #showStatus() {
    const text = this.#told || this.#hint || this.#whereKept();
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  #whereKept() {
    if (!this.book.kept) {
      return "This browser keeps no notes for this page: save them as a file before you close it.";
    }
    if (!this.book.hasChanges) return "";
    return "Kept in this browser. Save the notes as a file to pass them on.";
  }

  #save() {
    const css = notesToCss(this.review.clip, this.book.notes);
    const address = URL.createObjectURL(new Blob([css], { type: "text/css" }));
    h("a", { href: address, download: NOTES_FILE }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    this.tell(savedText());
  }

  /** @param {File} file */
  async #open(file) {
    try {
      if (file.size > NOTE_LIMITS.bytes) throw new Error("The file is too large for notes.");
      this.book.merge(notesFromCss(await file.text(), this.review.clip));
    } catch (error) {
      this.tell(`${file.name}: ${messageOf(error)}`);
    }
  }
}

/** Return what to do with the file of notes that was saved. */
function savedText() {
  const folder = decodeURIComponent(location.pathname.split("/").at(-2) ?? "");
  const inFolder = folder ? `the folder of this page, "${folder}"` : "the folder of this page";
  return (
    `${NOTES_FILE} is in your downloads. Move it into ${inFolder}, in place of the ${NOTES_FILE} there: ` +
    `all who open this page then see the notes. Or send it: "Open notes…" on the page shows them.`
  );
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
