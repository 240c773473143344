// The strip under the video: the rep under way, what is wrong with it, and the cue.

import { isWrong, judgedAt } from "./blame.js";
import { partAt, repAt } from "./data.js";
import { h } from "./dom.js";
import { mark, VERDICT_WORDS } from "./marks.js";
import { capital, measuredText, wantedText } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
export function mountNow(root, review, store) {
  let told = "";
  store.on(["frame", "rule"], ({ frame, rule }) => {
    const time = review.times[frame];
    const part = partAt(review.parts, frame);
    const rep = repAt(part.reps, time);
    const cue = part.cues.filter(({ start_s, end_s }) => start_s <= time && time < end_s).at(-1);
    const key = `${rep?.index} ${part.first_frame} ${cue?.start_s} ${rule}`;
    if (key === told) return;
    told = key;
    root.replaceChildren(
      ...(rep
        ? repWords(review, part, rep, rule)
        : [h("span", { class: "muted" }, "Between reps")]),
      ...(cue ? [h("span", { class: "cue", dir: "auto" }, cue.text)] : []),
    );
  });
}

/**
 * Return the rep's name with what is wrong with it, or what the chosen rule found, in it or its set.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./data.js").Part} part
 * @param {import("./data.js").Rep} rep
 * @param {string} rule
 */
function repWords({ units }, part, rep, rule) {
  const all = part.reps.filter(({ side }) => side === rep.side).length;
  const name = h("b", {}, `${capital(rep.side)} ${rep.number} of ${all}`);
  const judged = judgedAt(part, rep.peak_s, rule);
  const told = judged.filter(
    ({ check }) => rule || (isWrong(check.verdict) && rep.checks.includes(check)),
  );
  if (told.length === 0 && !rule) {
    return [mark(rep.verdict), name, h("span", {}, VERDICT_WORDS[rep.verdict])];
  }
  return [
    name,
    ...told.map(({ check, row }) => {
      const words = [measuredText(units, check), wantedText(units, check)].filter(Boolean);
      const title = h("bdi", {}, row.title);
      return h("span", { class: "finding" }, mark(check.verdict), title, ` ${words.join(", ")}`);
    }),
  ];
}
