"""Which parts of the body are coloured: those that are at fault, and no other."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.body.parts import BodyPart
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.overlay.playback import Playback
from formcheck.poses.landmarks import Landmark, Side, other
from formcheck.results import VERDICT_COLOURS, FaultyPart, FrameResult, Session, Verdict
from tests.conftest import Judge
from tests.overlay.frames import drawn, person, result
from tests.synthetic import ButtKicks, Kickbacks

SIZE = (640, 480)


def at_peaks(session: Session, exercise: Exercise) -> list[FrameResult]:
    playback = Playback(session, exercise)
    times_s = [rep.peak_s for rep in session.reps]
    return [playback.frame(int(np.abs(session.time_s - at_s).argmin())) for at_s in times_s]


def test_a_lean_colours_the_trunk_and_not_the_leg(checked: Judge, butt_kicks: Exercise) -> None:
    session = checked(ButtKicks(ankle_lean_deg=24.0).track())
    for frame in at_peaks(session, butt_kicks)[2:-2]:
        assert frame.working_verdict is Verdict.FAULT  # of the counter
        assert frame.leg_verdict is Verdict.GOOD
        assert frame.faulty == (FaultyPart("trunk", None, Verdict.FAULT),)


def test_a_low_heel_colours_the_leg_alone(checked: Judge, butt_kicks: Exercise) -> None:
    session = checked(ButtKicks(left_deg=97.0).track())
    for frame in at_peaks(session, butt_kicks):
        assert frame.leg_verdict is (Verdict.FAULT if frame.working == "left" else Verdict.GOOD)
        if frame.working == "left":
            assert frame.faulty == ()


def test_still_arms_are_coloured_while_their_cue_is_shown(
    checked: Judge, butt_kicks: Exercise
) -> None:
    session = checked(ButtKicks(kicks=30, left_deg=97.0, arm_range_deg=0.0).track())
    playback = Playback(session, butt_kicks)
    arms = {cue.text for cue in session.cues if cue.rule == "missing-arm-drive"}
    assert arms
    for index in range(session.frames):
        frame = playback.frame(index)
        assert any(some.part == "arm" for some in frame.faulty) == (frame.cue in arms)


def test_a_misplaced_knee_colours_the_supporting_thigh(judged: Judge) -> None:
    exercise = load_exercise("quadruped-kickback")
    session = judged(Kickbacks(support_deg=-20.0).track(), exercise=exercise)
    for frame in at_peaks(session, exercise):
        assert frame.working
        assert FaultyPart("thigh", other(frame.working), Verdict.FAULT) in frame.faulty


def test_knees_that_fall_in_are_those_of_the_supporting_leg(
    checked: Judge, butt_kicks: Exercise
) -> None:
    session = checked(ButtKicks(kicks=12, yaw_deg=90.0, knee_inward_deg=16.0).track())
    shown = [some for some in at_peaks(session, butt_kicks) if some.cue]
    assert shown
    for frame in shown:
        assert frame.working
        assert [(some.part, some.side) for some in frame.faulty] == [("knee", other(frame.working))]


def test_a_leg_whose_main_rule_is_not_assessed_is_not_good(
    checked: Judge, butt_kicks: Exercise
) -> None:
    session = checked(ButtKicks(yaw_deg=90.0).track())
    assert {some.leg_verdict for some in at_peaks(session, butt_kicks)} == {Verdict.NOT_ASSESSED}


def near(picture: Any, at: Any) -> Any:  # noqa: ANN401
    x, y = np.rint(at).astype(int)
    return picture[y - 2 : y + 3, x - 2 : x + 3].astype(int)


@pytest.mark.parametrize("verdict", [Verdict.FAULT, Verdict.BORDERLINE])
@pytest.mark.parametrize(
    ("part", "side", "ends"),
    [
        ("trunk", None, ("RIGHT_SHOULDER", "RIGHT_HIP")),
        ("arm", "left", ("LEFT_ELBOW", "LEFT_WRIST")),
        ("arm", None, ("RIGHT_ELBOW", "RIGHT_WRIST")),
        ("thigh", "left", ("LEFT_HIP", "LEFT_KNEE")),
        ("shank", "right", ("RIGHT_KNEE", "RIGHT_ANKLE")),
        ("knee", "left", ("LEFT_KNEE", "LEFT_ANKLE")),
        ("foot", "left", ("LEFT_HEEL", "LEFT_FOOT_INDEX")),
        ("pelvis", None, ("LEFT_HIP", "RIGHT_HIP")),
        ("shoulders", None, ("LEFT_SHOULDER", "RIGHT_SHOULDER")),
    ],
)
def test_a_faulty_part_has_the_colour_of_its_verdict(
    part: BodyPart, side: Side | None, ends: tuple[str, str], verdict: Verdict
) -> None:
    points = person(*SIZE)
    points[[n for n in Landmark if "LEFT" in n.name]] += (60.0, 0.0)  # the sides apart
    start, end = (points[Landmark[name]] for name in ends)
    frame = replace(result(points), faulty=(FaultyPart(part, side, verdict),))
    plain, coloured = drawn(SIZE, result(points)), drawn(SIZE, frame)
    at = start + 0.25 * (end - start)
    colour = np.array(VERDICT_COLOURS[verdict])
    assert np.abs(near(coloured, at) - colour).sum(axis=2).min() < 40
    assert np.abs(near(plain, at) - colour).sum(axis=2).min() > 100


def test_a_head_at_fault_has_its_ring_coloured() -> None:
    points = person(*SIZE)
    frame = replace(result(points), faulty=(FaultyPart("head", None, Verdict.FAULT),))
    picture = drawn(SIZE, frame)
    assert (picture == VERDICT_COLOURS[Verdict.FAULT]).all(axis=2).any()


def test_a_lean_is_drawn_against_an_upright_line() -> None:
    points = person(*SIZE)
    upper = [n for n in Landmark if n < Landmark.LEFT_HIP]
    points[upper] += (80.0, 0.0)
    frame = replace(result(points), faulty=(FaultyPart("trunk", None, Verdict.FAULT),))
    hips = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    column = drawn(SIZE, frame)[200 : int(hips[1]) - 10, int(hips[0])]
    white = (column > 240).all(axis=1)
    assert white.any()
    assert not white.all()  # dashed


def test_pace_and_rhythm_colour_nothing() -> None:
    points = person(*SIZE)
    frame = replace(result(points), faulty=(FaultyPart("body", None, Verdict.FAULT),))
    assert (drawn(SIZE, frame) == drawn(SIZE, result(points))).all()


def test_a_pelvis_is_drawn_at_the_tilt_that_is_told() -> None:
    points = person(*SIZE)
    points[[n for n in Landmark if "LEFT" in n.name]] += (60.0, 0.0)  # the hips apart and level
    colour = np.array(VERDICT_COLOURS[Verdict.FAULT])

    def slope_deg(tilt_deg: float | None) -> float:
        faulty = (FaultyPart("pelvis", None, Verdict.FAULT, tilt_deg),)
        picture = drawn(SIZE, replace(result(points, angle=False), faulty=faulty))
        y, x = np.nonzero(np.abs(picture.astype(int) - colour).sum(axis=2) < 20)
        return float(np.degrees(np.arctan(np.polyfit(x, y, 1)[0])))

    assert slope_deg(None) == pytest.approx(0.0, abs=1.0)
    assert slope_deg(12.0) == pytest.approx(12.0, abs=2.0)
