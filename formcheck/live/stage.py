"""The state machine of a run, from the choice of an exercise to the summary.

It knows neither pictures nor clocks: its caller says what is seen, and when.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from formcheck.live.camera.health import Health
from formcheck.live.person.gesture import Sign


class Stage(StrEnum):
    """Where a run stands."""

    ASK = "ask"
    PICKER = "picker"
    SAFETY = "safety"
    SETUP = "setup"
    COUNTDOWN = "countdown"
    SET = "set"
    PAUSED = "paused"
    SUMMARY = "summary"
    CLOSED = "closed"


#: The pages before anything of the person is seen.
_BEFORE: Final = (Stage.ASK, Stage.PICKER, Stage.SAFETY)


class Why(StrEnum):
    """Why a set is paused."""

    ASKED = "asked"
    PERSON = "person"
    CAMERA = "camera"


class Effect(StrEnum):
    """What the controller must do now."""

    BEGIN = "a new set begins with this frame, in which the person stands still"
    RESUME = "the set goes on with this frame"
    END = "the set is over"
    SAFETY_READ = "remember that the notes were read"


class Key(StrEnum):
    """What a key asks for; the value is the name of the key."""

    PAUSE = "space"
    RESTART = "r"
    NEXT = "n"
    END = "enter"
    BACK = "esc"
    QUIT = "q"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known about a moment.

    Attributes:
        now_s: on any clock that never goes back.
        ready: whether the person stands as the exercise needs it.
        person: whether the person whose set it is, is in the picture.
        still: whether they stand still.
        camera: how the camera is doing.
        sign: the sign that the raised hand gives in this moment; None for none.
        done: whether the target of the set is reached.
    """

    now_s: float
    ready: bool = False
    person: bool = False
    still: bool = False
    camera: Health = Health.GOOD
    sign: Sign | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class FlowTimes:
    """How long the stages take, in seconds.

    Attributes:
        neutral_s: the countdown before a set, in which the person shows their neutral pose.
        sure_s: after this much of that countdown, moving no longer restarts it: they have begun.
        away_s: a person who is out of sight for this long has left.
        back_s: a person who stands right for this long has come back, or is ready.
        resume_s: the countdown after a pause that was asked for, to get ready again.
    """

    neutral_s: float = 3.0
    sure_s: float = 2.0
    away_s: float = 1.0
    back_s: float = 1.0
    resume_s: float = 3.0


