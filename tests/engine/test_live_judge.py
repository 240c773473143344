"""Frame by frame, a camera gives nearly the same results as the clip."""

from dataclasses import replace

import pytest

from formcheck.exercises.spec import Exercise
from formcheck.poses.pose import PoseTrack
from formcheck.results import Session
from tests.conftest import Judge, judge_live
from tests.synthetic import ButtKicks, mirrored, recording, runs, with_swapped_legs, without_person

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


@pytest.fixture(scope="module")
def live(butt_kicks: Exercise) -> Judge:
    def run(track: PoseTrack) -> Session:
        return judge_live(recording(track), butt_kicks)

    return run


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("cadence", [100.0, 140.0, 180.0])
def test_counts_and_verdicts_are_the_same_as_for_the_clip(
    judged: Judge, live: Judge, fps: float, cadence: float
) -> None:
    kicks = ButtKicks(fps=fps, cadence=cadence, yaw_deg=5.0, noise_px=1.0)
    session, whole = live(kicks.track()), judged(kicks.track())
    assert session.counts == whole.counts == kicks.counts
    assert [rep.side for rep in session.reps] == [rep.side for rep in whole.reps]
    assert {row.rule: row.verdict for row in session.summary} == {
        row.rule: row.verdict for row in whole.summary
    }


def test_a_mirrored_clip_and_a_clip_from_the_front_are_counted(live: Judge) -> None:
    kicks = ButtKicks(kicks=9)
    assert live(kicks.track()).counts == {"left": 5, "right": 4}
    assert live(mirrored(kicks.track())).counts == {"left": 4, "right": 5}
    front = live(replace(kicks, yaw_deg=90.0).track())
    assert front.view.kind == "front"
    assert front.counts == {"left": 5, "right": 4}


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_kicks_are_counted_through_swaps(live: Judge, fps: float) -> None:
    kicks = ButtKicks(fps=fps, cadence=120.0, yaw_deg=8.0, noise_px=1.5)
    truth = kicks.track()
    assert live(with_swapped_legs(truth, runs(truth, 0.53, 0.12))).counts == kicks.counts


def test_a_gap_loses_only_the_kicks_within_it(judged: Judge, live: Judge) -> None:
    kicks = ButtKicks(cadence=120.0)
    gone_s = kicks.plan[6].peak_s - 0.3, kicks.plan[8].peak_s + 0.3
    track = without_person(kicks.track(), *gone_s)
    peaks_s = [rep.peak_s for rep in judged(track).reps]
    assert 11 <= len(peaks_s) <= 14
    assert [rep.peak_s for rep in live(track).reps] == pytest.approx(peaks_s, abs=0.025)
