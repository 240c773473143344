"""What an exercise is: its reps, its measures, its rules and their limits. Data; no code."""

from collections.abc import Collection
from difflib import get_close_matches
from math import isnan
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from formcheck.calibration import MEDIAPIPE_FULL, Calibration
from formcheck.kinematics import MEASURES
from formcheck.landmarks import PAIRED_JOINTS

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


def _names_a_side(cue: str) -> str:
    try:
        cue.format(side="left")
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        raise ValueError("the only placeholder in a cue is {side}") from None
    return cue


SideCue = Annotated[str, AfterValidator(_names_a_side)]


class Value(_Strict):
    """A number taken from a rep: a measure, over a phase, reduced to one.

    With ``against`` it is the change: how much it is more than the median over that phase. Of some
    angles the pose model shows a part: ``gain`` times what is read, and ``offset``, is the angle.
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


class Limits(_Strict):
    """Where good ends. Leave out what does not apply."""

    borderline_above: float | None = None
    fault_above: float | None = None
    borderline_below: float | None = None
    fault_below: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Limits":
        if not {"borderline_above", "fault_above", "borderline_below", "fault_below"} & set(
            self.model_fields_set
        ):
            raise ValueError("a limit is missing: fault_above, fault_below, borderline_above, …")
        above, below = (
            (self.borderline_above, self.fault_above),
            (
                self.fault_below,
                self.borderline_below,
            ),
        )
        for lower, upper, name in ((*above, "above"), (*below, "below")):
            if lower is not None and upper is not None and lower > upper:
                raise ValueError(f"fault_{name} lies inside borderline_{name}: exchange them")
        return self


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


class Limit(Limits):
    """One value and its limits; the worst limit of a rule decides it.

    It counts only where ``when`` holds, and not where ``unless`` does; of a value that is unknown
    neither holds. Where ``spares`` holds the verdict is good, for the reason ``spared``; where its
    value is unknown the limit does not count.
    """

    value: Value
    when: Condition | None = None
    unless: Condition | None = None
    spares: Condition | None = None
    spared: str = ""
    views: tuple[ViewName, ...] = ("side", "front", "rear", "oblique")
    cue: str = ""

    @model_validator(mode="after")
    def _spares_for_a_reason(self) -> "Limit":
        if bool(self.spares) != bool(self.spared):
            raise ValueError("spares and spared, its reason, go together")
        return self

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that it hangs on besides its value."""
        some = (self.when, self.unless, self.spares)
        return tuple(condition for condition in some if condition is not None)


class _Rule(_Strict):
    id: str = Field(min_length=1)
    title: str
    views: tuple[ViewName, ...] = Field(("side", "front", "rear", "oblique"), min_length=1)
    cue: str = Field(min_length=1)
    explain: str = ""
    source: str = ""
    advisory: bool = False

    @field_validator("views")
    @classmethod
    def _can_be_turned_to(cls, views: tuple[ViewName, ...]) -> tuple[ViewName, ...]:
        if views == ("oblique",):
            raise ValueError("oblique alone is no view to turn to: name side, front or rear")
        return views


class ThresholdRule(_Rule):
    """Values of a rep against limits; ``over = "set"`` judges their average over the set.

    ``levels`` replaces the limits for a level of the exercise. ``unknown`` is the reason given
    where nothing could be measured, ``otherwise`` where the conditions of all limits say that
    there is nothing to judge. Over a set, where the leg nearer to the camera shows ``near_reps``,
    they alone are averaged: the other one is hidden behind it much of the time.
    """

    kind: Literal["threshold"]
    limits: tuple[Limit, ...] = ()
    otherwise: str = ""
    unknown: str = "could not be measured in this rep: keep the whole body in the picture"
    levels: dict[str, tuple[Limit, ...]] = {}
    over: Literal["rep", "set"] = "rep"
    average: Literal["mean", "median"] = "mean"
    min_reps: int = Field(1, ge=1)
    near_reps: int | None = Field(None, ge=1)
    min_fps: float = 0.0

    @model_validator(mode="after")
    def _has_limits(self) -> "ThresholdRule":
        if not self.limits and not (self.levels and self.otherwise):
            raise ValueError("limits are missing; or levels that have some, and otherwise a reason")
        idle = _not_default(self, "average", "min_reps", "near_reps", "min_fps")
        if self.over == "rep" and idle:
            raise ValueError(f'{", ".join(idle)}: this is for a rule with over = "set"')
        return self


class RhythmRule(_Rule):
    """Loss of control: spread of step times, the same leg twice running, spread of peaks."""

    kind: Literal["rhythm"]
    step_time: Limits
    same_leg_twice: Limits
    peaks: Limits
    peak: Value
    min_reps: int = Field(6, ge=2)


class SymmetryRule(_Rule):
    """Left against right, in percent of their mean."""

    kind: Literal["symmetry"]
    difference: Limits
    peak: Value
    peak_cue: SideCue
    min_reps: int = Field(4, ge=2)


class CadenceRule(_Rule):
    """Steps a minute against the target of the level; not judged where a level sets none."""

    kind: Literal["cadence"]
    levels: dict[str, Limits] = {}
    min_reps: int = Field(4, ge=2)


