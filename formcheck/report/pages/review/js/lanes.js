// The lanes of the timeline: what is in them, and how they are drawn.

import { isWrong, worstOf } from "./blame.js";
import { drawRuler, drawText } from "./lane_texts.js";
import { drawMark } from "./marks.js";
import { verdictOf } from "./ranking.js";
import { capital } from "./words.js";

/** @typedef {import("./data.js").Review} Review */
/** @typedef {import("./data.js").Check} Check */
/** @typedef {import("./data.js").Verdict} Verdict */

/**
 * @typedef {object} Block
 * @property {number} start in s
 * @property {number} end in s
 * @property {Check[]} checks
 * @property {string} text
 * @property {import("./data.js").Rep} [rep]
 * @property {string} [rule] of a cue
 * @property {import("./data.js").Part} [part] of a set
 */

/**
 * @typedef {object} Lane
 * @property {string} name
 * @property {"ruler" | "reps" | "sets" | "cues"} kind
 * @property {number} height in px
 * @property {Block[]} blocks in order of time
 */

/**
 * @param {Review} review
 * @returns {Lane[]}
 */
export function lanesOf({ parts, reps }) {
  const sides = ["left", "right", "both"].filter((side) => reps.some((rep) => rep.side === side));
  const cues = parts.flatMap((part) => part.cues);
  const sets = parts.flatMap((part) => part.sets.map((set) => ({ set, part })));
  return [
    { name: "", kind: "ruler", height: 18, blocks: [] },
    ...sides.map((side) => ({
      name: capital(side),
      kind: /** @type {const} */ ("reps"),
      height: 30,
      blocks: reps.filter((rep) => rep.side === side).map(repBlock),
    })),
    {
      name: sets.length > 1 ? "Sets" : "Set",
      kind: "sets",
      height: 24,
      blocks: sets.map(({ set, part }) => ({
        start: set.start_s,
        end: set.end_s,
        checks: set.checks,
        text: setText(set, part, sets.length),
        part,
      })),
    },
    {
      name: "Cues",
      kind: "cues",
      height: 22,
      blocks: cues.map(({ start_s, end_s, text, rule }) => ({
        start: start_s,
        end: end_s,
        checks: [],
        text,
        rule,
      })),
    },
  ];
}

/** @param {import("./data.js").Rep} rep @returns {Block} */
function repBlock(rep) {
  const checks = [...rep.checks, ...rep.of_set];
  return { start: rep.start_s, end: rep.end_s, checks, text: "", rep };
}

/**
 * @param {import("./data.js").Part["sets"][0]} set
 * @param {import("./data.js").Part} part
 * @param {number} sets how many there are
 */
function setText(set, part, sets) {
  const wrong = set.checks.filter(({ verdict }) => isWrong(verdict));
  const titles = wrong.map(
    ({ rule }) => part.summary.find((row) => row.rule === rule)?.title ?? rule,
  );
  const name = sets > 1 ? `Set ${set.index + 1}` : part.title;
  return [name, ...titles].join(" · ");
}

