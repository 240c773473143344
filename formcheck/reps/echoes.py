"""Alternating legs: join two peaks that follow each other too closely into one kick."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from formcheck.poses.landmarks import Side
from formcheck.reps.window import RepWindow


@dataclass(frozen=True, slots=True)
class EchoLimits:
    """When an attempt is an echo of the one before it.

    Attributes:
        min_step_s: two peaks closer than this are one kick, whatever the usual step. Nobody takes
            400 steps a minute.
        step_share: two peaks closer than this share of the usual step are one kick, of whichever
            leg. This is decided as the frames come, after `CounterLimits.same_rep_s`, which
            compares the peaks of one leg only. At the end of the clip,
            `AlternationLimits.torn_share` joins what is still torn.
        steps_to_know: the usual step is known after this many steps.
        steps_kept: the usual step is the median of this many last steps.
        far_handicap: of two peaks of different legs, that of the far leg is kept only if it is
            higher by this share. The model moves a hidden far leg along with the near one, but not
            the near one along with the far one.
    """

    min_step_s: float = 0.15
    step_share: float = 0.55
    steps_to_know: int = 3
    steps_kept: int = 8
    far_handicap: float = 0.2


ECHOES = EchoLimits()


@dataclass(slots=True)
class EchoFilter:
    """Finds kicks that the pose model shows as two, one after the other or one on each leg.

    Attributes:
        limits: when a kick is an echo.
    """

    limits: EchoLimits = ECHOES
    _peaks: deque[tuple[float, float]] = field(default_factory=deque)  # time, height

    def __post_init__(self) -> None:
        self._peaks = deque(maxlen=self.limits.steps_kept + 1)

    def echo(
        self,
        window: RepWindow,
        peak_s: float,
        waiting: Sequence[RepWindow],
        near_side: Side | None,
    ) -> RepWindow | None:
        """Take the next attempt; return the lower one if it and the one before are one kick.

        Args:
            window: the attempt.
            peak_s: the time of its peak, in seconds.
            waiting: the attempts before it that have not settled, and so may still be dropped.
            near_side: the side nearer to the camera, if it is known.
        """
        last = waiting[-1] if waiting else None
        if self._closer_than_a_step(peak_s):
            _, last_height = self._peaks[-1]
            if near_side and last and last.side != window.side:
                handicap = self.limits.far_handicap
                last_height *= 1.0 - handicap if window.side == near_side else 1.0 + handicap
            if last is None or window.height <= last_height:
                return window
            self._peaks.pop()
            self._peaks.append((peak_s, window.height))
            return last
        self._peaks.append((peak_s, window.height))
        return None

    def _closer_than_a_step(self, peak_s: float) -> bool:
        if not self._peaks:
            return False
        steps = np.diff([at_s for at_s, _ in self._peaks])
        usual_s = float(np.median(steps)) if len(steps) >= self.limits.steps_to_know else 0.0
        shortest_s = max(self.limits.min_step_s, self.limits.step_share * usual_s)
        return abs(peak_s - self._peaks[-1][0]) < shortest_s
