"""The window, with what the user has chosen for it: mirror, bar of buttons, full screen."""

from dataclasses import replace

from formcheck.exercises.spec import Exercise
from formcheck.live.camera.health import Status
from formcheck.live.window.actions import actions_of
from formcheck.live.window.button import Button, key_at
from formcheck.live.window.scenes import Scene, left_counter_on, show_of, with_camera_trouble
from formcheck.live.window.screen import Screen, blank
from formcheck.live.window.window import Window
from formcheck.system.arrays import Image


class Display:
    """Draws scenes over pictures and shows them in the window.

    Args:
        mirror: whether the picture is shown as in a mirror.
        first_size: width and height of the window before the first picture, in pixels.
        toast_s: how long a short line of news is shown.
    """

    def __init__(
        self, *, mirror: bool, first_size: tuple[int, int] = (1280, 720), toast_s: float = 3.0
    ) -> None:
        self._window = Window(*first_size)
        self._mirror, self._keys_shown = mirror, True
        self._first_size, self._toast_s = first_size, toast_s
        self._toast, self._toast_until_s = "", 0.0
        self._screen: Screen | None = None
        self._exercise: Exercise | None = None
        self._fitted = False
        self._buttons: tuple[Button, ...] = ()  # in the image that was drawn last

    def open(self) -> None:
        """Open the window.

        Raises:
            WindowError: no window can be opened here.
        """
        self._window.open()

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def keys(self) -> list[str]:
        """Return the keys pressed since the last call, also by a click on their buttons.

        Closing the window is a q. While the bar of buttons is hidden, a click elsewhere shows it.
        """
        pressed = self._window.keys()
        elsewhere = "" if self._keys_shown else "h"
        for x, y in self._window.clicks():
            pressed.append(key_at(self._buttons, x, y) or elsewhere)
        return [key for key in pressed if key]

    def press(self, key: str) -> bool:
        """Do what a key asks the window for; return whether it was a key of the window."""
        if key == "m":
            self._mirror = not self._mirror
        elif key == "f":
            self._window.toggle_full()
        elif key == "h":
            self._keys_shown = not self._keys_shown
            if self._screen:
                self._window.fit(*self._screen.whole_size(keys_shown=self._keys_shown))
        else:
            return False
        return True

    def show_news(self, text: str, now_s: float) -> None:
        """Show a short line of news for a while."""
        self._toast, self._toast_until_s = text, now_s + self._toast_s

    def draw(self, picture: Image | None, scene: Scene, status: Status, now_s: float) -> Image:
        """Return the image for the window.

        Args:
            picture: the newest one, (height, width, 3) uint8 RGB; None before the first.
            scene: what to show over it.
            status: of the camera.
            now_s: on the clock of `show_news`.
        """
        screen, pointer = self._screen_for(picture, scene.exercise), self._window.pointer
        show = with_camera_trouble(show_of(scene), status)
        show = replace(
            show,
            arrow=show.arrow if self._mirror else -show.arrow,
            toast=self._toast if now_s < self._toast_until_s else "",
            keys=self._keys_shown,
            actions=actions_of(scene.flow),
            pointed=key_at(self._buttons, *pointer) if pointer else "",
            mirror=self._mirror,
            left_counter_on=left_counter_on(scene.view, mirror=self._mirror),
        )
        image = screen.draw(blank(*screen.size) if picture is None else picture, show)
        self._buttons = screen.buttons
        return image

    def show(self, image: Image) -> None:
        """Show an image that `draw` returned."""
        self._window.show(image)

    def _screen_for(self, picture: Image | None, exercise: Exercise | None) -> Screen:
        """Return the screen for the size of a picture; the first picture sets the window's size."""
        size = self._first_size if picture is None else (picture.shape[1], picture.shape[0])
        screen = self._screen
        if screen is None or screen.size != size or self._exercise is not exercise:
            self._screen = screen = Screen(size[0], size[1], exercise)
            self._exercise = exercise
        if picture is not None and not self._fitted:
            self._fitted = True
            self._window.fit(*screen.whole_size(keys_shown=self._keys_shown))
        return screen
