// Play, and a slider from 0 to 100 % of a rep, for two reps at once.

import { h, icon } from "./dom.js";
import { ICONS } from "./icons.js";

/**
 * @typedef {object} PhaseControl
 * @property {HTMLElement} element
 * @property {() => number} percent the phase now
 * @property {() => void} again shows the same phase again
 * @property {(percent: number, duration_s: number) => void} begin stops at a phase, and sets how long
 *     playing from 0 to 100 % takes
 */

/**
 * @param {import("./store.js").Store} store for the speed
 * @param {(percent: number) => void} onChange
 * @returns {PhaseControl}
 */
export function phaseControl(store, onChange) {
  const slider = h("input", { type: "range", min: 0, max: 100, step: 0.5, "aria-label": "Phase" });
  const button = h("button", { class: "square" });
  const text = h("output", { class: "muted" });
  let percent = 0;
  let duration = 1;
  let playing = false;
  let before = 0;
  /** @param {number} next */
  const goTo = (next) => {
    percent = next;
    slider.value = String(percent);
    text.textContent = `${Math.round(percent)} %`;
    onChange(percent);
  };
  /** @param {number} now in ms */
  const tick = (now) => {
    if (!playing) return;
    const passed = ((now - before) / 1000) * store.state.speed;
    before = now;
    goTo((percent + (100 * passed) / duration) % 100);
    requestAnimationFrame(tick);
  };
  /** @param {boolean} on */
  const play = (on) => {
    playing = on;
    before = performance.now();
    button.setAttribute("aria-label", on ? "Pause both" : "Play both");
    button.replaceChildren(icon(on ? ICONS.pause : ICONS.play));
    if (on) requestAnimationFrame(tick);
  };
  button.addEventListener("click", () => play(!playing));
  slider.addEventListener("input", () => {
    play(false);
    goTo(Number(slider.value));
  });
  play(false);
  return {
    element: h("div", { class: "phase" }, button, slider, text),
    percent: () => percent,
    again: () => onChange(percent),
    begin(from, duration_s) {
      play(false);
      duration = duration_s;
      goTo(from);
    },
  };
}
