"""When something is seen again, and what ends that."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.person.gesture import Hand
from formcheck.live.replays import Replays
from formcheck.live.set.one_set import LiveSet
from formcheck.live.stage import Stage
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import Pose
from formcheck.results import Session
from tests.synthetic import BUNDLED_MODEL, ButtKicks, Kickbacks

FPS = 20.0
FRAME_S = 1.0 / FPS
IMAGE = np.full((90, 160, 3), 120, np.uint8)
KICKBACK = load_exercise("standing-kickback")
# The first and the last of three swings are too low.
LOW = Kickbacks(
    standing=True, sides=("left",) * 3, travels_deg=(5.0, 22.0, 4.0), still_s=1.2, fps=FPS
)
WRIST = np.array([100.0, 10.0])


@dataclass
class Run:
    """A set of which every frame is judged, and what is seen again meanwhile."""

    current: LiveSet
    exercise: Exercise = KICKBACK
    stage: Stage = Stage.SET
    replays: Replays = field(default_factory=Replays)
    now_s: float = 0.0
    shown: list[bool] = field(default_factory=list)  # after each frame

    def __post_init__(self) -> None:
        self.replays.begin_set(self.current)

    def see(self, poses: Iterator[Pose]) -> "Run":
        self.shown.clear()
        for place in poses:
            self.now_s += FRAME_S
            pose = replace(place, time_s=self.now_s)
            if self.stage is Stage.SET:
                self.current.add_frame(IMAGE, self.now_s, pose)
            self.replays.step(self.now_s, self.stage, pose, self.current, self.exercise)
            self.shown.append(self.replays.moment is not None)
        return self

    def rest(self, seconds: float, *, arm_px: float = 0.0) -> "Run":
        """Stand, and move a hand so far meanwhile."""
        pose = list(LOW.track().poses())[-1]
        n = round(seconds / FRAME_S)

        def poses() -> Iterator[Pose]:
            for share in np.linspace(0.0, 1.0, n):
                xy_px = pose.xy_px.copy()
                xy_px[joint("left", "wrist"), 1] += share * arm_px
                yield replace(pose, xy_px=xy_px)

        return self.see(poses())

    def kinds(self) -> list[str]:
        moment = self.replays.moment
        captions = [panel.caption for panel in moment.panels] if moment else []
        return [caption.kind for caption in captions if caption]


def new_set(exercise: Exercise = KICKBACK) -> LiveSet:
    return LiveSet(exercise, "", 1280, 720, BUNDLED_MODEL)


@pytest.fixture(scope="module")
def frames() -> list[Pose]:
    return list(LOW.track().poses())


@pytest.fixture(scope="module")
def done(frames: list[Pose]) -> tuple[LiveSet, Session]:
    """A set that is over."""
    current = Run(new_set()).see(iter(frames)).current
    session = current.finish()
    assert session
    return current, session


@pytest.fixture
def paused(done: tuple[LiveSet, Session]) -> Run:
    """A set in a pause."""
    return Run(done[0], stage=Stage.PAUSED)


@pytest.fixture
def over(done: tuple[LiveSet, Session]) -> Run:
    """A set that has just ended."""
    current, session = done
    run = Run(current, stage=Stage.SUMMARY)
    run.replays.end_set(session, KICKBACK, current.pictures, run.stage)
    return run


def test_in_a_rest_the_worst_swing_is_seen_beside_the_best_once(frames: list[Pose]) -> None:
    run = Run(new_set()).see(iter(frames))
    assert not any(run.shown)  # not between swings
    run.rest(3.5)
    assert run.kinds() == ["worst", "best"]
    assert run.replays.moment
    for panel, swing in zip(run.replays.moment.panels, (2, 1), strict=True):
        assert panel.caption
        peak_s = LOW.plan[swing].start_s + 1.4
        assert panel.caption.chosen.rep.peak_s == pytest.approx(peak_s, abs=0.35)
    run.rest(12.0)
    assert not run.shown[-1]
    assert np.count_nonzero(np.diff(run.shown)) == 1  # it has ended, and does not begin again


def test_who_rests_for_long_after_each_swing_sees_it_at_once(frames: list[Pose]) -> None:
    run = Run(new_set()).see(iter(frames[: round(LOW.plan[0].start_s * FPS)]))
    for swing in (0, 2, 0, 2):
        begin = LOW.plan[swing].start_s
        run.see(iter(frames[round(begin * FPS) : round((begin + 3.0) * FPS)]))
        run.rest(7.0)
    assert run.shown.index(True) < 1.0 * FPS
    others = Run(new_set()).see(iter(frames)).rest(3.5)
    assert others.shown.index(True) > 0.6 * FPS  # after 1.6 s of rest: the next swing may come


def test_the_next_swing_ends_it_at_once_and_is_judged(frames: list[Pose]) -> None:
    run = Run(new_set()).see(iter(frames)).rest(3.5)
    reps = run.current.reps
    swing = frames[round(LOW.plan[1].start_s * FPS) : round(LOW.plan[2].start_s * FPS)]
    run.see(iter(swing))
    assert run.shown.index(False) <= 0.4 * FPS
    assert not run.shown[-1]
    run.rest(1.0)
    assert run.current.reps == reps + 1


def test_nothing_comes_by_itself_between_fast_kicks(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(kicks=6, left_deg=85.0, right_deg=85.0, stand_s=1.5, rest_s=4.5)
    run = Run(new_set(butt_kicks), butt_kicks).see(kicks.track().poses())
    assert run.current.reps >= 5
    assert not any(run.shown)


def test_after_a_set_it_plays_once_while_an_arm_comes_down(over: Run) -> None:
    assert all(over.rest(4.0, arm_px=300.0).shown)
    assert over.kinds() == ["worst", "best"]
    assert not over.rest(8.0).shown[-1]
    assert over.replays.press("w", over.stage)
    assert all(over.rest(1.0).shown)


def test_any_key_ends_it_and_means_nothing_else(over: Run) -> None:
    over.rest(1.0)
    assert over.replays.press("space", over.stage)
    assert over.replays.moment is None
    assert not over.replays.press("space", over.stage)


def test_quitting_is_never_swallowed(over: Run) -> None:
    assert not over.rest(1.0).replays.press("q", over.stage)


def test_walking_away_ends_it(over: Run, frames: list[Pose]) -> None:
    pose, step_px = frames[-1], np.array([8.0, 0.0])
    assert all(over.rest(2.0).shown)
    over.see(replace(pose, xy_px=pose.xy_px + n * step_px) for n in range(30))
    assert not over.shown[-1]


def test_a_set_that_ends_without_its_summary_is_not_seen_again(
    done: tuple[LiveSet, Session],
) -> None:
    current, session = done
    run = Run(current, stage=Stage.SETUP)  # begun again with r
    run.replays.end_set(session, KICKBACK, current.pictures, run.stage)
    assert not any(run.rest(1.0).shown)


def test_the_last_seconds_come_by_key_in_a_pause_and_not_in_a_set(paused: Run) -> None:
    assert not paused.replays.press("b", Stage.SET)
    assert paused.replays.press("b", paused.stage)
    assert all(paused.rest(1.0).shown)
    assert paused.kinds() == []
    paused.stage = Stage.COUNTDOWN  # the set goes on
    assert not paused.rest(0.1).shown[-1]


def test_a_left_hand_shows_the_last_seconds_and_a_right_one_goes_on(paused: Run) -> None:
    replays = paused.replays
    right, left = (Hand(WRIST, 0.0, "kept", "raised", side) for side in SIDES[::-1])
    assert replays.sign(right, paused.stage) == "raised"
    assert replays.sign(left, paused.stage) is None
    assert all(paused.rest(2.0).shown)
    assert replays.sign(replace(left, sign="kept"), paused.stage) is None  # does not end the set
    assert all(paused.rest(0.2).shown)
    assert replays.sign(right, paused.stage) is None
    assert not any(paused.rest(0.2).shown)
    assert replays.sign(replace(right, sign="kept"), paused.stage) == "kept"


def test_an_arm_that_comes_down_in_front_of_the_legs_is_no_movement(
    paused: Run, frames: list[Pose]
) -> None:
    """The model misreads the legs behind a moving arm for some frames."""
    left, pose = Hand(WRIST, 0.0, "kept", "raised", "left"), frames[-1]
    assert paused.replays.sign(left, paused.stage) is None
    paused.rest(1.0)
    paused.replays.sign(Hand(), paused.stage)
    misread = pose.xy_px.copy()
    misread[[joint(side, "ankle") for side in SIDES]] += (60.0, 0.0)
    paused.see(replace(pose, xy_px=misread) for _ in range(4))
    assert all(paused.rest(1.5).shown)
    paused.see(replace(pose, xy_px=misread) for _ in range(4))
    assert not paused.shown[-1]


def test_in_a_set_either_hand_pauses(paused: Run) -> None:
    left = Hand(WRIST, 0.0, "kept", "raised", "left")
    assert paused.replays.sign(left, Stage.SET) == "raised"


def test_a_new_set_forgets_the_one_before(over: Run) -> None:
    over.replays.begin_set(new_set())
    assert not over.replays.press("b", over.stage)
    assert not over.replays.press("w", over.stage)
    assert not any(over.rest(0.5).shown)