class ArmDriveRule(_Rule):
    """Swing of the near arm: range, elbow, and in time with the opposite leg."""

    kind: Literal["arm-drive"]
    swing_range: Limits
    opposite_phase_error: Limits
    elbow: Limits
    phase_cue: str
    elbow_cue: str
    hands_behind_reason: str
    min_reps: int = Field(4, ge=2)
    min_strides: int = Field(2, ge=1)


class SidesRule(_Rule):
    """Both sides alike: how many reps each did, and how far they went.

    Sides that differ in ``value`` by less than the limits are alike; one side alone is no fault.
    """

    kind: Literal["sides"]
    cue: SideCue = Field(min_length=1)
    reps: Limits
    value: Value
    difference: Limits
    difference_cue: SideCue
    min_reps: int = Field(1, ge=1)


class TargetRule(_Rule):
    """Reps of each side against the usual number: told, never judged."""

    kind: Literal["target"]
    least: int = Field(ge=1)
    most: int = Field(ge=1)
    min_reps: int = Field(1, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> "TargetRule":
        if self.least > self.most:
            raise ValueError(f"least {self.least} is more than most {self.most}: exchange them")
        return self


class UnmeasuredRule(_Rule):
    """A rule of the sources that this version does not measure, and why."""

    kind: Literal["unmeasured"]
    reason: str


Rule = Annotated[
    ThresholdRule
    | RhythmRule
    | SymmetryRule
    | CadenceRule
    | ArmDriveRule
    | SidesRule
    | TargetRule
    | UnmeasuredRule,
    Field(discriminator="kind"),
]


class RepSpec(_Strict):
    """How attempts are found.

    Attributes:
        signal: the paired measure that rises with a kick.
        min_height: the smallest rise that counts, in the signal's unit.
        min_height_frontal: the same from front or rear, where less is left of it to be seen.
        not_when: an attempt in which this holds is another movement.
        take_turns: the legs kick in turn, so two peaks much closer than usual are one kick.
        together: both legs move at once, and one attempt is one of both.
        ripple_ratio: what moves while the other leg is raised this many times as much is no rep.
        low_forgets_s: time constant with which the resting level follows a signal that has risen;
            a lift that is slow beside it is not seen.
        settle_s: after the signal is nearly down, the rep goes on for at most this long; one of
            legs that do not take turns, until the leg sinks no further.
        underway_above: a clip that begins with the signal above this begins within a rep; twice
            ``min_height`` when not given.
        rear_signal: the paired measure from behind, where ``signal`` cannot be seen, in
            ``rear_min_height``'s unit.
    """

    signal: str
    min_height: float = Field(gt=0)
    min_height_frontal: float | None = Field(None, gt=0)
    not_when: Condition | None = None
    take_turns: bool = True
    together: bool = False
    ripple_ratio: float = Field(1.5, ge=1)
    low_forgets_s: float = Field(1.0, gt=0)
    settle_s: float = Field(0.15, gt=0)
    underway_above: float | None = Field(None, gt=0)
    rear_signal: str | None = None
    rear_min_height: float = Field(0.1, gt=0)

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


class Cleaning(_Strict):
    """How the poses of a clip are cleaned.

    Attributes:
        cutoff_hz: of the low-pass filter.
        max_gap_s: longer gaps stay empty.
        knee_correction: whether the knee is put right by what the model misreads in kicks.
    """

    cutoff_hz: float = Field(gt=0)
    max_gap_s: float = Field(ge=0)
    knee_correction: bool = True

    @property
    def calibration(self) -> Calibration:
        """What is put right of what the pose model misreads."""
        return MEDIAPIPE_FULL if self.knee_correction else MEDIAPIPE_FULL.without_knee()


class Style(Condition):
    """A variant of the exercise: the one whose condition the set's median meets."""

    name: str = Field(min_length=1)


class JudgedAngleSpec(_Strict):
    """The angle drawn as an arc: three joints of the working leg and the measure beside it."""

    joints: tuple[str, str, str]
    measure: str
    label: str = ""

    @field_validator("measure")
    @classmethod
    def _is_known(cls, name: str) -> str:
        return _measure_name(name)

    @field_validator("joints")
    @classmethod
    def _are_joints(cls, joints: tuple[str, str, str]) -> tuple[str, str, str]:
        for name in joints:
            _one_of(PAIRED_JOINTS, "joint", name)
        return joints


class Exercise(_Strict):
    """One exercise, as its file says it.

    ``reminders`` are cues for what no camera sees: shown, never judged.
    """

    id: str
    name: str
    rep_word: str = "reps"
    style: str = ""
    styles: tuple[Style, ...] = ()
    description: str = ""
    posture: Literal["upright", "all-fours"] = "upright"
    default_level: str = ""
    levels: tuple[str, ...] = ()
    reps: RepSpec
    cleaning: Cleaning
    angle: JudgedAngleSpec
    rep_measures: dict[str, Value] = {}
    safety: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> "Exercise":
        seen: set[str] = set()
        for rule in self.rules:
            if rule.id in seen:
                raise ValueError(f'two rules are called "{rule.id}"')
            seen.add(rule.id)
            for level in getattr(rule, "levels", {}):
                if level not in self.levels:
                    known = ", ".join(self.levels) or "none"
                    raise ValueError(f'rules["{rule.id}"]: no level "{level}"; known: {known}')
        if self.default_level and self.default_level not in self.levels:
            raise ValueError(f'default_level "{self.default_level}" is not one of levels')
        return self

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id.

        Raises:
            KeyError: there is none.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
