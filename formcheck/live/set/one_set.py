"""One set: its clock, the engine, the coach, the counters, the recording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from formcheck.cleaned_clip import calibration_for
from formcheck.engine.live_judge import LiveJudge
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.kinematics.measures import SILHOUETTE_MEASURES
from formcheck.live.set.clock import SetClock
from formcheck.live.set.coaching import LiveCoach, Sentence, unseen_note
from formcheck.live.set.consultation import Consultation, SecondOpinions
from formcheck.live.set.counters import Counters
from formcheck.live.set.moment import Moment, judge_frame
from formcheck.live.set.pictures import SetPictures
from formcheck.live.set.record import SetRecorder
from formcheck.live.set.spool import PoseSpool
from formcheck.live.set.worst_and_best import worth_keeping
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import Pose
from formcheck.poses.recording import MIN_SEEN_S, PoseRecording, Source
from formcheck.report.figures import Pace, pace_of_reps
from formcheck.results import NO_COUNTS, Count, FrameResult, Rep, Session, Verdict, counted
from formcheck.system.arrays import Image


@dataclass(frozen=True, slots=True)
class SetLimits:
    """How much a set remembers, and how long it shows things. Times are in seconds.

    Attributes:
        memory_s: how long frames are kept at a slow tempo: for the longest rep, and the last rep
            of the other leg.
        fast_memory_s: how long frames are kept at a fast tempo: for the strides that show the
            back.
        flash_s: how long a leg that was just judged is shown in the colour of its verdict.
        note_s: how long the note is shown that names what this view cannot show.
        pace_reps: number of the last reps, of both legs, from which the pace is computed.
    """

    memory_s: float = 20.0
    fast_memory_s: float = 8.0
    flash_s: float = 0.6
    note_s: float = 6.0
    pace_reps: int = 6


class LiveSet:
    """Judges, counts and records the frames of one set, from standing still to the end.

    Args:
        exercise: what is done.
        level: one of its levels; its default one when empty.
        width: of the pictures, in pixels.
        height: of the pictures, in pixels.
        model: the pose model, as in `PoseRecording.model`.
        recorder: records the set; None for none.
        second_opinions: gives second opinions during the set; None for none.
        camera_fps: pictures a second that the camera gives, roughly; 0 when unknown.
        counters: the counters of both legs, at zero.
        limits: how much is remembered, and how long things are shown.

    Attributes:
        counts: of each leg.
        moment: the result of the last frame; None before the first.
        recorder: records the set; None for none.
        pictures: the last ones, and those of some reps.
    """

    def __init__(
        self,
        exercise: Exercise,
        level: str,
        width: int,
        height: int,
        model: str,
        recorder: SetRecorder | None = None,
        second_opinions: SecondOpinions | None = None,
        *,
        camera_fps: float = 0.0,
        counters: Counters | None = None,
        limits: SetLimits = SetLimits(),
    ) -> None:
        self.counts: Mapping[Side, Count] = NO_COUNTS
        self.moment: Moment | None = None
        self.recorder = recorder
        self.pictures = SetPictures()
        self._exercise, self._level = exercise, level
        self._size, self._model = (width, height), model
        self._limits, self._camera_fps = limits, camera_fps
        self._by_silhouette = exercise.reps.rear_signal in SILHOUETTE_MEASURES
        fast = exercise.reps.tempo == "fast"
        memory_s = limits.fast_memory_s if fast else limits.memory_s
        self._live = LiveJudge(
            width,
            height,
            exercise,
            level,
            calibration=calibration_for(model, exercise),
            memory_s=memory_s,
        )
        self._clock = SetClock()
        self._spool = PoseSpool()
        self._coach = LiveCoach(exercise)
        self._consultation = Consultation(second_opinions)
        self._counters = counters or Counters()
        self._last: tuple[Rep, ...] = ()
        self._pace: Pace | None = None
        self._frames = self._found = 0
        self._flash: tuple[Side, Verdict, float] | None = None
        self._note: tuple[str, float] | None = None

    @property
    def time_s(self) -> float:
        """Time of the last frame, on the clock of the set."""
        return self._clock.time_s

    @property
    def lasted_s(self) -> float:
        """Time since the start signal, pauses left out; 0 before it."""
        return self._clock.lasted_s

    @property
    def reps(self) -> int:
        """Attempts of both legs; where both move together they count once."""
        attempts = [count.attempts for count in self.counts.values()]
        return max(attempts) if self._exercise.reps.legs == "together" else sum(attempts)

    @property
    def recent(self) -> Sequence[Rep]:
        """The last reps of both legs, as second opinions have corrected them."""
        return self._last

    def go(self) -> None:
        """Give the start signal: the time of the set runs from here."""
        self._clock.start()

    def resume(self) -> None:
        """End a pause: the next frame is the first one after it."""
        self._clock.resume()

    def add_frame(self, image: Image, time_s: float, pose: Pose) -> tuple[Rep, ...]:
        """Judge the next frame and return the reps that were judged with it.

        Args:
            image: as it came; must not be drawn on afterwards.
            time_s: on the camera's clock.
            pose: of the person whose set it is, or nobody.
        """
        pose = replace(pose, time_s=self._clock.advance(time_s))
        self._frames += 1
        self._found += pose.found
        self._spool.add(pose)
        if self.recorder:
            self.recorder.add(image, self.time_s)
        if not self._by_silhouette:  # nothing would read it
            pose = replace(pose, outline=replace(pose.outline, silhouette_px=None))
        self.moment = judge_frame(self._live, pose, self._exercise)
        for rep in self.moment.reps:
            self._count(rep)
        self._keep_pictures(image, self.moment.reps)
        self._consultation.add(pose)
        self.consult()
        set_checks = self._consultation.set_checks(self.time_s) or self.moment.set_checks
        working = self.moment.working
        self._coach.add_frame(self.time_s, self.moment.reps, set_checks, working)
        self._note_what_is_unseen(self.moment)
        return self.moment.reps

    def consult(self, *, paused: bool = False) -> None:
        """Use the second opinion that has come, and ask for the next one when it is time.

        `add_frame` does this with each frame. In a pause, call it now and then.

        Args:
            paused: whether the set is paused: the last reps are then asked for at once.
        """
        opinion = self._consultation.receive(self.time_s)
        if opinion is not None:
            self._counters.correct(opinion)
            self.counts = self._counters.counts
            newer = [rep for rep in self._last if rep.peak_s > opinion.until_s]
            self._remember([*opinion.reps, *newer])
            self._coach.correct(self._last)
        if self._clock.started and self._consultation.due(self.time_s, paused=paused):
            self._consultation.ask(self.time_s, self._counters.settle(self.time_s))

    def sentence(self) -> Sentence | None:
        """Return the cue or praise that is on the screen; None for none."""
        return self._coach.sentence(self.time_s)

    def notes(self) -> Sequence[str]:
        """Return the small print to show now."""
        if self._note and self._note[0] and self.time_s < self._note[1]:
            return (self._note[0],)
        return ()

    def pace(self) -> Pace | None:
        """Return the cadence of the last reps, or how long each slow rep takes, if it is known."""
        return self._pace

    def frame(self) -> FrameResult:
        """Return what to draw over the last frame."""
        moment = self.moment
        flash = self._flash if self._flash and self.time_s < self._flash[2] else None
        return FrameResult(
            index=self._frames,
            time_s=self.time_s,
            xy_px=moment.xy_px if moment else None,
            near_side=moment.view.near_side if moment else None,
            working=flash[0] if flash else None,
            working_verdict=flash[1] if flash else None,
            angle=moment.angle if moment else None,
            counts=self.counts,
            cue="",
            cue_verdict=Verdict.GOOD,
            notes=(),
        )

    def finish(self) -> Session | None:
        """Judge the whole set once more and write what is recorded.

        Later frames tell more about a rep than was known when it was counted, so the result may
        differ from the counters by a rep.

        Returns:
            The verdicts; None where nobody was seen for long enough to say anything.
        """
        self._consultation.close()
        if not self._frames or self._found < MIN_SEEN_S * self._frames / max(self.time_s, 1e-9):
            self.discard()
            return None
        recording = self._recording()
        if self.recorder:
            self.recorder.keep(recording)
        session = judge(recording, self._exercise, level=self._level)
        self.counts = reduce(counted, session.shown_reps, NO_COUNTS)
        if self.recorder:
            self.recorder.report(recording, session, self._exercise)
        return session

    def discard(self) -> None:
        """Forget the set: it did not begin."""
        self._consultation.close()
        if self.recorder:
            self.recorder.discard()

    def _recording(self) -> PoseRecording:
        width, height = self._size
        track = self._spool.track(width, height)
        source = Source(
            path=str(self.recorder.raw) if self.recorder else "",
            width=width,
            height=height,
            fps=track.fps,
            duration_s=float(track.time_s[-1]) + 1.0 / track.fps,
            frames=len(track),
            slow_motion=1.0,
            # The set may get more than the camera gave before it: more light was switched on.
            camera_fps=max(self._camera_fps, track.fps),
        )
        return PoseRecording(track, source, self._model)

    def _count(self, rep: Rep) -> None:
        self._counters.count(rep)
        self.counts = self._counters.counts
        side = rep.side or (self.moment and self.moment.view.near_side) or "left"
        self._flash = side, rep.verdict, self.time_s + self._limits.flash_s
        self._remember([*self._last, rep])

    def _remember(self, reps: Sequence[Rep]) -> None:
        """Keep the last ones of some reps, and their pace."""
        self._last = tuple(reps[-self._limits.pace_reps :])
        self._pace = pace_of_reps(self._last, self._exercise)

    def _keep_pictures(self, image: Image, reps: Sequence[Rep]) -> None:
        """Keep the picture for a while, and those of reps that may be seen again."""
        self.pictures.add(image, self.frame())
        if reps:
            self.pictures.keep(worth_keeping([*self.pictures.reps, *reps], self._exercise))

    def _note_what_is_unseen(self, moment: Moment) -> None:
        """Make the note, once after the start signal, that names what this view cannot show."""
        if self._note is None and self._clock.started and moment.view.kind != "unknown":
            text = unseen_note(self._exercise, moment.view)
            self._note = text, self.time_s + self._limits.note_s
