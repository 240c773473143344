"""What an exercise file says about reps: how they are found, and what is measured of them."""

from math import isnan
from typing import Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from formcheck.kinematics.measures import MEASURES
from formcheck.poses.landmarks import Legs, Tempo
from formcheck.reps.file_table import FileTable, measure_name, measure_of_a_leg, not_default

#: Part of a rep; `PhaseLimits` says how long each one is.
Phase: TypeAlias = Literal[
    "rep", "start", "peak", "top", "stride", "lowering", "before-contact",
    "before-touch", "touch",
]  # fmt: skip
#: How the values of a measure over a phase become one number.
Reduce: TypeAlias = Literal[
    "max", "min", "held-min", "mean", "median", "range", "change", "peak",
    "lifting-time", "lifting-speed", "lowering-speed", "dwell", "lowering-over-lifting",
]  # fmt: skip
Leg: TypeAlias = Literal["working", "stance"]
ViewName: TypeAlias = Literal["side", "front", "rear", "oblique"]

#: Reductions whose number stands for all frames of a phase, and is not that of one frame.
AVERAGES: frozenset[Reduce] = frozenset({"mean", "median"})

_OWN_UNITS = {
    "lifting-time": "s", "lifting-speed": "deg/s", "lowering-speed": "deg/s", "dwell": "s",
    "lowering-over-lifting": "×",
}  # fmt: skip


class Value(FileTable):
    """A number taken from a rep: a measure, over a phase, reduced to one.

    Attributes:
        measure: the name of the measure.
        phase: the part of the rep.
        reduce: how its values become one number.
        leg: whose measure it is, where each leg has one.
        against: the number is how much more the measure is than its median over this phase.
        gain: the pose model shows only a part of some angles; the angle is what it shows times
            ``gain``, plus ``offset``. Both were measured for the pose model that comes with
            formcheck, and hold for it alone.
        offset: in the unit of the measure.
    """

    measure: str
    phase: Phase = "rep"
    reduce: Reduce = "mean"
    leg: Leg = "working"
    against: Phase | None = None
    gain: float = Field(1.0, gt=0)
    offset: float = 0.0

    @field_validator("measure")
    @classmethod
    def _known(cls, name: str) -> str:
        return measure_name(name)

    @model_validator(mode="after")
    def _reject_ignored_fields(self) -> "Value":
        ignored = not_default(self, "phase", "against")
        if self.reduce in _OWN_UNITS:
            ignored += not_default(self, "gain")
        if self.reduce in _OWN_UNITS and ignored:
            raise ValueError(
                f'"{self.reduce}" is taken over the whole rep: leave out {" and ".join(ignored)}'
            )
        if self.offset and (self.against or self.reduce in ("range", "change", *_OWN_UNITS)):
            raise ValueError("an offset changes nothing in a difference or a time: leave it out")
        return self

    @property
    def is_paired(self) -> bool:
        """Whether each side has the measure."""
        return MEASURES[self.measure].paired

    @property
    def is_of_one_moment(self) -> bool:
        """Whether it is the measure itself, and not how the measure changes or how fast."""
        changes = self.reduce in ("range", "change", *_OWN_UNITS)
        return self.against is None and not changes

    @property
    def unit(self) -> str:
        """The unit of the number."""
        return _OWN_UNITS.get(self.reduce, MEASURES[self.measure].unit)


class Condition(FileTable):
    """A condition on a rep: a value lies above one number, or below another, or between them."""

    value: Value
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _needs_a_number(self) -> "Condition":
        if self.above is None and self.below is None:
            raise ValueError('a condition needs a number: "above" or "below"')
        return self

    def holds(self, value: float) -> bool:
        """Return whether a number meets the condition; an unknown one never does."""
        above = self.above is None or value > self.above
        below = self.below is None or value < self.below
        return not isnan(value) and above and below


class RepSpec(FileTable):
    """How attempts are found.

    Attributes:
        signal: the measure that rises with a rep; each leg has one.
        min_height: the smallest rise that counts, in the signal's unit.
        second_signal: a measure that rises and falls with a slow rep as well. From an angle, a rep
            is not over while it is up, and over when both legs are side by side again.
        second_min_height: the smallest rise of ``second_signal`` that keeps a rep going, in its
            unit.
        min_height_frontal: the smallest rise from the front or rear, where less of it shows.
        not_when: attempts are another movement, and do not count, where all these conditions hold
            for the median of the attempts within two seconds.
        not_when_reason: why they do not count, and what to do instead.
        legs: "alternating": the legs kick in turn, so two peaks much closer than usual are one
            kick. "unilateral": one leg may do any number of reps before the other does any.
            "together": both legs move at once, and one attempt is one of both.
        tempo: "fast" for reps of a fraction of a second, as in running; "slow" for reps of a
            second or more.
        ripple_ratio: a movement while the other leg is raised this many times as much is no rep.
        low_forgets_s: time constant, in seconds, with which the resting level follows a signal that
            has risen. A lift that takes much longer is not counted.
        settle_s: after the signal is nearly down, the rep goes on for at most so many seconds; a
            slow rep ends when the leg sinks no further.
        underway_above: a clip that begins with the signal above this begins within a rep; twice
            ``min_height`` when not given.
        rear_signal: the measure that rises with a rep seen from behind, where ``signal`` does not
            show; each leg has one.
        rear_min_height: the smallest rise of ``rear_signal`` that counts, in its unit.
    """

    signal: str
    min_height: float = Field(gt=0)
    second_signal: str | None = None
    second_min_height: float = Field(8.0, gt=0)
    min_height_frontal: float | None = Field(None, gt=0)
    not_when: tuple[Condition, ...] = ()
    not_when_reason: str = "they are another movement"
    legs: Legs = "alternating"
    tempo: Tempo = "fast"
    ripple_ratio: float = Field(1.5, ge=1)
    low_forgets_s: float = Field(1.0, gt=0)
    settle_s: float = Field(0.15, gt=0)
    underway_above: float | None = Field(None, gt=0)
    rear_signal: str | None = None
    rear_min_height: float = Field(0.1, gt=0)

    @property
    def one_leg_at_a_time(self) -> bool:
        """Whether one leg is down before the other is lifted, unlike at a run or in a squat."""
        return self.tempo == "slow" and self.legs != "together"

    @field_validator("not_when", mode="before")
    @classmethod
    def _one_or_several(cls, given: object) -> object:
        return [given] if isinstance(given, dict) else given

    @field_validator("signal", "second_signal", "rear_signal")
    @classmethod
    def _is_of_a_leg(cls, name: str | None) -> str | None:
        return name if name is None else measure_of_a_leg(name)

    def seen_from(self, view: str) -> "RepSpec":
        """Return how attempts are found in a view."""
        if view == "rear" and self.rear_signal:
            seen = {"signal": self.rear_signal, "min_height": self.rear_min_height}
            return self.model_copy(update=seen)
        if view in ("front", "rear") and self.min_height_frontal:
            return self.model_copy(update={"min_height": self.min_height_frontal})
        return self
