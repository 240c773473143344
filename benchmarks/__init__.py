"""Measurements of formcheck against clips whose truth is known."""
