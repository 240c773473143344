"""A set, judged as a whole while it goes on: later frames tell more about a rep."""

import time
from dataclasses import dataclass, replace
from itertools import takewhile
from math import inf

from formcheck.engine.turns import joined
from formcheck.exercises.spec import Exercise
from formcheck.judging import check_stretches
from formcheck.poses.pose import Pose, PoseTrack, join
from formcheck.poses.recording import MIN_SEEN_S, PoseRecording, Source
from formcheck.results import Check, Rep, Session


@dataclass(frozen=True, slots=True)
class Question:
    """A question for a second opinion.

    Attributes:
        poses: those that came since the last question.
        from_s: reps before this time are not asked for.
    """

    poses: tuple[Pose, ...]
    from_s: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """The verdicts on a set so far, with later frames taken into account, too.

    Attributes:
        until_s: the opinion covers all reps whose peak is before this time.
        reps: those of them that are later than `Question.from_s`, in order of time.
        set_checks: the rules of the set, as judged so far.
        took_s: how long the opinion took, in seconds. Where the computer is starved that is longer
            than its processor time, so opinions, which rest in proportion to it, take less there.
    """

    until_s: float
    reps: tuple[Rep, ...]
    set_checks: tuple[Check, ...]
    took_s: float


class SetSoFar:
    """Judges the set so far as a whole, as often as asked, from `Question.from_s` on.

    Args:
        exercise: what is done.
        level: one of its levels; its default one when empty.
        width: of the picture, in pixels.
        height: of the picture, in pixels.
        model: the pose model, as in `PoseRecording.model`.
        look_ahead_s: a rep is covered when frames this much later are known; on rendered clips
            longer changed nothing.
        run_in_s: judging begins this long before the time that is asked for; its reps are left out.
        neutral_s: the beginning of the set that is kept: there the person stands still and shows
            their neutral pose.
        gap_s: time between these frames and the rest, once those in between are dropped.
        most_waiting: `Opinion.took_s` is at most so many times the processor time.

    Attributes:
        session: the last result.
    """

    def __init__(
        self,
        exercise: Exercise,
        level: str,
        width: int,
        height: int,
        model: str,
        *,
        look_ahead_s: float = 0.3,
        run_in_s: float = 5.0,
        neutral_s: float = 4.0,
        gap_s: float = 1.0,
        most_waiting: float = 3.0,
    ) -> None:
        self.session: Session | None = None
        self._exercise, self._level, self._model = exercise, level, model
        self._look_ahead_s, self._run_in_s = look_ahead_s, run_in_s
        self._neutral_s, self._gap_s, self._most_waiting = neutral_s, gap_s, most_waiting
        self._track = PoseTrack.from_poses([], width, height)
        self._neutral: PoseTrack | None = None  # the beginning, once it is dropped from the track

    def judge(self, question: Question) -> Opinion:
        """Add the new poses and judge; an empty opinion where nobody was seen for long enough."""
        began_s, begin_s = time.monotonic(), time.process_time()
        width, height = self._track.width, self._track.height
        came = PoseTrack.from_poses(list(question.poses), width, height)
        self._track = join([self._track, came])
        self._forget(question.from_s - self._run_in_s)
        session, set_checks = self._judged()
        busy_s = time.process_time() - begin_s
        took_s = min(time.monotonic() - began_s, self._most_waiting * busy_s)
        if session is None:
            return Opinion(-inf, (), (), took_s)
        self.session = session
        reps = sorted(session.reps, key=lambda rep: rep.peak_s)
        reps = [rep for rep in reps if rep.peak_s > question.from_s]
        until_s, known = self._covered(reps)
        return Opinion(until_s, tuple(known), set_checks, took_s)

    def _covered(self, reps: list[Rep]) -> tuple[float, list[Rep]]:
        """Return until when reps are known for good, and those that are; reps in order of time."""
        last_s = float(self._track.time_s[-1])
        until_s = last_s - self._look_ahead_s
        known = list(takewhile(lambda rep: rep.end_s <= until_s, reps))
        if known:  # half way to the next rep: the counters may have that at another time
            later_s = reps[len(known)].peak_s if len(reps) > len(known) else last_s
            until_s = (known[-1].peak_s + later_s) / 2.0
        elif reps:  # not known for good yet: it stays as it was counted at once
            until_s = min(until_s, reps[0].start_s)
        return until_s, known

    def _forget(self, before_s: float) -> None:
        """Drop the frames before a time, but keep the neutral pose at the beginning."""
        track = self._track
        old = int((track.time_s < before_s).sum())
        if not old:
            return
        if self._neutral is None:
            still = int((track.time_s < track.time_s[0] + self._neutral_s).sum())
            self._neutral = track.part(0, still)
            old = max(old, still)
        self._track = track.part(old, len(track))

    def _judged(self) -> tuple[Session | None, tuple[Check, ...]]:
        """Judge the set so far; return its session and the rules of the last set."""
        track = self._track
        if self._neutral is not None:
            shift_s = track.time_s[0] - self._gap_s - self._neutral.time_s[-1]
            neutral = replace(self._neutral, time_s=self._neutral.time_s + shift_s)
            track = join([neutral, track])
        if float(track.found.sum()) < MIN_SEEN_S * track.fps or track.fps <= 0.0:
            return None, ()
        source = Source("", track.width, track.height, track.fps, 0.0, len(track), slow_motion=1.0)
        recording = PoseRecording(track, source, self._model)
        checkers = check_stretches(recording, self._exercise, self._level)
        return joined(self._exercise, checkers), checkers[-1].set_checks()
