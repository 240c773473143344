"""One clip from its specification: movement, picture, truth."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.camera import Camera, place_camera, room_axis
from benchmarks.human.clothes import Garment
from benchmarks.human.errors import RenderError
from benchmarks.human.feet import Sole, find_sole
from benchmarks.human.gear import GearInTheWay
from benchmarks.human.gl import Look, Renderer, bone_rows
from benchmarks.human.motion_butt_kicks import ButtKickMotion
from benchmarks.human.motion_quadruped import QuadrupedMotion
from benchmarks.human.motion_standing import StandingMotion
from benchmarks.human.posture import Motion, Posed, Poser
from benchmarks.human.reps import Planned, rep_rows
from benchmarks.human.sampling import MAX_SAMPLES, samples_needed
from benchmarks.human.scene import build_room
from benchmarks.human.spec import ClipSpec
from benchmarks.human.truth import frames_table, joint_places, seen_table
from benchmarks.human.turning import QUADRUPED_CENTRE_M, Bout, in_room, joined, turned_while_moving
from benchmarks.human.video import frame_rate, write_video
from benchmarks.human.wardrobe import Dressed, dress

Floats = NDArray[np.float64]
TRUTH_VERSION = 1
#: So far behind the middle of the person nothing stands.
HALF_DEPTH_M = 0.5


@dataclass(frozen=True, slots=True)
class Made:
    """A clip that is worked out but not drawn yet.

    Attributes:
        spec: its specification.
        person: who is seen.
        poser: turns the motion into posed bones.
        motion: the movement on its grid of times.
        planned: the reps.
        camera: as placed.
        frame_times_s: (frames,) the middle of each exposure.
        shutter_s: how long an exposure is.
        support_m: (3,) where the hands rest, or None.
    """

    spec: ClipSpec
    person: Dressed
    poser: Poser
    motion: Motion
    planned: list[Planned]
    camera: Camera
    frame_times_s: Floats
    shutter_s: float
    support_m: Floats | None


def make(spec: ClipSpec, body_data: Path) -> Made:
    """Build the person and the movement, and place the camera.

    Raises:
        RenderError: the body data is incomplete, or the clip would be too short.
    """
    if not (body_data / "base.obj.gz").is_file():
        raise RenderError(f"{body_data} is not a body data folder: it has no base.obj.gz.")
    person = dress(body_data, spec.body, spec.seed)
    poser = Poser(person.body.skeleton)
    shod = [g for g in person.garments if g.name == person.chosen.shoes]
    soles = {
        side: find_sole(person.body, shod, letter)
        for side, letter in (("left", "L"), ("right", "R"))
    }
    whole, support = _movement(spec, poser, soles, person, shod)
    motion = whole.motion
    fps = float(frame_rate(spec.camera.fps))
    count = int(np.floor(motion.time_s[-1] * fps))
    if count < 2:
        raise RenderError(f"The clip {spec.name!r} would be shorter than two frames.")
    shutter = spec.camera.shutter_s
    return Made(
        spec=spec,
        person=person,
        poser=poser,
        motion=motion,
        planned=whole.planned,
        camera=_camera(spec, person, poser, motion),
        frame_times_s=np.arange(count) / fps,
        shutter_s=min(1 / 80, 0.5 / fps) if shutter is None else min(shutter, 1 / fps),
        support_m=support,
    )


def _camera(spec: ClipSpec, person: Dressed, poser: Poser, motion: Motion) -> Camera:
    """Place the camera so that it sees everything that the person ever occupies."""
    moved = motion.at(np.arange(0, motion.time_s[-1], 0.1))
    sampled = in_room(poser.pose(moved), moved)
    places = np.concatenate(list(joint_places(sampled, person.body).values()))
    return place_camera(
        spec.camera,
        places.min(axis=0) - np.array([0.12, 0.06, 0.12]),
        places.max(axis=0) + np.array([0.12, 0.16, 0.12]),
    )


def _movement(
    spec: ClipSpec,
    poser: Poser,
    soles: dict[str, Sole],
    person: Dressed,
    shod: list[Garment],
) -> tuple[Bout, Floats | None]:
    """Return the whole movement with its turns, and where the hands rest, or None."""
    builders = [_builder(bout, poser, soles, person, shod) for bout in spec.bouts()]
    bouts = [Bout(builder.build(), builder.planned()) for builder in builders]
    support = builders[0].support_place() if isinstance(builders[0], StandingMotion) else None
    centre_m = QUADRUPED_CENTRE_M if spec.exercise == "quadruped-kickback" else 0.0
    fps = float(frame_rate(spec.camera.fps))
    if spec.turns_while_moving:
        return turned_while_moving(bouts[0], list(spec.turns), centre_m, fps), support
    return joined(bouts, list(spec.turns), poser, centre_m, fps), support


def _builder(
    spec: ClipSpec, poser: Poser, soles: dict[str, Sole], person: Dressed, shod: list[Garment]
) -> ButtKickMotion | QuadrupedMotion | StandingMotion:
    if spec.is_butt_kicks:
        return ButtKickMotion(spec, poser, soles)
    if spec.exercise == "standing-kickback":
        return StandingMotion(spec, poser, soles)
    return QuadrupedMotion(spec, poser, person.body, shod)


def truth(made: Made) -> dict[str, Any]:
    """Return the content of the truth file."""
    spec = made.spec
    full = spec.model_copy(update={"body": made.person.chosen})
    motion = made.motion.at(made.frame_times_s)
    posed = made.poser.pose(motion)
    table = frames_table(made.frame_times_s, posed, made.person.body, made.poser)
    table |= seen_table(in_room(posed, motion), made.person.body, made.camera)
    if spec.turns:
        table["yaw_deg"] = np.round(motion.channels["room_yaw_deg"], 3).tolist()
    camera = made.camera
    return {
        "truth_version": TRUTH_VERSION,
        "spec": full.model_dump(mode="json"),
        "person": {
            "leg_length_m": made.poser.leg_m,
            "thigh_m": made.poser.thigh_m,
            "shank_m": made.poser.shank_m,
            "hip_gap_m": 2 * made.poser.half_hip_m,
        },
        "camera": {
            "position_m": camera.position_m.tolist(),
            "rotation": camera.rotation.tolist(),
            "focal_px": camera.focal_px,
            "k1": camera.k1,
            "width": camera.width,
            "height": camera.height,
            "fps": float(frame_rate(spec.camera.fps)),
            "shutter_s": made.shutter_s,
        },
        "frames": table,
        "reps": rep_rows(made.spec, made.planned, made.motion, made.poser, made.person.body),
    }


def _gear(made: Made) -> GearInTheWay | None:
    spec = made.spec
    if spec.scene.gear is None:
        return None
    works = 1 if made.planned and made.planned[0].side == "right" else 0
    return GearInTheWay(spec.scene.gear, spec.seed, room_axis(spec.camera), made.support_m, works)


def _images(made: Made, renderer: Renderer) -> Iterator[NDArray[np.uint8]]:
    """Yield the frames, drawn in blocks: the bones of a long clip would fill the memory."""
    block = 32
    rest = made.poser.skeleton.heads_m
    gear = _gear(made)
    offsets = (np.arange(MAX_SAMPLES) + 0.5) / MAX_SAMPLES - 0.5
    for start in range(0, len(made.frame_times_s), block):
        middles = made.frame_times_s[start : start + block]
        times = (middles[:, None] + offsets * made.shutter_s).ravel()
        motion = made.motion.at(np.clip(times, 0, None))
        posed = in_room(made.poser.pose(motion), motion)
        rows = bone_rows(posed, rest).reshape(len(middles), MAX_SAMPLES, -1, 3, 4)
        joints = np.concatenate([posed.heads_m, posed.tails_m], axis=1)
        seen = joints.reshape(len(middles), MAX_SAMPLES, -1, 3)
        ankles = np.stack([posed.joint("foot.L"), posed.joint("foot.R")], axis=1)
        ankles = ankles.reshape(len(middles), MAX_SAMPLES, 2, 3)
        for index in range(len(middles)):
            ends = made.camera.project(seen[index, [0, -1]])
            path = float(np.linalg.norm(ends[1] - ends[0], axis=-1).max())
            count = samples_needed(path)
            pick = np.linspace(0, MAX_SAMPLES - 1, count).round().astype(int)
            feet = _contacts(posed, index * MAX_SAMPLES + MAX_SAMPLES // 2)
            things = np.stack([gear.vertices(at) for at in ankles[index, pick]]) if gear else None
            yield renderer.frame(rows[index, pick], seen[index, pick], feet, start + index, things)


def _contacts(posed: Posed, index: int) -> Floats:
    """Return points (6, 3) near the floor: below ankles and balls, and between."""
    out = []
    for letter in ("L", "R"):
        ankle, ball = posed.joint(f"foot.{letter}")[index], posed.joint(f"toe2-1.{letter}")[index]
        heel = ankle - [0, 0.07, 0]
        out += [heel, ball - [0, 0.02, 0], (heel + ball) / 2]
    return np.array(out)


def render_clip(spec: ClipSpec, body_data: Path, out: Path) -> dict[str, float]:
    """Write ``<name>.mp4`` and ``<name>.truth.json``; return the frames and the seconds it took.

    Raises:
        RenderError: the clip cannot be rendered.
    """
    begun = time.perf_counter()
    made = make(spec, body_data)
    rail_m = None if spec.scene.gear == "chair" else made.support_m
    room = build_room(spec.scene, spec.seed, room_axis(spec.camera), HALF_DEPTH_M, rail_m)
    rng = np.random.default_rng([spec.seed, 4])
    look = Look(spec.camera.noise, 1.5, float(rng.integers(0, 3)))
    renderer = Renderer(made.person, room, made.camera, look)
    try:
        count = write_video(
            out / f"{spec.name}.mp4",
            _images(made, renderer),
            spec.camera.fps,
            spec.camera.width,
            spec.camera.height,
            spec.camera.crf,
        )
    finally:
        renderer.close()
    text = json.dumps(truth(made))
    (out / f"{spec.name}.truth.json").write_text(text + "\n", encoding="utf-8")
    return {"frames": float(count), "seconds": time.perf_counter() - begun}
