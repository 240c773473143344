"""Clips judged as from a camera, and as a live set with its screen."""

import numpy as np

from benchmarks.scores.live_runs import run_live, run_screen
from formcheck.exercises.spec import Exercise
from formcheck.results import Verdict
from tests.synthetic import ButtKicks, recording


def test_live_judges_a_kick_soon_after_its_end_and_draws_every_frame(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(fps=30.0, cadence=140.0)
    run = run_live(recording(kicks.track()), butt_kicks)
    assert run.session.counts == kicks.counts
    assert len(run.drawn.track) == len(run.settled.track) == len(kicks.track())
    late_s = run.judged_s - np.array([rep.end_s for rep in run.session.reps])
    assert np.nanmin(late_s) > 0.15
    assert np.nanmax(late_s) < 0.4


def test_the_screen_ends_with_the_true_counts_and_verdicts(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(left_deg=85.0, right_deg=85.0)
    screen, _ = run_screen(recording(kicks.track()), butt_kicks)
    assert screen.counts == kicks.counts
    assert screen.verdicts["heel-not-to-glutes"] is Verdict.FAULT
    assert screen.verdicts["excessive-forward-lean"] is Verdict.GOOD


def test_the_screen_in_a_pause_has_the_last_kick(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(rest_s=0.1)  # the clip ends with the last kick
    _, paused = run_screen(recording(kicks.track()), butt_kicks)
    assert paused.counts == kicks.counts
