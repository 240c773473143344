"""The dressed person as one mesh: skin, eyes, clothes and hair, each with its colour."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.body import BONE_INDEX, Body, Mesh, load_body
from benchmarks.human.clothes import Garment, available, load_garment
from benchmarks.human.spec import BodySpec

Floats = NDArray[np.float64]
#: Materials. Neighbours on the body are neighbours here, because a triangle between two materials
#: is shaded as something between them. TOP is cloth that may be striped.
SKIN, CLOTH, TOP, HAIR, EYE, SHOE = range(6)
MATERIAL_COLUMN, LOOSE_COLUMN = 17, 18
SUITS = {
    "male": ("male_casualsuit02", "male_casualsuit04", "shorts", "tights"),
    "female": ("female_casualsuit01", "female_sportsuit01", "tights", "shorts"),
}
PAINTED = ("tights", "shorts")
_STYLES = {
    "male": ("short01", "short02", "short04", "afro01"),
    "female": ("ponytail01", "bob01", "bob02", "braid01", "short03"),
}
_MEAN_HEIGHT_M = {"male": 1.76, "female": 1.64}
_SKIN = {
    "caucasian": ((0.62, 0.37, 0.27), (0.47, 0.27, 0.19)),
    "asian": ((0.58, 0.36, 0.24), (0.42, 0.25, 0.16)),
    "african": ((0.20, 0.105, 0.065), (0.075, 0.04, 0.026)),
}
_HAIR = ((0.012, 0.009, 0.007), (0.05, 0.026, 0.013), (0.16, 0.09, 0.04), (0.30, 0.20, 0.09))


@dataclass(frozen=True, slots=True)
class Dressed:
    """A person ready to be drawn.

    Attributes:
        vertices: (V, 19) place, normal, colour, 4 bones, 4 weights, material, and how far the
            vertex hangs off the body in metres.
        triangles: (F, 3).
        body: the person without clothes.
        garments: what is worn.
        chosen: the body's specification with nothing left open.
    """

    vertices: NDArray[np.float32]
    triangles: NDArray[np.int32]
    body: Body
    garments: list[Garment]
    chosen: BodySpec


def complete(spec: BodySpec, folder: Path, seed: int) -> BodySpec:
    """Return the body with everything that is left open drawn from the seed."""
    rng = np.random.default_rng([seed, 2])
    gender = spec.gender or ("male", "female")[int(rng.integers(2))]
    ethnicity = spec.ethnicity or ("caucasian", "african", "asian")[int(rng.integers(3))]
    light, dark = (np.array(c) for c in _SKIN[ethnicity])
    names = available(folder)
    tone = light + (dark - light) * rng.uniform()
    drawn: dict[str, object] = {
        "gender": gender,
        "ethnicity": ethnicity,
        "muscle": round(float(rng.uniform(-0.5, 0.8)), 2),
        "weight": round(float(np.clip(rng.normal(0, 0.4), -0.8, 1)), 2),
        "height_m": round(
            _MEAN_HEIGHT_M[gender] + float(np.clip(rng.normal(0, 0.06), -0.14, 0.14)), 3
        ),
        "skin_rgb": tuple(round(float(c), 4) for c in tone),
        "suit": _pick(rng, [n for n in SUITS[gender] if n in names or n in PAINTED]),
        "shoes": _pick(rng, [n for n in names if n.startswith("shoes")] or ["none"]),
        "hair": _pick(rng, _hair_styles(names, gender, ethnicity)),
        "top_rgb": _drawn_colour(rng, 0.08, 0.7),
        "bottom_rgb": _drawn_colour(rng, 0.02, 0.35),
        "shoe_rgb": _drawn_colour(rng, 0.05, 0.8),
        "hair_rgb": _HAIR[int(rng.integers(4 if ethnicity == "caucasian" else 2))],
    }
    given = {name: value for name, value in spec.model_dump().items() if value is not None}
    return BodySpec.model_validate({**drawn, **given})


def _hair_styles(names: tuple[str, ...], gender: str, ethnicity: str) -> list[str]:
    """Return the hair of the data folder that goes with a person."""
    styles = [n for n in _STYLES[gender] if n in names]
    return styles if ethnicity == "african" else [n for n in styles if n != "afro01"]


def _drawn_colour(rng: np.random.Generator, low: float, high: float) -> tuple[float, float, float]:
    grey, tint = rng.uniform(low, high), rng.uniform(0.25, 1.0, 3)
    r, g, b = (grey * tint / tint.max()).tolist()
    return r, g, b


def _pick(rng: np.random.Generator, items: list[str]) -> str:
    return items[int(rng.integers(len(items)))] if items else "none"


def _normals(mesh: Mesh) -> Floats:
    corners = mesh.vertices_m[mesh.triangles]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    out = np.zeros_like(mesh.vertices_m)
    for corner in range(3):
        np.add.at(out, mesh.triangles[:, corner], face)
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12))


def _pack(mesh: Mesh, weights: Floats, colours: Floats, material: int) -> NDArray[np.float32]:
    order = np.argsort(-weights, axis=1)[:, :4]
    best = np.take_along_axis(weights, order, axis=1)
    best = best / np.maximum(best.sum(axis=1, keepdims=True), 1e-9)
    rest = np.tile([float(material), 0.0], (len(order), 1))
    table = np.concatenate([mesh.vertices_m, _normals(mesh), colours, order, best, rest], axis=1)
    return table.astype(np.float32)


def _share(body: Body, weights: Floats, *starts: str) -> Floats:
    """Return (V,) the share of each vertex's weight on bones whose names start so."""
    bones = [i for name, i in BONE_INDEX.items() if name.startswith(starts)]
    return np.asarray(weights[:, bones].sum(axis=1))


