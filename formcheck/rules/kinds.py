"""The kinds of rule, as an exercise file says them."""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    field_validator,
    model_validator,
)

from formcheck.reps.spec import Condition, Value, ViewName, _not_default, _Strict


def _names_a_side(cue: str) -> str:
    try:
        cue.format(side="left")
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        raise ValueError("the only placeholder in a cue is {side}") from None
    return cue


SideCue = Annotated[str, AfterValidator(_names_a_side)]


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
