"""The window, with keys, mouse and touch: OpenCV's own. No other file knows it.

OpenCV must be loaded before PyAV. Each brings a copy of libxcb, Qt uses the one that is loaded
first, and with PyAV's the window never opens. So `formcheck live` loads this room before any that
reads or writes video.
"""

import ctypes
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field

import cv2
import numpy as np

from formcheck.errors import WindowError
from formcheck.system.arrays import Image

TITLE = "formcheck"
HUGE = (1 << 15, 1 << 15)  # larger than any screen
NO_DISPLAY = (
    "there is no display here to open a window on: record a clip and judge it with"
    " formcheck analyze CLIP"
)

_NAMES = {13: "enter", 10: "enter", 27: "esc", 32: "space"}
# The arrow keys, and the Enter of the number pad, as Qt on Linux, Windows and macOS report them.
_ARROWS = {65362: "up", 65364: "down", 2490368: "up", 2621440: "down", 63232: "up", 63233: "down"}
_ARROWS |= {65421: "enter"}


def require_display() -> None:
    """Test that there is a display: without one Qt would end the program.

    Raises:
        WindowError: there is none.
    """
    if sys.platform != "linux":
        return
    if not os.environ.get("DISPLAY") or not _answers():
        raise WindowError(NO_DISPLAY)
    # OpenCV brings the plugin for X alone; a Wayland desktop understands X, too.
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    _let_qt_read_events()


@dataclass(slots=True)
class Window:
    """Shows pictures, reads keys and clicks. It must be used from the main thread.

    A click or a touch is at a pixel of the picture that is shown, however large the window is.

    Args:
        full: whether it fills the screen.
        normal: width and height where it does not, at first, in pixels; less on a smaller screen.
        least: a window of less width or height is not drawn for, in pixels.
        measured_s: the window is measured this often, in seconds: it takes half a millisecond.

    Attributes:
        pointer: x and y of the mouse, in pixels of the picture; None before it was moved.
    """

    full: bool = False
    normal: tuple[int, int] = (1280, 720)
    least: tuple[int, int] = (160, 120)
    measured_s: float = 0.2
    pointer: tuple[int, int] | None = None
    _size: tuple[int, int] = (1280, 720)
    _measured_at_s: float = float("-inf")
    _shown: bool = False
    _bgr: Image | None = None  # kept: new memory for each picture takes longer than turning it
    _clicks: list[tuple[int, int]] = field(default_factory=list)

    def open(self) -> None:
        """Open the window.

        Raises:
            WindowError: no window can be opened here.
        """
        require_display()
        try:
            # Each picture has the window's own size: there is no ratio to keep.
            cv2.namedWindow(TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL)
            cv2.setMouseCallback(TITLE, self._mouse)
            across, down = map(min, self.normal, screen_size())
            cv2.resizeWindow(TITLE, across, down)
            if self.full:
                self._fill_screen()
        except cv2.error:
            raise WindowError(NO_DISPLAY) from None

    def size(self) -> tuple[int, int]:
        """Return width and height of the window, in pixels, at most ``measured_s`` old."""
        now_s = time.monotonic()
        if now_s - self._measured_at_s < self.measured_s:
            return self._size
        self._measured_at_s = now_s
        with suppress(cv2.error):
            _, _, width, height = cv2.getWindowImageRect(TITLE)
            if width >= self.least[0] and height >= self.least[1]:
                self._size = width, height
        return self._size

    def show(self, image: Image) -> None:
        """Show an RGB picture, unless the user has closed the window."""
        if self._shown and not self._is_open():
            return
        if self._bgr is None or self._bgr.shape != image.shape:
            self._bgr = np.empty_like(image)
        cv2.imshow(TITLE, cv2.cvtColor(image, cv2.COLOR_RGB2BGR, self._bgr))
        self._shown = True

    def keys(self) -> list[str]:
        """Refresh the window; return the names of the keys pressed since, q if it was closed."""
        pressed: list[str] = []
        code = cv2.pollKey()
        while code != -1 and len(pressed) < 8:
            pressed.append(_ARROWS.get(code) or _name(code))
            code = cv2.pollKey()
        if self._shown and not self._is_open():
            pressed.append("q")
        return [key for key in pressed if key]

    def clicks(self) -> list[tuple[int, int]]:
        """Return where the user has clicked since the last call; `keys` must be called before."""
        clicks, self._clicks = self._clicks, []
        return clicks

    def toggle_full(self) -> None:
        """Fill the screen, or stop filling it."""
        self.full = not self.full
        self._fill_screen()

    def _fill_screen(self) -> None:
        mode = cv2.WINDOW_FULLSCREEN if self.full else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, mode)

    def close(self) -> None:
        """Close the window."""
        with suppress(cv2.error):
            cv2.destroyAllWindows()
            cv2.pollKey()

    def _mouse(self, event: int, x: int, y: int, *_: object) -> None:
        """Keep what OpenCV tells of the mouse, and of a finger on the screen.

        A click counts when the button is let go: only that comes once on every system where two
        clicks follow each other quickly.
        """
        self.pointer = x, y
        if event == cv2.EVENT_LBUTTONUP:
            self._clicks.append((x, y))

    def _is_open(self) -> bool:
        try:
            return cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) > 0
        except cv2.error:
            return False


def _let_qt_read_events() -> None:
    """Keep the X library from taking events that are meant for Qt, before Qt is loaded.

    OpenCV brings a copy of libX11-xcb that tells the X library to leave the events to Qt, but it
    writes this to the wrong place of a newer X library. Then both read, and where Qt misses that
    its window was mapped (13 % of the starts), the window stays black. The system has a right copy.
    """
    with suppress(OSError):
        ctypes.CDLL("libX11-xcb.so.1", mode=ctypes.RTLD_GLOBAL)


def screen_size() -> tuple[int, int]:
    """Return width and height of the X screen, in pixels; those of ``HUGE`` if nobody says.

    Without a window manager nothing else makes the window fit.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            x11 = ctypes.CDLL("libX11.so.6")
            x11.XOpenDisplay.restype = ctypes.c_void_p
            if display := x11.XOpenDisplay(None):
                opened = ctypes.c_void_p(display)
                size = x11.XDisplayWidth(opened, 0), x11.XDisplayHeight(opened, 0)
                x11.XCloseDisplay(opened)
                return size
    return HUGE


def _name(code: int) -> str:
    """Return the name of a key; empty for one without a name."""
    code &= 0xFF
    return _NAMES.get(code) or (chr(code).lower() if 32 < code < 127 else "")


def _answers() -> bool:
    """Return whether the X display can be reached: if not, Qt ends the whole program."""
    name = os.environ["DISPLAY"]
    host, _, number = name.rpartition(":")
    if host not in ("", "unix"):  # forwarded, as by ssh -X: only Qt can tell
        return True
    import socket

    number = number.split(".")[0]
    for address in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):
        with suppress(OSError), socket.socket(socket.AF_UNIX) as x_server:
            x_server.settimeout(2.0)
            x_server.connect(address)
            return True
    return False
