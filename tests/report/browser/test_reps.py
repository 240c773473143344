"""The table of reps: in which order they are, and where a click goes."""

from playwright.sync_api import Locator, expect

from tests.report.browser.review import Review, check_of

MAIN_RULE = "heel-not-to-glutes"


def table(review: Review) -> Locator:
    return review.page.get_by_role("table", name="Reps")


def first_cells(review: Review, column: str) -> list[str]:
    """Return the texts of a column, from the top."""
    headers = table(review).get_by_role("columnheader").all_inner_texts()
    index = [text.strip() for text in headers].index(column) + 1
    cells = table(review).locator(f"tbody tr > :nth-child({index})").all_inner_texts()
    return [text.strip() for text in cells]


def header(review: Review, name: str) -> Locator:
    return table(review).get_by_role("columnheader", name=name)


def degrees(texts: list[str]) -> list[int]:
    return [int(text.rstrip("°")) for text in texts]


def test_each_rep_has_its_row_and_the_worst_is_first(review: Review) -> None:
    values = [check_of(rep, MAIN_RULE)["value"] for rep in review.reps]
    assert len(first_cells(review, "Leg")) == len(review.reps)
    expect(header(review, "Heel to glutes")).to_have_attribute("aria-sort", "descending")
    shown = degrees(first_cells(review, "Heel to glutes"))
    assert shown == sorted(round(value) for value in values)


def test_a_column_sorts_both_ways(review: Review) -> None:
    for order in ("ascending", "descending"):
        header(review, "Start").get_by_role("button").click()
        expect(header(review, "Start")).to_have_attribute("aria-sort", order)
        times = [float(text.removesuffix(" s")) for text in first_cells(review, "Start")]
        assert times == sorted(times, reverse=order == "descending")
    assert table(review).locator("th[aria-sort]").count() == 1


def test_a_click_goes_to_where_the_rep_was_judged_and_waits_there(review: Review) -> None:
    rep = [rep for rep in review.reps if rep["side"] == "right"][2]
    table(review).get_by_role("row", name="Right 3").locator("td").first.click()
    at = review.frame_at(check_of(rep, MAIN_RULE)["at_s"])
    review.wait_for_frame(at - 1, at + 1)
    expect(review.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(table(review).get_by_role("row", name="Right 3")).to_have_attribute(
        "aria-current", "true"
    )


def test_a_rule_filters_the_columns_and_sorts_by_it(review: Review) -> None:
    review.choose_rule("thigh-swing")
    expect(header(review, "Thigh swing")).to_have_attribute("aria-sort", "descending")
    expect(header(review, "Heel to glutes")).to_be_hidden()
    review.region("Reps").get_by_role("button", name="Show all rules").click()
    expect(header(review, "Heel to glutes")).to_be_visible()
    expect(header(review, "Heel to glutes")).to_have_attribute("aria-sort", "descending")
