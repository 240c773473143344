// Drawings as SVG: a line, an arrow, an angle with its degrees, a freehand stroke.

/**
 * @typedef {import("./notes_file.js").Drawing} Drawing
 * @typedef {import("./notes_file.js").Point} Point
 */

/** @type {Record<Drawing["kind"], string>} */
export const DRAWING_NAMES = {
  line: "Line",
  arrow: "Arrow",
  angle: "Angle",
  freehand: "Freehand",
};

// Yellow is the colour of the coach: no verdict and no leg has it.
const YELLOW = "#f0e442";
const DARK = "rgb(14 17 22 / 80%)";

/**
 * Return an SVG element.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svgElement(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * Return the width of thin lines, in pixels of the clip: they look the same in every clip.
 * @param {{width: number, height: number}} clip
 */
export function penWidth(clip) {
  return Math.max(clip.width, clip.height) / 250;
}

/**
 * Return the angle at the second of three points, 0..180 degrees.
 * @param {Point[]} points
 */
function angleDegrees([start, vertex, end]) {
  const turn = directionTo(vertex, end) - directionTo(vertex, start);
  return Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn))) * (180 / Math.PI);
}

/**
 * Return the name of a drawing: "arrow", "angle 97°".
 * @param {Drawing} drawing
 */
export function drawingText({ kind, points }) {
  const name = DRAWING_NAMES[kind].toLowerCase();
  return kind === "angle" ? `${name} ${Math.round(angleDegrees(points))}°` : name;
}

/**
 * Return a drawing as an element.
 * @param {Drawing} drawing
 * @param {number} pen width of thin lines, in pixels of the clip
 */
export function drawingElement(drawing, pen) {
  const group = svgElement("g", { class: `drawing ${drawing.kind}` });
  const d = outlineOf(drawing, pen);
  for (const [name, width] of strokesOf(pen)) {
    group.append(svgElement("path", { class: name, d, "stroke-width": width }));
  }
  const label = labelOf(drawing, pen);
  if (label) {
    const size = { "font-size": 8 * pen, "stroke-width": 2 * pen };
    group.append(svgElement("text", { x: label.x, y: label.y, ...size }, label.text));
  }
  return group;
}

/**
 * Return a point that can be taken hold of.
 * @param {Point} point
 * @param {number} pen
 */
export function handleElement([cx, cy], pen) {
  return svgElement("circle", { class: "handle", cx, cy, r: 3 * pen, "stroke-width": pen });
}

/**
 * Return the crosshair that the keys move.
 * @param {Point} point
 * @param {number} pen
 */
export function crosshairElement([x, y], pen) {
  const r = 8 * pen;
  const d = `M${x - r} ${y}H${x + r}M${x} ${y - r}V${y + r}`;
  const group = svgElement("g", { class: "crosshair" });
  for (const [name, width] of strokesOf(pen)) {
    group.append(svgElement("path", { class: name, d, "stroke-width": width }));
  }
  return group;
}

/**
 * Draw a drawing on a canvas whose unit is a pixel of the clip.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawing} drawing
 * @param {number} pen width of thin lines
 */
