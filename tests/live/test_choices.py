"""Camera, level and target: what a key goes on to, and what is remembered."""

from pathlib import Path

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.live.camera.connected import Camera
from formcheck.live.camera.health import Health, Status
from formcheck.live.choices import Choices
from formcheck.live.options import LiveOptions
from formcheck.live.set.target import Target
from formcheck.system.preferences import Preferences, load_preferences
from tests.system.test_settings import FOLDERS

KICKS, LIFTS = load_exercise("butt-kicks"), load_exercise("quadruped-kickback")
TWO = [Camera(0, "Integrated Camera"), Camera(2, "HD Webcam")]
GOOD = Status(Health.GOOD)


@pytest.fixture(autouse=True)
def _own_preferences(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in FOLDERS:
        monkeypatch.setenv(name, str(tmp_path))


class Chosen(Choices):
    """Choices, with the cameras that were asked for."""

    def __init__(self, cameras: list[Camera], **options: object) -> None:
        self.used: list[str] = []
        super().__init__(LiveOptions((KICKS, LIFTS), **options), self.used.append, lambda: cameras)  # type: ignore[arg-type]

    def values(self, status: Status = GOOD) -> list[str]:
        """Return what is chosen of camera, level and target."""
        return [setting.value for setting in self.settings(KICKS, status)][:3]


def test_keys_go_through_what_there_is_and_it_is_remembered() -> None:
    choices = Chosen(TWO)
    assert choices.values() == ["Integrated Camera", "warm-up", "none"]
    for key in "clt":
        choices.press(key, KICKS)
    assert choices.values() == ["HD Webcam", "conditioning", "10 reps"]
    assert choices.used == ["HD Webcam"]
    assert load_preferences() == Preferences(camera="HD Webcam", level="conditioning", target="10")
    choices.press("c", KICKS)
    assert choices.used == ["HD Webcam", "Integrated Camera"]
    seen = []
    for _ in range(6):
        choices.press("t", KICKS)
        seen.append(choices.values()[2])
    assert seen == ["20 reps", "30 reps", "30 seconds", "60 seconds", "none", "10 reps"]


def test_a_level_holds_for_the_exercises_that_have_it() -> None:
    choices = Chosen(TWO, level="tempo")
    assert choices.level_of(KICKS) == "tempo"
    assert choices.level_of(LIFTS) == ""
    level = choices.settings(LIFTS, GOOD)[1]
    assert (level.key, level.value) == ("", "one only")
    choices.press("l", LIFTS)
    assert choices.level_of(KICKS) == "tempo"


def test_the_command_line_holds_for_this_run_and_is_not_remembered() -> None:
    choices = Chosen(TWO, camera="webcam", target="12.5s")
    assert choices.values() == ["HD Webcam", "warm-up", "12.5 seconds"]
    assert choices.target == Target(seconds=12.5)
    assert load_preferences() == Preferences()


def test_without_a_camera_the_trouble_is_told_and_the_key_tries_again() -> None:
    cameras: list[Camera] = []
    choices = Chosen(cameras)
    lost = Status(Health.LOST, "no camera was found")
    camera = choices.settings(KICKS, lost)[0]
    assert (camera.value, camera.trouble) == ("none", "no camera was found")
    choices.press("c", KICKS)
    assert choices.used == [""]
    cameras += TWO
    assert choices.values() == ["Integrated Camera", "warm-up", "none"]


def test_a_played_file_is_shown_and_cannot_be_changed() -> None:
    choices = Chosen(TWO, source="live.mp4")
    camera = choices.settings(KICKS, GOOD)[0]
    assert (camera.key, camera.value) == ("", "live.mp4")
    choices.press("c", KICKS)
    assert not choices.used


def test_sets_are_kept_once_the_user_has_said_so(tmp_path: Path) -> None:
    choices = Chosen(TWO, keep=None, sets_folder=tmp_path / "sets")
    assert choices.keep is None
    assert choices.folder_for(KICKS) is None
    choices.answer(keep=True)
    folder = choices.folder_for(KICKS)
    assert folder is not None
    assert folder.parent == tmp_path / "sets"
    assert folder.name.endswith("butt-kicks")
    assert load_preferences().keep_sets is True
    choices.press("k", KICKS)
    assert choices.folder_for(KICKS) is None
    assert load_preferences().keep_sets is False
    assert choices.settings(KICKS, GOOD)[3].value == "no"


def test_a_folder_that_is_named_takes_all_sets(tmp_path: Path) -> None:
    choices = Chosen(TWO, keep=None, record=tmp_path / "rec")
    assert choices.keep is False  # nothing to ask
    assert choices.folder_for(KICKS) == tmp_path / "rec"
    choices.press("k", KICKS)
    assert load_preferences() == Preferences()
    kept = choices.settings(KICKS, GOOD)[3]
    assert (kept.key, kept.value) == ("", "in rec")


def test_screenshots_lie_with_the_sets_that_are_kept_or_else_among_the_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = Chosen(TWO, record=tmp_path / "rec")
    assert recorded.screenshots_folder == tmp_path / "rec"
    choices = Chosen(TWO, keep=True, sets_folder=tmp_path / "sets")
    assert choices.screenshots_folder == tmp_path / "sets"
    choices.press("k", KICKS)
    assert choices.screenshots_folder.name == "formcheck"
    assert choices.screenshots_folder.parent != tmp_path
    assert choices.screenshots_folder.is_absolute()


def test_what_the_command_line_names_cannot_be_chosen(tmp_path: Path) -> None:
    assert Chosen(TWO).fixed == frozenset()
    assert Chosen(TWO, source="clip.mp4").fixed == {"c"}
    played = Chosen(TWO, source="clip.mp4", record=tmp_path)
    assert played.fixed == {"c", "k"}
    played.press("c", KICKS)
    played.press("k", KICKS)
    assert (played.used, load_preferences()) == ([], Preferences())
