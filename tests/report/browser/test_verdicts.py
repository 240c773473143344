"""The verdicts: what is wrong, on which leg, by how much, and what to do about it."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from formcheck.report.pages.review.page import write_review
from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of


def row_of(review: Review, rule: str) -> Locator:
    return review.region("Verdicts").locator(f'.rule:has([data-rule="{rule}"])')


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """A copy of the results, whose report a test changes."""
    return Path(shutil.copytree(folder, tmp_path / "copied"))


def report_in(copied: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((copied / "report.json").read_text("utf-8"))
    return report


def page_with(report: object, copied: Path, open_page: OpenPage) -> Page:
    """Open the page of a report that was changed."""
    (copied / "report.json").write_text(json.dumps(report), "utf-8")
    write_review(copied)
    return open_page(copied / "review.html")


def good_row(report: dict[str, Any]) -> dict[str, Any]:
    """Return the first rule that is good over the clip and judges single reps."""
    rows: list[dict[str, Any]] = report["summary"]
    return next(row for row in rows if row["verdict"] == "good" and row["sides"])


def test_the_faults_come_first_with_left_and_right_apart(review: Review) -> None:
    expect(review.region("Verdicts").locator(".tally")).to_contain_text("2 kinds of fault")
    first = review.region("Verdicts").locator(".rule").first
    expect(first).to_contain_text("Heel to glutes")
    expect(first).to_contain_text("knee bend: fault below 105°, good from 120°")
    sides = review.report["summary"][0]["sides"]
    for row, side in zip(first.locator("tr").all(), ("left", "right"), strict=True):
        some = sides[side]
        expect(row).to_contain_text(side.capitalize())
        expect(row).to_contain_text(f"{some['faulty']} of {some['judged']} kicks")
        expect(row).to_contain_text(f"{some['value']:.0f}°")
    expect(first).to_contain_text("Pull your heel all the way up to your glutes")


def test_a_good_row_says_if_many_reps_could_not_be_judged(
    open_page: OpenPage, copied: Path
) -> None:
    report = report_in(copied)
    good = good_row(report)
    good["sides"]["left"]["judged"] = 3
    reasons = iter(["the foot was lost", "the leg is hidden", "the leg is hidden"])
    for rep in [rep for rep in report["reps"] if rep["side"] == "left"][:3]:
        check = next(check for check in rep["checks"] if check["rule"] == good["rule"])
        check |= {"verdict": "not_assessed", "value": None, "reason": next(reasons)}
    page = page_with(report, copied, open_page)
    row = page.locator(f'.rule:has([data-rule="{good["rule"]}"])')
    reps = good["sides"]["left"]["reps"]
    expect(row).to_contain_text(f"Only some kicks could be judged: 3 of {reps} on the left")
    expect(row).to_contain_text("on the left – the leg is hidden")


def test_a_reason_why_several_rules_judged_few_reps_is_told_once(
    open_page: OpenPage, copied: Path
) -> None:
    report = report_in(copied)
    rules = [row for row in report["summary"] if row["sides"] and row["verdict"] != "not_assessed"]
    rules = [row for row in rules if row["rule"] != "heel-not-to-glutes"][:2]
    assert len(rules) == 2
    for row in rules:
        row["sides"]["left"]["judged"] = 0
        for rep in report["reps"]:
            if rep["side"] == "left":
                gone = {"verdict": "not_assessed", "value": None, "reason": "it was too dark"}
                check_of(rep, row["rule"]).update(gone)
    page = page_with(report, copied, open_page)
    expect(page.get_by_text("it was too dark")).to_have_count(1)
    for row in rules:
        card = page.locator(f'.rule:has([data-rule="{row["rule"]}"])')
        expect(card).to_contain_text("Only some kicks could be judged: 0 of")
        expect(page.locator(".warnings")).to_contain_text(row["title"])


def test_a_good_set_says_that_single_reps_pass_its_limit(open_page: OpenPage, copied: Path) -> None:
    report = report_in(copied)
    row = next(row for row in report["summary"] if row["rule"] == "toe-slam")
    assert row["verdict"] == "good"
    rep = next(rep for rep in report["reps"] if rep["averaged"])
    number = next(one for one in rep["averaged"] if one["rule"] == "toe-slam")
    number["value"] = row["good_limit"] + 22.0
    page = page_with(report, copied, open_page)
    card = page.locator('.rule:has([data-rule="toe-slam"])')
    expect(card).to_contain_text("single kicks lie past this limit, 40° in ")


def test_borderline_reps_of_a_good_rule_are_on_its_card_and_in_the_summary(
    open_page: OpenPage, copied: Path
) -> None:
    report = report_in(copied)
    good = good_row(report)
    good["reps_borderline"] = 1
    rep = next(rep for rep in report["reps"] if rep["side"] == "left")
    check_of(rep, good["rule"])["verdict"] = "borderline"
    good["sides"]["left"] |= {"verdict": "borderline", "borderline": 1, "rep": rep["index"]}
    page = page_with(report, copied, open_page)
    card = page.locator(f'.rule:has([data-rule="{good["rule"]}"])')
    expect(card.locator("tr").first).to_be_visible()
    expect(card.locator("tr").first).to_contain_text(
        f"1 of {good['sides']['left']['judged']} kicks borderline"
    )
    expect(page.locator(".lead")).to_contain_text(f"not in every rep: {good['title']} (1 of ")


def test_the_worst_of_a_good_clip_is_its_worst_borderline_rep(
    open_page: OpenPage, copied: Path
) -> None:
    report = report_in(copied)
    judged = [report, *report["reps"], *report["sets"]]
    found = [
        check for some in judged for key in ("checks", "set_checks") for check in some.get(key, ())
    ]
    for one in (*report["summary"], *found):
        one["verdict"] = one["verdict"].replace("fault", "good").replace("borderline", "good")
    check = check_of(report["reps"][2], "excessive-forward-lean")
    check["verdict"] = "borderline"
    page = page_with(report, copied, open_page)
    page.keyboard.press("w")
    expect(page.locator("#now")).to_contain_text("Upright posture")


def test_the_next_fault_brings_its_card_into_sight(review: Review) -> None:
    review.region("Notes").scroll_into_view_if_needed()
    card = row_of(review, "heel-not-to-glutes")
    expect(card).not_to_be_in_viewport()
    review.page.keyboard.press("w")
    expect(card).to_be_in_viewport()


def test_why_says_explanation_limits_and_source(review: Review) -> None:
    row = row_of(review, "heel-not-to-glutes")
    why = row.get_by_role("button", name="Why: Heel to glutes")
    source = row.get_by_text("Source: coaching texts 1 and 2")
    expect(source).to_be_hidden()
    why.click()
    expect(why).to_have_attribute("aria-expanded", "true")
    expect(row).to_contain_text("The hamstrings only shorten fully")
    expect(row).to_contain_text("fault below 105°, good from 120°")
    expect(source).to_be_visible()


def test_what_was_not_assessed_says_what_to_do(review: Review) -> None:
    missing = review.region("Not judged")
    expect(missing).to_contain_text("Trunk rotation, Knee tracking, Stance width")
    expect(missing).to_contain_text("turn to face the camera")


def test_a_click_chooses_a_rule_and_escape_shows_all_again(review: Review) -> None:
    page = review.page
    button = page.locator('[data-rule="missing-arm-drive"]')
    show_all = review.region("Verdicts").get_by_role("button", name="Show all rules")
    expect(show_all).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(show_all).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_click_on_a_rule_goes_to_its_worst_moment(review: Review) -> None:
    review.choose_rule("heel-not-to-glutes")
    check = min((check_of(rep, "heel-not-to-glutes") for rep in review.reps), key=value_of)
    frame = review.frame_at(check["at_s"])
    review.wait_for_frame(frame, frame)
    expect(review.page.locator("#now")).to_contain_text(f"{check['value']:.0f}°, good from 120°")
    card = row_of(review, "heel-not-to-glutes")
    expect(card).to_contain_text("fault below 105°, good from 120°")


def value_of(check: dict[str, Any]) -> float:
    return float(check["value"])


def test_a_question_mark_lists_the_keys(review: Review) -> None:
    review.page.keyboard.press("?")
    keys = review.page.get_by_role("dialog", name="Keys")
    for said in ("Next fault", "Loop the rep", "One frame forward", "Space"):
        expect(keys).to_contain_text(said)
    review.page.keyboard.press("f")
    assert review.frame() == 0
    keys.get_by_role("button", name="Close").click()
    expect(keys).to_be_hidden()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_nothing_lies_beside_the_screen_and_targets_are_large(
    open_page: OpenPage, folder: Path, size: tuple[int, int]
) -> None:
    page = open_page(folder / "review.html", *size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for button in page.locator(".bench button:visible, .rule button:not(.dot):visible").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 40, button.get_attribute("aria-label")


def test_the_page_says_on_opening_which_rep_is_chosen(review: Review) -> None:
    worst = min(review.reps, key=lambda rep: check_of(rep, "heel-not-to-glutes")["value"])
    number = [rep for rep in review.reps if rep["side"] == worst["side"]].index(worst) + 1
    name = f"{worst['side'].capitalize()} {number}"
    expect(review.page.locator("#now")).to_have_text(
        re.compile(f"^Between reps; chosen: {name} at [0-9.]+ s$")
    )


def test_the_button_that_shows_all_rules_stands_on_a_line_of_its_own(review: Review) -> None:
    review.choose_rule("heel-not-to-glutes")
    verdicts = review.region("Verdicts")
    button = verdicts.get_by_role("button", name="Show all rules").bounding_box()
    room = verdicts.locator(".rules").first.bounding_box()
    assert button
    assert room
    assert button["width"] >= room["width"] - 1
