"""The bend of the back at a run, with arms that swing behind it at 80 strides a minute."""

import numpy as np
import pytest

from formcheck.kinematics.running_back import running_lumbar_extension
from formcheck.poses.landmarks import Landmark, joint
from formcheck.poses.outline import STATIONS
from formcheck.system.arrays import FloatArray
from tests.trunk import NEUTRAL, bent, landmarks, track_of


def estimate(
    bend_deg: float,
    *,
    arm_tl: float = 0.12,
    hole_tl: float = 0.0,
    hanging_tl: float | None = None,
    turned_tl: float = 0.0,
    lean_deg: float = 0.0,
    still_s: float = 1.2,
    grows: bool = False,
) -> FloatArray:
    """Read a back of a known bend.

    ``arm_tl`` is how far the elbow sticks out, ``hole_tl`` how much too far in the outline goes
    in the gap under it, ``hanging_tl`` how far behind the trunk's middle line the arm hangs,
    ``turned_tl`` how far behind it the left shoulder and hip are, ``lean_deg`` how far the
    trunk leans at the run. If it ``grows``, the bend is reached only at the end.
    """
    n, fps = 200, 30.0
    time_s = np.arange(n) / fps
    still = time_s < still_s
    xy = np.tile(landmarks(5.0), (n, 1, 1))
    hip, shoulder = xy[0, Landmark.LEFT_HIP], xy[0, Landmark.LEFT_SHOULDER]
    out_px = (shoulder - hip) @ np.array([[0.0, -1.0], [1.0, 0.0]])
    if hanging_tl is not None:
        xy[still, Landmark.LEFT_ELBOW] = 0.5 * (hip + shoulder) + out_px * hanging_tl
        xy[still, Landmark.LEFT_WRIST] = hip + out_px * hanging_tl
    for name in ("shoulder", "hip"):
        xy[:, joint("left", name)] += turned_tl * out_px
        xy[:, joint("right", name)] -= turned_tl * out_px
    xy[~still] = np.where(lean_deg, landmarks(5.0 + lean_deg), xy[~still])
    swing = np.sin(2.0 * np.pi * time_s / 0.75)
    profile = np.tile(NEUTRAL, (n, 1))
    elbow = np.clip(1.0 - np.abs(STATIONS - 0.5) / 0.25, 0.0, None)
    out = arm_tl * np.abs(swing)[:, None] * elbow
    behind = ~still & (swing > 0.3)
    hole = hole_tl * ((STATIONS > 0.3) & (STATIONS < 0.45))
    share = np.linspace(0.0, 1.0, n)[~still, None] if grows else 1.0
    profile[~still] += share * bent(bend_deg) + out[~still]
    profile[behind] -= hole
    if hole_tl:
        reach = (NEUTRAL[18] + 0.05 * swing[behind])[:, None]
        xy[behind, Landmark.LEFT_ELBOW] = hip + 0.45 * (shoulder - hip) + out_px * reach
        xy[behind, Landmark.LEFT_WRIST] = hip + 0.25 * (shoulder - hip) + out_px * 0.05
    return running_lumbar_extension(
        np.stack([profile, profile], axis=1),
        track_of(xy, fps),
        facing=1,
        still=still,
        running=~still,
    )


def test_swinging_arms_change_little() -> None:
    clean = estimate(0.0)
    assert np.isnan(clean[:30]).all()
    assert np.nanmax(np.abs(clean)) < 5.0
    for bend_deg in (0.0, 25.0, 45.0):
        assert np.nanmedian(estimate(bend_deg)) == pytest.approx(
            np.nanmedian(estimate(bend_deg, arm_tl=0.0)), abs=5.0
        )


def test_more_bend_gives_a_larger_value() -> None:
    read = [np.nanmedian(estimate(bend_deg)) for bend_deg in (0.0, 15.0, 30.0, 45.0)]
    assert read == sorted(read)
    assert read[-1] > 15.0


def test_the_first_and_last_strides_are_read_over_as_long_a_time_as_the_others() -> None:
    read = estimate(45.0, grows=True)
    running = np.flatnonzero(np.isfinite(read))
    first, last = running[[0, -1]]
    assert read[first] == read[first + 45]
    assert read[last] == read[last - 45]


def test_the_gap_under_an_elbow_is_not_the_back() -> None:
    for bend_deg in (0.0, 35.0):
        assert np.nanmedian(estimate(bend_deg, hole_tl=0.06)) == pytest.approx(
            np.nanmedian(estimate(bend_deg)), abs=3.0
        )


def test_unknown_where_an_arm_hung_behind_the_back() -> None:
    assert np.isnan(estimate(25.0, hanging_tl=0.1)).all()


def test_an_arm_that_hangs_at_the_middle_of_the_trunk_hides_nothing() -> None:
    bends = estimate(45.0, hanging_tl=0.02)
    assert np.nanmedian(bends) == pytest.approx(np.nanmedian(estimate(45.0)), abs=0.1)


def test_unknown_for_a_person_who_is_turned_or_leans() -> None:
    assert np.isfinite(estimate(25.0, turned_tl=0.02)).any()
    assert np.isnan(estimate(25.0, turned_tl=0.08)).all()
    assert np.isfinite(estimate(25.0, lean_deg=8.0)).any()
    assert np.isnan(estimate(25.0, lean_deg=20.0)).all()


@pytest.mark.parametrize(("bare_s", "read"), [(0.0, False), (0.7, False), (1.5, True)])
def test_unknown_where_the_back_is_bare_only_once(bare_s: float, read: bool) -> None:
    n = 120
    xy = np.tile(landmarks(), (n, 1, 1))
    still = np.arange(n) < 30
    hip, shoulder = xy[0, Landmark.LEFT_HIP], xy[0, Landmark.LEFT_SHOULDER]
    behind = (shoulder - hip) @ np.array([[0.0, -1.0], [1.0, 0.0]]) * 0.25
    hands_off = np.arange(n) >= n - round(30.0 * bare_s)
    xy[~still & ~hands_off, Landmark.LEFT_ELBOW] = 0.5 * (hip + shoulder) + behind
    xy[~still & ~hands_off, Landmark.LEFT_WRIST] = hip + behind
    profile = np.tile(NEUTRAL, (n, 2, 1))
    track = track_of(xy, 30.0)
    found = running_lumbar_extension(profile, track, facing=1, still=still, running=~still)
    assert np.isfinite(found).any() == read


def test_unknown_without_enough_standing_or_running() -> None:
    assert np.isnan(estimate(25.0, still_s=0.05)).all()
    assert np.isnan(estimate(25.0, still_s=6.0)).all()
