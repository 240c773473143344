"""What to draw over each frame of a judged clip."""

from bisect import bisect_right
from math import isnan

from formcheck.exercise import Exercise
from formcheck.landmarks import SIDES, Side, joint
from formcheck.results import (
    Count,
    FrameResult,
    JudgedAngle,
    Rep,
    Session,
    ShownCue,
    Verdict,
)

MOST_NOTES = 2


class Playback:
    """Frame by frame, what a session has to show."""

    def __init__(self, session: Session, exercise: Exercise) -> None:
        self._session = session
        self._exercise = exercise
        self._ends_s = sorted((rep.end_s, i) for i, rep in enumerate(session.reps))
        self._notes = _notes(session, exercise)

    def frame(self, index: int) -> FrameResult:
        """Return what to draw over a frame.

        Raises:
            IndexError: the clip has no such frame.
        """
        session = self._session
        time_s = float(session.track.time_s[index])
        found = bool(session.track.found[index])
        rep = self._working(time_s)
        cue = self._cue(time_s)
        return FrameResult(
            index=index,
            time_s=time_s,
            xy_px=session.track.xy_px[index] if found else None,
            near_side=session.view.near_side,
            working=rep.side if rep else None,
            working_verdict=rep.verdict if rep else Verdict.NOT_ASSESSED,
            angle=self._angle(index, rep.side) if rep and found else None,
            counts=self._counts(time_s),
            cue=cue.text if cue else "",
            cue_verdict=cue.verdict if cue else Verdict.GOOD,
            # A cue is more urgent, and together they would cover the legs.
            notes=() if cue else self._notes,
        )

    def _working(self, time_s: float) -> Rep | None:
        """The attempt under way; of two that overlap the one nearer to its peak."""
        under_way = [rep for rep in self._session.reps if rep.start_s <= time_s <= rep.end_s]
        return min(under_way, key=lambda rep: abs(rep.peak_s - time_s), default=None)

    def _counts(self, time_s: float) -> dict[Side, Count]:
        done = bisect_right(self._ends_s, (time_s, len(self._ends_s)))
        reps = [self._session.reps[i] for _, i in self._ends_s[:done]]
        return {side: _count([rep for rep in reps if rep.side == side]) for side in SIDES}

    def _cue(self, time_s: float) -> ShownCue | None:
        shown = [cue for cue in self._session.cues if cue.start_s <= time_s < cue.end_s]
        return shown[-1] if shown else None

    def _angle(self, index: int, side: Side) -> JudgedAngle | None:
        spec = self._exercise.angle
        values = self._session.measures.get(f"{side}_{spec.measure}")
        if values is None or isnan(values[index]):
            return None
        first, vertex, second = (joint(side, name) for name in spec.joints)
        return JudgedAngle(first, vertex, second, float(values[index]), spec.label)


def _count(reps: list[Rep]) -> Count:
    return Count(
        attempts=len(reps),
        good=sum(rep.good for rep in reps),
        not_judged=sum(rep.verdict is Verdict.NOT_ASSESSED for rep in reps),
    )


def _notes(session: Session, exercise: Exercise) -> tuple[str, ...]:
    """Reasons that cover the most rules come first; rules no version measures are left out."""
    reasons: dict[str, list[str]] = {}
    for row in session.summary:
        rule = exercise.rule(row.rule)
        if row.verdict is Verdict.NOT_ASSESSED and rule.kind != "unmeasured":
            reasons.setdefault(row.reason, []).append(rule.title)
    ordered = sorted(reasons.items(), key=lambda item: -len(item[1]))
    return tuple(
        f"Not assessed: {titles[0] if len(titles) == 1 else f'{len(titles)} rules'} – {reason}"
        for reason, titles in ordered[:MOST_NOTES]
    )
