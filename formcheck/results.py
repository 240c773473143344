"""What formcheck found: checks, reps, a whole session. Everything downstream reads these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol, TypeAlias

from formcheck.body.view import View
from formcheck.poses.landmarks import SIDES, Landmark, Side
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray

SecondLook: TypeAlias = Literal["useless", "useful", "needed"]


class Verdict(StrEnum):
    """How a rule came out."""

    GOOD = "good"
    BORDERLINE = "borderline"
    FAULT = "fault"
    NOT_ASSESSED = "not_assessed"


_SEVERITY = {
    Verdict.NOT_ASSESSED: 0,
    Verdict.GOOD: 1,
    Verdict.BORDERLINE: 2,
    Verdict.FAULT: 3,
}


def worst(verdicts: list[Verdict]) -> Verdict:
    """Return the most serious verdict; `NOT_ASSESSED` counts only where nothing else is."""
    return max(verdicts, key=_SEVERITY.__getitem__, default=Verdict.NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule, judged over one rep or over the set.

    Attributes:
        rule: its id in the exercise file.
        verdict: `good`, `borderline`, `fault` or `not_assessed`.
        value: what was measured, in ``unit``; None where nothing was.
        threshold: the limit that ``value`` passed, or where it passed none the nearest.
        unit: of both.
        at_s: the moment it was judged at.
        reason: why it was not assessed, or a caution on a verdict; empty otherwise.
        cue: what to do about it; empty for a good or unknown verdict.
        side: the working leg of the rep, or the leg that differs; None where neither is meant.
        label: what was measured, as spoken: "knee bend"; empty where nothing was.
        measure: the name of the measure it was read from; empty where there is none.
        main: True for the check of the exercise's main rule.
    """

    rule: str
    verdict: Verdict
    value: float | None = None
    threshold: float | None = None
    unit: str = ""
    at_s: float | None = None
    reason: str = ""
    cue: str = ""
    side: Side | None = None
    label: str = ""
    measure: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class Rep:
    """One attempt, however shallow; ``side`` is the leg, None where both move together."""

    index: int
    side: Side | None
    start_s: float
    peak_s: float
    end_s: float
    measures: Mapping[str, float | None]
    checks: tuple[Check, ...]

    @property
    def main_check(self) -> Check | None:
        """The check of the exercise's main rule; None if that rule judges whole sets."""
        return next((check for check in self.checks if check.main), None)

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of its checks; never good if the main rule was not assessed."""
        found = worst([check.verdict for check in self.checks])
        main = self.main_check
        if found is Verdict.GOOD and main and main.verdict is Verdict.NOT_ASSESSED:
            return Verdict.NOT_ASSESSED
        return found

    @property
    def good(self) -> bool:
        """Whether the main rule was judged, and nothing was less than good."""
        return self.verdict is Verdict.GOOD


@dataclass(frozen=True, slots=True)
class RepSet:
    """Attempts without a long pause between them.

    Attributes:
        start_s: when the first attempt began.
        end_s: when the last one was over.
        first: index of the first attempt.
        last: index of the last one.
        checks: the rules of the set, judged over these attempts alone.
    """

    start_s: float
    end_s: float
    first: int
    last: int
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class SideSummary:
    """One rule over the reps of one leg.

    Attributes:
        verdict: the verdict on these reps together.
        reps: how many there are.
        judged: how many of them the rule could judge.
        faulty: how many of them have a fault.
        borderline: how many of them are borderline.
        value: the median of what was measured in the judged ones; None if nothing was.
    """

    verdict: Verdict
    reps: int
    judged: int
    faulty: int
    borderline: int
    value: float | None


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """One rule over the whole clip.

    Attributes:
        rule: its id in the exercise file.
        verdict: the verdict over the clip.
        reps_judged: how many reps the rule judged; 0 for a rule that judges whole sets.
        reps_faulty: how many of them have a fault.
        cue: what to do about it; empty for a good or unknown verdict.
        reason: why the rule was not assessed, or a caution on the verdict; empty otherwise.
        title: the thing that is judged, as spoken.
        value: the number that stands for the clip, in ``unit``: that of the set, or of the middle
            one of the reps with this verdict; None where nothing was measured.
        threshold: the limit that ``value`` passed, or else the nearest one.
        unit: the unit of both.
        label: what was measured, as spoken.
        measure: the name of the measure it was read from; empty where there is none.
        sides: the reps of each leg; empty for rules of the set, and where both legs move together.
    """

    rule: str
    verdict: Verdict
    reps_judged: int
    reps_faulty: int
    cue: str
    reason: str = ""
    title: str = ""
    value: float | None = None
    threshold: float | None = None
    unit: str = ""
    label: str = ""
    measure: str = ""
    sides: Mapping[Side, SideSummary] = field(default_factory=dict)

    @property
    def faulty_side(self) -> Side | None:
        """The leg that alone has the verdict, if the verdict is not good and both legs worked."""
        if self.verdict not in (Verdict.FAULT, Verdict.BORDERLINE):
            return None
        wrong: list[Side] = [
            side
            for side, some in self.sides.items()
            if some.verdict in (Verdict.FAULT, Verdict.BORDERLINE)
        ]
        both_worked = all(some.reps for some in self.sides.values())
        alone = len(wrong) == 1 and self.sides[wrong[0]].verdict is self.verdict
        return wrong[0] if alone and both_worked else None


@dataclass(frozen=True, slots=True)
class JudgedAngle:
    """The flexion being judged in a frame, drawn as an arc at ``vertex``.

    The arc runs from the prolongation of first-vertex to vertex-second: 0 for a straight limb.
    """

    first: Landmark
    vertex: Landmark
    second: Landmark
    value_deg: float
    label: str


@dataclass(frozen=True, slots=True)
class BackEdge:
    """The edge of the back as it was traced in a frame.

    Attributes:
        xy_px: (k, 2) from the sacrum up, NaN where it is hidden.
        value_deg: the bend of the lower back against neutral, arching positive, in this frame or,
            at a run, over the strides of this rep; NaN where unknown.
        verdict: of the rep under way.
    """

    xy_px: FloatArray
    value_deg: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Count:
    """A leg's counter: all attempts, the good ones, and those that could not be judged."""

    attempts: int = 0
    good: int = 0
    not_judged: int = 0