/** @param {Lane[]} lanes @param {number} y */
export function laneAt(lanes, y) {
  let bottom = 0;
  return lanes.find((lane) => {
    bottom += lane.height;
    return bottom > y;
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Lane[]} lanes
 * @param {import("./store.js").State} state
 * @param {Record<Verdict, string>} colours
 * @param {number} width in px
 */
export function drawLanes(context, lanes, state, colours, width) {
  const [start, end] = state.span;
  /** @param {number} time */
  const x = (time) => ((time - start) / (end - start)) * width;
  let top = 0;
  for (const lane of lanes) {
    if (lane.kind === "ruler") drawRuler(context, state.span, x, lane.height);
    else {
      context.fillStyle = LANE;
      context.fillRect(0, top + 2, width, lane.height - 4);
    }
    const seen = lane.blocks.filter((block) => block.end >= start && block.start <= end);
    for (const [i, found] of seen.entries()) {
      const block = ofRule(found, state.rule);
      const left = x(block.start);
      const box = { left, top: top + 2, width: x(block.end) - left, height: lane.height - 4 };
      const room = (seen[i + 1] ? x(seen[i + 1].start) : width) - left;
      if (isPlain(lane, block, state.rule)) drawCue(context, block, box, state.rule, room);
      else drawJudged(context, block, box, state, colours);
    }
    top += lane.height;
  }
}

/**
 * Return a block as it is while a rule is chosen: that of a set whose rule judges single reps says which
 * rule alone the reps show.
 *
 * @param {Block} block
 * @param {string} rule empty if none is chosen
 * @returns {Block}
 */
function ofRule(block, rule) {
  const row = block.part?.summary.find((one) => one.rule === rule);
  if (!row || block.checks.some((check) => check.rule === rule)) return block;
  return { ...block, checks: [], text: `Only ${row.title}`, rule };
}

/**
 * Return whether a block has no colour: a cue, or a set with which nothing is wrong as a whole. Green under
 * faulty reps would read as a good set.
 *
 * @param {Lane} lane
 * @param {Block} block
 * @param {string} rule the chosen one
 */
function isPlain({ kind }, { checks }, rule) {
  if (kind !== "sets") return kind === "cues";
  return checks.every((check) => !isWrong(check.verdict) && (!rule || check.rule !== rule));
}

const LANE = "rgb(255 255 255 / 6%)";

/**
 * How much of a lane's height a block takes: told apart without colour, however narrow it is.
 *
 * @type {Record<Verdict, number>}
 */
const HEIGHTS = { fault: 1, borderline: 0.72, good: 0.44, not_assessed: 0.44 };

/** @typedef {import("./picture.js").Box} Box */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Block} block
 * @param {Box} lane the block, as high as its lane
 * @param {import("./store.js").State} state
 * @param {Record<Verdict, string>} colours
 */
function drawJudged(context, block, lane, { rule, rep }, colours) {
  const checks = block.checks.filter((check) => !rule || check.rule === rule);
  if (rule && checks.length === 0) return drawUnjudged(context, block, lane, rep);
  const own = rule || !block.rep ? null : verdictOf(block.rep);
  const verdict = own ?? worstOf(checks.map((check) => check.verdict));
  const height = lane.height * HEIGHTS[verdict];
  const gap = lane.width > 6 ? 1 : 0;
  const box = {
    left: lane.left + gap,
    top: lane.top + lane.height - height,
    width: Math.max(1.5, lane.width - 2 * gap),
    height,
  };
  context.beginPath();
  context.roundRect(box.left, box.top, box.width, box.height, Math.min(4, box.width / 2));
  context.fillStyle = colours[verdict];
  context.globalAlpha = verdict === "not_assessed" ? 0.35 : 0.85;
  context.fill();
  context.globalAlpha = 1;
  if (verdict === "not_assessed") outline(context, colours[verdict], 1, [3, 3]);
  if (rep && block.rep === rep) outline(context, "#fff", 2, []);
  drawLabel(context, block.text, box, verdict, colours[verdict]);
}

/**
 * Draw where a rep is that the chosen rule does not judge, as it judges whole sets.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Block} block
 * @param {Box} lane
 * @param {import("./data.js").Rep | null} chosen
 */
function drawUnjudged(context, block, lane, chosen) {
  if (!block.rep) return;
  const height = lane.height * HEIGHTS.not_assessed;
  context.beginPath();
  context.roundRect(lane.left + 1, lane.top + lane.height - height, lane.width - 2, height, 4);
  context.fillStyle = "rgb(255 255 255 / 16%)";
  context.fill();
  if (block.rep === chosen) outline(context, "#fff", 2, []);
}

/**
 * Draw the mark of a block, and its text; what has no room is left out.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {Box} box
 * @param {Verdict} verdict
 * @param {string} colour
 */
function drawLabel(context, text, box, verdict, colour) {
  const radius = Math.min(7.5, box.height * 0.42, box.width * 0.42);
  if (radius < 4) return;
  const hasText = text !== "" && box.width > 60;
  const middle = hasText ? radius + 5 : box.width / 2;
  drawMark(context, box.left + middle, box.top + box.height / 2, radius, verdict, colour, 1);
  const indent = 2 * radius + 10;
  if (!hasText) return;
  drawText(
    context,
    text,
    { ...box, left: box.left + indent, width: box.width - indent - 4 },
    "#fff",
  );
}

/** @param {CanvasRenderingContext2D} context @param {string} colour @param {number} width @param {number[]} dashes */
function outline(context, colour, width, dashes) {
  context.setLineDash(dashes);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

/**
 * Draw a cue, or a set; its text may go on beyond it.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Block} block
 * @param {Box} lane
 * @param {string} rule
 * @param {number} room from its left end to the next one
 */
function drawCue(context, block, lane, rule, room) {
  if (rule && block.rule !== rule) return;
  context.fillStyle = "rgb(255 255 255 / 16%)";
  context.beginPath();
  context.roundRect(lane.left + 1, lane.top, Math.max(2, lane.width - 2), lane.height, 4);
  context.fill();
  if (room > 40) {
    drawText(context, block.text, { ...lane, left: lane.left + 6, width: room - 10 }, "#fff");
  }
}
