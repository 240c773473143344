"""Overviews for the tests."""

from formcheck.report.overview import ClipRow, FailedRow, Finding, Overview
from formcheck.results import Count

HOSTILE = "</td><script>alert(1)</script>\x1b[31m\u202e\"'&"


def finding(title: str, leg: str = "left") -> Finding:
    return Finding(
        rule=title.lower().replace(" ", "-"),
        title=title,
        leg=leg,
        value=97.0,
        threshold=105.0,
        unit="deg",
        measured=f"{leg} 8 of 8 kicks faulty 97° (fault below 105°, good from 120°)",
        reason="turn to face the camera",
    )


def row(
    clip: str,
    faults: int = 0,
    *,
    faulty_share: float = 0.0,
    borderline: int = 0,
    good: int = 1,
    reps: int = 8,
) -> ClipRow:
    """Return the row of a clip whose folder has the name of its file without ending."""
    folder = clip.rpartition("/")[2].rpartition(".")[0]
    return ClipRow(
        clip=clip,
        folder=folder,
        exercise="Butt kicks",
        exercise_ids=["butt-kicks"],
        level="warm-up",
        view="seen from the side",
        left=reps,
        right=reps,
        verdict_counts={"left": Count(reps, good=reps), "right": Count(reps, good=reps)},
        faults=[finding(f"Fault {i}") for i in range(faults)],
        borderline=[finding(f"Edge {i}") for i in range(borderline)],
        good=["Upright posture"] * good,
        not_assessed=[finding("Level hips")],
        warnings=[f"{clip} is dark"],
        faulty_share=faulty_share,
        judged_at="2026-01-01T12:00:00+00:00",
        page=f"{folder}/review.html",
    )


def overview() -> Overview:
    """Return an overview of three clips, and one that failed."""
    return Overview.of(
        [row("in/good.mp4", reps=3), row("in/worst.mp4", 3, reps=9), row("in/bad.mp4", 1, reps=20)],
        [FailedRow(clip="in/broken.mov", error="in/broken.mov is empty: record it again")],
    )
