"""What the user chooses on the first page of the window, beside the exercise; it is remembered."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from formcheck.errors import SourceError
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.connected import Camera, connected_cameras, number_of
from formcheck.live.camera.health import Health, Status
from formcheck.live.options import LiveOptions
from formcheck.live.set.target import Target
from formcheck.live.window.picker import Setting
from formcheck.system.preferences import load_preferences, save_preferences

#: The targets that a key goes through, as after ``--target``.
TARGETS: Final = ("", "10", "20", "30", "30s", "60s")
_ALL_WELL: Final = (Health.GOOD, Health.STARTING, Health.ENDED)


class Choices:
    """Camera, level and target of the sets to come.

    Args:
        options: what the command line and earlier runs say.
        use_camera: takes the pictures of another camera from now on; called with its name, or
            with nothing for the first one.
        connected: lists the cameras.
    """

    def __init__(
        self,
        options: LiveOptions,
        use_camera: Callable[[str], None],
        connected: Callable[[], list[Camera]] = connected_cameras,
    ) -> None:
        self._source, self._use_camera = options.source, use_camera
        self._connected = connected
        self._cameras: list[Camera] = []
        self._camera, self._level, self._target = options.camera, options.level, options.target
        self._health: Health | None = None

    @property
    def target(self) -> Target:
        """When a set is over."""
        return Target.read(self._target)

    def level_of(self, exercise: Exercise) -> str:
        """Return the chosen level; empty where an exercise has no such level."""
        return self._level if self._level in exercise.levels else ""

    def press(self, key: str, exercise: Exercise) -> None:
        """Go on to the next camera, level or target and remember it; ignore other keys.

        Args:
            key: the name of the key.
            exercise: the one that the cursor is at.
        """
        remembered = load_preferences()
        if key == "c" and not self._source:
            self._cameras = self._connected()
            names = [camera.name for camera in self._cameras]
            self._camera = _after(names, self._camera_name()) if names else ""
            self._use_camera(self._camera)
            save_preferences(replace(remembered, camera=self._camera))
        elif key == "l" and exercise.levels:
            self._level = _after(exercise.levels, self._shown_level(exercise))
            save_preferences(replace(remembered, level=self._level))
        elif key == "t":
            self._target = _after(TARGETS, self._target)
            save_preferences(replace(remembered, target=self._target))

    def settings(self, exercise: Exercise, status: Status) -> tuple[Setting, ...]:
        """Return what can be chosen, with what is chosen now.

        Args:
            exercise: the one that the cursor is at.
            status: of the camera.
        """
        levels = exercise.levels
        return (
            self._camera_setting(status),
            Setting("l" if levels else "", "Level", self._shown_level(exercise) or "one only"),
            Setting("t", "Target", self.target.words),
        )

    def _camera_setting(self, status: Status) -> Setting:
        if status.health is not self._health:  # a camera came or went
            self._health = status.health
            self._cameras = [] if self._source else self._connected()
        trouble = "" if status.health in _ALL_WELL else status.problem
        if self._source:
            return Setting("", "Camera", self._source, trouble)
        none = "looking for one" if status.health is Health.STARTING else "none"
        return Setting("c", "Camera", self._camera_name() or none, trouble)

    def _camera_name(self) -> str:
        """Return the name of the camera that is used; empty if it is not connected."""
        try:
            number = number_of(self._camera, self._cameras)
        except SourceError:
            return ""
        return next((camera.name for camera in self._cameras if camera.number == number), "")

    def _shown_level(self, exercise: Exercise) -> str:
        return self.level_of(exercise) or exercise.default_level


def _after(values: Sequence[str], value: str) -> str:
    """Return the value after one of a list, the first after the last or after an unknown one."""
    at = values.index(value) if value in values else -1
    return values[(at + 1) % len(values)]
