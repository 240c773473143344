"""Draws what was found over a frame: image + `FrameResult` -> image.

Colours are RGB. The four verdicts are told apart by their marks (check, triangle, cross, dash) as
well as by colour, a leg that is not assessed also by a dashed line. Same input, same pixels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.landmarks import SIDES, SKELETON, Landmark, Side, joint
from formcheck.pose import FloatArray
from formcheck.results import BackEdge, Count, FrameResult, JudgedAngle, Verdict

Image: TypeAlias = npt.NDArray[np.uint8]
Point: TypeAlias = Sequence[float] | FloatArray
Colour: TypeAlias = tuple[int, int, int]
Box: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom
Item: TypeAlias = tuple[Verdict, list[str]]  # lines of text beside one mark

INK: Final[Colour] = (14, 17, 22)
WHITE: Final[Colour] = (255, 255, 255)
MUTED: Final[Colour] = (200, 205, 212)
FAR: Final[Colour] = (150, 158, 168)
VERDICT_COLOURS: Final[dict[Verdict, Colour]] = {
    Verdict.GOOD: (0x00, 0x9E, 0x73),
    Verdict.BORDERLINE: (0xE6, 0x9F, 0x00),
    Verdict.FAULT: (0xD5, 0x5E, 0x00),
    Verdict.NOT_ASSESSED: (0x99, 0x99, 0x99),
}
# Strokes on a mark of radius 1.
MARK_STROKES: Final[dict[Verdict, list[list[tuple[float, float]]]]] = {
    Verdict.GOOD: [[(-0.45, 0.05), (-0.12, 0.38), (0.46, -0.32)]],
    Verdict.BORDERLINE: [[(0, -0.4), (0, 0.0)], [(0, 0.44), (0, 0.44)]],
    Verdict.FAULT: [[(-0.38, -0.38), (0.38, 0.38)], [(-0.38, 0.38), (0.38, -0.38)]],
    Verdict.NOT_ASSESSED: [[(-0.42, 0), (0.42, 0)]],
}

REGULAR, SEMIBOLD, BOLD = 400, 600, 700
CAP_HEIGHT = 0.75  # in type sizes, as the four below
LINE_STEP = 1.25
PAD = 0.5
MARK_RADIUS = 0.52
BESIDE_TEXT = 3 * PAD + 2 * MARK_RADIUS
PLATE_OPACITY = 0.8
SMALLEST_TEXT_PX = 11
ONE_LINE_SHARE = 0.66  # of the full size: smaller than that, a cue takes two lines
BOTTOM_SHARE = 0.28  # of the height that cue and notes may take together
MOST_NOTE_LINES = 3
SUBPIXEL_BITS = 4


class Layout:
    """Sizes in pixels, all from the picture's size: for 640x480, a narrow picture by its width."""

    def __init__(self, width: int, height: int) -> None:
        unit = min(height / 480, width / 420)
        self.width = width
        self.height = height
        self.margin = max(6, round(14 * unit))
        self.safe: Box = (self.margin, self.margin, width - self.margin, height - self.margin)
        self.gap = max(4, round(8 * unit))
        self.count_size = max(20, round(36 * unit))
        self.label_size = max(SMALLEST_TEXT_PX, round(15 * unit))
        self.note_size = max(SMALLEST_TEXT_PX, round(15 * unit))
        self.angle_size = max(14, round(22 * unit))
        self.cue_size = min(0.066 * height, 0.085 * width)
        self.far_line = max(1, round(2 * unit))
        self.arc_line = max(2, round(3 * unit))
        self.near_line = max(2, round(4 * unit))
        self.working_line = max(3, round(6 * unit))
        self.outline = max(1, round(1.5 * unit))
        self.mark_radius = max(4.0, 7.5 * unit)
        self.arc_radius = max(16.0, 34 * unit)


@dataclass(frozen=True, slots=True)
class Sprite:
    """A finished plate: its colour times its opacity, and how much of a picture it lets through."""

    colour: Image
    let_through: Image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.colour.shape[1], self.colour.shape[0]

    def blend(self, image: Image, left: int, top: int) -> None:
        """Lay it on, cut to the picture."""
        right = min(left + self.size[0], image.shape[1])
        bottom = min(top + self.size[1], image.shape[0])
        x, y = max(left, 0), max(top, 0)
        if x < right and y < bottom:
            own = slice(y - top, bottom - top), slice(x - left, right - left)
            under = image[y:bottom, x:right]
            cv2.multiply(under, self.let_through[own], under, 1 / 255)
            cv2.add(under, self.colour[own], under)


