"""The cleaned frames so far; the last ones of a set without end."""

from dataclasses import dataclass, field
from math import inf

from formcheck.poses.pose import PoseTrack, join


@dataclass(slots=True)
class Timeline:
    """Cleaned frames in order of time, numbered from the first frame that ever came.

    Args:
        memory_s: frames older than this many seconds may be forgotten. They are, all at once, when
            the frames cover twice that time: so forgetting costs little.

    Attributes:
        frames: the number of frames so far, with the forgotten ones.
        found: how many of them show a person.
    """

    memory_s: float = inf
    frames: int = 0
    found: int = 0
    _parts: list[PoseTrack] = field(default_factory=list)
    _pinned: PoseTrack | None = None

    def extend(self, track: PoseTrack) -> PoseTrack | None:
        """Take the next frames; return the frames that are forgotten now, if any are."""
        self.frames += len(track)
        self.found += int(track.found.sum())
        self._parts.append(track)
        if len(track) and track.time_s[-1] - self._parts[0].time_s[0] > 2.0 * self.memory_s:
            return self._forget(float(track.time_s[-1]) - self.memory_s)
        return None

    @property
    def first_recent(self) -> int:
        """The number of the oldest frame that is kept, without the pinned ones."""
        return self.frames - sum(len(part) for part in self._parts)

    def pin(self, track: PoseTrack) -> None:
        """Keep some frames for good, before all others: the person's neutral pose."""
        self._pinned = track if self.memory_s < inf else None

    def track(self) -> PoseTrack:
        """Return all frames that are kept."""
        if len(self._parts) > 1:
            self._parts = [join(self._parts)]
        recent = self._parts[0]
        if self._pinned is None or not len(recent):
            return recent
        older = int((self._pinned.time_s < recent.time_s[0]).sum())
        return join([self._pinned.part(0, older), recent]) if older else recent

    def _forget(self, before_s: float) -> PoseTrack:
        """Drop the frames before a time, and return them."""
        whole = join(self._parts)
        gone = int((whole.time_s < before_s).sum())
        self._parts = [whole.part(gone, len(whole))]
        return whole.part(0, gone)
