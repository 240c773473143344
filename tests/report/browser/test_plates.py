"""The plates over the video: they tell what the frame shows from what was judged at its peak."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from formcheck.poses.landmarks import joint
from formcheck.report.folder import REPORT, TRACK
from formcheck.report.pages.review.page import write_review
from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of, starts_on_the_page
from tests.sample import FPS

MAIN_RULE = "heel-not-to-glutes"
LEAN = "excessive-forward-lean"


def record_texts(review: Review) -> None:
    """Keep each text that is drawn over the video."""
    review.page.evaluate(
        """() => {
            const overlay = document.querySelector("canvas.overlay");
            const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
            window.texts = [];
            CanvasRenderingContext2D.prototype.clearRect = function (...box) {
                if (this.canvas === overlay) window.texts = [];
                return clearRect.apply(this, box);
            };
            CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
                if (this.canvas === overlay) window.texts.push(text);
                return fillText.call(this, text, ...place);
            };
        }"""
    )


def texts_at(review: Review, frame: int) -> list[str]:
    """Return the texts over the video, once a frame is shown.

    Frame and texts are read at once: a video that still follows earlier keys shows other frames
    in between.
    """
    texts = review.page.wait_for_function(
        """(frame) => {
            const drawn = document.querySelector("canvas.overlay").dataset.frame;
            return drawn === String(frame) && window.texts.length > 0 && window.texts;
        }""",
        arg=frame,
    )
    found: list[str] = texts.json_value()
    return found


def test_only_the_frame_of_the_peak_shows_the_judged_number_as_its_own(review: Review) -> None:
    review.choose_rule(MAIN_RULE)
    record_texts(review)
    review.go_to_first_fault()
    check = min(
        (check_of(rep, MAIN_RULE) for rep in review.reps), key=lambda check: float(check["at_s"])
    )
    peak = review.frame_at(check["at_s"])
    judged = f"{check['value']:.0f}°"
    texts = texts_at(review, peak)
    assert judged in texts
    assert "knee" in texts
    assert not any("judged" in text for text in texts)
    for _ in range(3):
        review.page.keyboard.press("ArrowRight")
    texts = texts_at(review, peak + 3)
    assert any(text.startswith(f"judged {judged}, good from ") for text in texts)
    side = min(review.reps, key=lambda rep: float(rep["peak_s"]))["side"]
    live = float(review.measures[peak + 3][f"{side}_knee_flexion_deg"])
    assert f"{live:.0f}°" in texts
    assert "knee now" in texts
    assert "knee" not in texts


@contextmanager
def changed_report(folder: Path, copy: Path) -> Iterator[dict[str, Any]]:
    """Copy results and yield their report; then write it as it was changed, and the page anew."""
    shutil.copytree(folder, copy)
    report: dict[str, Any] = json.loads((copy / REPORT).read_text("utf-8"))
    yield report
    (copy / REPORT).write_text(json.dumps(report), "utf-8")
    write_review(copy)


@pytest.fixture
def slow_lowering(folder: Path, tmp_path: Path) -> Path:
    """Return results in which the first rep is judged by the time that its knee took."""
    copy = tmp_path / "clip"
    with changed_report(folder, copy) as report:
        rep = report["reps"][0]
        row = next(row for row in report["summary"] if row["rule"] == "hard-descent")
        check = check_of(rep, MAIN_RULE)
        check |= {"rule": row["rule"], "verdict": "fault", "sigma": 0.0, "directions": []}
        check |= {"measure": "knee_flexion_deg", "label": "lowering time"}
        rep["checks"] = [check | {"value": 0.42, "good_limit": 0.9, "unit": "×"}]
    return copy


def test_an_angle_is_not_shown_with_the_limit_of_a_time(
    open_page: OpenPage, slow_lowering: Path
) -> None:
    review = Review(open_page(slow_lowering / "review.html"), slow_lowering)
    review.wait_for_frame(0, 0)
    record_texts(review)
    review.choose_rule("hard-descent")
    review.page.keyboard.press("f")
    texts = texts_at(review, review.frame_at(review.reps[0]["checks"][0]["at_s"]))
    limit = texts.index("good from 90 %")
    assert texts[limit - 2 : limit] == ["lowering time", "42 %"]
    assert any(text.endswith("°") for text in texts)


@pytest.fixture
def leaning(folder: Path, tmp_path: Path) -> Path:
    """Return results in which the first rep leans on average, and the limits hold in some reps."""
    copy = tmp_path / "clip"
    with changed_report(folder, copy) as report:
        rep = report["reps"][0]
        check_of(rep, LEAN).update(
            verdict="fault", value=23.0, threshold=20.0, unit="deg",
            lower_limit=False, good_limit=15.0,
            measure="trunk_inclination_deg", part="trunk", label="lean of the trunk",
            span_s=[rep["start_s"], rep["end_s"]],
        )  # fmt: skip
        row = next(row for row in report["summary"] if row["rule"] == LEAN)
        for limit in row["limits"]:
            limit["conditions"] = ["if the hips are seen"]
    return copy


def test_an_average_is_the_number_of_all_its_frames(open_page: OpenPage, leaning: Path) -> None:
    review = Review(open_page(leaning / "review.html"), leaning)
    review.wait_for_frame(0, 0)
    record_texts(review)
    review.choose_rule(LEAN)
    review.page.keyboard.press("Home")
    review.page.keyboard.press("f")
    check = check_of(review.reps[0], LEAN)
    peak = review.frame_at(check["at_s"])
    for frame in (peak, peak + 1, peak + 2):
        texts = texts_at(review, frame)
        lean = texts.index("lean over the stride")
        assert texts[lean : lean + 3] == [
            "lean over the stride",
            "23° forward",
            "good up to 15° forward",
        ]
        review.page.keyboard.press("ArrowRight")
    expect(review.page.locator("#now")).to_contain_text(
        "23° forward over the stride, good up to 15° forward"
    )
    judged = review.page.locator(".plot-judged")
    expect(judged).to_contain_text("(the bars)")
    expect(judged).not_to_contain_text("No limit")


def test_a_number_says_that_it_is_corrected_for_the_view(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "clip"
    with changed_report(folder, copy) as report:
        report["view"]["kind"] = "oblique"
    review = Review(open_page(copy / "review.html"), copy)
    review.wait_for_frame(0, 0)
    record_texts(review)
    review.go_to_first_fault()
    faults = [check for check in review.reps[0]["checks"] if check["verdict"] == "fault"]
    frame = review.frame_at(faults[0]["at_s"])
    assert "corrected for the view" in texts_at(review, frame)


def test_a_number_far_from_the_drawn_angle_says_how_large_that_looks(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "clip"
    with changed_report(folder, copy) as report:
        check = check_of(report["reps"][0], MAIN_RULE)
        seen = check["value"]
        check["value"] -= 20
    review = Review(open_page(copy / "review.html"), copy)
    review.wait_for_frame(0, 0)
    record_texts(review)
    review.choose_rule(MAIN_RULE)
    review.go_to_first_fault()
    notes = [
        text.removeprefix("corrected: looks like ").removesuffix("°")
        for text in texts_at(review, review.frame_at(check["at_s"]))
        if text.startswith("corrected: ")
    ]
    assert [abs(int(note) - seen) < 10 for note in notes] == [True]


def test_the_frame_at_the_start_of_a_rep_is_of_the_rep(review: Review, folder: Path) -> None:
    for start_s in starts_on_the_page(folder)[:6]:
        review.page.keyboard.press("ArrowDown")
        start = review.frame_at(start_s)
        review.wait_for_frame(start, start)
        assert "Between reps" not in review.page.locator("#now").inner_text()


def test_the_rep_that_was_gone_to_is_told_where_two_overlap(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "clip"
    with changed_report(folder, copy) as report:
        kicks = sorted(report["reps"], key=lambda one: float(one["start_s"]))
        number = next(i for i, one in enumerate(kicks) if i > 2 and one["side"] == "left")
        before, rep = kicks[number - 1], kicks[number]
        at_s = (rep["start_s"] + rep["peak_s"]) / 2
        before |= {"peak_s": at_s, "end_s": at_s + 0.05}
        for check in rep["checks"]:
            if check["rule"] == MAIN_RULE:
                check["at_s"] = at_s
    review = Review(open_page(copy / "review.html"), copy)
    review.wait_for_frame(0, 0)
    count = 1 + sum(one["side"] == "left" for one in kicks[:number])
    review.choose_rule(MAIN_RULE)
    review.page.get_by_role("button", name=f"Left {count}, ").first.click()
    review.wait_for_frame(review.frame_at(at_s), review.frame_at(at_s))
    expect(review.page.locator("#now")).to_contain_text(f"Left {count} of")


def test_the_cue_is_about_a_rule_that_the_caption_tells(review: Review) -> None:
    strip = review.page.locator("#now")
    cue = next(cue for cue in review.report["cues"] if cue["rule"] == "missing-arm-drive")
    rep = next(
        rep
        for rep in review.reps
        if rep["verdict"] == "fault" and cue["start_s"] < rep["peak_s"] < cue["end_s"]
    )
    faults = sorted(one["peak_s"] for one in review.reps if one["verdict"] == "fault")
    review.go_to_first_fault()
    for _ in range(faults.index(rep["peak_s"])):
        review.page.keyboard.press("f")
    expect(strip).to_contain_text("Heel to glutes")
    expect(strip).to_contain_text("Whole set: Arm drive")
    expect(strip).to_contain_text(cue["text"])
    review.choose_rule(MAIN_RULE)
    expect(strip).not_to_contain_text(cue["text"])
    review.page.keyboard.press("Escape")
    review.choose_rule("missing-arm-drive")
    review.page.keyboard.press("Home")
    tens, ones = divmod(review.frame_at(rep["peak_s"]), 10)
    for key in ["Shift+ArrowRight"] * tens + ["ArrowRight"] * ones:
        review.page.keyboard.press(key)
    expect(strip).to_contain_text(cue["text"])
    expect(strip).to_contain_text("Arm drive")


def test_it_is_said_when_the_foot_of_a_rep_was_lost(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "clip"
    with changed_report(folder, copy) as report:
        rep = report["reps"][0]
        rep["verdict"] = "not_assessed"
        for check in rep["checks"]:
            check.update(verdict="not_assessed", reason="the foot was lost", value=None)
        with np.load(copy / TRACK) as track:
            arrays = dict(track)
        lost = round(rep["peak_s"] * FPS) + 1
        arrays["unsure"][lost : lost + 2, joint(rep["side"], "ankle")] = True
        np.savez_compressed(copy / TRACK, **arrays)
    review = Review(open_page(copy / "review.html"), copy)
    review.wait_for_frame(0, 0)
    review.page.keyboard.press("ArrowDown")
    start = review.frame_at(starts_on_the_page(copy)[0])
    review.wait_for_frame(start, start)
    record_texts(review)
    for _ in range(lost - start):
        review.page.keyboard.press("ArrowRight")
    assert "not judged, leg not seen well" in texts_at(review, lost)
    times = f"(foot lost {lost / FPS:.2f}–{(lost + 1) / FPS:.2f} s)"
    expect(review.page.locator("#now")).to_contain_text(times)


@pytest.mark.parametrize("width", [500, 1024, 1440])
def test_no_finding_under_the_video_is_cut(
    open_page: OpenPage, folder: Path, tmp_path: Path, width: int
) -> None:
    copy = tmp_path / "clip"
    with changed_report(folder, copy) as report:
        rep = min(report["reps"], key=lambda one: float(one["start_s"]))
        judged = [check for check in rep["checks"] if check["value"] is not None]
        for check in judged:
            check["verdict"] = "fault"
        rules = [check["rule"] for check in judged]
        titles = [row["title"] for row in report["summary"] if row["rule"] in rules]
    review = Review(open_page(copy / "review.html", width=width), copy)
    review.wait_for_frame(0, 0)
    review.page.keyboard.press("ArrowDown")
    strip = review.page.locator("#now")
    for title in titles:
        expect(strip).to_contain_text(title)
    assert len(titles) > 3
    assert strip.evaluate("one => one.scrollHeight <= one.clientHeight")
