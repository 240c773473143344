"""Clips that seem to be in slow motion: what tells so, and what is then not judged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from formcheck.engine.cues import cues_of
from formcheck.engine.doubts import without_verdicts
from formcheck.exercises.spec import Exercise
from formcheck.results import Check, RepSet, Session, Verdict
from formcheck.rules.rule import Rule
from formcheck.rules.summary import summary_of
from formcheck.rules.verdicts import not_assessed


@dataclass(frozen=True, slots=True)
class SlowMotionSigns:
    """What kicks look like that play slower than they were filmed.

    Slow butt kicks last 0.5 to 0.9 s, at 70 steps a minute or more. Played four times slower than
    they were filmed, kicks at 160 steps a minute last 1.7 s, at 40 a minute. Twice slower, they
    cannot be told from slow ones.

    Attributes:
        least_step_s: time from kick to kick, in seconds: the median is longer.
        least_kick_s: time in which a leg goes up and comes down, in seconds: the median is longer.
        least_kicks: with fewer kicks there is no sign.
    """

    least_step_s: float = 1.1
    least_kick_s: float = 1.2
    least_kicks: int = 4


SIGNS = SlowMotionSigns()

_REASON = (
    "the clip seems to be in slow motion: say how slow it is, with --slow-motion 4 if it was filmed"
    " at 120 frames a second and plays at 30; with --slow-motion 1 if it is not slowed down"
)
_WARNING = (
    "each kick takes {kick_s:.1f} s, which is usual in slow motion only, so speed was not judged:"
    " say how slow the clip is, with --slow-motion 4 if it was filmed at 120 frames a second and"
    " plays at 30; with --slow-motion 1 if it is not slowed down"
)
_SLOWED = (
    "the clip plays {times:.3g} times slower than it was filmed, and all times are those of the"
    " filming: if it is not in slow motion, judge it again with --slow-motion 1"
)
_UNITS_OF_SPEED = frozenset({"s", "deg/s", "LL/s", "steps/min", "×"})
# What a foot does within some hundredths of a second around its landing.
_PHASES_OF_SPEED = frozenset({"before-contact", "before-touch", "touch"})


def slow_motion_warnings(slow_motion: float | None) -> tuple[str, ...]:
    """Return one sentence for the user if all times are not those of the clip, none if they are.

    Args:
        slow_motion: how many times slower the clip plays than it was filmed, None if unknown.
    """
    if slow_motion is None or slow_motion == 1.0:
        return ()
    return (_SLOWED.format(times=slow_motion),)


def seems_slowed(session: Session, exercise: Exercise) -> bool:
    """Return whether kicks take so long that the clip seems to be in slow motion."""
    reps = session.reps
    if exercise.reps.legs != "alternating" or len(reps) < SIGNS.least_kicks:
        return False
    step_s = np.median(np.diff([rep.peak_s for rep in reps]))
    return bool(step_s > SIGNS.least_step_s and _kick_s(session) > SIGNS.least_kick_s)


def without_speed(session: Session, exercise: Exercise) -> Session:
    """Return a session without the verdicts that depend on speed, and with a warning."""
    rules = {rule.id for rule in exercise.rules if _judges_speed(rule, session.level)}
    reps = tuple(without_verdicts(rep, rules, _REASON) for rep in session.reps)
    set_checks = _unjudged(session.set_checks, rules)
    summary = tuple(
        summary_of(rule, reps, set_checks, exercise.rep_word) for rule in exercise.rules
    )
    sets: tuple[RepSet, ...] = tuple(
        replace(some, checks=_unjudged(some.checks, rules)) for some in session.sets
    )
    session = replace(
        session,
        reps=reps,
        sets=sets,
        set_checks=set_checks,
        summary=summary,
        warnings=(*session.warnings, _WARNING.format(kick_s=_kick_s(session))),
    )
    return replace(session, cues=cues_of(session, exercise))


def _kick_s(session: Session) -> float:
    return float(np.median([rep.end_s - rep.start_s for rep in session.reps]))


def _judges_speed(rule: Rule, level: str) -> bool:
    units = {criterion.unit for criterion in rule.criteria(level)}
    phases = {value.phase for value in rule.values()}
    return bool(units & _UNITS_OF_SPEED or phases & _PHASES_OF_SPEED)


def _unjudged(checks: Iterable[Check], rules: set[str]) -> tuple[Check, ...]:
    return tuple(
        not_assessed(check.rule, _REASON, check.at_s, check.side, main=check.main)
        if check.rule in rules and check.verdict is not Verdict.NOT_ASSESSED
        else check
        for check in checks
    )
