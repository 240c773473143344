"""Which frames are kept when they never end."""

import numpy as np
import pytest

from formcheck.body.subject import observe
from formcheck.engine.checker import FormChecker
from formcheck.engine.timeline import Timeline
from formcheck.exercises.spec import Exercise
from formcheck.results import Rep
from tests.synthetic import ButtKicks, standing


def test_a_clip_is_kept_whole() -> None:
    track, timeline = standing(5.0), Timeline()
    for start in range(0, len(track), 7):
        assert timeline.extend(track.part(start, start + 7)) is None
    assert timeline.frames == timeline.found == len(track)
    assert np.array_equal(timeline.track().time_s, track.time_s)


def test_old_frames_are_handed_out_once_and_gone() -> None:
    track, timeline = standing(20.0), Timeline(memory_s=2.0)
    forgotten = [timeline.extend(track.part(i, i + 1)) for i in range(len(track))]
    gone = np.concatenate([part.time_s for part in forgotten if part is not None])
    kept = timeline.track().time_s
    assert np.array_equal(np.concatenate([gone, kept]), track.time_s)
    assert 2.0 - 0.1 <= kept[-1] - kept[0] <= 4.0 + 0.1


def test_pinned_frames_stay_in_front() -> None:
    track, timeline = standing(20.0), Timeline(memory_s=2.0)
    timeline.extend(track.part(0, 60))
    timeline.pin(track.part(10, 40))
    for i in range(60, len(track)):
        timeline.extend(track.part(i, i + 1))
    kept = timeline.track().time_s
    assert np.array_equal(kept[:30], track.time_s[10:40])
    assert (np.diff(kept) > 0.0).all()


@pytest.mark.parametrize("memory_s", [6.0, 20.0])
def test_forgetting_changes_no_verdict(butt_kicks: Exercise, memory_s: float) -> None:
    track = ButtKicks(kicks=140, left_deg=100.0, arm_range_deg=8.0, noise_px=1.0).track()
    short = FormChecker(butt_kicks, observe(track), track.fps, memory_s=memory_s)
    whole = FormChecker(butt_kicks, observe(track), track.fps)
    judged, most = list[Rep](), 0
    for i in range(len(track)):
        for checker in (short, whole):
            checker.extend(track.part(i, i + 1))
        judged += short.latest(short.judged - len(judged))
        most = max(most, len(short.reps))
        assert short.set_checks() == whole.set_checks()
    assert judged == list(whole.reps)
    assert len(judged) > 130
    assert most <= 40 + 2.0 * memory_s * 150.0 / 60.0
    last, all_of_it = short.finish(), whole.finish()
    assert len(last.track) < len(all_of_it.track)
    assert last.reps == all_of_it.reps[-len(last.reps) :]
    assert (last.frames, last.warnings) == (all_of_it.frames, all_of_it.warnings)
