"""More than a thousand inputs that nobody means well with, and faults on purpose.

    python -m benchmarks.hostile [--seed 1] [--kind KIND …] [--scale 1.0] [--keep DIR]
    python -m benchmarks.hostile faults [FAULT …]

Each input is given to the whole program, in a process of its own. It must end with results and
exit code 0, or with one sentence and exit code 1. Linux only.
"""
