"""What recognition looks at: how trunk and legs move in a clip, and in two seconds of it.

Landmarks are read as the pose model gave them. Nothing depends on which leg is called left: the
model mixes the legs up, so one foot is only ever the higher foot.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.body.facing import stretches
from formcheck.body.geometry import length, quantile
from formcheck.body.joints import middle, trunk_lean_deg, trunk_vector
from formcheck.body.subject import Subject, observe
from formcheck.body.view import ViewKind
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.recognition.curves import spread
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """How a clip is cut into windows, and when a window shows movement.

    Attributes:
        length_s: length of a window. It holds two steps at 60 a minute, the slowest butt kicks, and
            is no longer than a short clip.
        step_s: time from the start of one window to the start of the next.
        min_frames: windows and clips with fewer frames are left out.
        min_fps_to_smooth: with fewer frames a second, a median of three would cut off kicks.
        on_all_fours_deg: on all fours the trunk is further off the vertical than this. It is 70 to
            90 degrees off from the side, and 40 or more from 60 degrees off the side.
        on_all_fours_drop: on all fours the lower foot is less than this far below the hips, as the
            sum of the drops of thigh and shank: 0.5 to 1.6. It is 1.75 or more in somebody who
            stands and tips forward.
        moving_ll: the person moves if feet or hips move further than this, in leg lengths.
        moving_deg: the person moves, too, if a thigh turns further than this.
    """

    length_s: float = 2.0
    step_s: float = 0.5
    min_frames: int = 3
    min_fps_to_smooth: float = 20.0
    on_all_fours_deg: float = 37.0
    on_all_fours_drop: float = 1.68
    moving_ll: float = 0.08
    moving_deg: float = 12.0


WINDOWS = WindowSettings()


@dataclass(frozen=True, slots=True)
class LegMotion:
    """How trunk and legs move, in the n frames that show a person.

    Angles are in degrees from the vertical: trunk, thighs and legs forward positive, shanks
    backward positive. A drop is how far a joint is below the one above it, in segment lengths.

    Attributes:
        view: where the camera stands.
        time_s: (n,).
        trunk_deg: (n,).
        thigh_deg: (2, n), one row for each leg, as all that follow with two rows.
        shank_deg: (2, n).
        leg_deg: (2, n) hip to ankle. The model drags a standing thigh along with the other one,
            its foot less.
        thigh_length: (2, n) of the thigh in the picture, in thigh lengths.
        knee_drop: (2, n) in thigh lengths.
        ankle_drop: (2, n) in shank lengths.
        foot_lift_ll: (n,) how far one foot is above the other, in leg lengths.
        feet_apart_ll: (n,) how far the feet are apart sideways, in leg lengths.
        trunk_sw: (n,) length of the trunk in the picture, in shoulder widths.
        hand_drop_tl: (n,) how far the higher wrist is below its shoulder, in trunk lengths.
        hips_ll: (n, 2) middle of the hips, in leg lengths.
    """

    view: ViewKind
    time_s: FloatArray
    trunk_deg: FloatArray
    thigh_deg: FloatArray
    shank_deg: FloatArray
    leg_deg: FloatArray
    thigh_length: FloatArray
    knee_drop: FloatArray
    ankle_drop: FloatArray
    foot_lift_ll: FloatArray
    feet_apart_ll: FloatArray
    trunk_sw: FloatArray
    hand_drop_tl: FloatArray
    hips_ll: FloatArray

    @property
    def knee_deg(self) -> FloatArray:
        """(2, n) flexion of the knees."""
        return self.thigh_deg + self.shank_deg

    @property
    def foot_drop(self) -> FloatArray:
        """(2, n) ankle below hip. Of two ankles, the one with the smaller drop is the higher."""
        return self.knee_drop + self.ankle_drop

    @property
    def is_on_all_fours(self) -> bool:
        """Whether the trunk is tipped and no leg stands."""
        tipped = abs(quantile(self.trunk_deg, 0.5)) > WINDOWS.on_all_fours_deg
        return tipped and quantile(self.foot_drop.max(axis=0), 0.5) < WINDOWS.on_all_fours_drop

    @property
    def is_frontal(self) -> bool:
        """Whether the camera stands in front of the person or behind them."""
        return self.view in ("front", "rear")

    @property
    def travel_ll(self) -> float:
        """How far the hips move sideways in the picture, in leg lengths."""
        return spread(self.hips_ll[:, 0])

    @property
    def rise_ll(self) -> float:
        """How far the hips move up and down, in leg lengths."""
        return spread(self.hips_ll[:, 1])

    def moves(self) -> bool:
        """Return whether the person does anything but stand about."""
        moved_ll = max(spread(self.foot_lift_ll), self.travel_ll, self.rise_ll)
        turned_deg = max(spread(self.thigh_deg[0]), spread(self.thigh_deg[1]))
        return moved_ll > WINDOWS.moving_ll or turned_deg > WINDOWS.moving_deg

    def within(self, frames: BoolArray | slice) -> "LegMotion":
        """Return the same of some of the n frames only."""
        return LegMotion(
            self.view,
            self.time_s[frames],
            self.trunk_deg[frames],
            self.thigh_deg[:, frames],
            self.shank_deg[:, frames],
            self.leg_deg[:, frames],
            self.thigh_length[:, frames],
            self.knee_drop[:, frames],
            self.ankle_drop[:, frames],
            self.foot_lift_ll[frames],
            self.feet_apart_ll[frames],
            self.trunk_sw[frames],
            self.hand_drop_tl[frames],
            self.hips_ll[frames],
        )


def leg_motion(track: PoseTrack) -> LegMotion:
    """Return how trunk and legs move in the frames of a track that show a person.

    Args:
        track: as the pose model gave it, with a person in at least one frame.
    """
    subject, found = observe(track), track.found
    lean_deg, trunk = trunk_lean_deg(track.xy_px)[found], trunk_vector(track.xy_px)[found]
    facing = _facing_over_time(track)[found]
    hip, knee, ankle, shoulder, wrist = (
        np.stack([track.xy_px[found, joint(side, name)] for side in SIDES])
        for name in ("hip", "knee", "ankle", "shoulder", "wrist")
    )
    upper, lower, whole = knee - hip, ankle - knee, ankle - hip
    thigh_deg = np.degrees(np.arctan2(facing * upper[..., 0], upper[..., 1]))
    shank_deg = np.degrees(np.arctan2(-facing * lower[..., 0], lower[..., 1]))
    smooth = _median_of_three if track.fps >= WINDOWS.min_fps_to_smooth else np.asarray
    return LegMotion(
        view=subject.view.kind,
        time_s=track.time_s[found],
        trunk_deg=facing * lean_deg,
        # A thigh lifted far behind, and a heel at the glutes, go on past the vertical.
        thigh_deg=smooth(np.where(thigh_deg > 150.0, thigh_deg - 360.0, thigh_deg)),
        shank_deg=smooth(np.where(shank_deg < -90.0, shank_deg + 360.0, shank_deg)),
        leg_deg=smooth(np.degrees(np.arctan2(facing * whole[..., 0], whole[..., 1]))),
        thigh_length=length(upper) / subject.thigh_px,
        knee_drop=upper[..., 1] / subject.thigh_px,
        ankle_drop=lower[..., 1] / subject.shank_px,
        foot_lift_ll=smooth(np.abs(ankle[0, :, 1] - ankle[1, :, 1]) / subject.leg_px),
        feet_apart_ll=smooth(np.abs(ankle[0, :, 0] - ankle[1, :, 0]) / subject.leg_px),
        trunk_sw=length(trunk) / np.maximum(length(shoulder[0] - shoulder[1]), 1.0),
        hand_drop_tl=(wrist - shoulder)[..., 1].min(axis=0) / subject.trunk_px,
        hips_ll=middle(track.xy_px, "hip")[found] / subject.leg_px,
    )


def windows(time_s: FloatArray) -> list[slice]:
    """Return which of the frames at (n,) times each window holds."""
    last_s = max(float(time_s[0]), float(time_s[-1]) - WINDOWS.length_s)
    starts_s = np.arange(float(time_s[0]), last_s + 1e-6, WINDOWS.step_s)
    firsts = np.searchsorted(time_s, starts_s).tolist()
    stops = np.searchsorted(time_s, starts_s + WINDOWS.length_s).tolist()
    return [
        slice(first, stop)
        for first, stop in zip(firsts, stops, strict=True)
        if stop - first >= WINDOWS.min_frames
    ]


def _facing_over_time(track: PoseTrack) -> FloatArray:
    """Return (n,) 1 where the person faces right in the picture, -1 left, for n frames."""
    facing = [np.ones(0)]
    for stretch in stretches(track):
        some = track.part(stretch.start, stretch.stop)
        steady = track.part(stretch.steady_start, stretch.steady_stop)
        way = _facing(observe(steady), trunk_lean_deg(steady.xy_px)[steady.found])
        facing.append(np.full(len(some), way))
    return np.concatenate(facing)


def _facing(subject: Subject, lean_deg: FloatArray) -> float:
    """Return 1 where the person faces right in the picture, -1 left.

    Args:
        subject: the person.
        lean_deg: (n,) how far the trunk leans to the right of the picture.
    """
    if quantile(np.abs(lean_deg), 0.5) > WINDOWS.on_all_fours_deg:  # the head is in front
        return 1.0 if quantile(lean_deg, 0.5) > 0.0 else -1.0
    return float(subject.view.facing or 1)


def _median_of_three(values: FloatArray) -> FloatArray:
    """Return (..., n) medians of three frames, which drop a single frame with the legs mixed up."""
    padded = np.concatenate([values[..., :1], values, values[..., -1:]], axis=-1)
    three = np.stack([padded[..., :-2], padded[..., 1:-1], padded[..., 2:]])
    return np.asarray(np.median(three, axis=0))
