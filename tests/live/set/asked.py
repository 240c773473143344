"""Reps, counts and questions for the tests of a set."""

import numpy as np

from formcheck.live.set.counters import Counters
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.second_opinion import Question
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import PoseTrack
from formcheck.results import Check, Rep, Verdict


def rep(side: Side, peak_s: float, verdict: Verdict = Verdict.GOOD) -> Rep:
    """A rep of which nothing but its peak and its verdict matters."""
    return Rep(0, side, peak_s - 0.2, peak_s, peak_s + 0.2, {}, (Check("any", verdict),))


def attempts(counted: Counters | LiveSet) -> dict[Side, int]:
    """Attempts of each leg."""
    return {side: count.attempts for side, count in counted.counts.items()}


def question(track: PoseTrack) -> Question:
    """A question about all of a track."""
    return Question(tuple(track.poses()), -np.inf)