@dataclass(slots=True)
class Flow:
    """Leads through a run, from stage to stage.

    Args:
        stage: where to begin.
        times: how long the stages take.

    Attributes:
        on_the_floor: whether the exercise needs both hands: keeping still then starts a set.
        reading_s: how much longer its safety notes are shown before a raised hand may answer.
        since_s: when the stage began.
        why: why the set is paused.
        count_s: what is left of a countdown, in seconds; None while it waits.
    """

    stage: Stage = Stage.SETUP
    on_the_floor: bool = False
    reading_s: float = 0.0
    since_s: float = 0.0
    why: Why = Why.ASKED
    count_s: float | None = None
    times: FlowTimes = FlowTimes()
    _notes_s: float = 0.0
    _resuming: bool = False
    _forced: bool = False  # a key starts, however the person stands
    _count_from_s: float | None = None
    _held_from_s: float | None = None  # since when the condition that a stage waits for has held

    def choose(self, now_s: float, *, notes_s: float) -> None:
        """Begin with a chosen exercise.

        Args:
            now_s: on the clock of `Seen.now_s`.
            notes_s: how long its safety notes take to read, in seconds; 0 where they were read.
        """
        self._notes_s = self.reading_s = notes_s
        self._go(Stage.SAFETY if notes_s else Stage.SETUP, now_s)

    def answered(self, now_s: float) -> None:
        """Go on to the choice of an exercise: the user has said whether sets are kept."""
        self._go(Stage.PICKER, now_s)

    def press(self, key: Key, now_s: float) -> list[Effect]:
        """Change the stage as a key asks for; return what must be done."""
        ending = [Effect.END] if self.in_set else []
        leaving = {Key.QUIT: Stage.CLOSED, Key.BACK: Stage.PICKER}
        if key in leaving:
            self._go(leaving[key], now_s)
            return ending
        if key is Key.END and self.in_set:
            return self._end(now_s)
        if key is Key.NEXT and self.stage not in _BEFORE:
            return ending  # the caller chooses the exercise, and calls `choose`
        if key is Key.RESTART and self.stage not in _BEFORE:
            self._go(Stage.SETUP, now_s)
            return ending
        if key is Key.PAUSE and self.stage is Stage.SAFETY:
            return self._notes_read(now_s)
        if key is Key.PAUSE:
            self._start_or_pause(now_s, forced=True)
        return []

    def _notes_read(self, now_s: float) -> list[Effect]:
        self._go(Stage.SETUP, now_s)
        return [Effect.SAFETY_READ]

    @property
    def in_set(self) -> bool:
        """Whether a set is under way, paused or not."""
        return self.stage in (Stage.SET, Stage.PAUSED) or (
            self.stage is Stage.COUNTDOWN and self._resuming
        )

    @property
    def frames_count(self) -> bool:
        """Whether frames belong to a set: while it runs, and during the countdown before it."""
        counting = self.stage is Stage.COUNTDOWN and self.count_s is not None
        return self.stage is Stage.SET or (counting and not self._resuming)

    def see(self, seen: Seen) -> list[Effect]:
        """Change the stage as the next moment asks for; return what must be done."""
        if seen.camera in (Health.ENDED, Health.GONE):
            return self._without_camera(seen.now_s)
        if seen.sign == "kept" and self.in_set:
            return self._end(seen.now_s)
        if self.stage is Stage.SAFETY:
            self.reading_s = max(0.0, self.since_s + self._notes_s - seen.now_s)
            raised = seen.sign == "raised" and not self.reading_s
            return self._notes_read(seen.now_s) if raised else []
        if seen.sign == "raised" and (self.stage is not Stage.SETUP or seen.ready):
            self._start_or_pause(seen.now_s, forced=False)
            return []
        if self.stage is Stage.COUNTDOWN:
            return self._count_to_resume(seen) if self._resuming else self._count_neutral(seen)
        if self.stage is Stage.SETUP and self.on_the_floor:
            if self._has_held(seen.ready and seen.still, seen.now_s, self.times.back_s):
                self._start_or_pause(seen.now_s, forced=False)
            return []
        if self.stage is Stage.SET:
            return self._watch(seen)
        if self.stage is Stage.PAUSED and self.why is not Why.ASKED:
            return self._wait_for(seen)
        return []

    def _without_camera(self, now_s: float) -> list[Effect]:
        """End the set, or stop the countdown: no more pictures come."""
        if self.in_set:
            return self._end(now_s)
        if self.stage is Stage.COUNTDOWN:
            self._go(Stage.SETUP, now_s)
        return []

    def _end(self, now_s: float) -> list[Effect]:
        self._go(Stage.SUMMARY, now_s)
        return [Effect.END]

    def _start_or_pause(self, now_s: float, *, forced: bool) -> None:
        if self.stage is Stage.SET:
            self._pause(Why.ASKED, now_s)
        elif self.stage is Stage.SETUP:
            self._forced = forced
            self._go(Stage.COUNTDOWN, now_s, resuming=False)
        elif self.stage is Stage.PAUSED:
            self._forced = forced
            self._go(Stage.COUNTDOWN, now_s, resuming=True)
        elif self.stage is Stage.COUNTDOWN and self._resuming:
            self._pause(Why.ASKED, now_s)
        elif self.stage is Stage.COUNTDOWN or self.stage is Stage.SUMMARY:
            self._go(Stage.SETUP, now_s)

    def _count_to_resume(self, seen: Seen) -> list[Effect]:
        """Count down before a set goes on, while the person gets ready again."""
        if not (seen.ready or self._forced):
            self._count_from_s = self.count_s = None
            return []
        self._count_from_s = self._count_from_s or seen.now_s
        self.count_s = self.times.resume_s - (seen.now_s - self._count_from_s)
        if self.count_s <= 0.0:
            self._go(Stage.SET, seen.now_s)
            return [Effect.RESUME]
        return []

    def _count_neutral(self, seen: Seen) -> list[Effect]:
        """Count down before a set, while the person stands still."""
        if self._has_held(not (seen.person or self._forced), seen.now_s, self.times.away_s):
            self._go(Stage.SETUP, seen.now_s)
            return []
        counted_s = 0.0 if self._count_from_s is None else seen.now_s - self._count_from_s
        right = seen.still and (seen.ready or self._forced)
        if not right and counted_s < self.times.sure_s:
            self._count_from_s = self.count_s = None
            return []
        effects = []
        if self._count_from_s is None:
            self._count_from_s = seen.now_s
            effects = [Effect.BEGIN]
        self.count_s = max(0.0, self.times.neutral_s - counted_s)
        if counted_s >= self.times.neutral_s:
            self._go(Stage.SET, seen.now_s)
        return effects

    def _watch(self, seen: Seen) -> list[Effect]:
        """End a set at its target; pause it when the camera fails or the person leaves."""
        if seen.done:
            return self._end(seen.now_s)
        if seen.camera is not Health.GOOD:
            self._pause(Why.CAMERA, seen.now_s)
        elif self._has_held(not seen.person, seen.now_s, self.times.away_s):
            self._pause(Why.PERSON, seen.now_s)
        return []

    def _wait_for(self, seen: Seen) -> list[Effect]:
        """Go on with the set when camera and person are back."""
        if seen.camera is not Health.GOOD:
            self.why, self._held_from_s = Why.CAMERA, None
        elif self._has_held(seen.person and seen.ready, seen.now_s, self.times.back_s):
            self._go(Stage.SET, seen.now_s)
            return [Effect.RESUME]
        return []

    def _has_held(self, holds: bool, now_s: float, for_s: float) -> bool:
        """Return whether a condition has held without a break for ``for_s`` seconds until now."""
        if not holds:
            self._held_from_s = None
        elif self._held_from_s is None:
            self._held_from_s = now_s
        return self._held_from_s is not None and now_s - self._held_from_s >= for_s

    def _pause(self, why: Why, now_s: float) -> None:
        self._go(Stage.PAUSED, now_s)
        self.why = why

    def _go(self, stage: Stage, now_s: float, *, resuming: bool = False) -> None:
        self.stage, self.since_s = stage, now_s
        self._resuming = resuming
        self._count_from_s = self.count_s = self._held_from_s = None
        if stage is not Stage.COUNTDOWN:
            self._forced = False
