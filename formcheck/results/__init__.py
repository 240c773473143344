"""What formcheck found: checks, reps, a whole session. Everything downstream reads these.

The values here are frozen. They say what was measured and judged; how that is done, drawn or
printed is not known here.
"""

from formcheck.results.counts import NO_COUNTS, Count, Legs, counted, counts_of, leg_counts
from formcheck.results.frames import (
    AngleLine,
    BackEdge,
    FaultyPart,
    FrameResult,
    HeldValue,
    HipTravel,
    JudgedAngle,
)
from formcheck.results.ranking import badness, by_badness, check_of, worst_averaged
from formcheck.results.reps import Rep, RepNumber, RepSet, rep_names
from formcheck.results.session import Recognition, SecondPass, Session, ShownCue, Stretch
from formcheck.results.summaries import CLIP, RuleSummary, SideSummary, shown_reps
from formcheck.results.verdicts import (
    SEVERITY,
    VERDICT_COLOURS,
    VERDICT_WORDS,
    Check,
    Verdict,
    hex_colour,
    worst,
)

__all__ = [
    "CLIP",
    "NO_COUNTS",
    "SEVERITY",
    "VERDICT_COLOURS",
    "VERDICT_WORDS",
    "AngleLine",
    "BackEdge",
    "Check",
    "Count",
    "FaultyPart",
    "FrameResult",
    "HeldValue",
    "HipTravel",
    "JudgedAngle",
    "Legs",
    "Recognition",
    "Rep",
    "RepNumber",
    "RepSet",
    "RuleSummary",
    "SecondPass",
    "Session",
    "ShownCue",
    "SideSummary",
    "Stretch",
    "Verdict",
    "badness",
    "by_badness",
    "check_of",
    "counted",
    "counts_of",
    "hex_colour",
    "leg_counts",
    "rep_names",
    "shown_reps",
    "worst",
    "worst_averaged",
]
