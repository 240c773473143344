"""The one error that a user of the renderer is meant to read."""

from __future__ import annotations


class RenderError(Exception):
    """Something the caller can put right; its text is one clear sentence."""
