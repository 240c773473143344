"""What happens when: from the choice of an exercise to the summary. No pictures, no clocks."""

from dataclasses import dataclass
from enum import StrEnum

from formcheck.live.camera.health import Health
from formcheck.live.person.gesture import Sign

COUNT_S = 3.0  # standing still for the neutral
SURE_S = 2.0  # of it; who starts in the last second is not sent back
AWAY_S = 1.0  # who is out of sight for so long has left
BACK_S = 1.0  # and who stands right again for so long has come back
RESUME_S = 3.0  # to get ready again after a pause that was asked for


class Stage(StrEnum):
    """Where a session stands."""

    PICKER = "picker"
    SAFETY = "safety"
    SETUP = "setup"
    COUNTDOWN = "countdown"
    SET = "set"
    PAUSED = "paused"
    SUMMARY = "summary"
    CLOSED = "closed"


class Why(StrEnum):
    """Why a set stands still."""

    ASKED = "asked"
    PERSON = "person"
    CAMERA = "camera"


class Effect(StrEnum):
    """What the program is to do now."""

    NEUTRAL = "a new set begins with this frame"
    RESUME = "the set goes on with this frame"
    END = "the set is over"
    SAFETY_READ = "remember that the notes were read"


class Key(StrEnum):
    """What a key asks for."""

    PAUSE = "space"
    RESTART = "r"
    NEXT = "n"
    QUIT = "q"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be known of a moment.

    Attributes:
        now_s: on any clock that rises.
        ready: whether the person stands as the exercise needs it.
        person: whether the person whose set this is, is there.
        still: whether they stand still.
        camera: how the camera is doing.
        sign: given with the hand in this moment.
        done: whether the target of the set is reached.
    """

    now_s: float
    ready: bool = False
    person: bool = False
    still: bool = False
    camera: Health = Health.GOOD
    sign: Sign | None = None
    done: bool = False


@dataclass(slots=True)
class Flow:
    """Leads through a session.

    Args:
        stage: where to begin.
        safety_first: whether the notes of the exercise are still to be read.

    Attributes:
        on_the_floor: whether the exercise takes both hands: then standing right and still
            starts by itself.
        since_s: when the stage began.
        why: of a pause.
        count_s: what is left of a countdown; None while it waits.
    """

    stage: Stage = Stage.SETUP
    safety_first: bool = False
    on_the_floor: bool = False
    since_s: float = 0.0
    why: Why = Why.ASKED
    count_s: float | None = None
    _resuming: bool = False
    _forced: bool = False  # a key starts, however the person stands
    _count_from_s: float | None = None
    _right_s: float | None = None  # since when all has been right, or wrong, as the stage needs

    def choose(self, now_s: float, *, safety_first: bool) -> None:
        """An exercise has been chosen."""
        self.safety_first = safety_first
        self._go(Stage.SAFETY if safety_first else Stage.SETUP, now_s)

    def press(self, key: Key, now_s: float) -> list[Effect]:
        """Take a key."""
        ending = [Effect.END] if self.in_set else []
        if key is Key.QUIT:
            self._go(Stage.CLOSED, now_s)
            return ending
        if key is Key.NEXT and self.stage not in (Stage.PICKER, Stage.SAFETY):
            return ending  # the program chooses, and calls `choose`
        if key is Key.RESTART and self.stage not in (Stage.PICKER, Stage.SAFETY):
            self._go(Stage.SETUP, now_s)
            return ending
        if key is not Key.PAUSE:
            return []
        if self.stage is Stage.SAFETY:
            self.safety_first = False
            self._go(Stage.SETUP, now_s)
            return [Effect.SAFETY_READ]
        return self._start_or_pause(now_s, forced=True)

    @property
    def in_set(self) -> bool:
        """Whether a set is under way, paused or not."""
        return self.stage in (Stage.SET, Stage.PAUSED) or (
            self.stage is Stage.COUNTDOWN and self._resuming
        )

    @property
    def taking(self) -> bool:
        """Whether frames belong to a set: its own, and those of the neutral before it."""
        counting = self.stage is Stage.COUNTDOWN and self.count_s is not None
        return self.stage is Stage.SET or (counting and not self._resuming)

    def see(self, seen: Seen) -> list[Effect]:
        """Take what is seen in the next moment."""
        if seen.camera in (Health.ENDED, Health.GONE):
            if self.in_set:
                self._go(Stage.SUMMARY, seen.now_s)
                return [Effect.END]
            if self.stage is Stage.COUNTDOWN:
                self._go(Stage.SETUP, seen.now_s)
            return []
        if seen.sign == "kept" and self.in_set:
            self._go(Stage.SUMMARY, seen.now_s)
            return [Effect.END]
        if seen.sign == "raised" and (self.stage is not Stage.SETUP or seen.ready):
            return self._start_or_pause(seen.now_s, forced=False)
        if self.stage is Stage.COUNTDOWN:
            return self._count(seen)
        if self.stage is Stage.SETUP and self.on_the_floor:
            if self._is_off(seen.ready and seen.still, seen.now_s, BACK_S):
                return self._start_or_pause(seen.now_s, forced=False)
            return []
        if self.stage is Stage.SET:
            return self._watch(seen)
        if self.stage is Stage.PAUSED and self.why is not Why.ASKED:
            return self._wait_for(seen)
        return []

    def _start_or_pause(self, now_s: float, *, forced: bool) -> list[Effect]:
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
        return []

    def _count(self, seen: Seen) -> list[Effect]:
        """Three seconds: of standing still before a set, to get ready again after a pause."""
        if self._resuming:
            if not (seen.ready or self._forced):
                self._count_from_s = self.count_s = None
                return []
            self._count_from_s = self._count_from_s or seen.now_s
            self.count_s = RESUME_S - (seen.now_s - self._count_from_s)
            if self.count_s <= 0.0:
                self._go(Stage.SET, seen.now_s)
                return [Effect.RESUME]
            return []
        if self._is_off(not (seen.person or self._forced), seen.now_s, AWAY_S):
            self._go(Stage.SETUP, seen.now_s)
            return []
        counted_s = 0.0 if self._count_from_s is None else seen.now_s - self._count_from_s
        right = seen.still and (seen.ready or self._forced)
        if not right and counted_s < SURE_S:
            self._count_from_s = self.count_s = None
            return []
        effects = []
        if self._count_from_s is None:
            self._count_from_s = seen.now_s
            effects = [Effect.NEUTRAL]
        self.count_s = max(0.0, COUNT_S - counted_s)
        if counted_s >= COUNT_S:
            self._go(Stage.SET, seen.now_s)
        return effects

    def _watch(self, seen: Seen) -> list[Effect]:
        if seen.done:
            self._go(Stage.SUMMARY, seen.now_s)
            return [Effect.END]
        if seen.camera is not Health.GOOD:
            self._pause(Why.CAMERA, seen.now_s)
        elif self._is_off(not seen.person, seen.now_s, AWAY_S):
            self._pause(Why.PERSON, seen.now_s)
        return []

    def _wait_for(self, seen: Seen) -> list[Effect]:
        if seen.camera is not Health.GOOD:
            self.why, self._right_s = Why.CAMERA, None
        elif self._is_off(seen.person and seen.ready, seen.now_s, BACK_S):
            self._go(Stage.SET, seen.now_s)
            return [Effect.RESUME]
        return []

    def _is_off(self, so: bool, now_s: float, for_s: float) -> bool:
        """Whether something has been so for a while."""
        if not so:
            self._right_s = None
        elif self._right_s is None:
            self._right_s = now_s
        return self._right_s is not None and now_s - self._right_s >= for_s

    def _pause(self, why: Why, now_s: float) -> None:
        self._go(Stage.PAUSED, now_s)
        self.why = why

    def _go(self, stage: Stage, now_s: float, *, resuming: bool = False) -> None:
        self.stage, self.since_s = stage, now_s
        self._resuming = resuming
        self._count_from_s = self.count_s = self._right_s = None
        if stage is not Stage.COUNTDOWN:
            self._forced = False
