"""One rule over a whole clip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from formcheck.body.parts import BodyPart
from formcheck.poses.landmarks import Side
from formcheck.results.reps import Rep
from formcheck.results.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class ClipVerdict:
    """How the verdicts on single reps become the verdict on a clip.

    Attributes:
        judged_share: if fewer of the reps than this share were judged, the clip is not.
        faulty_share: if this share of the judged reps is faulty, the clip is. A leg with as many is
            named with it.
        least_faulty: how many reps have to be faulty, unless only one was judged.
    """

    judged_share: float = 0.3
    faulty_share: float = 0.3
    least_faulty: int = 2


CLIP = ClipVerdict()


@dataclass(frozen=True, slots=True)
class SideSummary:
    """One rule over the reps of one leg.

    Attributes:
        verdict: the worst verdict of its judged reps, as they are shown; not assessed if too
            few of them were judged.
        reps: how many there are.
        judged: how many of them the rule could judge.
        faulty: how many of them have a fault.
        borderline: how many of them are borderline.
        value: the number that stands for the leg: that of its worst rep, or the middle one if all
            its reps are good; None if nothing was measured.
        rep: index of the rep that has this number; None if there is none.
    """

    verdict: Verdict
    reps: int
    judged: int
    faulty: int
    borderline: int
    value: float | None
    rep: int | None = None


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """One rule over the whole clip.

    Attributes:
        rule: its id in the exercise file.
        verdict: the verdict over the clip.
        reps_judged: how many reps the rule judged; 0 for a rule that judges whole sets.
        reps_faulty: how many of them have a fault.
        cue: what to do about it; empty for a good or unknown verdict, and where most numbers are
            within their error of where good ends.
        reason: why the rule was not assessed, or a caution on the verdict; empty otherwise.
        title: the thing that is judged, as spoken.
        value: the number that stands for the clip, in ``unit``: that of the set, or of the worst
            rep of the legs that the verdict is about, or of the middle one of the good reps if the
            verdict is good; None where nothing was measured.
        threshold: the limit that ``value`` passed, or else the nearest one.
        unit: the unit of both.
        label: what was measured, as spoken.
        measure: the name of the measure it was read from; empty where there is none.
        sigma: standard deviation that an oblique view adds to ``value``; 0 from the exact side.
        part: the part of the body that is judged.
        sides: the reps of each leg; empty for rules of the set, and where both legs move together.
        reps_borderline: how many of the judged reps are borderline.
        rep: index of the rep that has ``value``; None for a rule of the set.
        lower_limit: True if ``threshold`` is a lower limit: smaller numbers are worse; None where
            nothing was measured.
        good_limit: where good ends, on the side of ``threshold``; None where nothing was measured.
        fault_limit: where a fault begins on this side; None if no number is one.
        detail: what the number of a set is of: "median of both sides"; empty for that of a rep.
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
    sigma: float = 0.0
    part: BodyPart = "body"
    sides: Mapping[Side, SideSummary] = field(default_factory=dict)
    reps_borderline: int = 0
    rep: int | None = None
    lower_limit: bool | None = None
    good_limit: float | None = None
    fault_limit: float | None = None
    detail: str = ""

    @property
    def single(self) -> bool:
        """True if the rule is good over the clip while single reps are not."""
        wrong = self.reps_faulty + self.reps_borderline
        return self.verdict is Verdict.GOOD and wrong > 0

    def wrong(self, side: Side | None = None) -> int:
        """Return how many reps count towards the verdict: if it is borderline, faults do too.

        Args:
            side: of which leg; None for all reps.
        """
        faulty, borderline = self.reps_faulty, self.reps_borderline
        if side:
            faulty, borderline = self.sides[side].faulty, self.sides[side].borderline
        return faulty + (borderline if self.verdict is Verdict.BORDERLINE else 0)

    @property
    def faulty_side(self) -> Side | None:
        """The leg that alone has the verdict, if the verdict is not good and both legs worked.

        It is alone if less than `ClipVerdict.faulty_share` of the other leg's reps are wrong.
        """
        if not self.verdict.is_wrong:
            return None
        wrong: list[Side] = [
            side
            for side, some in self.sides.items()
            if self.wrong(side) > 0 and self.wrong(side) >= CLIP.faulty_share * some.judged
        ]
        both_worked = all(some.reps for some in self.sides.values())
        return wrong[0] if len(wrong) == 1 and both_worked else None


def shown_reps(reps: Sequence[Rep], summary: Sequence[RuleSummary]) -> tuple[Rep, ...]:
    """Return reps with verdicts as counters, video and page show them, which agree with a summary.

    If a rule is borderline over the clip, a fault that it finds in a single rep is shown as
    borderline.
    """
    borderline = {row.rule for row in summary if row.verdict is Verdict.BORDERLINE}
    return tuple(rep.without_faults(borderline) for rep in reps)
