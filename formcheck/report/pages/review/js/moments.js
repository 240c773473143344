// Key moments: a strip of stills of one rep, each with the number of the measure that is judged. The
// moment at which it was judged has its verdict.

import { curveName, measureOfRule } from "./angle_lines.js";
import { isWrong } from "./blame.js";
import { frameAt } from "./data.js";
import { h } from "./dom.js";
import { ruleToShow, toldValueAt } from "./judged_number.js";
import { duringText, judgedText } from "./judged_spans.js";
import { isOnCurve } from "./limits.js";
import { mark, VERDICT_WORDS } from "./marks.js";
import { columnOf, momentsOf } from "./phases.js";
import { checkOf, worstRep } from "./ranking.js";
import { nameOfRep } from "./rep_columns.js";
import { drawnWhenSeen } from "./seen.js";
import { aspectOf, boxAround, drawOverStill } from "./stills.js";
import { capital, measuredText, restOfUnit, shortText, timeText } from "./words.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./data.js").Rep} Rep */
/** @typedef {import("./data.js").Check} Check */

/**
 * What the strip is about.
 *
 * @typedef {object} Shown
 * @property {Rep} rep
 * @property {string} rule
 * @property {Check | undefined} check of the rule in the rep
 * @property {string} measure that each moment has a number of; empty if there is none
 * @property {import("./data.js").Side | null} side of this measure
 */

/**
 * @typedef {object} Moment
 * @property {string} name
 * @property {number} time in s
 * @property {boolean} isJudged whether the number was taken here
 */

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
  const what = h("p", { class: "muted", dir: "auto" });
  const strip = h("ol", { class: "moments" });
  root.append(h("div", { class: "plot-head" }, h("h2", {}, "Key moments"), menu, what), strip);

  let giveUp = new AbortController();
  /** @type {ReturnType<typeof stillOf>[]} */
  let stills = [];
  let rule = "";
  /** @type {Rep | null} */
  let shownRep = null;
  let aspect = 1;
  const fill = () => {
    const cut = boxAround(
      review,
      stills.map(({ frame }) => frame),
      aspect,
    );
    for (const { canvas, frame, isJudged } of stills) {
      const how = { plateStyle: /** @type {const} */ ("none"), marks: isJudged };
      const state = { ...store.state, rule, rep: shownRep };
      takeStill(canvas, frame, cut, giveUp.signal).then(
        (taken) => taken && drawOverStill(canvas, review, frame, cut, state, how),
        () => strip.classList.add("without-pictures"),
      );
    }
  };
  const fillWhenSeen = drawnWhenSeen(root, fill);
  const follow = () => {
    for (const { button, frame } of stills) {
      const isHere = frame === store.state.frame;
      button.toggleAttribute("aria-current", isHere);
      if (isHere) button.setAttribute("aria-current", "true");
    }
  };
  // The places of the stills are there at once: nothing below them moves when the pictures come.
  const draw = () => {
    const rep = store.state.rep ?? worstRep(review, store.state.rule);
    menu.value = String(review.reps.indexOf(rep));
    giveUp.abort();
    giveUp = new AbortController();
    const shown = shownOf(rep, store.state.rule);
    rule = shown.rule;
    shownRep = rep;
    what.replaceChildren(...whatText(review, shown));
    const moments = momentsWith(review, shown);
    aspect = aspectOf(
      review,
      moments.map(({ time }) => frameAt(review.times, time)),
    );
    stills = moments.map((moment) => stillOf(review, store, shown, moment, moments));
    for (const { canvas } of stills) canvas.height = Math.round(STILL_WIDTH_PX / aspect);
    strip.replaceChildren(...stills.map(({ item }) => item));
    const judged = stills.find(({ isJudged }) => isJudged)?.item;
    if (judged) strip.scrollLeft = judged.offsetLeft + (judged.offsetWidth - strip.clientWidth) / 2;
    follow();
    fillWhenSeen();
  };
  menu.addEventListener("change", () => {
    const rep = review.reps[Number(menu.value)];
    store.set({ rep, frame: frameAt(review.times, rep.start_s) });
  });
  store.on(["rep", "rule"], draw);
  store.on(["frame"], follow);
}

/**
 * Return what the strip shows of a rep: the chosen rule, or what is worst in it.
 *
 * @param {Rep} rep
 * @param {string} chosen rule; empty if none is
 * @returns {Shown}
 */
function shownOf(rep, chosen) {
  const { part, side } = rep;
  const rule = chosen || ruleToShow([part], rep);
  const check = checkOf(rep, rule);
  const ofRule = check?.measure ? curveName(part, check.measure) : measureOfRule([part], rule);
  const name = columnOf(part, ofRule, side) ? ofRule : part.angle.measure;
  const measure = part.measures[columnOf(part, name, side)];
  return { rep, rule, check, measure: measure ? name : "", side: measure?.side ?? null };
}

