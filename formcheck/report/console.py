"""A console that prints no control characters but its own."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from formcheck.system.printable import printable


class PlainConsole(Console):
    """Prints texts whose control characters are written out, whatever file they come from.

    The colours of rich are added afterwards, and its own control codes pass.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        """Yield the segments of what is printed."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(printable(segment.text), segment.style)