def _skin_colours(body: Body, chosen: BodySpec) -> Floats:
    """Return (V, 3) the skin tone with brows, lips and, for painted suits, cloth."""
    skin = np.array(chosen.skin_rgb)
    colours = np.tile(skin, (len(body.base_m), 1))
    x, y, z = body.base_m.T
    nose = body.base_m[body.points["nose"]]
    size = float(y.max() - nose[1])  # nose tip to crown
    ahead = z > nose[2] - 0.35 * size
    on_head = _share(body, body.weights, "head") > 0.5
    brow = (np.abs(y - nose[1] - 0.36 * size) < 0.035 * size) & (
        np.abs(np.abs(x) - 0.22 * size) < 0.13 * size
    )
    lips = (np.abs(y - nose[1] + 0.235 * size) < 0.05 * size) & (np.abs(x) < 0.15 * size)
    colours[on_head & ahead & brow] = np.array(chosen.hair_rgb) * 0.7 + 0.15 * skin
    colours[on_head & ahead & lips] = skin * np.array([0.95, 0.62, 0.62])
    if chosen.suit in PAINTED:
        hip = body.skeleton.heads_m[BONE_INDEX["upperleg01.L"]]
        knee = body.skeleton.heads_m[BONE_INDEX["lowerleg01.L"]]
        ankle = body.skeleton.heads_m[BONE_INDEX["foot.L"]]
        arms = _share(body, body.weights, "upperarm", "lowerarm", "wrist", "finger", "clavicle")
        neck = body.skeleton.heads_m[BONE_INDEX["neck01"]][1]
        hem = ankle[1] + 0.05 if chosen.suit == "tights" else knee[1] + 0.3 * (hip[1] - knee[1])
        waist = hip[1] + (-0.06 if chosen.loose_top_m else 0.08)
        trunk = (arms < 0.55) & ~on_head & (y < neck - 0.01)
        colours[trunk & (y >= waist)] = chosen.top_rgb
        colours[trunk & (y < waist) & (y > hem)] = chosen.bottom_rgb
    return colours


def _eye_colours(body: Body) -> Floats:
    colours = np.tile([0.75, 0.73, 0.70], (len(body.base_m), 1))
    seen = np.unique(body.eye_triangles)
    for sign in (1, -1):
        eye = seen[sign * body.base_m[seen, 0] > 0]
        centre = (body.base_m[eye].min(axis=0) + body.base_m[eye].max(axis=0)) / 2
        radius = float(np.ptp(body.base_m[eye, 1])) / 2
        aside = np.linalg.norm((body.base_m[eye] - centre)[:, :2], axis=1)
        front = body.base_m[eye, 2] > centre[2]
        colours[eye[front & (aside < 0.55 * radius)]] = [0.03, 0.02, 0.015]
    return colours


def _suit_colours(garment: Garment, body: Body, chosen: BodySpec) -> Floats:
    y = garment.mesh.vertices_m[:, 1]
    hang = -0.05 if chosen.loose_top_m else 0.09
    waist = body.skeleton.heads_m[BONE_INDEX["upperleg01.L"]][1] + hang
    low = y < waist
    return np.where(low[:, None], np.array(chosen.bottom_rgb), np.array(chosen.top_rgb))


