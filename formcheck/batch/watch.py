"""A folder that is watched: the clips in it, each when it has stopped growing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.batch.paths import find_clips
from formcheck.batch.state import Stamp
from formcheck.report.folder import RAW
from formcheck.system.files import is_folder


@dataclass(frozen=True, slots=True)
class WatchTiming:
    """How a folder is watched.

    It is looked at again and again, because network drives do not say what changes on them.

    Attributes:
        every_s: the time between two looks, in seconds.
        still_s: a clip that has not changed for so long is complete, in seconds. Copies over a
            wireless network pause for some seconds.
    """

    every_s: float = 2.0
    still_s: float = 10.0


@dataclass(slots=True)
class _Seen:
    stamp: Stamp
    since_s: float
    returned: bool = False


class Watch:
    """Finds the clips in a folder that have come, or have changed, and are complete.

    Args:
        folder: with all folders in it.
        still_s: how long a clip must not have changed, in seconds.
        clock: returns a time in seconds.
    """

    def __init__(
        self, folder: Path, still_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder, self._still_s, self._clock = folder, still_s, clock
        self._seen: dict[Path, _Seen] = {}

    def ready(self) -> list[Path]:
        """Return the clips that are complete, and were not returned before as they are now."""
        now_s = self._clock()
        clips = find_clips([str(self._folder)]).clips if is_folder(self._folder) else []
        return [clip for clip in clips if self._is_ready(clip, now_s)]

    def _is_ready(self, clip: Path, now_s: float) -> bool:
        try:
            stamp = Stamp.of(clip / RAW if is_folder(clip) else clip)
        except OSError:  # gone in between
            return False
        seen = self._seen.get(clip)
        if seen is None or seen.stamp != stamp:
            self._seen[clip] = _Seen(stamp, now_s)
        elif not seen.returned and now_s - seen.since_s >= self._still_s:
            seen.returned = True
            return True
        return False
