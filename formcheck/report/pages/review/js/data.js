// The data of the page, decoded: what the other modules read.

/** @typedef {"good" | "borderline" | "fault" | "not_assessed"} Verdict */
/** @typedef {"left" | "right" | "both"} Side */

/**
 * One rule, judged once.
 *
 * @typedef {object} Check
 * @property {string} rule
 * @property {Verdict} verdict
 * @property {number | null} value
 * @property {number | null} threshold the limit that the value passed, or else the nearest one
 * @property {string} unit
 * @property {number} sigma standard deviation that an oblique view adds to the value
 * @property {number | null} at_s
 * @property {string} reason why it was not assessed, or a caution
 * @property {string} cue what to do
 * @property {string} label what was measured, as spoken
 * @property {string} measure the measure that it was read from; empty if none
 * @property {boolean} main whether it is of the exercise's main rule
 * @property {string[]} [directions] its number in words, by its sign: "arched {}" and "rounded {}"
 * @property {[number, number] | null} [span_s] from when to when, if the value is the average of these
 *     frames
 * @property {boolean | null} [lower_limit] whether smaller numbers than the threshold are worse
 * @property {string} wanted what the number should be: "good from 120°"; empty if it is good
 * @property {string} part the part of the body that was measured
 * @property {Side | null} part_side its side; null for both, or where it has none
 * @property {number} [badness] of a check of a rep: larger is worse
 * @property {{name: string, start_s: number, end_s: number, judged: boolean,
 *     over: string}[]} [phases] the parts of the
 *     rep whose times it is about: "up", "down" or "held"
 */

/**
 * @typedef {object} Rep
 * @property {number} index its number in its part, from 0
 * @property {Side} side
 * @property {number} start_s
 * @property {number} peak_s
 * @property {number} end_s
 * @property {number} from_s time of the frame that is nearest to its start
 * @property {number} to_s time of the frame that is nearest to its end
 * @property {Verdict} verdict
 * @property {Record<string, number | null>} measures
 * @property {Check[]} checks
 * @property {Check[]} of_set its numbers that rules of the set average; their verdicts are never worse
 *     than that of the set
 * @property {Part} part the part of the clip that it belongs to
 * @property {number} number its number among the reps of its leg, from 1
 */

/**
 * What a rule says of the reps of a leg, in words.
 *
 * @typedef {object} LegRow
 * @property {Verdict} verdict the worst one
 * @property {string} count how many reps it is about: "8 of 8 kicks faulty"
 * @property {string} number that of its worst rep, or the middle one of good reps
 * @property {string} rep the name of the rep that has this number: "Right 7"
 * @property {string} limit what the number should be
 */

/**
 * @typedef {object} SideSummary
 * @property {number} reps
 * @property {number} judged
 */

/**
 * The limits of one number that a rule measures; null where there is none on that side.
 *
 * @typedef {object} Limit
 * @property {string} label
 * @property {string} what exactly is measured, in words
 * @property {string} unit
 * @property {string} measure without its side; empty if there is none
 * @property {"working" | "stance" | null} leg whose measure it is
 * @property {number | null} good_from
 * @property {number | null} good_to
 * @property {number | null} borderline_below
 * @property {number | null} fault_below
 * @property {number | null} borderline_above
 * @property {number | null} fault_above
 * @property {string[]} conditions when it applies, in words; empty if always
 * @property {string} over how the numbers of several reps become one; empty if each rep is judged
 * @property {"median" | "mean" | ""} average what of several frames is compared; empty if one moment is
 * @property {string} during over which frames, in words
 * @property {boolean} on_curve whether the curve of the measure can be compared with it
 * @property {number} gain the number is the measure times `gain`, plus `offset`
 * @property {number} offset
 */

/**
 * One rule over the clip.
 *
 * @typedef {object} Row
 * @property {string} rule
 * @property {string} title
 * @property {Verdict} verdict
 * @property {number} reps_judged
 * @property {number} reps_faulty
 * @property {number} reps_borderline
 * @property {number | null} value
 * @property {number | null} threshold
 * @property {string} unit
 * @property {number} sigma
 * @property {boolean | null} lower_limit whether smaller numbers than its limits are worse
 * @property {number | null} good_limit where good ends, on the side of `threshold`
 * @property {number | null} fault_limit where a fault begins on this side
 * @property {string} wanted both: "fault below 105°, good from 120°"
 * @property {string} detail what the number of a set is of
 * @property {string[]} limits_said where good ends of all that it measures, in words
 * @property {string} reason
 * @property {string} cue
 * @property {string} explanation
 * @property {string} source
 * @property {string} part the part of the body that it judges
 * @property {Limit[]} limits of what it measures
 * @property {string} advice what to do; it names the leg if the faults are one-sided
 * @property {string} label what was measured, as spoken
 * @property {string[]} [directions] its number in words, by its sign
 * @property {string} measure
 * @property {string} measured what was measured of each leg, in words
 * @property {Partial<Record<Side, SideSummary>>} sides
 * @property {Partial<Record<Side, LegRow>>} legs
 * @property {boolean} legs_labelled whether the numbers of the legs say what they are of
 * @property {string} past which single rep is furthest past the limit of a set that is good
 * @property {LegRow | null} of_set the reps of both legs, for a rule of the set with something wrong
 */

