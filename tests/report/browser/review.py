"""The review page of the sample clip in a browser, and what the files beside it say."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.sample import FPS

# The frame of the clock under the video, and that of the picture in the video.
_FRAMES = f"""() => [
    Number(document.querySelector(".clock").innerText.split("frame ")[1]),
    Math.floor(document.querySelector("#stage video").currentTime * {FPS}),
]"""


class Review:
    """A review page that is open.

    Attributes:
        page: the page, for Playwright.
        report: `report.json` beside it.
    """

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.report: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))

    @property
    def reps(self) -> list[dict[str, Any]]:
        """The reps of the report."""
        reps: list[dict[str, Any]] = self.report["reps"]
        return reps

    def region(self, name: str) -> Locator:
        """Return a region of the page."""
        return self.page.get_by_role("region", name=name, exact=True)

    def wait_for_frame(self, first: int, last: int) -> None:
        """Wait until clock and video show the same frame, one from ``first`` to ``last``."""
        self.page.wait_for_function(
            f"""([first, last]) => {{
                const [clock, video] = ({_FRAMES})();
                return clock === video && first <= clock && clock <= last;
            }}""",
            arg=[first, last],
        )

    def frame(self) -> int:
        """Return the frame that the clock shows."""
        return int(self.page.evaluate(_FRAMES)[0])

    def start_of(self, rep: dict[str, Any]) -> int:
        """Return the first frame of a rep."""
        return round(float(rep["start_s"]) * FPS)

    def end_of(self, rep: dict[str, Any]) -> int:
        """Return the last frame of a rep."""
        return round(float(rep["end_s"]) * FPS)


def check_of(rep: dict[str, Any], rule: str) -> dict[str, Any]:
    """Return the check of a rule in a rep of the report."""
    check: dict[str, Any] = next(check for check in rep["checks"] if check["rule"] == rule)
    return check
