// Single frames of the clip as pictures, cut to the person.

import { verdictColours } from "./marks.js";
import { drawOverlay } from "./overlay.js";
import { addressOf, onFrames, timeWithin } from "./player.js";

/**
 * A rectangle in the picture of the clip, in pixels.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

/**
 * Draws a frame on a canvas, cut to a box; resolves to false if that was given up, or if the video
 * does not come to show the frame.
 *
 * @typedef {(canvas: HTMLCanvasElement, frame: number, cut: Box, signal: AbortSignal) =>
 *     Promise<boolean>} TakeStill
 */

const UNKNOWN_FRAME = -1;
const MOST_WAIT_MS = 20_000; // for the picture of a frame; a video that lacks it never shows it

/**
 * Return a function that takes stills, one after the other, from a video of its own.
 *
 * @param {import("./data.js").Review} review
 * @returns {TakeStill}
 */
export function stillsOf(review) {
  /** @type {Promise<HTMLVideoElement> | undefined} */
  let opened;
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  let shown = UNKNOWN_FRAME;
  return (canvas, frame, cut, signal) => {
    const taken = before.then(async () => {
      if (signal.aborted) return false;
      opened ??= openUnseen(addressOf(review.clip));
      const video = await opened;
      if (shown !== frame) shown = await showFrame(video, review, frame, signal);
      if (shown === frame) drawCut(canvas, video, cut);
      return shown === frame;
    });
    before = taken.catch(() => false);
    return taken;
  };
}

/**
 * Open a video out of sight; fails if it cannot be played.
 *
 * @param {string} address
 * @returns {Promise<HTMLVideoElement>}
 */
function openUnseen(address) {
  return new Promise((resolve, reject) => {
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.preload = "auto";
    video.addEventListener("loadeddata", () => resolve(video), { once: true });
    video.addEventListener("error", () => reject(video.error), { once: true });
    video.src = address;
  });
}

/**
 * Let a video show a frame; resolves to this frame once it is shown. On a busy computer a browser
 * says that it has sought the frame while it still shows another one.
 *
 * @param {HTMLVideoElement} video
 * @param {import("./data.js").Review} review
 * @param {number} frame
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the frame; -1 if it does not come to be shown
 */
function showFrame(video, review, frame, signal) {
  return new Promise((resolve) => {
    /** @param {number} shown */
    const end = (shown) => {
      stop();
      clearTimeout(timer);
      resolve(shown);
    };
    const stop = onFrames(video, review, (shown) => shown === frame && end(frame));
    const timer = setTimeout(end, MOST_WAIT_MS, UNKNOWN_FRAME);
    signal.addEventListener("abort", () => end(UNKNOWN_FRAME), { once: true });
    video.currentTime = timeWithin(review, frame);
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasImageSource} picture
 * @param {Box} cut
 */
function drawCut(canvas, picture, { x, y, width, height }) {
  const context = canvas.getContext("2d");
  context?.drawImage(picture, x, y, width, height, 0, 0, canvas.width, canvas.height);
}

/**
 * Draw over a still what is drawn over the video, but for its angle and paths.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {import("./data.js").Review} review
 * @param {number} frame
 * @param {Box} cut
 * @param {import("./store.js").State} state
 * @param {Pick<import("./picture.js").Picture, "plateStyle" | "marks">} how
 */
export function drawOverStill(canvas, review, frame, cut, state, how) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const scale = canvas.width / cut.width;
  const [width, height] = [review.clip.width * scale, review.clip.height * scale];
  const switches = { ...state.switches, angle: false, path: false };
  const [left, top] = [cut.x * scale, cut.y * scale];
  const seen = { left, top, width: canvas.width, height: canvas.height };
  context.save();
  context.translate(-cut.x * scale, -cut.y * scale);
  drawOverlay(
    context,
    review,
    { ...state, shown: frame, switches },
    verdictColours(),
    width,
    height,
    { ...how, canvas: seen },
  );
  context.restore();
}

/**
 * Return a box of a shape around the person in some frames, inside the picture where that can be.
 *
 * @param {import("./data.js").Review} review
 * @param {number[]} frames
 * @param {number} aspect width over height
 * @returns {Box}
 */
export function boxAround(review, frames, aspect) {
  const { width, height } = review.clip;
  const person = extentOf(review, frames) ?? { x: 0, y: 0, width, height };
  const margin = 0.1 * Math.max(person.width, person.height);
  const high = Math.max(person.height + 2 * margin, (person.width + 2 * margin) / aspect);
  const size = Math.min(high, height, width / aspect);
  return around(review, person, { width: size * aspect, height: size });
}

/**
 * Return the shape of the stills of some frames, width over height: wide if the person is.
 *
 * @param {import("./data.js").Review} review
 * @param {number[]} frames
 */
export function aspectOf(review, frames) {
  const person = extentOf(review, frames);
  return person && person.width > person.height ? 4 / 3 : 3 / 4;
}

/**
 * Return cuts of one size, each around its own person.
 *
 * @param {import("./data.js").Review} review
 * @param {Box[]} cuts
 */
export function ofOneSize(review, cuts) {
  const largest = cuts.reduce((a, b) => (a.width > b.width ? a : b));
  return cuts.map((cut) => around(review, cut, largest));
}

/**
 * @param {import("./data.js").Review} review
 * @param {Box} inner
 * @param {{width: number, height: number}} size
 * @returns {Box}
 */
function around({ clip }, inner, { width, height }) {
  const x = inner.x + (inner.width - width) / 2;
  const y = inner.y + (inner.height - height) / 2;
  return {
    x: Math.min(Math.max(0, x), clip.width - width),
    y: Math.min(Math.max(0, y), clip.height - height),
    width,
    height,
  };
}

/**
 * Return the box of all landmarks in some frames; null if none is known.
 *
 * @param {import("./data.js").Review} review
 * @param {number[]} frames
 * @returns {Box | null}
 */
export function extentOf({ landmarks }, frames) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const frame of frames) {
    for (let i = 0; i < landmarks.points; i += 1) {
      const at = 2 * (frame * landmarks.points + i);
      const [x, y] = [landmarks.xy[at], landmarks.xy[at + 1]];
      if (Number.isNaN(x)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (left > right) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
