"""Names and texts with control characters: written out, never obeyed by the terminal."""

import os
from pathlib import Path

import pytest
from rich.progress import Progress

from formcheck.cli.main import main
from formcheck.cli.terminal import console, error_console
from formcheck.exercises.file import parse_exercise
from formcheck.report.console import PlainConsole
from formcheck.report.rules_table import print_exercise
from formcheck.system.printable import printable
from tests.exercises.files import edited

TITLE = "\x1b]0;owned\x07"
HIDDEN = {
    TITLE: "\\x1b]0;owned\\x07",
    "\x9b31m": "\\x9b31m",
    "a\u202egpj.exe": "a\\u202egpj.exe",
    "\x7f\x08\r": "\\x7f\\x08\\r",
    "\u2066x\u2069": "\\u2066x\\u2069",
}


@pytest.mark.parametrize("text", HIDDEN, ids=HIDDEN.values())
def test_control_characters_are_written_out(text: str) -> None:
    assert printable(text) == HIDDEN[text]
    assert printable("90° – é\n\tb 👍🏽") == "90° – é\n\tb 👍🏽"


def test_a_console_keeps_its_colours_and_prints_no_other_escape() -> None:
    out = PlainConsole(force_terminal=True, width=80, color_system="standard", highlight=False)
    with out.capture() as capture:
        out.print(f"[bold]{TITLE}[/]")
    assert capture.get() == "\x1b[1m\\x1b]0;owned\x1b[0m\n"


def test_every_console_of_the_command_line_is_such_a_one(
    capfd: pytest.CaptureFixture[str],
) -> None:
    for one in (console(), error_console()):
        one.print(TITLE, markup=False)
        with Progress(console=one) as bar:
            bar.add_task(TITLE)
    assert "\x1b]" not in "".join(capfd.readouterr())


def test_texts_of_an_exercise_file(capfd: pytest.CaptureFixture[str]) -> None:
    text = edited('name = "Butt kicks"', 'name = "\\u001b]0;owned\\u0007"')
    print_exercise(console(), parse_exercise(text, "mine.toml"))
    out, _ = capfd.readouterr()
    assert "\\x1b]0;owned" in out
    assert "\x1b" not in out


@pytest.mark.skipif(os.name == "nt", reason="no such file names there")
def test_the_name_of_a_clip(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    clip = tmp_path / f"{TITLE}\u202e.mp4"
    clip.write_text("no clip, but a line of text\n" * 20)
    assert main(["analyze", str(clip), "--out", str(tmp_path / "out")]) == 1
    out, errors = capfd.readouterr()
    assert out == ""
    assert "\\x1b]0;owned" in errors
    assert "\x1b" not in errors
    assert "\u202e" not in errors
