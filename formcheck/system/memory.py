"""The memory of a long session."""

import ctypes
import sys
from contextlib import suppress

M_ARENA_MAX = -8  # of glibc's malloc.h
HEAPS = 2  # one cannot be shared without waiting


def keep_few_heaps() -> None:
    """Have all threads take their memory from the same two heaps; before any of them starts.

    By itself glibc gives each thread a heap, and a picture goes through many threads: what one
    has let go of, another does not use, and every heap grows for itself. Live takes 60 MB less
    so. Of other systems' allocators nothing is asked.
    """
    _ask_glibc("mallopt", M_ARENA_MAX, HEAPS)


def give_back() -> None:
    """Give the gaps in the heaps back to the system, which takes a millisecond.

    What is kept lies between what was let go of; by itself glibc gives back the ends alone.
    """
    _ask_glibc("malloc_trim", 0)


def _ask_glibc(name: str, *numbers: int) -> None:
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            getattr(ctypes.CDLL(None), name)(*numbers)
