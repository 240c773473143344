"""The overlay: it lies on the person, colours what is at fault, and is switched on and off."""

import base64
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Page, expect

from formcheck.poses.landmarks import Landmark, joint
from formcheck.report.saved import SavedResult
from formcheck.results import VERDICT_COLOURS, Verdict
from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of

Image = npt.NDArray[np.uint8]
SWITCHES = ("Skeleton", "Angle", "Trunk line", "Back edge", "Heel path")


def overlay(review: Review) -> Image:
    """Return the pixels of the overlay over the frame of the clock, RGBA."""
    review.wait_for_overlay()
    address: str = review.page.locator("canvas.overlay").evaluate("canvas => canvas.toDataURL()")
    png = np.frombuffer(base64.b64decode(address.split(",")[1]), np.uint8)
    image = cv2.imdecode(png, cv2.IMREAD_UNCHANGED)
    assert image is not None
    return np.asarray(image[:, :, [2, 1, 0, 3]], np.uint8)


def only(page: Page, *names: str) -> None:
    """Switch on these parts of the overlay, and no others."""
    for switch in page.get_by_role("switch").all():
        is_on = switch.get_attribute("aria-checked") == "true"
        if is_on != (switch.inner_text().strip() in names):
            switch.click()


def places(folder: Path, frame: int, image: Image) -> npt.NDArray[np.float64]:
    """Return where the landmarks of a frame lie on the overlay, (33, 2), in its pixels."""
    result = SavedResult.load(folder)
    source = result.report.source
    scale = min(image.shape[1] / source.width, image.shape[0] / source.height)
    corner = (np.array(image.shape[1::-1]) - scale * np.array([source.width, source.height])) / 2
    return np.asarray(corner + scale * result.track.xy_px[frame], np.float64)


def off_centre(image: Image, start: npt.NDArray[Any], end: npt.NDArray[Any]) -> float:
    """Return how far a drawn line lies beside the line between two points, in pixels."""
    middle, along = (start + end) / 2, (end - start) / np.hypot(*(end - start))
    steps = np.arange(-8, 8.01, 0.25)
    across = np.floor(middle + steps[:, None] * [along[1], -along[0]]).astype(int)
    opaque = image[across[:, 1], across[:, 0], 3] > 127
    assert opaque.any()
    return float(abs(steps[opaque].mean()))


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_skeleton_lies_on_the_landmarks(
    open_page: OpenPage, folder: Path, size: tuple[int, int]
) -> None:
    review = Review(open_page(folder / "review.html", *size), folder)
    review.wait_for_frame(0, 0)
    only(review.page, "Skeleton")
    for _ in range(3):
        review.page.keyboard.press("f")
        review.wait_for_frame(1, review.last_frame)
        image = overlay(review)
        at = places(folder, review.frame(), image)
        for side in ("left", "right"):
            shank = at[joint(side, "knee")], at[joint(side, "ankle")]
            assert off_centre(image, *shank) < 1.0
            foot = at[joint(side, "heel")], at[joint(side, "foot_index")]
            assert off_centre(image, *foot) < 1.0


def colour_of(image: Image, start: npt.NDArray[Any], end: npt.NDArray[Any]) -> tuple[int, ...]:
    """Return the most frequent colour along a line; other lines may cross it."""
    x, y = np.floor(start + (end - start) * np.linspace(0.1, 0.9, 60)[:, None]).astype(int).T
    colours, counts = np.unique(image[y, x, :3], axis=0, return_counts=True)
    return tuple(int(v) for v in colours[counts.argmax()])


def test_the_part_at_fault_is_coloured(review: Review, folder: Path) -> None:
    page = review.page
    only(page, "Skeleton")
    review.go_to_first_fault()
    review.wait_for_frame(5, review.last_frame)
    rep = next(rep for rep in review.reps if rep["verdict"] == "fault")
    shank = [joint(rep["side"], "knee"), joint(rep["side"], "ankle")]
    arm = [Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW]
    trunk = [Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP]

    def colours() -> list[tuple[int, ...]]:
        image = overlay(review)
        at = places(folder, review.frame(), image)
        return [colour_of(image, *at[ends]) for ends in (shank, arm, trunk)]

    fault, white = VERDICT_COLOURS[Verdict.FAULT], (255, 255, 255)
    assert colours()[:2] == [fault, fault]
    review.choose_rule("missing-arm-drive")
    review.wait_for_frame(1, review.last_frame)
    assert colours()[0] != fault
    assert colours()[1] == fault
    review.choose_rule("heel-not-to-glutes")
    rep = min(review.reps, key=lambda one: float(check_of(one, "heel-not-to-glutes")["value"]))
    peak = review.frame_at(rep["peak_s"])
    review.wait_for_frame(peak - 1, peak + 1)
    shank = [joint(rep["side"], "knee"), joint(rep["side"], "ankle")]
    assert colours() == [fault, white, white]


def test_each_part_is_a_switch_and_o_switches_all(review: Review) -> None:
    page = review.page
    page.keyboard.press("f")
    review.wait_for_frame(1, review.last_frame)
    for name in SWITCHES:
        only(page, name)
        assert overlay(review)[:, :, 3].any(), name
    only(page)
    assert not overlay(review)[:, :, 3].any()
    only(page, *SWITCHES)
    page.keyboard.press("o")
    assert not overlay(review)[:, :, 3].any()
    expect(page.get_by_role("switch", name="Skeleton")).to_have_attribute("aria-checked", "false")
    page.keyboard.press("o")
    assert overlay(review)[:, :, 3].any()


def test_the_arc_is_as_large_as_its_number(review: Review, folder: Path) -> None:
    only(review.page, "Angle")
    review.go_to_first_fault()
    rep = min(review.reps, key=lambda some: float(some["peak_s"]))
    peak = review.frame_at(check_of(rep, "heel-not-to-glutes")["at_s"])
    review.wait_for_frame(peak, peak)
    image = overlay(review)
    at = places(folder, peak, image)
    hip, knee, ankle = (at[joint(rep["side"], name)] for name in ("hip", "knee", "ankle"))
    (thigh_x, thigh_y), (shank_x, shank_y) = knee - hip, ankle - knee
    turn = np.sign(thigh_x * shank_y - thigh_y * shank_x)
    end = np.arctan2(shank_y, shank_x)
    radii = np.arange(4, 0.5 * np.hypot(shank_x, shank_y))

    def is_drawn(degrees: int) -> bool:
        """Return whether the arc reaches so far back from the shank."""
        direction = end - turn * np.radians(degrees)
        along = knee + radii[:, None] * [np.cos(direction), np.sin(direction)]
        x, y = along.astype(int).T
        return bool((image[y, x, 3] > 127).any())

    reach = next(degrees for degrees in range(5, 180) if not is_drawn(degrees))
    told = check_of(rep, "heel-not-to-glutes")["value"]
    assert told <= reach < told + 9  # the line ends some degrees past its middle
