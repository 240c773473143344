// The review page: each part is mounted into its region and follows the shared state.

import { mountAngles } from "./angles.js";
import { commandsOf } from "./commands.js";
import { mountCompare } from "./compare.js";
import { mountSettings, mountTransport } from "./controls.js";
import { decodeReview } from "./data.js";
import { region } from "./dom.js";
import { mountHeader } from "./header.js";
import { mountKeys } from "./keys.js";
import { mountMoments } from "./moments.js";
import { mountNotes } from "./notes.js";
import { noteCommand } from "./notes_tools.js";
import { mountNow } from "./now.js";
import { mountOverlay } from "./overlay.js";
import { mountPlayer } from "./player.js";
import { mountPrint } from "./print.js";
import { worstOfRule } from "./ranking.js";
import { mountRepTable } from "./rep_table.js";
import { stillsOf } from "./stills.js";
import { createStore } from "./store.js";
import { mountTimeline } from "./timeline.js";
import { chooseRule, mountVerdicts } from "./verdicts.js";

const review = decodeReview(JSON.parse(region("data").textContent ?? ""));
const LONG_S = 90; // a longer clip is shown in part, so that single reps can be told apart
const last = review.times[review.times.length - 1];
const store = createStore({
  frame: 0,
  shown: 0,
  playing: false,
  speed: 1,
  loop: false,
  rep: worstOfRule(review, "")?.rep ?? null,
  rule: "",
  about: null,
  span: [review.times[0], Math.min(last, review.times[0] + LONG_S)],
  switches: {
    all: true,
    skeleton: true,
    angle: true,
    trunk: review.parts.some(({ summary }) => summary.some(({ part }) => part === "trunk")),
    back: true,
    path: false,
  },
});
const commands = commandsOf(review, store);

const isUpright = review.clip.height > review.clip.width;
region("bench").classList.toggle("upright", isUpright);
document.body.classList.toggle("upright-clip", isUpright);

mountHeader(region("clip"), review);
mountPlayer(region("stage"), review, store);
mountOverlay(region("stage"), review, store);
mountNow(region("now"), review, store);
mountTransport(region("transport"), review, store, commands);
mountSettings(region("settings"), review, store, commands);
mountTimeline(region("timeline"), review, store);
mountAngles(region("angles"), review, store);
mountVerdicts(region("verdicts"), review, store);
mountRepTable(region("reps"), review, store);
const takeStill = stillsOf(review);
mountCompare(region("compare"), review, store, takeStill);
mountMoments(region("moments"), review, store, takeStill);
mountKeys({ ...commands, note: noteCommand() });
mountNotes(region("notes"), region("stage"), review, store).then((book) =>
  mountPrint(region("actions"), review, store, book, takeStill),
);

// A fault of the overview leads to its worst moment.
const wanted = new URLSearchParams(location.search).get("rule");
const known = review.parts.flatMap(({ summary }) => summary).some(({ rule }) => rule === wanted);
if (wanted && known) chooseRule(review, wanted, store);
