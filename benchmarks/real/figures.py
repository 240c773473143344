"""The figures of real clips as rows of tables."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from benchmarks.real.score import AngleFinding, ClipFinding, LegsFinding
from benchmarks.real.truth import Seen
from benchmarks.scores.figures.row import Row, spread
from formcheck.poses.recording import MIN_SEEN_S
from formcheck.results import Recognition

KINDS = {False: "real", True: "generated"}


def overview_rows(findings: Sequence[ClipFinding]) -> list[Row]:
    """Return the sums over real clips, and over generated ones."""
    questions: dict[str, Callable[[ClipFinding], bool | None]] = {
        "exercise recognised": lambda f: _is_recognised(f) if f.clip.recognised_as else None,
        "attempts as seen": attempts_right,
        "other movement taken for ours": _is_taken_for_ours,
    }
    rows: list[Row] = []
    for question, answer in questions.items():
        row: Row = {"clips": question}
        for generated, kind in KINDS.items():
            answers = [answer(f) for f in findings if f.clip.generated is generated]
            asked = [given for given in answers if given is not None]
            row[kind] = f"{sum(asked)} of {len(asked)}"
        rows.append(row)
    rows.append({"clips": "attempts judged by the main rule", **_judged_by_kind(findings)})
    return rows


def _judged_by_kind(findings: Sequence[ClipFinding]) -> dict[str, str]:
    shares = {}
    for generated, kind in KINDS.items():
        some = [f for f in findings if f.clip.exercise and f.clip.generated is generated]
        reps = sum(len(f.session.reps) for f in some if f.session)
        shares[kind] = f"{sum(f.judged for f in some)} of {reps}"
    return shares


def exercise_rows(findings: Sequence[ClipFinding]) -> list[Row]:
    """Return a row for each clip that shows an exercise that formcheck can judge."""
    rows: list[Row] = []
    for finding in findings:
        clip, session = finding.clip, finding.session
        if not clip.exercise:
            continue
        counts = session.counts if session else None
        reps = len(session.reps) if session else 0
        rows.append(
            {
                "clip": clip.name,
                "kind": KINDS[clip.generated],
                "exercise": clip.exercise,
                "recognised": _named(finding.recognised),
                "view by eye": clip.view,
                "view": _view(finding),
                "attempts": _against(reps, clip.attempts),
                "left": _against(counts["left"] if counts else 0, clip.left),
                "right": _against(counts["right"] if counts else 0, clip.right),
                "main rule judged": f"{finding.judged} of {reps}",
                "agreed verdicts": _agreed(finding),
                "faults": _told(finding),
            }
        )
    return rows


def other_rows(findings: Sequence[ClipFinding]) -> list[Row]:
    """Return a row for each clip of another movement: what it is taken for."""
    return [
        {
            "clip": finding.clip.name,
            "kind": KINDS[finding.clip.generated],
            "shows": finding.clip.shows,
            "seconds": finding.duration_s,
            "view by eye": finding.clip.view,
            "view": _view(finding),
            "taken for": _named(finding.recognised),
            "attempts": str(len(finding.session.reps)) if finding.session else "-",
            "faults": _told(finding),
        }
        for finding in findings
        if not finding.clip.exercise
    ]


def remark_rows(findings: Sequence[ClipFinding]) -> list[Row]:
    """Return what the user is told about each clip of an exercise, a row for each sentence."""
    return [
        {"clip": finding.clip.name, "remark": remark}
        for finding in findings
        if finding.clip.exercise
        for remark in finding.remarks
    ]


def angle_rows(findings: Sequence[AngleFinding]) -> list[Row]:
    """Return the errors of each angle of each clip, and of each angle over a kind of reference."""
    rows: list[Row] = []
    for finding in findings:
        rows.append(_angle_row(finding.clip.name, finding.angle, [finding]))
    for by in dict.fromkeys(finding.clip.angles_by for finding in findings):
        some = [finding for finding in findings if finding.clip.angles_by == by]
        clips = len({finding.clip.name for finding in some})
        for angle in dict.fromkeys(finding.angle_of_both for finding in some):
            of_angle = [finding for finding in some if finding.angle_of_both == angle]
            rows.append(_angle_row(f"all {clips}, by {by}", angle, of_angle))
    return rows


def _angle_row(clip: str, angle: str, some: Iterable[AngleFinding]) -> Row:
    errors: dict[str, list[np.ndarray]] = {}
    for finding in some:
        for source, values in finding.errors_deg.items():
            errors.setdefault(source, []).append(values)
    frames = sum(len(values) for values in errors["formcheck"])
    row: Row = {"clip": clip, "angle": angle, "frames": str(frames)}
    row |= {source: spread(values) for source, values in errors.items()}
    row["judged"] = row["formcheck"]["n"] / frames if frames else np.nan
    return row


def legs_rows(findings: Sequence[LegsFinding]) -> list[Row]:
    """Return in how many labelled frames left and right are exchanged."""
    return [
        {
            "clip": finding.clip.name,
            "labelled frames": str(finding.frames),
            "exchanged by the pose model": str(finding.by_model),
            "after cleaning": str(finding.after_cleaning),
        }
        for finding in findings
    ]


def attempts_right(finding: ClipFinding) -> bool | None:
    """Return whether every count lies within what can be seen; None if nothing is known."""
    clip, session = finding.clip, finding.session
    seen = (clip.attempts, clip.left, clip.right)
    if not clip.exercise or not any(seen):
        return None
    counts = session.counts if session else {"left": 0, "right": 0}
    found = (len(session.reps) if session else 0, counts["left"], counts["right"])
    return all(
        known is None or known[0] <= count <= known[1]
        for count, known in zip(found, seen, strict=True)
    )


def _is_taken_for_ours(finding: ClipFinding) -> bool | None:
    """Return whether another movement is taken for ours; None for ours and if it is too short."""
    if finding.clip.recognised_as or finding.duration_s < MIN_SEEN_S:
        return None
    if finding.clip.exercise:
        return bool(finding.recognised.exercise)
    return finding.session is not None


def _is_recognised(finding: ClipFinding) -> bool:
    return finding.recognised.exercise == finding.clip.recognised_as


def _named(recognised: Recognition) -> str:
    name, confidence = recognised.exercise, recognised.confidence
    return f"{name} {confidence:.2f}" if name else "none"


def _view(finding: ClipFinding) -> str:
    view = finding.view
    return view.kind if view.yaw_deg is None else f"{view.kind} {view.yaw_deg:.0f}°"


def _against(found: int, seen: Seen | None) -> str:
    if seen is None:
        return str(found)
    least, most = seen
    known = str(least) if least == most else f"{least}–{most}"
    return f"{found} ({known})"


def _agreed(finding: ClipFinding) -> str:
    known = len(finding.clip.verdicts)
    return f"{finding.verdicts_right} of {known}" if known else "-"


def _told(finding: ClipFinding) -> str:
    return ", ".join(finding.faults) if finding.session else "refused"
