"""The person: skeleton, working leg, judged angle, edge of the back."""

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.overlay.colours import PALETTE, Colour
from formcheck.overlay.flexion_arc import arc_of, place_beside
from formcheck.overlay.layout import Layout
from formcheck.overlay.plates import Placed
from formcheck.overlay.strokes import (
    cut_into_dashes,
    draw_lines,
    draw_mark,
    draw_ring,
    fill_mark,
    known_lines,
    lighten,
)
from formcheck.overlay.value_plates import ValuePlates, clear_of
from formcheck.poses.landmarks import SKELETON, Landmark, joint
from formcheck.results import VERDICT_COLOURS, BackEdge, FrameResult, Verdict
from formcheck.system.arrays import FloatArray, Image


class PersonDrawer:
    """Draws the person over frames of one size.

    Args:
        layout: the sizes.
        font: of the values.
    """

    def __init__(self, layout: Layout, font: cv2.FontFace) -> None:
        self._layout = layout
        self._values = ValuePlates(layout, font)

    def draw(self, image: Image, frame: FrameResult, plates: Sequence[Placed] = ()) -> None:
        """Draw the person of a frame in place.

        Args:
            image: (height, width, 3) uint8 RGB.
            frame: what to draw.
            plates: the values of angle and back are drawn beside these.
        """
        if frame.xy_px is not None:
            self._draw(image, self._drawable(frame.xy_px), frame, plates)

    def _drawable(self, xy_px: FloatArray) -> FloatArray:
        """Return landmarks with NaN for those that are far outside the picture."""
        size = np.array([self._layout.width, self._layout.height])
        near = ((xy_px > -size) & (xy_px < 2 * size)).all(axis=1, keepdims=True)
        return np.where(near, xy_px, np.nan)

    def _draw(
        self, image: Image, points: FloatArray, frame: FrameResult, plates: Sequence[Placed]
    ) -> None:
        lay = self._layout
        far, near, working = _skeleton(points, frame)
        self._draw_lines(image, far, PALETTE.far, lay.far_line)
        self._draw_lines(image, near, PALETTE.white, lay.near_line)
        self._draw_head(image, points)
        arc = arc_of(points, frame.angle, lay) if frame.angle else None
        if arc:
            lighten(image, np.vstack([arc.vertex, arc.rim]))
            self._draw_lines(image, arc.rim[None], PALETTE.white, lay.arc_line)
        if frame.working:
            leg = points[[joint(frame.working, "knee"), joint(frame.working, "ankle")]]
            self._draw_working_leg(image, working, leg, frame.working_verdict)
        if frame.back:
            plates = [*plates, *self._draw_back(image, points, frame.back, plates)]
        if arc and frame.angle:
            sprite = self._values.plain(f"{frame.angle.value_deg:z.0f}°")
            skeleton = np.concatenate([far, near, working])
            place = place_beside(arc, sprite.size, plates, skeleton, lay)
            if place:
                sprite.blend(image, *place)

    def _draw_lines(self, image: Image, lines: FloatArray, colour: Colour, width: int) -> None:
        """Draw lines, all on one dark outline."""
        draw_lines(image, lines, PALETTE.ink, width + 2 * self._layout.outline)
        draw_lines(image, lines, colour, width)

    def _draw_head(self, image: Image, points: FloatArray) -> None:
        """Draw a ring around the face, and nothing on it."""
        lay = self._layout
        face = points[: Landmark.MOUTH_RIGHT + 1]
        if np.isfinite(face).all():
            ears = (face[Landmark.LEFT_EAR] + face[Landmark.RIGHT_EAR]) / 2
            centre = (ears + face[Landmark.NOSE]) / 2
            radius = 1.5 * float(np.hypot(*(face - centre).T).max())
            draw_ring(image, centre, radius, PALETTE.ink, lay.far_line + 2 * lay.outline)
            draw_ring(image, centre, radius, PALETTE.white, lay.far_line)

    def _draw_working_leg(
        self, image: Image, lines: FloatArray, marked: FloatArray, verdict: Verdict
    ) -> None:
        """Draw the leg in its verdict's colour, and the verdict's mark on knee and ankle."""
        lay = self._layout
        if verdict is Verdict.NOT_ASSESSED:
            lines = cut_into_dashes(lines, 4 * lay.working_line)
        self._draw_lines(image, lines, VERDICT_COLOURS[verdict], lay.working_line)
        for at in marked[np.isfinite(marked).all(axis=1)]:
            fill_mark(image, at, lay.mark_radius, verdict, PALETTE.ink, grow=lay.outline)
            draw_mark(image, at, lay.mark_radius, verdict)

    def _draw_back(
        self, image: Image, points: FloatArray, back: BackEdge, plates: Sequence[Placed]
    ) -> list[Placed]:
        """Draw the edge of the back in its verdict's colour, and its bend behind it.

        Returns:
            The plate with the bend; none where it is unknown, or would cover another plate.
        """
        lay = self._layout
        lines = known_lines(np.stack([back.xy_px[:-1], back.xy_px[1:]], axis=1))
        if not len(lines):
            return []
        shown = lines[::2] if back.verdict is Verdict.NOT_ASSESSED else lines  # dashed, or whole
        self._draw_lines(image, shown, VERDICT_COLOURS[back.verdict], lay.near_line)
        waist = shown[len(shown) // 3, 0]  # about where the back bends
        away = _away_from_trunk(points, waist)
        if not (np.isfinite(back.value_deg) and np.isfinite(away).all()):
            return []
        sprite = self._values.judged(_bend(back.value_deg), "lower back", back.verdict)
        size = np.array(sprite.size)
        middle = waist + away * (lay.gap + lay.near_line + np.abs(away) @ size / 2)
        low, high = np.array(lay.safe[:2]) + size / 2, np.array(lay.safe[2:]) - size / 2
        corner = np.rint(np.clip(middle, low, np.maximum(low, high)) - size / 2).astype(int)
        if not clear_of(corner[None], size, plates, lay.gap / 2).all():
            return []
        left, top = (int(v) for v in corner)
        sprite.blend(image, left, top)
        return [(sprite, left, top)]


def _bend(value_deg: float) -> str:
    """Return the bend of the lower back against neutral in words; arching is positive."""
    degrees = round(abs(value_deg))
    direction = ("arched " if value_deg > 0.0 else "rounded ") if degrees else ""
    return f"{direction}{degrees}°"


def _away_from_trunk(points: FloatArray, waist: FloatArray) -> FloatArray:
    """Return the direction (2,), of length 1, across the trunk to the side of its edge."""
    hips = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    shoulders = points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
    trunk = shoulders - hips
    away: FloatArray = np.array([trunk[1], -trunk[0]]) / max(float(np.hypot(*trunk)), 1.0)
    return away if away @ (waist - (hips + shoulders) / 2) > 0.0 else -away


def _skeleton(points: FloatArray, frame: FrameResult) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the known lines, each (n, 2, 2): of the far side, of the rest, of the working leg."""
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
