"""Kickbacks on all fours from behind, counted and judged by the silhouette."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.judging import judge, judge_saved
from formcheck.poses.landmarks import SIDES, Side, joint
from formcheck.poses.outline import NOT_TRACED, Outline
from formcheck.poses.pose import PoseTrack
from formcheck.results import Session, Verdict
from formcheck.system.arrays import FloatArray
from tests.conftest import judge_live
from tests.lifted_leg import HEIGHT, WIDTH, drawn, traced
from tests.synthetic import ButtKicks, Kickbacks, recording, without_person

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

EXERCISE = load_exercise("quadruped-kickback")
BEHIND = ButtKicks(yaw_deg=-90.0, width=WIDTH, height=HEIGHT)


def film(kickbacks: Kickbacks, aside: float = 0.0) -> PoseTrack:
    """Return a track as the model sees it: the lifted leg lies outside the picture."""
    # Shanks that point at the camera would have no length at all.
    track = replace(kickbacks, travel_deg=0.0, rest_knee_deg=80.0, top_knee_deg=80.0).track()
    up: dict[Side, FloatArray] = {side: kickbacks.raised(side)[0] for side in SIDES}
    masks = (
        drawn(left, aside * left) if left else drawn(right, aside * right)[:, ::-1]
        for left, right in zip(up["left"], up["right"], strict=True)
    )
    xy_px = track.xy_px.copy()
    for side, share in up.items():
        xy_px[:, joint(side, "ankle"), 0] -= WIDTH * share
    return replace(
        track, xy_px=xy_px, outline=Outline(silhouette_px=traced(*masks).astype(np.float32))
    )


def judged(track: PoseTrack, live: bool) -> Session:
    judged_as = judge_live if live else judge
    return judged_as(recording(track), EXERCISE)


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize(
    ("aside", "verdict"), [(0.0, Verdict.GOOD), (5.0, Verdict.GOOD), (20.0, Verdict.BORDERLINE)]
)
def test_kickbacks_are_counted_and_judged(aside: float, verdict: Verdict, live: bool) -> None:
    kickbacks = Kickbacks(camera=BEHIND)
    session = judged(film(kickbacks, aside), live)
    assert session.counts == kickbacks.counts
    for rep, lift in zip(session.reps, kickbacks.plan, strict=True):
        assert rep.side == lift.side
        assert rep.peak_s == pytest.approx(lift.start_s + 1.5, abs=0.4)
        check = next(check for check in rep.checks if check.rule == "leg-off-line")
        assert check.verdict is verdict
        if verdict is Verdict.BORDERLINE:
            assert check.value == pytest.approx(aside, abs=3.0)


def test_saved_kickbacks_are_judged_as_fresh_ones_are(tmp_path: Path) -> None:
    recorded = recording(film(Kickbacks(camera=BEHIND), 20.0))
    recorded.save(tmp_path / "poses.npz")
    _, session = judge_saved(tmp_path / "poses.npz", EXERCISE)
    saved, fresh = session.summary, judge(recorded, EXERCISE).summary
    assert [row.verdict for row in saved] == [row.verdict for row in fresh]
    assert session.counts == Kickbacks(camera=BEHIND).counts


def test_off_the_rear_a_leg_is_counted_and_its_line_unknown() -> None:
    kickbacks = Kickbacks(camera=replace(BEHIND, yaw_deg=-70.0))
    session = judged(film(kickbacks), live=False)
    assert session.counts == kickbacks.counts
    row = next(row for row in session.summary if row.rule == "leg-off-line")
    assert row.verdict is Verdict.NOT_ASSESSED
    assert "turn your back to the camera" in row.reason


@pytest.mark.parametrize("side", SIDES)
def test_live_finds_the_place_of_a_leg_that_is_seldom_down(side: Side) -> None:
    kickbacks = Kickbacks(sides=(side,) * 7, rest_s=0.3, camera=BEHIND)
    session = judged(film(kickbacks, 20.0), live=True)
    assert session.counts == kickbacks.counts
    for rep in session.reps:
        check = next(check for check in rep.checks if check.rule == "leg-off-line")
        assert check.value == pytest.approx(20.0, abs=3.0)


def test_frames_without_a_person_lose_no_kickback() -> None:
    kickbacks = Kickbacks(camera=BEHIND)
    track, lift = film(kickbacks), kickbacks.plan[1]
    for start_s in (lift.start_s + 0.9, lift.start_s + 1.6):
        track = without_person(track, start_s, start_s + 0.15)
        assert track.outline.silhouette_px is not None
        silhouette_px = track.outline.silhouette_px.copy()
        silhouette_px[~track.found] = np.nan
        track = replace(track, outline=Outline(silhouette_px=silhouette_px))
    assert judged(track, live=False).counts == kickbacks.counts


@pytest.mark.parametrize("live", [False, True])
def test_a_mask_that_flickers_adds_no_kickback(live: bool) -> None:
    kickbacks = Kickbacks(camera=BEHIND)
    track = film(kickbacks)
    assert track.outline.silhouette_px is not None
    silhouette_px = track.outline.silhouette_px.copy()
    for lift in kickbacks.plan:
        first = int((lift.start_s + 0.8) * kickbacks.fps)
        silhouette_px[first : first + 2] = silhouette_px[0]  # both legs down for two frames
    assert (
        judged(replace(track, outline=Outline(silhouette_px=silhouette_px)), live).counts
        == kickbacks.counts
    )


def test_poses_without_a_silhouette_say_what_to_do() -> None:
    session = judged(replace(film(Kickbacks(camera=BEHIND)), outline=NOT_TRACED), live=False)
    assert session.reps == ()
    assert any("analyse the clip itself" in warning for warning in session.warnings)
    row = next(row for row in session.summary if row.rule == "leg-off-line")
    assert row.verdict is Verdict.NOT_ASSESSED


def test_keeping_still_is_no_kickback() -> None:
    track = film(Kickbacks(sides=("left",), camera=BEHIND))
    assert track.outline.silhouette_px is not None
    still = np.repeat(track.outline.silhouette_px[:1], len(track), axis=0)
    session = judged(replace(track, outline=Outline(silhouette_px=still)), live=False)
    assert session.reps == ()
    assert "no kickbacks were seen in the clip" in session.warnings
