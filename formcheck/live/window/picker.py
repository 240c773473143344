"""The page to begin with: the exercises, each with its picture, and what else can be chosen."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from formcheck.exercises.figure import Figure
from formcheck.exercises.spec import Exercise
from formcheck.live.window.button import Button
from formcheck.live.window.figure import draw_figure
from formcheck.overlay import Overlay
from formcheck.overlay.colours import BUTTON, PALETTE, Colour
from formcheck.overlay.layout import SMALLEST_TEXT_PX, Box
from formcheck.overlay.plates import Placed, Plate, Weight, cap_height
from formcheck.overlay.wrapping import wrapped
from formcheck.results import VERDICT_COLOURS, Verdict

HEAD = "What will you do?"


@dataclass(frozen=True, slots=True)
class Setting:
    """Something else that can be chosen.

    Attributes:
        key: goes on to the next choice; empty where there is only one.
        name: what is chosen.
        value: what is chosen now.
        trouble: what is wrong with it and what to do; empty where all is well.
    """

    key: str
    name: str
    value: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An exercise to choose: its name, how it is done, and its picture."""

    name: str
    description: str
    figure: Figure | None

    @classmethod
    def of(cls, exercise: Exercise) -> "Offer":
        """Return what is shown of an exercise."""
        return cls(exercise.name, exercise.description, exercise.figure)


@dataclass(frozen=True, slots=True)
class Picker:
    """All that the page shows.

    Attributes:
        offers: the exercises to choose from.
        cursor: index of the one that Enter chooses.
        settings: what else can be chosen.
    """

    offers: tuple[Offer, ...]
    cursor: int
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class PickerStyle:
    """How the page is laid out. Lengths are multiples of its usual type size.

    Attributes:
        wide: from this ratio of width to height, the settings stand beside the exercises.
        beside: width of the exercises then, as a share of the page's.
        head: type size of the title.
        name: of the name of an exercise, and of a setting's value.
        small: of descriptions, and of what a setting is.
        step: from one baseline to the next, as a multiple of the type's own size.
        figure: side of the picture of an exercise.
        pad: around the text of a button.
        between: between buttons.
        least: height of a button at least: a finger must hit it.
        largest: largest type size, as a share of the window's height.
        largest_narrow: the same, as a share of its width; the smaller one of both holds.
        smallest: descriptions are left out before the type is smaller than this, as a share of
            the height, or of 4/3 of the width if that is less.
        longest_name: most letters of the name of an exercise.
        shrink: a page that is too high is tried again in a type smaller by this factor.
    """

    wide: float = 1.2
    beside: float = 0.6
    head: float = 1.4
    name: float = 1.1
    small: float = 0.74
    step: float = 1.28
    figure: float = 3.3
    pad: float = 0.45
    between: float = 0.3
    least: float = 2.3
    largest: float = 0.052
    largest_narrow: float = 0.05
    smallest: float = 0.03
    shrink: float = 0.95
    longest_name: int = 40


STYLE = PickerStyle()


@dataclass(frozen=True, slots=True)
class _Text:
    """A printed line: its type size in pixels and how thick and how bright it is."""

    text: str
    size: float
    weight: int
    colour: Colour


@dataclass(frozen=True, slots=True)
class _Tile:
    """A button: its key, its lines, its picture, whether it is chosen, its height in pixels."""

    key: str
    lines: list[_Text]
    figure: Figure | None
    chosen: bool
    height: int


def picker_plate(
    overlay: Overlay, picker: Picker, pointed: str = ""
) -> tuple[Placed, tuple[Button, ...]]:
    """Return the page in the largest type that fits, and its buttons.

    Args:
        overlay: for the window.
        picker: what it shows.
        pointed: the key of the button under the pointer; empty for none.
    """
    lay = overlay.layout
    left, top, right, bottom = lay.safe
    plate = Plate(overlay.font, right - left, bottom - top, lay.gap, opacity=0.85)
    page = _Page(overlay, picker, right - left, bottom - top)
    page.head(plate)
    buttons = []
    for tile, box in page.placed():
        _draw_tile(plate, tile, box, page.size, pointed=pointed)
        if tile.key:
            buttons.append(Button(tile.key, box).moved(left, top))
    return (plate.sprite(), left, top), tuple(buttons)


