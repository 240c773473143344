"""List the specifications of a split as JSON: ``python -m benchmarks.clips --split test``."""

import argparse
import json

from benchmarks.clips.clip import SPLITS
from benchmarks.clips.splits import clips


def main() -> None:
    """Print the specifications of a split."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.clips",
        description="List the clips of the accuracy benchmark, as specifications to render.",
    )
    parser.add_argument("--split", choices=SPLITS, required=True)
    split = parser.parse_args().split
    print(json.dumps([clip.spec.model_dump(exclude_unset=True) for clip in clips(split)], indent=1))


if __name__ == "__main__":
    main()
