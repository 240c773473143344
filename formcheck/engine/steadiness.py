"""Tell by the foot that stands whether the camera moves, and what cannot be judged then."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.body.motion import Motion
from formcheck.engine.doubts import without_verdicts
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import PICTURE_MEASURES
from formcheck.poses.landmarks import SIDES, Landmark, Side, joint, other
from formcheck.reps.attempts import Attempt
from formcheck.results import Rep, Verdict
from formcheck.system.arrays import FloatArray

_MOVES = (
    "the camera moves, so heights in the picture are unknown: put it on something that stands still"
)


@dataclass(frozen=True, slots=True)
class SteadyCamera:
    """How still a foot stands in the picture of a camera that stands, in leg lengths.

    Both numbers are exceeded by cameras that move: who bounces is in the air at the top of some
    kicks, but comes down to the same floor.

    Attributes:
        around_top_s: the foot of the other leg stands for this long before and after the top of a
            kick, in seconds.
        moved_ll: how far it moves up and down in that time at most, in the median of the kicks. On
            the split "tune" it is 0.006 in the median of the clips and 0.039 at most, of other
            people who bounce 0.05; it is 0.044 to 0.059 if the camera swings by 4 % of the height
            of the picture once to three times a second.
        floor_ll: how far the lowest places of a foot lie apart from kick to kick at most, apart
            from an even drift, in the median: 0.003 to 0.008 where people bounce, 0.014 to 0.034
            if the camera swings.
        least_kicks: how many kicks of a leg tell.
    """

    around_top_s: float = 0.07
    moved_ll: float = 0.04
    floor_ll: float = 0.01
    least_kicks: int = 4


STEADY = SteadyCamera()


def camera_moves(motion: Motion, attempts: Sequence[Attempt], exercise: Exercise) -> bool:
    """Return whether the camera moves up and down.

    Args:
        motion: of the person.
        attempts: kicks of alternating legs; slow ones do not tell.
        exercise: what is done.
    """
    if exercise.reps.tempo != "fast":
        return False
    moved_px: list[float] = []
    apart_px: list[float] = []
    for side in SIDES:
        kicks = [attempt for attempt in attempts if attempt.side == other(side)]
        if len(kicks) < STEADY.least_kicks:
            return False
        foot = _Foot(motion.track.time_s, motion.track.xy_px[:, _marks(side), 1].mean(axis=1))
        moved_px += [foot.moved_px(kick.peak_s) for kick in kicks]
        lowest_px = [foot.lowest_px(kick.start_s, kick.end_s) for kick in kicks]
        apart_px += (np.abs(np.diff(lowest_px, 2)) / sqrt(6.0)).tolist()  # of noise: its deviation
    leg_px = motion.subject.leg_px
    moved, apart = (quantile(np.array(some), 0.5) / leg_px for some in (moved_px, apart_px))
    return moved > STEADY.moved_ll and apart > STEADY.floor_ll  # an unknown one is not


def _marks(side: Side) -> list[Landmark]:
    return [joint(side, name) for name in ("ankle", "heel", "foot_index")]


@dataclass(frozen=True, slots=True)
class _Foot:
    """Where a foot is in the picture, downwards.

    Attributes:
        time_s: (n,) times of the frames.
        down_px: (n,) how far it is below the upper edge.
    """

    time_s: FloatArray
    down_px: FloatArray

    def moved_px(self, top_s: float) -> float:
        """Return how far it moves around a time."""
        return float(
            np.ptp(self._between(top_s - STEADY.around_top_s, top_s + STEADY.around_top_s))
        )

    def lowest_px(self, begin_s: float, end_s: float) -> float:
        """Return how low it is at its lowest within a time."""
        return float(np.max(self._between(begin_s, end_s)))

    def _between(self, begin_s: float, end_s: float) -> FloatArray:
        first, last = np.searchsorted(self.time_s, [begin_s, end_s])
        some = self.down_px[first:last]
        return some if len(some) >= 3 else np.full(1, np.nan)


def without_picture_faults(reps: Sequence[Rep], exercise: Exercise) -> list[Rep]:
    """Return reps without what is found wrong with heights in the picture of a moving camera."""
    rules = {
        rule.id
        for rule in exercise.rules
        if any(value.measure in PICTURE_MEASURES for value in rule.values())
    }
    return [without_verdicts(rep, rules, _MOVES, spared=Verdict.GOOD) for rep in reps]
