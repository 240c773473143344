"""What the plots draw: gaps stay gaps, and what the view makes unsure is shaded."""

import json
import shutil
from pathlib import Path

from playwright.sync_api import expect

from formcheck.report.pages.review.page import write_review
from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of
from tests.report.browser.test_print import print_page
from tests.sample import FPS

# How many pixels between two frames have the colour of the left leg, or a shade of it.
LEFT_LEG_PIXELS = """([first, last, frames]) => {
    const canvas = document.querySelector("#angles canvas");
    const field = document.querySelector("#angles .u-over").getBoundingClientRect();
    const left = field.left - canvas.getBoundingClientRect().left;
    const x = (frame) => Math.round((left + field.width * frame / frames) * devicePixelRatio);
    const { data } = canvas
        .getContext("2d")
        .getImageData(x(first), 0, x(last) - x(first), canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
        const [red, green, blue] = data.slice(i, i + 3);
        count += blue - red > 30 && blue - green > 13;
    }
    return count;
}"""

# Record where texts are drawn in the plot of angles: left, top, right and bottom of each.
RECORD_TEXTS = """() => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    window.boxes = {};
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        if (this.canvas.closest("#angles")) {
            const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } =
                this.measureText(text);
            const left = x - { right: width, center: width / 2 }[this.textAlign];
            window.boxes[text] = [left, y - up, left + width, y + down];
        }
        return fillText.call(this, text, x, y);
    };
}"""


def changed_review(folder: Path, name: str, text: str, to: Path, open_page: OpenPage) -> Review:
    """Open the page of results of which one file has another text."""
    shutil.copytree(folder, to)
    (to / name).write_text(text, "utf-8")
    write_review(to)
    review = Review(open_page(to / "review.html"), to)
    review.wait_for_frame(0, 0)
    return review


def left_leg_pixels(review: Review, first: int, last: int) -> int:
    count: int = review.page.evaluate(LEFT_LEG_PIXELS, [first, last, review.last_frame])
    return count


def test_a_gap_is_not_bridged(
    review: Review, folder: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    first, last = 100, 140
    lines = (folder / "measures.csv").read_text("utf-8").splitlines()
    column = lines[0].split(",").index("left_knee_flexion_deg")
    for frame in range(first, last + 1):
        cells = lines[1 + frame].split(",")
        cells[column] = ""
        lines[1 + frame] = ",".join(cells)
    text = "\n".join(lines) + "\n"
    with_gap = changed_review(folder, "measures.csv", text, tmp_path / "gap", open_page)
    assert left_leg_pixels(review, first + 1, last - 1) > 0
    assert left_leg_pixels(with_gap, first + 1, last - 1) == 0
    assert left_leg_pixels(with_gap, last + 5, last + 40) > 0


def test_what_the_view_makes_unsure_is_shaded(
    review: Review, folder: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    for rep in report["reps"]:
        for check in rep["checks"]:
            check["sigma"] = 12.0
    text = json.dumps(report)
    unsure = changed_review(folder, "report.json", text, tmp_path / "unsure", open_page)
    rep = review.rep("Left 3")
    start, end = review.frame_at(rep["start_s"]), review.frame_at(rep["end_s"])
    assert left_leg_pixels(unsure, start, end) > 2 * left_leg_pixels(review, start, end)
    assert left_leg_pixels(unsure, 0, 20) == left_leg_pixels(review, 0, 20)  # no rep yet


def test_a_rep_that_was_not_judged_has_a_mark_on_its_curve_that_says_why(
    review: Review, folder: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    rep = review.rep("Left 3")
    kicks = [one for one in report["reps"] if one["peak_s"] == rep["peak_s"]]
    for check in kicks[0]["checks"]:
        if check["rule"] == "heel-not-to-glutes":
            check |= {"verdict": "not_assessed", "value": None, "reason": "the foot was lost"}
    hidden = changed_review(folder, "report.json", json.dumps(report), tmp_path / "one", open_page)
    plot = hidden.region("Angles")
    expect(plot.locator(".unjudged")).to_have_count(1)
    mark = plot.get_by_title("Left 3 not judged: the foot was lost")
    place, field = mark.bounding_box(), plot.locator(".u-over").bounding_box()
    assert place
    assert field
    share = (place["x"] + place["width"] / 2 - field["x"]) / field["width"]
    assert abs(share * hidden.last_frame / FPS - rep["peak_s"]) < 2 / FPS
    high = field["y"] + field["height"] / 2
    assert place["y"] < high  # at the peak of the curve, not beside it
    expect(review.region("Angles").locator(".unjudged")).to_have_count(0)
    print_page(hidden.page)
    expect(hidden.page.locator(".print-plot .unjudged-mark")).to_have_count(1)
    expect(hidden.page.locator(".print-sheet")).to_contain_text("a rep that was not judged")


def test_the_number_of_a_bar_does_not_cover_the_name_of_a_limit(
    folder: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    last = max(report["reps"], key=lambda rep: float(rep["start_s"]))
    lean = check_of(last, "excessive-forward-lean")
    lean |= {"value": 18.2, "verdict": "borderline", "sigma": 0.0, "threshold": 15.0}
    text = json.dumps(report)
    review = changed_review(folder, "report.json", text, tmp_path / "lean", open_page)
    review.page.evaluate(RECORD_TEXTS)
    review.choose_rule("excessive-forward-lean")
    found = """() => window.boxes.borderline && Object.entries(window.boxes)
        .find(([text]) => text.startsWith("18°"))"""
    _, (left, top, right, bottom) = review.page.wait_for_function(found).json_value()
    word = review.page.evaluate("window.boxes.borderline")
    assert right <= word[0] or word[2] <= left or bottom <= word[1] or word[3] <= top
