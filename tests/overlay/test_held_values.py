"""The measured number that is shown for a moment with its limit."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.exercises.spec import Exercise
from formcheck.overlay import Overlay
from formcheck.overlay.held_values import TIMES
from formcheck.overlay.placing import bare_boxes
from formcheck.overlay.playback import Playback
from formcheck.results import FrameResult, HeldValue, Session, Verdict, rep_names
from formcheck.system.arrays import FloatArray
from tests.conftest import Judge
from tests.overlay.frames import SIZES, changed, drawn, person, result
from tests.synthetic import ButtKicks


def frames_of(session: Session, exercise: Exercise) -> list[FrameResult]:
    playback = Playback(session, exercise)
    return [playback.frame(i) for i in range(session.frames)]


def said(held: HeldValue) -> tuple[str, str, str]:
    return held.name, held.number, held.limit


def spans_s(frames: list[FrameResult]) -> list[float]:
    """How long each number is shown."""
    starts: list[float] = []
    spans: list[float] = []
    for before, after in pairwise(frames):
        if after.held and (before.held is None or said(before.held) != said(after.held)):
            starts.append(after.time_s)
        if starts and after.held:
            spans[len(starts) - 1 :] = [after.time_s - starts[-1]]
    return spans


def test_a_low_kick_is_held_with_its_limit(checked: Judge, butt_kicks: Exercise) -> None:
    session = checked(ButtKicks(left_deg=97.0, right_deg=97.0).track())
    frames = frames_of(session, butt_kicks)
    shown = {said(frame.held) for frame in frames if frame.held}
    assert {text[1:] for text in shown} == {("97°", "good from 120°")}
    assert {text[0] for text in shown} <= {
        f"{rep}: knee" for rep in rep_names(session.reps).values()
    }
    assert {text[0].split()[0] for text in shown} == {"Left", "Right"}
    assert all(span_s >= TIMES.least_s - 0.1 for span_s in spans_s(frames))
    first = next(frame.time_s for frame in frames if frame.held)
    assert first == pytest.approx(session.reps[0].peak_s, abs=0.04)


def test_a_good_kick_is_held_without_a_limit(checked: Judge, butt_kicks: Exercise) -> None:
    frames = frames_of(checked(ButtKicks().track()), butt_kicks)
    held = [frame.held for frame in frames if frame.held]
    assert held
    assert all(some.limit == "" and some.verdict is Verdict.GOOD for some in held)


def test_a_lean_is_held_beside_the_trunk(checked: Judge, butt_kicks: Exercise) -> None:
    session = checked(ButtKicks(kicks=20, ankle_lean_deg=24.0).track())
    held = [frame.held for frame in frames_of(session, butt_kicks) if frame.held]
    assert {(some.name.split(": ")[1], some.limit, some.part) for some in held} == {
        ("lean", "good up to 15° forward", "trunk")
    }


def test_the_number_is_the_one_that_the_cue_is_about(checked: Judge, butt_kicks: Exercise) -> None:
    kicks = ButtKicks(
        kicks=40, left_deg=97.0, right_deg=97.0, ankle_lean_deg=24.0, arm_range_deg=0.0
    )
    session = checked(kicks.track())
    names = {"heel-not-to-glutes": "knee", "excessive-forward-lean": "lean"}
    for frame in frames_of(session, butt_kicks):
        if frame.held and frame.held.part == "arm":
            assert frame.cue.startswith("Pump your arms")
            assert frame.held.limit.startswith("whole set, good from")
        rules = {cue.rule for cue in session.cues if cue.start_s + 1.0 < frame.time_s < cue.end_s}
        for rule in rules & names.keys():
            assert frame.held is None or names[rule] in frame.held.name


def test_nothing_is_held_where_nothing_was_measured(checked: Judge, butt_kicks: Exercise) -> None:
    frames = frames_of(checked(ButtKicks(yaw_deg=90.0).track()), butt_kicks)
    assert all(frame.held is None for frame in frames)


def held_at(points: FloatArray, *more: FloatArray) -> HeldValue:
    moments = np.stack([points, *more])
    return HeldValue("right knee", "97°", "good from 120°", Verdict.FAULT, "knee", "right", moments)


def box_of(size: tuple[int, int], points: FloatArray, held: HeldValue) -> tuple[int, ...]:
    frame = result(points)
    return changed(drawn(size, frame), drawn(size, replace(frame, held=held)))


@pytest.mark.parametrize("size", SIZES)
def test_a_held_number_covers_neither_head_nor_feet(size: tuple[int, int]) -> None:
    points = person(*size)
    left, top, right, bottom = box_of(size, points, held_at(points))
    for box in bare_boxes(points):
        assert right <= box[0] or left >= box[2] or bottom <= box[1] or top >= box[3]
    margin = Overlay(*size).layout.margin
    assert min(left, top, size[0] - right, size[1] - bottom) >= margin


def test_a_held_number_is_smaller_where_the_picture_is_narrow() -> None:
    """Both pictures have the same height; in the narrow one the plate shares it with the person."""
    wide, narrow = (640, 480), (270, 480)
    boxes = [box_of(size, person(*size), held_at(person(*size))) for size in (wide, narrow)]
    widths = [right - left for left, _, right, _ in boxes]
    assert widths[1] < widths[0]


def test_a_held_number_stands_still_while_the_person_moves() -> None:
    size = (640, 480)
    points = person(*size)
    moved = points + np.array([4.0, 0.0])
    held = held_at(points, moved)
    first, second = (
        changed(drawn(size, result(at)), drawn(size, replace(result(at), held=held)))
        for at in (points, moved)
    )
    assert first == pytest.approx(second, abs=12)  # the body shines through its edge
