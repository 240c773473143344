"""The plots under the timeline: their cursor is the frame of the video."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of
from tests.report.browser.test_plates import changed_report
from tests.sample import FPS

HALF_A_FRAME_S = 0.5 / FPS


def cursor_s(review: Review) -> float:
    """Return the time at which the cursor of the plot stands."""
    field = review.region("Angles").locator(".u-over").bounding_box()
    line = review.region("Angles").locator(".plot-cursor").bounding_box()
    assert field
    assert line
    share = (line["x"] + line["width"] / 2 - field["x"]) / field["width"]
    return share * review.last_frame / FPS


def test_the_cursor_stands_at_the_frame_of_the_video(review: Review) -> None:
    assert cursor_s(review) == pytest.approx(0.0, abs=HALF_A_FRAME_S)
    review.page.keyboard.press("f")
    review.wait_for_frame(1, review.last_frame)
    assert cursor_s(review) == pytest.approx(review.frame() / FPS, abs=HALF_A_FRAME_S)


def test_a_drag_in_the_plot_scrubs_the_video(review: Review) -> None:
    field = review.region("Angles").locator(".u-over").bounding_box()
    assert field
    y = field["y"] + field["height"] / 2
    review.page.mouse.move(field["x"] + field["width"] * 0.1, y)
    review.page.mouse.down()
    for share in (0.3, 0.5, 0.8):
        review.page.mouse.move(field["x"] + field["width"] * share, y)
    review.page.mouse.up()
    wanted = round(0.8 * review.last_frame)
    review.wait_for_frame(wanted - 1, wanted + 1)
    assert cursor_s(review) == pytest.approx(review.frame() / FPS, abs=HALF_A_FRAME_S)


def test_the_values_at_the_cursor_are_those_of_the_file(review: Review) -> None:
    review.page.keyboard.press("f")
    review.wait_for_frame(1, review.last_frame)
    frame = review.frame() + 3  # away from the frame whose number is the judged one
    for _ in range(3):
        review.page.keyboard.press("ArrowRight")
    review.wait_for_frame(frame, frame)
    row = review.measures[frame]
    for side in ("left", "right"):
        value = round(float(row[f"{side}_knee_flexion_deg"]))
        expect(review.region("Angles")).to_contain_text(f"{side.capitalize()} {value}°")


def test_plot_plate_and_caption_have_one_number_where_a_rep_was_judged(review: Review) -> None:
    rep = min(review.reps, key=lambda one: float(one["peak_s"]))
    check = check_of(rep, "heel-not-to-glutes")
    review.go_to_first_fault()
    frame = review.frame_at(check["at_s"])
    review.wait_for_frame(frame, frame)
    number = f"{check['value']:.0f}°"
    expect(review.region("Angles")).to_contain_text(f"{rep['side'].capitalize()} {number}")
    expect(review.page.locator("#now")).to_contain_text(f"{number}, good from")


def test_another_measure_is_chosen_by_the_menu_or_with_a_rule(review: Review) -> None:
    menu = review.region("Angles").get_by_role("combobox", name="Measure")
    lines = review.region("Angles").locator(".plot-values .line")
    chosen = menu.locator("option:checked")
    expect(chosen).to_have_text("Knee bend")
    expect(lines).to_have_count(2)
    review.choose_rule("excessive-forward-lean")
    expect(chosen).to_have_text("Lean of the trunk")
    expect(lines).to_have_count(1)
    menu.select_option("Knee bend")
    expect(lines).to_have_count(2)


def test_only_what_the_rules_read_is_offered_each_once(review: Review) -> None:
    menu = review.region("Angles").get_by_role("combobox", name="Measure")
    labels = menu.locator("option").all_inner_texts()
    assert len(labels) == len(set(labels))
    assert "Knee bend" in labels
    assert not [label for label in labels if label.startswith(("Error", "How empty"))]


def test_without_a_chosen_rule_the_measure_of_the_worst_fault_is_shown(review: Review) -> None:
    chosen = (
        review.region("Angles").get_by_role("combobox", name="Measure").locator("option:checked")
    )
    review.choose_rule("excessive-forward-lean")
    expect(chosen).to_have_text("Lean of the trunk")
    review.page.keyboard.press("Escape")
    expect(chosen).to_have_text("Knee bend")
    menu = review.region("Angles").get_by_role("combobox", name="Measure")
    menu.select_option("Lean of the trunk")
    review.page.keyboard.press("ArrowDown")
    expect(chosen).to_have_text("Knee bend")


def test_the_plot_says_what_is_judged_and_why_it_has_no_limit(review: Review) -> None:
    judged = review.region("Angles").locator(".plot-judged")
    expect(judged).to_have_text("Judged: largest knee bend in a kick.")  # the worst fault
    review.choose_rule("heel-not-to-glutes")
    expect(judged).to_have_text("Judged: largest knee bend in a kick.")
    review.choose_rule("missing-arm-drive")
    expect(judged).to_have_text("Judged: arm swing. A dot for each rep.")


def test_beside_an_upright_clip_no_text_above_the_plot_is_cut(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    with changed_report(folder, tmp_path / "clip") as report:
        source = report["source"]
        source["width"], source["height"] = source["height"], source["width"]
    page = open_page(tmp_path / "clip" / "review.html", width=1024)
    review = Review(page, tmp_path / "clip")
    review.choose_rule("bouncing")
    judged = review.region("Angles").locator(".plot-judged")
    expect(judged).to_contain_text("A dot for each rep.")
    assert judged.evaluate("one => one.scrollWidth <= one.clientWidth")
    menu = review.region("Angles").get_by_role("combobox", name="Measure")
    width = menu.evaluate("one => one.offsetWidth")
    menu.evaluate("one => { one.style.maxWidth = 'none'; }")
    assert menu.evaluate("one => one.offsetWidth") == width
