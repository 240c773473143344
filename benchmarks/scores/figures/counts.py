"""Counts of reps, and how far a live set agrees with the clip as a whole."""

from collections.abc import Sequence

import numpy as np

from benchmarks.scores.clip_score import ClipScore
from benchmarks.scores.figures.row import (
    Row,
    kinds_of,
    mean,
    miscount,
    of_kind,
    peak_late_frames,
    quantile,
)
from formcheck.poses.landmarks import SIDES

#: Kinds of clip that the targets of live agreement are about; hard clips are only reported.
AGREEMENT_KINDS = ("side", "quadruped", "standing")
AGREEMENT_KINDS_TOGETHER = "all but hard and other"


def rep_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return how often the count of a leg is right, and by how many frames a peak is off."""
    rows: list[Row] = []
    for kind in kinds_of(scores):
        some = of_kind(scores, kind)
        row: Row = {"kind": kind, "clips": len(some)}
        for source in ("offline", "live"):
            off = np.array([miscount(s, side, source) for s in some for side in SIDES])
            row[source] = {"exact": float((off == 0).mean()), "by_one": float((off == 1).mean())}
        late = peak_late_frames(some)
        row["late_frames"] = {"median": quantile(late, 0.5), "p95": quantile(late, 0.95)}
        row["live_same"] = mean([s.counts["screen"] == s.counts["offline"] for s in some])
        rows.append(row)
    return rows


def agreement_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return one row for each kind of clip: how often live says what the clip says, and how soon.

    ``screen`` is a live set with the last frame of the clip; ``at_once`` is what it says before
    anything that comes later corrects it.
    """
    rows = [_agreement(kind, of_kind(scores, kind)) for kind in kinds_of(scores)]
    some = [score for score in scores if score.clip.kind in AGREEMENT_KINDS]
    return [*rows, _agreement(AGREEMENT_KINDS_TOGETHER, some)] if some else rows


def _agreement(kind: str, scores: Sequence[ClipScore]) -> Row:
    late_s = np.concatenate([score.delays_s for score in scores])
    return {
        "kind": kind,
        "clips": len(scores),
        "screen": _agreeing(scores, "screen"),
        "at_once": _agreeing(scores, "live"),
        "reps": len(late_s),
        "judged_after_s": {
            "median": quantile(late_s, 0.5),
            "p95": quantile(late_s, 0.95),
            "most": quantile(late_s, 1.0),
        },
    }


def _agreeing(scores: Sequence[ClipScore], source: str) -> dict[str, float]:
    """Return the shares of clips with the same counts, with the same verdicts, and of verdicts."""
    counts = [score.counts[source] == score.counts["offline"] for score in scores]
    same = [[rule.found is getattr(rule, source) for rule in score.rules] for score in scores]
    return {
        "same_counts": mean(counts),
        "same_verdicts": mean([all(rules) for rules in same]),
        "same_rules": mean([rule for rules in same for rule in rules]),
    }


def difference_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return one row for each difference of the live screen: counts (left/right) and verdicts."""
    rows: list[Row] = []
    for score in scores:
        name = score.clip.spec.name
        offline, live, true = (
            "/".join(str(count) for count in score.counts[source].values())
            for source in ("offline", "screen", "true")
        )
        if offline != live:
            rows.append(_difference(name, "attempts", offline, live, true))
        rows += [
            _difference(name, rule.rule, str(rule.found), str(rule.screen), rule.true)
            for rule in score.rules
            if rule.found is not rule.screen
        ]
    return rows


def _difference(clip: str, what: str, offline: str, live: str, true: str) -> Row:
    return {"clip": clip, "what": what, "offline": offline, "live": live, "true": true}
