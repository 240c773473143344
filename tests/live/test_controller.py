"""What happens on pictures and keys, with no window, no camera and no model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.live.camera.health import Health, Status
from formcheck.live.camera.source import LivePicture
from formcheck.live.controller import Controller
from formcheck.live.options import LiveOptions
from formcheck.live.person.person_in_view import PersonInView
from formcheck.live.person.pose_finder import Look
from formcheck.live.set.sets import Finished, Sets
from formcheck.live.set.target import Target
from formcheck.live.stage import Stage
from formcheck.live.window.picker import Picker
from formcheck.live.window.scenes import JUDGING
from formcheck.live.window.sound import Sound
from formcheck.poses.pose import PoseTrack
from formcheck.system.preferences import load_preferences
from formcheck.system.settings import remember_notes
from tests.synthetic import BUNDLED_MODEL, ButtKicks

EXERCISES = tuple(load_exercise(name) for name in ("butt-kicks", "standing-kickback"))
KICKS = ButtKicks(kicks=8, stand_s=5.0)
GOOD = Status(Health.GOOD, fps=30.0)


class Model:
    """A pose model that is asked for nothing: `Run.see` says what it saw."""

    ready, name = True, BUNDLED_MODEL

    def __init__(self) -> None:
        self.searched = 0

    def load(self, *, outline: bool) -> None:
        pass

    def search_anew(self) -> None:
        self.searched += 1


class Run:
    """A run in which all is done as the controller asks."""

    def __init__(self, options: LiveOptions | None = None) -> None:
        self.finished: list[Finished] = []
        self.shown: list[object] = []
        self.used: list[str] = []  # cameras
        self.now_s = 100.0
        self.model = Model()
        person = PersonInView(None, lambda _: None)
        person.pose_finder = self.model  # type: ignore[assignment]
        self.person = person
        self.sets = Sets(tell=lambda _: None, finished=self.finished.append)
        self.controller = Controller(
            options or LiveOptions(EXERCISES),
            person,
            self.sets,
            Sound(voice=False),
            self.redraw,
            self.used.append,
        )

    def redraw(self) -> None:
        self.shown.append(self.controller.scene(GOOD).page)

    def has_set(self) -> bool:
        return self.sets.current is not None

    def press(self, *keys: str) -> Stage:
        for key in keys:
            self.controller.press(key, self.now_s)
        return self.controller.flow.stage

    def see(self, track: PoseTrack) -> Stage:
        for pose in track.poses():
            self.now_s += 1.0 / 30.0
            image = np.zeros((track.height, track.width, 3), np.uint8)
            picture = LivePicture(0, self.now_s, self.now_s, image, light=120.0)
            self.person.see(Look(picture, replace(pose, time_s=self.now_s), took_s=0.01))
            self.controller.see(picture, GOOD, self.now_s)
        return self.controller.flow.stage


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A run whose user has read all safety notes."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for exercise in EXERCISES:
        remember_notes("read", exercise.safety)
    monkeypatch.setattr("formcheck.live.person.person_in_view.BystanderCounter", NoBystanders)
    return Run()


class NoBystanders:
    people, far = 1, False

    def __init__(self, _: object) -> None:
        pass

    def look(self, *_: object) -> None:
        pass


def test_an_exercise_is_chosen_with_arrows_or_by_number(run: Run) -> None:
    assert run.press("x", "down", "enter") is Stage.SETUP
    assert run.controller.scene(GOOD).exercise is EXERCISES[1]
    other = Run()
    other.press("3", "1")
    assert other.controller.scene(GOOD).exercise is EXERCISES[0]


def test_the_next_exercise_comes_in_turn(run: Run) -> None:
    run.press("2", "n")
    assert run.controller.scene(GOOD).exercise is EXERCISES[0]


def test_a_set_is_judged_at_its_end_and_summed_up(run: Run) -> None:
    run.press("1")
    run.see(KICKS.track().part(0, 40))
    assert run.press("space") is Stage.COUNTDOWN
    assert run.see(KICKS.track()) is Stage.SET
    assert run.press("q") is Stage.CLOSED
    (finished,) = run.finished
    assert finished.session.counts == KICKS.counts
    assert run.shown == [JUDGING]
    assert not run.has_set()


def test_esc_judges_the_set_and_leads_back_to_its_exercise(run: Run) -> None:
    run.press("2", "esc")
    picker = run.controller.scene(GOOD).page
    assert isinstance(picker, Picker)
    assert picker.cursor == 1
    run.press("1")
    run.see(KICKS.track().part(0, 40))
    run.press("space")
    run.see(KICKS.track())
    assert run.press("esc") is Stage.PICKER
    assert len(run.finished) == 1
    run.press("1", "space")
    run.see(KICKS.track().part(0, 60))
    assert run.has_set()  # in the countdown
    run.press("esc")
    assert not run.has_set()
    assert len(run.finished) == 1


def test_camera_and_target_are_chosen_before_the_exercise(
    run: Run,
) -> None:
    run.press("t", "c")
    assert len(run.used) == 1
    picker = run.controller.scene(GOOD).page
    assert isinstance(picker, Picker)
    assert picker.settings[2].value == "10 reps"
    run.press("1")
    assert run.controller.scene(GOOD).target == Target(reps=10)
    assert run.press("t") is Stage.SETUP
    assert run.controller.scene(GOOD).target == Target(reps=10)


@pytest.mark.usefixtures("run")  # with the notes read, and without a second model
def test_the_user_is_asked_once_whether_sets_are_kept(
    tmp_path: Path,
) -> None:
    asked = LiveOptions(EXERCISES, chosen=EXERCISES[0], keep=None, sets_folder=tmp_path / "sets")
    run = Run(asked)
    run.controller.begin(run.now_s)
    assert run.press("space", "2", "enter", "r") is Stage.ASK
    assert not run.controller.watching
    assert run.press("y") is Stage.SETUP  # of the exercise that was named
    assert load_preferences().keep_sets is True
    run.see(KICKS.track().part(0, 40))
    run.press("space")
    run.see(KICKS.track().part(0, 60))
    assert run.sets.current is not None
    assert run.sets.current.recorder is not None
    assert run.sets.current.recorder.folder.parent == tmp_path / "sets"
    run.press("esc")  # the set did not begin
    assert not list((tmp_path / "sets").glob("*/*"))


@pytest.mark.usefixtures("run")  # with the notes read, and without a second model
def test_a_set_goes_on_though_it_cannot_be_kept(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    run = Run(LiveOptions(EXERCISES, keep=True, sets_folder=tmp_path / "file"))
    run.press("1")
    run.see(KICKS.track().part(0, 40))
    run.press("space")
    assert run.see(KICKS.track()) is Stage.SET
    (problem,) = run.sets.problems()
    assert problem.endswith("is not a folder: name another folder with --record")
    assert run.has_set()
    run.sets.discard()


def test_a_countdown_that_is_broken_off_leaves_no_set(run: Run) -> None:
    run.press("1")
    track = KICKS.track()
    run.see(track.part(0, 40))
    run.press("space")
    run.see(track.part(40, 80))
    assert run.has_set()
    assert run.press("r") is Stage.SETUP
    assert not run.has_set()
    assert not run.finished


def test_in_a_set_a_stranger_is_nobody_and_not_followed(run: Run) -> None:
    run.press("1")
    track = KICKS.track()
    run.see(track.part(0, 40))
    run.press("space")
    assert run.see(track.part(0, 130)) is Stage.SET
    far = replace(track, xy_px=track.xy_px * 0.4 + 300.0)
    assert run.see(far.part(0, 70)) is Stage.PAUSED
    assert not run.person.pose.found
    assert run.model.searched == 1


def test_keys_after_the_end_do_nothing(run: Run) -> None:
    assert run.press("1", "q", "r", "n", "space") is Stage.CLOSED
