"""The window: OpenCV's own. No other file knows it.

OpenCV must be loaded before PyAV: whose copy of libxcb comes first, Qt uses, and with PyAV's the
window never opens. So `formcheck live` loads this room before any that read or write video.
"""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass

import cv2

from formcheck.errors import WindowError
from formcheck.system.arrays import Image

TITLE = "formcheck"
LARGEST = 1280, 800  # of a new window, in pixels of the screen
SMALLEST_HEIGHT = 720
NO_DISPLAY = (
    "there is no display here to open a window on: record a clip and judge it with"
    " formcheck analyze CLIP"
)

_NAMES = {13: "enter", 10: "enter", 27: "q", 32: "space"}
# Arrow keys as Qt on Linux, Windows and macOS give them.
_ARROWS = {65362: "up", 65364: "down", 2490368: "up", 2621440: "down", 63232: "up", 63233: "down"}
_ARROWS |= {65421: "enter"}


def require_display() -> None:
    """Say so where there is no display: Qt would end the program.

    Raises:
        WindowError: there is none.
    """
    if sys.platform != "linux":
        return
    if not os.environ.get("DISPLAY") or not _answers():
        raise WindowError(NO_DISPLAY)
    # OpenCV brings this one alone; a Wayland desktop has X, too.
    os.environ["QT_QPA_PLATFORM"] = "xcb"


@dataclass(slots=True)
class Window:
    """Shows pictures and hands over keys. It must be used from the main thread.

    Args:
        width: of the pictures that come first.
        height: likewise.
    """

    width: int
    height: int
    _full: bool = False
    _shown: bool = False

    def open(self) -> None:
        """Open it.

        Raises:
            WindowError: that does not work here.
        """
        require_display()
        try:
            flags = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
            cv2.namedWindow(TITLE, flags)
            self.fit(self.width, self.height)
        except cv2.error:
            raise WindowError(NO_DISPLAY) from None

    def fit(self, width: int, height: int) -> None:
        """Make it as large as pictures of a size want it."""
        share = min(LARGEST[0] / width, LARGEST[1] / height)
        if height >= SMALLEST_HEIGHT or self._full:
            share = min(share, 1.0)
        cv2.resizeWindow(TITLE, round(width * share), round(height * share))

    def show(self, image: Image) -> None:
        """Show an RGB picture, unless the window was closed."""
        if self._shown and not self._is_open():
            return
        cv2.imshow(TITLE, cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
        self._shown = True

    def keys(self) -> list[str]:
        """Draw what is to be drawn, and return the keys pressed since; closing it is a q."""
        pressed: list[str] = []
        code = cv2.pollKey()
        while code != -1 and len(pressed) < 8:
            pressed.append(_ARROWS.get(code) or _name(code))
            code = cv2.pollKey()
        if self._shown and not self._is_open():
            pressed.append("q")
        return [key for key in pressed if key]

    def toggle_full(self) -> None:
        """Fill the screen, or no longer."""
        self._full = not self._full
        mode = cv2.WINDOW_FULLSCREEN if self._full else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, mode)

    def close(self) -> None:
        """Close it."""
        with suppress(cv2.error):
            cv2.destroyAllWindows()
            cv2.pollKey()

    def _is_open(self) -> bool:
        try:
            return cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) > 0
        except cv2.error:
            return False


def _name(code: int) -> str:
    code &= 0xFF
    return _NAMES.get(code) or (chr(code).lower() if 32 < code < 127 else "")


def _answers() -> bool:
    """Whether the X display can be reached: Qt aborts the whole program where it cannot."""
    name = os.environ["DISPLAY"]
    host, _, number = name.rpartition(":")
    if host not in ("", "unix"):  # forwarded, as by ssh -X; Qt finds out
        return True
    import socket

    number = number.split(".")[0]
    for address in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):
        with suppress(OSError), socket.socket(socket.AF_UNIX) as x_server:
            x_server.settimeout(2.0)
            x_server.connect(address)
            return True
    return False
