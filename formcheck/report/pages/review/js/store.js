// The state that all parts of the page share, and who is told when it changes.

/**
 * What the page shows now. Whoever wants another frame sets `frame`; the player follows.
 *
 * @typedef {object} State
 * @property {number} frame the frame of the clip that is wanted: cursor of timeline and plots
 * @property {number} shown the frame whose picture is on the screen; it may lag behind `frame`
 * @property {boolean} playing
 * @property {number} speed 1 is the speed of the clip
 * @property {boolean} loop whether playing repeats the chosen rep
 * @property {import("./data.js").Rep | null} rep the chosen rep
 * @property {string} rule id of the chosen rule; empty if all are shown
 * @property {{rule: string} | null} about what was gone to last: its card is brought into sight
 * @property {[number, number]} span the times between which timeline and plots show the clip, in s
 * @property {Record<string, boolean>} switches what is drawn over the video, by name
 */

/**
 * @typedef {object} Store
 * @property {State} state
 * @property {(patch: Partial<State>) => void} set changes the state and tells who listens to it
 * @property {(keys: (keyof State)[], listener: (state: State) => void) => void} on calls the
 *     listener now, and again whenever one of the keys changes
 */

/**
 * @param {State} initial
 * @returns {Store}
 */
export function createStore(initial) {
  /** @type {{keys: (keyof State)[], listener: (state: State) => void}[]} */
  const listeners = [];
  const store = {
    state: initial,
    /** @param {Partial<State>} patch */
    set(patch) {
      const before = store.state;
      store.state = { ...before, ...patch };
      const changed = /** @type {(keyof State)[]} */ (Object.keys(patch)).filter(
        (key) => before[key] !== store.state[key],
      );
      for (const { keys, listener } of listeners) {
        if (changed.some((key) => keys.includes(key))) listener(store.state);
      }
    },
    /**
     * @param {(keyof State)[]} keys
     * @param {(state: State) => void} listener
     */
    on(keys, listener) {
      listeners.push({ keys, listener });
      listener(store.state);
    },
  };
  return store;
}
