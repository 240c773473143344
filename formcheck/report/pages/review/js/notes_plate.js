// The text of a note on the picture, beside the person.

import { fitted } from "./picture.js";
import { extentOf } from "./stills.js";

const LEAST_PX = 110; // narrower text is not read: it goes over the picture then

/**
 * Show the text of notes where the stage has the most room beside the person.
 *
 * @param {HTMLElement} plate
 * @param {import("./notes_file.js").Note[]} notes
 * @param {import("./data.js").Review} review
 * @param {number} frame
 */
export function showPlate(plate, notes, review, frame) {
  const texts = notes.map((note) => note.text.trim()).filter(Boolean);
  plate.hidden = texts.length === 0;
  plate.textContent = texts.join("\n");
  const stage = plate.parentElement;
  if (plate.hidden || !stage) return;
  const { clientWidth, clientHeight } = stage;
  const box = fitted(review.clip, clientWidth, clientHeight);
  const person = extentOf(review, [frame]) ?? { x: 0, width: review.clip.width };
  const before = box.left + person.x * box.scale;
  const after = clientWidth - (before + person.width * box.scale);
  const room = Math.max(before, after) - 24;
  plate.style.maxWidth = room < LEAST_PX ? "calc(100% - 16px)" : `${Math.min(room, 360)}px`;
  plate.style.left = after > before ? "auto" : "8px";
  plate.style.right = after > before ? "8px" : "auto";
}
