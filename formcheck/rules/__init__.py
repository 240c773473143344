"""The kinds of rule: one file for each, with its fields in the exercise file and how it judges.

A rule turns the numbers of attempts into checks. It must not know exercises, pictures or reports.
Importing this package makes every built-in kind known to `rule.Rule.kinds`.
"""

from formcheck.rules import (
    arm_drive,
    cadence,
    rhythm,
    sides,
    symmetry,
    target,
    threshold,
    unmeasured,
)

__all__ = [
    "arm_drive",
    "cadence",
    "rhythm",
    "sides",
    "symmetry",
    "target",
    "threshold",
    "unmeasured",
]
