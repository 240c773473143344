"""One session of the stretches between which the person turns round.

Each stretch is judged for itself, from where the camera stands meanwhile. A turn ends a set.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.engine.checker import FormChecker
from formcheck.engine.cues import cues_of
from formcheck.engine.settle import Settled, later_sets
from formcheck.exercises.spec import Exercise
from formcheck.poses.pose import join
from formcheck.reps.attempts import Attempt
from formcheck.results import Check, Rep, RepSet, SecondPass, Session, Stretch
from formcheck.rules.context import Context
from formcheck.rules.rule import Rule
from formcheck.rules.summary import summary_of
from formcheck.rules.verdicts import worse
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class JoinLimits:
    """How the attempts of two stretches are joined.

    Attributes:
        same_rep_s: attempts of one leg that peak within this time are one; a leg that kicks 200
            steps a minute with the other peaks every 0.6 s.
        step_share: an attempt within a turn that is lower than this share of the others is a step.
            Steps of rendered people who walk round rise by 35 to 60 degrees, kicks by 100 to 130.
    """

    same_rep_s: float = 0.3
    step_share: float = 0.6


JOINING = JoinLimits()
_TURNED = (
    "you turned round at {times}: what comes before and after is judged each from its own side,"
    " and what you do meanwhile is only counted"
)
_SECOND_PASS: tuple[SecondPass, ...] = ("useless", "useful", "needed")


def joined(exercise: Exercise, checkers: Sequence[FormChecker]) -> Session:
    """Return one session of all stretches of a clip.

    Args:
        exercise: what is done.
        checkers: of the stretches, in order of time, each finished.
    """
    stretches = [checker.settled for checker in checkers if checker.settled]
    if len(stretches) == 1:
        return stretches[0].session
    main = max(stretches, key=lambda some: len(some.session.reps))
    sessions = [some.session for some in stretches]
    counted = [_without_steps(some, stretches) for some in stretches]
    for index in range(1, len(counted)):
        counted[index] = _without_doubles(counted[index - 1], counted[index])
    reps = _numbered([rep for some in counted for _, rep in some])
    set_checks = tuple(_set_checks(exercise.rules, stretches))
    session = replace(
        main.session,
        frames=sum(session.frames for session in sessions),
        frames_with_pose=sum(session.frames_with_pose for session in sessions),
        reps=reps,
        sets=tuple(_sets(stretches, counted)),
        set_checks=set_checks,
        summary=tuple(
            summary_of(rule, reps, set_checks, exercise.rep_word) for rule in exercise.rules
        ),
        track=join([session.track for session in sessions]),
        measures=_measures(sessions),
        warnings=(
            _TURNED.format(times=_turn_times(sessions)),
            *dict.fromkeys(text for some in sessions for text in some.warnings),
        ),
        second_pass=max((some.second_pass for some in sessions), key=_SECOND_PASS.index),
        stretches=tuple(
            Stretch(float(some.time_s[0]), float(some.time_s[-1]), some.view) for some in sessions
        ),
    )
    return replace(session, cues=cues_of(session, exercise))


def _without_steps(stretch: Settled, stretches: Sequence[Settled]) -> list[tuple[Attempt, Rep]]:
    """Return what was counted in a stretch without the steps of the turns beside it."""
    heights = [attempt.height for some in stretches for attempt in some.judged]
    least = JOINING.step_share * quantile(np.array(heights), 0.5)
    return [
        (attempt, rep)
        for attempt, rep in stretch.counted
        if attempt in stretch.judged or not attempt.height < least
    ]


def _without_doubles(
    before: Sequence[tuple[Attempt, Rep]], after: Sequence[tuple[Attempt, Rep]]
) -> list[tuple[Attempt, Rep]]:
    """Return what follows a turn without the attempts that were found before it as well.

    The cut in the middle of a turn may cut an attempt in two, and each half may be found.
    """
    return [
        (attempt, rep)
        for attempt, rep in after
        if not any(_is_same(last, attempt) for last, _ in before)
    ]


def _is_same(before: Attempt, after: Attempt) -> bool:
    soon = after.peak_s - before.peak_s < JOINING.same_rep_s
    return before.side == after.side and soon


def _numbered(reps: Sequence[Rep]) -> tuple[Rep, ...]:
    return tuple(replace(rep, index=index) for index, rep in enumerate(reps))


def _sets(
    stretches: Sequence[Settled], counted: Sequence[Sequence[tuple[Attempt, Rep]]]
) -> Iterator[RepSet]:
    """Yield the sets of all stretches, with the numbers of their reps in the clip."""
    before = 0
    for some, kept in zip(stretches, counted, strict=True):
        if some.judged:
            first = some.judged[0]
            was, now = (_place(first, where) for where in (some.counted, kept))
            yield from later_sets(some.session.sets, before + now - was)
        before += len(kept)


def _place(attempt: Attempt, where: Sequence[tuple[Attempt, Rep]]) -> int:
    return next(index for index, (other, _) in enumerate(where) if other is attempt)


def _set_checks(rules: Sequence[Rule], stretches: Sequence[Settled]) -> Iterator[Check]:
    """Yield one check for every rule of the set, as `judge_sets` does for one stretch.

    Rules that average reps or compare the sides look at all stretches that show them.
    """
    for rule in rules:
        checks = [c for some in stretches for c in some.session.set_checks if c.rule == rule.id]
        if not checks:
            continue
        shown = [some for some in stretches if some.context.view.shows(rule.views) and some.judged]
        if rule.worst_set_decides or len(shown) < 2:
            yield reduce(worse, checks)
            continue
        attempts = [attempt for some in shown for attempt in some.judged]
        check = rule.judge_set(attempts, _context(shown))
        yield check or reduce(worse, checks)


def _context(shown: Sequence[Settled]) -> Context:
    """Return the context of the stretch with the most attempts."""
    return max(shown, key=lambda some: len(some.judged)).context


def _measures(sessions: Sequence[Session]) -> Mapping[str, FloatArray]:
    names = dict.fromkeys(name for session in sessions for name in session.measures)
    return {
        name: np.concatenate(
            [some.measures.get(name, np.full(len(some.track), np.nan)) for some in sessions]
        )
        for name in names
    }


def _turn_times(sessions: Sequence[Session]) -> str:
    return ", ".join(f"{session.time_s[0]:.1f} s" for session in sessions[1:])
