// The edge of the back as it was traced, and where each half of it lies.

/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./picture.js").Point} Point */

/**
 * The halves of the edge, from the sacrum up: where each begins, ends and bends most, as shares of it.
 *
 * @type {Record<string, {from: number, to: number, bend: number}>}
 */
export const BACK_HALVES = {
  "lower back": { from: 0, to: 0.5, bend: 1 / 3 },
  "upper back": { from: 0.5, to: 1, bend: 3 / 4 },
};

/**
 * Return where a half of the back bends; null where the edge is hidden, or for another part of the body.
 *
 * @param {Picture} picture
 * @param {string} part of the body
 * @returns {Point | null}
 */
export function backPlace(picture, part) {
  const half = BACK_HALVES[part];
  if (!half) return null;
  const edge = edgeOf(picture);
  const at = half.bend * (edge.length - 1);
  const known = edge.flatMap((point, i) => (point ? [{ point, off: Math.abs(i - at) }] : []));
  if (known.length === 0) return null;
  return known.reduce((a, b) => (b.off < a.off ? b : a)).point;
}

/**
 * Return the places of the edge, from the sacrum up; null where it is hidden.
 *
 * @param {Picture} picture
 */
function edgeOf({ review: { back }, frame, place }) {
  return Array.from({ length: back.points }, (_, i) => {
    const at = 2 * (frame * back.points + i);
    return Number.isNaN(back.xy[at]) ? null : place(back.xy[at], back.xy[at + 1]);
  });
}

/**
 * Return the lines of a stretch of the edge, without what is hidden.
 *
 * @param {Picture} picture
 * @param {number} from share of the edge
 * @param {number} to
 */
export function edgeBetween(picture, from, to) {
  const edge = edgeOf(picture);
  const last = edge.length - 1;
  /** @type {Point[][]} */
  const lines = [[]];
  for (const point of edge.slice(Math.round(from * last), Math.round(to * last) + 1)) {
    if (point) lines[lines.length - 1].push(point);
    else lines.push([]);
  }
  return lines;
}