/**
 * @typedef {object} Measure
 * @property {string} label
 * @property {string} short what is written before its number where room is short
 * @property {string} unit
 * @property {Side | null} side
 * @property {Float32Array} data one value for each frame of the part, NaN where unknown
 */

/**
 * The frames that were judged as one exercise.
 *
 * @typedef {object} Part
 * @property {string} exercise
 * @property {string} title
 * @property {string} rep_word what is counted: "kicks"
 * @property {string} level
 * @property {string} style
 * @property {{kind: string, yaw_deg: number | null, near_side: Side | null}} view
 * @property {string} seen where the camera stands, in words
 * @property {number} first_frame
 * @property {number} last_frame
 * @property {string[]} unjudged why the main rule did not judge reps
 * @property {string} figures how many reps have which verdict, and how fast they are
 * @property {Rep[]} reps
 * @property {{index: number, start_s: number, end_s: number, checks: Check[]}[]} sets
 * @property {Check[]} set_checks
 * @property {Row[]} summary
 * @property {{rule: string, text: string, verdict: Verdict, start_s: number, end_s: number}[]} cues
 * @property {string[]} warnings
 * @property {Record<string, Measure>} measures
 * @property {{joints: string[], measure: string, label: string}} angle
 * @property {{exercise: string | null, confidence: number} | null} [recognised]
 */

/**
 * Places in the picture, for each frame and point; NaN where unknown.
 *
 * @typedef {object} Places
 * @property {number} points of one frame
 * @property {Float32Array} xy in pixels of the clip: x and y of each point, frame after frame
 */

/**
 * A fault, where the next and previous ones are looked for.
 *
 * @typedef {object} Fault
 * @property {number} frame
 * @property {Rep | null} rep null if it is one of a whole set without numbers of reps
 * @property {boolean} ofSet whether it is the number of a rep that a rule of the set averages
 * @property {Check} check
 * @property {Part} part
 */

/**
 * Where a rule was broken worst.
 *
 * @typedef {object} WorstMoment
 * @property {number} part number of the part
 * @property {string} rule
 * @property {number | null} rep index of the rep in its part; null if it is a fault of a set without
 *     numbers of reps
 * @property {number} frame
 */

/**
 * @typedef {object} Review
 * @property {{name: string, video: string | null, width: number, height: number, fps: number,
 *     duration_s: number, slow_motion: number}} clip a time in the video is a time in the data times
 *     `slow_motion`
 * @property {Float64Array} times of the frames, in s
 * @property {string[]} names of the landmarks
 * @property {[number, number][]} lines of the skeleton, from landmark to landmark
 * @property {Places} landmarks
 * @property {Uint32Array} unsure for each frame the landmarks that are hidden or were lost, a bit each
 * @property {Float32Array} heads centre x and y, and radius of a ring around the face, in pixels
 * @property {Places} back the edge of the back, from the sacrum up; no points where it is not traced
 * @property {Part[]} parts
 * @property {Rep[]} reps of all parts, in order of time
 * @property {Fault[]} faults in order of time, and what is borderline
 * @property {Record<string, any>} made date, versions and settings
 * @property {unknown} notes those inside the page; null if they lie beside it
 * @property {WorstMoment[]} worst the worst moment of each fault
 * @property {Record<string, string>} stills pictures inside the page, by the number of the frame
 * @property {string[]} safety
 * @property {string[]} reminders
 * @property {Record<string, {factor: number, digits: number, short: string, long: string}>} units
 */

/**
 * @param {any} raw the data as the page carries it
 * @returns {Review}
 */
export function decodeReview(raw) {
  const times = new Float64Array(bytesOf(raw.time_s).buffer);
  const { names, lines } = raw.landmarks;
  for (const part of raw.parts) {
    for (const measure of Object.values(part.measures)) {
      measure.data = new Float32Array(bytesOf(measure.data).buffer);
    }
    for (const found of [...part.summary, ...checksOf(part)]) {
      found.directions = raw.directions[found.label];
    }
    /** @type {Record<string, number>} */
    const numbers = {};
    for (const rep of part.reps) {
      rep.part = part;
      rep.from_s = times[frameAt(times, rep.start_s)];
      rep.to_s = times[frameAt(times, rep.end_s)];
      numbers[rep.side] = rep.number = (numbers[rep.side] ?? 0) + 1;
    }
  }
  return {
    ...raw,
    times,
    names,
    lines,
    landmarks: { points: names.length, xy: placesOf(raw.landmarks.xy, raw.places) },
    unsure: new Uint32Array(bytesOf(raw.landmarks.unsure).buffer),
    heads: headsOf(raw.landmarks.head, raw.places),
    back: raw.back
      ? { points: raw.back.points, xy: placesOf(raw.back.xy, raw.places) }
      : { points: 0, xy: new Float32Array() },
    reps: raw.parts
      .flatMap((/** @type {Part} */ part) => part.reps)
      .sort((/** @type {Rep} */ a, /** @type {Rep} */ b) => a.start_s - b.start_s),
    faults: faultsOf(raw.parts, times),
  };
}

