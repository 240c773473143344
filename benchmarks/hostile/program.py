"""A run of formcheck that something is done to, and what must be true of it afterwards."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.hostile.samples import usual

COMMAND: Final = (sys.executable, "-m", "formcheck")
_PATIENCE_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class Done:
    """A run that has ended.

    Attributes:
        code: exit code; negative for a signal.
        said: what it printed, errors too.
    """

    code: int
    said: str

    def problems(self, *codes: int) -> list[str]:
        """Return what is wrong with it.

        Args:
            codes: that it may end with.
        """
        problems = []
        if self.code not in codes:
            problems.append(f"exit code {self.code}: {self.said.strip()[-200:]!r}")
        if "Traceback (most recent" in self.said or "itself failed" in self.said:
            problems.append(f"a traceback: {self.said.strip()[-600:]!r}")
        return problems


def clips_in(folder: Path, names: str) -> Path:
    """Write good clips with one-letter names; return the folder."""
    folder.mkdir(parents=True)
    for name in names:
        # Each has another content, so that none is taken for another one.
        (folder / f"{name}.mp4").write_bytes(usual("mp4") + name.encode())
    return folder


def analyze(clips: Path, out: Path, *more: str) -> list[str]:
    """Return the command line that judges clips."""
    arguments = ["analyze", clips, "--exercise", "butt-kicks", "--out", out, *more]
    return [*COMMAND, *map(str, arguments)]


def start(command: Sequence[str], **changes: Any) -> "subprocess.Popen[str]":  # noqa: ANN401
    """Start a run in a session of its own; what it prints goes to one pipe."""
    options: dict[str, Any] = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
        "errors": "surrogateescape",
        "start_new_session": True,
    }
    return subprocess.Popen(command, **(options | changes))


def run(command: Sequence[str], **changes: Any) -> Done:  # noqa: ANN401
    """Run to the end."""
    with start(command, **changes) as process:
        said, _ = process.communicate(timeout=_PATIENCE_S)
    return Done(process.returncode, said or "")


def finished_in(out: Path) -> dict[str, str]:
    """Return the finished clips of a folder of results, with a hash of all their files."""
    hashes = {}
    for state in out.glob("*/clip.json"):
        known = json.loads(state.read_bytes())  # it is whole, or not there
        if known["results"]:
            data = [(state.parent / name).read_bytes() for name in sorted(known["files"])]
            hashes[state.parent.name] = hashlib.sha256(b"".join(data)).hexdigest()
    return hashes


def hidden_in(out: Path) -> list[str]:
    """Return the hidden files of a folder, such as locks and files that are not finished."""
    return [str(path.relative_to(out)) for path in out.rglob(".*")]


def lost(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return what is wrong with clips that were finished before."""
    return [
        f"{name} was finished, and is not the same" for name in before.keys() - after.keys()
    ] + [
        f"{name} has changed"
        for name in before.keys() & after.keys()
        if before[name] != after[name]
    ]


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(word) for word in text.split()]


def is_alive(pid: int) -> bool:
    """Return whether a process runs, and is no zombie that nobody has waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
