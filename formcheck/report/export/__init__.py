"""Saved results in the formats of other programs, one file for each format.

`EXPORTS` in `exports.py` lists them.
"""
