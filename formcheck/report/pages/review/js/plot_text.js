// Text in a plot: centred over a stretch of time, and within the plot's edges.

export const PLOT_TEXT_PX = 11;

/**
 * Begin to draw into a plot: nothing shows beyond its edges, and text is centred. End it by
 * `ctx.restore()`.
 *
 * @param {uPlot} plot
 * @param {CanvasTextBaseline} baseline
 */
export function beginInPlot({ ctx, bbox }, baseline) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `600 ${PLOT_TEXT_PX * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = baseline;
}

/**
 * Return where the middle of a text stands, as near to the middle of a stretch as it has room; null
 * if the stretch lies outside of the plot.
 *
 * @param {uPlot} plot
 * @param {number} left of the stretch, in pixels of the canvas
 * @param {number} right
 * @param {number} half width of the text
 */
export function middleOfText({ bbox }, left, right, half) {
  if (right < bbox.left || left > bbox.left + bbox.width) return null;
  const [first, last] = [bbox.left + half, bbox.left + bbox.width - half];
  return Math.max(first, Math.min(last, (left + right) / 2));
}
