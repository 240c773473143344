"""One or two inputs of each kind of the long suite, by the whole program."""

import subprocess
import sys

from tests.cli.running import linux


@linux
def test_no_input_of_the_suite_goes_wrong() -> None:
    command = [sys.executable, "-m", "benchmarks.hostile", "--scale", "0.01"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    word, inputs, _, refused, wrong, *_ = done.stdout.splitlines()[-1].split()
    assert (word, wrong) == ("all", "0")
    assert int(inputs) >= 15
    assert int(refused) >= 3
