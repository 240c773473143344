"""Refit the weights that turn the outline of the back into lumbar extension and rib flare.

    python -m benchmarks.fit.back --body-data DIR [--clips 150] [--write]
    python -m benchmarks.fit.back --only-rendered

The clips are those of `tune` that show the back from the side, and kickbacks in which lumbar,
thoracic and hip angle are drawn independently of each other (`crossed_kickbacks`). Missing clips
are rendered; with ``--only-rendered`` they are left out. The command prints the refitted weights
beside those in use, and the mean absolute errors of both; ``--write`` writes them into
`formcheck/kinematics/back_weights.toml`, which says what the features are.

The method is ridge regression without a constant term, made robust with Huber's weights. For slow
reps it is fitted to the top of each rep. For runs it is fitted to single readings of the back
during the run, and the penalty pulls the weights towards those of slow upright reps. The strength
of the penalty is chosen by cross-validation: it is the one that gives the smallest error for people
who are left out of the fit.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.clips.cache import WORK, is_rendered, render_missing
from benchmarks.clips.clip import Kind
from benchmarks.clips.splits import clips
from benchmarks.fit.back_fit import (
    MIN_PEOPLE,
    Fitted,
    FittedPosture,
    fit_posture,
    fit_running,
    fit_slow_error,
)
from benchmarks.fit.back_samples import BackSample, running_samples, slow_samples
from benchmarks.fit.crossed_kickbacks import crossed_kickbacks
from benchmarks.fit.weights_file import with_numbers
from benchmarks.human.errors import RenderError
from benchmarks.human.spec import ClipSpec
from formcheck.kinematics import back_weights as in_use
from formcheck.kinematics.back_weights import ErrorModel

#: Kinds of clip of `tune` whose slow reps, or whose run, show the back from the side.
SLOW_KINDS: tuple[Kind, ...] = ("quadruped", "standing", "ribs", "kickbacks")
RUNNING_KINDS: tuple[Kind, ...] = ("side", "kicks", "toes")
FILE = Path(in_use.__file__).with_suffix(".toml")


def main() -> int:
    """Refit, print, and write on demand."""
    args = _parser().parse_args()
    slow = [*_of_kinds(SLOW_KINDS), *crossed_kickbacks(args.clips)]
    running = _of_kinds(RUNNING_KINDS)
    if args.only_rendered:
        slow, running = (
            [spec for spec in specs if is_rendered(spec, args.work)] for specs in (slow, running)
        )
    else:
        try:
            render_missing([*slow, *running], args.work, args.body_data)
        except RenderError as error:
            print(f"error: {error}", file=sys.stderr)
            return 2
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tops = [s for some in pool.map(partial(slow_samples, work=args.work), slow) for s in some]
        moments = [
            s for some in pool.map(partial(running_samples, work=args.work), running) for s in some
        ]
    fitted, slow_error = _fit_all(tops, moments)
    if args.write:
        _write(fitted, slow_error)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit.back",
        description="Refit the weights by which the lower back and the ribs are read.",
    )
    parser.add_argument(
        "--clips", type=int, default=150, help="how many crossed kickbacks; default: 150"
    )
    parser.add_argument("--body-data", type=Path, metavar="DIR", help="to render missing clips")
    parser.add_argument(
        "--only-rendered", action="store_true", help="leave out clips that are not rendered yet"
    )
    parser.add_argument(
        "--work", type=Path, default=WORK, help="folder of clips and poses; default: benchmarks/out"
    )
    parser.add_argument(
        "--write", action="store_true", help="write the refitted weights into formcheck"
    )
    return parser


def _of_kinds(kinds: Sequence[Kind]) -> list[ClipSpec]:
    return [clip.spec for clip in clips("tune") if clip.kind in kinds]


def _fit_all(
    tops: Sequence[BackSample], moments: Sequence[BackSample]
) -> tuple[list[Fitted], ErrorModel | None]:
    """Refit and print every table that enough people are seen for."""
    weights = in_use.back_weights()
    fitted: list[Fitted] = []
    postures: list[FittedPosture] = []
    for name, upright in (("upright", True), ("all_fours", False)):
        seen = _seen(f"slow.{name}, reps", [top for top in tops if top.upright == upright])
        if seen:
            posture = fit_posture(name, seen, getattr(weights.slow, name))
            postures.append(posture)
            for one in (posture.lumbar, posture.flare):
                _print(one)
                fitted.append(one)
    seen = _seen("running, moments", moments)
    if seen:
        fitted.append(fit_running(seen, weights))
        _print(fitted[-1])
    if len(postures) < 2:  # the standard error is that of both postures together
        return fitted, None
    error = fit_slow_error(postures)
    print("\nslow.error")
    _print_numbers(weights.slow.error.model_dump(), error.model_dump())
    return fitted, error


def _seen(what: str, samples: Sequence[BackSample]) -> list[BackSample]:
    """Print how many samples show the back; return them, or none if there are too few people."""
    seen = [sample for sample in samples if sample.is_seen]
    people, names = ({getattr(s, field) for s in seen} for field in ("person", "clip"))
    print(
        f"\n{what}: {len(seen)} of {len(samples)} show the back,"
        f" in {len(names)} clips of {len(people)} people"
    )
    if len(people) >= MIN_PEOPLE:
        return seen
    print(f"nothing is refitted: at least {MIN_PEOPLE} people are needed")
    return []


def _print(fitted: Fitted) -> None:
    print(f"\n{fitted.table}")
    _print_numbers(fitted.in_use, fitted.refitted)
    print(
        f"  mean absolute error: {fitted.error_in_use:.2f} degrees in use,"
        f" {fitted.error_refitted:.2f} refitted,"
        f" {fitted.error_left_out:.2f} for people left out of the fit"
    )


def _print_numbers(old: dict[str, float], new: dict[str, float]) -> None:
    print(f"  {'':<16}{'in use':>10}{'refitted':>10}")
    for name, value in old.items():
        print(f"  {name:<16}{_digits(name, value):>10}{_digits(name, new[name]):>10}")


def _digits(name: str, value: float) -> str:
    """Return a number with as many digits as say something."""
    places = {"per_misfit_tl": 0, "per_deg": 2}.get(name, 3 if name.endswith("thigh_deg") else 1)
    return f"{value:.{places}f}"


def _write(fitted: Sequence[Fitted], error: ErrorModel | None) -> None:
    numbers = {one.table: one.refitted for one in fitted}
    if error is not None:
        numbers["slow.error"] = error.model_dump()
    digits = {
        table: {name: _digits(name, value) for name, value in values.items()}
        for table, values in numbers.items()
    }
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text(with_numbers(text, digits), encoding="utf-8")
    print(f"\nwritten: {FILE}. Change its comments, too: they say what was fitted on.")


if __name__ == "__main__":
    sys.exit(main())
