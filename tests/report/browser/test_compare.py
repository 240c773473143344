"""Worst beside best: which reps stand side by side, and that they show the same phase."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of
from tests.report.browser.test_plates import changed_report

MAIN_RULE = "heel-not-to-glutes"


def compare(review: Review) -> Locator:
    """Scroll to the region, and wait until it has pictures of both reps."""
    region = review.region("Worst beside best")
    region.scroll_into_view_if_needed()
    expect(region.locator("canvas[data-frame]")).to_have_count(2)
    return region


def test_the_worst_and_the_best_rep_of_a_leg_are_named(review: Review) -> None:
    region = compare(review)
    chosen = region.get_by_role("combobox", name="Reps to compare").locator("option:checked")
    expect(chosen).to_have_text("Right leg: worst and best")
    reps = [rep for rep in review.reps if rep["side"] == "right"]
    values = [check_of(rep, MAIN_RULE)["value"] for rep in reps]
    figures = region.locator("figure")
    for place, name, value in ((0, "Worst", min(values)), (1, "Least bad", max(values))):
        number = values.index(value) + 1
        expect(figures.nth(place)).to_contain_text(f"{name}: Right {number}")
        expect(figures.nth(place)).to_contain_text(f"{value:.0f}°")


def test_both_pictures_follow_the_phase(review: Review) -> None:
    region = compare(review)
    region.get_by_role("combobox", name="Reps to compare").select_option(
        "Left beside right: worst of each"
    )
    expect(region.locator("figcaption b").first).to_contain_text("Worst: Left")
    names = region.locator("figcaption b").all_inner_texts()
    for percent, moment in ((0, "start_s"), (50, "peak_s"), (100, "end_s")):
        region.get_by_role("slider", name="Phase").fill(str(percent))
        for place, name in enumerate(names):
            rep = review.rep(name.split(": ")[1])
            canvas = region.locator("canvas[data-frame]").nth(place)
            expect(canvas).to_have_attribute("data-frame", str(review.frame_at(rep[moment])))


def test_both_play_from_start_to_end_again_and_again(review: Review) -> None:
    region = compare(review)
    phase = region.get_by_role("slider", name="Phase")
    phase.fill("90")
    region.get_by_role("button", name="Play both").click()
    review.page.wait_for_function("slider => slider.valueAsNumber < 90", arg=phase.element_handle())
    region.get_by_role("button", name="Pause both").click()


def test_a_rule_of_the_verdicts_is_compared(review: Review) -> None:
    region = compare(review)
    review.choose_rule("thigh-swing")
    chosen = region.get_by_role("combobox", name="Rule").locator("option:checked")
    expect(chosen).to_have_text("Thigh swing")


def test_the_worst_rep_comes_first_even_if_it_is_the_only_one_of_its_leg(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "clip"
    with changed_report(folder, copy) as report:
        lefts = [check_of(rep, MAIN_RULE) for rep in report["reps"] if rep["side"] == "left"]
        lefts[0]["value"] = 60.0
        for check in lefts[1:]:
            check |= {"verdict": "not_assessed", "value": None, "reason": "the foot was lost"}
    review = Review(open_page(copy / "review.html"), copy)
    region = compare(review)
    chosen = region.get_by_role("combobox", name="Reps to compare").locator("option:checked")
    expect(chosen).to_have_text("Left leg beside the best of all")
    figures = region.locator("figure")
    expect(figures.nth(0)).to_contain_text("Worst: Left 1")
    expect(figures.nth(1)).to_contain_text("Least bad: Right")
