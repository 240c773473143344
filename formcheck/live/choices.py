"""What the user chooses on the first page of the window, beside the exercise; it is remembered."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from formcheck.errors import SourceError
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.connected import Camera, connected_cameras, number_of
from formcheck.live.camera.health import Health, Status
from formcheck.live.options import LiveOptions
from formcheck.live.set.kept import folder_of_pictures, folder_of_set, folder_of_sets
from formcheck.live.set.record import free_folder
from formcheck.live.set.target import Target
from formcheck.live.window.picker import Offer, Picker, Setting
from formcheck.system.preferences import load_preferences, save_preferences
from formcheck.system.printable import printable

#: The targets that a key goes through, as after ``--target``.
TARGETS: Final = ("", "10", "20", "30", "30s", "60s")
_ALL_WELL: Final = (Health.GOOD, Health.STARTING, Health.ENDED)


class Choices:
    """Camera, level and target of the sets to come, and whether they are kept.

    Args:
        options: what the command line and earlier runs say.
        use_camera: takes the pictures of another camera from now on; called with its name, or
            with nothing for the first one.
        connected: lists the cameras.

    Attributes:
        keep: whether sets are kept; None as long as the user has not answered.
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
        self._record, self._sets_folder = options.record, options.sets_folder
        self.keep: bool | None = False if options.record else options.keep

    @property
    def target(self) -> Target:
        """When a set is over."""
        return Target.read(self._target)

    def level_of(self, exercise: Exercise) -> str:
        """Return the chosen level; empty where an exercise has no such level."""
        return self._level if self._level in exercise.levels else ""

    @property
    def sets_folder(self) -> Path | None:
        """Where sets are kept if the user wants that; None if the user has no home folder."""
        with suppress(RuntimeError):
            return folder_of_sets(self._sets_folder)
        return None

    @property
    def screenshots_folder(self) -> Path:
        """Where screenshots are saved: where sets are kept, or else among the user's pictures."""
        kept = self._record or (self.sets_folder if self.keep else None)
        return kept or folder_of_pictures()

    @property
    def fixed(self) -> frozenset[str]:
        """The keys that change nothing in this run: the command line has decided it."""
        decided = {"c": bool(self._source), "k": self._record is not None}
        return frozenset(key for key, by_command_line in decided.items() if by_command_line)

    def folder_for(self, exercise: Exercise) -> Path | None:
        """Return the folder for the next set; None if it is not recorded."""
        if self._record:
            return free_folder(self._record)
        if not self.keep or self.sets_folder is None:
            return None
        return folder_of_set(self.sets_folder, exercise.id, datetime.now())

    def answer(self, *, keep: bool) -> None:
        """Keep sets or not from now on, and remember it."""
        self.keep = keep
        save_preferences(replace(load_preferences(), keep_sets=keep))

    def press(self, key: str, exercise: Exercise) -> None:
        """Go on to the next camera, level, target or answer and remember it; ignore other keys.

        Args:
            key: the name of the key.
            exercise: the one that the cursor is at.
        """
        if key in self.fixed:
            return
        remembered = load_preferences()
        if key == "c":
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
        elif key == "k":
            self.answer(keep=not self.keep)

    def page(
        self, exercises: Sequence[Exercise], cursor: int, status: Status, heard: Setting
    ) -> Picker:
        """Return the first page.

        Args:
            exercises: to choose from.
            cursor: index of the one that Enter chooses.
            status: of the camera.
            heard: voice and sounds.
        """
        settings = (*self.settings(exercises[cursor], status), heard)
        return Picker(tuple(map(Offer.of, exercises)), cursor, settings)

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
            self._kept_setting(),
        )

    def _kept_setting(self) -> Setting:
        if self._record:
            return Setting("", "Sets are kept", f"in {printable(self._record.name)}")
        return Setting("k", "Keep sets", "yes" if self.keep else "no")

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
