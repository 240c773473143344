"""What is counted, shown and said during a set."""

from dataclasses import replace
from typing import IO

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.spool import PoseSpool
from formcheck.poses.outline import SILHOUETTE_ROWS, STATIONS, Outline
from formcheck.poses.pose import PoseTrack
from formcheck.results import Verdict
from tests.movements import squats
from tests.synthetic import BUNDLED_MODEL, ButtKicks, standing

IMAGE = np.zeros((72, 128, 3), np.uint8)


def run(track: PoseTrack, exercise: Exercise) -> tuple[LiveSet, list[str]]:
    """A set with all frames of a track, and every cue that was shown, in order."""
    current = LiveSet(exercise, "", track.width, track.height, BUNDLED_MODEL)
    said: list[str] = []
    for pose in track.poses():
        if pose.time_s >= 1.0 and not current.lasted_s:
            current.go()
        current.add_frame(IMAGE, pose.time_s, pose)
        now = current.sentence()
        if now and now.text not in said:
            said.append(now.text)
    return current, said


def test_good_kicks_are_counted_and_nothing_is_said(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(kicks=16, cadence=150.0)
    current, said = run(kicks.track(), butt_kicks)
    assert {side: count.attempts for side, count in current.counts.items()} == kicks.counts
    assert current.counts[kicks.near_side].good >= 7
    assert str(current.pace()) == "150 steps/min"
    assert said == []


def test_a_fault_is_said_soon_after_its_second_rep(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(kicks=12, left_deg=85.0, right_deg=85.0)
    current = LiveSet(butt_kicks, "", 1280, 720, BUNDLED_MODEL)
    ends_s: list[float] = []
    at_s = 0.0
    for pose in kicks.track().poses():
        ends_s += [rep.end_s for rep in current.add_frame(IMAGE, pose.time_s, pose)]
        said = current.sentence()
        if said:
            at_s = current.time_s
            assert said.text == butt_kicks.rule("heel-not-to-glutes").cue
            break
    assert len(ends_s) <= 4  # the far leg's may not be judged
    assert at_s - ends_s[-1] <= 0.3


def test_the_leg_that_was_just_judged_has_the_verdict(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(kicks=6, left_deg=85.0, right_deg=85.0)
    current = LiveSet(butt_kicks, "", 1280, 720, BUNDLED_MODEL)
    seen = set()
    for pose in kicks.track().poses():
        current.add_frame(IMAGE, pose.time_s, pose)
        frame = current.frame()
        if frame.working == kicks.near_side:
            seen.add(frame.working_verdict)
    assert seen == {Verdict.FAULT}


def test_the_judged_angle_is_that_of_the_working_leg(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(kicks=8)
    current = LiveSet(butt_kicks, "", 1280, 720, BUNDLED_MODEL)
    near = kicks.near_side
    flexion = kicks.knee_flexion_deg(near)
    for i, pose in enumerate(kicks.track().poses()):
        current.add_frame(IMAGE, pose.time_s, pose)
        angle = current.frame().angle
        if flexion[i] > 110.0:
            assert angle is not None
            assert angle.vertex.name == f"{near.upper()}_KNEE"
            assert angle.value_deg == pytest.approx(flexion[i], abs=25.0)
    assert current.frame().angle is None  # standing again


def test_what_cannot_be_assessed_is_said_once(butt_kicks: Exercise) -> None:
    track = ButtKicks(kicks=30).track()
    current = LiveSet(butt_kicks, "", track.width, track.height, BUNDLED_MODEL)
    current.go()
    shown_s = []
    for pose in track.poses():
        current.add_frame(IMAGE, pose.time_s, pose)
        if current.notes():
            shown_s.append(pose.time_s)
    assert 4.0 < shown_s[-1] - shown_s[0] < 8.0
    assert len(shown_s) == pytest.approx((shown_s[-1] - shown_s[0]) * 30.0, abs=3)


def test_both_legs_together_are_one_rep() -> None:
    current, _ = run(squats(), load_exercise("squat"))
    assert current.reps == current.counts["left"].attempts > 2


def test_pauses_do_not_count_as_time(butt_kicks: Exercise) -> None:
    current = LiveSet(butt_kicks, "", 1280, 720, BUNDLED_MODEL)
    poses = list(standing(6.0).poses())
    for i, pose in enumerate(poses):
        if i == 31:
            current.go()
        if i in (90, 120):
            current.resume()
        away_s = 60.0 * ((i >= 90) + (i >= 120))
        current.add_frame(IMAGE, pose.time_s + away_s, pose)
    assert current.lasted_s == pytest.approx(poses[-1].time_s - 1.0, abs=0.1)


@pytest.mark.parametrize("room", [0, 10, 10.5])
def test_poses_stay_in_memory_when_the_disk_is_full(
    monkeypatch: pytest.MonkeyPatch, room: float
) -> None:
    track = ButtKicks(kicks=2).track()
    spool = PoseSpool()
    assert spool._stream is not None
    stream: IO[bytes] = spool._stream

    class SmallDisk:
        left = -1.0

        def write(self, data: bytes) -> int:
            if self.left < 0.0:
                self.left = room * len(data)
            taken = min(len(data), round(self.left))
            self.left -= taken
            if not taken:
                raise OSError(28, "No space left on device")
            return stream.write(data[:taken])

        def __getattr__(self, name: str) -> object:
            return getattr(stream, name)

    monkeypatch.setattr(spool, "_stream", SmallDisk())
    for pose in track.poses():
        spool.add(pose)
    kept = spool.track(track.width, track.height)
    np.testing.assert_array_equal(kept.time_s, track.time_s)
    np.testing.assert_allclose(kept.xy_px, track.xy_px, rtol=1e-6)


def test_a_traced_outline_comes_back_from_the_disk() -> None:
    seen = next(ButtKicks(kicks=1).track().poses())
    outline = Outline(np.full((2, len(STATIONS)), 0.25), np.full((2, SILHOUETTE_ROWS), 30.5))
    spool = PoseSpool()
    for pose in (seen, replace(seen, time_s=1.0, outline=outline)):
        spool.add(pose)
    track = spool.track(1280, 720)
    for name, traced in outline.arrays().items():
        kept = track.outline.arrays()[name]
        assert np.isnan(kept[0]).all()
        np.testing.assert_array_equal(kept[1], traced)


@pytest.mark.parametrize(
    ("camera_fps", "cause"), [(30.0, "the computer managed no more"), (10.0, "more light")]
)
def test_a_set_with_too_few_frames_names_what_caused_it(
    butt_kicks: Exercise, camera_fps: float, cause: str
) -> None:
    track = ButtKicks(kicks=16, fps=9.0, left_deg=90.0, right_deg=90.0).track()
    current = LiveSet(
        butt_kicks, "", track.width, track.height, BUNDLED_MODEL, camera_fps=camera_fps
    )
    current.go()
    for pose in track.poses():
        current.add_frame(IMAGE, pose.time_s, pose)
    session = current.finish()
    assert session is not None
    (warning,) = [line for line in session.warnings if "frames a second" in line]
    (heel,) = [row for row in session.summary if row.rule == "heel-not-to-glutes"]
    assert heel.verdict is Verdict.NOT_ASSESSED
    assert cause in heel.reason
    assert cause in warning
    assert "film" not in heel.reason + warning
