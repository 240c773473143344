"""Exercise files that are found and read."""

from pathlib import Path

import pytest

from formcheck.errors import ExerciseError
from formcheck.exercises.file import load_exercise, parse_exercise
from formcheck.results import Verdict
from formcheck.rules.threshold import ThresholdRule
from tests.conftest import Judge
from tests.exercises.files import TEXT, edited
from tests.synthetic import ButtKicks


def test_files_that_are_not_there_or_not_text(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for name in (str(tmp_path / "missing.toml"), str(binary), str(tmp_path), "jumping-jacks"):
        with pytest.raises(ExerciseError) as caught:
            load_exercise(name)
        assert name in str(caught.value)
        assert "\n" not in str(caught.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ExerciseError, match="butt-kicks"):
        load_exercise("butt-kick")


def test_a_file_of_your_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(edited("fault_below = 105.0", "fault_below = 90.0"), encoding="utf-8")
    rule = load_exercise(str(path)).rule("heel-not-to-glutes")
    assert isinstance(rule, ThresholdRule)
    assert rule.limits[0].fault_below == 90.0


def test_line_ends_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert load_exercise(str(path)) == load_exercise("butt-kicks")


def test_a_file_saved_by_notepad(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert load_exercise(str(path)) == load_exercise("butt-kicks")


def test_a_changed_limit_changes_the_verdict(judged: Judge) -> None:
    track = ButtKicks(bounce_ll=0.1).track()
    strict = parse_exercise(
        edited(
            "borderline_above = 0.12\nfault_above = 0.15",
            "borderline_above = 0.05\nfault_above = 0.07",
        ),
        "strict.toml",
    )
    assert bounce_verdict(judged, track=track) is Verdict.GOOD
    assert bounce_verdict(judged, track=track, exercise=strict) is Verdict.FAULT


def bounce_verdict(judged: Judge, **what: object) -> Verdict:
    session = judged(**what)
    return next(row.verdict for row in session.summary if row.rule == "bouncing")
