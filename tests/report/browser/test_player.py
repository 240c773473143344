"""The player: the frame that is wanted is the frame that is shown."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Page, expect

from formcheck.exercises.spec import Exercise
from formcheck.report.folder import CLIP, MEASURES, REPORT, TRACK, ResultsFolder
from formcheck.report.pages.review.page import write_review
from tests.conftest import Judge
from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of, starts_on_the_page
from tests.sample import write_clip
from tests.synthetic import ButtKicks, recording

BITS = 10  # of a frame's number, which is written into its picture as black and white blocks


def numbered_picture(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    bits = [(number >> bit) & 1 for bit in range(BITS)]
    row = np.repeat(np.array(bits, np.uint8) * 255, -(-width // BITS))[:width]
    return np.repeat(np.tile(row, (height, 1))[:, :, None], 3, axis=2)


def number_shown(page: Page) -> int:
    """Return the number in the picture of the video, as it stands on the screen."""
    png = page.locator("#stage").screenshot()
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    row = image[image.shape[0] // 2]
    picture = row[picture_columns(page, len(row))]
    size = len(picture) / BITS
    return sum(int(picture[round((bit + 0.5) * size)] > 127) << bit for bit in range(BITS))


def picture_columns(page: Page, width: int) -> slice:
    """Return the columns of the stage that the video's picture fills."""
    across: float = page.evaluate(
        """() => {
            const video = document.querySelector("#stage video");
            const scale = video.clientHeight / video.videoHeight;
            return Math.min(video.clientWidth, video.videoWidth * scale);
        }"""
    )
    return slice(round((width - across) / 2), round((width + across) / 2))


def clock(page: Page) -> int:
    return int(page.locator(".clock").inner_text().split("frame ")[1])


def press(page: Page, keys: Sequence[str]) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(("fps", "unevenness"), [(29.97, 0.0), (25.0, 0.0), (60.0, 0.0), (30, 0.3)])
def test_thirty_steps_are_thirty_frames(
    fps: float,
    unevenness: float,
    judged: Judge,
    butt_kicks: Exercise,
    open_page: OpenPage,
    tmp_path: Path,
) -> None:
    session = judged(ButtKicks(kicks=4, fps=fps, unevenness=unevenness).track())
    recorded = recording(session.track)
    ResultsFolder(tmp_path, "--out").write_session(recorded, session, [butt_kicks])
    size = session.track.width // 4 * 2, session.track.height // 4 * 2
    pictures = [numbered_picture(i, *size) for i in range(session.frames)]
    write_clip(tmp_path / CLIP, pictures, [float(time) for time in session.time_s])
    write_review(tmp_path)

    page = open_page(tmp_path / "review.html")
    page.keyboard.press("o")
    page.wait_for_function("() => document.querySelector('#stage video').readyState >= 2")
    press(page, ["ArrowRight"] * 30)
    wait_for_picture(page, 30)
    press(page, ["Shift+ArrowRight"] * 2 + ["ArrowLeft"] * 3)
    wait_for_picture(page, 47)
    press(page, ["Shift+ArrowLeft"])
    wait_for_picture(page, 37)


def wait_for_picture(page: Page, number: int) -> None:
    """Check that the clock shows a frame, and that its picture comes to be shown."""
    assert clock(page) == number
    shown = -1
    for _ in range(40):
        shown = number_shown(page)
        if shown == number:
            return
        page.wait_for_timeout(50)
    assert shown == number


def test_a_browser_that_does_not_tell_its_frames_steps_as_well(review: Review) -> None:
    page = review.page
    page.add_init_script("delete HTMLVideoElement.prototype.requestVideoFrameCallback")
    page.reload()
    review.wait_for_frame(0, 0)
    press(page, ["ArrowRight"] * 30)
    review.wait_for_frame(30, 30)
    expect(page.locator("canvas.overlay")).to_have_attribute("data-frame", "30")
    page.keyboard.press(" ")
    page.wait_for_function("() => document.querySelector('canvas.overlay').dataset.frame > 40")
    page.keyboard.press(" ")
    expect(page.locator("canvas.overlay")).to_have_attribute("data-frame", str(review.frame()))


