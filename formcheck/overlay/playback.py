"""What to draw over each frame of a judged clip."""

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from formcheck.body.view import View
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.dorsal_profile import back_edge_px
from formcheck.overlay.drawn_angles import DrawnAngles
from formcheck.overlay.faulty_parts import FaultyParts
from formcheck.overlay.held_values import HeldValues
from formcheck.overlay.hip_travel import hip_travel
from formcheck.overlay.pelvis_tilt import PelvisTilt
from formcheck.overlay.told_values import ToldValues
from formcheck.results import (
    NO_COUNTS,
    BackEdge,
    FaultyPart,
    FrameResult,
    Rep,
    Session,
    ShownCue,
    Verdict,
    counted,
    worst,
)


class Playback:
    """Says what to draw over each frame of a session.

    Args:
        session: the judged clip.
        exercise: what it was judged as.
        most_notes: number of reasons shown, at most, why rules were not assessed.
    """

    def __init__(self, session: Session, exercise: Exercise, *, most_notes: int = 2) -> None:
        self._session = session
        self._exercise = exercise
        reps = session.shown_reps
        by_peak = sorted(reps, key=lambda rep: rep.peak_s)
        self._half_s = 0.5 / session.track.fps  # a rep counts from the frame nearest to its peak
        self._counted_s = [rep.peak_s - self._half_s for rep in by_peak]
        self._counts_after = list(accumulate(by_peak, counted, initial=NO_COUNTS))
        self._by_start = sorted(reps, key=lambda rep: rep.start_s)
        self._starts_s = [rep.start_s for rep in self._by_start]
        self._notes = _notes(session, exercise, most_notes)
        self._parts = FaultyParts(session, exercise)
        self._held = HeldValues(session)
        told = ToldValues(session, exercise)
        self._tilt = PelvisTilt(session, told)
        self._angles = DrawnAngles(session, exercise, told)
        self._unsure = session.track.unsure
        self._hip_travel = {rep.index: hip_travel(session, rep) for rep in reps}
        self._back_rule, self._back_measure = exercise.back_rule

    def frame(self, index: int) -> FrameResult:
        """Return what to draw over a frame.

        Args:
            index: of the frame in the session.

        Raises:
            IndexError: the clip has no such frame.
        """
        session = self._session
        time_s = float(session.track.time_s[index])
        found = bool(session.track.found[index])
        rep = self._working(time_s)
        view = session.view_at(time_s)
        working = (rep.side or view.near_side or "left") if rep else None
        cue = self._cue(time_s)
        # The counter has the verdict of a rep once it counts it, so that no "0" is a fault.
        is_counted = rep is not None and rep.peak_s - self._half_s <= time_s
        leg_verdict, faulty = self._parts.at(rep, cue, working)
        return FrameResult(
            index=index,
            time_s=time_s,
            xy_px=session.track.xy_px[index] if found else None,
            near_side=view.near_side,
            working=working,
            working_verdict=rep.verdict if rep and is_counted else None,
            angle=self._angles.of_leg(index, rep, working, view)
            if rep and working and found
            else None,
            counts=self._counts_after[bisect_right(self._counted_s, time_s)],
            cue=cue.text if cue else "",
            cue_verdict=cue.verdict if cue else Verdict.GOOD,
            # A cue is more urgent, and with the notes it would cover the legs.
            notes=() if cue else self._notes,
            back=self._back(index, rep) if rep and found else None,
            leg_verdict=leg_verdict,
            faulty=tuple(self._with_tilt(some, index, rep, view) for some in faulty),
            held=self._held.at(time_s),
            unsure=self._unsure[index],
            hip_travel=self._hip_travel[rep.index] if rep else None,
        )

    def band_texts(self) -> set[tuple[str, Verdict, tuple[str, ...]]]:
        """Return all that stands at the bottom of some frame: a cue, its verdict, notes."""
        cues = {(cue.text, cue.verdict, ()) for cue in self._session.cues}
        return {*cues, ("", Verdict.GOOD, self._notes)}

    def _working(self, time_s: float) -> Rep | None:
        """Return the rep under way; of two that overlap the one that is nearer to its peak."""
        begun = bisect_right(self._starts_s, time_s)
        latest = self._by_start[max(0, begun - 4) : begun]  # more than four never overlap
        under_way = [rep for rep in latest if time_s <= rep.end_s]
        return min(under_way, key=lambda rep: abs(rep.peak_s - time_s), default=None)

    def _cue(self, time_s: float) -> ShownCue | None:
        shown = [cue for cue in self._session.cues if cue.start_s <= time_s < cue.end_s]
        return shown[-1] if shown else None

    def _with_tilt(self, some: FaultyPart, index: int, rep: Rep | None, view: View) -> FaultyPart:
        """Return a part with how far it is told to be tilted."""
        if some.part == "pelvis":
            return replace(some, tilt_deg=self._tilt.at(index, rep))
        if some.part == "trunk" and rep:
            return replace(some, tilt_deg=self._angles.leaned_further_deg(index, rep, view))
        return some

    def _back(self, index: int, rep: Rep) -> BackEdge | None:
        session = self._session
        checks = [check for check in rep.checks if check.rule == self._back_rule]
        time_s = float(session.track.time_s[index])
        view = session.view_at(time_s)
        if session.track.outline.edges_tl is None or view.kind != "side" or not checks:
            return None
        (edge_px,) = back_edge_px(
            session.track.part(index, index + 1),
            view.facing or 1,
            running=self._exercise.reps.tempo == "fast",
        )
        value_deg = float(session.measures[self._back_measure][index])
        judged_deg, span_s = checks[0].value, checks[0].span_s
        if judged_deg is not None and span_s and span_s[0] <= time_s <= span_s[1]:
            value_deg = judged_deg  # the average of these frames
        upper = [check.verdict for check in rep.checks if check.part == "upper back"]
        return BackEdge(edge_px, value_deg, checks[0].verdict, worst(upper) if upper else None)


def _notes(session: Session, exercise: Exercise, most: int) -> tuple[str, ...]:
    """Return why rules were not assessed; the reason that covers the most rules comes first.

    Rules that no camera can judge are left out, and advice; so are the rules of other views where
    this view shows the exercise's main rule.
    """
    reasons: dict[str, list[str]] = {}
    view = session.view.kind
    right_view = view in exercise.main_rule.views
    for row in session.summary:
        rule = exercise.rule(row.rule)
        if rule.reported_only or not rule.measured or rule.advisory:
            continue
        if right_view and view not in rule.views:
            continue
        if row.verdict is Verdict.NOT_ASSESSED:
            reasons.setdefault(row.reason, []).append(rule.title)
    ordered = sorted(reasons.items(), key=lambda item: -len(item[1]))
    return tuple(
        f"Not judged: {titles[0] if len(titles) == 1 else f'{len(titles)} rules'} – {reason}"
        for reason, titles in ordered[:most]
    )
