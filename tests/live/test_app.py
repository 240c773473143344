"""How a run starts, and how it ends when something fails."""

from collections.abc import Callable
from pathlib import Path

import pytest

import formcheck.live.app
import formcheck.live.window.window
from formcheck.cli.main import main
from formcheck.exercises.file import built_in
from formcheck.exercises.new_file import write_copy
from formcheck.exercises.spec import Exercise
from formcheck.live.app import App
from formcheck.live.camera.opener import opener
from formcheck.live.camera.source import LiveSource
from formcheck.live.options import LiveOptions
from formcheck.live.set.record import SetRecorder


def quiet_app(exercise: Exercise, told: list[str]) -> App:
    """An app that was never opened."""
    source = LiveSource(opener(None))
    return App(LiveOptions((exercise,)), source, tell=told.append, finished=lambda _: None)


def test_everything_is_closed_even_if_a_set_cannot_be_kept(
    monkeypatch: pytest.MonkeyPatch, butt_kicks: Exercise, tmp_path: Path
) -> None:
    told: list[str] = []
    app = quiet_app(butt_kicks, told)
    (tmp_path / "file").touch()
    app._sets._recorders.append(SetRecorder(tmp_path / "file" / "set", 64, 48, 30.0))
    closed: list[str] = []

    def noted(name: str, close: Callable[[], None]) -> Callable[[object], None]:
        def run(_: object) -> None:
            closed.append(name)
            close()

        return run

    def fail() -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(app._controller, "end_set", fail)
    for name, owner in (
        ("window", app._display),
        ("sound", app._sound),
        ("person", app._person),
    ):
        monkeypatch.setattr(type(owner), "close", noted(name, owner.close))
    with pytest.raises(OSError, match="full"):
        app._close()
    assert closed == ["window", "sound", "person"]
    (problem,) = [line for line in told if line.startswith("Error: ")]
    assert "file is not a folder" in problem


def test_your_own_exercise_replaces_the_built_in_one_of_the_same_id(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write_copy("butt-kicks", "mine", tmp_path)
    text = path.read_text(encoding="utf-8").replace('id = "mine"', 'id = "butt-kicks"', 1)
    path.write_text(text, encoding="utf-8")
    seen: list[LiveOptions] = []

    class NoApp:
        def __init__(self, options: LiveOptions, *_: object, **__: object) -> None:
            seen.append(options)

        def run(self) -> bool:
            return True

    monkeypatch.setattr(formcheck.live.app, "App", NoApp)
    monkeypatch.setattr(formcheck.live.window.window, "require_display", lambda: None)
    assert main(["live", "--exercise", str(path)]) == 0
    (options,) = seen
    assert [exercise.id for exercise in options.exercises] == list(built_in())
    at = list(built_in()).index("butt-kicks")
    assert options.exercises[at] is options.chosen
