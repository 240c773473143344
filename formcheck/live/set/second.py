"""The set judged once more as a whole while it goes on, and the counters put right by that."""

import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import reduce
from itertools import takewhile
from math import inf
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Queue
from typing import Protocol

from formcheck.analysis import checked, cleaned_for
from formcheck.engine.checker import FormChecker
from formcheck.exercises.spec import Exercise
from formcheck.live.set.coaching import RECENT_REPS
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import Pose, PoseTrack, join
from formcheck.poses.recording import MIN_SEEN_S, PoseRecording, Source
from formcheck.results import NO_COUNTS, Check, Count, Rep, Session, Verdict, counted

LOOK_AHEAD_S = 0.3  # on rendered clips, more of what comes after a kick tells no more of it
WINDOW_S = 60.0  # what is older stays as it is: the cost of an opinion has an end
RUN_IN_S = 5.0  # judged before that, and not heard
NEUTRAL_S = 4.0  # from the beginning of the set, in which the person keeps still
PARTED_S = 1.0  # between the two
LEAVES_S = 3.0  # to the process, to end, or to have started


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a second opinion.

    Attributes:
        poses: those that came since the last question.
        from_s: of what is before this nothing is asked.
    """

    poses: tuple[Pose, ...]
    from_s: float


@dataclass(frozen=True, slots=True)
class Attempted:
    """What a counter has to know of an attempt."""

    peak_s: float
    side: Side | None
    verdict: Verdict
    good: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """How a set stands, by what came later as well.

    Attributes:
        until_s: attempts with their peak before this are judged for good.
        attempts: those, after what was asked, in order of time.
        last: the last few of them.
        set_checks: how the rules of the set stand.
        took_s: processor time that it took.
    """

    until_s: float
    attempts: tuple[Attempted, ...]
    last: tuple[Rep, ...]
    set_checks: tuple[Check, ...]
    took_s: float


class SetSoFar:
    """A set, judged as a whole as often as asked: all of it for a minute, then its last minute.

    Args:
        exercise: what is done.
        level: one of its levels; its default one when empty.
        width: of the picture, in pixels.
        height: likewise.
        model: the pose model, as in `PoseRecording.model`.

    Attributes:
        session: what was judged last.
    """

    def __init__(self, exercise: Exercise, level: str, width: int, height: int, model: str) -> None:
        self.session: Session | None = None
        self._exercise, self._level, self._model = exercise, level, model
        self._track = PoseTrack.from_poses([], width, height)
        self._neutral: PoseTrack | None = None  # once it is no part of the track any more

    def judge(self, question: Question) -> Opinion:
        """Take the poses that came, and judge; nothing where nobody was seen for long enough."""
        begin_s = time.process_time()
        width, height = self._track.width, self._track.height
        came = PoseTrack.from_poses(list(question.poses), width, height)
        self._track = join([self._track, came])
        self._forget(question.from_s - RUN_IN_S)
        checker = self._checked()
        if checker is None:
            return Opinion(-inf, (), (), (), time.process_time() - begin_s)
        reps = sorted(checker.reps, key=lambda rep: rep.peak_s)
        reps = [rep for rep in reps if rep.peak_s > question.from_s]
        last_s = float(self._track.time_s[-1])
        known = list(takewhile(lambda rep: rep.end_s <= last_s - LOOK_AHEAD_S, reps))
        until_s = last_s - LOOK_AHEAD_S
        if known:  # half way to the next one, which the counters may have at another moment
            later_s = reps[len(known)].peak_s if len(reps) > len(known) else last_s
            until_s = (known[-1].peak_s + later_s) / 2.0
        elif reps:  # not known for good yet: its own counter goes on counting it
            until_s = min(until_s, reps[0].start_s)
        return Opinion(
            until_s=until_s,
            attempts=tuple(attempted(rep) for rep in known),
            last=tuple(known[-RECENT_REPS:]),
            set_checks=checker.set_checks(),
            took_s=time.process_time() - begin_s,
        )

    def _forget(self, before_s: float) -> None:
        track = self._track
        old = int((track.time_s < before_s).sum())
        if not old:
            return
        if self._neutral is None:
            still = int((track.time_s < track.time_s[0] + NEUTRAL_S).sum())
            self._neutral = track.part(0, still)
            old = max(old, still)
        self._track = track.part(old, len(track))

    def _checked(self) -> FormChecker | None:
        track = self._track
        if self._neutral is not None:
            shift_s = track.time_s[0] - PARTED_S - self._neutral.time_s[-1]
            neutral = replace(self._neutral, time_s=self._neutral.time_s + shift_s)
            track = join([neutral, track])
        if float(track.found.sum()) < MIN_SEEN_S * track.fps or track.fps <= 0.0:
            return None
        source = Source("", track.width, track.height, track.fps, 0.0, len(track))
        cleaned = cleaned_for(PoseRecording(track, source, self._model), self._exercise)
        checker, self.session = checked(cleaned, track.fps, self._exercise, self._level)
        return checker


def attempted(rep: Rep) -> Attempted:
    """What a counter has to know of a rep."""
    return Attempted(rep.peak_s, rep.side, rep.verdict, rep.good)


class Counters:
    """Attempts of each leg, counted as they are judged and put right by second opinions.

    Attributes:
        counts: of each leg.
    """

    def __init__(self) -> None:
        self.counts: Mapping[Side, Count] = NO_COUNTS
        self._older: Mapping[Side, Count] = NO_COUNTS  # of what no opinion changes any more
        self._older_s = -inf
        self._until_s = -inf  # of the last opinion
        self._recent: list[Attempted] = []

    def count(self, rep: Rep) -> None:
        """Count one more, unless an opinion knew of it, or knew better, before it was judged."""
        if rep.peak_s <= self._until_s:
            return
        self._recent.append(attempted(rep))
        self.counts = counted(self.counts, rep)

    def settle(self, now_s: float) -> float:
        """Settle what is too old to be asked for; return the time before which all is settled."""
        before_s = now_s - WINDOW_S
        old = [one for one in self._recent if one.peak_s <= before_s]
        self._recent = [one for one in self._recent if one.peak_s > before_s]
        self._older = reduce(counted, old, self._older)
        # Half way from what is settled to the next one, which an opinion may have at another time.
        last_s = max([before_s - WINDOW_S, *(one.peak_s for one in old)])
        first_s = min([now_s, *(one.peak_s for one in self._recent)])
        self._older_s = max(self._older_s, min(before_s, (last_s + first_s) / 2.0))
        return self._older_s

    def put_right(self, opinion: Opinion) -> None:
        """Take the opinion for what it knows, and what was counted for what came after."""
        self._until_s = opinion.until_s
        newer = [one for one in self._recent if one.peak_s > opinion.until_s]
        self._recent = [*opinion.attempts, *newer]
        self.counts = reduce(counted, self._recent, self._older)


class Adviser(Protocol):
    """Who gives second opinions, one at a time."""

    @property
    def gone(self) -> bool:
        """Whether none is to be had any more."""
        ...

    def ask(self, question: Question) -> None:
        """Ask; the last question must have been answered."""
        ...

    def answer(self) -> Opinion | None:
        """The opinion that was asked for, once, when it is there."""
        ...

    def close(self) -> None:
        """Nothing more will be asked."""
        ...


class OtherProcess:
    """Judges in a process of its own, of low priority where the system has it: frames go before.

    The process starts with the first question, and a thread alone waits for it. When it dies, or
    cannot be started, the set goes on without second opinions.

    Args:
        exercise: see `SetSoFar`.
        level: likewise.
        width: likewise.
        height: likewise.
        model: likewise.
    """

    def __init__(self, exercise: Exercise, level: str, width: int, height: int, model: str) -> None:
        self._about = exercise, level, width, height, model
        self._questions: Queue[Question | None] = Queue()
        self._answers: Queue[Opinion] = Queue()
        self._thread: threading.Thread | None = None
        self._process: BaseProcess | None = None
        self._closed = False
        self.gone = False

    def ask(self, question: Question) -> None:
        """Ask; the last question must have been answered."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="second-opinion", daemon=True)
            self._thread.start()
        self._questions.put(question)

    def answer(self) -> Opinion | None:
        """The opinion that was asked for, once, when it is there."""
        return None if self._answers.empty() else self._answers.get()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._closed = self.gone = True
        self._questions.put(None)
        if self._process is not None:
            self._process.kill()
            self._process.join(LEAVES_S)
        if self._thread is not None:
            self._thread.join(LEAVES_S)

    def _run(self) -> None:
        # Whatever goes wrong over there, the set goes on without.
        with suppress(Exception):
            # Ctrl-C is for the main process. A signal that is blocked stays so in a child; starting
            # the tracker, which comes with the first child, would let it through again.
            if sys.platform != "win32":
                resource_tracker.ensure_running()
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, *self._about), daemon=True)
            process.start()
            self._process = process
            theirs.close()
            with ours:
                while not self._closed and (question := self._questions.get()):
                    ours.send(question)
                    self._answers.put(ours.recv())
        self.gone = True
        if self._process is not None:
            self._process.kill()
            self._process.join(LEAVES_S)


def _work(
    theirs: Connection, exercise: Exercise, level: str, width: int, height: int, model: str
) -> None:
    """Answer questions until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the terminal is the main process's
    if sys.platform != "win32":
        os.nice(10)
    so_far = SetSoFar(exercise, level, width, height, model)
    with suppress(EOFError, OSError):
        while True:
            theirs.send(so_far.judge(theirs.recv()))
