"""The person: skeleton, coloured parts, judged angle, edge of the back, measured numbers."""

from collections.abc import Iterable, Sequence
from typing import Final

import cv2
import numpy as np

from formcheck.overlay.back_edge import (
    bend_place,
    bend_text,
    edge_lines,
    judged_halves,
    lines_along,
)
from formcheck.overlay.coloured_parts import (
    ColouredPart,
    by_sureness,
    coloured_parts,
    plain_ends,
)
from formcheck.overlay.colours import PALETTE, Colour
from formcheck.overlay.flexion_arc import FlexionArc, arc_of, place_beside
from formcheck.overlay.hip_travel import travel_lines
from formcheck.overlay.layout import Layout
from formcheck.overlay.part_lines import (
    Ends,
    lines_of,
    marks_of,
    reference_line,
    sides_of,
    thigh_box,
)
from formcheck.overlay.placing import bare_boxes, boxes_of, head_ring, place_near
from formcheck.overlay.plates import Placed, Sprite
from formcheck.overlay.strokes import (
    cut_into_dashes,
    draw_lines,
    draw_mark,
    draw_ring,
    fill_mark,
    known_lines,
    lighten,
)
from formcheck.overlay.value_plates import ValuePlates
from formcheck.poses.landmarks import SKELETON
from formcheck.results import VERDICT_COLOURS, BackEdge, FrameResult, HeldValue, Verdict
from formcheck.system.arrays import FloatArray, Image

#: A place with a lower cost (see `place_near`) is taken without a look at smaller plates: nothing
#: is covered, and the plate is beside the part.
PLACED_WELL: Final = 4.0


