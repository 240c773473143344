"""Clothes and hair: meshes that hang on the base vertices, so that they follow shape and pose."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.body import Body, Floats, Mesh, read_gzip, read_obj, triangulate
from benchmarks.human.errors import RenderError


@dataclass(frozen=True, slots=True)
class Garment:
    """A garment fitted to a body in its rest pose.

    Attributes:
        name: its name in the data folder.
        mesh: vertices and triangles.
        weights: (V, B) as in `Body`.
        hides: (base vertices,) True if the garment covers the skin there.
    """

    name: str
    mesh: Mesh
    weights: Floats
    hides: NDArray[np.bool_]


def available(folder: Path) -> tuple[str, ...]:
    """Return the names of the garments in a body data folder."""
    names = (
        path.name.removesuffix(".mhclo.gz") for path in (folder / "clothes").glob("*.mhclo.gz")
    )
    return tuple(sorted(names))


def _ranges(words: list[str]) -> list[int]:
    """Return the numbers of a list such as ``3 7 - 9``."""
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


@dataclass(slots=True)
class _Fitting:
    """How a garment hangs on the base mesh, as its file says.

    Attributes:
        scale: (3,) size of the body against the one that the garment was made on.
        corners: three base vertices for each vertex of the garment.
        shares: how near it is to each of them.
        offsets: how far off the body, before scaling.
        hidden: words that list the base vertices under the garment.
    """

    scale: Floats = field(default_factory=lambda: np.ones(3))
    corners: list[tuple[int, int, int]] = field(default_factory=list)
    shares: list[tuple[float, float, float]] = field(default_factory=list)
    offsets: list[tuple[float, float, float]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def add_vertex(self, words: list[str]) -> None:
        """Add a vertex: either one base vertex, or three with shares and an offset."""
        if len(words) == 1:
            vertex = int(words[0])
            self.corners.append((vertex, vertex, vertex))
            self.shares.append((1.0, 0.0, 0.0))
            self.offsets.append((0.0, 0.0, 0.0))
            return
        a, b, c = (int(w) for w in words[:3])
        u, v, w, x, y, z = (float(word) for word in words[3:9])
        self.corners.append((a, b, c))
        self.shares.append((u, v, w))
        self.offsets.append((x, y, z))

    def set_scale(self, words: list[str], body: Body) -> None:
        """Read a line such as ``x_scale 5399 11998 1.4``: two base vertices and their distance."""
        axis = "xyz".index(words[0][0])
        first, second = int(words[1]), int(words[2])
        span = abs(body.base_m[first, axis] - body.base_m[second, axis])
        self.scale[axis] = span / float(words[3])


def _read_fitting(path: Path, body: Body) -> _Fitting:
    """Read a ``.mhclo.gz`` file."""
    fitting = _Fitting()
    part = "head"
    for line in read_gzip(path).splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] in ("x_scale", "y_scale", "z_scale"):
            fitting.set_scale(words, body)
        elif words[0] == "verts":
            part = "verts"
        elif words[0] == "delete_verts":
            part = "delete"
            fitting.hidden.extend(words[1:])
        elif part == "verts" and words[0].lstrip("-").isdigit():
            fitting.add_vertex(words)
        elif part == "delete" and (words[0].isdigit() or words[0] == "-"):
            fitting.hidden.extend(words)
    return fitting


def load_garment(folder: Path, name: str, body: Body) -> Garment:
    """Return the garment ``name``, fitted to a body.

    Raises:
        RenderError: there is no such garment, or its files do not belong together.
    """
    if name not in available(folder):
        raise RenderError(f"There is no garment {name!r}; known: {', '.join(available(folder))}.")
    fitting = _read_fitting(folder / "clothes" / f"{name}.mhclo.gz", body)
    corners, shares = np.array(fitting.corners), np.array(fitting.shares)
    vertices = np.einsum("vc,vcd->vd", shares, body.base_m[corners])
    vertices += np.array(fitting.offsets) * fitting.scale
    weights = np.einsum("vc,vcb->vb", shares, body.weights[corners])
    weights = np.clip(weights, 0, None)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    file_vertices, groups = read_obj(folder / "clothes" / f"{name}.obj.gz")
    if len(file_vertices) != len(vertices):
        raise RenderError(f"The garment {name!r} does not fit its mesh: the body data is damaged.")
    triangles = triangulate([polygon for group in groups.values() for polygon in group])
    hides = np.zeros(len(body.base_m), dtype=np.bool_)
    hides[_ranges(fitting.hidden)] = True
    return Garment(name, Mesh(vertices, triangles), weights, hides)
