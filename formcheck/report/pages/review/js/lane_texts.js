// What is written in the timeline: the texts of its blocks, and the times of its ruler.

import { timeText } from "./words.js";

const TEXT = "#c8cdd4";
const SMALL = "11px system-ui, -apple-system, sans-serif";

/**
 * Write a text into a box; of one that does not fit the last words are left out.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {import("./picture.js").Box} box
 * @param {string} colour
 */
export function drawText(context, text, box, colour) {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top - 4, box.width, box.height + 8);
  context.clip();
  context.font = SMALL;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = colour;
  context.fillText(
    shortened(context, text.slice(0, 200), box.width),
    box.left,
    box.top + box.height / 2,
  );
  context.restore();
}

/**
 * Return a text that is no wider than a room: without its last words, if need be.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} room
 */
function shortened(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  const words = text.split(" ");
  while (words.length > 1 && context.measureText(`${words.join(" ")} …`).width > room) words.pop();
  return `${words.join(" ")} …`;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} span
 * @param {(time: number) => number} x
 * @param {number} height
 */
export function drawRuler(context, [start, end], x, height) {
  const least = ((end - start) * 70) / Math.max(70, x(end));
  const step =
    [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300].find((one) => one >= least) ?? 600;
  context.font = SMALL;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = TEXT;
  for (let time = Math.ceil(start / step) * step; time <= end; time += step) {
    const at = x(time);
    context.fillRect(at, height - 4, 1, 4);
    const text = timeText(time, step < 1 ? 1 : 0);
    const half = context.measureText(text).width / 2;
    context.fillText(text, Math.min(Math.max(at, half), x(end) - half), height / 2 - 2);
  }
}
