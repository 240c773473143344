"""Key moments: stills of one rep with the judged number."""

import re

from playwright.sync_api import Locator, expect

from tests.report.browser.review import Review, check_of


def moments(review: Review) -> Locator:
    region = review.region("Key moments")
    region.scroll_into_view_if_needed()
    expect(region.get_by_role("listitem")).to_have_count(5)
    return region


def test_the_stills_of_the_worst_rep_come_first(review: Review) -> None:
    region = moments(review)
    worst = min(review.reps, key=lambda rep: check_of(rep, "heel-not-to-glutes")["value"])
    times = region.locator(".name small").all_inner_texts()
    seconds = [float(text.removesuffix(" s")) for text in times]
    assert seconds == sorted(seconds)
    assert seconds[0] == round(worst["start_s"], 2)
    assert seconds[-1] == round(worst["end_s"], 2)
    value = check_of(worst, "heel-not-to-glutes")["value"]
    top = region.get_by_role("listitem").nth(2)
    expect(top).to_contain_text(f"{value:.0f}°")
    expect(top).to_contain_text("good from 120°")
    marks = region.get_by_role("img", name="fault")
    expect(marks).to_have_count(1)  # only the moment that was judged has a verdict
    expect(top.get_by_role("img", name="fault")).to_be_visible()


def test_the_still_of_the_frame_that_is_shown_is_marked(review: Review) -> None:
    region = moments(review)
    fall = region.get_by_role("button", name="Fall")
    fall.click()
    expect(fall).to_have_attribute("aria-current", "true")
    expect(region.locator("[aria-current]")).to_have_count(1)


def test_any_rep_can_be_chosen_and_a_still_is_a_way_to_its_frame(review: Review) -> None:
    region = moments(review)
    rep = review.rep("Left 4")
    region.get_by_role("combobox", name="Rep").select_option(f"Left 4, {rep['start_s']:.2f} s")
    review.wait_for_frame(review.frame_at(rep["start_s"]), review.frame_at(rep["start_s"]))
    region.scroll_into_view_if_needed()  # only what is seen is drawn
    expect(region.get_by_role("listitem").first).to_contain_text(f"{rep['start_s']:.2f} s")
    region.get_by_role("button", name="Top").click()
    review.wait_for_frame(review.frame_at(rep["peak_s"]), review.frame_at(rep["peak_s"]))


def test_nothing_below_moves_when_the_pictures_come(review: Review) -> None:
    height = "document.documentElement.scrollHeight"
    before: int = review.page.evaluate(height)
    review.region("Notes").scroll_into_view_if_needed()
    moments(review)
    expect(review.region("Worst beside best").locator("canvas[data-frame]")).to_have_count(2)
    assert review.page.evaluate(height) == before


def test_a_number_that_no_frame_shows_stands_above_the_moments(review: Review) -> None:
    review.choose_rule("missing-arm-drive")
    region = moments(review)
    expect(region.locator(".plot-head")).to_contain_text("judged: arm swing")
    expect(region.get_by_role("listitem").get_by_role("img")).to_have_count(0)
    compared = review.region("Worst beside best")
    expect(compared).to_contain_text("the curve does not show this number")


def test_the_hips_are_told_as_high_as_they_rise_in_the_rep(review: Review) -> None:
    review.choose_rule("bouncing")
    region = moments(review)
    what = region.locator(".plot-head")
    expect(what).to_contain_text("Height of the hips above their lowest; judged:")
    (judged,) = re.findall(r"hips (\d+) % of leg length", what.inner_text())
    texts = region.locator(".number").all_inner_texts()
    assert all(0 <= int(text.split(" ")[0]) <= int(judged) for text in texts)
    compared = review.region("Worst beside best")
    expect(compared).to_contain_text("Height of the hips above their lowest:")