def _hang(vertices: NDArray[np.float32], body: Body) -> Floats:
    """Return (V,) how much a top hangs off: 0 at the shoulders, 1 from the waist to its hem."""
    waist = body.skeleton.heads_m[BONE_INDEX["upperleg01.L"]][1] + 0.09
    neck = body.skeleton.heads_m[BONE_INDEX["neck01"]][1]
    share = np.clip((neck - 0.06 - vertices[:, 1]) / (neck - 0.06 - waist), 0.0, 1.0)
    arms = [i for name, i in BONE_INDEX.items() if name.startswith(("upperarm", "lowerarm"))]
    on_arm = (np.isin(vertices[:, 9:13], arms) * vertices[:, 13:17]).sum(axis=1)
    top = vertices[:, MATERIAL_COLUMN] == TOP
    return np.asarray(top * share * (1.0 - on_arm))


def dress(folder: Path, spec: BodySpec, seed: int) -> Dressed:
    """Return a person: shaped, clothed and coloured."""
    chosen = complete(spec, folder, seed)
    assert chosen.muscle is not None
    assert chosen.weight is not None
    body = load_body(
        folder,
        str(chosen.gender),
        str(chosen.ethnicity),
        chosen.muscle,
        chosen.weight,
        chosen.height_m,
    )
    worn = [
        n
        for n in (chosen.suit, chosen.shoes, chosen.hair)
        if n and n != "none" and n not in PAINTED
    ]
    garments = [load_garment(folder, name, body) for name in worn]
    bare = _bare_skin(body, garments, chosen)
    parts = [_skin_table(body, bare, chosen)]
    triangles = [bare]
    parts.append(
        _pack(Mesh(body.base_m, body.eye_triangles), body.weights, _eye_colours(body), EYE)
    )
    triangles.append(body.eye_triangles + len(body.base_m))
    count = 2 * len(body.base_m)
    for garment in garments:
        vertices, kept = _garment_table(garment, body, chosen)
        parts.append(vertices)
        triangles.append(kept + count)
        count += len(vertices)
    table = np.concatenate(parts)
    table[:, LOOSE_COLUMN] = chosen.loose_top_m * _hang(table, body)
    return Dressed(table, np.concatenate(triangles).astype(np.int32), body, garments, chosen)


def _sock_m(body: Body) -> float:
    """Return the height above which a shoe's sock would poke through trousers."""
    return float(body.skeleton.heads_m[BONE_INDEX["foot.L"]][1]) + 0.025


def _bare_skin(body: Body, garments: list[Garment], chosen: BodySpec) -> NDArray[np.int64]:
    """Return the triangles (F, 3) of the skin that no garment hides."""
    wears_trousers = chosen.suit not in PAINTED
    hidden = np.zeros(len(body.base_m), dtype=np.bool_)
    for garment in garments:
        low = body.base_m[:, 1] < _sock_m(body) + 0.005
        hidden |= garment.hides & (low | (garment.name != chosen.shoes) | (not wears_trousers))
    return np.asarray(body.skin_triangles[~hidden[body.skin_triangles].all(axis=1)])


def _skin_table(body: Body, bare: NDArray[np.int64], chosen: BodySpec) -> NDArray[np.float32]:
    """Return the vertices of the skin, painted suits included."""
    colours = _skin_colours(body, chosen)
    table = _pack(Mesh(body.base_m, bare), body.weights, colours, SKIN)
    if chosen.suit in PAINTED:
        for colour, material in ((chosen.top_rgb, TOP), (chosen.bottom_rgb, CLOTH)):
            same = np.all(np.abs(colours - np.array(colour)) < 1e-9, axis=1)
            table[same, MATERIAL_COLUMN] = material
    return table


def _garment_table(
    garment: Garment, body: Body, chosen: BodySpec
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return the vertices of a garment, and those of its triangles (F, 3) that are kept."""
    vertices = len(garment.mesh.vertices_m)
    if garment.name == chosen.hair:
        colours, kind = np.tile(np.array(chosen.hair_rgb), (vertices, 1)), HAIR
    elif garment.name == chosen.shoes:
        colours, kind = np.tile(np.array(chosen.shoe_rgb), (vertices, 1)), SHOE
    else:
        colours, kind = _suit_colours(garment, body, chosen), CLOTH
    table = _pack(garment.mesh, garment.weights, colours, kind)
    if kind == CLOTH:
        top = np.all(colours == np.array(chosen.top_rgb), axis=1)
        table[top, MATERIAL_COLUMN] = TOP
    kept = garment.mesh.triangles
    if kind == SHOE and chosen.suit not in PAINTED:  # the sock is left out
        kept = kept[(garment.mesh.vertices_m[kept, 1] < _sock_m(body)).any(axis=1)]
    return table, kept
