"""The person: skeleton, working leg, judged angle, edge of the back."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from formcheck.overlay.plates import BOLD, CAP_HEIGHT, Layout, Placed, Plate, Sprite, text_width
from formcheck.overlay.strokes import (
    FAR,
    INK,
    VERDICT_COLOURS,
    WHITE,
    Colour,
    cut_into_dashes,
    draw_lines,
    draw_mark,
    draw_ring,
    fill_mark,
    known_lines,
    lighten,
)
from formcheck.poses.landmarks import SKELETON, Landmark, joint
from formcheck.results import BackEdge, FrameResult, JudgedAngle, Verdict
from formcheck.system.arrays import FloatArray, Image


@dataclass(frozen=True, slots=True)
class Arc:
    """An angle as it is drawn: its middle direction in radians, the points of its rim."""

    vertex: FloatArray
    middle: float
    rim: FloatArray


class Person:
    """Draws people over frames of one size.

    Args:
        layout: the sizes.
        font: of the values.
    """

    def __init__(self, layout: Layout, font: cv2.FontFace) -> None:
        self._layout, self._font = layout, font
        self._value = lru_cache(maxsize=200)(self._make_value)

    def draw(self, image: Image, frame: FrameResult, plates: Sequence[Placed] = ()) -> None:
        """Draw the skeleton and the judged angle alone; its value keeps off ``plates``."""
        if frame.xy_px is not None:
            self._draw(image, self._drawable(frame.xy_px), frame, plates)

    def _drawable(self, xy_px: FloatArray) -> FloatArray:
        """Landmarks, NaN for those that are far out of the picture."""
        size = np.array([self._layout.width, self._layout.height])
        near = ((xy_px > -size) & (xy_px < 2 * size)).all(axis=1, keepdims=True)
        return np.where(near, xy_px, np.nan)

    def _draw(
        self, image: Image, points: FloatArray, frame: FrameResult, plates: Sequence[Placed]
    ) -> None:
        lay = self._layout
        far, near, working = _skeleton(points, frame)
        self._draw_lines(image, far, FAR, lay.far_line)
        self._draw_lines(image, near, WHITE, lay.near_line)
        self._draw_head(image, points)
        arc = self._arc(points, frame.angle) if frame.angle else None
        if arc:
            lighten(image, np.vstack([arc.vertex, arc.rim]))
            self._draw_lines(image, arc.rim[None], WHITE, lay.arc_line)
        if frame.working:
            leg = points[[joint(frame.working, "knee"), joint(frame.working, "ankle")]]
            self._draw_working_leg(image, working, leg, frame.working_verdict)
        if frame.back:
            plates = [*plates, *self._draw_back(image, points, frame.back, plates)]
        if arc and frame.angle:
            sprite = self._value(f"{frame.angle.value_deg:.0f}°")
            place = self._beside(arc, sprite.size, plates, np.concatenate([far, near, working]))
            if place:
                sprite.blend(image, *place)

    def _draw_lines(self, image: Image, lines: FloatArray, colour: Colour, width: int) -> None:
        """Draw lines, all on one dark outline."""
        draw_lines(image, lines, INK, width + 2 * self._layout.outline)
        draw_lines(image, lines, colour, width)

    def _draw_head(self, image: Image, points: FloatArray) -> None:
        """Ring the face, nothing on it."""
        lay = self._layout
        face = points[: Landmark.MOUTH_RIGHT + 1]
        if np.isfinite(face).all():
            ears = (face[Landmark.LEFT_EAR] + face[Landmark.RIGHT_EAR]) / 2
            centre = (ears + face[Landmark.NOSE]) / 2
            radius = 1.5 * float(np.hypot(*(face - centre).T).max())
            draw_ring(image, centre, radius, INK, lay.far_line + 2 * lay.outline)
            draw_ring(image, centre, radius, WHITE, lay.far_line)

    def _draw_working_leg(
        self, image: Image, lines: FloatArray, marked: FloatArray, verdict: Verdict
    ) -> None:
        """Draw the leg in its verdict's colour, knee and ankle with the verdict's mark."""
        lay = self._layout
        if verdict is Verdict.NOT_ASSESSED:
            lines = cut_into_dashes(lines, 4 * lay.working_line)
        self._draw_lines(image, lines, VERDICT_COLOURS[verdict], lay.working_line)
        for at in marked[np.isfinite(marked).all(axis=1)]:
            fill_mark(image, at, lay.mark_radius, verdict, INK, grow=lay.outline)
            draw_mark(image, at, lay.mark_radius, verdict)

    def _draw_back(
        self, image: Image, points: FloatArray, back: BackEdge, plates: Sequence[Placed]
    ) -> list[Placed]:
        """Draw the edge of the back in its verdict's colour, and its angle behind it."""
        lay = self._layout
        lines = known_lines(np.stack([back.xy_px[:-1], back.xy_px[1:]], axis=1))
        if not len(lines):
            return []
        if back.verdict is Verdict.NOT_ASSESSED:
            lines = lines[::2]
        self._draw_lines(image, lines, VERDICT_COLOURS[back.verdict], lay.near_line)
        hips = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
        shoulders = points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
        waist = lines[len(lines) // 3, 0]  # about where the back bends
        trunk = shoulders - hips
        away = np.array([trunk[1], -trunk[0]]) / max(float(np.hypot(*trunk)), 1.0)
        away = away if away @ (waist - (hips + shoulders) / 2) > 0.0 else -away
        if not (np.isfinite(back.value_deg) and np.isfinite(away).all()):
            return []
        sprite = self._value(f"back {back.value_deg:.0f}°", back.verdict)
        size = np.array(sprite.size)
        middle = waist + away * (lay.gap + lay.near_line + np.abs(away) @ size / 2)
        low, high = np.array(lay.safe[:2]) + size / 2, np.array(lay.safe[2:]) - size / 2
        left, top = np.rint(np.clip(middle, low, np.maximum(low, high)) - size / 2).astype(int)
        for other, x, y in plates:
            apart = np.abs([left - x, top - y] + (size - np.array(other.size)) / 2)
            if (apart < (size + np.array(other.size)) / 2 + lay.gap / 2).all():
                return []
        sprite.blend(image, int(left), int(top))
        return [(sprite, int(left), int(top))]

    def _arc(self, points: FloatArray, angle: JudgedAngle) -> Arc | None:
        """The arc of a flexion: from the line of the first segment, carried on, to the second.

        A straight limb has none, as its value says: 0. A small one is drawn wider out. None
        where the vertex is outside the picture.
        """
        lay = self._layout
        vertex = points[angle.vertex]
        arms = np.stack([vertex - points[angle.first], points[angle.second] - vertex])
        shorter = np.hypot(*arms.T).min()
        in_picture = (vertex >= 0).all() and (vertex < (lay.width, lay.height)).all()
        if not (in_picture and shorter > 1 and np.isfinite(angle.value_deg)):
            return None
        start, end = np.arctan2(arms[:, 1], arms[:, 0])
        sweep = (end - start + np.pi) % (2 * np.pi) - np.pi
        wider = 1 + 0.8 * max(0.0, 1 - abs(sweep) / 1.4)
        radius = wider * np.clip(0.45 * shorter, 0.55 * lay.arc_radius, lay.arc_radius)
        turns = start + sweep * np.linspace(0, 1, 2 + int(abs(sweep) * 8))
        rim = vertex + radius * np.stack([np.cos(turns), np.sin(turns)], axis=1)
        return Arc(vertex, float(start + sweep / 2), rim)

    def _beside(
        self, arc: Arc, size: tuple[int, int], plates: Sequence[Placed], lines: FloatArray
    ) -> tuple[int, int] | None:
        """Left and top of a plate clear of the arc, in the picture, off other plates.

        The place around the vertex that covers little of the skeleton's lines and is near to the
        outside of the bend. None where there is no place.
        """
        lay = self._layout
        turns = np.linspace(-np.pi, np.pi, 25)
        towards = arc.middle + np.pi + turns
        ways = np.stack([np.cos(towards), np.sin(towards)], axis=1)
        half = np.array(size) / 2
        reach = np.maximum(((arc.rim - arc.vertex) @ ways.T).max(axis=0), 0.7 * lay.arc_radius)
        clear = reach + lay.arc_line / 2 + lay.outline + lay.gap / 2 + np.abs(ways) @ half
        corners = np.rint(arc.vertex + ways * clear[:, None] - half)
        free = (corners >= lay.safe[:2]).all(axis=1) & (corners + size <= lay.safe[2:]).all(axis=1)
        for sprite, *corner in plates:
            apart = np.abs(corners + half - (np.array(corner) + np.array(sprite.size) / 2))
            free &= (apart >= half + np.array(sprite.size) / 2 + lay.gap / 2).any(axis=1)
        if not free.any():
            return None
        along = np.linspace(0, 1, 17)[:, None, None]
        body = (lines[:, 0] + (lines[:, 1] - lines[:, 0]) * along).reshape(-1, 2)
        inside = (np.abs(body - (corners[free] + half)[:, None]) < half).all(axis=2)
        left, top = corners[free][(inside.sum(axis=1) + 3 * np.abs(turns[free])).argmin()]
        return int(left), int(top)

    def _make_value(self, text: str, verdict: Verdict | None = None) -> Sprite:
        """A number; with a verdict framed in its colour, and its mark before it."""
        lay, size = self._layout, self._layout.angle_size
        pad, cap = round(0.35 * size), round(CAP_HEIGHT * size)
        indent = pad + (cap + pad if verdict else 0)
        across = indent + text_width(self._font, text, size, BOLD) + pad
        plate = Plate(self._font, across, cap + 2 * pad, lay.gap)
        plate.text(text, (indent, pad + cap), size, BOLD)
        if verdict:
            plate.mark((pad + cap / 2, pad + cap / 2), 0.55 * cap, verdict)
            plate.border(lay.arc_line, VERDICT_COLOURS[verdict])
        return plate.sprite()


def _skeleton(points: FloatArray, frame: FrameResult) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The known lines (n, 2, 2) of the far side, of all the rest, and of the working leg."""
    far, near, working = [], [], []
    for ends in SKELETON:
        sides = {"left" if "LEFT" in end.name else "right" for end in ends}
        if sides == {frame.working} and ends[0] >= Landmark.LEFT_HIP:
            working.append(ends)
        elif frame.near_side and len(sides) == 1 and frame.near_side not in sides:
            far.append(ends)
        else:
            near.append(ends)
    far_lines, near_lines, working_lines = (
        points[np.array(group, int).reshape(-1, 2)] for group in (far, near, working)
    )
    return known_lines(far_lines), known_lines(near_lines), known_lines(working_lines)
