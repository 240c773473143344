"""The timeline: it is the slider "Time", jumps and scrubs, and says what the pointer is over."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import FloatRect, expect

from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review
from tests.report.browser.test_drawn_curves import changed_review
from tests.sample import FPS

LEFT_LANE_PX = 33.0  # from the top of the timeline to the middle of the lane of the left leg


def box_of(review: Review) -> FloatRect:
    box = review.page.get_by_role("slider", name="Time", exact=True).bounding_box()
    assert box
    return box


def x_at(review: Review, time_s: float) -> float:
    box = box_of(review)
    return box["x"] + box["width"] * time_s * FPS / review.last_frame


SET_LANE_PX = 90.0  # to the middle of the lane of sets


def colourfulness(review: Review, y: float) -> int:
    """Return how far the channels of a pixel of the timeline differ, late in the clip."""
    box = box_of(review)
    clip = FloatRect(x=box["x"] + 0.8 * box["width"], y=box["y"] + y, width=2, height=2)
    encoded = np.frombuffer(review.page.screenshot(clip=clip), np.uint8)
    picture = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    assert picture is not None
    return int(np.ptp(picture[0, 0]))


def test_a_set_has_a_colour_only_if_something_is_wrong_with_it(
    review: Review, folder: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    for check in report["sets"][0]["checks"]:
        check["verdict"] = "good"
    text = json.dumps(report)
    good = changed_review(folder, "report.json", text, tmp_path / "good", open_page)
    assert colourfulness(review, SET_LANE_PX) > 100
    assert colourfulness(good, SET_LANE_PX) < 30


def test_a_click_on_a_rep_goes_to_it_and_a_drag_scrubs(review: Review) -> None:
    page, rep = review.page, review.rep("Left 2")
    y = box_of(review)["y"] + LEFT_LANE_PX
    page.mouse.move(x_at(review, rep["peak_s"]), y)
    page.mouse.down()
    review.wait_for_frame(review.frame_at(rep["peak_s"]) - 1, review.frame_at(rep["peak_s"]) + 1)
    for time_s in (3.5, 4.5, 5.5):
        page.mouse.move(x_at(review, time_s), y)
    page.mouse.up()
    review.wait_for_frame(review.frame_at(5.5) - 1, review.frame_at(5.5) + 1)


def test_the_slider_says_its_time_and_is_moved_by_keys(review: Review) -> None:
    slider = review.page.get_by_role("slider", name="Time", exact=True)
    slider.focus()
    review.page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "0.03 s, frame 1")
    review.page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", str(slider.get_attribute("aria-valuemax")))
    review.page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0.000")


def test_the_pointer_over_a_rep_says_what_is_wrong_with_it(review: Review) -> None:
    rep = review.rep("Left 2")
    review.page.mouse.move(x_at(review, rep["peak_s"]), box_of(review)["y"] + LEFT_LANE_PX)
    hint = review.region("Timeline").locator(".hint")
    expect(hint).to_contain_text("Left 2")
    value = next(c["value"] for c in rep["checks"] if c["rule"] == "heel-not-to-glutes")
    expect(hint).to_contain_text(f"Heel to glutes: {value:.0f}°, good from 120°")


def test_the_timeline_zooms_about_the_cursor(review: Review) -> None:
    page = review.page
    page.keyboard.press("End")
    page.get_by_role("button", name="Zoom in").click()
    page.mouse.click(x_at(review, 0.0) + 1, box_of(review)["y"] + LEFT_LANE_PX)
    half = review.last_frame / 2
    review.wait_for_frame(round(half) - 2, round(half) + 2)
    page.get_by_role("button", name="Zoom out").click()
    expect(page.get_by_role("button", name="Zoom out")).to_be_disabled()


@pytest.mark.parametrize("key", ["ArrowRight", "f"])
def test_the_cursor_follows(review: Review, key: str) -> None:
    review.page.keyboard.press(key)
    review.wait_for_frame(1, review.last_frame)
    cursor = review.region("Timeline").locator(".cursor").bounding_box()
    assert cursor
    assert cursor["x"] + cursor["width"] / 2 == pytest.approx(
        x_at(review, review.frame() / FPS), abs=1.0
    )
