"""Threads share the memory that they free, and unused memory goes back to the system."""

import subprocess
import sys

import pytest

HEAPS = """
import sys
import threading
import numpy as np
from formcheck.system.memory import keep_few_heaps

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
    """Return how many heaps there are besides the first one; they lie at multiples of 64 MB."""
    run = [sys.executable, "-c", HEAPS, *arguments]
    return int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="glibc only")
def test_threads_share_their_heaps() -> None:
    assert heaps("few") < heaps()


GAPS = """
import numpy as np
from pathlib import Path
from formcheck.system.memory import give_back

def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20

larger = np.ones(30_000_000, np.uint8)  # from now on smaller blocks come from the heap
del larger
before_mb = resident_mb()
pictures, kept = [], []
for _ in range(60):
    pictures.append(np.ones(2_764_800, np.uint8))
    kept.append(np.ones(20_000, np.uint8))
del pictures
gaps_mb = resident_mb() - before_mb
give_back()
print(gaps_mb, resident_mb() - before_mb)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc only")
def test_gaps_in_the_heap_are_given_back() -> None:
    run = subprocess.run([sys.executable, "-c", GAPS], check=True, capture_output=True, text=True)
    gaps_mb, left_mb = (float(word) for word in run.stdout.split())
    assert gaps_mb > 20.0
    assert left_mb < 10.0
