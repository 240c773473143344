"""The review page on a phone: what stays in sight while one reads."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of

MAIN_RULE = "heel-not-to-glutes"
WIDTH, HEIGHT = 390, 844


@pytest.fixture
def on_phone(open_page: OpenPage, folder: Path) -> Review:
    review = Review(open_page(folder / "review.html", WIDTH, HEIGHT), folder)
    review.wait_for_frame(0, 0)
    return review


def test_a_link_leads_to_each_section_and_the_pinned_block_leaves_room(on_phone: Review) -> None:
    page = on_phone.page
    for link, section in (("Reps", "Reps"), ("Compare", "Worst beside best"), ("Notes", "Notes")):
        page.get_by_role("link", name=link, exact=True).click()
        expect(on_phone.region(section)).to_be_in_viewport()
        top: float = on_phone.region(section).evaluate("one => one.getBoundingClientRect().top")
        pinned: float = page.locator("#player").evaluate(
            "one => one.getBoundingClientRect().bottom"
        )
        assert pinned < 0.45 * HEIGHT
        assert link == "Notes" or top >= pinned - 1  # the last section cannot reach the top


def test_the_limit_under_the_video_is_not_cut(on_phone: Review) -> None:
    on_phone.choose_rule(MAIN_RULE)
    on_phone.go_to_first_fault()
    strip = on_phone.page.locator("#now")
    finding = strip.locator(".finding")
    check = min((check_of(rep, MAIN_RULE) for rep in on_phone.reps), key=lambda one: one["at_s"])
    expect(finding).to_contain_text(f"{check['value']:.0f}°, good from ")
    outer, inner = strip.bounding_box(), finding.bounding_box()
    assert outer is not None
    assert inner is not None
    assert inner["x"] + inner["width"] <= WIDTH
    assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]


def test_the_table_says_that_it_goes_on_and_begins_with_what_is_wrong(on_phone: Review) -> None:
    table = on_phone.page.get_by_role("table", name="Reps")
    names = [text.strip() for text in table.get_by_role("columnheader").all_inner_texts()]
    assert names[:3] == ["Leg", "Verdict", "Heel to glutes"]
    more = on_phone.page.get_by_role("button", name="More columns")
    for _ in range(20):
        if not more.is_visible():
            break
        more.click()
        on_phone.page.wait_for_timeout(300)
    expect(more).to_be_hidden()
    expect(table.get_by_role("columnheader", name=names[-1])).to_be_in_viewport()
