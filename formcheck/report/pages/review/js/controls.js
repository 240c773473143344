// The buttons under the video: frame, rep and fault, speed, and what is drawn.

import { SPEEDS } from "./commands.js";
import { h, icon, keyHint } from "./dom.js";
import { faultButton, toWorst } from "./fault_buttons.js";
import { ICONS } from "./icons.js";
import { timeText } from "./words.js";

/** What can be drawn over the video: the name of each switch, and its key in the state. */
const SWITCHES = [
  { key: "skeleton", name: "Skeleton" },
  { key: "angle", name: "Angle" },
  { key: "trunk", name: "Trunk line" },
  { key: "back", name: "Back edge" },
  { key: "path", name: "Heel path" },
];

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @param {Record<string, import("./commands.js").Command>} commands
 */
export function mountTransport(root, review, store, commands) {
  root.append(
    h(
      "div",
      { class: "transport", role: "group", "aria-label": "Playback" },
      faultButton(review, store, commands.previousFault, "previous"),
      iconButton(commands.previousRep, ICONS.previousRep),
      iconButton(commands.frameBack, ICONS.back),
      playButton(store, commands.play),
      iconButton(commands.frameForward, ICONS.forward),
      iconButton(commands.nextRep, ICONS.nextRep),
      faultButton(review, store, commands.nextFault, "next"),
    ),
    clock(review, store),
    toWorst(review, store, commands.worstFault),
    h("div", { class: "row" }, loopButton(store, commands.loop), fullScreenButton(root)),
  );
}

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @param {Record<string, import("./commands.js").Command>} commands
 */
export function mountSettings(root, review, store, commands) {
  root.append(
    toWorst(review, store, commands.worstFault),
    speedButtons(store),
    overlaySwitches(review, store),
  );
}

/**
 * @param {import("./commands.js").Command} command
 * @param {string} path
 */
function iconButton({ name, keys, run }, path) {
  return h(
    "button",
    { class: "square", "aria-label": name, title: keyHint(name, keys), click: run },
    icon(path),
  );
}

/**
 * @param {import("./store.js").Store} store
 * @param {import("./commands.js").Command} command
 */
function playButton(store, { keys, run }) {
  const button = h("button", { class: "square play", click: run });
  store.on(["playing"], ({ playing }) => {
    const name = playing ? "Pause" : "Play";
    button.setAttribute("aria-label", name);
    button.title = keyHint(name, keys);
    button.replaceChildren(icon(playing ? ICONS.pause : ICONS.play));
  });
  return button;
}

/**
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
function clock(review, store) {
  const now = h("b");
  const frames = h("span", { class: "muted" });
  store.on(["frame"], ({ frame }) => {
    now.textContent = timeText(review.times[frame]);
    frames.textContent = ` frame ${frame}`;
  });
  return h("p", { class: "clock" }, now, frames);
}

/** @param {import("./store.js").Store} store */
function speedButtons(store) {
  const buttons = SPEEDS.map((speed) =>
    h(
      "button",
      { click: () => store.set({ speed }), "aria-label": `Speed ${speed}×` },
      `${speed}×`,
    ),
  );
  store.on(["speed"], ({ speed }) => {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-pressed", String(SPEEDS[i] === speed));
    });
  });
  return h("div", { class: "joined", role: "group", "aria-label": "Speed" }, buttons);
}

/**
 * @param {import("./store.js").Store} store
 * @param {import("./commands.js").Command} command
 */
function loopButton(store, { name, keys, run }) {
  const button = h(
    "button",
    { class: "square", "aria-label": name, title: keyHint(name, keys), click: run },
    icon(ICONS.loop),
  );
  store.on(["loop"], ({ loop }) => button.setAttribute("aria-pressed", String(loop)));
  return button;
}

/** @param {HTMLElement} root */
function fullScreenButton(root) {
  const change = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.closest(".bench")?.requestFullscreen?.();
  };
  const name = "Full screen";
  return h(
    "button",
    { class: "square", "aria-label": name, title: name, click: change },
    icon(ICONS.full),
  );
}

/**
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
function overlaySwitches(review, store) {
  const switches = SWITCHES.filter(({ key }) => key !== "back" || review.back.points > 0);
  const buttons = switches.map(({ key, name }) => {
    const change = () => {
      const { switches: now } = store.state;
      store.set({
        switches: now.all ? { ...now, [key]: !now[key] } : { ...now, all: true, [key]: true },
      });
    };
    return h("button", { role: "switch", click: change }, h("span", { class: "knob" }), name);
  });
  store.on(["switches"], ({ switches: now }) => {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-checked", String(now.all && now[switches[i].key]));
    });
  });
  return h("div", { class: "switches", role: "group", "aria-label": "Overlay" }, buttons);
}
