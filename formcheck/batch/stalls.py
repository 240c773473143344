"""Clips that have come to a stop: a decoder that does not come back gives no more frames."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.batch.board import Board, Running


@dataclass(frozen=True, slots=True)
class StallLimits:
    """When a clip has come to a stop.

    Attributes:
        no_frame_s: for so long no frame has come, in seconds. Loading the pose model counts; it
            took 20 s on a machine with ten times more to do than it has cores.
        look_s: most that counts between two looks, in seconds, so that the time in which the
            program itself was suspended does not count.
    """

    no_frame_s: float = 120.0
    look_s: float = 2.0


LIMITS: Final = StallLimits()
_LOOKS_EVERY_S: Final = 1.0


class Stalls:
    """Tells which of the clips that are being judged have come to a stop.

    Args:
        limits: when they have.
        clock: returns a time in seconds.
    """

    def __init__(
        self, limits: StallLimits = LIMITS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limits, self._clock = limits, clock
        self._looked_s = clock()
        self._waited: dict[int, tuple[int, float]] = {}  # frames, and seconds since the last one

    def look(self, running: Iterable[Running]) -> list[Running]:
        """Return the clips that have come to a stop by now; call it often.

        A stage that is done is not waited for: judging the poses of a long clip gives no frames.
        """
        now_s = self._clock()
        passed_s = min(now_s - self._looked_s, self._limits.look_s)
        self._looked_s = now_s
        before, self._waited = self._waited, {}
        stopped = []
        for clip in running:
            frames, waited_s = before.get(clip.number, (-1, 0.0))
            still = frames == clip.frames and clip.share < 1.0
            waited_s = waited_s + passed_s if still else 0.0
            self._waited[clip.number] = (clip.frames, waited_s)
            if waited_s >= self._limits.no_frame_s:
                stopped.append(clip)
        return stopped


@contextmanager
def ended_if_stalled(
    stage: Callable[[str, float], None], end: Callable[[], object]
) -> Iterator[Callable[[str, float], None]]:
    """Call ``end`` if a clip that is judged in the block comes to a stop.

    Args:
        stage: called with the name of a stage of the work and the share of it that is done, 0..1.
        end: called on another thread. It has to end the process: native code that does not come
            back cannot be stopped in any other way.

    Yields:
        A function to call in place of ``stage``.
    """
    board, done, stalls = Board(1), threading.Event(), Stalls()

    def watched(name: str, share: float) -> None:
        board.write(0, name, share)
        stage(name, share)

    def watch() -> None:
        while not done.wait(_LOOKS_EVERY_S):
            if stalls.look(board.running()):
                end()

    threading.Thread(target=watch, name="stall-watch", daemon=True).start()
    try:
        yield watched
    finally:
        done.set()


def gave_no_frame(clip: Path, limits: StallLimits = LIMITS) -> str:
    """Return the sentence about a clip that was given up because it came to a stop."""
    return (
        f"{clip}: no picture of it came for {limits.no_frame_s:.0f} s, so it was given up:"
        " convert it to MP4, or leave it out"
    )
