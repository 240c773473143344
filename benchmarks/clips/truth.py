"""The truth that the renderer writes beside each clip: every angle, every joint, every rep."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
    """

    spec: Mapping[str, Any]
    time_s: FloatArray
    measures: Mapping[str, FloatArray]
    joints_px: Mapping[str, FloatArray]
    joints_m: Mapping[str, FloatArray]
    reps: tuple[Mapping[str, Any], ...]
    leg_m: float

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
