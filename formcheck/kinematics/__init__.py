"""Measures: angles, lengths and speeds of the body, one value for each frame of a cleaned motion.

A measure has a name, a unit, the views that show it, and what a person calls it. Nothing here knows
of reps, rules or exercises, or how poses are cleaned.
"""
