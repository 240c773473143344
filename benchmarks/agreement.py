"""What a camera's user is told beside what the clip would have said, and how soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.truth import Truth
from formcheck.exercise import Exercise
from formcheck.kinematics import Motion
from formcheck.live_judge import LiveJudge
from formcheck.pose import FloatArray, PoseTrack, join
from formcheck.results import Rep, Session

ASKED_KINDS = ("side", "quadruped", "standing")  # hard clips are told of, not asked for


@dataclass(frozen=True, slots=True)
class LiveRun:
    """A clip judged as from a camera.

    Attributes:
        session: what was judged.
        settled: the motion as it was judged.
        drawn: the motion as it was drawn at once.
        judged_s: (reps,) the timestamp of the frame with which each rep was judged.
    """

    session: Session
    settled: Motion
    drawn: Motion
    judged_s: FloatArray


def run_live(track: PoseTrack, exercise: Exercise, level: str = "") -> LiveRun:
    """Judge a track frame by frame and note when."""
    live = LiveJudge(track.width, track.height, exercise, level)
    drawn, judged_s = [], list[float]()
    for pose in track.poses():
        drawn.append(live.step(pose))
        judged_s += [pose.time_s] * (len(live.checker.reps) - len(judged_s))
    session = live.finish()
    # A rep that the clip cuts off is judged by its end; that says nothing of a delay.
    judged_s += [np.nan] * (len(session.reps) - len(judged_s))
    return LiveRun(
        session,
        Motion(session.track, live.subject),
        Motion(join(drawn), live.subject),
        np.array(judged_s),
    )


def delays_s(truth: Truth, run: LiveRun) -> FloatArray:
    """(n,) from the true end of each rep that was found to the frame with which it was judged."""
    delays = []
    for rep, judged_s in zip(run.session.reps, run.judged_s.tolist(), strict=True):
        end_s = _true_end_s(truth, rep)
        if end_s is not None and np.isfinite(judged_s):
            delays.append(judged_s - end_s)
    return np.array(delays)


def _true_end_s(truth: Truth, rep: Rep) -> float | None:
    """End of the true rep of the same leg whose peak lies within the one found."""
    ends_s = [
        float(true["end_s"])
        for true in truth.reps
        if true["side"] == rep.side and rep.start_s <= true["peak_s"] <= rep.end_s
    ]
    return ends_s[0] if len(ends_s) == 1 else None


def agreement_rows(scores: Sequence[Any]) -> list[dict[str, Any]]:
    """A row per kind of clip: how often live says what offline says, and how soon."""
    rows = [_agreement(kind, [s for s in scores if s.clip.kind == kind]) for kind in _kinds(scores)]
    asked = [score for score in scores if score.clip.kind in ASKED_KINDS]
    return [*rows, _agreement("all but hard and other", asked)] if asked else rows


def _kinds(scores: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(score.clip.kind for score in scores))


def _agreement(kind: str, scores: Sequence[Any]) -> dict[str, Any]:
    same = [[rule.found is rule.live for rule in score.rules] for score in scores]
    late_s = np.concatenate([score.delays_s for score in scores])
    p50, p95, most = np.quantile(late_s, [0.5, 0.95, 1.0]) if len(late_s) else [np.nan] * 3
    return {
        "kind": kind,
        "clips": len(scores),
        "same_counts": float(np.mean([s.counts["live"] == s.counts["offline"] for s in scores])),
        "same_verdicts": float(np.mean([all(rules) for rules in same])),
        "same_rules": float(np.mean([rule for rules in same for rule in rules])),
        "reps": len(late_s),
        "judged_after_s": {"median": float(p50), "p95": float(p95), "most": float(most)},
    }


def difference_rows(scores: Sequence[Any]) -> list[dict[str, Any]]:
    """A row per difference: attempts of the left and the right leg, and verdicts."""
    rows = []
    for score in scores:
        offline, live, true = (
            "/".join(str(count) for count in score.counts[source].values())
            for source in ("offline", "live", "true")
        )
        name = score.clip.spec.name
        if offline != live:
            rows.append(_difference(name, "attempts", offline, live, true))
        rows += [
            _difference(name, rule.rule, str(rule.found), str(rule.live), rule.true)
            for rule in score.rules
            if rule.found is not rule.live
        ]
    return rows


def _difference(clip: str, what: str, offline: str, live: str, true: str) -> dict[str, Any]:
    return {"clip": clip, "what": what, "offline": offline, "live": live, "true": true}