/**
 * Return the frame whose time is nearest.
 *
 * @param {Float64Array} times
 * @param {number} time in s
 */
export function frameAt(times, time) {
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle;
    else high = middle;
  }
  return time - times[low] <= times[high] - time ? low : high;
}

/**
 * Return the rep under way; of two that overlap the chosen one, or else that which is nearer to its
 * peak. The frames that are nearest to a rep's start and end are of the rep.
 *
 * @param {Rep[]} reps
 * @param {number} time in s
 * @param {Rep | null} [chosen]
 * @returns {Rep | null}
 */
export function repAt(reps, time, chosen = null) {
  if (chosen && reps.includes(chosen) && chosen.from_s <= time && time <= chosen.to_s)
    return chosen;
  let found = null;
  for (const rep of reps) {
    if (rep.from_s > time) break;
    const nearer = !found || Math.abs(rep.peak_s - time) < Math.abs(found.peak_s - time);
    if (time <= rep.to_s && nearer) found = rep;
  }
  return found;
}

/**
 * Return the part of the clip that a frame belongs to.
 *
 * @param {Part[]} parts
 * @param {number} frame
 */
export function partAt(parts, frame) {
  return parts.find((part) => frame <= part.last_frame) ?? parts[parts.length - 1];
}

/**
 * Return a measure's value in a frame of the clip; NaN where unknown.
 *
 * @param {Part} part
 * @param {string} column
 * @param {number} frame
 */
export function valueAt(part, column, frame) {
  return part.measures[column]?.data[frame - part.first_frame] ?? NaN;
}

/** @param {Part} part */
function checksOf({ reps, sets, set_checks }) {
  const ofReps = reps.flatMap(({ checks, of_set }) => [...checks, ...of_set]);
  return [...ofReps, ...sets.flatMap(({ checks }) => checks), ...set_checks];
}

/**
 * @param {Part[]} parts
 * @param {Float64Array} times
 * @returns {Fault[]}
 */
function faultsOf(parts, times) {
  const found = parts.flatMap((part) =>
    toldOf(part).flatMap(({ check, rep, ofSet }) => {
      const wrong = check.verdict === "fault" || check.verdict === "borderline";
      if (!wrong || check.at_s === null) return [];
      return [{ frame: frameAt(times, check.at_s), rep, check, part, ofSet }];
    }),
  );
  return found.sort((a, b) => a.frame - b.frame);
}

/**
 * Return the checks of the reps, with the numbers that rules of the set average; and those of the sets
 * whose rules average none.
 *
 * @param {Part} part
 * @returns {{check: Check, rep: Rep | null, ofSet: boolean}[]}
 */
function toldOf({ reps, sets, set_checks }) {
  const inReps = new Set(reps.flatMap(({ of_set }) => of_set.map(({ rule }) => rule)));
  const ofSets = sets.length > 0 ? sets.flatMap(({ checks }) => checks) : set_checks;
  return [
    ...reps.flatMap((rep) => rep.checks.map((check) => ({ check, rep, ofSet: false }))),
    ...reps.flatMap((rep) => rep.of_set.map((check) => ({ check, rep, ofSet: true }))),
    ...ofSets
      .filter(({ rule }) => !inReps.has(rule))
      .map((check) => ({ check, rep: null, ofSet: false })),
  ];
}

/** @param {string} text base64 */
function bytesOf(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const UNKNOWN = 65535;

/**
 * @param {string} packed
 * @param {{origin: number, scale: number}} unit
 */
function placesOf(packed, { origin, scale }) {
  const whole = new Uint16Array(bytesOf(packed).buffer);
  return Float32Array.from(whole, (v) => (v === UNKNOWN ? NaN : origin + scale * v));
}

/**
 * @param {string} packed
 * @param {{origin: number, scale: number}} unit
 */
function headsOf(packed, { origin, scale }) {
  const whole = new Uint16Array(bytesOf(packed).buffer);
  return Float32Array.from(whole, (v, i) => {
    if (v === UNKNOWN) return NaN;
    return i % 3 === 2 ? scale * v : origin + scale * v;
  });
}
