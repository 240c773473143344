"""How long each step of the loop takes, for `benchmarks.speed.live`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from formcheck.live.stage import Stage

Step = Literal["wait_s", "pose_s", "engine_s", "draw_s", "show_s"]


@dataclass(slots=True)
class FrameTiming:
    """Where the time of one shown frame went, in seconds, and what the frame led to.

    Attributes:
        stage: the stage of the run after the frame.
        index: of the picture.
        wait_s: wait for the pose model.
        pose_s: in the pose model.
        engine_s: advice, verdicts, and what follows from them.
        draw_s: drawing.
        show_s: in the window.
        latency_s: from when the picture was ready to be taken until it is on the screen.
        new_cue: the cue or praise that appears with this frame; empty for none.
        rep_end_s: end of the last rep that was judged with this frame; None for none.
        set_s: time of the frame on the clock of the set; 0 outside of sets.
        waited_s: how long the cue waited until the good leg was down.
    """

    stage: Stage = Stage.SETUP
    index: int = 0
    wait_s: float = 0.0
    pose_s: float = 0.0
    engine_s: float = 0.0
    draw_s: float = 0.0
    show_s: float = 0.0
    latency_s: float = 0.0
    new_cue: str = ""
    rep_end_s: float | None = None
    set_s: float = 0.0
    waited_s: float = 0.0

    @contextmanager
    def measure(self, step: Step) -> Iterator[None]:
        """Measure how long a step takes."""
        begin_s = time.perf_counter()
        yield
        setattr(self, step, time.perf_counter() - begin_s)
