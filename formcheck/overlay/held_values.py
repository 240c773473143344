"""Which measured number stands beside the person for a moment, with its limit."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.body.parts import LEG_PARTS
from formcheck.body.view import View
from formcheck.results import Check, HeldValue, Rep, Session, ShownCue, Verdict, rep_names
from formcheck.rules.limit_words import wanted_if_wrong
from formcheck.rules.words import short_figure, short_name
from formcheck.system.arrays import FloatArray

_WRONG = (Verdict.FAULT, Verdict.BORDERLINE)


@dataclass(frozen=True, slots=True)
class HoldTimes:
    """How long a number is shown.

    Attributes:
        least_s: a number is shown for at least so many seconds: its name, the number and its limit
            can be read.
        most_s: that of a slow rep is shown until its leg is down, but no longer than this.
        placed_s: a number that is shown for the time of a cue keeps its place for so long.
        moments: in how many moments of this time its place must be free.
    """

    least_s: float = 0.7
    most_s: float = 1.5
    placed_s: float = 3.0
    moments: int = 4


TIMES = HoldTimes()


@dataclass(frozen=True, slots=True)
class _Held:
    """A number, and from when to when it is shown, in seconds.

    Attributes:
        start_s: when it begins to be shown.
        end_s: when it is no longer shown.
        check: what was measured.
        rep_name: the rep that it is of, "Right 7"; empty if it is of the whole set.
    """

    start_s: float
    end_s: float
    check: Check
    rep_name: str


class HeldValues:
    """Says which number of a session is shown at a time.

    A number of a rep is shown from its top on, with the name of the rep. Where several things are
    wrong with the rep, it is the one that the cue is about, or else the worst. A number of the
    whole set is shown with its cue; the review page shows it so long, too.

    Args:
        session: the judged clip.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        of_sets = [held for cue in session.cues for held in _of_cue(session, cue)]
        kinds = of_sets, _of_reps(session)  # a number of a set comes before one of a rep
        self._last: tuple[_Held, HeldValue | None] | None = None
        self._held = [([held.start_s for held in kind], kind) for kind in kinds]

    def at(self, time_s: float) -> HeldValue | None:
        """Return the number that is shown at a time, in seconds."""
        for starts_s, kind in self._held:
            begun = bisect_right(starts_s, time_s)
            if begun and time_s < kind[begun - 1].end_s:
                return self._shown(kind[begun - 1])
        return None

    def _shown(self, held: _Held) -> HeldValue | None:
        """Return what is shown; as long as it is the same, it is the same object."""
        if self._last is None or self._last[0] is not held:
            self._last = held, self._placed(held)
        return self._last[1]

    def _placed(self, held: _Held) -> HeldValue | None:
        session, check = self._session, held.check
        at_s = np.linspace(held.start_s, held.end_s, TIMES.moments)
        frames = np.minimum(np.searchsorted(session.time_s, at_s), len(session.time_s) - 1)
        seen = frames[session.track.found[frames]]
        if not len(seen):
            return None
        view = session.view_at(held.start_s)
        told = held_value(check, session.track.xy_px[seen])
        if not held.rep_name:
            limit = ", ".join(filter(None, ["whole set", told.limit]))
            return replace(told, limit=limit)
        note = view_note(view) if check.unit == "deg" else ""
        return replace(told, name=_name_in_rep(check, held.rep_name), note=note)


def view_note(view: View) -> str:
    """Return what is written under an angle: that it is not as large as in the picture."""
    return "corrected for the view" if view.kind == "oblique" else ""


def held_value(check: Check, xy_px: FloatArray) -> HeldValue:
    """Return the number of a check, to be shown beside its part of the body.

    Args:
        check: what was measured.
        xy_px: (k, 33, 2) the landmarks of some frames in which it is shown, in pixels.
    """
    return HeldValue(
        name=part_name(check),
        number=short_figure(check),
        limit=wanted_if_wrong(check),
        verdict=check.verdict,
        part=check.part,
        side=check.part_side,
        xy_px=xy_px,
    )


def part_name(check: Check) -> str:
    """Return what was measured in few words, with its side if it is of a leg: "left knee"."""
    differs = check.label.startswith("difference")  # between the legs: it is of neither
    of_a_leg = check.part_side and check.part in LEG_PARTS and not differs
    return f"{check.part_side} {short_name(check)}" if of_a_leg else short_name(check)


def _name_in_rep(check: Check, rep_name: str) -> str:
    """Return what was measured, with its rep: a quick kick's number stays into the next one."""
    of_working_leg = rep_name.split(maxsplit=1)[0].lower() == check.part_side
    return f"{rep_name}: {short_name(check) if of_working_leg else part_name(check)}"


def _of_cue(session: Session, cue: ShownCue) -> Iterator[_Held]:
    """Yield the number of the set that a cue is about, once for each place it has."""
    for check in session.set_checks:
        if check.rule == cue.rule and check.verdict.is_wrong and check.measure:
            starts_s = np.arange(cue.start_s, cue.end_s, TIMES.placed_s).tolist()
            for start_s, end_s in pairwise([*starts_s, cue.end_s]):
                yield _Held(start_s, end_s, check, "")


def _of_reps(session: Session) -> list[_Held]:
    """Return the numbers of reps, in order of time; quick reps of both legs take turns."""
    shown: list[tuple[Rep, _Held]] = []
    names = rep_names(session.reps)
    for rep in session.shown_reps:
        check = _main_number(rep, session.cues)
        if check is None:
            continue
        if shown:
            last, held = shown[-1]
            same_leg = rep.side == last.side
            if rep.peak_s - held.start_s < TIMES.least_s * (2 if same_leg else 1):
                continue
        hold_s = min(max(rep.end_s - rep.peak_s, TIMES.least_s), TIMES.most_s)
        held = _Held(rep.peak_s, rep.peak_s + hold_s, check, names[rep.index])
        shown.append((rep, held))
    return [held for _, held in shown]


def _main_number(rep: Rep, cues: Sequence[ShownCue]) -> Check | None:
    """Return the check of a rep whose number is shown; None if nothing was measured."""
    measured = [check for check in rep.checks if check.value is not None]
    told = {cue.rule for cue in cues if cue.start_s <= rep.peak_s < cue.end_s}
    for verdict in _WRONG:
        wrong = [check for check in measured if check.verdict is verdict]
        if wrong:
            return next((check for check in wrong if check.rule in told), wrong[0])
    return next((check for check in measured if check.main), None)
