"""The angles that the annotated video draws are those that were judged."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.judging import judge
from formcheck.overlay.flexion_arc import arc_of
from formcheck.overlay.layout import Layout
from formcheck.overlay.part_lines import reference_line
from formcheck.overlay.playback import Playback
from formcheck.poses.landmarks import Landmark
from formcheck.results import FrameResult, JudgedAngle, Session, Verdict
from tests.synthetic import Camera, Kickbacks, recording


def at_the_first_top(kickbacks: Kickbacks, exercise_id: str) -> tuple[Session, FrameResult]:
    exercise = load_exercise(exercise_id)
    session = judge(recording(kickbacks.track()), exercise)
    frame = int(np.argmin(np.abs(session.time_s - session.reps[0].peak_s)))
    return session, Playback(session, exercise).frame(frame)


@pytest.mark.parametrize("top_knee_deg", [8.0, 60.0])
def test_the_reach_of_a_leg_is_drawn_from_where_it_stood(top_knee_deg: float) -> None:
    kickbacks = Kickbacks(standing=True, travel_deg=25.0, lean_deg=20.0, top_knee_deg=top_knee_deg)
    session, frame = at_the_first_top(kickbacks, "standing-kickback")
    check = session.reps[0].main_check
    assert check is not None
    assert frame.angle is not None
    assert frame.angle.value_deg == pytest.approx(check.value, abs=0.5)
    assert frame.angle.from_start
    assert frame.angle.second.name.endswith("KNEE" if top_knee_deg > 35.0 else "ANKLE")


def test_of_a_bent_leg_whose_range_is_not_judged_the_thigh_is_drawn() -> None:
    kickbacks = Kickbacks(standing=True, travel_deg=25.0, top_knee_deg=70.0)
    session, _ = at_the_first_top(kickbacks, "standing-kickback")
    exercise, first = load_exercise("standing-kickback"), session.reps[0]
    checks = tuple(
        replace(check, verdict=Verdict.NOT_ASSESSED, value=None) if check.main else check
        for check in first.checks
    )
    session = replace(session, reps=(replace(first, checks=checks), *session.reps[1:]))
    frame = int(np.argmin(np.abs(session.time_s - first.peak_s)))
    angle = Playback(session, exercise).frame(frame).angle
    reach = next(check for check in checks if check.rule == "range-too-high")
    assert angle is not None
    assert angle.second.name.endswith("KNEE")
    assert angle.value_deg == pytest.approx(reach.value, abs=0.5)


def test_a_trunk_that_leans_further_is_drawn_against_where_it_was() -> None:
    kickbacks = Kickbacks(standing=True, trunk_deg=10.0, lean_deg=20.0)
    session, frame = at_the_first_top(kickbacks, "standing-kickback")
    check = next(check for check in session.reps[0].checks if check.rule == "trunk-lean")
    (trunk,) = (some for some in frame.faulty if some.part == "trunk")
    assert trunk.tilt_deg is not None
    assert check.value is not None
    assert abs(trunk.tilt_deg) == pytest.approx(check.value, abs=1.0)
    assert frame.xy_px is not None
    line = reference_line(frame.xy_px, trunk)
    assert line is not None
    x, y = line[1] - line[0]
    assert np.degrees(np.arctan2(abs(x), -y)) == pytest.approx(10.0, abs=2.0)


def test_an_angle_against_a_line_is_as_large_as_its_number() -> None:
    points = np.zeros((len(Landmark), 2))
    points[Landmark.LEFT_SHOULDER] = (300.0, 100.0)
    points[Landmark.LEFT_HIP] = (200.0, 100.0)
    points[Landmark.LEFT_KNEE] = (100.0, 150.0)  # 27 degrees under the horizontal in the picture
    angle = JudgedAngle(
        Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_KNEE, -40.0, "thigh",
        line="horizontal",
    )  # fmt: skip
    arc = arc_of(points, angle, Layout(640, 480))
    assert arc is not None
    ends = arc.rim[[0, -1]] - arc.vertex
    assert np.degrees(np.arctan2(ends[:, 1], -ends[:, 0])) == pytest.approx([0.0, 40.0])
    assert arc.reference is not None
    assert arc.reference[:, 1] == pytest.approx(100.0)
    forward = replace(angle, line="vertical", value_deg=20.0, from_start=True, facing=1)
    arc = arc_of(points, forward, Layout(640, 480))
    assert arc is not None
    last = arc.rim[-1] - arc.vertex
    assert np.degrees(np.arctan2(last[1], -last[0])) == pytest.approx(26.57, abs=0.1)


@pytest.mark.parametrize(("yaw_deg", "note"), [(0.0, ""), (40.0, "corrected for the view")])
def test_an_angle_seen_obliquely_says_that_it_is_corrected(yaw_deg: float, note: str) -> None:
    kickbacks = Kickbacks(camera=Camera(yaw_deg=yaw_deg))
    _, frame = at_the_first_top(kickbacks, "quadruped-kickback")
    assert frame.angle is not None
    assert frame.angle.note == note
    assert frame.held is not None
    assert frame.held.note == note
