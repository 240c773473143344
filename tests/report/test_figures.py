"""The figures of a set are the same wherever they are told, and they add up."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import astuple
from pathlib import Path

import pytest
from rich.console import Console

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.window.summary import summary_page
from formcheck.overlay.playback import Playback
from formcheck.poses.pose import PoseTrack
from formcheck.report.folder import ResultsFolder
from formcheck.report.overview import ClipRow
from formcheck.report.pages.review.data import review_data
from formcheck.report.saved import SavedResult
from formcheck.report.terminal import print_session
from formcheck.results import Count, Legs, Session
from tests.conftest import Judge
from tests.movements import squats
from tests.synthetic import ButtKicks, Kickbacks, recording

SETS: dict[str, tuple[str, Callable[[], PoseTrack]]] = {
    "clean kicks": ("butt-kicks", lambda: ButtKicks(bounce_ll=0.02).track()),
    "a low left heel": ("butt-kicks", lambda: ButtKicks(left_deg=85.0).track()),
    "heels at the limit": (
        "butt-kicks",
        lambda: ButtKicks(left_deg=103.0, right_deg=105.0).track(),
    ),
    "kicks from the front": ("butt-kicks", lambda: ButtKicks(yaw_deg=90.0).track()),
    "quadruped": ("quadruped-kickback", lambda: Kickbacks(travels_deg=(90, 70, 82)).track()),
    "standing": (
        "standing-kickback",
        lambda: Kickbacks(standing=True, travels_deg=(20, 5, 9, 22)).track(),
    ),
    "squats": ("squat", squats),
}
WORDS = ("good", "borderline", "with a fault", "not judged")


Counts = dict[str, tuple[int, ...]]


def counts_in(text: str) -> Counts:
    """Read "left 8 (1 good, 5 borderline)" and "Left  8 kicks: 1 good" into counts by leg."""
    found: Counts = {}
    words = "|".join(WORDS)
    told = rf"(left |right )? *(\d+)(?: [a-z]+:)? \(?((?:\d+ (?:{words})(?:, )?)+)"
    for leg, attempts, verdicts in re.findall(told, text, re.IGNORECASE):
        kinds = {kind: int(n) for n, kind in re.findall(rf"(\d+) ({words})", verdicts)}
        found[leg.lower().strip() or "both"] = (int(attempts), *(kinds.get(w, 0) for w in WORDS))
    return found


def counts_of(counts: Mapping[Legs, Count]) -> Counts:
    return {legs: astuple(count) for legs, count in counts.items()}


def printed(session: Session, exercise: Exercise) -> str:
    console = Console(file=io.StringIO(), width=300, highlight=False)
    print_session(console, "clip.mp4", session, exercise)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("name", SETS)
def test_every_place_tells_the_same_figures(name: str, judged: Judge, tmp_path: Path) -> None:
    exercise = load_exercise(SETS[name][0])
    session = judged(SETS[name][1](), exercise=exercise)
    ResultsFolder(tmp_path, "--out").write_session(recording(session.track), session, [exercise])
    saved = SavedResult.load(tmp_path)
    lines = printed(session, exercise).splitlines()
    terminal = next(line for line in lines if line.startswith(exercise.rep_word.capitalize()))
    window = "\n".join(line.text for line in summary_page(session, exercise, 60.0, None))
    page = review_data(saved, None)["parts"][0]["figures"]
    overview = ClipRow.of(saved.report, "clip", "review.html")
    last = Playback(session, exercise).frame(len(session.time_s) - 1)

    expected = counts_of(saved.report.verdict_counts)
    told = {legs: some for legs, some in expected.items() if some[-1] < some[0]}  # some were judged
    assert told == counts_in(terminal) == counts_in(window) == counts_in(page)
    assert expected == counts_of(overview.verdict_counts)
    assert terminal == page
    for legs, (attempts, good, borderline, faulty, not_judged) in expected.items():
        assert attempts == good + borderline + faulty + not_judged > 0
        shown = last.counts["right" if legs == "right" else "left"]
        assert (shown.attempts, shown.good) == (attempts, good)
    assert overview.faulty_share == pytest.approx(
        sum(faulty for *_, faulty, _ in expected.values())
        / sum(attempts for attempts, *_ in expected.values()),
        abs=1e-4,
    )
    pace = str(saved.report.pace)
    assert pace != "None"
    assert terminal.endswith(f"; {pace}")
    assert pace in window


def test_reps_that_are_borderline_are_counted_as_such(judged: Judge, butt_kicks: Exercise) -> None:
    session = judged(SETS["heels at the limit"][1]())
    (left, right) = counts_in(printed(session, butt_kicks)).values()
    assert left[2] == left[0]
    assert right[2] == right[0]


def test_the_pace_is_the_number_of_the_rule_that_judges_it(
    judged: Judge, butt_kicks: Exercise
) -> None:
    session = judged(ButtKicks(kicks=20, cadence=125.0).track())
    row = next(row for row in session.summary if row.rule == "low-cadence")
    assert f"{row.value:.0f} steps/min" in printed(session, butt_kicks).splitlines()[1]
