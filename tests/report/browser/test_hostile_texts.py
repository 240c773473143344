"""A clip and an exercise file whose names, titles and cues try to run something or to break it."""

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import REVIEW, ResultsFolder
from formcheck.report.pages.review.page import write_review
from tests.report.browser.conftest import OpenPage
from tests.report.browser.hostile_text import HOSTILE
from tests.sample import results


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the results of the sample clip with hostile texts everywhere, without a video."""
    folder = tmp_path_factory.mktemp("hostile")
    recorded = PoseRecording.load(results() / "poses.npz")
    recorded = replace(
        recorded,
        source=replace(recorded.source, path=f"clips/{HOSTILE.replace('/', '')}.mp4"),
        model=HOSTILE,
        warnings=(HOSTILE,),
    )
    exercise = _hostile(load_exercise("butt-kicks"))
    session = judge(recorded, exercise)
    assert session.cues
    ResultsFolder(folder, "--out").write_session(recorded, session, [exercise])
    write_review(folder)
    return folder


def _hostile(exercise: Exercise) -> Exercise:
    texts = ("title", "cue", "explain", "source")
    rules = [rule.model_copy(update=dict.fromkeys(texts, HOSTILE)) for rule in exercise.rules]
    return exercise.model_copy(
        update={
            "rules": tuple(rules),
            "name": HOSTILE,
            "rep_word": HOSTILE,
            "style": HOSTILE,
            "reminders": (HOSTILE,),
            "safety": (HOSTILE,),
        }
    )


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_they_run_nothing_and_stay_inside_the_page(
    folder: Path, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(folder / REVIEW, *size)
    for key in ("f", "Shift+F", "ArrowDown", "l", "o", "?", "Escape"):
        page.keyboard.press(key)
    for row in page.locator("[data-rule]").all()[:3]:
        row.click()
    assert page.title() != "evil"
    assert page.locator("img").count() == 0
    assert page.locator("script:not([type])").count() == 1  # uPlot
    assert "{{ 7 * 7 }}" in page.inner_text("body")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
