"""Limits: where good ends, and the things that a rule compares with limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

from pydantic import model_validator

from formcheck.reps.file_table import FileTable
from formcheck.reps.spec import Condition, Value, ViewName
from formcheck.results import Verdict
from formcheck.rules.labels import label_of

ANY_VIEW: tuple[ViewName, ...] = ("side", "front", "rear", "oblique")


class LimitEnds(NamedTuple):
    """Where good ends and a fault begins, on one side.

    Attributes:
        lower: whether smaller numbers are worse.
        good: the last good number.
        fault: the last number that is no fault; None if no number is one.
    """

    lower: bool
    good: float | None
    fault: float | None


class Limits(FileTable):
    """The numbers beyond which a value is borderline or a fault; those that do not apply are None.

    Attributes:
        borderline_above: a larger value is borderline.
        fault_above: a larger value is a fault.
        borderline_below: a smaller value is borderline.
        fault_below: a smaller value is a fault.
    """

    borderline_above: float | None = None
    fault_above: float | None = None
    borderline_below: float | None = None
    fault_below: float | None = None

    @model_validator(mode="after")
    def _has_limits_in_order(self) -> "Limits":
        if not self.model_fields_set.intersection(Limits.model_fields):
            raise ValueError("a limit is missing: fault_above, fault_below, borderline_above, …")
        for name, lower, upper in (
            ("above", self.borderline_above, self.fault_above),
            ("below", self.fault_below, self.borderline_below),
        ):
            if lower is not None and upper is not None and lower > upper:
                raise ValueError(f"fault_{name} lies inside borderline_{name}: exchange them")
        return self

    @property
    def good_from(self) -> float | None:
        """The smallest good number; None if small numbers are good."""
        below = [x for x in (self.borderline_below, self.fault_below) if x is not None]
        return max(below, default=None)

    @property
    def good_to(self) -> float | None:
        """The largest good number; None if large numbers are good."""
        above = [x for x in (self.borderline_above, self.fault_above) if x is not None]
        return min(above, default=None)

    @property
    def good_ends(self) -> tuple[float, ...]:
        """Where good begins and ends, as far as it does."""
        return tuple(end for end in (self.good_from, self.good_to) if end is not None)

    def ends_beside(self, threshold: float) -> LimitEnds:
        """Return where good ends and a fault begins, on the side of one of these limits."""
        if threshold in (self.borderline_below, self.fault_below):
            return LimitEnds(True, self.good_from, self.fault_below)
        return LimitEnds(False, self.good_to, self.fault_above)

    @property
    def has_fault(self) -> bool:
        """True if some value is a fault by these limits, not only borderline."""
        return self.fault_above is not None or self.fault_below is not None


class RepLimits(Limits):
    """A value of a rep with its limits, and the conditions under which they apply.

    An unknown value meets no condition.

    Attributes:
        value: the value that is compared with the limits.
        when: the limits apply only if this condition holds.
        unless: the limits do not apply if this condition holds.
        spares: if this condition holds the verdict is good; if its value is unknown the limits
            do not apply.
        spared: the reason given for a verdict that ``spares`` has made good.
        views: the limits apply only in these views.
        cue: the cue of these limits; the rule's cue where empty.
    """

    value: Value
    when: Condition | None = None
    unless: Condition | None = None
    spares: Condition | None = None
    spared: str = ""
    views: tuple[ViewName, ...] = ANY_VIEW
    cue: str = ""

    @model_validator(mode="after")
    def _spares_with_a_reason(self) -> "RepLimits":
        if bool(self.spares) != bool(self.spared):
            raise ValueError("spares and spared, its reason, go together: give both or neither")
        return self

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions of these limits."""
        some = (self.when, self.unless, self.spares)
        return tuple(condition for condition in some if condition is not None)

    @property
    def values(self) -> frozenset[Value]:
        """All values that these limits read: their own and those of their conditions."""
        return frozenset([self.value, *(condition.value for condition in self.conditions)])

    def apply_to(self, values: Mapping[Value, float]) -> bool:
        """Return whether their conditions let these limits judge the values of a rep."""
        if self.spares and isnan(values[self.spares.value]):
            return False
        wanted = self.when is None or self.when.holds(values[self.when.value])
        return wanted and not (self.unless and self.unless.holds(values[self.unless.value]))


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the things that a rule compares with limits.

    Attributes:
        label: what is measured, as spoken: "knee bend".
        limits: where good ends.
        unit: the unit of the measured number and its limits.
        measure: the name of the measure it is read from; empty where there is none.
        rep_limits: ``limits`` with the value of a rep and its conditions; None where no value of a
            rep is compared.
        over: how the values of several reps become one, as spoken: "median over the set".
    """

    label: str
    limits: Limits
    unit: str
    measure: str = ""
    rep_limits: RepLimits | None = None
    over: str = ""

    @classmethod
    def of(cls, limits: RepLimits, over: str = "") -> "Criterion":
        """Return the criterion that compares a value of a rep with its limits."""
        value = limits.value
        return cls(label_of(value), limits, value.unit, value.measure, limits, over)


def verdict_of(limits: Limits, value: float, sigma: float = 0.0) -> tuple[Verdict, float]:
    """Return the verdict on a value, and the limit that it passed or else the nearest one.

    Args:
        limits: where good ends.
        value: what was measured.
        sigma: how far the value can be off, in its unit. A value within so much of a limit for a
            fault is borderline.
    """
    tests = (
        (Verdict.FAULT, limits.fault_above, 1.0),
        (Verdict.FAULT, limits.fault_below, -1.0),
        (Verdict.BORDERLINE, limits.borderline_above, 1.0),
        (Verdict.BORDERLINE, limits.borderline_below, -1.0),
    )
    known = [(verdict, limit, sign) for verdict, limit, sign in tests if limit is not None]
    for verdict, limit, sign in known:
        beyond = sign * (value - limit)
        if beyond > (sigma if verdict is Verdict.FAULT else 0.0):
            return verdict, limit
        if verdict is Verdict.FAULT and beyond > -sigma:
            return Verdict.BORDERLINE, limit
    return Verdict.GOOD, min((limit for _, limit, _ in known), key=lambda x: abs(x - value))
