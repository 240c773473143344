"""What every kind of camera can do: give one picture after the other."""

from typing import Protocol

from formcheck.system.arrays import Image


class Grabber(Protocol):
    """An open camera, stream or file."""

    @property
    def played(self) -> bool:
        """Whether the source is a file, which waits for its viewer after the first picture."""
        ...

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait for the next picture.

        Returns:
            The picture, (height, width, 3) uint8 RGB, and when it was taken, in seconds on the
            camera's own clock, or None where the camera does not say. None instead of both where
            no picture came although one should have.

        Raises:
            SourceEndedError: the whole file has been played.
        """
        ...

    def close(self) -> None:
        """Release the camera."""
        ...