NO_COUNTS: Mapping[Side, Count] = {side: Count() for side in SIDES}


class Countable(Protocol):
    """A rep, as far as a counter has to know it."""

    @property
    def side(self) -> Side | None: ...  # noqa: D102
    @property
    def verdict(self) -> Verdict: ...  # noqa: D102
    @property
    def good(self) -> bool: ...  # noqa: D102


def counted(counts: Mapping[Side, Count], rep: Countable) -> Mapping[Side, Count]:
    """Return the counters with one more attempt; of both legs where both move together."""
    return {
        side: count
        if rep.side not in (side, None)
        else Count(
            attempts=count.attempts + 1,
            good=count.good + rep.good,
            not_judged=count.not_judged + (rep.verdict is Verdict.NOT_ASSESSED),
        )
        for side, count in counts.items()
    }


@dataclass(frozen=True, slots=True)
class FrameResult:
    """All that is drawn over one frame.

    Attributes:
        index: of the frame in its clip.
        time_s: its timestamp.
        xy_px: (33, 2) cleaned landmarks, NaN where unknown; None when nobody is there.
        near_side: the side nearer to the camera, drawn stronger.
        working: the leg that is kicking now, if any.
        working_verdict: of that kick; in a clip it is known from the kick's first frame.
        angle: the angle being judged.
        counts: attempts and good ones of each leg so far.
        cue: what to do about the latest fault, while it is shown; empty otherwise.
        cue_verdict: fault or borderline.
        notes: what is not assessed and why; short lines, the most telling first.
        back: the edge of the back, where it is read and a rep is under way.
    """

    index: int
    time_s: float
    xy_px: FloatArray | None
    near_side: Side | None
    working: Side | None
    working_verdict: Verdict
    angle: JudgedAngle | None
    counts: Mapping[Side, Count]
    cue: str
    cue_verdict: Verdict
    notes: tuple[str, ...]
    back: BackEdge | None = None


@dataclass(frozen=True, slots=True)
class ShownCue:
    """A cue while it is on the screen."""

    rule: str
    text: str
    verdict: Verdict
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a clip seems to show.

    Attributes:
        exercise: id of a built-in exercise; empty where it is none of them.
        confidence: in that, 0..1.
    """

    exercise: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Session:
    """A judged clip.

    Attributes:
        exercise: its id.
        style: the variant that was seen, empty where the exercise has none.
        level: the level it was judged at.
        view: where the camera stands.
        frames: frames read.
        frames_with_pose: frames in which the person was found.
        reps: every attempt in order of time.
        sets: the reps, parted where there was a long pause.
        set_checks: rules judged over the set.
        summary: one row for every rule of the exercise.
        cues: what to tell the person, and when; one at a time.
        track: the cleaned poses.
        measures: column name with side and unit -> one value per frame.
        warnings: what the user should know about the clip.
        recognised: what the clip seems to show, whatever it was judged as.
        second_look: what watching the clip in the mirror as well would be.
        others: where the clip shows other exercises before or after this one, their sessions in
            order of time; ``track`` and ``measures`` are then of this one's part of the clip.
    """

    exercise: str
    style: str
    level: str
    view: View
    frames: int
    frames_with_pose: int
    reps: tuple[Rep, ...]
    sets: tuple[RepSet, ...]
    set_checks: tuple[Check, ...]
    summary: tuple[RuleSummary, ...]
    cues: tuple[ShownCue, ...]
    track: PoseTrack
    measures: Mapping[str, FloatArray]
    warnings: tuple[str, ...]
    recognised: Recognition | None = None
    second_look: SecondLook = "useless"
    others: "tuple[Session, ...]" = ()

    @property
    def parts(self) -> "tuple[Session, ...]":
        """This session and the others of its clip, in order of time."""
        return tuple(sorted((self, *self.others), key=lambda part: float(part.track.time_s[0])))

    @property
    def counts(self) -> dict[Side, int]:
        """Attempts of each leg."""
        return counts_of(self.reps)


def counts_of(reps: Sequence[Rep]) -> dict[Side, int]:
    """Attempts of each leg; one of both together is one of each."""
    return {
        "left": sum(rep.side in ("left", None) for rep in reps),
        "right": sum(rep.side in ("right", None) for rep in reps),
    }
