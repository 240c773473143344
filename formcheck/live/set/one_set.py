"""One set: its own clock, the engine, the coach, the counters, the recording."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from formcheck.analysis import judge
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import SILHOUETTE_MEASURES
from formcheck.live.set.coaching import LiveCoach, Said, unseen_note
from formcheck.live.set.judge import Moment, SetJudge
from formcheck.live.set.record import RAW, SetRecorder
from formcheck.live.set.second import Adviser, Counters, Opinion, Question
from formcheck.live.set.spool import PoseSpool
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import Pose
from formcheck.poses.recording import MIN_SEEN_S, PoseRecording, Source
from formcheck.results import NO_COUNTS, Check, Count, FrameResult, Rep, Session, Verdict, counted
from formcheck.system.arrays import Image

BREAK_S = 1.0  # on the clock of the set, between a pause and what follows
FLASH_S = 0.6  # the leg just judged is shown in its verdict's colour
NOTE_S = 6.0  # what this view cannot show is said once, for so long
PACE_REPS = 6
ASK_EVERY_S = 0.5
CORE_SHARE = 0.1  # second opinions take no more of a core than this
STALE_S = 10.0  # of an opinion on the set as a whole
PATIENCE_S = 30.0  # with one that does not come


class LiveSet:
    """Takes the frames of one set, from standing still to the end.

    The clock of the set stands still in a pause, so that the recording is one clip.

    Args:
        exercise: what is done.
        level: one of its levels; its default one when empty.
        width: of the pictures, in pixels.
        height: likewise.
        model: the pose model, as in `PoseRecording.model`.
        recorder: where the set is recorded, if it is.
        second: who gives second opinions meanwhile, if anybody.

    Attributes:
        counts: of each leg.
        reps: attempts judged so far.
        moment: what the last frame showed.
        time_s: of the last frame, on the clock of the set.
    """

    def __init__(
        self,
        exercise: Exercise,
        level: str,
        width: int,
        height: int,
        model: str,
        recorder: SetRecorder | None = None,
        second: Adviser | None = None,
    ) -> None:
        self._exercise = exercise
        self._level = level
        self._size = width, height
        self._model = model
        self._by_silhouette = exercise.reps.rear_signal in SILHOUETTE_MEASURES
        self._spool = PoseSpool()
        self._judge = SetJudge(exercise, level, width, height, model)
        self._coach = LiveCoach(exercise)
        self.recorder = recorder
        self._second = second
        self._unheard: list[Pose] = []  # by the one who gives second opinions
        self._asked_s: float | None = None  # while an opinion is on its way
        self._next_s = 0.0  # earliest time of the next question
        self._opinion: tuple[Opinion, float] | None = None  # the last one, and when it came
        self._counters = Counters()
        self._last: deque[Rep] = deque(maxlen=PACE_REPS)
        self.counts: Mapping[Side, Count] = NO_COUNTS
        self.moment: Moment | None = None
        self.time_s = 0.0
        self._offset_s: float | None = None  # of the camera's clock before this one
        self._go_s: float | None = None  # put later by every break
        self._frames = 0
        self._found = 0
        self._flash: tuple[Side, Verdict, float] | None = None
        self._note: tuple[str, float] | None = None

    @property
    def reps(self) -> int:
        """Attempts of both legs; one of both together is one."""
        attempts = [count.attempts for count in self.counts.values()]
        return max(attempts) if self._exercise.reps.legs == "together" else sum(attempts)

    @property
    def lasted_s(self) -> float:
        """Time since the start signal, pauses left out."""
        return 0.0 if self._go_s is None else self.time_s - self._go_s

    def go(self) -> None:
        """The start signal: the time of the set runs from here."""
        self._go_s = self.time_s

    def resume(self) -> None:
        """The next frame comes after a pause."""
        self._offset_s = None

    def take(self, image: Image, time_s: float, pose: Pose) -> tuple[Rep, ...]:
        """Take the next frame and return the reps that were judged with it.

        Args:
            image: as it came; not to be drawn on afterwards.
            time_s: on the camera's clock.
            pose: of the person whose set it is, or nobody.
        """
        if self._offset_s is None:
            self._offset_s = time_s - (self.time_s + BREAK_S if self._frames else 0.0)
            if self._go_s is not None:
                self._go_s += BREAK_S
        self.time_s = time_s - self._offset_s
        pose = replace(pose, time_s=self.time_s)
        self._frames += 1
        self._found += pose.found
        self._spool.add(pose)
        if self.recorder:
            self.recorder.add(image, self.time_s)
        if not self._by_silhouette:  # then it would only be carried along, frame by frame
            pose = replace(pose, outline=replace(pose.outline, silhouette_px=None))
        self.moment = self._judge.step(pose)
        for rep in self.moment.reps:
            self._count(rep)
        if self._second is not None:
            self._unheard.append(pose)
        self.listen()
        self._coach.hear(self.time_s, self.moment.reps, self._set_checks(self.moment))
        if self._note is None and self._go_s is not None and self.moment.view.kind != "unknown":
            text = unseen_note(self._exercise, self.moment.view.kind)
            self._note = text, self.time_s + NOTE_S
        return self.moment.reps

    def listen(self, *, paused: bool = False) -> None:
        """Hear the second opinion that has come, and ask for the next one when it is time.

        In a pause, call it now and then: what was done last is asked for then, and once.
        """
        if self._second is None:
            return
        opinion = self._second.answer()
        if opinion is not None and self._asked_s is not None:
            self._next_s = self._asked_s + max(ASK_EVERY_S, opinion.took_s / CORE_SHARE)
            self._asked_s = None
            self._put_right(opinion)
        late = self._asked_s is not None and self.time_s - self._asked_s > PATIENCE_S
        if self._second.gone or late:
            self._dismiss()
            return
        due = self._unheard and (paused or self.time_s >= self._next_s)
        if due and self._go_s is not None and self._asked_s is None:
            self._asked_s = self.time_s
            from_s = self._counters.settle(self.time_s)
            self._second.ask(Question(tuple(self._unheard), from_s))
            self._unheard.clear()

    def said(self) -> Said | None:
        """What the coach says now."""
        return self._coach.now(self.time_s)

    def notes(self) -> Sequence[str]:
        """Small print, for now."""
        if self._note and self._note[0] and self.time_s < self._note[1]:
            return (self._note[0],)
        return ()

    def pace(self) -> str:
        """Cadence, or for slow reps how long each takes, in words; empty before it is known."""
        if len(self._last) < 3:
            return ""
        if self._exercise.reps.tempo == "fast":
            steps = np.diff([rep.peak_s for rep in self._last])
            step_s = float(np.median(steps)) if len(steps) else 0.0
            return f"{60.0 / step_s:.0f} a minute" if step_s > 0.0 else ""
        return f"{np.mean([rep.end_s - rep.start_s for rep in self._last]):.1f} s each"

    def frame(self) -> FrameResult:
        """What to draw over the last frame."""
        moment = self.moment
        flash = self._flash if self._flash and self.time_s < self._flash[2] else None
        return FrameResult(
            index=self._frames,
            time_s=self.time_s,
            xy_px=moment.xy_px if moment else None,
            near_side=moment.view.near_side if moment else None,
            working=flash[0] if flash else None,
            working_verdict=flash[1] if flash else Verdict.NOT_ASSESSED,
            angle=moment.angle if moment else None,
            counts=self.counts,
            cue="",
            cue_verdict=Verdict.GOOD,
            notes=(),
        )

    def finish(self) -> Session | None:
        """Judge the whole set once more, write what is recorded, and return the verdicts.

        What comes after a kick tells more of it than what was known when it was counted, so the
        last word may differ from the counters by a kick. None where nobody was seen for long
        enough to say anything.
        """
        self._dismiss()
        if not self._frames or self._found < MIN_SEEN_S * self._frames / max(self.time_s, 1e-9):
            self.discard()
            return None
        width, height = self._size
        track = self._spool.track(width, height)
        source = Source(
            path=str(self.recorder.folder / RAW) if self.recorder else "",
            width=width,
            height=height,
            fps=track.fps,
            duration_s=float(track.time_s[-1]) + 1.0 / track.fps,
            frames=len(track),
        )
        recording = PoseRecording(track, source, self._model)
        if self.recorder:
            self.recorder.keep(recording)
        session = judge(recording, self._exercise, level=self._level)
        self.counts = reduce(counted, session.reps, NO_COUNTS)
        if self.recorder:
            self.recorder.report(source, session, self._exercise)
        return session

    def discard(self) -> None:
        """Forget it: it did not begin."""
        self._dismiss()
        if self.recorder:
            self.recorder.discard()

    def _count(self, rep: Rep) -> None:
        self._counters.count(rep)
        self.counts = self._counters.counts
        side = rep.side or (self.moment and self.moment.view.near_side) or "left"
        self._flash = side, rep.verdict, self.time_s + FLASH_S
        self._last.append(rep)

    def _put_right(self, opinion: Opinion) -> None:
        """Take the opinion for what it knows; what came after stays as it was judged at once."""
        self._opinion = opinion, self.time_s
        self._counters.put_right(opinion)
        self.counts = self._counters.counts
        newer = [rep for rep in self._last if rep.peak_s > opinion.until_s]
        self._last = deque([*opinion.last, *newer], maxlen=PACE_REPS)
        self._coach.put_right(self._last)

    def _set_checks(self, moment: Moment) -> Sequence[Check]:
        """How the rules of the set stand, by the second opinion if it is of now."""
        if self._opinion is not None:
            opinion, came_s = self._opinion
            if opinion.set_checks and self.time_s - came_s <= STALE_S:
                return opinion.set_checks
        return moment.set_checks

    def _dismiss(self) -> None:
        """Ask for no more opinions."""
        if self._second is not None:
            self._second.close()
            self._second = None
        self._unheard.clear()
