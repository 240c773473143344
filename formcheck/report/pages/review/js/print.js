// Printing: one or two pages of paper, made of what the page shows.

import { frameAt } from "./data.js";
import { h } from "./dom.js";
import { printSheet } from "./print_sheet.js";
import { PrintStills } from "./print_stills.js";

const UNHURRIED_MS = 1000; // the page comes first

/**
 * Let the page be printed, with the button and the keys of the browser.
 *
 * @param {HTMLElement} actions where the button goes
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @param {import("./notes_book.js").NotesBook} book
 * @param {import("./stills.js").TakeStill} takeStill
 */
export function mountPrint(actions, review, store, book, takeStill) {
  const stills = new PrintStills(review, takeStill, store.state);
  /** @type {HTMLElement | null} */
  let sheet = null;
  addEventListener("beforeprint", () => {
    sheet?.remove();
    sheet = printSheet(review, book.notes, stills);
    document.body.append(sheet);
  });
  addEventListener("afterprint", () => sheet?.remove());

  // The browser's own menu prints at once: the stills have their pictures by then.
  const take = () => stills.prepare(stillsToPrint(review, book.notes));
  book.onChange(take);
  setTimeout(take, UNHURRIED_MS);

  const print = async () => {
    await stills.prepare(stillsToPrint(review, book.notes));
    window.print();
  };
  actions.append(h("button", { type: "button", click: print }, "Print"));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p") return;
    event.preventDefault(); // the stills come first
    print();
  });
}

/**
 * @param {import("./data.js").Review} review
 * @param {import("./notes_file.js").Note[]} notes
 * @returns {import("./print_stills.js").Still[]}
 */
function stillsToPrint(review, notes) {
  return [
    ...review.worst.map(({ frame }) => ({ frame, whole: false })),
    ...drawnStills(review, notes),
  ];
}

/**
 * @param {import("./data.js").Review} review
 * @param {import("./notes_file.js").Note[]} notes
 * @returns {import("./print_stills.js").Still[]}
 */
function drawnStills(review, notes) {
  return notes
    .filter((note) => note.drawings.length > 0)
    .map(({ time_s }) => ({ frame: frameAt(review.times, time_s), whole: true }));
}
