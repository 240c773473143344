"""Where a person keeps still."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body.stillness import still_frames
from formcheck.body.subject import observe
from formcheck.poses.pose import PoseTrack
from tests.synthetic import ButtKicks, Kickbacks, scaled, standing


def still_s(track: PoseTrack) -> float:
    return float(still_frames(track, observe(track)).sum()) / track.fps


@pytest.mark.parametrize("fps", [24.0, 60.0])
@pytest.mark.parametrize("noise_px", [0.0, 1.0])
def test_standing_is_still_and_kicking_is_not(fps: float, noise_px: float) -> None:
    kicks = ButtKicks(stand_s=2.0, rest_s=1.5, fps=fps, noise_px=noise_px)
    track = kicks.track()
    still = still_frames(track, observe(track))
    moving = (track.time_s > 2.2) & (track.time_s < kicks.end_s - 1.7)
    assert still[track.time_s < 1.5].mean() > 0.9
    assert not still[moving].any()


def test_stillness_does_not_depend_on_the_size_of_the_person() -> None:
    track = Kickbacks(still_s=2.0).track()
    assert still_s(scaled(track, 0.3)) == pytest.approx(still_s(track), abs=0.1)


def test_less_than_half_a_second_is_not_still() -> None:
    def frozen(seconds: float) -> PoseTrack:
        track = standing(seconds)
        return replace(track, xy_px=np.repeat(track.xy_px[:1], len(track), axis=0))

    assert still_s(frozen(0.4)) == 0.0
    assert still_s(frozen(0.7)) == pytest.approx(0.7, abs=0.05)
