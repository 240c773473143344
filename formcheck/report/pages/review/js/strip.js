// A strip with a dot for each rep: where the numbers of a rule lie, and where its limits are.

import { svg } from "./dom.js";
import { FROM_WORST } from "./marks.js";

const WIDTH = 120;
const HEIGHT = 20;

/**
 * Return the strip of one leg; null if there is nothing to show.
 *
 * @param {import("./data.js").Part} part
 * @param {import("./data.js").Row} row
 * @param {string} side
 */
export function dotStrip(part, row, side) {
  const all = part.reps.flatMap((rep) =>
    rep.checks
      .filter((check) => check.rule === row.rule && check.unit === row.unit && check.value !== null)
      .map((check) => ({ side: rep.side, verdict: check.verdict, value: Number(check.value) })),
  );
  const ours = all.filter((one) => one.side === side);
  if (ours.length < 2 || row.threshold === null) return null;
  const values = [...all.map(({ value }) => value), row.threshold];
  const low = Math.min(...values);
  const length = Math.max(...values) - low || 1;
  /** @param {number} value */
  const x = (value) => 6 + ((value - low) / length) * (WIDTH - 12);
  const middle = HEIGHT / 2;
  const limit = x(row.threshold);
  const worstLast = [...ours].sort(
    (a, b) => FROM_WORST.indexOf(b.verdict) - FROM_WORST.indexOf(a.verdict),
  );
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "strip", "aria-hidden": "true" },
    svg("line", { x1: 2, x2: WIDTH - 2, y1: middle, y2: middle, class: "axis" }),
    svg("line", { x1: limit, x2: limit, y1: 1, y2: HEIGHT - 1, class: "limit" }),
    ...worstLast.map(({ value, verdict }) =>
      svg("circle", { cx: x(value), cy: middle, r: 4, class: verdict }),
    ),
  );
}
