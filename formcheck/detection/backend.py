"""What formcheck asks of a pose model: pictures in, the people in them out."""

from concurrent.futures import Future
from typing import Protocol, Self

from formcheck.poses.pose import Pose
from formcheck.system.arrays import Image


class PoseBackend(Protocol):
    """Finds people in the pictures of one clip or camera.

    A backend is a context manager that frees the model at the end. Its own types stay inside it.
    """

    @property
    def name(self) -> str:
        """File name and sha256 of the model, as saved with the poses: "NAME sha256:HEX"."""
        ...

    @property
    def crowded_so_far(self) -> bool:
        """Whether a second person is known of by now; a count of people may still be running."""
        ...

    def wait_if_crowded(self) -> bool:
        """Return whether a second person was seen, after waiting for a count that is running."""
        ...

    def detect(self, image: Image, time_s: float) -> list[Pose]:
        """Return the people in the next picture; an empty list if there is nobody.

        Args:
            image: (height, width, 3) RGB.
            time_s: timestamp, later than that of the picture before.
        """
        ...

    def detect_later(self, image: Image, time_s: float) -> Future[list[Pose]]:
        """Do what `detect` does, but let the poses be read while the next picture is detected.

        Args:
            image: (height, width, 3) RGB.
            time_s: timestamp, later than that of the picture before.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
