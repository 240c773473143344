"""What an exercise file says of reps: how they are found, and what is measured of them."""

from collections.abc import Collection
from difflib import get_close_matches
from math import isnan
from typing import Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from formcheck.kinematics.measures import MEASURES
from formcheck.poses.landmarks import Legs, Tempo

Phase = Literal[
    "rep", "start", "peak", "top", "stride", "lowering", "before-contact",
    "before-touch", "touch",
]  # fmt: skip
Reduce = Literal[
    "max", "min", "held-min", "mean", "median", "range", "change", "peak",
    "lifting-time", "lifting-speed", "lowering-speed", "dwell", "lowering-over-lifting",
]  # fmt: skip
Leg = Literal["working", "stance"]
ViewName = Literal["side", "front", "rear", "oblique"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _not_default(model: BaseModel, *names: str) -> list[str]:
    fields = type(model).model_fields
    return [name for name in names if getattr(model, name) != fields[name].default]


def no_such(known: Collection[str], kind: str, name: str) -> str:
    """Say that a name is not known; of one mistyped the nearest is told, not all there are."""
    near = get_close_matches(name, sorted(known), n=1)
    told = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(sorted(known))}"
    return f'no {kind} "{name}"; {told}'


def _one_of(known: Collection[str], kind: str, name: str) -> str:
    if name not in known:
        raise ValueError(no_such(known, kind, name))
    return name


def _measure_name(name: str) -> str:
    return _one_of(MEASURES, "measure", name)


def _measure_of_a_leg(name: str) -> str:
    if not MEASURES[_measure_name(name)].paired:
        paired = ", ".join(sorted(known for known in MEASURES if MEASURES[known].paired))
        raise ValueError(
            f'"{name}" is not of one leg, and each leg is counted by its own; there are {paired}'
        )
    return name


_OWN_UNITS = {
    "lifting-time": "s", "lifting-speed": "deg/s", "lowering-speed": "deg/s", "dwell": "s",
    "lowering-over-lifting": "×",
}  # fmt: skip


class Value(_Strict):
    """A number taken from a rep: a measure, over a phase, reduced to one.

    With ``against`` it is the change: how much it is more than the median over that phase. Of some
    angles the pose model shows a part: ``gain`` times what is read, and ``offset``, is the angle.
    Both were measured for the pose model that comes with formcheck, and hold for it alone.
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
        return _measure_name(name)

    @model_validator(mode="after")
    def _says_nothing_in_vain(self) -> "Value":
        idle = _not_default(self, "phase", "against")
        if self.reduce in _OWN_UNITS:
            idle += _not_default(self, "gain")
        if self.reduce in _OWN_UNITS and idle:
            raise ValueError(f"{self.reduce} is of the whole rep: leave out {' and '.join(idle)}")
        if self.offset and (self.against or self.reduce in ("range", "change", *_OWN_UNITS)):
            raise ValueError("an offset drops out of what is a difference or a time: leave it out")
        return self

    @property
    def is_paired(self) -> bool:
        """Whether the measure speaks of one leg or arm."""
        return MEASURES[self.measure].paired

    @property
    def unit(self) -> str:
        """The unit of the number."""
        return _OWN_UNITS.get(self.reduce, MEASURES[self.measure].unit)


class Condition(_Strict):
    """Where another value lies above or below a number."""

    value: Value
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _has_a_number(self) -> "Condition":
        if self.above is None and self.below is None:
            raise ValueError("a number is missing: above or below")
        return self

    def holds(self, value: float) -> bool:
        """Whether a value lies where the condition wants it; an unknown one does not."""
        above = self.above is None or value > self.above
        below = self.below is None or value < self.below
        return not isnan(value) and above and below


class RepSpec(_Strict):
    """How attempts are found.

    Attributes:
        signal: the paired measure that rises with a kick.
        min_height: the smallest rise that counts, in the signal's unit.
        min_height_frontal: the same from front or rear, where less is left of it to be seen.
        not_when: an attempt in which this holds is another movement.
        legs: "alternating": the legs kick in turn, so two peaks much closer than usual are one
            kick. "unilateral": one leg may do any number of reps before the other does any.
            "together": both legs move at once, and one attempt is one of both.
        tempo: "fast" for reps of a fraction of a second, as in running; "slow" for reps of a
            second or more.
        ripple_ratio: what moves while the other leg is raised this many times as much is no rep.
        low_forgets_s: time constant with which the resting level follows a signal that has risen;
            a lift that is slow beside it is not seen.
        settle_s: after the signal is nearly down, the rep goes on for at most this long; a slow
            rep ends when the leg sinks no further.
        underway_above: a clip that begins with the signal above this begins within a rep; twice
            ``min_height`` when not given.
        rear_signal: the paired measure from behind, where ``signal`` cannot be seen, in
            ``rear_min_height``'s unit.
    """

    signal: str
    min_height: float = Field(gt=0)
    min_height_frontal: float | None = Field(None, gt=0)
    not_when: Condition | None = None
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
        """Whether one leg is down before the other is lifted: not at a run, nor in a squat."""
        return self.tempo == "slow" and self.legs != "together"

    @field_validator("signal", "rear_signal")
    @classmethod
    def _is_of_a_leg(cls, name: str | None) -> str | None:
        return name if name is None else _measure_of_a_leg(name)

    def seen_from(self, view: str) -> "RepSpec":
        """How attempts are found in a view."""
        if view == "rear" and self.rear_signal:
            seen = {"signal": self.rear_signal, "min_height": self.rear_min_height}
            return self.model_copy(update=seen)
        if view in ("front", "rear") and self.min_height_frontal:
            return self.model_copy(update={"min_height": self.min_height_frontal})
        return self
