"""What native libraries write to standard error, kept from the terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TextIO

_STDERR = 2


class _NativeLog:
    """Hidden for as long as anyone wants it to be; threads may, at the same time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hiding = 0
        self._terminal = -1
        self._python: tuple[TextIO, TextIO] | None = None  # standard error, and what stands for it

    def hide(self, *, keep_python: bool) -> None:
        with self._lock:
            self._hiding += 1
            if self._hiding > 1:
                return
            try:
                self._terminal = os.dup(_STDERR)
            except OSError:  # there is none
                return
            if keep_python and _is_native(sys.stderr):
                with suppress(OSError):
                    sys.stderr.flush()
                stands_for = os.fdopen(
                    os.dup(self._terminal),
                    "w",
                    1,
                    encoding=sys.stderr.encoding,
                    errors="replace",
                )
                self._python, sys.stderr = (sys.stderr, stands_for), stands_for
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STDERR)
            os.close(nowhere)

    def show(self) -> None:
        with self._lock:
            self._hiding -= 1
            if self._hiding or self._terminal < 0:
                return
            os.dup2(self._terminal, _STDERR)
            os.close(self._terminal)
            self._terminal = -1
            if self._python is not None:
                before, stands_for = self._python
                if sys.stderr is stands_for:
                    sys.stderr = before
                stands_for.close()
                self._python = None


_LOG = _NativeLog()


def _is_native(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.fileno() == _STDERR
    except (OSError, ValueError):  # not a file, as inside a notebook or a test
        return False


@contextmanager
def native_log_hidden(*, of_program: bool = False) -> Iterator[None]:
    """Send to nowhere what is written to standard error meanwhile.

    Args:
        of_program: all that a program does: what Python says is seen nevertheless; and after
            Ctrl-C it stays hidden, for native code that is caught in the middle goes on talking
            until the program ends, which is soon.
    """
    _LOG.hide(keep_python=of_program)
    try:
        yield
    except KeyboardInterrupt:
        if not of_program:
            _LOG.show()
        raise
    except BaseException:
        _LOG.show()
        raise
    else:
        _LOG.show()
