"""Pictures of single frames: each belongs to the skeleton that is drawn over it."""

import shutil
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Locator, expect

from formcheck.report.folder import CLIP
from formcheck.report.pages.review.page import write_review
from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review
from tests.sample import images, write_clip

# The pictures of a video that is not in the page come late: after the browser has said that it has
# sought them, as on a busy computer.
LATE_PICTURES = """() => {
    const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
    Object.defineProperty(HTMLMediaElement.prototype, "currentTime", {
        get: own.get,
        set(time) {
            if (this.isConnected) return own.set.call(this, time);
            setTimeout(() => this.dispatchEvent(new Event("seeked")));
            setTimeout(() => own.set.call(this, time), 40);
        },
    });
}"""
GREYS = 23  # in turn, each one 9 brighter than that of the frame before


def grey_of(frame: int) -> int:
    return 20 + 9 * (frame % GREYS)


def frame_and_grey(canvas: Locator) -> tuple[int, int]:
    """Return the frame of a canvas, and how bright its middle is in the same picture."""
    while True:
        frame = canvas.get_attribute("data-frame")
        png = canvas.screenshot()
        if frame is not None and canvas.get_attribute("data-frame") == frame:
            break
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    return int(frame), int(image[image.shape[0] // 2, image.shape[1] // 2])


def test_a_picture_that_comes_late_is_waited_for(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    clip = tmp_path / "clip"
    shutil.copytree(folder, clip)
    greys = [np.full_like(images()[0], grey_of(i)) for i in range(len(images()))]
    write_clip(clip / CLIP, greys)
    write_review(clip)
    page = open_page(clip / "review.html")
    page.add_init_script(f"({LATE_PICTURES})()")
    page.reload()
    page.keyboard.press("o")
    region = Review(page, clip).region("Worst beside best")
    region.scroll_into_view_if_needed()
    pictures = region.locator("canvas[data-frame]")
    expect(pictures).to_have_count(2)
    for percent in (50, 20, 80):
        region.get_by_role("slider", name="Phase").fill(str(percent))
        for picture in pictures.all():
            frame, grey = frame_and_grey(picture)
            assert abs(grey - grey_of(frame)) < 4
