// The file of notes, `notes.css`: a style sheet with one custom property, whose value is JSON.
// The text may come from anybody, so all of it is checked, as `report/notes.py` does.

import { region } from "./dom.js";

/**
 * A point in pixels of the clip, from its top left corner.
 * @typedef {[number, number]} Point
 *
 * What is drawn on a frame. The second of the three points of an angle is its vertex.
 * @typedef {{kind: "line" | "arrow" | "angle" | "freehand", points: Point[]}} Drawing
 *
 * @typedef {object} Note
 * @property {string} id
 * @property {number} time_s
 * @property {number} changed_ms when it was last changed, in milliseconds since 1970
 * @property {string} text
 * @property {Drawing[]} drawings
 *
 * @typedef {{name: string, width: number, height: number, duration_s: number}} NotedClip
 */

export const NOTES_FILE = "notes.css";
const PROPERTY = "--formcheck-notes";
const POINTS = { line: 2, arrow: 2, angle: 3, freehand: 0 };
export const NOTE_LIMITS = { notes: 500, text: 4000, drawings: 50, points: 1000, bytes: 2_000_000 };

/**
 * Return the text of the file, in ASCII.
 * @param {NotedClip} clip
 * @param {Note[]} notes
 */
export function notesToCss(clip, notes) {
  const { name, width, height, duration_s } = clip;
  const content = {
    version: 1,
    clip: { name: name.slice(0, 1000), width, height, duration_s },
    notes,
  };
  const json = JSON.stringify(content).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const head = "/* Notes of a formcheck review. Put this file beside its review.html. */";
  return `${head}\n:host { ${PROPERTY}: ${json} }\n`;
}

/**
 * Return the notes in the text of a file.
 * @param {string} css
 * @param {NotedClip} clip
 * @throws {Error} it has no notes in it, or those of another clip; the message is one sentence
 */
export function notesFromCss(css, clip) {
  const form = /^\s*(?:\/\*[^*]*\*\/)?\s*:host\s*\{\s*--formcheck-notes:([\s\S]*)\}\s*$/.exec(css);
  if (!form)
    throw new Error(`This is no file of notes: choose a ${NOTES_FILE} that this page saved.`);
  return notesFromJson(form[1] ?? "", clip);
}

/**
 * Return whether the page may load the file beside it. Firefox loads what a style sheet imports from
 * other files, whatever the policy of the page says; on Windows that may be a file of another computer,
 * which is told the name of the user.
 */
export function loadsNotesBeside() {
  return !("mozInnerScreenX" in window && navigator.platform.startsWith("Win"));
}

/**
 * Return the notes of the file beside the page; none where there is no such file.
 *
 * The style sheet is loaded inside a hidden element, where its rules reach nothing else. It has the
 * nonce of the page's policy; what it imports has none.
 * @param {NotedClip} clip
 * @returns {Promise<Note[]>}
 */
export async function notesBeside(clip) {
  const box = document.createElement("div");
  box.hidden = true;
  const host = box.appendChild(document.createElement("div"));
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.nonce = region("data").nonce ?? "";
  link.href = NOTES_FILE;
  const loaded = new Promise((resolve) => {
    link.onload = link.onerror = resolve;
  });
  host.attachShadow({ mode: "open" }).append(link);
  document.body.append(box);
  await loaded;
  const json = getComputedStyle(host).getPropertyValue(PROPERTY);
  box.remove();
  return json.trim() ? notesFromJson(json, clip) : [];
}

/**
 * @param {string} json
 * @param {NotedClip} clip
 */
function notesFromJson(json, clip) {
  let content;
  try {
    content = JSON.parse(json);
  } catch {
    throw new Error("The file of notes is damaged: save it once more.");
  }
  const from = content?.clip;
  if (from && !isSameClip(from, clip)) {
    throw new Error(`The notes are about another clip (${String(from.name).slice(0, 100)}).`);
  }
  return notesFrom(content?.notes);
}

/**
 * Return the notes in a value, or raise if it has anything else in it.
 * @param {unknown} value
 * @returns {Note[]}
 */
export function notesFrom(value) {
  if (!Array.isArray(value) || value.length > NOTE_LIMITS.notes || !value.every(isNote)) {
    throw new Error("The file of notes has something in it that is no note.");
  }
  return value.map(({ id, time_s, changed_ms, text, drawings }) => ({
    id,
    time_s,
    changed_ms,
    text,
    drawings,
  }));
}

/**
 * @param {any} note
 * @returns {note is Note}
 */
function isNote(note) {
  return (
    typeof note?.id === "string" &&
    /^[a-z0-9-]{1,40}$/.test(note.id) &&
    isBetween(note.time_s, 0, 1e6) &&
    isBetween(note.changed_ms, 0, 1e15) &&
    typeof note.text === "string" &&
    note.text.length <= NOTE_LIMITS.text &&
    Array.isArray(note.drawings) &&
    note.drawings.length <= NOTE_LIMITS.drawings &&
    note.drawings.every(isDrawing)
  );
}

/** @param {any} drawing */
function isDrawing(drawing) {
  const points = drawing?.points;
  if (!Object.hasOwn(POINTS, drawing?.kind) || !Array.isArray(points)) return false;
  const wanted = POINTS[/** @type {Drawing["kind"]} */ (drawing.kind)] || points.length;
  return (
    points.length === wanted &&
    points.length >= 2 &&
    points.length <= NOTE_LIMITS.points &&
    points.every(isPoint)
  );
}

/** @param {any} point */
function isPoint(point) {
  return Array.isArray(point) && point.length === 2 && point.every((x) => isBetween(x, -1e5, 1e5));
}

/**
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 */
function isBetween(value, least, most) {
  return typeof value === "number" && value >= least && value <= most;
}

/**
 * Size and length tell a clip; its name may change.
 * @param {any} one
 * @param {NotedClip} other
 */
function isSameClip(one, other) {
  return (
    one.width === other.width &&
    one.height === other.height &&
    Math.abs(one.duration_s - other.duration_s) < 0.05
  );
}
