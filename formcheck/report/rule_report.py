"""A rule over a whole clip, with all that explains its verdict: words, limits, sources."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from formcheck.exercises.named_leg import cue_text
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES
from formcheck.report.rows import measured_text
from formcheck.reps.spec import AVERAGES, Leg
from formcheck.results import RuleSummary, Session
from formcheck.rules.limit_words import conditions, ranges
from formcheck.rules.limits import Criterion, Limits
from formcheck.rules.words import span_phrase, value_phrase

# Reductions of a measure to one number that is compared with the measure's own curve.
_ON_CURVE: Final = ("max", "min", "held-min", "mean", "median", "peak")


@dataclass(frozen=True, slots=True)
class LimitReport:
    """The limits of one number that a rule judges, at the level and in the view of the clip.

    Attributes:
        label: what is measured, in short.
        what: what exactly is measured: "largest knee bend in a kick".
        unit: the unit of the limits.
        measure: the column of ``measures.csv`` it is read from, without ``left_`` or ``right_``;
            empty if there is none.
        leg: whose measure it is, ``working`` or ``stance``; None if the measure is not of a leg.
        good_from: the smallest good number; None if small numbers are good.
        good_to: the largest good number; None if large numbers are good.
        borderline_below: smaller numbers are borderline.
        fault_below: smaller numbers are a fault.
        borderline_above: larger numbers are borderline.
        fault_above: larger numbers are a fault.
        conditions: when the limits apply, in words; empty if always.
        over: how the numbers of several reps become one; empty if each rep is judged.
        on_curve: true if the measure itself is compared with the limits, and not a change, a time
            or a speed: the limits can be drawn beside its curve.
        gain: the number is the measure times ``gain``, plus ``offset``.
        offset: see ``gain``.
        from_start: true if the measure less its median just before the rep is compared with the
            limits.
        average: ``median`` or ``mean`` if that of several frames is compared with the limits; empty
            for the number of one moment, or a time.
        during: over which frames, in words: "over the top".
        only_in_rep: true if the numbers hold only while the leg does a rep: ``offset`` was measured
            there.
    """

    label: str
    what: str
    unit: str
    measure: str = ""
    leg: Leg | None = None
    good_from: float | None = None
    good_to: float | None = None
    borderline_below: float | None = None
    fault_below: float | None = None
    borderline_above: float | None = None
    fault_above: float | None = None
    conditions: tuple[str, ...] = ()
    over: str = ""
    on_curve: bool = False
    gain: float = 1.0
    offset: float = 0.0
    from_start: bool = False
    only_in_rep: bool = False
    average: str = ""
    during: str = ""


@dataclass(frozen=True, slots=True)
class RuleReport(RuleSummary):
    """One rule over the whole clip, with its explanation.

    Attributes:
        measured: what was measured, in words; empty if nothing was.
        advice: the cue; it names the leg if one leg alone is at fault.
        explanation: why the rule matters.
        source: the coaching texts that the rule comes from, and where its limits come from.
        limits: each number that the rule compares with limits.
    """

    measured: str = ""
    advice: str = ""
    explanation: str = ""
    source: str = ""
    limits: tuple[LimitReport, ...] = ()


def rule_reports(session: Session, exercise: Exercise) -> list[RuleReport]:
    """Return the rows of a session's summary with what explains them."""
    return [_rule_report(row, session, exercise) for row in session.summary]


def limits_texts(limits: Sequence[LimitReport]) -> list[str]:
    """Return the limits of each thing that a rule measures, in words.

    "largest knee bend in a kick: fault below 105°, good from 120°". Conditions are told only where
    one thing has several limits.
    """
    things = dict.fromkeys(limit.what for limit in limits)
    return [_limits_text([limit for limit in limits if limit.what == what]) for what in things]


def _limits_text(limits: Sequence[LimitReport]) -> str:
    """Return the limits of one thing; what others say as well is left out."""
    applies: dict[str, set[tuple[str, ...]]] = {}
    for limit in limits:
        applies.setdefault(ranges(limit, limit.unit, limit.label), set()).add(limit.conditions)
    texts = [text for text in applies if not any(text in one for one in applies if one != text)]
    said = []
    for text in texts:
        when = ", ".join(next(iter(applies[text]))) if len(applies[text]) == 1 < len(texts) else ""
        said.append(f"{text} ({when})" if when else text)
    what, average, over = limits[0].what, limits[0].average, limits[0].over
    of = "" if what.startswith(average) else f" ({average})"
    return f"{what}{of}{f', {over}' if over else ''}: {'; '.join(said)}"


def _rule_report(row: RuleSummary, session: Session, exercise: Exercise) -> RuleReport:
    rule = exercise.rule(row.rule)
    criteria = rule.criteria(session.level)
    return RuleReport(
        **{each.name: getattr(row, each.name) for each in fields(RuleSummary)},
        measured=measured_text(row, session, exercise),
        advice=cue_text(row, exercise),
        explanation=rule.explain,
        source=rule.source,
        limits=tuple(
            _limit_report(one, exercise.one_rep, advisory=rule.advisory)
            for one in criteria
            if one.rep_limits is None or session.view.shows(one.rep_limits.views)
        ),
    )


def _limit_report(criterion: Criterion, rep: str, *, advisory: bool) -> LimitReport:
    """Return what a criterion measures and its limits.

    Args:
        criterion: of a rule.
        rep: what a rep is called, in the singular.
        advisory: whether the rule calls a fault borderline.
    """
    report = LimitReport(
        label=criterion.label,
        what=criterion.label,
        unit=criterion.unit,
        measure=criterion.measure,
        over=criterion.over,
        **_ends(criterion.limits, advisory=advisory),
    )
    if criterion.rep_limits is None:
        return report
    value = criterion.rep_limits.value
    is_reading = value.reduce in _ON_CURVE and value.unit == MEASURES[value.measure].unit
    return replace(
        report,
        what=value_phrase(value, rep),
        leg=value.leg if value.is_paired else None,
        conditions=tuple(conditions(criterion.rep_limits)),
        on_curve=is_reading and not value.against,
        gain=value.gain,
        offset=value.offset,
        from_start=is_reading and value.against == "start",
        average=value.reduce if value.reduce in AVERAGES else "",
        during=span_phrase(value),
        only_in_rep=value.offset != 0.0 and value.phase != "start" and value.is_paired,
    )


def _ends(limits: Limits, *, advisory: bool) -> dict[str, Any]:
    """Return the limits by name, and where good begins and ends."""
    good = {"good_from": limits.good_from, "good_to": limits.good_to}
    if advisory:
        return good | {"borderline_below": good["good_from"], "borderline_above": good["good_to"]}
    return good | {name: getattr(limits, name) for name in Limits.model_fields}
