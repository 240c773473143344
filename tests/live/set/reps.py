"""Reps of a set with given numbers, and pictures of them."""

from dataclasses import replace

import numpy as np

from formcheck.live.set.pictures import SetPictures
from formcheck.live.window.screen import nobody
from formcheck.poses.landmarks import Side
from formcheck.results import Check, FrameResult, Rep, Verdict
from tests.synthetic import standing

HEEL, LEAN, ADVICE = "heel-not-to-glutes", "excessive-forward-lean", "toe-slam"
STEP_S = 2.0
STANDING = next(standing(0.5).poses())


def heel(knee_deg: float) -> Check:
    """The check of the main rule for a knee bend: 105° is a fault, 120° good."""
    bad = knee_deg < 105.0
    borderline = Verdict.BORDERLINE if knee_deg < 120.0 else Verdict.GOOD
    return Check(
        HEEL,
        Verdict.FAULT if bad else borderline,
        value=knee_deg,
        threshold=105.0 if bad else 120.0,
        unit="deg",
        lower_limit=True,
        good_limit=120.0,
        fault_limit=105.0,
        cue="Pull your heel all the way up to your glutes" if bad else "",
        label="knee bend",
        measure="knee_flexion_deg",
        main=True,
        part="knee",
    )


def fault(rule: str, value: float, threshold: float, label: str = "lean") -> Check:
    """A fault of another rule."""
    return Check(
        rule, Verdict.FAULT, value=value, threshold=threshold, unit="deg", cue="Up", label=label
    )


def rep(index: int, *checks: Check, side: Side | None = "left") -> Rep:
    """A rep of a second and a half; one begins every two seconds."""
    start_s = STEP_S * index
    checks = tuple(replace(check, side=side, part_side=side) for check in checks)
    return Rep(index, side, start_s, start_s + 0.5, start_s + 1.5, {}, checks)


def seen(time_s: float) -> FrameResult:
    """What is known of a picture with a person who stands."""
    return replace(nobody(time_s), xy_px=STANDING.xy_px, near_side="left")


def filmed(seconds: float, pictures: SetPictures | None = None, fps: float = 20.0) -> SetPictures:
    """Grey pictures of some seconds."""
    pictures = pictures or SetPictures()
    image = np.full((90, 160, 3), 120, np.uint8)
    for n in range(round(seconds * fps)):
        pictures.add(image, seen(n / fps))
    return pictures
