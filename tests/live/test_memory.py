"""Threads share what memory they let go of."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
import threading
import numpy as np
from formcheck.live.memory import keep_few_heaps

if "few" in sys.argv:
    keep_few_heaps()
done = threading.Event()
threads = []
for _ in range(6):
    made = threading.Event()
    def work(made=made):
        kept = [np.ones(5000, np.uint8) for _ in range(50)]
        made.set()
        done.wait()
    threads.append(threading.Thread(target=work))
    threads[-1].start()
    made.wait()
heaps = sum(" 00:00 0 " in line and int(line.split("-")[0], 16) % 2**26 == 0
            for line in open("/proc/self/maps"))
done.set()
print(heaps)
"""


def heaps(*arguments: str) -> int:
    """How many heaps there are beside the first: they lie at multiples of 64 MB."""
    run = [sys.executable, "-c", PROGRAM, *arguments]
    return int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc's allocator")
def test_threads_share_their_heaps() -> None:
    assert heaps("few") <= 1
    assert heaps() > 1  # what it is for
