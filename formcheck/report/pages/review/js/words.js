// Numbers, limits and times in the words of a coach.

/** @typedef {{value: number | null, threshold: number | null, unit: string, sigma: number,
 *     verdict: import("./data.js").Verdict, label?: string, directions?: string[]}} Measured */
/** @typedef {import("./data.js").Review["units"]} Units */

/**
 * Return a measured number with its unit: "98°".
 *
 * @param {Units} units
 * @param {number} value
 * @param {string} unit
 * @param {number | null} [past] a limit that the number has passed; it gets one more decimal if the
 *     two would look the same
 */
export function figure(units, value, unit, past = null) {
  const { factor, digits, long } = unitOf(units, unit);
  const same = past !== null && fixed(value * factor, digits) === fixed(past * factor, digits);
  return fixed(value * factor, same ? digits + 1 : digits) + long;
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
  if (found.value === null) return "";
  if (!found.directions) return figure(units, found.value, found.unit, passedLimit(found));
  const direction = found.directions[found.value < 0 ? 1 : 0];
  return `${direction} ${figure(units, Math.abs(found.value), found.unit, passedLimit(found))}`;
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
 * Return what the number should be: "needs 105°", "at most 20°"; empty if it is good.
 *
 * @param {Units} units
 * @param {Measured} found
 */
export function wantedText(units, found) {
  const past = passedLimit(found);
  if (past === null || found.value === null) return "";
  const unclear = Math.abs(found.value - past) < found.sigma;
  const side = found.value < past ? "needs" : "at most";
  const off = inShort(units, figure(units, found.sigma, found.unit), found.unit);
  const error = found.sigma ? `, ±${off}` : "";
  return `${unclear ? "limit" : side} ${limitText(units, past, found.unit)}${error}`;
}

/**
 * Return where a number that is a fault would be good: "good from 120°"; empty if the limit that it
 * passed is that of good.
 *
 * @param {Units} units
 * @param {import("./data.js").Row} row
 */
export function goodText(units, row) {
  const past = passedLimit(row);
  const limit = row.limits.find(({ label }) => label === row.label);
  if (past === null || row.value === null || !limit) return "";
  const [word, good] =
    row.value < past ? ["good from", limit.good_from] : ["good up to", limit.good_to];
  return good === null || good === past ? "" : `${word} ${limitText(units, good, row.unit)}`;
}

/**
 * Return where good ends: "knee bend: borderline under 120°, a fault under 105°".
 *
 * @param {Units} units
 * @param {import("./data.js").Limit} limit
 */
export function limitsText(units, limit) {
  /** @param {string} word @param {number | null} below @param {number | null} above */
  const outside = (word, below, above) => {
    const ends = [];
    if (below !== null) ends.push(`under ${limitText(units, below, limit.unit)}`);
    if (above !== null) ends.push(`over ${limitText(units, above, limit.unit)}`);
    return ends.length > 0 ? [`${word} ${ends.join(" or ")}`] : [];
  };
  const said = [
    ...outside("borderline", limit.borderline_below, limit.borderline_above),
    ...outside("a fault", limit.fault_below, limit.fault_above),
  ];
  return `${limit.what}: ${said.join(", ")}`;
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
function passedLimit(found) {
  return found.verdict === "fault" || found.verdict === "borderline" ? found.threshold : null;
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
