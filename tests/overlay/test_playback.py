"""What is drawn over each frame of a judged clip."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.overlay.playback import Playback
from formcheck.poses.landmarks import SIDES, Landmark
from formcheck.poses.outline import STATIONS, Outline
from formcheck.results import Check, FrameResult, RuleSummary, Session, Verdict
from tests.conftest import Judge
from tests.synthetic import ButtKicks, Kickbacks, recording, without_person

KICKS = ButtKicks(kicks=8)


def frames_of(session: Session, exercise: Exercise) -> list[FrameResult]:
    playback = Playback(session, exercise)
    return [playback.frame(i) for i in range(session.frames)]


def test_a_kick_counts_from_its_top_and_has_its_verdict_from_then_on(
    checked: Judge, butt_kicks: Exercise
) -> None:
    session = checked(ButtKicks(kicks=8, left_deg=95.0).track())
    half_s = 0.5 / session.track.fps
    for frame in frames_of(session, butt_kicks):
        for side in SIDES:
            tops = [rep.peak_s for rep in session.reps if rep.side == side]
            done = [top_s for top_s in tops if top_s - half_s <= frame.time_s]
            if side == frame.working and not done:
                assert frame.working_verdict is None  # no mark: it is not judged yet
            assert frame.counts[side].attempts == len(done)
            assert frame.counts[side].good == (0 if side == "left" else len(done))
    assert session.counts == {"left": 4, "right": 4}


def test_counts_at_the_end_are_those_of_the_report(judged: Judge, butt_kicks: Exercise) -> None:
    session = judged(ButtKicks(kicks=9, fps=60.0).track())
    last = frames_of(session, butt_kicks)[-1]
    assert {side: last.counts[side].attempts for side in SIDES} == session.counts


def test_counters_and_video_agree_with_a_table_that_says_borderline(
    checked: Judge, butt_kicks: Exercise
) -> None:
    session = checked(KICKS.track())
    first = session.reps[0]
    fault = Check("heel-not-to-glutes", Verdict.FAULT, main=True)
    reps = (replace(first, checks=(fault,)), *session.reps[1:])
    for verdict in (Verdict.BORDERLINE, Verdict.FAULT, Verdict.GOOD):
        row = RuleSummary(fault.rule, verdict, reps_judged=8, reps_faulty=1, cue="")
        some = replace(session, reps=reps, summary=(row,), cues=())
        frame = Playback(some, butt_kicks).frame(round(first.peak_s * KICKS.fps))
        shown = Verdict.BORDERLINE if verdict is Verdict.BORDERLINE else Verdict.FAULT
        assert frame.working_verdict is shown
        assert some.shown_reps[0].verdict is shown
        assert some.reps[0].verdict is Verdict.FAULT


def test_the_working_leg_and_its_angle(checked: Judge, butt_kicks: Exercise) -> None:
    frames = frames_of(checked(KICKS.track()), butt_kicks)
    for kick in KICKS.plan:
        frame = frames[round(kick.peak_s * KICKS.fps)]
        assert frame.working == kick.side
        assert frame.angle is not None
        assert frame.angle.value_deg == pytest.approx(kick.peak_flexion_deg, abs=3.0)
        assert frame.angle.vertex is Landmark[f"{kick.side.upper()}_KNEE"]
    assert frames[0].working is None
    assert frames[0].angle is None


def test_nobody_in_the_picture(judged: Judge, butt_kicks: Exercise) -> None:
    track = without_person(KICKS.track(), 3.0, 3.6)
    session = judged(track)
    for frame in frames_of(session, butt_kicks):
        gone = 3.0 <= frame.time_s < 3.6
        assert (frame.xy_px is None) == gone
        assert frame.angle is None or not gone


@pytest.mark.parametrize(
    "changes", [{"bounce_ll": 0.2}, {"left_deg": 60.0}, {"bounce_ll": 0.135}], ids=str
)
def test_a_cue_stands_over_every_frame_of_its_time(
    checked: Judge, butt_kicks: Exercise, changes: dict[str, Any]
) -> None:
    session = checked(ButtKicks(**changes).track())
    assert session.cues
    for frame in frames_of(session, butt_kicks):
        showing = [c for c in session.cues if c.start_s <= frame.time_s < c.end_s]
        assert frame.cue == (showing[0].text if showing else "")
        if showing:
            assert frame.cue_verdict in (Verdict.FAULT, Verdict.BORDERLINE)


def test_what_is_not_assessed_is_noted_with_its_reason(
    checked: Judge, butt_kicks: Exercise
) -> None:
    session = checked(ButtKicks(yaw_deg=90.0).track())
    notes = Playback(session, butt_kicks).frame(0).notes
    assert notes
    assert "turn your left or right side to the camera" in notes[0]


def test_a_clean_side_view_has_a_note_on_the_back_alone(
    checked: Judge, butt_kicks: Exercise
) -> None:
    session = checked(ButtKicks(fps=60.0).track())
    (note,) = Playback(session, butt_kicks).frame(0).notes
    assert "outline of the back was not seen" in note  # there was no picture


def test_frames_are_those_of_the_clip(checked: Judge, butt_kicks: Exercise) -> None:
    track = KICKS.track()
    session = checked(track)
    frames = frames_of(session, butt_kicks)
    assert [frame.index for frame in frames] == list(range(len(track)))
    np.testing.assert_array_equal([frame.time_s for frame in frames], track.time_s)
    assert frames[0].near_side == "right"
    with pytest.raises(IndexError):
        Playback(session, butt_kicks).frame(len(track))


def test_the_edge_of_the_back_is_shown_during_a_rep() -> None:
    exercise = load_exercise("standing-kickback")
    kickbacks = Kickbacks(standing=True, sides=("left",))
    track = kickbacks.track()
    edges_tl = np.full((len(track), 2, len(STATIONS)), 0.3)
    lift = kickbacks.plan[0]
    up = (track.time_s > lift.start_s + 0.3) & (track.time_s < lift.start_s + 2.5)
    edges_tl[up] -= 0.12 * np.exp(-(((STATIONS - 0.35) / 0.2) ** 2))
    session = judge(recording(replace(track, outline=Outline(edges_tl))), exercise)
    frames = frames_of(session, exercise)
    assert frames[0].back is None
    top = frames[round((lift.start_s + kickbacks.lift_s + 0.1) * kickbacks.fps)]
    assert top.back is not None
    assert top.back.verdict is Verdict.FAULT
    assert top.back.value_deg > 15.0
    assert top.xy_px is not None
    hips, shoulders = (top.xy_px[[a, b]].mean(axis=0) for a, b in ((23, 24), (11, 12)))
    trunk_px = np.hypot(*(shoulders - hips))
    behind_px = hips[0] - top.back.xy_px[:, 0]  # who faces right has the back on the left
    assert np.isfinite(behind_px).all()
    assert (behind_px > 0.0).all() or behind_px.min() > -0.2 * trunk_px
    assert np.all(np.diff(top.back.xy_px[:, 1]) < 0.0)  # from the sacrum up


@pytest.mark.parametrize("name", ["butt-kicks", "standing-kickback"])
def test_at_a_fast_tempo_the_bend_of_the_back_is_that_of_the_stride(
    checked: Judge, name: str
) -> None:
    session = checked(KICKS.track())
    rep, length = session.reps[0], len(session.track)
    stride_s = (0.0, rep.end_s) if name == "butt-kicks" else None
    check = Check("lumbar-arching", Verdict.FAULT, 20.0, 15.0, "deg", span_s=stride_s)
    unread = {f"{of}lumbar_extension_deg": np.full(length, np.nan) for of in ("", "running_")}
    session = replace(
        session,
        reps=(replace(rep, checks=(check,)),),
        track=replace(session.track, outline=Outline(np.full((length, 2, len(STATIONS)), 0.3))),
        measures={**session.measures, **unread},
        summary=(),
    )
    frame = Playback(session, load_exercise(name)).frame(round(rep.peak_s * session.track.fps))
    assert frame.back is not None
    running = name == "butt-kicks"
    assert frame.back.value_deg == (20.0 if running else pytest.approx(np.nan, nan_ok=True))


def test_without_an_outline_there_is_no_edge(checked: Judge, butt_kicks: Exercise) -> None:
    session = checked(KICKS.track())
    assert all(frame.back is None for frame in frames_of(session, butt_kicks))


def test_the_hips_of_a_bouncing_kick_have_their_highest_and_lowest_place(
    checked: Judge, butt_kicks: Exercise
) -> None:
    session = checked(ButtKicks(bounce_ll=0.2).track())
    rep = session.reps[3]
    check = next(check for check in rep.checks if check.rule == "bouncing")
    frame = Playback(session, butt_kicks).frame(round(rep.peak_s * session.track.fps))
    assert frame.hip_travel is not None
    assert frame.hip_travel.verdict is check.verdict
    assert frame.xy_px is not None
    hips_px = frame.xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1].mean()
    assert frame.hip_travel.top_px - 0.1 <= hips_px <= frame.hip_travel.bottom_px + 0.1
    still = checked(KICKS.track())
    assert all(frame.hip_travel is None for frame in frames_of(still, butt_kicks))