class PersonDrawer:
    """Draws the person over frames of one size.

    Args:
        layout: the sizes.
        font: of the values.
    """

    def __init__(self, layout: Layout, font: cv2.FontFace) -> None:
        self._layout = layout
        self._values = ValuePlates(layout, font)
        # The number that was held last, between which plates and edge of the back, and its plate.
        self._last_held: tuple[HeldValue | None, bytes, bytes, Placed | None]
        self._last_held = None, b"", b"", None

    def draw(self, image: Image, frame: FrameResult, plates: Sequence[Placed] = ()) -> None:
        """Draw the person of a frame in place.

        Args:
            image: (height, width, 3) uint8 RGB.
            frame: what to draw.
            plates: the measured numbers are drawn beside these.
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
        coloured = coloured_parts(points, frame)
        far, near = plain_ends(tuple(part.ends for part in coloured), frame.near_side)
        self._draw_bones(image, points, far, frame, PALETTE.far, lay.far_line)
        self._draw_bones(image, points, near, frame, PALETTE.white, lay.near_line)
        self._draw_head(image, points, frame)
        arc = arc_of(points, frame.angle, lay) if frame.angle else None
        if arc:
            self._draw_reference(image, arc.reference)
            lighten(image, np.vstack([arc.vertex, arc.rim]))
            self._draw_lines(image, arc.rim[None], PALETTE.white, lay.arc_line)
        for some in frame.faulty:
            self._draw_reference(image, reference_line(points, some))
        if frame.hip_travel:
            colour = VERDICT_COLOURS[frame.hip_travel.verdict]
            levels = known_lines(travel_lines(frame.hip_travel, points))
            self._draw_lines(image, levels, colour, lay.arc_line)
        for part in coloured:
            self._draw_part(image, points, part, frame)
        if frame.back:
            self._draw_back(image, frame.back)
        self._draw_numbers(image, points, frame, arc, boxes_of(plates))

    def _draw_lines(self, image: Image, lines: FloatArray, colour: Colour, width: int) -> None:
        """Draw lines, all on one dark outline."""
        draw_lines(image, lines, PALETTE.ink, width + 2 * self._layout.outline)
        draw_lines(image, lines, colour, width)

    def _draw_head(self, image: Image, points: FloatArray, frame: FrameResult) -> None:
        """Draw a ring around the face, and nothing on it."""
        lay, ring = self._layout, head_ring(points)
        wrong = [some.verdict for some in frame.faulty if some.part == "head"]
        colour = VERDICT_COLOURS[wrong[0]] if wrong else PALETTE.white
        width = lay.near_line if wrong else lay.far_line
        if ring:
            centre, radius = ring
            draw_ring(image, centre, radius, PALETTE.ink, width + 2 * lay.outline)
            draw_ring(image, centre, radius, colour, width)

    def _draw_reference(self, image: Image, line: FloatArray | None) -> None:
        """Draw a dashed line: where a part would be upright, or level."""
        lay = self._layout
        if line is not None and np.isfinite(line).all():
            dashes = cut_into_dashes(line[None], 4 * lay.far_line + lay.gap)
            self._draw_lines(image, dashes, PALETTE.white, lay.far_line)

    def _draw_bones(
        self,
        image: Image,
        points: FloatArray,
        ends: Ends,
        frame: FrameResult,
        colour: Colour,
        width: int,
        *,
        dashed: bool = False,
    ) -> None:
        """Draw lines of the skeleton; thin and dashed where an end is hidden or was lost."""
        sure, guessed = by_sureness(ends, frame.unsure)
        thin = max(1, width // 2)
        dashes = cut_into_dashes(known_lines(lines_of(points, guessed)), 6 * thin)
        self._draw_lines(image, dashes, colour, thin)
        lines = known_lines(lines_of(points, sure))
        if dashed:
            lines = cut_into_dashes(lines, 4 * width)
        self._draw_lines(image, lines, colour, width)

    def _draw_part(
        self, image: Image, points: FloatArray, part: ColouredPart, frame: FrameResult
    ) -> None:
        """Draw a part in its verdict's colour, with the verdict's mark."""
        lay, colour = self._layout, VERDICT_COLOURS[part.verdict]
        dashed = part.verdict is Verdict.NOT_ASSESSED
        if part.bar_px is None:
            width = lay.working_line
            self._draw_bones(image, points, part.ends, frame, colour, width, dashed=dashed)
        else:
            self._draw_lines(image, known_lines(part.bar_px), colour, lay.working_line)
        for at in part.marks_px[np.isfinite(part.marks_px).all(axis=1)]:
            fill_mark(image, at, lay.mark_radius, part.verdict, PALETTE.ink, grow=lay.outline)
            draw_mark(image, at, lay.mark_radius, part.verdict)

    def _draw_back(self, image: Image, back: BackEdge) -> None:
        """Draw each half of the back's edge in its verdict's colour; not if it is not assessed."""
        lay = self._layout
        for edge_px, verdict in judged_halves(back):
            colour = VERDICT_COLOURS[verdict] if verdict else PALETTE.white
            self._draw_lines(image, lines_along(edge_px), colour, lay.near_line)
            known = edge_px[np.isfinite(edge_px).all(axis=1)]
            if len(known) and verdict and verdict.is_wrong:
                at = known[len(known) // 2]
                fill_mark(image, at, lay.mark_radius, verdict, PALETTE.ink, grow=lay.outline)
                draw_mark(image, at, lay.mark_radius, verdict)

    def _draw_numbers(
        self,
        image: Image,
        points: FloatArray,
        frame: FrameResult,
        arc: FlexionArc | None,
        taken: FloatArray,
    ) -> None:
        """Draw the number that is held, or else those of this moment, off head and feet."""
        edge = edge_lines(frame.back)
        held = self._held_plate(frame.held, taken, edge) if frame.held else None
        if held:
            _blend(image, held)
            return
        taken = np.concatenate([taken, bare_boxes(points)])
        body = np.concatenate([known_lines(lines_of(points, SKELETON)), edge])
        if frame.back and frame.back.verdict.is_wrong:
            self._draw_bend(image, frame.back, taken, body)
        elif arc and frame.angle:
            text = f"{frame.angle.label} {frame.angle.value_deg:z.0f}°".strip()
            sprite = self._values.plain(text, frame.angle.note)
            place = place_beside(arc, sprite.size, taken, body, self._layout)
            if place:
                sprite.blend(image, *place)

    def _held_plate(self, held: HeldValue, taken: FloatArray, edge: FloatArray) -> Placed | None:
        """Return a number with its limit beside its part; None where there is no room for it."""
        if held.part not in ("lower back", "upper back"):
            edge = edge[:0]
        last, *where, plate = self._last_held
        if last is not held or where != [taken.tobytes(), edge.tobytes()]:
            plate = self._placed_held(held, taken, edge)
            self._last_held = held, taken.tobytes(), edge.tobytes(), plate
        return plate

    def _placed_held(self, held: HeldValue, taken: FloatArray, edge: FloatArray) -> Placed | None:
        moments = [self._drawable(xy_px) for xy_px in held.xy_px]
        marks = marks_of(moments[0], held.part, sides_of(held.part, held.side, None))
        marks = marks[np.isfinite(marks).all(axis=1)]
        if not len(marks):
            return None
        bare = [bare_boxes(points) for points in moments]
        if held.part == "pelvis":
            bare = [
                np.concatenate([some, thigh_box(at)])
                for some, at in zip(bare, moments, strict=True)
            ]
        skeletons = [lines_of(points, SKELETON) for points in moments]
        body = known_lines(np.concatenate([*skeletons, edge]))
        anchor, sprites = marks.mean(axis=0), list(self._values.held(held))
        if len(edge):
            anchor = bend_place(edge, held.part)
        for boxes in (bare, bare[:1]):
            plate = self._best_plate(anchor, sprites, np.concatenate([taken, *boxes]), body)
            if plate:
                return plate
        return None

    def _draw_bend(self, image: Image, back: BackEdge, taken: FloatArray, body: FloatArray) -> None:
        """Draw how far the lower back is bent now."""
        known = back.xy_px[np.isfinite(back.xy_px).all(axis=1)]
        if len(known) and np.isfinite(back.value_deg):
            waist = known[len(known) // 3]  # about where the back bends
            sprites = self._values.judged(bend_text(back.value_deg), back.verdict)
            plate = self._best_plate(waist, sprites, taken, body)
            if plate:
                _blend(image, plate)

    def _best_plate(
        self,
        anchor: FloatArray,
        sprites: Iterable[Sprite],
        taken: FloatArray,
        body: FloatArray,
    ) -> Placed | None:
        """Return the best of some plates, largest first: a large one that is near and off the body.

        None where there is no room for one of them off head, feet and other plates.
        """
        best, least = None, np.inf
        for smaller, sprite in enumerate(sprites):
            place, cost = place_near(anchor, sprite.size, taken, body, self._layout)
            if place and smaller + cost < least:
                best, least = (sprite, *place), smaller + cost
            if least < PLACED_WELL:
                break
        return best


def _blend(image: Image, plate: Placed) -> None:
    sprite, left, top = plate
    sprite.blend(image, left, top)
