"""What a user is told of a clip, compared with the truth."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.clips.clip import BenchmarkClip
from benchmarks.clips.truth import Truth
from benchmarks.scores.true_verdicts.verdicts import true_verdicts
from formcheck.exercises.spec import Exercise
from formcheck.results import Session, Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """One clip.

    Attributes:
        clip: its name.
        verdicts: how many rules the view shows.
        not_assessed: how many of them were not judged.
        untrue: the rules of which a fault is told that is not there.
        faults: how many faults are truly there.
        found: how many of these are told.
        called_good: the rules of these that are said to be good.
        counted: whether every rep of both legs is counted.
    """

    clip: str
    verdicts: int
    not_assessed: int
    untrue: tuple[str, ...]
    faults: int
    found: int
    called_good: tuple[str, ...]
    counted: bool


def told_of(clip: BenchmarkClip, truth: Truth, exercise: Exercise, session: Session | None) -> Told:
    """Compare what a session tells of a clip with the truth.

    Args:
        clip: the clip.
        truth: what it shows.
        exercise: what it was judged as.
        session: the verdicts; None if the clip was refused as a whole.
    """
    true = true_verdicts(truth, clip.level)
    shown = {rule.id for rule in exercise.rules if rule.measured and truth.shows(rule.views)}
    verdicts = dict.fromkeys(shown, Verdict.NOT_ASSESSED)
    if session:
        verdicts = {row.rule: row.verdict for row in session.summary if row.rule in shown}
    faults = {rule for rule, verdict in verdicts.items() if verdict is Verdict.FAULT}
    good = {rule for rule, verdict in verdicts.items() if verdict is Verdict.GOOD}
    truly = {rule for rule in shown if true.get(rule) == "fault"}
    return Told(
        clip=clip.spec.name,
        verdicts=len(verdicts),
        not_assessed=sum(verdict is Verdict.NOT_ASSESSED for verdict in verdicts.values()),
        untrue=tuple(sorted(rule for rule in faults if true.get(rule) == "good")),
        faults=len(truly),
        found=len(faults & truly),
        called_good=tuple(sorted(good & truly)),
        counted=session is not None and session.counts == truth.counts(),
    )


def counted_text(some: Sequence[Told]) -> str:
    """Return in how many of some clips every rep is counted: "15 of 16"."""
    return f"{sum(told.counted for told in some)} of {len(some)}"


def found_text(some: Sequence[Told]) -> str:
    """Return how many of the true faults of some clips are told: "5 of 8"."""
    return f"{sum(told.found for told in some)} of {sum(told.faults for told in some)}"


def not_assessed_pct(some: Sequence[Told]) -> float:
    """Return the share of the verdicts on some clips that are not assessed, in percent."""
    return 100.0 * sum(told.not_assessed for told in some) / sum(told.verdicts for told in some)
