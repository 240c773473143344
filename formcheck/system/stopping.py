"""What the program does when it is told to stop: Ctrl-C, a closed terminal, or `kill`."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, NoReturn, TypeAlias

from formcheck.system.files import drop_unfinished

Handler: TypeAlias = Callable[[int, FrameType | None], object]

#: SIGHUP comes when the terminal is closed; Windows has no such signal.
STOPS: Final[tuple[signal.Signals, ...]] = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def stop_at_once(number: int, _: FrameType | None, more: str = "") -> NoReturn:
    """End the process here and now, without an unfinished file; this handles a signal.

    Nothing is unwound. An exception could come out at any line, that of a clean-up included, and
    native code on other threads would go on meanwhile.

    Args:
        number: of the signal.
        more: a sentence about what is finished.
    """
    for sign in STOPS:
        signal.signal(sign, signal.SIG_IGN)
    _end_children()
    end_at_once(128 + number, f"Stopped. Finished files are kept.{more and ' '}{more}")


def end_at_once(code: int, sentence: str) -> NoReturn:
    """End the process here and now, without an unfinished file.

    Args:
        code: the exit code.
        sentence: printed as an error.
    """
    with suppress(Exception):  # the stream may be closed, or in the middle of a line
        sys.stdout.flush()
    with suppress(Exception):
        # A progress bar has hidden the cursor.
        cursor = "\x1b[?25h" if sys.stderr.isatty() and os.name != "nt" else ""
        os.write(sys.stderr.fileno(), f"{cursor}\n{sentence}\n".encode())
    drop_unfinished()  # last, because other threads still write
    os._exit(code)


def stop_quietly(number: int, _: FrameType | None) -> None:
    """End a process that another one has started, without an unfinished file; handles a signal."""
    drop_unfinished()
    os._exit(128 + number)


def _end_children(patience_s: float = 3.0) -> None:
    """End the processes that this one has started, and wait until they have ended.

    Args:
        patience_s: how long they have to leave no unfinished file; then they are killed.
    """
    if "multiprocessing" not in sys.modules:
        return
    from multiprocessing import active_children

    children = active_children()
    for child in children:
        with suppress(OSError, ValueError):
            child.terminate()
    until_s = time.monotonic() + patience_s
    for child in children:
        with suppress(OSError, ValueError, AssertionError):
            child.join(max(0.0, until_s - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join(patience_s)


def handle_stops(handler: Handler, signals: Sequence[signal.Signals] = STOPS) -> None:
    """Call a function for each signal that tells the program to stop. Call it on the main thread.

    A signal that the process ignores stays ignored, as `nohup` wants it.
    """
    for sign in signals:
        if signal.getsignal(sign) is not signal.SIG_IGN:
            signal.signal(sign, handler)


@contextmanager
def when_told_to_stop(
    handler: Handler, signals: Sequence[signal.Signals] = STOPS
) -> Iterator[None]:
    """Do what `handle_stops` does, inside the block."""
    before = {sign: signal.getsignal(sign) for sign in signals}
    handle_stops(handler, signals)
    try:
        yield
    finally:
        for sign, handled in before.items():
            signal.signal(sign, handled)
