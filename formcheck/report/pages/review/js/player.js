// The video follows the state: it shows the wanted frame, plays, and says which frame it shows.

import { frameAt } from "./data.js";
import { h } from "./dom.js";

/**
 * @param {HTMLElement} root the stage
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
export function mountPlayer(root, review, store) {
  const { clip } = review;
  const video = h("video", {
    playsinline: true,
    preload: "auto",
    "aria-label": clip.name,
    tabindex: -1,
    disablepictureinpicture: true,
  });
  video.muted = true; // the attribute alone does not mute an element that a script makes
  root.prepend(video);
  const none = "This clip has no video beside it: analyze it again to see it here.";
  if (!clip.video) return withoutVideo(root, review, store, none);
  const missing = `${clip.video} is missing: keep it in the folder of this page.`;
  video.addEventListener("error", () => withoutVideo(root, review, store, missing), { once: true });
  followState(video, review, store);
  video.src = addressOf(clip);
}

/**
 * @param {HTMLVideoElement} video
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 */
function followState(video, review, store) {
  let seeking = false; // one seek at a time: the video is asked for the latest frame after it
  let asked = -1; // the frame of the latest seek
  let reported = 0; // the frame that the video itself reported

  /** @param {number} frame */
  const seek = (frame) => {
    reported = -1;
    if (seeking || video.readyState === 0) return;
    seeking = true;
    asked = frame;
    video.currentTime = timeWithin(review, frame);
  };
  video.addEventListener("loadeddata", () => seek(store.state.frame), { once: true });
  video.addEventListener("seeked", () => {
    seeking = false;
    if (asked !== store.state.frame) seek(store.state.frame);
  });

  onFrames(video, review, (shown) => {
    if (seeking || video.paused) return store.set({ shown });
    const back = loopStart(review, store.state, shown);
    if (back !== null) return store.set({ frame: back });
    reported = shown;
    store.set({ shown, frame: shown });
  });

  store.on(["frame"], ({ frame }) => {
    if (frame !== reported) seek(frame);
  });
  store.on(["speed"], ({ speed }) => {
    video.playbackRate = video.defaultPlaybackRate = speed;
  });
  store.on(["playing"], ({ playing, frame }) => {
    if (!playing) {
      video.pause();
      return seek(frame);
    }
    if (frame === review.times.length - 1) store.set({ frame: 0 });
    video.play().catch(() => store.set({ playing: false }));
  });
  video.addEventListener("pause", () => store.set({ playing: false }));
  video.addEventListener("play", () => store.set({ playing: true }));
  video.addEventListener("ended", () => {
    const back = loopStart(review, store.state, review.times.length - 1);
    if (back !== null) store.set({ frame: back, playing: true });
  });
}

/**
 * Return a time of the video at which a frame is surely shown: within its time, and nearer to its
 * start than to the next frame, because Firefox reports this time as that of the frame.
 *
 * @param {import("./data.js").Review} review
 * @param {number} frame
 */
export function timeWithin({ times, clip }, frame) {
  const end = frame + 1 < times.length ? times[frame + 1] : times[frame] + 1 / clip.fps;
  return (0.6 * times[frame] + 0.4 * end) * clip.slow_motion;
}

/**
 * Call a function with each frame that a video shows, until the returned function is called.
 *
 * @param {HTMLVideoElement} video
 * @param {import("./data.js").Review} review
 * @param {(frame: number) => void} report
 */
export function onFrames(video, { times, clip }, report) {
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  if (typeof video.requestVideoFrameCallback === "function") {
    /** @type {VideoFrameRequestCallback} */
    const next = (_now, { mediaTime }) => {
      if (stopped) return;
      report(frameAt(times, mediaTime / clip.slow_motion));
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
    return stop;
  }
  const half = 0.5 / clip.fps; // the clock of other browsers runs through the time of a frame
  let seen = -1;
  const look = () => {
    if (stopped) return;
    if (!video.seeking && video.readyState >= 2 && video.currentTime !== seen) {
      seen = video.currentTime;
      report(frameAt(times, seen / clip.slow_motion - half));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return stop;
}

/**
 * Return the frame to go back to where a looped rep ends; null where playing goes on.
 *
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").State} state
 * @param {number} frame
 */
function loopStart({ times }, { loop, rep }, frame) {
  if (!loop) return null;
  if (!rep) return frame >= times.length - 1 ? 0 : null;
  const start = frameAt(times, rep.start_s);
  const outside = frame >= frameAt(times, rep.end_s) || frame < start;
  return outside ? start : null;
}

/**
 * Show the person without pictures: the frames follow the clock.
 *
 * @param {HTMLElement} root
 * @param {import("./data.js").Review} review
 * @param {import("./store.js").Store} store
 * @param {string} why
 */
function withoutVideo(root, review, store, why) {
  root.append(h("p", { class: "plate missing", role: "alert" }, why));
  store.on(["frame"], ({ frame }) => store.set({ shown: frame }));
  let before = performance.now();
  let time = 0;
  /** @param {number} now */
  const tick = (now) => {
    const { playing, frame, speed } = store.state;
    if (playing) {
      if (frameAt(review.times, time) !== frame) time = review.times[frame];
      time += ((now - before) / 1000) * speed;
      const next = frameAt(review.times, time);
      const ended = next === review.times.length - 1;
      store.set({ frame: loopStart(review, store.state, next) ?? next, playing: !ended });
    }
    before = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

/**
 * Return the address of the clip's video. One inside the page becomes a file in memory, in which
 * browsers seek as in a file on disk.
 *
 * @param {string} video the file beside the page, or a data: URL
 */
function addressOfVideo(video) {
  if (!video.startsWith("data:")) return encodeURI(video);
  const comma = video.indexOf(",");
  const binary = atob(video.slice(comma + 1));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  const type = video.slice("data:".length, comma).split(";")[0];
  return URL.createObjectURL(new Blob([bytes], { type }));
}

/** @type {string | null} */
let address = null; // made once: each file in memory takes as much memory as the video

/**
 * Return the address of the clip's video; empty if it has none.
 *
 * @param {import("./data.js").Review["clip"]} clip
 */
export function addressOf({ video }) {
  address ??= video ? addressOfVideo(video) : "";
  return address;
}
