"""Stretches in which a person faces one way."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body.facing import stretches
from formcheck.body.turn_watch import TurnWatch
from formcheck.poses.pose import PoseTrack
from tests.synthetic import ButtKicks, standing, without_person

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

TURN_S = (4.0, 5.2)


def turning(turn_deg: float, **fields: float) -> PoseTrack:
    return ButtKicks(turn_deg=turn_deg, turn_s=TURN_S, **fields).track()  # type: ignore[arg-type]


@pytest.mark.parametrize("turn_deg", [180.0, -180.0, 90.0, -90.0, 150.0])
@pytest.mark.parametrize("fps", [12.0, 30.0, 60.0])
def test_a_turn_ends_a_stretch_and_belongs_to_neither(turn_deg: float, fps: float) -> None:
    track = turning(turn_deg, fps=fps)
    first, second = stretches(track)
    assert (first.start, second.stop) == (0, len(track))
    assert first.stop == second.start
    cut_s = track.time_s[first.stop]
    assert TURN_S[0] < cut_s < TURN_S[1]
    assert first.steady_s(track)[0] == -np.inf
    assert first.steady_s(track)[1] == pytest.approx(TURN_S[0] - 0.3, abs=0.4)
    assert second.steady_s(track)[0] == pytest.approx(TURN_S[1] + 0.3, abs=0.4)
    assert second.steady_s(track)[1] == np.inf


@pytest.mark.parametrize("turn_deg", [0.0, 40.0])
def test_who_kicks_or_turns_a_little_does_not_turn_round(turn_deg: float) -> None:
    track = turning(turn_deg, yaw_deg=12.0, noise_px=2.0)
    (only,) = stretches(track)
    assert only.steady_s(track) == (-np.inf, np.inf)


def test_who_looks_round_and_comes_back_does_not_turn_round() -> None:
    there, back = turning(90.0), turning(0.0)
    away = (back.time_s > TURN_S[1]) & (back.time_s < TURN_S[1] + 0.5)
    world_m = np.where(away[:, None, None], there.world_m, back.world_m)
    assert len(stretches(replace(back, world_m=world_m))) == 1


def test_a_cut_needs_no_time() -> None:
    track = ButtKicks(turn_deg=180.0, turn_s=(4.01, 4.02)).track()
    first, second = stretches(track)
    assert track.time_s[first.stop] == pytest.approx(4.0, abs=0.15)
    assert second.steady_start - first.steady_stop < 1.5 * track.fps


def test_nobody_faces_no_way() -> None:
    nobody = without_person(standing(), 0.0, 99.0)
    assert len(stretches(nobody)) == 1
    assert len(stretches(nobody.part(0, 0))) == 1


def test_a_camera_notices_that_a_person_leaves_a_way_and_keeps_to_another() -> None:
    track, watch = turning(180.0), TurnWatch()
    events = [(event, pose.time_s) for pose in track.poses() if (event := watch.step(pose))]
    assert [event for event, _ in events] == ["left", "settled"]
    assert TURN_S[0] < events[0][1] < TURN_S[1]
    assert TURN_S[1] + 0.5 < events[1][1] < TURN_S[1] + 1.5
    assert watch.since_s == pytest.approx(TURN_S[1], abs=0.4)


def test_a_camera_takes_no_kick_for_a_turn() -> None:
    watch = TurnWatch()
    assert not any(watch.step(pose) for pose in turning(0.0, noise_px=2.0).poses())
