"""Kickbacks made of cosines, on all fours and standing."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from formcheck.poses.landmarks import COUNT, SIDES, Landmark, Side
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray
from tests.synthetic.body import (
    FOREARM_M,
    HALF_HIPS_M,
    HALF_SHOULDERS_M,
    LEG_M,
    NECK_M,
    SHANK_M,
    THIGH_M,
    TRUNK_M,
    UPPER_ARM_M,
    Parts,
    down,
    place,
)
from tests.synthetic.camera import Camera


@dataclass(frozen=True, slots=True)
class Lift:
    """One kickback as it is meant."""

    side: Side
    start_s: float
    travel_deg: float


@dataclass(frozen=True, kw_only=True)
class Kickbacks:
    """A set of kickbacks, on all fours or standing. The defaults are faultless.

    Attributes:
        standing: True standing, False on all fours.
        sides: the leg of each rep.
        travel_deg: how far the thigh goes back from where it rests (upright on all fours); None
            for 90 on all fours and 20 standing.
        travels_deg: the same rep by rep, repeated; if given, in place of ``travel_deg``.
        rest_knee_deg, top_knee_deg: knee flexion of the working leg at rest and at the top; None
            for 90 on all fours and for ``support_knee_deg`` standing.
        support_knee_deg: knee flexion of the stance leg, standing.
        lift_s, hold_s, lower_s, rest_s: times of a rep; the leg moves up and down as a cosine.
        still_s: time before the first rep.
        sunk: share of the way up at which the leg stays between reps.
        trunk_deg: inclination of the trunk; None for 80 on all fours and 6 standing.
        lean_deg: added to it at the top.
        arms_deg: shoulders ahead of the wrists, on all fours.
        support_deg: knee of the stance leg ahead of its hip, on all fours.
        head_deg: line from shoulders to ears against the trunk.
        off_line_deg: how far the working leg goes outward at the top.
        sway_ll: how far the hips shift over the standing leg while the other one works, in leg
            lengths; standing.
        fps: frames per second.
        camera: the camera that sees it.
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
    sway_ll: float = 0.0
    fps: float = 30.0
    camera: Camera = field(default_factory=Camera)

    @property
    def exercise(self) -> str:
        """Id of the exercise."""
        return "standing-kickback" if self.standing else "quadruped-kickback"

    @property
    def counts(self) -> dict[Side, int]:
        """Number of kickbacks of each leg."""
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
        """(n,) timestamps."""
        end_s = self.plan[-1].start_s + self.lift_s + self.hold_s + self.lower_s + 1.2
        return np.arange(int(end_s * self.fps)) / self.fps

    def raised(self, side: Side) -> FloatArray:
        """Return (2, n) the share of the way up, 0..1, and the degrees of it."""
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
        """Return the poses as a backend would give them."""
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
        shoulder = hip - TRUNK_M * down(-trunk)
        upper_body = self._upper_body(shoulder, trunk)
        points[:, Landmark.NOSE], _ = upper_body["mouth"]
        for side in SIDES:
            share, travel = raised[side]
            place(points, side, self._leg(hip, share, travel) | upper_body)
        points[..., 2] += self._sway_m()[:, None] * np.clip(points[..., 1] / LEG_M, 0.0, 1.0)
        return self.camera.filmed(self.time_s, points)

    def _sway_m(self) -> FloatArray:
        """Return (n,) how far the hips are to the left of the middle of the feet."""
        at_s, over = [0.0], [0.0]
        for lift in self.plan:
            end_s = lift.start_s + self.lift_s + self.hold_s + self.lower_s
            standing = -1.0 if lift.side == "left" else 1.0
            at_s += [lift.start_s - 0.05, end_s + 0.05]
            over += [standing, standing]
        return self.sway_ll * LEG_M * np.interp(self.time_s, [*at_s, at_s[-1] + 0.4], [*over, 0.0])

    def _upper_body(self, shoulder: FloatArray, trunk: FloatArray) -> Parts:
        head = np.radians(self.head_deg)
        ear = shoulder - NECK_M * down(-trunk - head)
        face = ear + 0.1 * down(np.pi / 2.0 - trunk - head)
        arms = np.radians(-10.0 if self.standing else -self.arms_deg) * np.ones(len(trunk))
        wrist = shoulder + (UPPER_ARM_M + FOREARM_M) * down(arms)
        return {
            "shoulder": (shoulder, HALF_SHOULDERS_M),
            "elbow": ((shoulder + wrist) / 2.0, HALF_SHOULDERS_M),
            "wrist": (wrist, HALF_SHOULDERS_M),
            "ear": (ear, 0.07),
            **dict.fromkeys(("pinky", "index", "thumb"), (wrist, HALF_SHOULDERS_M)),
            **dict.fromkeys(("eye_inner", "eye", "eye_outer", "mouth"), (face, 0.03)),
        }

    def _leg(self, hip: FloatArray, share: FloatArray, travel: FloatArray) -> Parts:
        """Place a leg: ``share`` of the way up, 0..1, and degrees of it."""
        if self.standing:
            rest, top = self.support_knee_deg, self.top_knee_deg
            rest = rest if self.rest_knee_deg is None else self.rest_knee_deg
            # Thigh and shank lean to opposite sides, so that the foot is under the hip.
            thigh = np.radians(rest / 2.0 - travel)
        else:
            rest, top = 90.0 if self.rest_knee_deg is None else self.rest_knee_deg, 90.0
            top = top if self.top_knee_deg is None else self.top_knee_deg
            thigh = np.radians(self.support_deg * (travel == 0.0) - travel)
        shank = thigh - np.radians(rest + share * ((rest if top is None else top) - rest))
        off = np.radians(self.off_line_deg) * share
        in_line, aside = np.cos(off)[:, None], np.sin(off)
        knee = hip + THIGH_M * in_line * down(thigh)
        ankle = knee + SHANK_M * in_line * down(shank)
        forward = down(shank + np.pi / 2.0)
        foot_out_m = HALF_HIPS_M + LEG_M * aside
        return {
            "hip": (hip, HALF_HIPS_M),
            "knee": (knee, HALF_HIPS_M + THIGH_M * aside),
            "ankle": (ankle, foot_out_m),
            "heel": (ankle + 0.05 * down(shank) - 0.05 * forward, foot_out_m),
            "foot_index": (ankle + 0.06 * down(shank) + 0.14 * forward, foot_out_m),
        }
