// Elements, made of text that may come from anywhere: it is only ever set as text.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Return an element: `h("p", { class: "muted" }, "text")`.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | EventListener | undefined>} [attributes] of
 *     the element; functions are listeners, and true, false and undefined set or leave out
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat().filter(isChild));
  return element;
}

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
function isChild(child) {
  return child instanceof Node || (typeof child === "string" && child !== "");
}

/**
 * Return an element of the page that its template has.
 *
 * @param {string} id
 */
export function region(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Return the colour that a CSS variable has in an element, for a canvas: "rgb(14, 17, 22)".
 *
 * @param {Element} element
 * @param {string} name such as "--ink"
 */
export function colourIn(element, name) {
  const sample = h("i");
  sample.style.color = `var(${name})`;
  element.append(sample);
  const { color } = getComputedStyle(sample);
  sample.remove();
  return color;
}

/**
 * Return a colour "rgb(…)" that lets three quarters of what is behind it through.
 *
 * @param {string} colour
 */
export function faint(colour) {
  return colour.replace(")", ", 25%)");
}

/**
 * Return an element of a drawing.
 *
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * Return a picture of one path on a field of 24 by 24, drawn in the colour of the text.
 *
 * @param {string} path
 */
export function icon(path) {
  const shape = svg("path", { d: path });
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, shape);
}

/**
 * Return what is said of a button that has keys: "Next fault  (F)".
 *
 * @param {string} name
 * @param {string} keys
 */
export function keyHint(name, keys) {
  return `${name}  (${keys})`;
}
