"""The movements that are filmed, grouped by what they are meant to measure.

A shot says what is done and with which faults; `benchmarks.clips.filming` decides who does it
before which camera. The order of the shots decides that, too: append, never insert.
"""
