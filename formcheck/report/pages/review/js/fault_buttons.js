// The buttons that go from fault to fault and to the worst one, and which fault the frame shows.

import { faultsShown } from "./commands.js";
import { h, icon, keyHint } from "./dom.js";
import { ICONS } from "./icons.js";
import { mark } from "./marks.js";
import { worstOfRule } from "./ranking.js";
import { nameOfRep } from "./rep_columns.js";
import { capital } from "./words.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./commands.js").Command} Command */

/**
 * @param {Review} review
 * @param {Store} store
 * @param {Command} command
 * @param {"previous" | "next"} way
 */
export function faultButton(review, store, { name, keys, run }, way) {
  const title = keyHint(name, keys);
  const button = h("button", { class: "fault-step", "aria-label": name, title, click: run });
  store.on(["rule"], ({ rule }) => {
    const faults = faultsShown(review, rule);
    button.disabled = faults.length === 0;
    const badge = mark(faults[0]?.check.verdict ?? "fault");
    const arrow = icon(way === "next" ? ICONS.forward : ICONS.back);
    button.replaceChildren(...(way === "next" ? [badge, arrow] : [arrow, badge]));
  });
  return button;
}

/**
 * Return the button that goes to the worst fault, and which fault the frame shows. It stands in one of
 * two places, where there is room.
 *
 * @param {Review} review
 * @param {Store} store
 * @param {Command} command
 */
export function toWorst(review, store, command) {
  const button = worstButton(review, store, command);
  return h("div", { class: "to-worst" }, button, faultCount(review, store));
}

/**
 * @param {Review} review
 * @param {Store} store
 * @param {Command} command
 */
function worstButton(review, store, { name, keys, run }) {
  const title = keyHint(name, keys);
  const attributes = { class: "fault-step", "aria-label": name, title, click: run };
  const button = h("button", attributes, "Worst");
  store.on(["rule"], ({ rule }) => {
    button.disabled = !worstOfRule(review, rule);
  });
  return button;
}

/**
 * Return a line that says which fault the frame shows, and where the worst one is.
 *
 * @param {Review} review
 * @param {Store} store
 */
function faultCount(review, store) {
  const line = h("p", { class: "fault-count", role: "status" });
  store.on(["rule", "frame"], ({ rule, frame }) => {
    const text = [countText(review, rule, frame), worstText(review, rule, frame)];
    const said = text.filter(Boolean).join(", ");
    if (line.textContent !== said) line.textContent = said;
  });
  return line;
}

/**
 * Return "Fault 2 of 17", "2 kinds of fault in 17 places" between them, or nothing where nothing is
 * wrong. The faults of a chosen rule alone are counted by themselves: "Fault 1 of 16 of this rule".
 *
 * @param {Review} review
 * @param {string} rule
 * @param {number} frame
 */
function countText(review, rule, frame) {
  const faults = faultsShown(review, rule);
  const stops = [...new Set(faults.map((fault) => fault.frame))];
  if (stops.length === 0) return "";
  const word = faults[0].check.verdict;
  const at = stops.indexOf(frame) + 1;
  if (stops.length === 1 && faults.every(({ rep }) => !rep))
    return `${capital(word)} of the whole set`;
  if (at) return `${capital(word)} ${at} of ${stops.length}${rule ? " of this rule" : ""}`;
  const kinds = new Set(faults.map(({ check }) => check.rule)).size;
  const places = stops.length > 1 ? ` in ${stops.length} places` : "";
  return `${kinds > 1 ? `${kinds} kinds of ${word}` : capital(word)}${places}`;
}

/** @param {Review} review @param {string} rule @param {number} frame */
function worstText(review, rule, frame) {
  const worst = worstOfRule(review, rule);
  const stops = new Set(faultsShown(review, rule).map((fault) => fault.frame));
  if (worst?.frame === frame) return stops.size > 1 ? "the worst" : "";
  return worst?.rep ? `worst: ${nameOfRep(worst.rep)}` : "";
}
