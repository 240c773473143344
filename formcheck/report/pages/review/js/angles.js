// The plots under the timeline: a measure of both legs over the time, with its limits. The cursor is
// the frame of the video.

import { LINE_STYLES, linesOf, measureOfRule, measuresOf } from "./angle_lines.js";
import { frameAt, partAt, repAt } from "./data.js";
import { h } from "./dom.js";
import { judgedNumberText, ruleToShow, toldValueAt } from "./judged_number.js";
import { judgedSpans } from "./judged_spans.js";
import { bandsOf, limitsInReps, limitsOn } from "./limits.js";
import { keepSize, placeCursor, plotOptions } from "./plot_options.js";
import { limitOfNumbers, numberNow, numbersOf } from "./rep_numbers.js";
import { timedPhases } from "./timed_phases.js";
import { markUnjudged, unjudgedReps } from "./unjudged.js";
import { capital, figure, limitText } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
export function mountAngles(root, review, store) {
  const choices = [...measuresOf(review.parts), ...numbersOf(review)];
  root.hidden = choices.length === 0;
  if (choices.length === 0) return;
  const menu = h(
    "select",
    { "aria-label": "Measure" },
    choices.map(({ label }, i) => h("option", { value: i }, capital(label))),
  );
  const values = h("p", { class: "plot-values" });
  const field = h("div", { class: "plot-field", role: "img" });
  const cursor = h("div", { class: "plot-cursor" });
  const judged = h("p", { class: "plot-judged", dir: "auto" });
  const head = h("div", { class: "plot-head" }, h("h2", {}, "Angles"), menu, values);
  root.append(head, judged, field);

  let chosen = choices[0];
  let drawnRule = "";
  /** @param {import("./data.js").Part} part */
  const ruleOf = (part) => {
    const found = ruleToShow([part], store.state.rep);
    return choices[choiceOf(found)] === chosen ? found : "";
  };
  /** Return the place of what shows a rule: its numbers, or its measure. @param {string} rule */
  const choiceOf = (rule) => {
    const name = measureOfRule(review.parts, rule);
    const numbers = choices.findIndex(({ row }) => row?.rule === rule);
    return numbers >= 0
      ? numbers
      : Math.max(
          0,
          choices.findIndex((choice) => choice.name === name),
        );
  };
  /** @type {uPlot | undefined} */
  let plot;
  let placeMarks = () => {};
  const follow = () => {
    const { frame } = store.state;
    if (plot) placeCursor(plot, cursor, review.times[frame]);
    values.replaceChildren(...valuesOf(review, chosen, frame));
  };
  const span = () => {
    const [min, max] = store.state.span;
    plot?.setScale("x", { min, max });
    queueMicrotask(() => {
      // uPlot takes up the new scale in a microtask of its own
      follow();
      placeMarks();
    });
  };
  const draw = () => {
    plot?.destroy();
    const { frame, rule } = store.state;
    const part = partAt(review.parts, frame);
    judged.textContent = judgedNumberText(part, rule || ruleOf(part), chosen);
    judged.title = judged.textContent;
    plot = drawAngles(field, review, chosen, frame, rule);
    drawnRule = rule;
    field.setAttribute("aria-label", `${capital(chosen.label)} over time`);
    placeMarks = markUnjudged(plot, unjudgedReps(review, chosen.name, rule));
    plot.over.append(cursor);
    scrubOn(plot, review, store);
    span();
  };
  /** @param {number} i */
  const choose = (i) => {
    chosen = choices[i];
    menu.value = String(i);
    draw();
  };
  menu.addEventListener("change", () => choose(Number(menu.value)));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  keepSize(field, () => plot, span);
  store.on(["frame"], follow);
  store.on(["span"], span);
  store.on(["rule", "rep"], ({ rule, rep }) => {
    const found = choiceOf(rule || ruleToShow(review.parts, rep));
    if (plot && choices[found] === chosen && rule === drawnRule) return;
    choose(found);
  });
}

/**
 * @param {HTMLElement} field
 * @param {import("./data.js").Review} review
 * @param {import("./angle_lines.js").Plotted} plotted
 * @param {number} frame whose part of the clip has the limits
 * @param {string} rule whose limits alone are drawn; empty for all
 */
function drawAngles(field, review, plotted, frame, rule) {
  const { series, bands, values } = linesOf(field, review, plotted);
  const part = partAt(review.parts, frame);
  /** @type {[number, number][]} */
  const sets = part.sets.map(({ start_s, end_s }) => [start_s, end_s]); // not while one only stands
  const some = limitsInReps(part, plotted.name, rule, part.reps).map(({ limit, reps }) => ({
    bands: bandsOf([limit]),
    spans: reps.map(({ from_s, to_s }) => /** @type {[number, number]} */ ([from_s, to_s])),
  }));
  const ofNumbers = plotted.row && limitOfNumbers(plotted.row);
  const held = ofNumbers ? [ofNumbers] : limitsOn(part, plotted.name, rule);
  const always = { bands: bandsOf(held), spans: sets };
  return new uPlot(
    {
      ...plotOptions(
        field,
        [always, ...some],
        { x: null, y: (value) => limitText(review.units, value, plotted.unit) },
        judgedSpans(review.units, review.reps, plotted.name, rule),
        timedPhases(review.reps, plotted.name, rule),
      ),
      series,
      bands,
    },
    /** @type {uPlot.AlignedData} */ (/** @type {unknown} */ ([review.times, ...values])),
    field,
  );
}

/**
 * Let a press or a drag in a plot choose the frame.
 *
 * @param {uPlot} plot
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
function scrubOn(plot, review, store) {
  /** @param {PointerEvent} event */
  const goTo = (event) => {
    const x = event.clientX - plot.over.getBoundingClientRect().left;
    store.set({ playing: false, frame: frameAt(review.times, plot.posToVal(x, "x")) });
  };
  plot.over.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    plot.over.setPointerCapture(event.pointerId);
    goTo(event);
  });
  plot.over.addEventListener("pointermove", (event) => {
    if (plot.over.hasPointerCapture(event.pointerId)) goTo(event);
  });
}

/**
 * Return why a value is unknown: a leg that is up was not seen; some measures are of reps alone.
 *
 * @param {import("./data.js").Part} part
 * @param {import("./data.js").Side | null} side
 * @param {number} time in s
 */
function unknownText({ reps }, side, time) {
  const ours = reps.filter((rep) => !side || rep.side === "both" || rep.side === side);
  return repAt(ours, time) ? "not seen" : "–";
}

/**
 * Return the values of a measure in a frame, each with the look of its line.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./angle_lines.js").Plotted} plotted
 * @param {number} frame
 */
function valuesOf(review, plotted, frame) {
  const part = partAt(review.parts, frame);
  const time = review.times[frame];
  return plotted.lines.map(({ side }) => {
    const { name } = LINE_STYLES[side ?? "one"];
    const value = plotted.row
      ? numberNow(review, plotted.row, side, frame)
      : toldValueAt(review, part, plotted.name, side, frame);
    const known = Number.isFinite(value);
    const text = known ? figure(review.units, value, plotted.unit) : unknownText(part, side, time);
    return h("span", { class: `line ${side ?? "one"}` }, name && `${name} `, h("b", {}, text));
  });
}
