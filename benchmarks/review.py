"""How fast the review page of a result opens and scrubs in Chromium, and how large it is.

    python -m benchmarks.review DIR [--seconds 5] [--json FILE]

DIR is a folder of results that has a review page; the page is made anew first. While the pointer is
dragged over the timeline, moves and new pictures of the video are counted, and what a move costs in
processor time of the page, which hardly depends on what else the machine does. Needs Playwright and
Chromium, Chrome or Edge.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from formcheck.report.folder import REVIEW
from formcheck.report.pages.browser import find_browser
from formcheck.report.pages.review.page import write_review

#: What is wanted of a clip of 20 minutes.
MOST_OPEN_S, LEAST_PICTURES_HZ, MOST_OWN_BYTES = 3.0, 20.0, 300_000
STEPS = 30
SIZE = ViewportSize(width=1440, height=900)

# Notes when the overlay of the first frame is drawn over its picture, in s from the start.
_OPENED = """
const look = () => {
  const video = document.querySelector("#stage video");
  const canvas = document.querySelector("canvas.overlay");
  if (video?.readyState >= 2 && canvas?.dataset.frame) window.openedS = performance.now() / 1000;
  else requestAnimationFrame(look);
};
look();
"""
# Counts the pictures of the video that are shown from now on.
_COUNT_PICTURES = """() => {
  const video = document.querySelector("#stage video");
  window.pictures = 0;
  const next = () => {
    window.pictures += 1;
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
}"""
# Whether the picture of the frame that the clock names is shown: its place in the video's time.
_IN_STEP = """(frame) => {
  const video = document.querySelector("#stage video");
  const { time_s, clip } = JSON.parse(document.getElementById("data").textContent);
  const bytes = Uint8Array.from(atob(time_s), (c) => c.charCodeAt(0));
  const times = new Float64Array(bytes.buffer);
  const at = video.currentTime / clip.slow_motion;
  const clock = Number(document.querySelector(".clock").innerText.split("frame ")[1]);
  return !video.seeking && clock === frame && times[frame] <= at && at < times[frame + 1];
}"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured.

    Attributes:
        frames: of the clip.
        make_s: time to make the page, and what of it was processor time.
        make_processor_s: see ``make_s``.
        own_bytes: size of the page without the data of the clip.
        page_bytes: size of the page.
        open_s: time until the first picture is shown with its overlay.
        moves_hz: moves of the pointer a second while it is dragged.
        pictures_hz: new pictures of the video a second meanwhile.
        move_ms: processor time that the page takes for a move.
        in_step: whether 30 steps are 30 frames, of the clock and of the video.
        errors: errors on the console, and uncaught ones.
        elsewhere: requests for anything but files beside the page.
    """

    frames: int
    make_s: float
    make_processor_s: float
    own_bytes: int
    page_bytes: int
    open_s: float
    moves_hz: float
    pictures_hz: float
    move_ms: float
    in_step: bool
    errors: list[str]
    elsewhere: list[str]


def measure(folder: Path, seconds: float) -> Figures:
    """Make the page of a folder of results, open it and use it.

    Args:
        folder: of the results.
        seconds: how long the pointer is dragged.
    """
    wall, processor = time.perf_counter(), time.process_time()
    write_review(folder)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    path = (folder / REVIEW).resolve()
    text = path.read_text("utf-8")
    before, _, rest = text.partition('id="data">')
    after = rest.partition("</script>")[2]
    errors: list[str] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), chromium_sandbox=False, args=["--no-proxy-server"]
        )
        page = browser.new_context(viewport=SIZE, offline=True).new_page()
        page.set_default_timeout(120_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.add_init_script(_OPENED)
        page.goto(path.as_uri())
        open_s: float = page.wait_for_function("() => window.openedS").json_value()
        in_step = _steps(page)
        frames = page.evaluate("() => atob(JSON.parse(data.textContent).time_s).length / 8")
        moves_hz, pictures_hz, move_ms = _drag(page, seconds)
        browser.close()
    beside = (f"{path.parent.as_uri()}/", "data:", "blob:")
    return Figures(
        frames=int(frames),
        make_s=wall,
        make_processor_s=processor,
        own_bytes=len((before + after).encode()),
        page_bytes=len(text.encode()),
        open_s=open_s,
        moves_hz=moves_hz,
        pictures_hz=pictures_hz,
        move_ms=move_ms,
        in_step=in_step,
        errors=errors,
        elsewhere=[address for address in asked if not address.startswith(beside)],
    )


def _steps(page: Page) -> bool:
    """Step forward; return whether clock and video have made as many steps."""
    for _ in range(STEPS):
        page.keyboard.press("ArrowRight")
    ends_s = time.monotonic() + 30.0
    while not page.evaluate(_IN_STEP, STEPS):
        if time.monotonic() > ends_s:
            return False
    return True


def _drag(page: Page, seconds: float) -> tuple[float, float, float]:
    """Drag over the timeline; return moves and pictures a second, and ms of processor time a move.

    The pointer goes there and back in even steps, each as soon as the page has taken the last one.
    """
    box = page.get_by_role("slider", name="Time").bounding_box()
    assert box, "the page has no timeline"
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate(_COUNT_PICTURES)
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 2, y)
    page.mouse.down()
    before, start_s, moves = _task_s(session), time.perf_counter(), 0
    while (passed_s := time.perf_counter() - start_s) < seconds:
        way = abs((moves * 3) % (2 * box["width"] - 8) - (box["width"] - 4))
        page.mouse.move(box["x"] + 2 + way, y)
        moves += 1
    task_s = _task_s(session) - before
    pictures: float = page.evaluate("() => window.pictures")
    page.mouse.up()
    return moves / passed_s, pictures / passed_s, 1000 * task_s / moves


def _task_s(session: CDPSession) -> float:
    """Return the processor time that the page's thread has taken for its tasks."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def text_of(some: Figures) -> str:
    """Return the figures in words, each with what is wanted of it."""
    return "\n".join(
        [
            f"frames            {some.frames}",
            f"page made in      {some.make_s:.2f} s ({some.make_processor_s:.2f} s of processor)",
            f"own files         {some.own_bytes / 1e3:.0f} kB (at most {MOST_OWN_BYTES / 1e3:.0f}),"
            f" with the data {some.page_bytes / 1e6:.1f} MB",
            f"opens in          {some.open_s:.2f} s (at most {MOST_OPEN_S:.0f})",
            f"scrubbing         {some.moves_hz:.0f} moves a second, {some.pictures_hz:.0f} pictures"
            f" (at least {LEAST_PICTURES_HZ:.0f}), {some.move_ms:.1f} ms of processor a move",
            f"{STEPS} steps          are {'' if some.in_step else 'NOT '}as many frames",
            f"console errors    {len(some.errors)} {' | '.join(some.errors)}".rstrip(),
            f"outside requests  {len(some.elsewhere)} {' '.join(some.elsewhere)}".rstrip(),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the page of a folder of results and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="results with a review page")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long to drag")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    options = parser.parse_args(arguments)
    figures = measure(options.folder, options.seconds)
    print(text_of(figures))
    if options.json:
        options.json.write_text(json.dumps(asdict(figures), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
