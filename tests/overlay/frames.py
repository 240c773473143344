"""Pictures and results that the tests of the overlay draw."""

import numpy as np

from formcheck.overlay import Overlay
from formcheck.overlay.layout import Box
from formcheck.poses.landmarks import Landmark, Side
from formcheck.results import Count, FrameResult, JudgedAngle, Verdict
from formcheck.system.arrays import FloatArray, Image

SIZES = [(320, 240), (300, 404), (640, 480), (1280, 720), (480, 848), (1080, 1920)]
LONGEST_CUE = "Pull your heel all the way up to your glutes"
NOTES = (
    "Knee tracking not judged: it needs a front view – turn to face the camera",
    "Tempo not judged: 10 frames a second is too few",
)
# A person seen from the right who kicks the right heel up, in heights of the picture.
STANDING = {
    "NOSE": (0.05, 0.25),
    "SHOULDER": (0.0, 0.38),
    "ELBOW": (0.03, 0.48),
    "WRIST": (0.08, 0.42),
    "HIP": (0.0, 0.58),
    "KNEE": (0.01, 0.75),
    "ANKLE": (-0.01, 0.91),
    "HEEL": (-0.02, 0.93),
    "FOOT_INDEX": (0.04, 0.93),
}
KICKING = {"ANKLE": (-0.13, 0.69), "HEEL": (-0.15, 0.67), "FOOT_INDEX": (-0.15, 0.74)}


def person(width: int, height: int) -> FloatArray:
    points = np.empty((len(Landmark), 2))
    for landmark in Landmark:
        name = landmark.name.removeprefix("LEFT_").removeprefix("RIGHT_")
        at = STANDING.get(name, STANDING["NOSE" if landmark < 11 else "WRIST"])
        if landmark.name.startswith("RIGHT"):
            at = KICKING.get(name, at)
        points[landmark] = at
    points[Landmark.LEFT_EAR] = points[Landmark.RIGHT_EAR] = (0.01, 0.25)
    return points * height + (width / 2, 0)


def result(
    xy_px: FloatArray | None,
    *,
    working: Side | None = None,
    verdict: Verdict = Verdict.NOT_ASSESSED,
    angle: bool = False,
    attempts: int = 7,
    cue: str = "",
    notes: tuple[str, ...] = (),
) -> FrameResult:
    knee = (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE)
    return FrameResult(
        index=0,
        time_s=0.0,
        xy_px=xy_px,
        near_side="right",
        working=working,
        working_verdict=verdict,
        angle=JudgedAngle(*knee, value_deg=72.4, label="knee") if angle else None,
        counts={"left": Count(attempts, 5), "right": Count(8, 6)},
        cue=cue,
        cue_verdict=Verdict.FAULT,
        notes=notes,
        leg_verdict=verdict,
    )


def grey(width: int, height: int) -> Image:
    return np.full((height, width, 3), 128, np.uint8)


def changed(before: Image, after: Image) -> Box:
    """The rectangle in which two pictures differ."""
    rows, columns = np.nonzero((before != after).any(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def drawn(size: tuple[int, int], frame: FrameResult) -> Image:
    return Overlay(*size).draw(grey(*size), frame)
