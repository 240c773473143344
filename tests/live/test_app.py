"""How a run starts, and how it ends when something fails."""

from collections.abc import Callable
from pathlib import Path

import pytest

import formcheck.live.app
import formcheck.live.window.window
from formcheck.cli.main import main
from formcheck.errors import SourceError
from formcheck.exercises.file import built_in
from formcheck.exercises.new_file import write_copy
from formcheck.exercises.spec import Exercise
from formcheck.live.app import App
from formcheck.live.camera.grabber import Grabber
from formcheck.live.camera.health import Health
from formcheck.live.camera.opener import opener
from formcheck.live.camera.source import LiveSource, Patience
from formcheck.live.options import LiveOptions
from formcheck.live.set.record import SetRecorder
from formcheck.live.stage import Stage
from formcheck.system.preferences import Preferences, save_preferences
from tests.live.camera.network_cameras import SAMPLE
from tests.system.test_settings import FOLDERS
from tests.waiting import wait_until


def quiet_app(exercise: Exercise, told: list[str]) -> App:
    """An app that was never opened."""
    source = LiveSource(opener(None))
    return App(LiveOptions((exercise,)), source, tell=told.append, finished=lambda _: None)


def options_of(command: list[str], monkeypatch: pytest.MonkeyPatch) -> list[LiveOptions]:
    """Return the options that a command line leads to; no window opens."""
    seen: list[LiveOptions] = []

    class NoApp:
        def __init__(self, options: LiveOptions, *_: object, **__: object) -> None:
            seen.append(options)

        def run(self) -> bool:
            return True

    monkeypatch.setattr(formcheck.live.app, "App", NoApp)
    monkeypatch.setattr(formcheck.live.window.window, "require_display", lambda: None)
    assert main(command) == 0
    return seen


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


@pytest.mark.parametrize(("named", "ends"), [("", False), ("http://127.0.0.1:9/video", True)])
def test_only_a_source_that_was_named_and_never_came_ends_the_run(
    butt_kicks: Exercise, named: str, ends: bool
) -> None:
    def no_camera() -> Grabber:
        raise SourceError("no camera was found")

    source = LiveSource(no_camera, patience=Patience(reconnect_s=0.02, retry_s=0.01))
    options = LiveOptions((butt_kicks,), source=named)
    app = App(options, source, tell=lambda _: None, finished=lambda _: None)
    app._controller.flow.stage = Stage.SETUP
    source.start()
    wait_until(lambda: source.status().health is Health.GONE)
    assert app._gave_up() is ends
    source.stop()
    app._sound.close()


def test_your_own_exercise_replaces_the_built_in_one_of_the_same_id(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write_copy("butt-kicks", "mine", tmp_path)
    text = path.read_text(encoding="utf-8").replace('id = "mine"', 'id = "butt-kicks"', 1)
    path.write_text(text, encoding="utf-8")
    (options,) = options_of(["live", "--exercise", str(path)], monkeypatch)
    assert [exercise.id for exercise in options.exercises] == list(built_in())
    at = list(built_in()).index("butt-kicks")
    assert options.exercises[at] is options.chosen


@pytest.mark.parametrize(
    ("arguments", "remembered", "keep"),
    [
        ([], None, None),
        ([], True, True),
        ([], False, False),
        (["--no-record"], True, False),
        (["--record", "DIR"], True, False),  # there, and not among the videos
        (["--source", "CLIP"], True, False),  # the clip is there already
        (["--source", "http://127.0.0.1:9/video"], None, None),
    ],
)
def test_sets_are_kept_as_remembered_unless_the_command_line_says_more(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    remembered: bool | None,
    keep: bool | None,
) -> None:
    for name in FOLDERS:
        monkeypatch.setenv(name, str(tmp_path))
    save_preferences(Preferences(keep_sets=remembered, target="20", camera="unplugged"))
    named = {"DIR": str(tmp_path / "rec"), "CLIP": str(SAMPLE)}
    (options,) = options_of(["live", *(named.get(word, word) for word in arguments)], monkeypatch)
    assert options.keep is keep
    assert options.target == "20"
    assert options.camera == ""
    (options,) = options_of(["live", "--target", "0", "--camera", "2"], monkeypatch)
    assert (options.target, options.camera) == ("", "2")
