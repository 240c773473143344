// Plates over the video: dark, translucent boxes with a number, framed in the colour of its verdict.

import { drawMark, INK } from "./marks.js";
import { drawLine, middleAt } from "./picture.js";

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").Point} Point */
/** @typedef {import("./picture.js").Box} Box */

/**
 * @typedef {object} Plate
 * @property {string} caption small text above
 * @property {string} text the number
 * @property {string} [note] small text below, a line or more
 * @property {import("./data.js").Verdict | null} [verdict] whose mark and frame it has
 */

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/**
 * Draw a plate beside a point, where it covers no other plate and little of the person. Where it has to
 * stand further off, a thin line leads to it.
 *
 * @param {Picture} picture
 * @param {Plate} plate
 * @param {Point} anchor
 * @param {number} towards the direction in which it stands if there is room, in radians
 * @param {number} clear least distance of its edge from the anchor, in px
 * @param {boolean} [far] whether it may stand further off, beside the person
 */
export function drawPlate(picture, plate, anchor, towards, clear, far = false) {
  if (picture.plateStyle === "none") return;
  const size = sizesOf(picture);
  const told = picture.plateStyle === "brief" ? { ...plate, caption: "", note: "" } : plate;
  const { width, height } = measured(picture, told, size);
  const found = freeBox(picture, width, height, anchor, towards, clear, far ? REACHES : [0]);
  if (!found) return;
  const { box, further } = found;
  picture.plates.push(box);
  if (further > 0) drawLeader(picture, anchor, box);
  paint(picture, told, box, size);
}

const REACHES = [0, 30, 70, 120]; // in units, further off than the least distance
const LIMB_SHARE = 0.13; // half of the thickness of a limb, in lengths of the trunk

/** @param {Picture} picture @param {Point} from @param {Box} box */
function drawLeader(picture, from, { left, top, width, height }) {
  const to = {
    x: Math.min(left + width, Math.max(left, from.x)),
    y: Math.min(top + height, Math.max(top, from.y)),
  };
  drawLine(picture, [from, to], "#fff", 1.2);
}

/** @param {Picture} picture */
function sizesOf({ unit }) {
  return {
    big: Math.max(15, 21 * unit),
    small: Math.max(11, 13 * unit),
    pad: Math.max(5, 7 * unit),
  };
}

/** @typedef {ReturnType<typeof sizesOf>} Sizes */

/** @param {number} size @param {number} weight */
function font(size, weight) {
  return `${weight} ${size}px ${FONT}`;
}

/** @param {Plate} plate */
function notesOf({ note }) {
  return note ? note.split("\n") : [];
}

/** @param {Picture} picture @param {Plate} plate @param {Sizes} size */
function measured({ context }, plate, { big, small, pad }) {
  context.font = font(big, 700);
  const mark = plate.verdict ? big : 0;
  let width = context.measureText(plate.text).width + mark;
  context.font = font(small, 600);
  const notes = notesOf(plate);
  for (const text of [plate.caption, ...notes]) {
    width = Math.max(width, context.measureText(text).width);
  }
  const lines = (plate.caption ? small * 1.3 : 0) + notes.length * small * 1.3;
  return { width: width + 2 * pad, height: big * 0.95 + lines + 1.4 * pad };
}

/** @param {Picture} picture @param {Plate} plate @param {Box} box @param {Sizes} size */
function paint({ context, colours }, plate, box, { big, small, pad }) {
  context.beginPath();
  context.roundRect(box.left, box.top, box.width, box.height, 6);
  context.fillStyle = `${INK}d0`;
  context.fill();
  const left = box.left + pad;
  let top = box.top + 0.7 * pad;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillStyle = "#fff";
  /** @param {string} text */
  const line = (text) => {
    context.font = font(small, 600);
    context.fillStyle = "#d5dae1";
    context.fillText(text, left, top);
    top += small * 1.3;
  };
  if (plate.caption) line(plate.caption);
  const verdict = plate.verdict;
  context.font = font(big, 700);
  context.fillStyle = "#fff";
  context.fillText(plate.text, left + (verdict ? big : 0), top);
  if (verdict) {
    context.strokeStyle = colours[verdict];
    context.lineWidth = 2;
    context.stroke();
    drawMark(context, left + big * 0.38, top + big * 0.43, big * 0.38, verdict, colours[verdict]);
  }
  top += big * 1.05;
  for (const note of notesOf(plate)) line(note);
}

/**
 * Return a free box of a size beside a point, and how much further off than need be; null if there is
 * none.
 *
 * @param {Picture} picture
 * @param {number} width
 * @param {number} height
 * @param {Point} anchor
 * @param {number} towards
 * @param {number} clear
 * @param {number[]} reaches how much further off it may stand, in units
 * @returns {{box: Box, further: number} | null}
 */
