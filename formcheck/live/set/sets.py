"""The sets of one run, one after the other: begun, recorded, judged, drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.exercises.spec import Exercise
from formcheck.live.set.draw_later import DrawLater
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.other_process import OtherProcess
from formcheck.live.set.record import SetRecorder
from formcheck.results import Session


@dataclass(frozen=True, slots=True)
class Finished:
    """A set that is over.

    Attributes:
        name: its name in the terminal.
        exercise: what was done.
        session: the verdicts.
        recorder: where it is recorded; None where it is not.
    """

    name: str
    exercise: Exercise
    session: Session
    recorder: SetRecorder | None


class Sets:
    """Begins and ends sets.

    Args:
        tell: prints a line on the terminal.
        finished: called with every set that was judged.

    Attributes:
        current: the set under way; None between sets.
    """

    def __init__(
        self,
        *,
        tell: Callable[[str], None],
        finished: Callable[[Finished], None],
    ) -> None:
        self.current: LiveSet | None = None
        self._tell, self._finished = tell, finished
        self._drawer = DrawLater()
        self._recorders: list[SetRecorder] = []
        self._number = 0

    def begin(
        self,
        exercise: Exercise,
        level: str,
        size: tuple[int, int],
        model: str,
        fps: float,
        folder: Path | None,
    ) -> LiveSet:
        """Begin a set and return it; one that was only being prepared is forgotten.

        Args:
            exercise: what is done.
            level: one of its levels; its default one when empty.
            size: width and height of the pictures, in pixels.
            model: the pose model, as in `PoseRecording.model`.
            fps: pictures a second that the camera gives, roughly; 0 when unknown.
            folder: where the set is recorded; None for nowhere.
        """
        self.discard()
        recorder = None
        if folder:
            recorder = SetRecorder(folder, *size, fps)
            self._recorders.append(recorder)
        second_opinions = OtherProcess(exercise, level, *size, model)
        self.current = LiveSet(
            exercise, level, *size, model, recorder, second_opinions, camera_fps=fps
        )
        return self.current

    def discard(self) -> None:
        """Forget the set under way: it did not begin."""
        current, self.current = self.current, None
        if current:
            current.discard()

    def end(self, exercise: Exercise) -> Session | None:
        """Judge the set under way as a whole and keep it.

        Args:
            exercise: what was done.

        Returns:
            The verdicts; None where there is no set, or one too short to be judged.
        """
        current, self.current = self.current, None
        session = current.finish() if current else None
        if current is None or session is None:
            self._tell("The set was too short to be judged.")
            return None
        self._number += 1
        recorder = current.recorder
        self._finished(Finished(f"set {self._number}", exercise, session, recorder))
        if recorder:
            self._drawer.draw(recorder, session, exercise)
        return session

    def rest(self, rest: bool) -> None:
        """Stop drawing videos while a set is under way (True), or go on after it (False)."""
        self._drawer.rest(rest)

    def problems(self) -> list[str]:
        """Return what could not be written since the last call, one sentence each."""
        return [problem for recorder in self._recorders for problem in recorder.new_problems()]

    def unjudged(self) -> list[Path]:
        """Return the folders of the sets that were recorded but not judged."""
        return [recorder.folder for recorder in self._recorders if recorder.unjudged]

    def close(self) -> None:
        """Finish the videos that are to be drawn."""
        self._drawer.close(self._tell)
