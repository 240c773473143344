"""The window, with what the user has chosen for it: mirror, bar of buttons, full screen."""

from dataclasses import replace
from typing import Final

from formcheck.exercises.spec import Exercise
from formcheck.live.camera.health import Status
from formcheck.live.set.replay import ReplayMoment
from formcheck.live.window.actions import actions_of
from formcheck.live.window.button import Button, key_at
from formcheck.live.window.replay_view import ReplayView
from formcheck.live.window.scenes import Scene, left_counter_on, show_of, with_camera_trouble
from formcheck.live.window.screen import Screen
from formcheck.live.window.window import Window
from formcheck.system.arrays import Image

#: Width and height that pictures are thought to have before the first one, in pixels.
FIRST_PICTURE: Final = (1280, 720)


class Display:
    """Draws scenes over pictures and shows them in the window.

    Args:
        mirror: whether the picture is shown as in a mirror.
        full: whether the window fills the screen at first.
        toast_s: how long a short line of news is shown.
    """

    def __init__(self, *, mirror: bool, full: bool = False, toast_s: float = 3.0) -> None:
        self._window = Window(full=full)
        self._mirror, self._keys_shown = mirror, True
        self._toast_s = toast_s
        self._toast, self._toast_until_s = "", 0.0
        self._screen: Screen | None = None
        self._replay: ReplayView | None = None
        self._replaying = False
        self._drawn_for: tuple[object, ...] = ()
        self._picture_size = FIRST_PICTURE
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

        Closing the window is a q. While the bar of buttons is hidden, a click elsewhere shows it. A
        click anywhere ends what is seen again.
        """
        pressed = self._window.keys()
        elsewhere = "" if self._keys_shown else "h"
        elsewhere = "space" if self._replaying else elsewhere
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
        else:
            return False
        return True

    def show_news(self, text: str, now_s: float) -> None:
        """Show a short line of news for a while."""
        self._toast, self._toast_until_s = text, now_s + self._toast_s

    def draw(self, picture: Image | None, scene: Scene, status: Status, now_s: float) -> Image:
        """Return the image for the window, of the window's size. The next call changes it.

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
            actions=actions_of(
                scene.flow,
                scene.replay_keys,
                replaying=scene.replay is not None,
                fixed=scene.fixed,
            ),
            pointed=key_at(self._buttons, *pointer) if pointer else "",
            mirror=self._mirror,
            left_counter_on=left_counter_on(scene.view, mirror=self._mirror),
        )
        image = screen.draw(None if scene.replay else picture, show)
        self._buttons, self._replaying = screen.buttons, scene.replay is not None
        if scene.replay:
            self._draw_replay(image[: screen.rooms.bar[1]], scene.replay, scene.exercise)
        return image

    def _draw_replay(self, image: Image, moment: ReplayMoment, exercise: Exercise | None) -> None:
        """Draw what is seen again over the part above the buttons."""
        height, width = image.shape[:2]
        one_rep = exercise.one_rep if exercise else "rep"
        if self._replay is None or self._replay.drawn_for != (width, height, one_rep):
            self._replay = ReplayView(width, height, one_rep)
        image[:] = self._replay.draw(moment, mirror=self._mirror)

    def show(self, image: Image) -> None:
        """Show an image that `draw` returned."""
        self._window.show(image)

    def _screen_for(self, picture: Image | None, exercise: Exercise | None) -> Screen:
        """Return the screen for the window as it is now, and for the size of a picture."""
        if picture is not None:
            self._picture_size = picture.shape[1], picture.shape[0]
        wanted = (self._window.size(), self._picture_size, exercise, self._keys_shown)
        screen = self._screen
        if screen is None or self._drawn_for != wanted:
            self._screen = screen = Screen(*wanted[:3], bar=self._keys_shown)
            self._drawn_for = wanted
        return screen
