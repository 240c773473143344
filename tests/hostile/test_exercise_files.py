"""Exercise files that are nested, huge or empty where nobody expects it."""

import io
import time

import pytest
from rich.console import Console

from formcheck.exercises.file import parse_exercise
from formcheck.report.rules_table import print_exercise
from tests.exercises.files import TEXT, edited, refused

CUTOFF = "cutoff_hz = 9.0"
NINES = "9" * 5000


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "nested too deep"),
        ("a = " + "{ b = " * 5000 + "1" + " }" * 5000, "nested too deep"),
        ("a" + ".b" * 50_000 + " = 1", "dots"),
        (f"a = {NINES}", "not valid TOML"),
        (f'"{NINES * 20}" = 1', "999…"),
    ],
    ids=["lists", "tables", "dotted", "digits", "key"],
)
def test_what_no_file_needs_is_refused_at_once(line: str, words: str) -> None:
    started_s = time.perf_counter()
    message = refused(f"{line}\n{TEXT}")
    assert words in message
    assert len(message) < 2_100
    assert "\n" not in message
    assert time.perf_counter() - started_s < 2.0


@pytest.mark.parametrize("number", ["1e-308", "1e308", "-1e7", "0x" + "f" * 5000])
def test_numbers_without_a_meaning_are_refused(number: str) -> None:
    message = refused(edited(CUTOFF, f"cutoff_hz = {number}"))
    assert message.startswith("mine.toml: cleaning.cutoff_hz: this ")


@pytest.mark.parametrize("key", ["rep_word", "name"])
def test_texts_have_a_length(key: str) -> None:
    line = next(line for line in TEXT.splitlines() if line.startswith(f"{key} ="))
    for text, words in (("k" * 100_000, "too long"), ("", "must not be empty")):
        message = refused(edited(line, f'{key} = "{text}"'))
        assert message.startswith(f"mine.toml: {key}: this ")
        assert words in message


def test_an_empty_reason_is_refused() -> None:
    line = next(line for line in TEXT.splitlines() if line.startswith("hands_behind_reason ="))
    assert "must not be empty" in refused(edited(line, 'hands_behind_reason = ""'))


@pytest.mark.parametrize("field", ["{side:999999999}", "{side!r}", "{side.a}", "{0}", "{", "{x}"])
def test_a_placeholder_of_a_cue_has_no_width(field: str) -> None:
    line = next(line for line in TEXT.splitlines() if line.startswith("peak_cue ="))
    message = refused(edited(line, f'peak_cue = "Lift the {field} leg"'))
    assert "the only placeholder in a cue is {side}" in message


def test_markup_is_printed_as_it_is() -> None:
    strange = edited('id = "butt-kicks"', 'id = "[/bold]"')
    strange = strange.replace('"tempo"', '"[/red]"').replace(".levels.tempo", '.levels."[/red]"')
    out = io.StringIO()
    print_exercise(Console(file=out, width=100), parse_exercise(strange, "mine.toml"))
    assert "([/bold])" in out.getvalue()
