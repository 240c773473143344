"""Give inputs to the whole program, each in a process of its own, and watch what it does."""

import os
import pickle
import pty
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from benchmarks.hostile import canary
from benchmarks.hostile.case import READ, Case, Kind
from benchmarks.hostile.opened import files_opened
from benchmarks.hostile.pointing import ELSEWHERE
from formcheck.cli.main import main
from formcheck.errors import ClipError
from formcheck.system.printable import printable
from formcheck.video import ClipReader

_LOOKS_EVERY_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class RunLimits:
    """What a run may take.

    Attributes:
        seconds: then it is killed: it hangs.
        processor_s: of processor time; a machine that does much else does not count.
        memory_mb: more than it takes for a good clip; then it is killed.
    """

    seconds: float = 300.0
    processor_s: float = 90.0
    memory_mb: float = 1024.0


LIMITS = RunLimits()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended.

    Attributes:
        case: the input.
        code: exit code; negative for a signal.
        output: what it printed.
        errors: what it printed as errors; with a terminal all is in ``output``.
        processor_s: the processor time that it took, in seconds.
        memory_mb: the most memory that it took, in MB.
        stopped: why it was killed; empty if it was not.
        touched: what it touched that was not named.
    """

    case: Case
    code: int
    output: str
    errors: str
    processor_s: float
    memory_mb: float
    stopped: str
    touched: tuple[str, ...]


def load() -> None:
    """Load what the program needs, so that each process that is forked has it at once."""
    import formcheck.batch.clip
    import formcheck.batch.overview
    import formcheck.cli.many
    import formcheck.detection.mediapipe
    import formcheck.overlay.annotate
    import formcheck.report.pages.review.page
    import formcheck.report.terminal  # noqa: F401


def run(kind: Kind, seed: int, number: int, place: Path, usual_mb: float) -> Ended | None:
    """Make an input in a folder and run formcheck on it; None if it cannot be made.

    Args:
        kind: of the input.
        seed: makes other inputs of the kind.
        number: of the input.
        place: an empty folder for inputs, results and what is printed.
        usual_mb: the memory that a good clip takes.
    """
    case = _made(kind, seed, number, place)
    if case is None:
        return None
    (place / ELSEWHERE).mkdir(exist_ok=True)
    canary.callers()
    with files_opened(place / ELSEWHERE) as opened:
        ended = watched(case, place, usual_mb)
    touched = [f"opened {name}" for name in sorted(opened)]
    touched += [f"{count} connections" for count in [canary.callers()] if count]
    touched += ["unpickled"] * (place / "unpickled").exists()
    return ended(tuple(touched))


def _made(kind: Kind, seed: int, number: int, place: Path) -> Case | None:
    """Make an input in a process of its own, as encoders may fail in native code."""
    inputs, made = place / "in", place / "case"
    inputs.mkdir()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            _redirect(place / "made.txt", place / "made.txt")
            made.write_bytes(pickle.dumps(kind.case(seed, number, inputs)))
            os._exit(0)
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os.waitpid(child, 0)
    if not made.exists():
        return None
    case: Case = pickle.loads(made.read_bytes())
    return case


def watched(case: Case, place: Path, usual_mb: float) -> Callable[[tuple[str, ...]], Ended]:
    """Run formcheck in a process of its own until it ends, or takes too much."""
    output, errors = place / "output.txt", place / "errors.txt"
    if case.terminal:
        child, terminal = pty.fork()
    else:
        child, terminal = os.fork(), -1
    if not child:
        _child(case, place, output, errors)
    text, stopped, usage = b"", "", None
    until_s = time.monotonic() + LIMITS.seconds
    while usage is None:
        ended, status, used = os.wait4(child, os.WNOHANG)
        text += _read(terminal) if terminal >= 0 else b""
        if ended:
            usage = used
            break
        if not stopped:
            stopped = _too_much(child, usual_mb, until_s)
            if stopped:
                os.kill(child, signal.SIGKILL)
        time.sleep(_LOOKS_EVERY_S)
    if terminal >= 0:
        text += _read(terminal)
        os.close(terminal)
        output.write_bytes(text)
        errors.touch()
    return lambda touched: Ended(
        case,
        os.waitstatus_to_exitcode(status),
        output.read_text("utf-8", "surrogateescape"),
        errors.read_text("utf-8", "surrogateescape"),
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        stopped,
        touched,
    )


def _child(case: Case, place: Path, output: Path, errors: Path) -> NoReturn:
    """Be formcheck."""
    code = 1
    try:
        if not case.terminal:
            _redirect(output, errors)
        # Those of the suite may go to a file, which a terminal does not behave like.
        sys.stdout, sys.stderr = (os.fdopen(n, "w", closefd=False, buffering=1) for n in (1, 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.environ |= {name: str(place / "home") for name in ("HOME", "XDG_CONFIG_HOME")}
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
        os.chdir(place)
        code = _run(case)
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as exited:
        code = exited.code if isinstance(exited.code, int) else 1
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(code)


def _run(case: Case) -> int:
    """Run what a case asks for; return the exit code."""
    if case.arguments[0] != READ:
        return main([str(argument) for argument in (*case.arguments, *_out(case))])
    try:
        with ClipReader(case.arguments[1]) as clip:
            print(clip.info, sum(1 for _ in clip), clip.warnings)
    except ClipError as error:
        print(f"Error: {printable(str(error))}", file=sys.stderr)
        return 1
    return 0


def _out(case: Case) -> tuple[str, ...]:
    return ("--out", "out") if case.arguments[0] in {"analyze", "export"} else ()


def _redirect(output: Path, errors: Path) -> None:
    """Let this process print to files."""
    for stream, path in ((1, output), (2, errors)):
        file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)
        os.dup2(file, stream)
        os.close(file)


def _read(terminal: int) -> bytes:
    """Return what was printed to a terminal since the last call."""
    text = b""
    os.set_blocking(terminal, False)
    with suppress(OSError):  # nothing now, or the process has ended
        while piece := os.read(terminal, 65_536):
            text += piece
    return text


def _too_much(child: int, usual_mb: float, until_s: float) -> str:
    """Return what a process takes too much of; empty if nothing."""
    if time.monotonic() > until_s:
        return f"no end after {LIMITS.seconds:.0f} s"
    with suppress(OSError):
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        if ticks / os.sysconf("SC_CLK_TCK") > LIMITS.processor_s:
            return f"no end after {LIMITS.processor_s:.0f} s of processor time"
        resident_mb = int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        if resident_mb > usual_mb + LIMITS.memory_mb:
            return f"{resident_mb:.0f} MB of memory"
    return ""
