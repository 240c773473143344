"""Which tone belongs to what happens: the countdown ticks, and a set starts."""

import math
from dataclasses import dataclass

from formcheck.live.stage import Flow, Stage
from formcheck.live.window.tones import Tone


@dataclass(frozen=True, slots=True)
class Beat:
    """Where the countdown stands.

    Attributes:
        stage: of the run.
        number: the seconds that are shown; None where none are.
    """

    stage: Stage
    number: int | None

    @classmethod
    def of(cls, flow: Flow) -> "Beat":
        """Return where the countdown of a run stands."""
        return cls(flow.stage, None if flow.count_s is None else max(1, math.ceil(flow.count_s)))

    def tone_after(self, before: "Beat") -> Tone | None:
        """Return the tone to play where this follows on another one; None for none."""
        if self.stage is Stage.SET and before.stage is Stage.COUNTDOWN:
            return "start"
        ticks = self.stage is Stage.COUNTDOWN and self.number is not None
        return "tick" if ticks and self.number != before.number else None
