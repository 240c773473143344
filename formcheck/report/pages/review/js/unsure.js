// Landmarks that are hidden in the picture, or that the pose model lost: where they are is a guess.

import { frameAt } from "./data.js";

/**
 * Return whether a landmark is hidden or was lost in a frame.
 *
 * @param {import("./data.js").Review} review
 * @param {number} frame
 * @param {string} name
 */
export function isUnsureAt({ unsure, names }, frame, name) {
  return ((unsure[frame] >>> names.indexOf(name)) & 1) === 1;
}

/**
 * Return when the foot of a rep was lost: " (foot lost 3.60–3.67 s)"; empty if it never was.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Rep} rep
 */
export function lostText(review, { side, from_s, to_s }) {
  const { times } = review;
  /** @type {number[][]} */
  const stretches = [];
  for (let frame = frameAt(times, from_s); frame <= frameAt(times, to_s); frame += 1) {
    if (!isUnsureAt(review, frame, `${side}_ankle`)) continue;
    const last = stretches[stretches.length - 1];
    if (last?.[1] === frame - 1) last[1] = frame;
    else stretches.push([frame, frame]);
  }
  if (stretches.length === 0) return "";
  const said = stretches.map((ends) =>
    [...new Set(ends)].map((frame) => times[frame].toFixed(2)).join("–"),
  );
  return ` (foot lost ${said.join(", ")} s)`;
}
