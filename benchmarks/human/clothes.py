"""Clothes and hair: meshes hung on the base vertices, so they follow shape and skinning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.body import Body, Floats, Mesh, read_gzip, read_obj, triangulate
from benchmarks.human.errors import RenderError


@dataclass(frozen=True, slots=True)
class Garment:
    """A fitted garment in the body's rest pose."""

    name: str
    mesh: Mesh
    weights: Floats  #: (V, B), as in Body
    hides: NDArray[np.bool_]  #: (base vertices,) True where the skin is under the garment


def available(folder: Path) -> tuple[str, ...]:
    """Names of the garments in a body data folder."""
    names = (
        path.name.removesuffix(".mhclo.gz") for path in (folder / "clothes").glob("*.mhclo.gz")
    )
    return tuple(sorted(names))


def _ranges(words: list[str]) -> list[int]:
    """Vertices of a list such as ``3 7 - 9``."""
    out: list[int] = []
    position = 0
    while position < len(words):
        if words[position] == "-":
            out.extend(range(out[-1] + 1, int(words[position + 1]) + 1))
            position += 2
        else:
            out.append(int(words[position]))
            position += 1
    return out


def load_garment(folder: Path, name: str, body: Body) -> Garment:
    """Fit the garment ``name`` to a body."""
    if name not in available(folder):
        raise RenderError(f"There is no garment {name!r}; known: {', '.join(available(folder))}.")
    scale = np.ones(3)
    corners: list[tuple[int, int, int]] = []
    shares: list[tuple[float, float, float]] = []
    offsets: list[tuple[float, float, float]] = []
    hidden: list[str] = []
    part = "head"
    for line in read_gzip(folder / "clothes" / f"{name}.mhclo.gz").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] in ("x_scale", "y_scale", "z_scale"):
            axis = "xyz".index(words[0][0])
            first, second = int(words[1]), int(words[2])
            span = abs(body.base_m[first, axis] - body.base_m[second, axis])
            scale[axis] = span / float(words[3])
        elif words[0] == "verts":
            part = "verts"
        elif words[0] == "delete_verts":
            part = "delete"
            hidden.extend(words[1:])
        elif part == "verts" and words[0].lstrip("-").isdigit():
            if len(words) == 1:
                vertex = int(words[0])
                corners.append((vertex, vertex, vertex))
                shares.append((1.0, 0.0, 0.0))
                offsets.append((0.0, 0.0, 0.0))
            else:
                a, b, c = (int(w) for w in words[:3])
                u, v, w, x, y, z = (float(word) for word in words[3:9])
                corners.append((a, b, c))
                shares.append((u, v, w))
                offsets.append((x, y, z))
        elif part == "delete" and (words[0].isdigit() or words[0] == "-"):
            hidden.extend(words)
    corner_array = np.array(corners)
    share_array = np.array(shares)
    vertices = np.einsum("vc,vcd->vd", share_array, body.base_m[corner_array])
    vertices += np.array(offsets) * scale
    weights = np.einsum("vc,vcb->vb", share_array, body.weights[corner_array])
    weights = np.clip(weights, 0, None)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    file_vertices, groups = read_obj(folder / "clothes" / f"{name}.obj.gz")
    if len(file_vertices) != len(vertices):
        raise RenderError(f"The garment {name!r} does not fit its mesh: the body data is damaged.")
    triangles = triangulate([polygon for group in groups.values() for polygon in group])
    hides = np.zeros(len(body.base_m), dtype=np.bool_)
    hides[_ranges(hidden)] = True
    return Garment(name, Mesh(vertices, triangles), weights, hides)