Placed: TypeAlias = tuple[Sprite, int, int]  # with its left and top


class Plate:
    """A dark translucent plate with round corners, to write on."""

    def __init__(self, font: cv2.FontFace, width: int, height: int, radius: int) -> None:
        self._font = font
        self._radius = radius
        self._colour: Image = np.full((height, width, 3), INK, np.uint8)
        shape = _rounded(width, height, radius)
        self._cover: Image = np.rint(255 * PLATE_OPACITY * shape).astype(np.uint8)

    def text(
        self, text: str, at: tuple[int, int], size: int, weight: int, colour: Colour = WHITE
    ) -> None:
        """Write a line; ``at`` is the left end of its baseline."""
        cv2.putText(self._colour, text, at, colour, self._font, size, weight)
        cv2.putText(self._cover, text, at, (255,), self._font, size, weight)

    def mark(self, at: Point, radius: float, verdict: Verdict) -> None:
        """Draw a verdict's mark."""
        draw_mark(self._colour, at, radius, verdict)
        _silhouette(self._cover, at, radius, verdict, (255,))

    def border(self, width: int, colour: Colour) -> None:
        """Draw a line along the edge."""
        height, across = self._cover.shape
        inner = _rounded(across - 2 * width, height - 2 * width, self._radius - width)
        line = _rounded(across, height, self._radius) - np.pad(inner, width)
        self._colour[:] = self._colour + (np.array(colour) - self._colour) * line[:, :, None]
        self._cover[:] = np.maximum(self._cover, 255 * line)

    def sprite(self) -> Sprite:
        """Finish it."""
        cover = np.repeat(self._cover[:, :, None], 3, axis=2)
        colour = np.rint(self._colour * (cover / 255)).astype(np.uint8)
        return Sprite(colour, 255 - cover)


@dataclass(frozen=True, slots=True)
class Arc:
    """An angle as it is drawn: its middle direction in radians, the points of its rim."""

    vertex: FloatArray
    middle: float
    rim: FloatArray