function freeBox(picture, width, height, anchor, towards, clear, reaches) {
  const body = [...bodyPoints(picture), ...headPoints(picture), ...backPoints(picture)];
  const limb = reaches.length > 1 ? LIMB_SHARE * trunkLength(picture) : 0;
  let best = null;
  let least = Infinity;
  const places = [
    ...inRings(picture, width, height, anchor, towards, clear, reaches),
    ...atTheEdges(picture, width, height, anchor),
  ];
  for (const { box, further, turn } of places) {
    if (!isInside(box, picture.canvas) || picture.plates.some((other) => overlap(box, other)))
      continue;
    const hidden = body.filter((point) => contains(box, point, limb)).length;
    const cost = 3 * turn + hidden + FURTHER_COST * further;
    if (cost < least) [best, least] = [{ box, further }, cost];
  }
  return best;
}

/**
 * Return the boxes in a ring around a point, or in several.
 *
 * @param {Picture} picture
 * @param {number} width
 * @param {number} height
 * @param {Point} anchor
 * @param {number} towards
 * @param {number} clear
 * @param {number[]} reaches
 */
function inRings({ unit }, width, height, anchor, towards, clear, reaches) {
  return Array.from({ length: 24 * reaches.length }, (_, i) => {
    const further = reaches[Math.floor(i / 24)];
    const turn = ((i % 2 ? -1 : 1) * Math.ceil((i % 24) / 2) * Math.PI) / 12;
    const [x, y] = [Math.cos(towards + turn), Math.sin(towards + turn)];
    const reach = clear + further * unit + (Math.abs(x) * width + Math.abs(y) * height) / 2;
    const left = anchor.x + x * reach - width / 2;
    const top = anchor.y + y * reach - height / 2;
    return { box: { left, top, width, height }, further, turn: Math.abs(turn) };
  });
}

/**
 * Return boxes at the edges of the canvas: a small picture may have no other room beside the person.
 *
 * @param {Picture} picture
 * @param {number} width
 * @param {number} height
 * @param {Point} anchor
 */
function atTheEdges({ canvas, unit }, width, height, anchor) {
  const room = canvas.height - height - 2 * EDGE_PX;
  return [EDGE_PX, canvas.width - width - EDGE_PX].flatMap((across) =>
    Array.from({ length: 9 }, (_, i) => {
      const box = {
        left: canvas.left + across,
        top: canvas.top + EDGE_PX + (room * i) / 8,
        width,
        height,
      };
      const x = Math.max(box.left - anchor.x, anchor.x - box.left - width, 0);
      const y = Math.max(box.top - anchor.y, anchor.y - box.top - height, 0);
      return { box, further: Math.hypot(x, y) / unit, turn: 0 };
    }),
  );
}

const EDGE_PX = 4;
const FURTHER_COST = 0.05; // for each unit: to stand 60 further off is as bad as to hide 3 points

/** Return the length of the trunk in the picture; 0 where it is unknown. @param {Picture} picture */
function trunkLength(picture) {
  const hips = middleAt(picture, ["left_hip", "right_hip"]);
  const neck = middleAt(picture, ["left_shoulder", "right_shoulder"]);
  return hips && neck ? Math.hypot(hips.x - neck.x, hips.y - neck.y) : 0;
}

/** Return points along the lines of the skeleton. @param {Picture} picture */
function bodyPoints(picture) {
  const { lines, names } = picture.review;
  return lines.flatMap(([a, b]) => {
    const [from, to] = [picture.at(names[a]), picture.at(names[b])];
    if (!from || !to) return [];
    return [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => ({
      x: from.x + (to.x - from.x) * share,
      y: from.y + (to.y - from.y) * share,
    }));
  });
}

/** Return points on the head, which is to stay uncovered. @param {Picture} picture */
function headPoints({ review, frame, place, box }) {
  const [x, y, radius] = review.heads.slice(3 * frame, 3 * frame + 3);
  if (Number.isNaN(radius)) return [];
  const centre = place(x, y);
  const reach = (0.8 * radius * box.width) / review.clip.width;
  const around = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6);
  return [0, ...around].map((angle, i) => ({
    x: centre.x + (i && reach * Math.cos(angle)),
    y: centre.y + (i && reach * Math.sin(angle)),
  }));
}

/** Return points along the edge of the back, where it is traced. @param {Picture} picture */
function backPoints({ review: { back }, frame, place }) {
  const first = 2 * frame * back.points;
  return Array.from({ length: back.points }, (_, i) => first + 2 * i)
    .filter((at) => !Number.isNaN(back.xy[at]))
    .map((at) => place(back.xy[at], back.xy[at + 1]));
}

/** @param {Box} box @param {Box} around */
function isInside(box, around) {
  const edge = EDGE_PX;
  return (
    box.left >= around.left + edge &&
    box.top >= around.top + edge &&
    box.left + box.width <= around.left + around.width - edge &&
    box.top + box.height <= around.top + around.height - edge
  );
}

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  const gap = 4;
  return (
    a.left < b.left + b.width + gap &&
    b.left < a.left + a.width + gap &&
    a.top < b.top + b.height + gap &&
    b.top < a.top + a.height + gap
  );
}

/** @param {Box} box @param {Point} point @param {number} around how far outside counts as inside */
function contains({ left, top, width, height }, { x, y }, around) {
  return (
    x > left - around && x < left + width + around && y > top - around && y < top + height + around
  );
}
