"""Keep the messages of native libraries on standard error away from the terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Final, TextIO

_STDERR: Final = 2  # file descriptor of standard error


@contextmanager
def native_log_hidden(*, of_program: bool = False) -> Iterator[None]:
    """Discard what is written to standard error inside the block, in every thread.

    Blocks may overlap in several threads: standard error is back when the last one ends.

    Args:
        of_program: whether the block is the whole program. Then messages of Python are still
            shown. And after Ctrl-C standard error stays hidden, because native code that is
            interrupted goes on talking until the program ends a moment later.
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


class _NativeLog:
    """Standard error, hidden as long as at least one thread wants it hidden."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hiding = 0  # blocks that want it hidden
        self._terminal = -1  # file descriptor that standard error had before
        self._python: tuple[TextIO, TextIO] | None = None  # sys.stderr before, and its stand-in

    def hide(self, *, keep_python: bool) -> None:
        """Hide standard error for one more block."""
        with self._lock:
            self._hiding += 1
            if self._hiding > 1:
                return
            try:
                self._terminal = os.dup(_STDERR)
            except OSError:  # the program has no standard error
                return
            if keep_python and _is_native(sys.stderr):
                self._keep_python()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STDERR)
            os.close(nowhere)

    def show(self) -> None:
        """End one block; show standard error again if it was the last."""
        with self._lock:
            self._hiding -= 1
            if self._hiding or self._terminal < 0:
                return
            os.dup2(self._terminal, _STDERR)
            os.close(self._terminal)
            self._terminal = -1
            if self._python is not None:
                before, stand_in = self._python
                if sys.stderr is stand_in:
                    sys.stderr = before
                stand_in.close()
                self._python = None

    def _keep_python(self) -> None:
        """Let Python's messages go to the terminal, through a file descriptor of their own."""
        before = sys.stderr
        with suppress(OSError):
            before.flush()
        terminal = os.dup(self._terminal)
        stand_in = os.fdopen(terminal, "w", 1, encoding=before.encoding, errors="replace")
        self._python, sys.stderr = (before, stand_in), stand_in


_LOG = _NativeLog()


def _is_native(stream: TextIO | None) -> bool:
    """Return whether a stream writes to the file descriptor of standard error."""
    try:
        return stream is not None and stream.fileno() == _STDERR
    except (OSError, ValueError):  # no real file, as in a notebook or a test
        return False
