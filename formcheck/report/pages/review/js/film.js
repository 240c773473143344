// The pictures of one rep, taken once, so that it can be shown at any phase and any speed.

import { frameAt } from "./data.js";
import { phaseAt } from "./phases.js";
import { drawOverStill } from "./stills.js";

const MOST_PICTURES = 40;

/** @typedef {{percent: number, frame: number, picture: HTMLCanvasElement}} Taken */

/**
 * A rep on a canvas.
 *
 * @typedef {object} Film
 * @property {import("./data.js").Rep} rep
 * @property {import("./stills.js").Box} cut
 * @property {HTMLCanvasElement} canvas
 * @property {Taken[]} taken
 */

/**
 * Take the pictures of some reps, by turns.
 *
 * @param {Film[]} films
 * @param {import("./data.js").Review} review
 * @param {import("./stills.js").TakeStill} takeStill
 * @param {AbortSignal} signal
 * @param {() => void} onPicture is called after each picture
 */
export async function takeFilms(films, review, takeStill, signal, onPicture) {
  const frames = films.map(({ rep }) => spreadOut(framesOf(review, rep)));
  for (let i = 0; i < Math.max(...frames.map((list) => list.length)); i += 1) {
    for (const [j, film] of films.entries()) {
      const frame = frames[j][i];
      if (frame === undefined) continue;
      const picture = document.createElement("canvas");
      picture.width = film.canvas.width;
      picture.height = film.canvas.height;
      const isTaken = await takeStill(picture, frame, film.cut, signal);
      if (signal.aborted) return;
      if (!isTaken) continue;
      film.taken.push({ percent: phaseAt(film.rep, review.times[frame]), frame, picture });
      onPicture();
    }
  }
}

/**
 * Draw the picture of a rep that is nearest to a phase.
 *
 * @param {Film} film
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").State} state
 * @param {string} rule by which it is compared: only what this one judged is drawn
 * @param {number} percent
 */
export function showPhase({ rep, taken, canvas, cut }, review, state, rule, percent) {
  if (taken.length === 0) return;
  const { frame, picture } = taken.reduce((a, b) =>
    Math.abs(b.percent - percent) < Math.abs(a.percent - percent) ? b : a,
  );
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  canvas.dataset.frame = String(frame);
  if (!state.switches.all) return;
  const how = { plateStyle: /** @type {const} */ ("brief"), marks: true };
  drawOverStill(canvas, review, frame, cut, { ...state, rule, rep }, how);
}

/**
 * Return the frames of a rep; every second one, or third, of a long one.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Rep} rep
 */
export function framesOf({ times }, { start_s, end_s }) {
  const [first, last] = [frameAt(times, start_s), frameAt(times, end_s)];
  const step = Math.ceil((last - first + 1) / MOST_PICTURES);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

/**
 * Return items in an order in which the first few are spread over all of them.
 *
 * @param {number[]} items
 */
function spreadOut(items) {
  const steps = [8, 4, 2, 1];
  const order = steps.flatMap((step) => items.filter((_, i) => i % step === 0));
  return [...new Set(order)];
}
