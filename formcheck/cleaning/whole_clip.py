"""Clean the poses of a whole clip, which can be seen both ways in time."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.subject import Subject, observe
from formcheck.body.view import View
from formcheck.cleaning.legs import raised_deg
from formcheck.cleaning.merge import merge
from formcheck.cleaning.smoothing import smooth
from formcheck.cleaning.strategies import strategy_for
from formcheck.cleaning.swap import repair_swaps
from formcheck.poses.landmarks import Legs
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning made of a track.

    Attributes:
        track: n cleaned frames, NaN where unknown.
        subject: the person, observed on the repaired track.
        swapped: (n,) the frames whose legs were exchanged.
        shanks_deg: (n, 2) how far the left and the right shank looked raised, also in frames that
            cleaning does not believe; 0 where unknown. None from a camera.
    """

    track: PoseTrack
    subject: Subject
    swapped: BoolArray
    shanks_deg: FloatArray | None = None


def clean(
    track: PoseTrack,
    *,
    cutoff_hz: float,
    max_gap_s: float,
    lag_s: float = 0.0,
    legs: Legs = "alternating",
    mirrored: PoseTrack | None = None,
    steady: slice = slice(None),
) -> Cleaned:
    """Clean a whole track: legs put in order, impossible feet dropped, gaps bridged, filtered.

    Args:
        track: as the backend gave it.
        cutoff_hz: of the low-pass filter; 8 to 10 Hz for kicks, 6 Hz for kickbacks.
        max_gap_s: longer gaps stay empty.
        lag_s: how late the backend's landmarks are; they are moved back in time.
        legs: how the exercise uses the legs.
        mirrored: the same frames seen in a mirror and turned back, where there are any.
        steady: the frames from which the person is observed: those in which they do not turn round.
    """
    strategy = strategy_for(legs)
    if mirrored is not None:
        track = merge(track, mirrored, strategy)
    repaired = repair_swaps(track, observe(track.part(steady.start, steady.stop)), strategy)
    subject = observe(repaired.track.part(steady.start, steady.stop))
    shanks_deg = raised_deg(track, subject)
    shanks_deg[repaired.swapped] = shanks_deg[repaired.swapped][:, ::-1]
    return Cleaned(
        smooth(
            _with_what_is_read(repaired.track, subject.view),
            subject.leg_px,
            cutoff_hz=cutoff_hz,
            max_gap_s=max_gap_s,
            lag_s=lag_s,
            in_place=not np.shares_memory(repaired.track.xy_px, track.xy_px),
        ),
        subject,
        repaired.swapped,
        shanks_deg,
    )


def _with_what_is_read(track: PoseTrack, view: View) -> PoseTrack:
    """Return the track without what no measure reads in a view, because it takes much memory.

    Only from behind the silhouette is read, and only from there and from the front `world_m`, which
    becomes NaN.
    """
    if view.kind != "rear":
        track = replace(track, outline=replace(track.outline, silhouette_px=None))
    if view.kind not in ("rear", "front"):
        unknown = np.broadcast_to(np.float32(np.nan), track.world_m.shape)
        track = replace(track, world_m=unknown)
    return track
