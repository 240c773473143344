// Numbers, limits and times in the words of a coach.

/** @typedef {{value: number | null, threshold: number | null, unit: string, sigma: number,
 *     verdict: import("./data.js").Verdict, label?: string, directions?: string[],
 *     lower_limit?: boolean | null, fault_limit?: number | null}} Measured */
/** @typedef {import("./data.js").Review["units"]} Units */

/**
 * Return a measured number with its unit: "98°".
 *
 * @param {Units} units
 * @param {number} value
 * @param {string} unit
 */
export function figure(units, value, unit) {
  const { factor, digits, long } = unitOf(units, unit);
  return fixed(value * factor, digits) + long;
}

/**
 * Return a limit with the short form of its unit.
 *
 * @param {Units} units
 * @param {number} value
 * @param {string} unit
 */
export function limitText(units, value, unit) {
  const { factor, short } = unitOf(units, unit);
  return `${Number((value * factor).toFixed(6))}${short}`;
}

/**
 * Return the measured number: "97°", and "rounded 8°" where the sign is a direction; empty if none.
 *
 * @param {Units} units
 * @param {Measured} found
 */
export function measuredText(units, found) {
  const { value, directions } = found;
  if (value === null) return "";
  const limits = passedLimits(found);
  if (!directions) return besideLimit(units, value, limits, found);
  const number = besideLimit(units, Math.abs(value), limits.map(Math.abs), found);
  return directions[value < 0 ? 1 : 0].replace("{}", number);
}

/**
 * Return a number as it stands beside its limits, none if it has passed none: with its error if it has
 * one; else, if it reads like one of them, with the side on which it lies: "just under 105°".
 *
 * @param {Units} units
 * @param {number} value
 * @param {number[]} limits
 * @param {Measured} found
 */
function besideLimit(units, value, limits, found) {
  const { unit } = found;
  const number = figure(units, value, unit);
  if (limits.length > 0 && hasError(units, found)) return withError(units, number, found);
  const near = limits.find((limit) => number === figure(units, limit, unit)) ?? value;
  if (near === value) return number;
  const limit = limitText(units, near, unit) + restOfUnit(units, unit);
  return `just ${value < near ? "under" : "over"} ${limit}`;
}

/**
 * Return whether the view adds an error to a number that is not 0 as it is written.
 *
 * @param {Units} units
 * @param {Pick<Measured, "sigma" | "unit">} found
 */
export function hasError(units, { sigma, unit }) {
  return Number.parseFloat(figure(units, sigma, unit)) !== 0;
}

/**
 * Return a number with its error before its unit: "97 ±4°".
 *
 * @param {Units} units
 * @param {string} number
 * @param {Measured} found
 */
function withError(units, number, found) {
  const { long } = unitOf(units, found.unit);
  const error = figure(units, found.sigma, found.unit);
  const [bare, off] = [number, error].map((text) => text.slice(0, text.length - long.length));
  return `${bare} ±${off}${long}`;
}

/**
 * Return the measured number with the short form of its unit: "16 %".
 *
 * @param {Units} units
 * @param {Measured} found
 */
export function shortText(units, found) {
  return inShort(units, measuredText(units, found), found.unit);
}

/**
 * Return what the long form of a unit adds to the short one: " of leg length".
 *
 * @param {Units} units
 * @param {string} unit
 */
export function restOfUnit(units, unit) {
  const { long, short } = unitOf(units, unit);
  return long.startsWith(short) ? long.slice(short.length) : "";
}

/**
 * Return a text that ends with a number, with the short form of its unit.
 *
 * @param {Units} units
 * @param {string} text
 * @param {string} unit
 */
export function inShort(units, text, unit) {
  const { long, short } = unitOf(units, unit);
  return long && text.endsWith(long) ? text.slice(0, -long.length) + short : text;
}

/**
 * Return the titles of the rules that were not assessed, by what to do about it.
 *
 * @param {import("./data.js").Row[]} rows
 * @returns {[string, string][]} reason and titles
 */
export function notAssessedTexts(rows) {
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  for (const { reason, title, verdict } of rows) {
    if (verdict === "not_assessed") titles.set(reason, [...(titles.get(reason) ?? []), title]);
  }
  return [...titles].map(([reason, names]) => [capital(reason), names.join(", ")]);
}

/**
 * Return a time: "3.47 s", "1:03.5" from one minute on.
 *
 * @param {number} time in s
 * @param {number} [digits]
 */
export function timeText(time, digits = 2) {
  if (time < 60) return `${time.toFixed(digits)} s`;
  const tenths = Math.max(0, digits);
  const whole = Number(time.toFixed(tenths));
  const seconds = (whole % 60).toFixed(tenths).padStart(tenths ? tenths + 3 : 2, "0");
  return `${Math.floor(whole / 60)}:${seconds}`;
}

/**
 * Return a text with a capital letter at its start.
 *
 * @param {string} text
 */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {Measured} found */
function passedLimits({ verdict, threshold, fault_limit = null }) {
  if (verdict !== "fault" && verdict !== "borderline") return [];
  return [threshold, fault_limit].filter((limit) => limit !== null);
}

/** @param {Units} units @param {string} unit */
function unitOf(units, unit) {
  return units[unit] ?? { factor: 1, digits: 2, short: ` ${unit}`, long: ` ${unit}` };
}

/** @param {number} value @param {number} digits */
function fixed(value, digits) {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text; // no "-0"
}
