"""How even the steps are, also where kicks are seen badly."""

from collections.abc import Callable
from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from formcheck.poses.landmarks import joint
from formcheck.poses.pose import PoseTrack
from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import (
    UNEVEN,
    in_summary,
    of_set,
)
from tests.synthetic import ButtKicks, leg_landmarks, with_landmarks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def without_tops(kicks: ButtKicks) -> PoseTrack:
    """Around the top of every kick its shank looks too short for its foot to be believed."""
    track = kicks.track()
    xy_px = track.xy_px.copy()
    for kick in kicks.plan:
        top = np.abs(track.time_s - kick.peak_s) < 0.1
        knee = xy_px[top, joint(kick.side, "knee")]
        for name in ("ankle", "heel", "foot_index"):
            foot = xy_px[top, joint(kick.side, name)]
            xy_px[top, joint(kick.side, name)] = knee + 0.62 * (foot - knee)
    return replace(track, xy_px=xy_px)


@pytest.mark.parametrize(("spread", "verdict"), [(0.03, Verdict.GOOD), (0.2, Verdict.FAULT)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_lead_of_the_legs_shows_the_rhythm_if_no_top_is_seen(
    judged: Judge, seed: int, spread: float, verdict: Verdict
) -> None:
    steps = 1.0 + spread * np.random.default_rng(seed).permutation(np.linspace(-1.7, 1.7, 18))
    kicks = ButtKicks(kicks=19, cadence=130.0, step_factors=tuple(steps))
    session = judged(without_tops(kicks))
    assert session.counts == kicks.counts
    assert in_summary(session, "heel-not-to-glutes").verdict is Verdict.NOT_ASSESSED
    check = of_set(session, UNEVEN)
    assert check.verdict is verdict
    assert check.value == pytest.approx(100.0 * spread, abs=6.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"step_factors": (1.0, 1.0, 1.6)},
        {"step_factors": (1.0, 1.0, 1.0, 1.0, 1.8)},
        {"peak_offsets_deg": (0.0, 0.0, -45.0, -45.0)},
        {"peak_offsets_deg": (0.0, 0.0, 0.0, 0.0, -50.0, -50.0)},
    ],
    ids=str,
)
def test_every_third_kick_out_of_rhythm_is_uneven(checked: Judge, changes: dict[str, Any]) -> None:
    session = checked(ButtKicks(fps=60.0, kicks=19, **changes).track())
    assert of_set(session, UNEVEN).verdict is not Verdict.GOOD


def test_badly_seen_kicks_can_be_even_but_not_uneven(checked: Judge) -> None:
    both = [*leg_landmarks("left"), *leg_landmarks("right")]
    even, uneven = (
        of_set(checked(with_landmarks(kicks.track(), both, visibility=0.2)), UNEVEN)
        for kicks in (ButtKicks(), ButtKicks(step_factors=(0.75, 1.35, 0.9, 1.0)))
    )
    assert even.verdict is Verdict.GOOD
    assert uneven.verdict is Verdict.NOT_ASSESSED
    assert "light" in uneven.reason


@pytest.mark.parametrize("yaw_deg", [45.0, 90.0, -90.0])
def test_rhythm_is_judged_from_anywhere(checked: Judge, yaw_deg: float) -> None:
    even = checked(ButtKicks(yaw_deg=yaw_deg, fps=60.0).track())
    uneven = checked(ButtKicks(yaw_deg=yaw_deg, fps=60.0, step_factors=(0.7, 1.0, 1.3)).track())
    assert in_summary(even, UNEVEN).verdict is Verdict.GOOD
    assert in_summary(uneven, UNEVEN).verdict is Verdict.FAULT


def test_a_few_uneven_steps_are_as_uneven_as_many(judged: Judge) -> None:
    # 13 steps spread as normal ones are, by 17 % of their mean: beyond the limit of 15.
    shares = [(rank - 0.375) / 13.25 for rank in range(1, 14)]
    steps = [1.0 + 0.17 * NormalDist().inv_cdf(share) for share in shares]
    shuffled = tuple(np.random.default_rng(2).permutation(steps))
    session = judged(ButtKicks(kicks=14, step_factors=shuffled, fps=60.0).track())
    assert of_set(session, "uneven-rhythm").verdict is Verdict.FAULT


@pytest.mark.parametrize("seen_from", [ButtKicks.track, without_tops])
@pytest.mark.parametrize("after_s", [0.0, 0.19])
@pytest.mark.parametrize("hidden", [7, 10])
def test_a_time_without_frames_makes_no_uneven_step(
    judged: Judge, hidden: int, after_s: float, seen_from: Callable[[ButtKicks], PoseTrack]
) -> None:
    """A busy computer takes no picture for a moment."""
    kicks = ButtKicks(kicks=12, cadence=150.0)
    track = seen_from(kicks)
    away_s = kicks.plan[hidden].peak_s + after_s
    taken = [pose for pose in track.poses() if abs(pose.time_s - away_s) > 0.19]
    session = judged(PoseTrack.from_poses(taken, track.width, track.height))
    assert of_set(session, UNEVEN).verdict is Verdict.GOOD
