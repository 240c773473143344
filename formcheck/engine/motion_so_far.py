"""The cleaned frames so far and the person's neutral pose, as a table of measures."""

from dataclasses import dataclass, field
from math import inf

import numpy as np

from formcheck.body.motion import Motion
from formcheck.body.stillness import STILLNESS, still_frames
from formcheck.body.subject import Subject
from formcheck.engine.timeline import Timeline
from formcheck.poses.pose import PoseTrack
from formcheck.reps.phases import MeasureTable
from formcheck.system.arrays import BoolArray


@dataclass(slots=True)
class MotionSoFar:
    """What is known of one person's movement until now.

    Attributes:
        subject: the person, as known with the last frames.
        timeline: the frames.
        neutral_s: from when to when the person stood still for their neutral pose, in seconds;
            None until that is known.
        steady_s: from when to when the person does not turn round, in seconds. Neither the neutral
            pose nor a judged attempt lies outside of it.
        rested_from_s: when the last attempt was over, in seconds; a neutral pose may begin then.
    """

    subject: Subject
    timeline: Timeline
    neutral_s: tuple[float, float] | None = None
    steady_s: tuple[float, float] = (-inf, inf)
    rested_from_s: float = -inf
    _table: MeasureTable | None = field(default=None)

    def extend(self, track: PoseTrack, subject: Subject) -> PoseTrack | None:
        """Take the next frames; return the frames that are forgotten now, if any are."""
        self.subject = subject
        self._table = None
        return self.timeline.extend(track)

    def table(self) -> MeasureTable:
        """Return the measures of the frames that are kept."""
        if self._table is None:
            track = self.timeline.track()
            motion = Motion(track, self.subject, self._neutral_frames(track))
            self._table = MeasureTable(motion, self.timeline.frames - len(track))
        return self._table

    def look_for_neutral(self, until_s: float) -> None:
        """Take the still frames since the last attempt as neutral pose if they last long enough.

        The time from the first still frame to the last one counts (`Stillness.min_neutral_s`), even
        if the person moves in between. A neutral pose that was found once never changes.

        Args:
            until_s: frames later than this are left out, in seconds.
        """
        if self.neutral_s is not None:
            return
        track = self.table().motion.track
        since_s, until_s = max(self.rested_from_s, self.steady_s[0]), min(until_s, self.steady_s[1])
        rest = (track.time_s >= since_s) & (track.time_s <= until_s)
        still = np.flatnonzero(rest & still_frames(track, self.subject))
        if not len(still):
            return
        first, last = int(still[0]), int(still[-1])
        if track.time_s[last] - track.time_s[first] >= STILLNESS.min_neutral_s:
            self.neutral_s = float(track.time_s[first]), float(track.time_s[last])
            self.timeline.pin(track.part(first, last + 1))
            self._table = None  # measures against the neutral pose are known from now on

    def _neutral_frames(self, track: PoseTrack) -> BoolArray | None:
        """Return (n,) which frames show the neutral pose; None if it is not known."""
        if self.neutral_s is None:
            return None
        since_s, until_s = self.neutral_s
        still: BoolArray = still_frames(track, self.subject)
        return still & (track.time_s >= since_s) & (track.time_s <= until_s)
