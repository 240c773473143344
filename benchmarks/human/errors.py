"""The error of the renderer that its user reads."""

from __future__ import annotations


class RenderError(Exception):
    """Something that the user can correct; its text says what is wrong and what to do."""