def test_next_fault_goes_to_the_moment_of_each_fault(review: Review) -> None:
    checks = [check for rep in review.reps for check in rep["checks"]]
    checks += [check for some in review.report["sets"] for check in some["checks"]]
    moments = sorted({review.frame_at(c["at_s"]) for c in checks if c["verdict"] == "fault"})
    assert len(moments) > 10
    review.go_to_first_fault()
    review.wait_for_frame(moments[0] - 1, moments[0] + 1)
    expect(review.page.get_by_role("status").first).to_contain_text("Fault 1 of 17, worst: Right")
    for moment in moments[1:4]:
        review.page.get_by_role("button", name="Next fault").click()
        review.wait_for_frame(moment - 1, moment + 1)
    review.page.get_by_role("button", name="Previous fault").click()
    review.wait_for_frame(moments[2] - 1, moments[2] + 1)


def test_the_first_fault_from_the_start_is_the_worst_and_w_leads_back_to_it(review: Review) -> None:
    worst = min((check_of(rep, "heel-not-to-glutes") for rep in review.reps), key=value_of)
    frame = review.frame_at(worst["at_s"])
    status = review.page.get_by_role("status").first
    review.page.keyboard.press("f")
    review.wait_for_frame(frame - 1, frame + 1)
    expect(status).to_contain_text("the worst")
    review.page.keyboard.press("f")
    expect(status).not_to_contain_text("the worst")
    review.page.get_by_role("button", name="Worst fault").first.click()
    review.wait_for_frame(frame - 1, frame + 1)
    expect(status).to_contain_text("the worst")


def test_the_line_that_names_the_worst_rep_is_not_cut(review: Review) -> None:
    review.page.keyboard.press("ArrowRight")
    status = review.page.get_by_role("status").first
    expect(status).to_have_text("2 kinds of fault in 17 places, worst: Right 7")
    assert status.evaluate("line => line.scrollWidth <= line.clientWidth")


def test_the_faults_of_a_chosen_rule_are_counted_by_themselves(review: Review) -> None:
    review.choose_rule("heel-not-to-glutes")
    status = review.page.get_by_role("status").first
    expect(status).to_have_text("Fault 14 of 16 of this rule, the worst")


def value_of(check: dict[str, Any]) -> float:
    return float(check["value"])


def test_next_fault_of_a_chosen_rule(review: Review) -> None:
    review.choose_rule("missing-arm-drive")
    review.page.keyboard.press("f")
    # It is a fault of the whole set: the frame is one of a rep, whose own number comes first.
    first, *_, last = review.reps
    review.wait_for_frame(review.frame_at(first["start_s"]), review.frame_at(last["end_s"]) - 1)
    (check,) = (c for c in review.report["set_checks"] if c["rule"] == "missing-arm-drive")
    assert review.frame() < review.frame_at(check["at_s"]) - 2
    words = review.page.locator("#now")
    expect(words).to_contain_text(" of 8")
    expect(words).to_contain_text("Arm drive 1°; whole set 1°, good from 25°")


def test_space_plays_and_pauses_at_the_frame_that_is_shown(review: Review) -> None:
    page = review.page
    page.get_by_role("button", name="Speed 0.5×").click()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.wait_for_function("() => document.querySelector('canvas.overlay').dataset.frame > 3")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    review.wait_for_frame(1, review.last_frame)
    assert page.evaluate("document.querySelector('#stage video').playbackRate") == 0.5


def test_down_and_up_go_from_rep_to_rep_and_l_loops_the_rep(review: Review, folder: Path) -> None:
    page = review.page
    starts = [review.frame_at(start_s) for start_s in starts_on_the_page(folder)]
    for start in starts[:3]:
        page.keyboard.press("ArrowDown")
        review.wait_for_frame(start, start)
    page.keyboard.press("ArrowUp")
    review.wait_for_frame(starts[1], starts[1])
    page.keyboard.press("l")
    page.keyboard.press(" ")
    frames = review.frames_until_one_comes_again()
    assert min(frames) >= starts[1]
    assert max(frames) <= review.frame_at(review.reps[1]["end_s"])


def test_a_page_without_a_video_says_so_and_still_shows_the_person(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    for name in (REPORT, MEASURES, TRACK):
        shutil.copy(folder / name, tmp_path)
    write_review(tmp_path)
    page = open_page(tmp_path / "review.html")
    expect(page.get_by_role("alert")).to_contain_text("no video beside it")
    press(page, ["ArrowRight"] * 5)
    assert clock(page) == 5
    assert page.evaluate(OPAQUE) > 500


# The number of pixels that the overlay covers.
OPAQUE = """() => {
    const canvas = document.querySelector("canvas.overlay");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
}"""
