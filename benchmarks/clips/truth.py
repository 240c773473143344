"""The truth that the renderer writes beside each clip: every angle, every joint, every rep."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np

from formcheck.body.view import ViewKind
from formcheck.poses.landmarks import SIDES, Side
from formcheck.system.arrays import FloatArray

#: From this angle off its axis on, a camera is oblique.
OBLIQUE_FROM_DEG = 30.0
#: Up to this angle off the side a camera shows the sagittal plane.
SAGITTAL_TO_DEG = 60.0
#: Who turns by more than this from frame to frame turns round.
TURNING_DEG = 0.3
#: For each way to face in the picture, where the camera stands (to the person's left, ahead of
#: them), and where it moves to with a positive yaw.
_AXES: Mapping[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "right": ((-1.0, 0.0), (0.0, 1.0)),
    "left": ((1.0, 0.0), (0.0, 1.0)),
    "camera": ((0.0, 1.0), (1.0, 0.0)),
    "away": ((0.0, -1.0), (1.0, 0.0)),
}


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known about a rendered clip of n frames. `benchmarks/human/README.md` has the fields.

    Attributes:
        spec: the specification that the clip was rendered from.
        time_s: (n,) seconds.
        measures: (n,) for each measure: degrees, or leg lengths.
        joints_px: (n, 2) for each joint: pixels, y down.
        joints_m: (n, 3) for each joint: metres; x to the person's left, y up, z forward.
        reps: one mapping for each rep, sorted by time.
        leg_m: length of a leg in metres.
        turned_deg: (n,) how far the person has turned to their left since the first frame.
    """

    spec: Mapping[str, Any]
    time_s: FloatArray
    measures: Mapping[str, FloatArray]
    joints_px: Mapping[str, FloatArray]
    joints_m: Mapping[str, FloatArray]
    reps: tuple[Mapping[str, Any], ...]
    leg_m: float
    turned_deg: FloatArray

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a ``.truth.json`` file."""
        content = json.loads(path.read_text(encoding="utf-8"))
        frames = content["frames"]
        measures, joints_px, joints_m = (
            {name: np.array(values) for name, values in frames[key].items()}
            for key in ("measures", "joints_px", "joints_m")
        )
        return cls(
            content["spec"],
            np.array(frames["time_s"]),
            measures,
            joints_px,
            joints_m,
            tuple(content["reps"]),
            content["person"]["leg_length_m"],
            np.array(frames.get("yaw_deg", np.zeros(len(frames["time_s"])))),
        )

    @property
    def facing(self) -> str:
        """Which way the person faces in the picture."""
        return str(self.spec["camera"].get("facing", "right"))

    @property
    def yaw_deg(self) -> float:
        """How far the camera stands off the axis that it is meant to stand on, in degrees."""
        return abs(float(self.spec["camera"].get("yaw_deg", 0.0)))

    @property
    def view(self) -> ViewKind:
        """The view from where the camera truly stands."""
        if self.yaw_deg > OBLIQUE_FROM_DEG:
            return "oblique"
        kinds: dict[str, ViewKind] = {"camera": "front", "away": "rear"}
        return kinds.get(self.facing, "side")

    @property
    def off_side_deg(self) -> float:
        """How far the camera stands off the side, from the front or the rear, in degrees."""
        return self.yaw_deg if self.near_side else 90.0 - self.yaw_deg

    def shows(self, views: Collection[str]) -> bool:
        """Return whether the camera shows what is judged from one of these views."""
        sagittal = self.view == "oblique" and self.off_side_deg <= SAGITTAL_TO_DEG
        return self.view in views or (sagittal and "side" in views)

    @property
    def near_side(self) -> Side | None:
        """The leg nearer to the camera; None if the camera sees the front or the back."""
        near: dict[str, Side] = {"right": "right", "left": "left"}
        return near.get(self.facing)

    @property
    def turns(self) -> bool:
        """Whether the person turns round."""
        return bool(np.ptp(self.turned_deg) > TURNING_DEG)

    def stretches(self) -> "list[Truth]":
        """Return the truth of each time in which the person faces one way, with its whole reps.

        Each tells where the camera stands for the way the person faces then.
        """
        if not self.turns:
            return [self]
        still = np.abs(np.gradient(self.turned_deg)) < TURNING_DEG
        edges = np.flatnonzero(np.diff(np.concatenate(([False], still, [False]))))
        return [self._part(first, stop) for first, stop in edges.reshape(-1, 2).tolist()]

    def _part(self, first: int, stop: int) -> "Truth":
        since_s, until_s = self.time_s[first], self.time_s[stop - 1]
        frames = slice(first, stop)
        reps = [r for r in self.reps if r["start_s"] >= since_s and r["end_s"] <= until_s]
        camera = dict(self.spec["camera"]) | self._seen_from(float(self.turned_deg[first]))
        measures, joints_px, joints_m = (
            {name: values[frames] for name, values in table.items()}
            for table in (self.measures, self.joints_px, self.joints_m)
        )
        return replace(
            self,
            spec={**self.spec, "camera": camera},
            time_s=self.time_s[frames],
            measures=measures,
            joints_px=joints_px,
            joints_m=joints_m,
            reps=tuple(reps),
            turned_deg=self.turned_deg[frames],
        )

    def _seen_from(self, turned_deg: float) -> dict[str, Any]:
        """Return how the camera sees the person once they have turned so far."""
        towards, aside = _AXES[self.facing]
        off = np.radians(float(self.spec["camera"].get("yaw_deg", 0.0)))
        outwards = np.cos(off) * np.array(towards) + np.sin(off) * np.array(aside)
        turn = np.radians(turned_deg)
        x, z = outwards
        seen = np.array([np.cos(turn) * x - np.sin(turn) * z, np.sin(turn) * x + np.cos(turn) * z])
        facing = max(_AXES, key=lambda name: float(seen @ np.array(_AXES[name][0])))
        towards, aside = _AXES[facing]
        yaw_deg = np.degrees(np.arctan2(seen @ np.array(aside), seen @ np.array(towards)))
        return {"facing": facing, "yaw_deg": float(yaw_deg)}

    def counts(self) -> dict[Side, int]:
        """Return the number of reps of each leg."""
        return {side: sum(rep["side"] == side for rep in self.reps) for side in SIDES}

    def of_reps(self, name: str) -> FloatArray:
        """Return (reps,) the field ``name`` of every rep."""
        return np.array([rep[name] for rep in self.reps])

    def moving(self) -> slice:
        """Return the frames from the start of the first rep to the end of the last one."""
        first, stop = np.searchsorted(
            self.time_s, [self.reps[0]["start_s"], self.reps[-1]["end_s"]]
        )
        return slice(int(first), int(stop))

    def frame_at(self, time_s: float) -> int:
        """Return the index of the frame nearest to a time."""
        return int(np.argmin(np.abs(self.time_s - time_s)))

    def still_deg(self, name: str) -> float:
        """Return the person's own neutral of a measure: its median before the first rep."""
        return float(np.median(self.measures[name][self.time_s < self.reps[0]["start_s"]]))
