// The strip under the video: the rep under way, what is wrong with it, and the cue.

import { isCued, isWrong, judgedAt } from "./blame.js";
import { partAt, repAt } from "./data.js";
import { h } from "./dom.js";
import { HELD_S } from "./held.js";
import { judgedText } from "./judged_spans.js";
import { FROM_WORST, mark, VERDICT_WORDS } from "./marks.js";
import { nameOfRep } from "./rep_columns.js";
import { lostText } from "./unsure.js";
import { capital, shortText, timeText } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
export function mountNow(root, review, store) {
  let said = "";
  /** @param {import("./store.js").State} state */
  const draw = ({ frame, rule, rep: chosen }) => {
    const time = review.times[frame];
    const part = partAt(review.parts, frame);
    const rep = repAt(part.reps, time, chosen);
    const told = toldAt(part, time, rule, rep);
    const rules = told.map(({ check }) => check.rule);
    const cue = cueAt(part, time, rule ? [rule] : rules);
    const now = [(rep ?? chosen)?.index, !rep, part.first_frame, cue?.start_s];
    const key = [...now, rule, ...rules].join(" ");
    if (key === said) return;
    said = key;
    root.classList.remove("grown");
    root.replaceChildren(
      ...(rep ? repName(part, rep) : [betweenReps(chosen)]),
      ...(rep && told.length === 0 && !rule
        ? [mark(rep.verdict), verdictOfRep(review, rep)]
        : told.map((one) => finding(review, part, one, rep))),
      ...(cue ? [h("span", { class: "cue", dir: "auto" }, cue.text)] : []),
    );
    fit(root);
  };
  store.on(["frame", "rule", "rep"], draw);
  addEventListener("resize", () => {
    said = "";
    draw(store.state);
  });
}

/**
 * Leave out what matters least until there is room: limits, then the cue, then numbers, those of the
 * last finding first. If that is not enough the strip grows.
 *
 * @param {HTMLElement} root
 */
function fit(root) {
  const isFull = () => root.scrollHeight > root.clientHeight;
  for (const kind of [".wanted", ".cue", ".figures"]) {
    for (const one of [...root.querySelectorAll(kind)].reverse()) {
      if (!isFull()) return;
      one.remove();
    }
  }
  root.classList.toggle("grown", isFull());
}

/**
 * Say that no rep is under way, and which one is chosen: the worst, when the page opens.
 *
 * @param {import("./data.js").Rep | null} rep
 */
function betweenReps(rep) {
  const chosen = rep ? `; chosen: ${nameOfRep(rep)} at ${timeText(rep.start_s)}` : "";
  return h("span", { class: "muted" }, `Between reps${chosen}`);
}

/**
 * Return the cue of a moment; where rules are told, that of one of them only.
 *
 * @param {import("./data.js").Part} part
 * @param {number} time in s
 * @param {string[]} rules
 */
function cueAt({ cues }, time, rules) {
  const now = cues.filter(({ start_s, end_s }) => start_s <= time && time < end_s);
  return now.filter(({ rule }) => rules.length === 0 || rules.includes(rule)).at(-1);
}

/** @param {import("./data.js").Part} part @param {import("./data.js").Rep} rep */
function repName({ reps }, { side, number }) {
  const all = reps.filter((other) => other.side === side).length;
  return [h("b", {}, `${capital(side)} ${number} of ${all}`)];
}

/** @param {import("./data.js").Review} review @param {import("./data.js").Rep} rep */
function verdictOfRep(review, rep) {
  const text = verdictText(review, rep);
  return h("span", { class: "reason", dir: "auto", title: text }, text);
}

/**
 * Return the verdict of a rep in words; if it was not assessed why, and when its foot was lost.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Rep} rep
 */
function verdictText(review, rep) {
  const { verdict, checks, part } = rep;
  const unseen = checks.filter((check) => check.verdict === "not_assessed");
  const why = unseen.find((check) => check.main) ?? unseen[0];
  const word = VERDICT_WORDS[verdict];
  if (verdict !== "not_assessed" || !why?.reason) return word;
  const title = part.summary.find(({ rule }) => rule === why.rule)?.title;
  return `${title ? `${title} ` : ""}${word}${lostText(review, rep)}: ${why.reason}`;
}

/**
 * Return what is wrong with the rep, and with the set where that or its number shows most, or while its
 * cue is shown; or what the chosen rule found, in the rep or its set.
 *
 * @param {import("./data.js").Part} part
 * @param {number} time in s
 * @param {string} rule
 * @param {import("./data.js").Rep | null} rep under way
 */
function toldAt(part, time, rule, rep) {
  const judged = judgedAt(part, time, rule, rep);
  judged.sort((a, b) => severity(b) - severity(a));
  const ofSet = judged.filter((one) => one.ofSet);
  if (rule) return ofSet.length > 0 ? ofSet : judged;
  const numbers = rep?.of_set ?? [];
  return judged.filter(({ check, ofSet: whole }) => {
    if (!isWrong(check.verdict) || !whole) return isWrong(check.verdict);
    if (isCued(part, time, check.rule)) return true;
    const own = numbers.filter((one) => one.rule === check.rule && isWrong(one.verdict));
    return [check, ...own].some(({ at_s }) => at_s !== null && Math.abs(time - at_s) <= HELD_S);
  });
}

/** @param {import("./blame.js").Judged} judged */
function severity({ check }) {
  return -FROM_WORST.indexOf(check.verdict);
}

/**
 * Return what a rule found. Of a whole set the number of the rep under way comes first, as the picture
 * shows it.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Part} part
 * @param {import("./blame.js").Judged} found
 * @param {import("./data.js").Rep | null} rep under way
 */
function finding({ units }, part, { check, row, ofSet }, rep) {
  const isJudged = check.verdict !== "not_assessed";
  const found = isJudged
    ? judgedText(units, part, check)
    : `${VERDICT_WORDS.not_assessed}: ${check.reason}`;
  const own = ofSet ? rep?.of_set.find(({ rule }) => rule === row.rule) : null;
  const ofRep = own?.label === check.label ? shortText(units, own) : "";
  const ofWhat = ofSet && !ofRep ? `Whole set: ${row.title}` : row.title;
  const number = ofRep && ` ${ofRep}; whole set`;
  const wanted = isJudged && check.wanted && h("span", { class: "wanted" }, `, ${check.wanted}`);
  const figures = h("span", { class: "figures" }, `${number} ${found}`, wanted);
  return h("span", { class: "finding" }, mark(check.verdict), h("bdi", {}, ofWhat), figures);
}