class Overlay:
    """Draws results over frames of one size.

    Args:
        width: of every frame, in pixels.
        height: of every frame, in pixels.
        rep_word: what is counted, as the caption of a number.
        left_counter_on: the side of the picture on which the left leg is counted.
        together: whether both legs move at once and have one counter.
    """

    def __init__(
        self,
        width: int,
        height: int,
        *,
        rep_word: str = "kicks",
        left_counter_on: Side = "left",
        together: bool = False,
    ) -> None:
        self.layout = Layout(width, height)
        self._rep_word = rep_word
        self.left_counter_on = left_counter_on
        self._together = together
        self.font = cv2.FontFace("sans")
        self._counter = lru_cache(maxsize=16)(self._make_counter)
        self._bottom = lru_cache(maxsize=8)(self._make_bottom)
        self._value = lru_cache(maxsize=200)(self._make_value)

    def draw(self, image: Image, frame: FrameResult) -> Image:
        """Draw over ``image`` in place and return it.

        Args:
            image: (height, width, 3) uint8, RGB, contiguous and writeable.
            frame: what to draw.

        Raises:
            ValueError: the image has another size or type than this overlay draws on.
        """
        lay = self.layout
        if image.shape != (lay.height, lay.width, 3) or image.dtype != np.uint8:
            raise ValueError(
                f"the overlay draws on uint8 RGB pictures of {lay.width}x{lay.height}, "
                f"not on {image.dtype} of shape {image.shape}"
            )
        plates = [*self.counters(frame), *self.band(frame.cue, frame.cue_verdict, frame.notes)]
        self.draw_person(image, frame, plates)
        for sprite, left, top in plates:
            sprite.blend(image, left, top)
        return image

    # --- the person ---

    def draw_person(self, image: Image, frame: FrameResult, plates: Sequence[Placed] = ()) -> None:
        """Draw the skeleton and the judged angle alone; its value keeps off ``plates``."""
        if frame.xy_px is not None:
            self._draw_person(image, self._drawable(frame.xy_px), frame, plates)

    def _drawable(self, xy_px: FloatArray) -> FloatArray:
        """Landmarks, NaN for those that are far out of the picture."""
        size = np.array([self.layout.width, self.layout.height])
        near = ((xy_px > -size) & (xy_px < 2 * size)).all(axis=1, keepdims=True)
        return np.where(near, xy_px, np.nan)

    def _draw_person(
        self, image: Image, points: FloatArray, frame: FrameResult, plates: Sequence[Placed]
    ) -> None:
        lay = self.layout
        far, near, working = _skeleton(points, frame)
        self._draw_lines(image, far, FAR, lay.far_line)
        self._draw_lines(image, near, WHITE, lay.near_line)
        self._draw_head(image, points)
        arc = self._arc(points, frame.angle) if frame.angle else None
        if arc:
            _shade(image, np.vstack([arc.vertex, arc.rim]))
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
        _lines(image, lines, INK, width + 2 * self.layout.outline)
        _lines(image, lines, colour, width)

    def _draw_head(self, image: Image, points: FloatArray) -> None:
        """Ring the face, nothing on it."""
        lay = self.layout
        face = points[: Landmark.MOUTH_RIGHT + 1]
        if np.isfinite(face).all():
            ears = (face[Landmark.LEFT_EAR] + face[Landmark.RIGHT_EAR]) / 2
            centre = (ears + face[Landmark.NOSE]) / 2
            radius = 1.5 * float(np.hypot(*(face - centre).T).max())
            _ring(image, centre, radius, INK, lay.far_line + 2 * lay.outline)
            _ring(image, centre, radius, WHITE, lay.far_line)

    def _draw_working_leg(
        self, image: Image, lines: FloatArray, marked: FloatArray, verdict: Verdict
    ) -> None:
        """Draw the leg in its verdict's colour, knee and ankle with the verdict's mark."""
        lay = self.layout
        if verdict is Verdict.NOT_ASSESSED:
            lines = _dashes(lines, 4 * lay.working_line)
        self._draw_lines(image, lines, VERDICT_COLOURS[verdict], lay.working_line)
        for at in marked[np.isfinite(marked).all(axis=1)]:
            _silhouette(image, at, lay.mark_radius, verdict, INK, grow=lay.outline)
            draw_mark(image, at, lay.mark_radius, verdict)

    def _draw_back(
        self, image: Image, points: FloatArray, back: BackEdge, plates: Sequence[Placed]
    ) -> list[Placed]:
        """Draw the edge of the back in its verdict's colour, and its angle behind it."""
        lay = self.layout
        lines = _known(np.stack([back.xy_px[:-1], back.xy_px[1:]], axis=1))
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
        sprite = self._value(f"back {back.value_deg:.0f}°")
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
        lay = self.layout
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
        lay = self.layout
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

    def _make_value(self, text: str) -> Sprite:
        size = self.layout.angle_size
        pad, cap = round(0.35 * size), round(CAP_HEIGHT * size)
        plate = Plate(
            self.font, self.text_width(text, size, BOLD) + 2 * pad, cap + 2 * pad, self.layout.gap
        )
        plate.text(text, (pad, pad + cap), size, BOLD)
        return plate.sprite()

    # --- the counters ---

    def counters(self, frame: FrameResult) -> list[Placed]:
        """Return the plates of both legs, in the top corners."""
        left, top, right, _ = self.layout.safe
        placed = []
        if self._together:
            verdict = frame.working_verdict if frame.working else None
            sprite = self._counter("both legs", frame.counts.get("left", Count()), verdict)
            return [(sprite, left, top)]
        for side in SIDES:
            verdict = frame.working_verdict if side == frame.working else None
            sprite = self._counter(side, frame.counts.get(side, Count()), verdict)
            on_left = (side == "left") == (self.left_counter_on == "left")
            placed.append((sprite, left if on_left else right - sprite.size[0], top))
        return placed

    def _make_counter(self, legs: str, count: Count, verdict: Verdict | None) -> Sprite:
        """A leg's name, then attempts and good ones, each over its caption; framed if it works."""
        lay = self.layout
        big, small, pad = lay.count_size, lay.label_size, round(0.3 * lay.count_size)
        small_cap = round(CAP_HEIGHT * small)
        tick = small_cap / 2
        indent = round(2 * tick + 0.3 * small)
        digits = self.text_width("0" * max(2, len(str(count.attempts))), big, BOLD)
        second = (
            pad + max(digits, self.text_width(self._rep_word, small, REGULAR)) + round(1.6 * pad)
        )
        across = second + max(digits, indent + self.text_width("good", small, REGULAR)) + pad
        label = pad + small_cap
        number = label + round(0.6 * small) + round(CAP_HEIGHT * big)
        caption = number + round(0.6 * small) + small_cap
        plate = Plate(self.font, across, caption + pad, lay.gap)
        plate.text(legs.upper(), (pad, label), small, BOLD, WHITE if verdict else MUTED)
        plate.text(str(count.attempts), (pad, number), big, BOLD)
        # Nothing judged is not nothing good.
        good = "–" if 0 < count.attempts == count.not_judged else str(count.good)
        plate.text(good, (second, number), big, BOLD)
        plate.text(self._rep_word, (pad, caption), small, REGULAR, MUTED)
        plate.text("good", (second + indent, caption), small, REGULAR, MUTED)
        plate.mark((second + tick, caption - tick), tick, Verdict.GOOD)
        if verdict:
            plate.border(lay.arc_line, VERDICT_COLOURS[verdict])
            plate.mark((across - pad - tick, label - tick), 1.3 * tick, verdict)
        return plate.sprite()

    # --- the cue and the notes above it ---

    def band(self, cue: str, verdict: Verdict, notes: tuple[str, ...] = ()) -> tuple[Placed, ...]:
        """Return the plates of a cue and of the notes above it, at the bottom."""
        return self._bottom(cue, verdict, notes)

    def _make_bottom(
        self, cue: str, verdict: Verdict, notes: tuple[str, ...]
    ) -> tuple[Placed, ...]:
        """Plates of one width, from the bottom up."""
        lay = self.layout
        room = BOTTOM_SHARE * lay.height
        blocks: list[tuple[list[Item], int, int]] = []
        if cue:
            size, lines = self._fitted(cue)
            blocks.append(([(verdict, lines)], size, SEMIBOLD))
            room -= _block_height(len(lines), size) + lay.gap
        items = self._fitting_notes(notes, room)
        if items:
            blocks.append((items, lay.note_size, REGULAR))
        across = max((self._block_width(*block) for block in blocks), default=0)
        placed: list[Placed] = []
        bottom = lay.safe[3]
        for block in blocks:
            sprite = self._block(*block, across)
            placed.append((sprite, (lay.width - across) // 2, bottom - sprite.size[1]))
            bottom -= sprite.size[1] + lay.gap
        return tuple(placed)

    def _block_width(self, items: list[Item], size: int, weight: int) -> int:
        widest = max(self.text_width(line, size, weight) for _, lines in items for line in lines)
        return round(BESIDE_TEXT * size) + widest

    def _block(self, items: list[Item], size: int, weight: int, across: int) -> Sprite:
        """Lines of text, each item with its mark to the left of them."""
        height = _block_height(sum(len(lines) for _, lines in items), size)
        pad, cap = round(PAD * size), round(CAP_HEIGHT * size)
        plate = Plate(self.font, across, height, self.layout.gap)
        indent = round((2 * PAD + 2 * MARK_RADIUS) * size)
        row = 0
        for verdict, lines in items:
            middle = pad + cap / 2 + (row + (len(lines) - 1) / 2) * LINE_STEP * size
            plate.mark((pad + MARK_RADIUS * size, middle), MARK_RADIUS * size, verdict)
            for line in lines:
                plate.text(line, (indent, pad + cap + round(row * LINE_STEP * size)), size, weight)
                row += 1
        return plate.sprite()

    def _fitted(self, cue: str) -> tuple[int, list[str]]:
        """The cue's size and lines: one line if that costs little size, else two even ones."""
        largest, across = self.layout.cue_size, self.layout.width - 2 * self.layout.margin

        def size_for(lines: list[str]) -> float:
            widest = max(self.text_width(line, 100, SEMIBOLD) for line in lines) / 100
            return across / (widest + BESIDE_TEXT)

        lines, words = [cue], cue.split()
        if size_for(lines) < ONE_LINE_SHARE * largest and len(words) > 1:
            halves = [[" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words))]
            lines = max(halves, key=size_for)
        return max(SMALLEST_TEXT_PX, int(min(size_for(lines), largest))), lines

    def _fitting_notes(self, notes: tuple[str, ...], room: float) -> list[Item]:
        """As many whole notes as fit into ``room`` pixels of height, the first ones first."""
        lay = self.layout
        across = lay.width - 2 * lay.margin - round(BESIDE_TEXT * lay.note_size)
        items: list[Item] = []
        used = 0
        for note in notes:
            lines = self._wrapped(note, across)
            used += len(lines)
            if used > MOST_NOTE_LINES or _block_height(used, lay.note_size) > room:
                break
            items.append((Verdict.NOT_ASSESSED, lines))
        return items

    def _wrapped(self, note: str, across: int) -> list[str]:
        lines: list[str] = []
        for word in re.findall(r"\S+(?: –)?", note):  # no line starts with a dash
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.text_width(longer, self.layout.note_size, REGULAR) <= across:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def text_width(self, text: str, size: int, weight: int) -> int:
        """How far a line of text runs, in pixels."""
        return int(cv2.getTextSize((0, 0), text, (0, 0), self.font, size, weight)[2])


def draw_mark(image: Image, at: Point, radius: float, verdict: Verdict) -> None:
    """Draw a verdict's mark: check, triangle with exclamation mark, cross, dash."""
    _silhouette(image, at, radius, verdict, VERDICT_COLOURS[verdict])
    stroke = WHITE if verdict in (Verdict.GOOD, Verdict.FAULT) else INK
    for path in MARK_STROKES[verdict]:
        line = np.asarray(at) + radius * np.array(path)
        _lines(image, line[None], stroke, max(1, round(0.28 * radius)))


def _silhouette(
    image: Image,
    at: Point,
    radius: float,
    verdict: Verdict,
    colour: Sequence[int],
    *,
    grow: float = 0,
) -> None:
    """Fill the shape of a mark and ``grow`` pixels around it."""
    if verdict is Verdict.BORDERLINE:
        corners = np.asarray(at) + radius * np.array([(0, -1), (0.97, 0.74), (-0.97, 0.74)])
        cv2.fillPoly(image, [_fixed(corners)], colour, cv2.LINE_AA, SUBPIXEL_BITS)
        edges = np.stack([corners, np.roll(corners, 1, axis=0)], axis=1)
        _lines(image, edges, colour, max(1, round(0.3 * radius + 2 * grow)))
    else:
        _ring(image, at, radius + grow, colour, cv2.FILLED)


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
    return _known(far_lines), _known(near_lines), _known(working_lines)


def _known(lines: FloatArray) -> FloatArray:
    return lines[np.isfinite(lines).all(axis=(1, 2))]


def _dashes(lines: FloatArray, period: float) -> FloatArray:
    """Cut lines (n, 2, 2) into dashes."""
    pieces = [lines[:0]]
    for start, end in lines:
        count = max(1, round(float(np.hypot(*(end - start))) / period))
        cuts = (np.arange(count)[:, None] + np.array([0.33, 0.67])) / count
        pieces.append(start + (end - start) * cuts[:, :, None])
    return np.concatenate(pieces)


def _block_height(lines: int, size: int) -> int:
    return 2 * round(PAD * size) + round(CAP_HEIGHT * size) + round((lines - 1) * LINE_STEP * size)


def _rounded(width: int, height: int, radius: int) -> FloatArray:
    """How much of each pixel a rectangle with round corners covers, 0 to 1."""
    x = np.maximum(np.abs(np.arange(width) - (width - 1) / 2) - (width / 2 - radius), 0)
    y = np.maximum(np.abs(np.arange(height) - (height - 1) / 2) - (height / 2 - radius), 0)
    cover: FloatArray = np.clip(radius + 0.5 - np.hypot(x[None, :], y[:, None]), 0, 1)
    return cover


def _shade(image: Image, corners: FloatArray) -> None:
    """Lighten the inside of a polygon, touching its own rectangle alone."""
    height, width = image.shape[:2]
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width, height))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, 0, (width, height))
    under = image[top:bottom, left:right]
    if under.size:
        light = under.copy()
        own = _fixed(corners - (left, top))
        cv2.fillPoly(light, [own], WHITE, cv2.LINE_AA, SUBPIXEL_BITS)
        cv2.addWeighted(light, 0.35, under, 0.65, 0, under)


def _fixed(points: Point) -> npt.NDArray[np.int32]:
    """Positions as OpenCV's fixed-point numbers, so that lines do not jump by whole pixels."""
    fixed: npt.NDArray[np.int32] = np.rint(np.asarray(points) * 2**SUBPIXEL_BITS).astype(np.int32)
    return fixed


def _lines(image: Image, lines: FloatArray, colour: Sequence[int], width: int) -> None:
    """Draw (n, points, 2) lines."""
    cv2.polylines(image, list(_fixed(lines)), False, colour, width, cv2.LINE_AA, SUBPIXEL_BITS)


def _ring(image: Image, centre: Point, radius: float, colour: Sequence[int], width: int) -> None:
    x, y, across = _fixed([*centre, radius])
    cv2.circle(image, (int(x), int(y)), int(across), colour, width, cv2.LINE_AA, SUBPIXEL_BITS)