/**
 * Return what is measured at each moment; and what was judged, if it is a number of the whole rep.
 *
 * @param {Review} review
 * @param {Shown} shown
 */
function whatText({ units }, { rep: { part }, measure, side, check }) {
  const column = side ? `${side}_${measure}` : measure;
  const label = capital(part.measures[column]?.label ?? "");
  if (!check || check.value === null || isOnCurve(part, check)) return [label];
  const judged = [judgedText(units, part, check), check.wanted].filter(Boolean).join(", ");
  const name = label ? `${label}; judged: ` : "Judged: ";
  return [name, mark(check.verdict, VERDICT_WORDS[check.verdict]), ` ${check.label} ${judged}`];
}

/**
 * Return the key moments; that which is nearest to when the number was judged is moved there.
 *
 * @param {Review} review
 * @param {Shown} shown
 * @returns {Moment[]}
 */
function momentsWith(review, { rep, check }) {
  const moments = momentsOf(review, rep);
  const at = check && check.value !== null && isOnCurve(rep.part, check) ? check.at_s : null;
  if (at === null) return moments.map((one) => ({ ...one, isJudged: false }));
  const name = nearestOf(moments, at);
  return moments.map((one) =>
    one.name === name ? { name, time: at, isJudged: true } : { ...one, isJudged: false },
  );
}

/** @param {{name: string, time: number}[]} moments @param {number} time */
function nearestOf(moments, time) {
  return moments.reduce((a, b) => (Math.abs(b.time - time) < Math.abs(a.time - time) ? b : a)).name;
}

/**
 * Return the place of a still with its words; a click goes to its frame.
 *
 * @param {Review} review
 * @param {import("./store.js").Store} store
 * @param {Shown} shown
 * @param {Moment} moment
 * @param {Moment[]} moments
 */
function stillOf(review, store, shown, { name, time, isJudged }, moments) {
  const frame = frameAt(review.times, time);
  const canvas = h("canvas", {
    width: STILL_WIDTH_PX,
  });
  const { check } = shown;
  const judged = isJudged && check;
  const button = h(
    "button",
    {
      class: judged && isWrong(check.verdict) ? `judged ${check.verdict}` : "",
      click: () => store.set({ playing: false, frame, rep: shown.rep }),
      title: `Go to ${timeText(time)}`,
    },
    canvas,
    h("span", { class: "name" }, h("b", {}, name), " ", h("small", {}, timeText(time))),
    judged
      ? judgedNumber(review, shown, check)
      : h("span", { class: "number" }, numberAt(review, shown, frame)),
  );
  const others = shown.rep.checks.filter(
    (one) => one !== check && isWrong(one.verdict) && !store.state.rule,
  );
  const here = others.filter((one) => nearestOf(moments, one.at_s ?? shown.rep.peak_s) === name);
  const item = h(
    "li",
    {},
    button,
    here.map((one) => otherFault(review, shown.rep, one)),
  );
  return { item, button, canvas, frame, isJudged };
}

/**
 * Return the number of the measure in a frame; empty where it is unknown.
 *
 * @param {Review} review
 * @param {Shown} shown
 * @param {number} frame
 */
function numberAt(review, { rep: { part }, measure, side, check }, frame) {
  const value = toldValueAt(review, part, measure, side, frame);
  if (!Number.isFinite(value)) return "";
  const { unit } = part.measures[side ? `${side}_${measure}` : measure];
  const directions = check?.measure === measure ? check.directions : undefined;
  return measuredText(review.units, {
    value,
    unit,
    directions,
    threshold: null,
    sigma: 0,
    verdict: "good",
  });
}

/**
 * Return the judged number with its verdict and limit.
 *
 * @param {Review} review
 * @param {Shown} shown
 * @param {Check} check
 */
function judgedNumber({ units }, { rep: { part } }, check) {
  const rest = (restOfUnit(units, check.unit) + duringText(part, check)).trim();
  return h(
    "span",
    { class: "number" },
    mark(check.verdict, VERDICT_WORDS[check.verdict]),
    ` ${shortText(units, check)} `,
    h("small", {}, [rest, check.wanted].filter(Boolean).join(", ")),
  );
}

/**
 * Return what else is wrong at a moment.
 *
 * @param {Review} review
 * @param {Rep} rep
 * @param {Check} check
 */
function otherFault({ units }, { part }, check) {
  const title = part.summary.find(({ rule }) => rule === check.rule)?.title ?? check.rule;
  const words = [judgedText(units, part, check), check.wanted];
  return h(
    "p",
    { class: "other" },
    mark(check.verdict, VERDICT_WORDS[check.verdict]),
    ` ${title}: ${words.filter(Boolean).join(", ")}`,
  );
}
