// The stills of the printed page: frames of the clip with what was judged or drawn there.

import { h } from "./dom.js";
import { paintDrawing, penWidth } from "./drawings.js";
import { verdictColours } from "./marks.js";
import { drawOverlay } from "./overlay.js";
import { aspectOf, boxAround } from "./stills.js";

/**
 * @typedef {import("./data.js").Review} Review
 * @typedef {import("./notes_file.js").Drawing} Drawing
 * @typedef {import("./stills.js").Box} Box
 *
 * @typedef {object} Still
 * @property {number} frame
 * @property {boolean} whole whether the whole picture is shown; else it is cut to the person
 */

const WIDTH_PX = 560; // sharp where it is printed 6 cm wide
const SEEN_PX = 320; // the overlay is drawn as on a screen of this width, and enlarged

/** Takes the pictures of frames before they are printed: printing does not wait for the video. */
export class PrintStills {
  /** @type {Map<string, Promise<void>>} */ #taken = new Map();
  /** @type {Map<string, HTMLCanvasElement>} */ #ready = new Map();
  /** @type {Map<number, HTMLImageElement>} pictures inside the page, by frame */ #inside =
    new Map();

  /**
   * @param {Review} review
   * @param {import("./stills.js").TakeStill} takeStill
   * @param {import("./store.js").State} state
   */
  constructor(review, takeStill, state) {
    this.review = review;
    this.takeStill = takeStill;
    this.state = state;
    const frames = review.worst.map(({ frame }) => frame);
    /** Width over height of the stills that are cut to the person. */
    this.aspect = aspectOf(review, frames);
    for (const [frame, src] of Object.entries(review.stills)) {
      this.#inside.set(Number(frame), Object.assign(new Image(), { src }));
    }
  }

  /**
   * Take the stills that are not taken yet.
   * @param {Still[]} stills
   */
  async prepare(stills) {
    for (const still of stills) {
      const key = keyOfStill(still);
      if (!this.#taken.has(key)) this.#taken.set(key, this.#take(still));
    }
    await Promise.all(this.#taken.values());
  }

  /**
   * Return a frame cut to the person, with what one rule judged.
   * @param {number} frame
   * @param {import("./data.js").Part} part
   * @param {import("./data.js").Row} row of the rule
   * @param {import("./data.js").Rep | null} rep
   */
  judged(frame, part, { rule, measure, part: ofBody }, rep) {
    const { review } = this;
    const { canvas, context, cut } = this.#picture({ frame, whole: false });
    if (!context) return canvas;
    const { width, height } = review.clip;
    const scale = SEEN_PX / cut.width;
    const zoom = WIDTH_PX / SEEN_PX;
    context.setTransform(zoom, 0, 0, zoom, -cut.x * scale * zoom, -cut.y * scale * zoom);
    const angle = measure === part.angle.measure;
    const switches = { skeleton: true, back: true, angle, trunk: ofBody === "trunk" };
    const state = { ...this.state, shown: frame, rule, rep, switches };
    const [left, top, across, down] = [cut.x, cut.y, cut.width, cut.height].map((v) => v * scale);
    const how = {
      canvas: { left, top, width: across, height: down },
      plateStyle: /** @type {const} */ ("brief"),
    };
    drawOverlay(context, review, state, verdictColours(), width * scale, height * scale, how);
    return canvas;
  }

  /**
   * Return a whole frame with drawings.
   * @param {number} frame
   * @param {Drawing[]} drawings
   */
  drawn(frame, drawings) {
    const { clip } = this.review;
    const { canvas, context } = this.#picture({ frame, whole: true });
    if (!context) return canvas;
    context.scale(canvas.width / clip.width, canvas.height / clip.height);
    for (const drawing of drawings) paintDrawing(context, drawing, penWidth(clip));
    return canvas;
  }

  /**
   * Return a canvas with the picture of a frame, if there is one.
   * @param {Still} still
   */
  #picture(still) {
    const cut = this.#cut(still);
    const canvas = canvasFor(cut);
    const context = canvas.getContext("2d");
    const taken = this.#ready.get(keyOfStill(still));
    const image = this.#inside.get(still.frame);
    if (taken) context?.drawImage(taken, 0, 0);
    else if (image) {
      const scale = image.naturalWidth / this.review.clip.width;
      const [x, y, width, height] = [cut.x, cut.y, cut.width, cut.height].map((v) => v * scale);
      context?.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
    }
    return { canvas, context, cut };
  }

  /** @param {Still} still */
  async #take(still) {
    const cut = this.#cut(still);
    const canvas = canvasFor(cut);
    try {
      const never = new AbortController().signal;
      if (await this.takeStill(canvas, still.frame, cut, never)) {
        this.#ready.set(keyOfStill(still), canvas);
      }
    } catch {
      // Without the video the still shows the person alone.
    }
  }

  /** @param {Still} still @returns {Box} */
  #cut({ frame, whole }) {
    const { width, height } = this.review.clip;
    if (whole) return { x: 0, y: 0, width, height };
    const cut = boxAround(this.review, [frame], this.aspect);
    const wider = Math.min(1.2, width / cut.width, height / cut.height); // room for the plates
    const [across, down] = [cut.width * wider, cut.height * wider];
    const [x, y] = [cut.x - (across - cut.width) / 2, cut.y - (down - cut.height) / 2];
    return {
      x: Math.min(Math.max(0, x), width - across),
      y: Math.min(Math.max(0, y), height - down),
      width: across,
      height: down,
    };
  }
}

/** @param {Box} box */
function canvasFor({ width, height }) {
  return h("canvas", { width: WIDTH_PX, height: Math.round((WIDTH_PX * height) / width) });
}

/** @param {Still} still */
function keyOfStill({ frame, whole }) {
  return `${frame} ${whole}`;
}
