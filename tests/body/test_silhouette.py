"""Kickbacks on all fours from behind, on masks that were drawn with a ruler."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis import judge
from formcheck.body.silhouette import Rest, at_rest
from formcheck.detection.outlines import trace_silhouette
from formcheck.exercises.file import load_exercise
from formcheck.kinematics.silhouette import aside_deg, place_empty
from formcheck.poses.landmarks import SIDES, Side, joint
from formcheck.poses.outline import NOT_TRACED, SILHOUETTE_ROWS, Outline
from formcheck.poses.pose import PoseTrack
from formcheck.results import Session, Verdict
from formcheck.system.arrays import FloatArray
from tests.conftest import judge_live
from tests.synthetic import ButtKicks, Kickbacks, recording, without_person

pytestmark = pytest.mark.filterwarnings("error")

EXERCISE = load_exercise("quadruped-kickback")
WIDTH, HEIGHT = 640, 480
LEGS_PX = 80  # from the outside of the one to that of the other
KNEE, TOES = 330, 430  # heights in the picture
NEARER = 1.2  # a knee that is lifted behind the body looks larger by so much


def drawn(up: float = 0.0, aside: float = 0.0, *, bent: bool = True, scale: int = 1) -> FloatArray:
    """The mask of someone whose left leg is lifted by a share of the way, and ``aside`` degrees."""
    mask = np.zeros((HEIGHT, WIDTH))
    for top, low, left, right in (
        (180, 200, 300, 340),  # head
        (200, KNEE, 265, 375),  # trunk and arms
        (310, 320, 240, 400),  # hands
        (KNEE, TOES, 330, 360),  # the right leg
        (KNEE, round(TOES - up * (TOES - KNEE)), 280, 310),  # the left one
    ):
        mask[top:low, left:right] = 1.0
    length_px = NEARER * LEGS_PX * (1.0 if bent else 2.0)
    reach_px = length_px * np.sin(np.radians(aside))
    if up and aside:
        mask[240:290, round(280 - reach_px) : 310] = 1.0
    if up and aside and bent:
        mask[100:240, round(280 - reach_px) : round(300 - reach_px)] = 1.0  # shank and foot
    return np.asarray(np.kron(mask, np.ones((scale, scale))))


def traced(*masks: FloatArray) -> FloatArray:
    return np.stack([trace_silhouette(mask) for mask in masks])


def rest_of(mask: FloatArray) -> Rest:
    rest = at_rest(traced(mask, mask, mask), len(mask))
    assert rest is not None
    return rest


def test_rows_end_where_the_person_does() -> None:
    mask = np.zeros((SILHOUETTE_ROWS * 2, 100))
    mask[20:40, 30:45] = 0.9
    mask[20:40, 60:70] = 0.51
    mask[40:60, 10:90] = 0.49
    edges = trace_silhouette(mask)
    assert (edges[:, 10:20] == np.array([[30.0], [70.0]])).all()
    assert np.isnan(edges[:, :10]).all()
    assert np.isnan(edges[:, 20:]).all()


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("up", [0.0, 0.3, 0.5, 1.0])
def test_the_place_of_a_lifted_leg_is_empty(up: float, flipped: bool, scale: int) -> None:
    rest, mask = drawn(scale=scale), drawn(up, scale=scale)
    if flipped:
        rest, mask = rest[:, ::-1], mask[:, ::-1]
    working = 1 if flipped else -1
    silhouette = traced(mask)
    # Of the lowest 30 % of the person, 75 pixels, the leg has left this share from below.
    gone = min(1.0, up * (TOES - KNEE) / 75.0)
    assert place_empty(silhouette, rest_of(rest), working)[0] == pytest.approx(gone, abs=0.04)
    assert place_empty(silhouette, rest_of(rest), -working)[0] == pytest.approx(0.0)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("bent", [True, False])
@pytest.mark.parametrize("aside", [0.0, 14.0, 20.0, 33.0])
def test_a_leg_aside_is_read_from_how_far_it_reaches(
    aside: float, bent: bool, flipped: bool, scale: int
) -> None:
    rest, mask = drawn(scale=scale), drawn(1.0, aside, bent=bent, scale=scale)
    if flipped:
        rest, mask = rest[:, ::-1], mask[:, ::-1]
    working = 1 if flipped else -1
    silhouette = traced(mask)
    assert aside_deg(silhouette, rest_of(rest), working)[0] == pytest.approx(aside, abs=0.5)
    assert aside_deg(silhouette, rest_of(rest), -working)[0] == 0.0


def test_a_leg_that_hides_in_front_of_an_arm_is_in_line() -> None:
    assert aside_deg(traced(drawn(1.0, 5.0, bent=False)), rest_of(drawn()), -1)[0] == 0.0


def test_a_hand_put_further_out_is_no_leg() -> None:
    mask = drawn(1.0)
    mask[310:320, 210:400] = 1.0
    assert aside_deg(traced(mask), rest_of(drawn()), -1)[0] == 0.0


def test_rest_is_found_among_lifts_of_one_leg_and_nobody() -> None:
    nobody = np.zeros((HEIGHT, WIDTH))
    masks = [drawn(), drawn(), nobody, *[drawn(1.0, 20.0)] * 4]
    rest = at_rest(traced(*masks), HEIGHT)
    assert rest is not None
    np.testing.assert_array_equal(rest.edges_px, traced(drawn())[0])
    assert rest.width_px == LEGS_PX
    assert at_rest(traced(nobody, nobody), HEIGHT) is None
    for read in (place_empty, aside_deg):
        assert np.isnan(read(traced(nobody), rest, 1)).all()


BEHIND = ButtKicks(yaw_deg=-90.0, width=WIDTH, height=HEIGHT)


def film(kickbacks: Kickbacks, aside: float = 0.0) -> PoseTrack:
    """Landmarks as the model has them: those of the lifted leg are out of the picture."""
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
    return replace(track, xy_px=xy_px, outline=Outline(silhouette_px=traced(*masks)))


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


def test_off_the_rear_a_leg_is_counted_and_its_line_unknown() -> None:
    kickbacks = Kickbacks(camera=replace(BEHIND, yaw_deg=-70.0))
    session = judged(film(kickbacks), live=False)
    assert session.counts == kickbacks.counts
    row = next(row for row in session.summary if row.rule == "leg-off-line")
    assert row.verdict is Verdict.NOT_ASSESSED
    assert "turn your back to the camera" in row.reason


@pytest.mark.parametrize("side", SIDES)
def test_live_knows_the_place_of_a_leg_that_is_hardly_ever_down(side: Side) -> None:
    kickbacks = Kickbacks(sides=(side,) * 7, rest_s=0.3, camera=BEHIND)
    session = judged(film(kickbacks, 20.0), live=True)
    assert session.counts == kickbacks.counts
    for rep in session.reps:
        check = next(check for check in rep.checks if check.rule == "leg-off-line")
        assert check.value == pytest.approx(20.0, abs=3.0)


def test_nobody_in_some_frames_costs_no_kickback() -> None:
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
def test_a_mask_that_flickers_makes_no_kickback_of_its_own(live: bool) -> None:
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


def test_who_keeps_still_does_no_kickbacks() -> None:
    track = film(Kickbacks(sides=("left",), camera=BEHIND))
    assert track.outline.silhouette_px is not None
    still = np.repeat(track.outline.silhouette_px[:1], len(track), axis=0)
    session = judged(replace(track, outline=Outline(silhouette_px=still)), live=False)
    assert session.reps == ()
    assert "no kickbacks were seen in it" in session.warnings
