"""The body: mesh, shape, skeleton and weights, read from a MakeHuman data folder."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.errors import RenderError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Bones that move on their own. Every other bone moves with its nearest ancestor in this list.
_TRUNK = (
    "root",
    "spine05",
    "spine04",
    "spine03",
    "spine02",
    "spine01",
    "neck01",
    "neck02",
    "neck03",
    "head",
)
_LIMB = (
    "clavicle",
    "upperarm01",
    "upperarm02",
    "lowerarm01",
    "lowerarm02",
    "wrist",
    "upperleg01",
    "lowerleg01",
    "foot",
    "toe1-1",
    "toe2-1",
    "toe3-1",
    "toe4-1",
    "toe5-1",
    *(f"finger{finger}-{joint}" for finger in range(2, 6) for joint in (1, 2)),
)
BONES: tuple[str, ...] = _TRUNK + tuple(f"{b}.{s}" for b in _LIMB for s in ("L", "R"))
BONE_INDEX = {name: index for index, name in enumerate(BONES)}
DM_TO_M = 0.1
#: Place of the hip joint, as a share of the depth of the hips from behind. The body data has it at
#: 0.52 in women, but 2 cm further back (0.41) in men. That would tilt the thigh and the trunk of
#: every man by 2 to 4 degrees against what is seen, so both get the place of the women.
HIP_DEPTH_SHARE = 0.52


@dataclass(frozen=True, slots=True)
class Mesh:
    """Vertices (V, 3) in metres and triangles (F, 3)."""

    vertices_m: Floats
    triangles: Ints


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The skeleton at rest: parents first; heads and tails (B, 3) in metres."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads_m: Floats
    tails_m: Floats


@dataclass(frozen=True, slots=True)
class Body:
    """A shaped body in its rest pose (an A-pose), facing +z, its left at +x, y up.

    Attributes:
        base_m: (V, 3) every base vertex, helper cages included.
        skin_triangles: (F, 3) the visible skin.
        eye_triangles: (F, 3) the eyeballs.
        weights: (V, B) how much each vertex follows each of `BONES`; rows sum to 1.
        skeleton: the bones.
        points: base vertices that stand for a landmark (nose, ears, heels, toes).
        gender: male or female.
    """

    base_m: Floats
    skin_triangles: Ints
    eye_triangles: Ints
    weights: Floats
    skeleton: Skeleton
    points: dict[str, int]
    gender: str


def read_gzip(path: Path) -> str:
    """Return the text of a gzipped file.

    Raises:
        RenderError: there is no such file, or it cannot be read.
    """
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except FileNotFoundError:
        raise RenderError(f"The body data folder has no file {path.name} ({path}).") from None
    except OSError as error:
        raise RenderError(f"{path} cannot be read: {error}.") from None


def read_obj(path: Path) -> tuple[Floats, dict[str, list[list[int]]]]:
    """Return vertices (V, 3) as in the file, and polygons by group ('' if there are no groups)."""
    vertices: list[tuple[float, float, float]] = []
    groups: dict[str, list[list[int]]] = {"": []}
    polygons = groups[""]
    for line in read_gzip(path).splitlines():
        if line.startswith("v "):
            x, y, z = line.split()[1:4]
            vertices.append((float(x), float(y), float(z)))
        elif line.startswith("f "):
            polygons.append([int(c.split("/")[0]) - 1 for c in line.split()[1:]])
        elif line.startswith("g "):
            polygons = groups.setdefault(line[2:].strip(), [])
    return np.array(vertices), groups


def triangulate(polygons: list[list[int]]) -> Ints:
    """Return polygons cut into fans of triangles (F, 3)."""
    out = [(p[0], p[i], p[i + 1]) for p in polygons for i in range(1, len(p) - 1)]
    return np.array(out, dtype=np.int64).reshape(-1, 3)


def _target_mix(gender: str, ethnicity: str, muscle: float, weight: float) -> dict[str, float]:
    """Return shape targets and their shares; muscle and weight in -1..1 blend two neighbours."""
    mix = {f"{ethnicity}-{gender}-young": 1.0}
    levels = {"muscle": muscle, "weight": weight}
    shares: dict[str, dict[str, float]] = {}
    for kind, level in levels.items():
        extreme = f"{'max' if level > 0 else 'min'}{kind}"
        shares[kind] = {f"average{kind}": 1 - abs(level), extreme: abs(level)}
    for m_name, m_share in shares["muscle"].items():
        for w_name, w_share in shares["weight"].items():
            if m_share * w_share > 0:
                mix[f"universal-{gender}-young-{m_name}-{w_name}"] = m_share * w_share
    return mix


def _shape(base: Floats, folder: Path, mix: dict[str, float]) -> Floats:
    shaped = base.copy()
    for name, share in mix.items():
        rows = [
            line.split()
            for line in read_gzip(folder / f"{name}.target.gz").splitlines()
            if line and not line.startswith("#")
        ]
        if rows:
            table = np.array(rows, dtype=np.float64)
            shaped[table[:, 0].astype(int)] += share * table[:, 1:4]
    return shaped


def _bone_owner(bones: dict[str, Any], name: str) -> int:
    while name not in BONE_INDEX:
        name = bones[name]["parent"]
    return BONE_INDEX[name]


def _skeleton(data: dict[str, Any], vertices_m: Floats, skin_m: Floats) -> Skeleton:
    bones = data["bones"]
    joints = {name: vertices_m[indices].mean(axis=0) for name, indices in data["joints"].items()}
    parents = tuple(
        -1 if bones[name]["parent"] is None else _bone_owner(bones, bones[name]["parent"])
        for name in BONES
    )
    heads = np.array([joints[bones[name]["head"]] for name in BONES])
    tails = np.array([joints[bones[name]["tail"]] for name in BONES])
    for letter in ("L", "R"):
        hip = heads[BONE_INDEX[f"upperleg01.{letter}"]]
        near = (np.abs(skin_m[:, 1] - hip[1]) < 0.015) & (np.abs(skin_m[:, 0] - hip[0]) < 0.05)
        back, front = skin_m[near, 2].min(), skin_m[near, 2].max()
        hip[2] = back + HIP_DEPTH_SHARE * (front - back)
    return Skeleton(BONES, parents, heads, tails)


def _weights(folder: Path, bones: dict[str, Any], count: int) -> Floats:
    weights = np.zeros((count, len(BONES)))
    file = json.loads(read_gzip(folder / "default_weights.mhw.gz"))["weights"]
    for name, pairs in file.items():
        table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
        np.add.at(weights[:, _bone_owner(bones, name)], table[:, 0].astype(int), table[:, 1])
    total = weights.sum(axis=1, keepdims=True)
    return weights / np.where(total > 0, total, 1)


def _landmark_vertices(vertices: Floats, skin: Ints, weights: Floats) -> dict[str, int]:
    """Return the vertices that stand for the landmarks at which no bone ends."""
    seen = np.unique(skin)
    points: dict[str, int] = {}
    head = seen[weights[seen, BONE_INDEX["head"]] > 0.9]
    middle = head[np.abs(vertices[head, 0]) < 0.005]
    points["nose"] = int(middle[np.argmax(vertices[middle, 2])])
    for side, letter, sign in (("left", "L", 1.0), ("right", "R", -1.0)):
        points[f"{side}_ear"] = int(head[np.argmax(sign * vertices[head, 0])])
        foot = seen[weights[seen, BONE_INDEX[f"foot.{letter}"]] > 0.5]
        toes = seen[weights[seen, BONE_INDEX[f"toe1-1.{letter}"]] > 0.5]
        points[f"{side}_heel"] = int(foot[np.argmin(vertices[foot, 2])])
        points[f"{side}_toe"] = int(toes[np.argmax(vertices[toes, 2])])
    return points


def load_body(
    folder: Path, gender: str, ethnicity: str, muscle: float, weight: float, height_m: float | None
) -> Body:
    """Return a body: read, shaped and scaled."""
    vertices, groups = read_obj(folder / "base.obj.gz")
    mix = _target_mix(gender, ethnicity, muscle, weight)
    vertices_m = _shape(vertices, folder / "targets", mix) * DM_TO_M
    skin = triangulate(groups["body"])
    eyes = triangulate(groups["helper-l-eye"] + groups["helper-r-eye"])
    seen = vertices_m[np.unique(skin)]
    if height_m is not None:
        vertices_m = vertices_m * (height_m / float(np.ptp(seen[:, 1])))
        seen = vertices_m[np.unique(skin)]
    vertices_m = vertices_m - np.array([0.0, seen[:, 1].min(), 0.0])
    data = json.loads(read_gzip(folder / "default.mhskel.gz"))
    weights = _weights(folder, data["bones"], len(vertices_m))
    return Body(
        base_m=vertices_m,
        skin_triangles=skin,
        eye_triangles=eyes,
        weights=weights,
        skeleton=_skeleton(data, vertices_m, vertices_m[np.unique(skin)]),
        points=_landmark_vertices(vertices_m, skin, weights),
        gender=gender,
    )
