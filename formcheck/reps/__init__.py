"""Attempts: found in one signal per leg, and measured.

This room knows what an exercise file says about reps, counts each leg's attempts, and takes the
numbers of each attempt. It knows no rules and no verdicts: an attempt is neither right nor wrong
here.
"""
