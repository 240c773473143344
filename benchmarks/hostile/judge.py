"""What is wrong with how a run ended: nothing, if it is a judged clip or one sentence."""

import json
import re
from pathlib import Path
from typing import Final

from benchmarks.hostile.run import LIMITS, Ended

#: What rich may print to a terminal: colours, and moves of the cursor that clear a progress bar.
_OWN: Final = re.compile(r"\x1b\[(\?25[lh]|[0-9;]*[mKAGJ])")
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


def faults_of(ended: Ended, place: Path, usual_mb: float) -> list[str]:
    """Return what is wrong with how a run ended, one sentence each."""
    faults = list(ended.touched)
    if ended.stopped:
        faults.append(ended.stopped)
    elif ended.code < 0:
        faults.append(f"died of signal {-ended.code}")
    elif ended.code not in {0, 1}:
        faults.append(f"exit code {ended.code}")
    if ended.memory_mb > usual_mb + LIMITS.memory_mb:
        faults.append(f"{ended.memory_mb:.0f} MB of memory")
    said = ended.output + ended.errors
    if "Traceback (most recent" in said or "formcheck itself failed" in said:
        faults.append("a traceback")
    faults += _escapes(ended)
    if ended.code == 1 and not ended.case.terminal:
        faults += _sentence(ended.errors, several=str(ended.case.arguments[1]).startswith("@"))
    if not ended.stopped and ended.code >= 0:
        faults += _left(place, ended)
    return faults


def _escapes(ended: Ended) -> list[str]:
    said = ended.output + ended.errors
    if ended.case.terminal:
        said = _OWN.sub("", said).replace("\r", "")
    found = _CONTROLS.search(said)
    return [f"prints {found.group()!a}"] if found else []


def _sentence(errors: str, *, several: bool) -> list[str]:
    """Return what is wrong with the sentence about an error.

    Args:
        errors: what was printed.
        several: whether there may be several, as for a list of clips.
    """
    told = [line for line in errors.splitlines() if line.startswith("Error: ")]
    if not told or (len(told) > 1 and not several):
        return [f"{len(told)} sentences about an error"]
    longest = max(map(len, told))
    return [f"a sentence of {longest} characters"] if longest > 4_200 else []


def _left(place: Path, ended: Ended) -> list[str]:
    """Return what is wrong with the files that a run left."""
    faults = []
    known = {"in", "out", "home", "elsewhere", "case", "made.txt", "output.txt", "errors.txt"}
    faults += [f"left {path.name} outside" for path in place.iterdir() if path.name not in known]
    out = place / "out"
    for path in out.rglob("*"):
        if path.name.startswith(".") and path.is_file():
            faults.append(f"left {path.name}")
        elif path.suffix == ".json":
            faults += _unread(path)
    analyzed = ended.case.arguments[0] == "analyze"
    if ended.code == 0 and analyzed and not list(out.glob("*/report.json")):
        faults.append("no report")
    return faults


def _unread(path: Path) -> list[str]:
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return [f"{path.name} is no JSON"]
    return []
