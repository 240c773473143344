// The timeline: a lane for each leg, one for the sets and one for the cues, and the cursor. It is the
// slider "Time": a click or a drag goes to a moment.

import { goToTime } from "./commands.js";
import { h, icon } from "./dom.js";
import { hintLines } from "./hint.js";
import { ICONS } from "./icons.js";
import { drawLanes, laneAt, lanesOf } from "./lanes.js";
import { verdictColours } from "./marks.js";
import { timeText } from "./words.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./store.js").Store} Store */

/**
 * @param {HTMLElement} root
 * @param {Review} review
 * @param {Store} store
 */
export function mountTimeline(root, review, store) {
  const lanes = lanesOf(review);
  const canvas = h("canvas", { "aria-hidden": "true" });
  const cursor = h("div", { class: "cursor" });
  const hint = h("div", { class: "plate hint", hidden: true });
  const slider = h(
    "div",
    { class: "lanes", role: "slider", tabindex: 0, "aria-label": "Time", "aria-valuemin": 0 },
    canvas,
    cursor,
    hint,
  );
  slider.setAttribute("aria-valuemax", review.times[review.times.length - 1].toFixed(3));
  const names = h("div", { class: "lane-names", "aria-hidden": "true" });
  for (const lane of lanes) {
    const name = h("span", {}, lane.name);
    name.style.height = `${lane.height}px`;
    names.append(name);
  }
  root.append(names, slider, zoomButtons(review, store));
  draws(canvas, cursor, slider, lanes, review, store);
  scrubs(slider, lanes, review, store);
  hints(slider, hint, lanes, review, store);
  zooms(slider, review, store);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} cursor
 * @param {HTMLElement} slider
 * @param {import("./lanes.js").Lane[]} lanes
 * @param {Review} review
 * @param {Store} store
 */
function draws(canvas, cursor, slider, lanes, review, store) {
  const context = canvas.getContext("2d");
  const colours = verdictColours();
  const height = lanes.reduce((sum, lane) => sum + lane.height, 0);
  canvas.style.height = `${height}px`;
  let width = 0; // kept: to ask for it in each frame would lay out the page again and again
  const draw = () => {
    if (!context || !width) return;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLanes(context, lanes, store.state, colours, width);
  };
  const move = () => {
    const { frame, span } = store.state;
    const time = review.times[frame];
    const share = (time - span[0]) / (span[1] - span[0]);
    cursor.hidden = share < 0 || share > 1;
    cursor.style.transform = `translateX(${share * width}px)`;
    slider.setAttribute("aria-valuenow", time.toFixed(3));
    slider.setAttribute("aria-valuetext", `${timeText(time)}, frame ${frame}`);
  };
  new ResizeObserver(() => {
    width = canvas.clientWidth;
    draw();
    move();
  }).observe(slider);
  store.on(["span", "rule", "rep"], draw);
  store.on(["frame", "span"], move);
  store.on(["frame"], ({ frame, span }) => {
    const time = review.times[frame];
    if (time < span[0] || time > span[1])
      store.set({ span: spanAround(review, time, span[1] - span[0]) });
  });
}

/**
 * @param {HTMLElement} slider
 * @param {import("./lanes.js").Lane[]} lanes
 * @param {Review} review
 * @param {Store} store
 */
function scrubs(slider, lanes, review, store) {
  slider.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    slider.setPointerCapture(event.pointerId);
    slider.focus({ preventScroll: true });
    event.preventDefault();
    store.set({ playing: false, rep: hitAt(slider, lanes, store, event)?.rep ?? null });
    goToTime(review, store, timeAt(slider, store, event));
  });
  slider.addEventListener("pointermove", (event) => {
    if (!slider.hasPointerCapture(event.pointerId)) return;
    goToTime(review, store, timeAt(slider, store, event));
  });
}

/**
 * Say what the pointer is over.
 *
 * @param {HTMLElement} slider
 * @param {HTMLElement} hint
 * @param {import("./lanes.js").Lane[]} lanes
 * @param {Review} review
 * @param {Store} store
 */
function hints(slider, hint, lanes, review, store) {
  slider.addEventListener("pointermove", (event) => {
    const scrubbing = slider.hasPointerCapture(event.pointerId);
    const hit = scrubbing ? undefined : hitAt(slider, lanes, store, event);
    hint.hidden = !hit;
    if (!hit) return;
    const lines = hintLines(review, hit, store.state.rule);
    hint.replaceChildren(...lines.map((text) => h("p", { dir: "auto" }, text)));
    const box = slider.getBoundingClientRect();
    const left = event.clientX - box.left;
    const room = box.width - hint.offsetWidth;
    hint.style.left = `${Math.max(0, Math.min(room, left - hint.offsetWidth / 2))}px`;
  });
  slider.addEventListener("pointerleave", () => {
    hint.hidden = true;
  });
}

/** @param {HTMLElement} slider @param {Store} store @param {MouseEvent} event */
function timeAt(slider, store, event) {
  const { left, width } = slider.getBoundingClientRect();
  const [start, end] = store.state.span;
  return start + ((event.clientX - left) / width) * (end - start);
}

/**
 * @param {HTMLElement} slider
 * @param {import("./lanes.js").Lane[]} lanes
 * @param {Store} store
 * @param {MouseEvent} event
 */
function hitAt(slider, lanes, store, event) {
  const time = timeAt(slider, store, event);
  return laneAt(lanes, event.clientY - slider.getBoundingClientRect().top)?.blocks.find(
    ({ start, end }) => start <= time && time <= end,
  );
}

/** @param {HTMLElement} slider @param {Review} review @param {Store} store */
function zooms(slider, review, store) {
  slider.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(review, store, Math.exp(event.deltaY / 300), timeAt(slider, store, event));
    },
    { passive: false },
  );
}

/** @param {Review} review @param {Store} store */
function zoomButtons(review, store) {
  /** @param {number} factor */
  const by = (factor) => () => zoom(review, store, factor, review.times[store.state.frame]);
  const whole = spanAround(review, 0, Infinity);
  /** @param {string} name @param {string} path @param {EventListener} click */
  const button = (name, path, click) =>
    h("button", { class: "square", "aria-label": name, title: name, click }, icon(path));
  const zoomOut = button("Zoom out", ICONS.zoomOut, by(2));
  store.on(["span"], ({ span }) => {
    zoomOut.disabled = span[1] - span[0] >= whole[1] - whole[0];
  });
  return h("div", { class: "zoom" }, button("Zoom in", ICONS.zoomIn, by(0.5)), zoomOut);
}

/**
 * @param {Review} review
 * @param {Store} store
 * @param {number} factor
 * @param {number} about the time that stays where it is, in s
 */
function zoom(review, store, factor, about) {
  const [start, end] = store.state.span;
  const length = Math.max(0.5, (end - start) * factor);
  const share = (about - start) / (end - start);
  store.set({ span: spanFrom(review, about - share * length, length) });
}

/** @param {Review} review @param {number} time @param {number} length */
function spanAround(review, time, length) {
  return spanFrom(review, time - length / 4, length);
}

/**
 * @param {Review} review
 * @param {number} start
 * @param {number} length
 * @returns {[number, number]}
 */
function spanFrom({ times }, start, length) {
  const [first, last] = [times[0], times[times.length - 1]];
  if (length >= last - first) return [first, last];
  const from = Math.min(Math.max(first, start), last - length);
  return [from, from + length];
}
