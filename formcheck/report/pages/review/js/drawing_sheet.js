// The sheet over the picture: it shows drawings, and takes new ones by mouse, touch, pen and keys.

import {
  crosshairElement,
  drawingElement,
  handleElement,
  penWidth,
  simplified,
  svgElement,
} from "./drawings.js";
import { NOTE_LIMITS } from "./notes_file.js";

/**
 * @typedef {import("./notes_file.js").Drawing} Drawing
 * @typedef {import("./notes_file.js").Point} Point
 */

/** @type {Record<Drawing["kind"], string[]>} */
const HINTS = {
  line: ["Set the start of the line, or drag.", "Set its end."],
  arrow: ["Set the start of the arrow, or drag.", "Set its tip."],
  angle: [
    "Set a point on one side of the angle, such as the hip.",
    "Set its vertex, such as the knee.",
    "Set a point on its other side, such as the ankle.",
  ],
  freehand: ["Draw.", "Go on; Enter ends the stroke."],
};
const WAYS = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);
const MOVED_PX = 6; // a press that moves less far over the screen is a click
const GRIP_PX = 14; // a point this near on the screen is taken hold of

/**
 * @typedef {object} SheetEvents
 * @property {(drawing: Drawing) => void} onDraw called with each new drawing
 * @property {(index: number, drawing: Drawing) => void} onMove called when a point of a drawing was
 *     moved, with its place among those that are shown
 * @property {(text: string) => void} onHint called with what to do next
 * @property {() => void} onLeave called when the Escape key puts the tool away
 */

/** Drawings over the picture; the sheet has the size of the clip, whatever its size on the screen. */
export class DrawingSheet {
  /** @type {Drawing["kind"] | ""} */ #tool = "";
  /** @type {Drawing[]} */ #shown = [];
  /** @type {Point[]} of the drawing under way */ #points = [];
  /** @type {Point | null} where the pointer or the crosshair is */ #at = null;
  /** @type {{x: number, y: number, first: boolean} | null} */ #press = null;
  /** @type {{index: number, point: number} | null} the point that is held */ #grip = null;
  #crosshair = false;

  /**
   * @param {HTMLElement} stage the element of the picture
   * @param {{width: number, height: number}} clip
   * @param {SheetEvents} events
   */
  constructor(stage, clip, events) {
    this.clip = clip;
    this.events = events;
    this.pen = penWidth(clip);
    this.element = svgElement("svg", {
      class: "drawing-sheet",
      viewBox: `0 0 ${clip.width} ${clip.height}`,
      role: "application",
      "aria-label": "Drawing: arrow keys move the crosshair, Enter sets a point, Escape ends",
      "data-keys": "",
    });
    stage.append(this.element);
    this.#listen();
    this.choose("");
  }

  /**
   * Take a tool; none puts it away.
   * @param {Drawing["kind"] | ""} tool
   */
  choose(tool) {
    this.#tool = tool;
    this.#crosshair = false;
    this.element.classList.toggle("active", tool !== "");
    this.element.setAttribute("aria-hidden", String(tool === ""));
    if (tool) this.element.setAttribute("tabindex", "0");
    else this.element.removeAttribute("tabindex");
    this.#restart();
  }

  /** @param {Drawing[]} drawings */
  show(drawings) {
    this.#shown = drawings;
    this.#grip = null;
    this.#render();
  }

