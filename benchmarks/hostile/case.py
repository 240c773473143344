"""An input that nobody means well with, and how the kinds of them are made."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

#: In place of a command of formcheck: read the clip to its end, which takes a tenth of the time.
READ = "read"


@dataclass(frozen=True, slots=True)
class Case:
    """A command line with a hostile input.

    Attributes:
        arguments: of formcheck, without the folder for results; or `READ` and a clip.
        about: what is wrong with the input, in a few words.
        terminal: whether the output goes to a terminal, with colours and progress.
    """

    arguments: Sequence[str | Path]
    about: str
    terminal: bool = False


#: Writes the input of a number into a folder, which exists, and returns what to do with it.
Make: TypeAlias = Callable[[random.Random, Path, int], Case]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input.

    Attributes:
        name: of the kind.
        make: makes one of them.
        count: how many are made.
    """

    name: str
    make: Make
    count: int

    def case(self, seed: int, number: int, folder: Path) -> Case:
        """Make an input in a folder; the same seed and number give the same one."""
        return self.make(random.Random(f"{seed}/{self.name}/{number}"), folder, number)


def read_or_judged(clip: Path, about: str, number: int) -> Case:
    """Return the case that a clip is read to its end, or, one in five, judged as butt kicks."""
    return judged(clip, about, number // 5) if number % 5 == 0 else Case([READ, clip], about)


def judged(clip: Path, about: str, number: int, *, terminal: bool = False) -> Case:
    """Return the case that a clip is judged as butt kicks; one in three with both videos."""
    few = ("--no-video", "--no-review") if number % 3 else ()
    command = ["analyze", clip, "--exercise", "butt-kicks", "--accuracy", "normal", *few]
    return Case(command, about, terminal)
