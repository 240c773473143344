// What the coach can do: every command has a name, its keys, and what it does. Buttons, keys and the
// list of keys are made of these.

import { frameAt, repAt } from "./data.js";
import { judgedAtTime, worstOfRule } from "./ranking.js";

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {string} keys as they are written in the list of keys
 * @property {(event: KeyboardEvent) => boolean} matches whether a key is this command's
 * @property {() => void} run
 */

export const SPEEDS = [0.1, 0.25, 0.5, 1];

/**
 * Choose a rep, and go to its start; it is looped while looping is on.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @param {import("./data.js").Rep} rep
 */
function goToRep(review, store, rep) {
  store.set({ rep, frame: frameAt(review.times, rep.start_s) });
}

/**
 * Choose a rep, and go to where it was judged by the chosen rule, or by what is worst in it.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @param {import("./data.js").Rep} rep
 */
export function goToJudged(review, store, rep) {
  const frame = frameAt(review.times, judgedAtTime(rep, store.state.rule));
  store.set({ rep, frame, playing: false });
}

/**
 * Go to a fault; its card comes into sight.
 *
 * @param {import("./store.js").Store} store
 * @param {{frame: number, rep: import("./data.js").Rep | null}} found
 * @param {string} rule
 */
function goToFault(store, { frame, rep }, rule) {
  store.set({ playing: false, frame, rep, about: { rule } });
}

/**
 * Go to a moment.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @param {number} time in s
 */
export function goToTime(review, store, time) {
  store.set({ frame: frameAt(review.times, time) });
}

/**
 * Return the faults of the chosen rule, or of all; where there are none, what is borderline. Of
 * several kinds, a fault of the whole set is told once, at its worst rep.
 *
 * @param {import("./data.js").Review} review
 * @param {string} rule
 */
export function faultsShown(review, rule) {
  const ours = review.faults.filter((fault) => !rule || fault.check.rule === rule);
  const faults = ours.filter((fault) => fault.check.verdict === "fault");
  const shown = faults.length > 0 ? faults : ours;
  const kinds = new Set(shown.map(({ check }) => check.rule));
  if (kinds.size < 2) return shown;
  return shown.filter(
    ({ ofSet, check, frame }) => !ofSet || worstOfRule(review, check.rule)?.frame === frame,
  );
}

/**
 * Return the commands of the page.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @returns {Record<string, Command>}
 */
export function commandsOf(review, store) {
  const last = review.times.length - 1;
  /** @param {number} by */
  const step = (by) => {
    const frame = Math.min(last, Math.max(0, store.state.frame + by));
    store.set({ playing: false, frame });
  };
  const worst = () => {
    const found = worstOfRule(review, store.state.rule);
    if (found) goToFault(store, found, found.rule);
  };
  /** @param {1 | -1} way */
  const fault = (way) => {
    const { frame, rule } = store.state;
    if (way === 1 && frame === 0) return worst();
    const found = nextOf(faultsShown(review, rule), frame, way);
    if (found) goToFault(store, found, found.check.rule);
  };
  /** @param {1 | -1} way */
  const rep = (way) => {
    const found = neighbour(review, store.state, way);
    if (found) goToRep(review, store, found);
  };
  return {
    play: command("Play or pause", "Space", [" "], () =>
      store.set({ playing: !store.state.playing }),
    ),
    frameBack: command("One frame back", "←", ["ArrowLeft"], () => step(-1)),
    frameForward: command("One frame forward", "→", ["ArrowRight"], () => step(1)),
    tenBack: command("Ten frames back", "Shift ←", ["Shift+ArrowLeft"], () => step(-10)),
    tenForward: command("Ten frames forward", "Shift →", ["Shift+ArrowRight"], () => step(10)),
    previousRep: command("Previous rep", "↑", ["ArrowUp"], () => rep(-1)),
    nextRep: command("Next rep", "↓", ["ArrowDown"], () => rep(1)),
    nextFault: command("Next fault", "F", ["f"], () => fault(1)),
    previousFault: command("Previous fault", "Shift F", ["Shift+f"], () => fault(-1)),
    worstFault: command("Worst fault", "W", ["w"], worst),
    loop: command("Loop the rep", "L", ["l"], () => toggleLoop(review, store)),
    overlay: command("Overlay on and off", "O", ["o"], () => toggleOverlay(store)),
    start: command("To the start", "Home", ["Home"], () => step(-last)),
    end: command("To the end", "End", ["End"], () => step(last)),
    allRules: command("Show all rules", "Esc", ["Escape"], () => store.set({ rule: "" })),
    slower: command("Slower", "-", ["-"], () => changeSpeed(store, -1)),
    faster: command("Faster", "+", ["+", "Shift++"], () => changeSpeed(store, 1)),
  };
}

/**
 * @param {string} name
 * @param {string} keys
 * @param {string[]} chords such as "Shift+f"
 * @param {() => void} run
 * @returns {Command}
 */
function command(name, keys, chords, run) {
  /** @param {KeyboardEvent} event */
  const matches = (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return chords.includes(`${event.shiftKey ? "Shift+" : ""}${key}`);
  };
  return { name, keys, matches, run };
}

/**
 * Return the first item after a frame, or before it; from the last one on, the first.
 *
 * @template {{frame: number}} T
 * @param {T[]} items in order of their frames
 * @param {number} frame
 * @param {1 | -1} way
 */
function nextOf(items, frame, way) {
  if (way === 1) return items.find((item) => item.frame > frame) ?? items[0];
  return items.filter((item) => item.frame < frame).at(-1) ?? items.at(-1);
}

/**
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").State} state
 * @param {1 | -1} way
 */
function neighbour(review, state, way) {
  const { reps, times } = review;
  const now = times[state.frame];
  const chosen = state.rep && reps.indexOf(state.rep);
  if (chosen !== null && state.rep && now >= state.rep.start_s - 0.1 && now <= state.rep.end_s) {
    return reps[chosen + way];
  }
  if (way === 1) return reps.find((rep) => rep.start_s > now);
  return reps.filter((rep) => rep.start_s < now - 0.1).at(-1);
}

/**
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
function toggleLoop(review, store) {
  const { loop, rep, frame } = store.state;
  const here = repAt(review.reps, review.times[frame]);
  store.set(loop ? { loop: false } : { loop: true, rep: rep ?? here });
}

/** @param {import("./store.js").Store} store */
function toggleOverlay(store) {
  store.set({ switches: { ...store.state.switches, all: !store.state.switches.all } });
}

/**
 * @param {import("./store.js").Store} store
 * @param {1 | -1} way
 */
function changeSpeed(store, way) {
  const at = SPEEDS.indexOf(store.state.speed) + way;
  store.set({ speed: SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at))] });
}
