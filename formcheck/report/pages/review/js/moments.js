// Key moments: a strip of stills of one rep, with the judged numbers.

import { measureOfRule } from "./angle_lines.js";
import { isWrong } from "./blame.js";
import { frameAt } from "./data.js";
import { h } from "./dom.js";
import { toldValueAt } from "./judged_number.js";
import { judgedText } from "./judged_spans.js";
import { mark, VERDICT_WORDS } from "./marks.js";
import { columnOf, momentsOf } from "./phases.js";
import { worstRep } from "./ranking.js";
import { nameOfRep } from "./rep_columns.js";
import { boxAround, drawOverStill } from "./stills.js";
import { capital, figure, timeText, wantedText } from "./words.js";
import { drawnWhenSeen } from "./seen.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./data.js").Rep} Rep */

const STILL_ASPECT = 3 / 4;
const STILL_WIDTH_PX = 330; // of a still, sharp on a screen of twice the usual density

/**
 * @param {HTMLElement} root
 * @param {Review} review
 * @param {import("./store.js").Store} store
 * @param {import("./stills.js").TakeStill} takeStill
 */
export function mountMoments(root, review, store, takeStill) {
  root.hidden = review.reps.length === 0;
  if (root.hidden) return;
  const menu = h(
    "select",
    { "aria-label": "Rep" },
    review.reps.map((rep, i) =>
      h("option", { value: i }, `${nameOfRep(rep)}, ${timeText(rep.start_s)}`),
    ),
  );
  const strip = h("ol", { class: "moments" });
  root.append(h("div", { class: "plot-head" }, h("h2", {}, "Key moments"), menu), strip);

  let giveUp = new AbortController();
  /** @type {ReturnType<typeof stillOf>[]} */
  let stills = [];
  const fill = () => {
    const cut = boxAround(
      review,
      stills.map(({ frame }) => frame),
      STILL_ASPECT,
    );
    for (const { canvas, frame } of stills) {
      takeStill(canvas, frame, cut, giveUp.signal).then(
        (taken) => taken && drawOverStill(canvas, review, frame, cut, store.state),
        () => strip.classList.add("without-pictures"),
      );
    }
  };
  const fillWhenSeen = drawnWhenSeen(root, fill);
  // The places of the stills are there at once: nothing below them moves when the pictures come.
  const draw = () => {
    const rep = store.state.rep ?? worstRep(review, store.state.rule);
    menu.value = String(review.reps.indexOf(rep));
    giveUp.abort();
    giveUp = new AbortController();
    stills = momentsOf(review, rep).map((moment) => stillOf(review, store, rep, moment));
    strip.replaceChildren(...stills.map(({ item }) => item));
    fillWhenSeen();
  };
  menu.addEventListener("change", () => {
    const rep = review.reps[Number(menu.value)];
    store.set({ rep, frame: frameAt(review.times, rep.start_s) });
  });
  store.on(["rep", "rule"], draw);
}

/**
 * Return the place of a still with its words; a click goes to its frame.
 *
 * @param {Review} review
 * @param {import("./store.js").Store} store
 * @param {Rep} rep
 * @param {{name: string, time: number}} moment
 */
function stillOf(review, store, rep, { name, time }) {
  const frame = frameAt(review.times, time);
  const canvas = h("canvas", {
    width: STILL_WIDTH_PX,
    height: Math.round(STILL_WIDTH_PX / STILL_ASPECT),
  });
  const go = () => store.set({ playing: false, frame });
  const title = `Go to ${timeText(time)}`;
  const item = h(
    "li",
    {},
    h("button", { click: go, title, "aria-label": `${name}, ${timeText(time)}` }, canvas),
    h("p", {}, h("b", {}, name), " ", h("span", { class: "muted" }, timeText(time))),
    h("p", {}, angleText(review, store.state.rule, rep, frame)),
    judgedNear(review, rep, name, store.state.rule),
  );
  return { item, canvas, frame };
}

/**
 * Return the value of the judged angle in a frame, or of what the chosen rule measures.
 *
 * @param {Review} review
 * @param {string} rule
 * @param {Rep} rep
 * @param {number} frame
 */
function angleText(review, rule, rep, frame) {
  const { part, side } = rep;
  const ofRule = measureOfRule([part], rule);
  const name = columnOf(part, ofRule, side) ? ofRule : part.angle.measure;
  const measure = part.measures[columnOf(part, name, side)];
  if (!measure) return "";
  const value = toldValueAt(review, part, name, measure.side, frame);
  if (!Number.isFinite(value)) return "";
  return `${capital(measure.label)} ${figure(review.units, value, measure.unit)}`;
}

/**
 * Return what is wrong in a rep, at the moment that it is nearest to.
 *
 * @param {Review} review
 * @param {Rep} rep
 * @param {string} name of the moment
 * @param {string} rule
 */
function judgedNear(review, rep, name, rule) {
  const moments = momentsOf(review, rep);
  /** @param {number} time */
  const nearest = (time) =>
    moments.reduce((a, b) => (Math.abs(b.time - time) < Math.abs(a.time - time) ? b : a)).name;
  return rep.checks
    .filter((check) => isWrong(check.verdict) && (!rule || check.rule === rule))
    .filter((check) => nearest(check.at_s ?? rep.peak_s) === name)
    .map((check) => {
      const row = rep.part.summary.find((one) => one.rule === check.rule);
      const words = [judgedText(review.units, rep.part, check), wantedText(review.units, check)];
      return h(
        "p",
        { class: "judged" },
        mark(check.verdict, VERDICT_WORDS[check.verdict]),
        ` ${row?.title ?? check.rule}: ${words.filter(Boolean).join(", ")}`,
      );
    });
}
