"""Break a text into lines."""

from collections.abc import Callable, Iterable


def wrapped(words: Iterable[str], fits: Callable[[str], bool]) -> list[str]:
    """Return lines of words, each as long as it fits; a word that is too long has its own line.

    Args:
        words: of the text, in order.
        fits: tells whether a line is short enough.
    """
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
