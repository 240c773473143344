"""The engine: it turns cleaned poses into attempts and verdicts, and never looks ahead."""

from collections.abc import Iterable
from math import inf

from formcheck.body.subject import Subject
from formcheck.engine.doubts import lost_feet
from formcheck.engine.finder import AttemptFinder
from formcheck.engine.judge import judge_attempt, judge_last_set, turning, values_of
from formcheck.engine.motion_so_far import MotionSoFar
from formcheck.engine.settle import Found, Settled, settle
from formcheck.engine.timeline import Timeline
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import FrameLimit
from formcheck.reps.attempts import Attempt
from formcheck.results import Check, Rep, Session
from formcheck.rules.context import SAMPLING, Context
from formcheck.system.arrays import FloatArray


class FormChecker:
    """Counts and judges one person doing one exercise.

    Feed it cleaned poses with `extend`, as many frames at a time as there are: a whole clip, or one
    by one from a camera. The result is the same. `finish` ends the clip and returns the session.

    Args:
        exercise: what is done.
        subject: who does it, and how the camera sees them.
        fps: frames a second, see `effective_fps`.
        level: one of the exercise's levels; its default one when empty.
        neutral_s: from when to when the person's neutral pose is taken, in seconds. When None, it
            is the first time the person keeps still, before the first attempt or in a pause.
        memory_s: frames older than this, and their attempts, may be forgotten, because a camera may
            run for hours. The session then holds only what is remembered.
        recent: a set that goes on is judged by at most this many last attempts. They are never
            forgotten.
        steady_s: from when to when the person does not turn round, in seconds.
        judged: the number of attempts that were judged before the first frame.
        shanks_deg: how far the shanks looked raised before cleaning, (n, 2), in degrees. Only for a
            whole clip, where kicks that were seen for a moment are counted at the end.
        frame_limit: what keeps the frame rate from being higher.

    Attributes:
        subject: may be replaced before each call of `extend`, as more is known of the person.
        fps: frames a second; may be replaced too.
        judged: the number of attempts that were judged so far.
        settled: what the whole clip shows; None before `finish`.
    """

    def __init__(
        self,
        exercise: Exercise,
        subject: Subject,
        fps: float,
        level: str = "",
        neutral_s: tuple[float, float] | None = None,
        *,
        memory_s: float = inf,
        recent: int = 40,
        steady_s: tuple[float, float] = (-inf, inf),
        judged: int = 0,
        shanks_deg: FloatArray | None = None,
        frame_limit: FrameLimit = "clip",
    ) -> None:
        self.exercise = exercise
        self.subject = subject
        self.fps = fps
        self.level = level or exercise.default_level
        self.judged = judged
        self.settled: Settled | None = None
        self._recent = recent
        self._shanks_deg = shanks_deg
        self._frame_limit: FrameLimit = frame_limit
        self._motion = MotionSoFar(subject, Timeline(memory_s), neutral_s, steady_s)
        self._finder = AttemptFinder(exercise.reps, self._motion, values_of(exercise))
        self._found: list[tuple[Attempt, Rep]] = []
        self._feet_lost = 0  # in frames that are forgotten
        self._seen_s = inf  # time of the last frame; none yet
        self._stalls: list[tuple[float, float]] = []

    @property
    def reps(self) -> tuple[Rep, ...]:
        """The attempts judged so far, without those that are forgotten."""
        return tuple(rep for _, rep in self._found)

    @property
    def steady_s(self) -> tuple[float, float]:
        """From when to when the person does not turn round, in seconds.

        Attempts outside of it are counted, but not judged.
        """
        return self._motion.steady_s

    @steady_s.setter
    def steady_s(self, steady_s: tuple[float, float]) -> None:
        self._motion.steady_s = steady_s

    @property
    def frames(self) -> int:
        """The number of frames so far."""
        return self._motion.timeline.frames

    @property
    def neutral_s(self) -> tuple[float, float] | None:
        """From when to when the person stood still for their neutral pose, in seconds."""
        return self._motion.neutral_s

    @property
    def working(self) -> Side | None:
        """The leg that is up now; the higher one if both seem to be, None if none is."""
        return self._finder.working

    def latest(self, number: int) -> tuple[Rep, ...]:
        """Return the attempts that were judged last."""
        return tuple(rep for _, rep in self._found[-number:]) if number else ()

    def set_checks(self) -> tuple[Check, ...]:
        """Judge the rules of the set over the last attempts since a long pause."""
        latest = self._found[-self._recent :]
        recent = [attempt for attempt, _ in latest if attempt.within(self.steady_s)]
        return judge_last_set(self.exercise, recent, self._context)

    def extend(self, track: PoseTrack) -> None:
        """Take the next frames."""
        for time_s in track.time_s.tolist():
            if time_s - self._seen_s >= SAMPLING.stall_s:
                self._stalls.append((self._seen_s, time_s))
            self._seen_s = time_s
        forgotten = self._motion.extend(track, self.subject)
        if forgotten is not None:
            self._forget(forgotten)
        self._judge(self._finder.find(track))

    def finish(self) -> Session:
        """Judge what is still open and return the session of all frames that are remembered."""
        self._judge(self._finder.finish())
        self._motion.look_for_neutral(inf)
        self.settled = settle(
            Found(
                exercise=self.exercise,
                context=self._context,
                table=self._motion.table(),
                attempts=self._found,
                frames=self._motion.timeline.frames,
                frames_with_pose=self._motion.timeline.found,
                judged=self.judged,
                feet_lost=self._feet_lost,
                ambiguous=self._finder.overlaps.ambiguous,
                steady_s=self.steady_s,
                shanks_deg=self._shanks_deg,
            )
        )
        self._found = list(self.settled.counted)
        return self.settled.session

    @property
    def _context(self) -> Context:
        return Context(
            self.subject.view,
            self.fps,
            self.level,
            neutral_seen=self.neutral_s is not None,
            all_fours=self.exercise.posture == "all-fours",
            fast=self.exercise.reps.tempo == "fast",
            frame_limit=self._frame_limit,
            stalls=tuple(self._stalls),
        )

    def _judge(self, settled: Iterable[Attempt]) -> None:
        """Judge attempts as they settle, each with the neutral pose as far as it is known then."""
        for attempt in settled:
            rep = judge_attempt(self.exercise, attempt, self._context, self.judged)
            if not attempt.within(self.steady_s):
                rep = turning(rep)
            self._found.append((attempt, rep))
            self.judged += 1

    def _forget(self, track: PoseTrack) -> None:
        """Drop what belongs to frames that are forgotten."""
        self._feet_lost += lost_feet(track, self.reps)
        before_s = float(track.time_s[-1])
        gone = sum(rep.end_s < before_s for _, rep in self._found[: -self._recent])
        del self._found[:gone]
        # A little longer than the attempts that are kept: their tops may begin before they do.
        starts_s = [attempt.start_s for attempt, _ in self._found]
        since_s = min([before_s, *starts_s]) - SAMPLING.stall_s
        self._stalls = [stall for stall in self._stalls if stall[1] >= since_s]
        self._finder.forget(self._motion.timeline.first_recent)
