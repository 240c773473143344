"""The review page of the sample clip in a browser, and what the files beside it say."""

import csv
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from formcheck.report.pages.review.told import as_told
from formcheck.report.saved import SavedResult
from tests.sample import FPS

# The frame of the clock under the video, and that of the picture in the video.
_FRAMES = f"""() => [
    Number(document.querySelector(".clock")?.innerText.split("frame ")[1]),
    Math.floor(document.querySelector("#stage video")?.currentTime * {FPS}),
]"""


class Review:
    """A review page that is open.

    Attributes:
        page: the page, for Playwright.
        report: `report.json` beside it.
        measures: `measures.csv` beside it, a row for each frame.
    """

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.report: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
        with (folder / "measures.csv").open(encoding="utf-8", newline="") as stream:
            self.measures = list(csv.DictReader(stream))

    @property
    def reps(self) -> list[dict[str, Any]]:
        """The reps of the report."""
        reps: list[dict[str, Any]] = self.report["reps"]
        return reps

    @property
    def last_frame(self) -> int:
        """The last frame of the clip."""
        return len(self.measures) - 1

    def rep(self, name: str) -> dict[str, Any]:
        """Return the rep that is called so: "Left 3"."""
        side, number = name.lower().split(" ")
        return [rep for rep in self.reps if rep["side"] == side][int(number) - 1]

    def frame_at(self, time_s: float) -> int:
        """Return the frame that is nearest to a time."""
        return round(time_s * FPS)

    def region(self, name: str) -> Locator:
        """Return a region of the page."""
        return self.page.get_by_role("region", name=name, exact=True)

    def choose_rule(self, rule: str) -> None:
        """Click on the row of a rule among the verdicts."""
        self.page.locator(f'[data-rule="{rule}"]').click()

    def go_to_first_fault(self) -> None:
        """Go to the first fault in time; from frame 0 the key leads to the worst one."""
        for key in ("Home", "ArrowRight", "f"):
            self.page.keyboard.press(key)

    def frame(self) -> int:
        """Return the frame that the clock shows."""
        return int(self.page.evaluate(_FRAMES)[0])

    def wait_for_frame(self, first: int, last: int) -> None:
        """Wait until clock and video show the same frame, one from ``first`` to ``last``."""
        self.page.wait_for_function(
            f"""([first, last]) => {{
                const [clock, video] = ({_FRAMES})();
                return clock === video && first <= clock && clock <= last;
            }}""",
            arg=[first, last],
        )

    def wait_for_overlay(self) -> None:
        """Wait until the overlay is drawn for the frame that clock and video show."""
        self.page.wait_for_function(
            f"""() => {{
                const [clock, video] = ({_FRAMES})();
                const drawn = document.querySelector("canvas.overlay").dataset.frame;
                return clock === video && drawn === String(clock);
            }}"""
        )

    def frames_until_one_comes_again(self) -> list[int]:
        """Return the frames of the clock while the video plays, until it has gone back twice."""
        frames: list[int] = self.page.evaluate(
            f"""() => new Promise((resolve) => {{
                const frames = [];
                let back = 0;
                const look = () => {{
                    const [clock] = ({_FRAMES})();
                    if (clock < frames.at(-1)) back += 1;
                    if (back === 2) return resolve(frames);
                    if (back === 1) frames.push(clock);
                    else frames.splice(0, 1, clock);
                    requestAnimationFrame(look);
                }};
                look();
            }})"""
        )
        return frames


def check_of(rep: dict[str, Any], rule: str) -> dict[str, Any]:
    """Return the check of a rule in a rep of the report."""
    check: dict[str, Any] = next(check for check in rep["checks"] if check["rule"] == rule)
    return check


def starts_on_the_page(folder: Path) -> list[float]:
    """Return when the reps begin as the page shows them, in order of time, in seconds."""
    return sorted(rep.start_s for rep in as_told(SavedResult.load(folder)).report.reps)