class _Page:
    """Where all stands on a page of a size, in pixels."""

    def __init__(self, overlay: Overlay, picker: Picker, width: int, height: int) -> None:
        self._overlay, self._picker = overlay, picker
        self._width, self._height = width, height
        self._wide = width >= STYLE.wide * height
        self.size = min(STYLE.largest * height, STYLE.largest_narrow * width)
        smallest = STYLE.smallest * min(height, 4 / 3 * width)
        described = True
        while not self._fits(described=described) and self.size > SMALLEST_TEXT_PX:
            if described and STYLE.shrink * self.size < smallest:
                described = False
                self.size = min(STYLE.largest * height, STYLE.largest_narrow * width)
            else:
                self.size *= STYLE.shrink

    def head(self, plate: Plate) -> None:
        """Print the title."""
        size = STYLE.head * self.size
        at = round(self.size), round(self.size + cap_height(size))
        plate.text(HEAD, at, round(size), Weight.BOLD)

    def placed(self) -> list[tuple[_Tile, Box]]:
        """Return all buttons with their boxes."""
        pad = round(self.size)
        top = round(2 * self.size + cap_height(STYLE.head * self.size))
        middle = round(STYLE.beside * self._width)
        if not self._wide:
            below = self._column([*self._exercises, *self._settings], pad, self._width - pad, top)
            return below
        return [
            *self._column(self._exercises, pad, middle, top),
            *self._column(self._settings, middle + pad, self._width - pad, top),
        ]

    def _fits(self, *, described: bool) -> bool:
        """Lay the page out; return whether it is low enough."""
        pad, middle = self.size, STYLE.beside * self._width
        left = (middle if self._wide else self._width - pad) - pad
        right = self._width - middle - 2 * pad if self._wide else left
        self._exercises = [
            self._exercise(i, left, described=described) for i in range(len(self._picker.offers))
        ]
        self._settings = [self._setting(setting, right) for setting in self._picker.settings]
        widest = max(
            self._overlay.text_width(tile.lines[0].text, round(STYLE.name * self.size), Weight.BOLD)
            for tile in self._exercises
        )
        low = all(box[3] <= self._height - pad / 2 for _, box in self.placed())
        return low and widest <= left - STYLE.figure * self.size

    def _column(
        self, tiles: list[_Tile], left: int, right: int, top: int
    ) -> list[tuple[_Tile, Box]]:
        between = round(STYLE.between * self.size)
        tops = accumulate((tile.height + between for tile in tiles), initial=top)
        return [
            (tile, (left, y, right, y + tile.height)) for tile, y in zip(tiles, tops, strict=False)
        ]

    def _exercise(self, i: int, room: float, *, described: bool) -> _Tile:
        offer, chosen = self._picker.offers[i], i == self._picker.cursor
        name = f"{i + 1}  {offer.name[: STYLE.longest_name]}"
        lines = [_Text(name, STYLE.name, Weight.BOLD, PALETTE.white)]
        if described:
            room -= (STYLE.figure + 2 * STYLE.pad) * self.size
            lines += self._lines(offer.description, room, PALETTE.muted)
        return self._tile(str(i + 1), lines, offer.figure, chosen=chosen, least=STYLE.figure)

    def _setting(self, setting: Setting, room: float) -> _Tile:
        room -= (2 * STYLE.pad + 1.0) * self.size
        name = f"{setting.key}  {setting.name}" if setting.key else setting.name
        lines = [_Text(name, STYLE.small, Weight.SEMIBOLD, PALETTE.muted)]
        lines.append(self._value(setting.value, room))
        if setting.trouble:
            amber = VERDICT_COLOURS[Verdict.BORDERLINE]
            lines += self._lines(setting.trouble, room, amber)
        return self._tile(setting.key, lines, None)

    def _tile(
        self,
        key: str,
        lines: list[_Text],
        figure: Figure | None,
        *,
        chosen: bool = False,
        least: float = STYLE.least,
    ) -> _Tile:
        text = STYLE.step * sum(line.size for line in lines) - (STYLE.step - 0.75)
        height = max(least, text + 2 * STYLE.pad) * self.size
        return _Tile(key, lines, figure, chosen, round(height))

    def _lines(self, text: str, room: float, colour: Colour) -> list[_Text]:
        """Return a text in small lines that are at most ``room`` pixels wide."""
        size = round(max(SMALLEST_TEXT_PX, STYLE.small * self.size))
        found = wrapped(
            text.split(), lambda line: self._overlay.text_width(line, size, Weight.REGULAR) <= room
        )
        return [_Text(line, size / self.size, Weight.REGULAR, colour) for line in found]

    def _value(self, text: str, room: float) -> _Text:
        """Return a value in type that is small enough for ``room`` pixels, or else cut off."""

        def fits(text: str) -> bool:
            px = round(max(SMALLEST_TEXT_PX, size * self.size))
            return self._overlay.text_width(text, px, Weight.BOLD) <= room

        size, kept = STYLE.name, text
        while not fits(text) and size > STYLE.small:
            size = max(STYLE.small, STYLE.shrink * size)
        while kept and not fits(kept if kept == text else f"{kept}…"):
            kept = kept[:-1].rstrip()
        shown = text if kept == text else f"{kept}…"
        return _Text(shown, size, Weight.BOLD, PALETTE.white)


def _draw_tile(plate: Plate, tile: _Tile, box: Box, size: float, *, pointed: str) -> None:
    """Draw a button with its picture and its lines; ``size`` is the usual type size, in pixels."""
    left, top, right, bottom = box
    if tile.key:
        colour = BUTTON.colour(main=tile.chosen, pointed=tile.key == pointed)
        plate.panel(box, round(0.3 * size), colour)
    x = left + STYLE.pad * size
    if tile.figure:
        side = min(bottom - top, round(STYLE.figure * size))
        middle = (top + bottom - side) / 2
        draw_figure(plate, tile.figure, np.array([x - 0.2 * size, middle]), side)
    x += STYLE.figure * size if tile.key.isdigit() else 0.0
    text_px = sum(STYLE.step * line.size for line in tile.lines) * size
    y = top + (bottom - top - text_px) / 2
    for line in tile.lines:
        own = line.size * size
        y += STYLE.step * own
        baseline = y - (STYLE.step * own - cap_height(own)) / 2
        plate.text(line.text, (round(x), round(baseline)), round(own), line.weight, line.colour)
    if tile.key and not tile.key.isdigit():
        _draw_next(plate, (right - 0.8 * size, (top + bottom) / 2), 0.3 * size)


def _draw_next(plate: Plate, at: tuple[float, float], half: float) -> None:
    """Draw an angle bracket that points to the right: a click goes on to the next choice."""
    line = np.array([(-0.5, -1.0), (0.5, 0.0), (-0.5, 1.0)]) * half + np.array(at)
    plate.lines(line[None], PALETTE.muted, max(1, round(0.3 * half)))
