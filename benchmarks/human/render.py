"""Command line: ``python -m benchmarks.human.render SPEC.json … --body-data DIR --out DIR``."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from pydantic import ValidationError

from benchmarks.human.errors import RenderError
from benchmarks.human.spec import ClipSpec


def read_specs(path: Path) -> list[ClipSpec]:
    """Return the clips of a file: one specification, or a list of them.

    Raises:
        RenderError: the file cannot be read or is not a specification.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RenderError(f"There is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError(f"{path} cannot be read: {error}.") from None
    except json.JSONDecodeError as error:
        raise RenderError(f"{path} is not JSON: {error}.") from None
    if content == []:
        raise RenderError(f"{path} has no clip in it.")
    specs = []
    for item in content if isinstance(content, list) else [content]:
        try:
            specs.append(ClipSpec.model_validate(item))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the clip"
            message = first["msg"].removeprefix("Value error, ")
            raise RenderError(f"{path}: {where}: {message}.") from None
    return specs


def _render(spec_json: str, body_data: str, out: str) -> tuple[str, dict[str, float]]:
    # one thread for each process is enough: clips are rendered side by side
    os.environ.setdefault("LP_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from benchmarks.human.clip import render_clip

    spec = ClipSpec.model_validate_json(spec_json)
    return spec.name, render_clip(spec, Path(body_data), Path(out))


def render_all(specs: Sequence[ClipSpec], body_data: Path, out: Path, jobs: int) -> None:
    """Render clips side by side and print when each is done.

    Raises:
        RenderError: two clips have the same name, or one cannot be rendered.
    """
    names = [spec.name for spec in specs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise RenderError(f"Two clips have the same name: {', '.join(twice)}.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"The folder {out} cannot be made: {error.strerror}.") from None
    arguments = [
        (spec.model_dump_json(exclude_unset=True), str(body_data), str(out)) for spec in specs
    ]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
        futures = [pool.submit(_render, *argument) for argument in arguments]
        for future in as_completed(futures):
            name, cost = future.result()
            print(f"{name}: {cost['frames']:.0f} frames in {cost['seconds']:.1f} s", flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 if every clip is rendered."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.human.render",
        description="Render clips of 3D people whose every joint angle is known.",
    )
    parser.add_argument(
        "specs",
        nargs="+",
        type=Path,
        metavar="SPEC.json",
        help="a clip specification, or a list of them",
    )
    parser.add_argument(
        "--body-data",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder with the MakeHuman body data (CC0)",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--jobs", type=int, default=1, help="clips at a time (default 1)")
    args = parser.parse_args(argv)
    try:
        if args.jobs < 1:
            raise RenderError("--jobs must be at least 1.")
        specs = [spec for path in args.specs for spec in read_specs(path)]
        render_all(specs, args.body_data, args.out, args.jobs)
    except RenderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
