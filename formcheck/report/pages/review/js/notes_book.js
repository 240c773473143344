// The notes of a clip: what the file beside the page says, and what was changed in this browser.

import { NOTE_LIMITS, notesFrom } from "./notes_file.js";

/**
 * @typedef {import("./notes_file.js").Note} Note
 *
 * What was changed in this browser. `deleted` has the `changed_ms` of each note that was deleted.
 * @typedef {{notes: Note[], deleted: Record<string, number>}} Changes
 */

/**
 * Keeps the notes in the browser as they are written; undoes and redoes.
 *
 * Only what differs from the file is kept, so that a newer file comes through. Of two versions of
 * a note the later one holds.
 */
export class NotesBook {
  /** @type {Note[]} */ #notes;
  /** @type {Note[][]} */ #past = [];
  /** @type {Note[][]} */ #future = [];
  /** @type {Set<() => void>} */ #listeners = new Set();
  #lastEdit = "";

  /**
   * @param {Note[]} saved the notes of the file
   * @param {string} key names the clip in the browser's storage
   */
  constructor(saved, key) {
    this.saved = saved;
    this.key = key;
    /** Whether the browser keeps what is written. */
    this.kept = canKeep(key);
    this.#notes = withChanges(saved, readChanges(key));
    addEventListener("storage", (event) => {
      if (event.key !== key) return; // another tab has the same page open
      this.#notes = withChanges(this.saved, readChanges(key));
      this.#tell();
    });
  }

  /** The notes in the order of their times. */
  get notes() {
    return this.#notes;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Whether there is something that the file beside the page does not have. */
  get hasChanges() {
    const { notes, deleted } = this.#changes();
    return notes.length > 0 || Object.keys(deleted).length > 0;
  }

  /**
   * Call a function after each change.
   * @param {() => void} listener
   */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /**
   * Add a note; return it, or null if there are too many.
   * @param {number} time_s
   * @param {Note["drawings"]} drawings
   * @returns {Note | null}
   */
  add(time_s, drawings) {
    if (this.#notes.length >= NOTE_LIMITS.notes) return null;
    const id = crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${this.#notes.length}`;
    const note = { id, time_s, changed_ms: Date.now(), text: "", drawings };
    this.#replace([...this.#notes, note]);
    return note;
  }

  /**
   * Change some fields of a note.
   * @param {string} id
   * @param {Partial<Pick<Note, "text" | "drawings">>} fields
   * @param {string} [edit] changes with the same name, one after the other, are undone as one
   */
  change(id, fields, edit = "") {
    const changed_ms = Date.now();
    this.#replace(
      this.#notes.map((note) => (note.id === id ? { ...note, ...fields, changed_ms } : note)),
      edit,
    );
  }

  /** @param {string} id */
  remove(id) {
    this.#replace(this.#notes.filter((note) => note.id !== id));
  }

  /**
   * Add the notes of another file.
   * @param {Note[]} others
   * @throws {Error} they are too many
   */
  merge(others) {
    const merged = withChanges(this.#notes, { notes: others, deleted: {} });
    if (merged.length > NOTE_LIMITS.notes) throw new Error("These are too many notes.");
    this.#replace(merged);
  }

  undo() {
    this.#step(this.#past, this.#future);
  }

  redo() {
    this.#step(this.#future, this.#past);
  }

  /**
   * @param {Note[]} notes
   * @param {string} [edit]
   */
  #replace(notes, edit = "") {
    if (!edit || edit !== this.#lastEdit) this.#past.push(this.#notes);
    this.#future.length = 0;
    this.#lastEdit = edit;
    this.#show(notes);
  }

  /**
   * @param {Note[][]} from
   * @param {Note[][]} to
   */
  #step(from, to) {
    const notes = from.pop();
    if (!notes) return;
    to.push(this.#notes);
    this.#lastEdit = "";
    this.#show(notes);
  }

  /** @param {Note[]} notes */
  #show(notes) {
    this.#notes = [...notes].sort((a, b) => a.time_s - b.time_s);
    this.kept = writeChanges(this.key, this.#changes());
    this.#tell();
  }

  /** @returns {Changes} */
  #changes() {
    const known = new Map(this.saved.map((note) => [note.id, note]));
    const ids = new Set(this.#notes.map((note) => note.id));
    const gone = this.saved.filter((note) => !ids.has(note.id));
    return {
      notes: this.#notes.filter((note) => note.changed_ms !== known.get(note.id)?.changed_ms),
      deleted: Object.fromEntries(gone.map((note) => [note.id, note.changed_ms])),
    };
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Return notes with changes made to them, in the order of their times.
 * @param {Note[]} notes
 * @param {Changes} changes
 */
function withChanges(notes, changes) {
  const byId = new Map(notes.map((note) => [note.id, note]));
  for (const note of changes.notes) {
    const known = byId.get(note.id);
    if (!known || known.changed_ms < note.changed_ms) byId.set(note.id, note);
  }
  for (const [id, changed_ms] of Object.entries(changes.deleted)) {
    const known = byId.get(id);
    if (known && known.changed_ms <= changed_ms) byId.delete(id);
  }
  return [...byId.values()].sort((a, b) => a.time_s - b.time_s);
}

/**
 * @param {string} key
 * @returns {Changes}
 */
function readChanges(key) {
  try {
    const { notes, deleted } = JSON.parse(localStorage.getItem(key) ?? "{}");
    return { notes: notesFrom(notes ?? []), deleted: { ...deleted } };
  } catch {
    return { notes: [], deleted: {} };
  }
}

/**
 * @param {string} key
 * @param {Changes} changes
 * @returns {boolean} whether they are kept
 */
function writeChanges(key, changes) {
  try {
    if (changes.notes.length || Object.keys(changes.deleted).length) {
      localStorage.setItem(key, JSON.stringify(changes));
    } else {
      localStorage.removeItem(key);
    }
    return true;
  } catch {
    return false;
  }
}

/** @param {string} key */
function canKeep(key) {
  try {
    localStorage.setItem(`${key} test`, "");
    localStorage.removeItem(`${key} test`);
    return true;
  } catch {
    return false;
  }
}
