// The overlay: the person and what was judged, drawn over the picture that is shown.

import { judgedAt } from "./blame.js";
import { drawBounce } from "./bounce.js";
import { h } from "./dom.js";
import { drawAngle, drawBack, drawHeelPath, drawTrunk } from "./figures.js";
import { verdictColours } from "./marks.js";
import { drawHeld } from "./held.js";
import { drawPerson } from "./person.js";
import { pictureOf } from "./picture.js";

/**
 * @param {HTMLElement} root the stage
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
export function mountOverlay(root, review, store) {
  const canvas = h("canvas", { class: "overlay", "aria-hidden": "true" });
  root.append(canvas);
  const context = canvas.getContext("2d");
  if (!context) return;
  const colours = verdictColours();

  const draw = () => {
    const ratio = canvas.width / Math.max(1, canvas.clientWidth);
    canvas.dataset.frame = String(store.state.shown);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    if (!store.state.switches.all) return;
    drawOverlay(context, review, store.state, colours, canvas.clientWidth, canvas.clientHeight);
  };
  new ResizeObserver(() => {
    canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
    canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
    draw();
  }).observe(canvas);
  store.on(["shown", "rule", "rep", "switches"], draw);
}

/**
 * Draw what is switched on over one frame.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import("./data.js").Review} review
 * @param {Pick<import("./store.js").State, "shown" | "rule" | "rep" | "switches">} state
 * @param {Record<import("./data.js").Verdict, string>} colours
 * @param {number} width of the canvas in CSS pixels
 * @param {number} height
 * @param {Partial<Pick<import("./picture.js").Picture, "canvas" | "plateStyle" | "marks">>} [how] the part
 *     of the canvas in which plates may stand, and what they say
 */
export function drawOverlay(context, review, state, colours, width, height, how = {}) {
  const picture = pictureOf(context, review, state, colours, width, height);
  Object.assign(picture, how);
  const judged = judgedAt(picture.part, review.times[state.shown], state.rule, picture.rep);
  const { switches } = state;
  if (switches.path) drawHeelPath(picture);
  if (switches.skeleton) drawBounce(picture, judged);
  if (switches.skeleton) drawPerson(picture, judged);
  if (switches.back) drawBack(picture, judged);
  if (switches.trunk) drawTrunk(picture, judged);
  if (switches.angle) drawAngle(picture, judged);
  if (switches.skeleton) drawHeld(picture, judged);
}
