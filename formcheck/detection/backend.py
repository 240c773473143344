"""Pose backends: pictures in, the people in them out. Vendor types stop here."""

from concurrent.futures import Future
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from formcheck.poses.pose import Pose


class PoseBackend(Protocol):
    """What finds people in pictures."""

    @property
    def name(self) -> str:
        """The model, so that saved poses say what made them."""
        ...

    @property
    def crowded(self) -> bool:
        """Whether more than one person has been seen so far; a look may be under way."""
        ...

    def was_crowded(self) -> bool:
        """Whether more than one person was seen, every look taken being over."""
        ...

    def detect(self, image: npt.NDArray[np.uint8], time_s: float) -> list[Pose]:
        """Return the people in the next picture of a clip; none give an empty list.

        Args:
            image: (height, width, 3) RGB.
            time_s: later than that of the picture before.
        """
        ...

    def detect_later(self, image: npt.NDArray[np.uint8], time_s: float) -> Future[list[Pose]]:
        """As `detect`, with poses that may be ready only while the next picture is looked at."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
