"""How much code a review page carries."""

from formcheck.report.pages.review.page import write_review
from tests.sample import results


def test_the_code_of_the_page_takes_at_most_300_kb() -> None:
    write_review(results())
    text = (results() / "review.html").read_text("utf-8")
    before, _, rest = text.partition('id="data">')
    data, _, after = rest.partition("</script>")
    assert len(data) > 50_000
    assert len((before + after).encode()) <= 300_000