  #listen() {
    const { element } = this;
    element.addEventListener("pointerdown", (event) => this.#down(event));
    element.addEventListener("pointermove", (event) => this.#move(event));
    element.addEventListener("pointerup", (event) => this.#up(event));
    element.addEventListener("pointercancel", () => this.#restart());
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("click", (event) => event.stopPropagation()); // not for the video
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (!this.#tool || !event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    this.#crosshair = false;
    const first = this.#points.length === 0;
    this.#grip = first ? this.#gripNear(event) : null;
    this.#press = { x: event.clientX, y: event.clientY, first };
    if (first && !this.#grip) this.#put(this.#pointOf(event));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#tool || !event.isPrimary) return;
    this.#at = this.#pointOf(event);
    if (this.#grip) {
      if (!this.#hasMoved(event)) return;
      const { index, point } = this.#grip;
      const { kind, points } = this.#shown[index];
      const moved = { kind, points: replaced(points, point, this.#at) };
      this.#shown = replaced(this.#shown, index, moved);
    } else if (this.#press && this.#tool === "freehand") {
      this.#points.push(this.#at);
    }
    this.#render();
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (!this.#press) return;
    const moved = this.#hasMoved(event);
    const { first } = this.#press;
    const grip = this.#grip;
    this.#press = this.#grip = null;
    if (grip && moved) this.events.onMove(grip.index, this.#shown[grip.index]);
    else if (this.#tool === "freehand") this.#finish();
    else if (grip || moved || !first) this.#put(this.#pointOf(event));
  }

  /**
   * Return whether a press is a drag; else it is a click.
   * @param {PointerEvent} event
   */
  #hasMoved(event) {
    const { x, y } = this.#press ?? { x: event.clientX, y: event.clientY };
    return Math.hypot(event.clientX - x, event.clientY - y) > MOVED_PX;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const way = WAYS.get(event.key);
    if (way) this.#steer(way, event.shiftKey ? 1 : 2.5 * this.pen);
    else if (event.key === "Enter" || event.key === " ") this.#set();
    else if (event.key === "Escape") this.#escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Move the crosshair.
   * @param {number[]} way
   * @param {number} step in pixels of the clip
   */
  #steer([right, down], step) {
    const { width, height } = this.clip;
    const [x, y] = this.#at ?? [width / 2, height / 2];
    this.#at = [within(x + right * step, width), within(y + down * step, height)];
    this.#crosshair = true;
    if (this.#tool === "freehand" && this.#points.length) this.#points.push(this.#at);
    this.#render();
  }

  /** Set a point where the crosshair is. */
  #set() {
    const ends = this.#tool === "freehand" && this.#points.length > 0;
    this.#crosshair = true;
    this.#at ??= [this.clip.width / 2, this.clip.height / 2];
    if (ends) this.#finish();
    else this.#put(this.#at);
  }

  #escape() {
    if (this.#points.length) this.#restart();
    else this.events.onLeave();
  }

  /** @param {Point} point */
  #put(point) {
    this.#points.push(point);
    const wanted = this.#tool ? HINTS[this.#tool].length : 0;
    if (this.#tool !== "freehand" && this.#points.length === wanted) this.#finish();
    else this.#hint();
    this.#render();
  }

  #finish() {
    const kind = this.#tool;
    const points =
      kind === "freehand"
        ? simplified(this.#points, this.pen / 2, NOTE_LIMITS.points)
        : this.#points;
    const length = points.reduce((sum, p, i) => sum + (i ? spanOf(p, points[i - 1]) : 0), 0);
    this.#restart();
    if (kind && length > this.pen) this.events.onDraw({ kind, points: points.map(rounded) });
  }

  /** Begin a drawing anew. */
  #restart() {
    this.#points = [];
    this.#press = this.#grip = null;
    if (!this.#crosshair) this.#at = null;
    this.#hint();
    this.#render();
  }

  #hint() {
    const hints = this.#tool ? HINTS[this.#tool] : [""];
    this.events.onHint(hints[Math.min(this.#points.length, hints.length - 1)]);
  }

  #render() {
    const { pen, element } = this;
    const shapes = this.#shown.map((drawing) => drawingElement(drawing, pen));
    const kind = this.#tool;
    if (kind && this.#points.length) {
      const points = this.#at && kind !== "freehand" ? [...this.#points, this.#at] : this.#points;
      shapes.push(drawingElement({ kind, points }, pen));
    }
    if (kind) {
      const held = this.#shown.filter((drawing) => drawing.kind !== "freehand");
      shapes.push(
        ...held.flatMap(({ points }) => points.map((point) => handleElement(point, pen))),
      );
    }
    if (this.#crosshair && this.#at) shapes.push(crosshairElement(this.#at, pen));
    element.replaceChildren(...shapes);
  }

  /**
   * Return where in the clip an event is.
   * @param {PointerEvent} event
   * @returns {Point}
   */
  #pointOf(event) {
    const toClip = this.element.getScreenCTM()?.inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toClip);
    return [within(x, this.clip.width), within(y, this.clip.height)];
  }

  /**
   * Return the point of a shown drawing that is under the pointer.
   * @param {PointerEvent} event
   */
  #gripNear(event) {
    const at = this.#pointOf(event);
    const scale = this.element.getScreenCTM()?.a ?? 1;
    for (const [index, { kind, points }] of this.#shown.entries()) {
      const point = points.findIndex((some) => spanOf(some, at) * scale < GRIP_PX);
      if (kind !== "freehand" && point >= 0) return { index, point };
    }
    return null;
  }
}

/**
 * Return a list with another item at a place.
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {T} item
 */
function replaced(list, at, item) {
  return list.map((other, i) => (i === at ? item : other));
}

/** @param {Point} point @returns {Point} to a tenth of a pixel */
function rounded([x, y]) {
  return [Math.round(10 * x) / 10, Math.round(10 * y) / 10];
}

/** @param {Point} one @param {Point} other */
function spanOf(one, other) {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

/** @param {number} value @param {number} size */
function within(value, size) {
  return Math.min(size, Math.max(0, value));
}
