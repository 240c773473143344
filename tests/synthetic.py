"""Butt kicks made of sines and cosines: pose tracks whose truth is known to the last digit.

A stick person in metres (x forward, y up, z to the person's left) stands, kicks alternately and
stands again, seen by a camera far away. Angles follow the clinical convention. Nothing here is
shared with the code under test but the names of the landmarks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np

from formcheck.poses.landmarks import COUNT, SIDES, Landmark, Side, joint, other
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording, Source
from formcheck.system.arrays import BoolArray, FloatArray

THIGH_M = SHANK_M = 0.43
LEG_M = THIGH_M + SHANK_M
TRUNK_M = 0.5
UPPER_ARM_M = 0.3
FOREARM_M = 0.26
HALF_HIPS_M, HALF_SHOULDERS_M = 0.09, 0.18
REST_FLEXION_DEG = 6.0
LEG_NAMES = ("knee", "ankle", "heel", "foot_index")

# Name of a paired part -> where it is, (n, 3) in metres, and how far out to its side.
_Parts: TypeAlias = dict[str, tuple[FloatArray, float]]


@dataclass(frozen=True, slots=True)
class Kick:
    """One kick as it was meant."""

    side: Side
    peak_s: float
    peak_flexion_deg: float


@dataclass(frozen=True, kw_only=True)
class ButtKicks:
    """A set of butt kicks and the camera that sees it. The defaults are faultless.

    Attributes:
        kicks: how many.
        order: the legs in turn, repeated; left first.
        cadence: steps a minute.
        step_factors: of the time to each kick from the one before, repeated.
        left_deg, right_deg: peak knee flexion of each leg.
        peak_offsets_deg: added to the peaks, kick by kick, repeated.
        raise_steps, lower_steps: how long a heel goes up and down, in steps.
        ankle_lean_deg: whole-body lean over the ankles, forward positive.
        waist_bend_deg: of the trunk on top of that.
        bounce_ll: vertical travel of the hips at each step, in leg lengths.
        thigh_swing_deg: how far a kick brings the thigh forward.
        arm_range_deg, arm_mean_deg: upper arm against the trunk, forward positive.
        arm_late_deg: how far the arm is off its time with the opposite leg; 180 is the same leg.
        elbow_deg: elbow flexion.
        knee_inward_deg: frontal-plane angle of both knees, inwards positive.
        hip_drop_deg: pelvic obliquity at each kick, the kicking side lower.
        shoulder_turn_deg, shoulder_tilt_deg: each way; left back and low when the left leg kicks.
        stance_width: ankle gap over hip gap.
        travel_m: way forward at each step.
        toes_down_deg: of each foot, while they kick.
        stand_s, rest_s: standing before and after.
        fps: frames a second.
        unevenness: of the timestamps, as a share of the frame time.
        yaw_deg: the person turned towards the camera; -90 shows the back.
        noise_px: standard deviation of each coordinate.
    """

    kicks: int = 16
    order: tuple[Side, ...] = ("left", "right")
    cadence: float = 100.0
    step_factors: tuple[float, ...] = (1.0,)
    left_deg: float = 130.0
    right_deg: float = 130.0
    peak_offsets_deg: tuple[float, ...] = (0.0,)
    raise_steps: float = 0.65
    lower_steps: float = 0.95
    ankle_lean_deg: float = 4.0
    waist_bend_deg: float = 0.0
    bounce_ll: float = 0.05
    thigh_swing_deg: float = 8.0
    arm_range_deg: float = 45.0
    arm_mean_deg: float = -5.0
    arm_late_deg: float = 0.0
    elbow_deg: float = 90.0
    knee_inward_deg: float = 0.0
    hip_drop_deg: float = 0.0
    shoulder_turn_deg: float = 0.0
    shoulder_tilt_deg: float = 0.0
    stance_width: float = 1.0
    travel_m: float = 0.0
    toes_down_deg: float = 0.0
    stand_s: float = 1.2
    rest_s: float = 1.0
    fps: float = 30.0
    unevenness: float = 0.0
    width: int = 1280
    height: int = 720
    px_per_m: float = 330.0
    facing: Literal[1, -1] = 1
    yaw_deg: float = 0.0
    noise_px: float = 0.0
    seed: int = 1

    @property
    def step_s(self) -> float:
        """Time from one kick to the next, before ``step_factors``."""
        return 60.0 / self.cadence

    @cached_property
    def plan(self) -> tuple[Kick, ...]:
        """The kicks in order."""
        kicks = []
        peak_s = self.stand_s + self.raise_steps * self.step_s
        for i in range(self.kicks):
            if i:
                peak_s += self.step_s * self.step_factors[i % len(self.step_factors)]
            side = self.order[i % len(self.order)]
            peak_deg = self.left_deg if side == "left" else self.right_deg
            peak_deg += self.peak_offsets_deg[i % len(self.peak_offsets_deg)]
            kicks.append(Kick(side, peak_s, peak_deg))
        return tuple(kicks)

    @property
    def counts(self) -> dict[Side, int]:
        """Kicks of each leg."""
        return {side: sum(kick.side == side for kick in self.plan) for side in SIDES}

    @property
    def near_side(self) -> Side:
        """The side of the body nearer to the camera."""
        return "right" if self.facing > 0 else "left"

    @property
    def end_s(self) -> float:
        """When the clip ends."""
        last_s = self.plan[-1].peak_s if self.plan else self.stand_s
        return last_s + self.lower_steps * self.step_s + self.rest_s

    @cached_property
    def time_s(self) -> FloatArray:
        """Timestamps."""
        even = np.arange(int(self.end_s * self.fps) + 1) / self.fps
        shift = np.random.default_rng(self.seed).uniform(-0.5, 0.5, len(even))
        shift[0] = max(shift[0], 0.0)
        return np.asarray(even + self.unevenness * shift / self.fps)

    def raised(self, side: Side) -> FloatArray:
        """(n,) knee flexion over its resting value, in degrees."""
        rise_s, fall_s = self.raise_steps * self.step_s, self.lower_steps * self.step_s
        total = np.zeros(len(self.time_s))
        for kick in self.plan:
            if kick.side == side:
                since = self.time_s - kick.peak_s
                turn = np.clip(np.where(since < 0.0, since / rise_s, since / fall_s), -1.0, 1.0)
                bump = 0.5 * (1.0 + np.cos(np.pi * turn))
                total = np.maximum(total, bump * (kick.peak_flexion_deg - REST_FLEXION_DEG))
        return total

    def knee_flexion_deg(self, side: Side) -> FloatArray:
        """(n,) true knee flexion."""
        return REST_FLEXION_DEG + self.raised(side)

    @cached_property
    def _turn(self) -> FloatArray:
        """(n,) radians through the strides: even multiples of pi at left kicks, odd at right."""
        if not self.plan:
            return np.zeros(len(self.time_s))
        marks: list[int] = []
        for kick in self.plan:
            mark = (marks[-1] + 1) if marks else 0
            marks.append(mark + (mark % 2 != (kick.side == "right")))
        peaks_s = [kick.peak_s for kick in self.plan]
        return np.pi * np.interp(self.time_s, peaks_s, marks)

    @cached_property
    def _underway(self) -> FloatArray:
        """(n,) 0 while standing, 1 from just before the first kick on."""
        return np.clip((self.time_s - self.stand_s + 0.4) / 0.4, 0.0, 1.0)

    def _points_m(self) -> FloatArray:
        """(n, 33, 3) forward, up, left."""
        n = len(self.time_s)
        points = np.zeros((n, COUNT, 3))
        lean = np.radians(self.ankle_lean_deg) * self._underway
        trunk = lean + np.radians(self.waist_bend_deg) * self._underway
        half_rest = np.radians(REST_FLEXION_DEG / 2.0)
        hip = np.zeros((n, 3))
        hip[:, 0] = LEG_M * np.cos(half_rest) * np.sin(lean)
        hip[:, 1] = LEG_M * np.cos(half_rest) * np.cos(lean)
        hip[:, 1] += self.bounce_ll * LEG_M * 0.5 * (1.0 - np.cos(2.0 * self._turn))
        shoulder = hip - TRUNK_M * _down(-trunk)
        ear = shoulder - 0.22 * _down(-trunk)
        points[:, Landmark.NOSE] = ear + np.array([0.11, 0.0, 0.0])
        eye = ear + np.array([0.08, 0.03, 0.0])
        for side in SIDES:
            parts = self._leg(side, hip, lean) | self._arm(side, shoulder, trunk)
            parts |= {
                "ear": (ear, 0.07),
                "eye_inner": (eye, 0.02),
                "eye": (eye, 0.03),
                "eye_outer": (eye, 0.04),
                "mouth": (ear + np.array([0.09, -0.05, 0.0]), 0.02),
            }
            for name, (at, out_m) in parts.items():
                points[:, _landmark(side, name)] = at
                points[:, _landmark(side, name), 2] += out_m if side == "left" else -out_m
        self._twist(points)
        points[..., 0] += (self.travel_m * self._turn / np.pi)[:, None]
        return points

    def _twist(self, points: FloatArray) -> None:
        """Turn and tilt the lines of hips and shoulders, towards each kicking side in turn."""
        towards_left = np.cos(self._turn) * self._underway
        drop, turn, tilt = (
            np.radians(angle_deg) * towards_left
            for angle_deg in (self.hip_drop_deg, self.shoulder_turn_deg, self.shoulder_tilt_deg)
        )
        for side in SIDES:
            out = 1.0 if side == "left" else -1.0
            hip, shoulder = (points[:, joint(side, name)] for name in ("hip", "shoulder"))
            hip[:, 1] -= out * HALF_HIPS_M * np.sin(drop)
            hip[:, 2] = out * HALF_HIPS_M * np.cos(drop)
            shoulder[:, 0] -= out * HALF_SHOULDERS_M * np.sin(turn)
            shoulder[:, 1] -= out * HALF_SHOULDERS_M * np.cos(turn) * np.tan(tilt)
            shoulder[:, 2] = out * HALF_SHOULDERS_M * np.cos(turn)

    def _leg(self, side: Side, hip: FloatArray, lean: FloatArray) -> _Parts:
        raised = self.raised(side)
        peak = max(self.left_deg, self.right_deg) - REST_FLEXION_DEG
        thigh = np.radians(REST_FLEXION_DEG / 2.0 + self.thigh_swing_deg * raised / peak) - lean
        shank = thigh - np.radians(REST_FLEXION_DEG + raised)
        knee = hip + THIGH_M * _down(thigh)
        ankle = knee + SHANK_M * _down(shank)
        # The ankle levels a foot that is near the ground, but for those who land on their toes.
        levelled = np.clip((np.abs(np.degrees(shank)) - 15.0) / 40.0, 0.0, 1.0)
        foot = shank * levelled - np.radians(self.toes_down_deg) * self._underway
        forward = _down(foot + np.pi / 2.0)
        foot_m = HALF_HIPS_M * self.stance_width
        knee_m = (HALF_HIPS_M + foot_m) / 2.0
        knee_m -= THIGH_M * float(np.tan(np.radians(self.knee_inward_deg / 2.0)))
        return {
            "hip": (hip, HALF_HIPS_M),
            "knee": (knee, knee_m),
            "ankle": (ankle, foot_m),
            "heel": (ankle + 0.05 * _down(foot) - 0.05 * forward, foot_m),
            "foot_index": (ankle + 0.05 * _down(foot) + 0.14 * forward, foot_m),
        }

    def _arm(self, side: Side, shoulder: FloatArray, trunk: FloatArray) -> _Parts:
        # Foremost when the other leg kicks.
        shift = np.pi if side == "left" else 0.0
        swing = np.cos(self._turn - shift - np.radians(self.arm_late_deg))
        arm_deg = self.arm_mean_deg + 0.5 * self.arm_range_deg * swing * self._underway
        arm = np.radians(arm_deg) - trunk
        fore = arm + np.radians(self.elbow_deg)
        elbow = shoulder + UPPER_ARM_M * _down(arm)
        wrist = elbow + FOREARM_M * _down(fore)
        fingers = (wrist + 0.07 * _down(fore), 0.2)
        return {
            "shoulder": (shoulder, 0.18),
            "elbow": (elbow, 0.2),
            "wrist": (wrist, 0.2),
            "pinky": fingers,
            "index": fingers,
            "thumb": fingers,
        }

    def track(self) -> PoseTrack:
        """The poses, as a backend would give them."""
        return self.filmed(self.time_s, self._points_m())

    def filmed(self, time_s: FloatArray, points: FloatArray) -> PoseTrack:
        """What this camera sees of (n, 33, 3) points: forward, up, left, in metres."""
        heading = np.radians(-self.yaw_deg if self.facing > 0 else 180.0 + self.yaw_deg)
        forward, up, left = points[..., 0], points[..., 1], points[..., 2]
        camera = np.stack(
            [
                forward * np.cos(heading) - left * np.sin(heading),
                -up,
                forward * np.sin(heading) + left * np.cos(heading),
            ],
            axis=-1,
        )
        middle_hip = camera[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
        floor = np.array([self.width / 2.0, self.height / 2.0 + 0.8 * self.px_per_m])
        xy_px = floor + self.px_per_m * camera[..., :2]
        noise = np.random.default_rng(self.seed).normal(0.0, 1.0, xy_px.shape)
        n = len(points)
        return PoseTrack(
            time_s=time_s,
            xy_px=xy_px + self.noise_px * noise,
            world_m=camera - middle_hip[:, None],
            visibility=np.full((n, COUNT), 0.95),
            people=np.ones(n, dtype=np.int64),
            width=self.width,
            height=self.height,
        )


@dataclass(frozen=True, slots=True)
class Lift:
    """One kickback as it was meant."""

    side: Side
    start_s: float
    travel_deg: float


@dataclass(frozen=True, kw_only=True)
class Kickbacks:
    """A set of kickbacks, on all fours or standing. The defaults are faultless.

    Attributes:
        standing: or on all fours.
        sides: the leg of each rep.
        travel_deg: how far the thigh goes back, from where it rests; on all fours that is upright.
        travels_deg: likewise, rep by rep, repeated; in place of ``travel_deg``.
        rest_knee_deg, top_knee_deg: knee flexion of the working leg at rest and at the top.
        support_knee_deg: of the other leg, standing.
        lift_s, hold_s, lower_s, rest_s: of a rep; it goes up and down as a cosine does.
        still_s: before the first.
        sunk: share of the way that the leg stays up between reps.
        trunk_deg: inclination of the trunk; 80 on all fours, 6 standing where None.
        lean_deg: added to it at the top.
        arms_deg: shoulders ahead of the wrists, on all fours.
        support_deg: knee of the supporting leg ahead of its hip, on all fours.
        head_deg: shoulders to ears against the trunk.
        off_line_deg: the working leg outward at the top.
        camera: of the film.
    """

    standing: bool = False
    sides: tuple[Side, ...] = ("left", "left", "right", "right")
    travel_deg: float | None = None
    travels_deg: tuple[float, ...] = ()
    rest_knee_deg: float | None = None
    top_knee_deg: float | None = None
    support_knee_deg: float = 8.0
    lift_s: float = 1.2
    hold_s: float = 0.4
    lower_s: float = 1.4
    rest_s: float = 0.5
    still_s: float = 1.2
    sunk: float = 0.0
    trunk_deg: float | None = None
    lean_deg: float = 0.0
    arms_deg: float = 0.0
    support_deg: float = 0.0
    head_deg: float = 10.0
    off_line_deg: float = 0.0
    fps: float = 30.0
    camera: ButtKicks = ButtKicks()

    @property
    def exercise(self) -> str:
        """Its id."""
        return "standing-kickback" if self.standing else "quadruped-kickback"

    @property
    def counts(self) -> dict[Side, int]:
        """Kickbacks of each leg."""
        return {side: self.sides.count(side) for side in SIDES}

    @cached_property
    def plan(self) -> tuple[Lift, ...]:
        """The kickbacks in order."""
        usual = 20.0 if self.standing else 90.0
        travels = self.travels_deg or (usual if self.travel_deg is None else self.travel_deg,)
        whole_s = self.lift_s + self.hold_s + self.lower_s + self.rest_s
        return tuple(
            Lift(side, self.still_s + i * whole_s, travels[i % len(travels)])
            for i, side in enumerate(self.sides)
        )

    @cached_property
    def time_s(self) -> FloatArray:
        """Timestamps."""
        end_s = self.plan[-1].start_s + self.lift_s + self.hold_s + self.lower_s + 1.2
        return np.arange(int(end_s * self.fps)) / self.fps

    def raised(self, side: Side) -> FloatArray:
        """(n,) share of the way up, 0..1, and degrees of it."""
        total = np.zeros((2, len(self.time_s)))
        own = [lift for lift in self.plan if lift.side == side]
        for lift in own:
            since = self.time_s - lift.start_s
            up = np.clip(since / self.lift_s, 0.0, 1.0)
            down = np.clip((since - self.lift_s - self.hold_s) / self.lower_s, 0.0, 1.0)
            bump = 0.5 * (np.cos(np.pi * down) - np.cos(np.pi * up))
            if self.sunk and lift is not own[-1]:
                bump = np.where(down > 0.0, np.maximum(bump, self.sunk), bump)
                bump = np.where(since > own[1].start_s - own[0].start_s, 0.0, bump)
            total = np.maximum(total, np.stack([bump, bump * lift.travel_deg]))
        return total

    def track(self) -> PoseTrack:
        """The poses, as a backend would give them."""
        n = len(self.time_s)
        points = np.zeros((n, COUNT, 3))
        raised = {side: self.raised(side) for side in SIDES}
        usual_trunk = 6.0 if self.standing else 80.0
        trunk = np.radians(
            (usual_trunk if self.trunk_deg is None else self.trunk_deg)
            + self.lean_deg * np.maximum(raised["left"][0], raised["right"][0])
        )
        hip = np.zeros((n, 3))
        hip[:, 1] = LEG_M if self.standing else THIGH_M
        shoulder = hip - TRUNK_M * _down(-trunk)
        ear = shoulder - 0.22 * _down(-trunk - np.radians(self.head_deg))
        face = ear + 0.1 * _down(np.pi / 2.0 - trunk - np.radians(self.head_deg))
        points[:, Landmark.NOSE] = face
        arms = np.radians(-10.0 if self.standing else -self.arms_deg) * np.ones(n)
        wrist = shoulder + (UPPER_ARM_M + FOREARM_M) * _down(arms)
        for side in SIDES:
            share, travel = raised[side]
            if self.standing:
                rest, top = self.support_knee_deg, self.top_knee_deg
                rest = rest if self.rest_knee_deg is None else self.rest_knee_deg
                # Standing, thigh and shank lean either way and the foot is under the hip.
                thigh = np.radians(rest / 2.0 - travel)
            else:
                rest, top = 90.0 if self.rest_knee_deg is None else self.rest_knee_deg, 90.0
                top = top if self.top_knee_deg is None else self.top_knee_deg
                thigh = np.radians(self.support_deg * (travel == 0.0) - travel)
            knee_bend = np.radians(rest + share * ((rest if top is None else top) - rest))
            shank = thigh - knee_bend
            off = np.radians(self.off_line_deg) * share
            in_line, aside = np.cos(off)[:, None], np.sin(off)
            knee = hip + THIGH_M * in_line * _down(thigh)
            ankle = knee + SHANK_M * in_line * _down(shank)
            forward = _down(shank + np.pi / 2.0)
            foot_out_m = 0.09 + LEG_M * aside
            parts = {
                "hip": (hip, 0.09),
                "knee": (knee, 0.09 + THIGH_M * aside),
                "ankle": (ankle, foot_out_m),
                "heel": (ankle + 0.05 * _down(shank) - 0.05 * forward, foot_out_m),
                "foot_index": (ankle + 0.06 * _down(shank) + 0.14 * forward, foot_out_m),
                "shoulder": (shoulder, 0.18),
                "elbow": ((shoulder + wrist) / 2.0, 0.18),
                "wrist": (wrist, 0.18),
                "ear": (ear, 0.07),
                **dict.fromkeys(("pinky", "index", "thumb"), (wrist, 0.18)),
                **dict.fromkeys(("eye_inner", "eye", "eye_outer", "mouth"), (face, 0.03)),
            }
            for name, (at, out_m) in parts.items():
                points[:, _landmark(side, name)] = at
                points[:, _landmark(side, name), 2] += out_m if side == "left" else -out_m
        return self.camera.filmed(self.time_s, points)


def _landmark(side: Side, name: str) -> Landmark:
    return Landmark[f"MOUTH_{side.upper()}"] if name == "mouth" else joint(side, name)


def _down(angle: FloatArray) -> FloatArray:
    """(n, 3) unit vectors hanging down, swung forward by ``angle`` in radians."""
    return np.stack([np.sin(angle), -np.cos(angle), np.zeros_like(angle)], axis=-1)


def standing(seconds: float = 3.0, **changes: Any) -> PoseTrack:  # noqa: ANN401
    """Someone who stands still."""
    return ButtKicks(kicks=0, stand_s=seconds, rest_s=0.0, lower_steps=0.0, **changes).track()


def recording(track: PoseTrack, name: str = "clip.mp4") -> PoseRecording:
    """The track as a recorded clip."""
    frame_s = 1.0 / track.fps if track.fps else 0.0
    end_s = float(track.time_s[-1]) + frame_s if len(track) else 0.0
    source = Source(name, track.width, track.height, track.fps, end_s, len(track))
    return PoseRecording(track, source, "synthetic")


def exchange_sides(arrays: FloatArray) -> FloatArray:
    """Rename every landmark of one side to that of the other."""
    order = np.arange(COUNT)
    for landmark in Landmark:
        if "LEFT" in landmark.name:
            twin = Landmark[landmark.name.replace("LEFT", "RIGHT")]
            order[[landmark, twin]] = twin, landmark
    return np.asarray(arrays[:, order])


def mirrored(track: PoseTrack) -> PoseTrack:
    """The picture in a mirror: left is right."""
    xy_px = exchange_sides(track.xy_px)
    xy_px[..., 0] = track.width - xy_px[..., 0]
    world_m = exchange_sides(track.world_m) * [-1.0, 1.0, 1.0]
    return replace(track, xy_px=xy_px, world_m=world_m, visibility=exchange_sides(track.visibility))


def scaled(track: PoseTrack, factor: float) -> PoseTrack:
    """The same clip in another size."""
    return replace(
        track,
        xy_px=track.xy_px * factor,
        width=round(track.width * factor),
        height=round(track.height * factor),
    )


def letterboxed(track: PoseTrack, width: int, height: int) -> PoseTrack:
    """The same picture in the middle of a larger one."""
    shift = np.array([width - track.width, height - track.height]) / 2.0
    return replace(track, xy_px=track.xy_px + shift, width=width, height=height)


def between(track: PoseTrack, start_s: float, end_s: float) -> PoseTrack:
    """A part of the clip, with its own timestamps kept."""
    first, stop = np.searchsorted(track.time_s, [start_s, end_s])
    return track.part(int(first), int(stop))


def runs(track: PoseTrack, every_s: float, length_s: float) -> BoolArray:
    """Frames of a run at regular times, from 2 s on."""
    since_s = track.time_s - 2.0
    return np.asarray((since_s >= 0.0) & (since_s % every_s < length_s))


def with_swapped_legs(track: PoseTrack, where: BoolArray) -> PoseTrack:
    """Left and right knees, ankles and feet exchanged in some frames, as MediaPipe does."""
    order = np.arange(COUNT)
    for name in LEG_NAMES:
        left, right = joint("left", name), joint("right", name)
        order[[left, right]] = right, left
    arrays = {}
    for name in ("xy_px", "world_m", "visibility"):
        array = getattr(track, name).copy()
        array[where] = array[where][:, order]
        arrays[name] = array
    return replace(track, **arrays)


def without_person(track: PoseTrack, start_s: float, end_s: float) -> PoseTrack:
    """Nobody is found for a while."""
    gone = (track.time_s >= start_s) & (track.time_s < end_s)
    xy_px, world_m, visibility = (
        getattr(track, name).copy() for name in ("xy_px", "world_m", "visibility")
    )
    xy_px[gone], world_m[gone], visibility[gone] = np.nan, np.nan, 0.0
    people = np.where(gone, 0, track.people)
    return replace(track, xy_px=xy_px, world_m=world_m, visibility=visibility, people=people)


def with_landmarks(
    track: PoseTrack,
    landmarks: Sequence[Landmark],
    *,
    shift_px: FloatArray | float = 0.0,
    visibility: float | None = None,
) -> PoseTrack:
    """Some landmarks moved (by what broadcasts to (n, landmarks, 2)), or less visible."""
    xy_px, seen = track.xy_px.copy(), track.visibility.copy()
    xy_px[:, landmarks] += shift_px
    if visibility is not None:
        seen[:, landmarks] = visibility
    return replace(track, xy_px=xy_px, visibility=seen)


def leg_landmarks(side: Side) -> list[Landmark]:
    """Knee, ankle, heel and toe."""
    return [joint(side, name) for name in LEG_NAMES]


def wrong_frames(track: PoseTrack, truth: PoseTrack) -> float:
    """Share of the frames in which knees and ankles lie nearer to those of the other leg."""
    names = ("knee", "ankle")
    own = [joint(side, name) for side in SIDES for name in names]
    exchanged = [joint(other(side), name) for side in SIDES for name in names]
    as_is = np.linalg.norm(track.xy_px[:, own] - truth.xy_px[:, own], axis=2).sum(axis=1)
    crossed = np.linalg.norm(track.xy_px[:, own] - truth.xy_px[:, exchanged], axis=2).sum(axis=1)
    apart = np.linalg.norm(truth.xy_px[:, own] - truth.xy_px[:, exchanged], axis=2).max(axis=1)
    told_apart = apart > 0.05 * LEG_M * ButtKicks.px_per_m
    return float(np.mean(told_apart & (as_is > crossed)))