export function paintDrawing(context, drawing, pen) {
  const path = new Path2D(outlineOf(drawing, pen));
  context.lineCap = context.lineJoin = "round";
  for (const [name, width] of strokesOf(pen)) {
    context.lineWidth = width;
    context.strokeStyle = name === "ink" ? YELLOW : DARK;
    context.stroke(path);
  }
  const label = labelOf(drawing, pen);
  if (!label) return;
  context.font = `bold ${8 * pen}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 2 * pen;
  context.strokeStyle = DARK;
  context.strokeText(label.text, label.x, label.y);
  context.fillStyle = YELLOW;
  context.fillText(label.text, label.x, label.y);
}

/**
 * Return the strokes of each line: a dark edge, and the yellow line on it.
 * @param {number} pen
 * @returns {[string, number][]}
 */
function strokesOf(pen) {
  return [
    ["edge", 3 * pen],
    ["ink", 1.5 * pen],
  ];
}

/**
 * Return the lines of a drawing as a path.
 * @param {Drawing} drawing
 * @param {number} pen
 */
function outlineOf({ kind, points }, pen) {
  const line = `M${points.map(([x, y]) => `${x} ${y}`).join("L")}`;
  if (kind === "arrow") return line + arrowHead(points, pen);
  return kind === "angle" && points.length === 3 ? line + arcOf(points, 9 * pen) : line;
}

/**
 * Return the degrees of an angle, and where they are written within it.
 * @param {Drawing} drawing
 * @param {number} pen
 */
function labelOf({ kind, points }, pen) {
  if (kind !== "angle" || points.length < 3) return null;
  const [start, vertex, end] = points;
  const [a, b] = [directionTo(vertex, start), directionTo(vertex, end)];
  const middle = Math.atan2(Math.sin(a) + Math.sin(b), Math.cos(a) + Math.cos(b));
  return {
    x: vertex[0] + 17 * pen * Math.cos(middle),
    y: vertex[1] + 17 * pen * Math.sin(middle),
    text: `${Math.round(angleDegrees(points))}°`,
  };
}

/**
 * Return a freehand stroke with fewer points, which lies within a distance of the given one.
 * @param {Point[]} points
 * @param {number} distance in pixels
 * @param {number} most points
 * @returns {Point[]}
 */
export function simplified(points, distance, most) {
  const kept = thinned(points, distance);
  return kept.length > most ? simplified(points, 2 * distance, most) : kept;
}

/**
 * Return the points that are needed, by the method of Douglas and Peucker.
 * @param {Point[]} points
 * @param {number} distance
 * @returns {Point[]}
 */
function thinned(points, distance) {
  const first = points[0];
  const last = points[points.length - 1];
  let farthest = 0;
  let at = 0;
  for (let i = 1; i < points.length - 1; i += 1) {
    const away = distanceToLine(points[i], first, last);
    if (away > farthest) {
      farthest = away;
      at = i;
    }
  }
  if (farthest <= distance) return [first, last];
  const before = thinned(points.slice(0, at + 1), distance);
  return [...before.slice(0, -1), ...thinned(points.slice(at), distance)];
}

/**
 * @param {Point} point
 * @param {Point} start
 * @param {Point} end
 */
function distanceToLine([x, y], [x0, y0], [x1, y1]) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return Math.hypot(x - x0, y - y0);
  return Math.abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length;
}

/**
 * @param {Point} from
 * @param {Point} to
 */
function directionTo(from, to) {
  return Math.atan2(to[1] - from[1], to[0] - from[0]);
}

/**
 * @param {Point[]} points
 * @param {number} pen
 */
function arrowHead([start, end], pen) {
  const back = directionTo(end, start);
  const side = (/** @type {number} */ turn) => [
    end[0] + 8 * pen * Math.cos(back + turn),
    end[1] + 8 * pen * Math.sin(back + turn),
  ];
  return `M${side(0.5).join(" ")}L${end.join(" ")}L${side(-0.5).join(" ")}`;
}

/**
 * Return an arc around the vertex of an angle, from one leg to the other.
 * @param {Point[]} points
 * @param {number} most radius
 */
function arcOf([start, vertex, end], most) {
  const lengths = [start, end].map(([x, y]) => Math.hypot(x - vertex[0], y - vertex[1]));
  const radius = Math.min(most, ...lengths);
  const [from, to] = [start, end].map((point) => {
    const direction = directionTo(vertex, point);
    return `${vertex[0] + radius * Math.cos(direction)} ${vertex[1] + radius * Math.sin(direction)}`;
  });
  const turn = Math.sin(directionTo(vertex, end) - directionTo(vertex, start));
  return `M${from}A${radius} ${radius} 0 0 ${turn > 0 ? 1 : 0} ${to}`;
}
