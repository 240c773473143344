"""The little picture of an exercise in the list to choose from: a stick figure."""

from typing import Annotated, TypeAlias

from pydantic import Field

from formcheck.reps.file_table import FileTable

_Share: TypeAlias = Annotated[float, Field(ge=0.0, le=1.0)]
Point: TypeAlias = tuple[_Share, _Share]
#: A line through points.
Stroke: TypeAlias = Annotated[tuple[Point, ...], Field(min_length=2, max_length=12)]


class Figure(FileTable):
    """A stick figure in a square. A point is how far right and how far down it is, 0..1.

    Attributes:
        head: the middle of the head.
        body: the lines of trunk, arms and resting leg.
        moving: the lines of what moves, drawn in the colour of a good rep.
        around: the lines of the floor, a wall or a chair.
        head_radius: of the head.
    """

    head: Point
    body: tuple[Stroke, ...] = Field(min_length=1, max_length=12)
    moving: tuple[Stroke, ...] = Field(default=(), max_length=12)
    around: tuple[Stroke, ...] = Field(default=(), max_length=12)
    head_radius: float = Field(default=0.07, gt=0.0, le=0.5)
