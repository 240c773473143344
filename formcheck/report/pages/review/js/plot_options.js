// What all plots have in common: their size, axes and limits, in the colours of the page.

import { colourIn } from "./dom.js";
import { drawSpans } from "./judged_spans.js";
import { drawBands, rangeWith } from "./limits.js";
import { drawTimed } from "./timed_phases.js";

/**
 * Return the options of a plot but for its series.
 *
 * @param {HTMLElement} field the element that it fills
 * @param {import("./limits.js").BandsInSpans[]} limits
 * @param {{x: ((value: number) => string) | null, splits?: number[],
 *     y: (value: number) => string}} texts of the axes; that of x has none where the timeline is
 *     above it; its splits are the places that have one
 * @param {Omit<import("./judged_spans.js").JudgedSpan, "rep">[]} judged averages
 * @param {Omit<import("./timed_phases.js").Timed, "rep">[]} timed
 * @returns {Omit<uPlot.Options, "series">}
 */
export function plotOptions(field, limits, texts, judged, timed) {
  const axis = {
    stroke: colourIn(field, "--muted"),
    grid: { stroke: colourIn(field, "--line"), width: 1 },
    ticks: { show: false },
    font: "12px system-ui, sans-serif",
  };
  const colours = Object.fromEntries(
    ["good", "borderline"].map((verdict) => [
      verdict,
      {
        fill: colourIn(field, `--${verdict}`),
        text: colourIn(field, `--${verdict}-text`),
      },
    ]),
  );
  const marks = judged.map((one) => ({ ...one, colour: colourIn(field, `--${one.verdict}`) }));
  const times = timed.map((one) => ({
    ...one,
    colour: colourIn(field, one.verdict ? `--${one.verdict}` : "--muted"),
  }));
  const inks = { ink: colourIn(field, "--ink"), ground: colourIn(field, "--paper") };
  const bands = limits.flatMap((some) => some.bands);
  /** @type {import("./limits.js").TextPlace[]} */
  let words = [];
  return {
    width: field.clientWidth,
    height: field.clientHeight,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: { range: (_plot, low, high) => rangeWith(low, high, bands) },
    },
    axes: [
      {
        ...axis,
        size: texts.x ? 24 : 6,
        splits: texts.splits,
        values: (_plot, values) => values.map(texts.x ?? (() => "")),
      },
      { ...axis, size: 52, values: (_plot, values) => values.map(texts.y) },
    ],
    hooks: {
      drawClear: [
        (plot) => {
          words = limits.flatMap((some) => drawBands(plot, some, colours));
        },
      ],
      draw: [
        (plot) => drawTimed(plot, times, inks.ink),
        (plot) => drawSpans(plot, marks, inks, words),
      ],
    },
  };
}

/**
 * Move a line across a plot to a place on its axis of x.
 *
 * @param {uPlot} plot
 * @param {HTMLElement} line
 * @param {number} x
 */
export function placeCursor(plot, line, x) {
  const { min = 0, max = 0 } = plot.scales.x;
  line.hidden = x < min || x > max;
  line.style.transform = `translateX(${plot.valToPos(x, "x")}px)`;
}

/**
 * Keep a plot as large as the element that it fills.
 *
 * @param {HTMLElement} field
 * @param {() => uPlot | undefined} plot
 * @param {() => void} onChange
 */
export function keepSize(field, plot, onChange) {
  new ResizeObserver(() => {
    plot()?.setSize({ width: field.clientWidth, height: field.clientHeight });
    onChange();
  }).observe(field);
}
