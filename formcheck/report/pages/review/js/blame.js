// Which parts of the body are judged at a moment, and how: what the overlay colours.

import { FROM_WORST } from "./marks.js";

/** @typedef {import("./data.js").Verdict} Verdict */

/**
 * A part of the body with a verdict.
 *
 * @typedef {object} Judged
 * @property {import("./data.js").Row} row the rule that judges it
 * @property {import("./data.js").Check} check
 * @property {string} part of the body
 * @property {import("./data.js").Side | null} side of that part; null for both, or for the trunk
 * @property {boolean} ofSet whether it is of the whole set, and not of the rep under way
 */

const SLACK_S = 0.05; // a frame just past the end of a set still shows what was judged there

/**
 * Return what is judged of the rep under way, and what is wrong over its set.
 *
 * @param {import("./data.js").Part} part
 * @param {number} time in s
 * @param {string} rule of which alone is told; empty for all rules
 * @param {import("./data.js").Rep | null} rep under way
 * @returns {Judged[]}
 */
export function judgedAt(part, time, rule, rep) {
  const set = part.sets.find(({ start_s, end_s }) => start_s <= time && time <= end_s + SLACK_S);
  const wrong = (set?.checks ?? []).filter(({ verdict }) => isWrong(verdict));
  return [...(rep?.checks ?? []), ...wrong]
    .filter((check) => !rule || check.rule === rule)
    .flatMap((check) => {
      const row = part.summary.find((some) => some.rule === check.rule);
      const ofSet = wrong.includes(check);
      return row ? [{ check, row, part: check.part, side: check.part_side, ofSet }] : [];
    });
}

/**
 * Return whether the cue of a rule is shown at a time: the annotated video then has the number of its set.
 *
 * @param {Pick<import("./data.js").Part, "cues">} part
 * @param {number} time in s
 * @param {string} rule
 */
export function isCued({ cues }, time, rule) {
  return cues.some((cue) => cue.rule === rule && cue.start_s <= time && time < cue.end_s);
}

/** @param {Verdict} verdict */
export function isWrong(verdict) {
  return verdict === "fault" || verdict === "borderline";
}

/**
 * Return the worst of some verdicts; not assessed only if there is no other.
 *
 * @param {Verdict[]} verdicts
 * @returns {Verdict}
 */
export function worstOf(verdicts) {
  return FROM_WORST.find((verdict) => verdicts.includes(verdict)) ?? "not_assessed";
}

// The lines of the skeleton that belong to a part of the body, from landmark to landmark.
const LEG = ["hip-knee", "knee-ankle"];
const FOOT = ["ankle-heel", "heel-foot_index"];
/** @type {Record<string, string[]>} */
const LIMBS = {
  arm: ["shoulder-elbow", "elbow-wrist"],
  leg: LEG,
  thigh: ["hip-knee"],
  knee: LEG,
  shank: ["knee-ankle"],
  foot: FOOT,
};
/** @type {Record<string, string[]>} */
const MIDDLE = {
  trunk: ["left_shoulder-left_hip", "right_shoulder-right_hip", "left_shoulder-right_shoulder"],
  shoulders: ["left_shoulder-right_shoulder"],
  pelvis: ["left_hip-right_hip"],
};

// The landmark at which a part of a limb has its mark.
/** @type {Record<string, string>} */
const MARKED = {
  arm: "elbow",
  leg: "ankle",
  thigh: "knee",
  knee: "knee",
  shank: "ankle",
  foot: "foot_index",
};

/**
 * Return the lines of a part of the body, "left_hip-left_knee", and the landmarks that get a mark:
 * it stands in the middle between them.
 *
 * @param {string} part of the body
 * @param {import("./data.js").Side | null} side
 * @returns {{lines: string[], marks: string[][], limb: boolean}}
 */
export function anatomyOf(part, side) {
  if (MIDDLE[part]) {
    const ends = MIDDLE[part][0].split("-");
    const middle = part === "trunk" ? ["left_shoulder", "right_hip"] : ends;
    return { lines: MIDDLE[part], marks: [middle], limb: false };
  }
  if (!LIMBS[part]) return { lines: [], marks: [], limb: false };
  const sides = side ? [side] : ["left", "right"];
  const lines = sides.flatMap((one) =>
    LIMBS[part].map((line) =>
      line
        .split("-")
        .map((end) => `${one}_${end}`)
        .join("-"),
    ),
  );
  return { lines, marks: sides.map((one) => [`${one}_${MARKED[part]}`]), limb: true };
}
