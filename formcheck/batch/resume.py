"""What an earlier run left of a clip, so that a run goes on where the last one ended."""

import hashlib
import json
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from formcheck.analysis import chosen_model, needs_outline
from formcheck.batch.options import BatchOptions
from formcheck.batch.state import STATE, FolderState, Stamp, place_of, sha256_of
from formcheck.detection.model_file import ModelFile
from formcheck.errors import PoseFileError
from formcheck.exercises.file import built_in, text_of
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import POSES, ResultsFolder
from formcheck.system.files import exists


class Resume:
    """The state of a clip's folder, kept up to date while the clip is judged.

    Args:
        clip: the file that is read: a video, or saved poses (see `BatchOptions.from_poses`).
        folder: of its results.
        options: how it is judged.

    Raises:
        BackendError: the pose model cannot be read.
    """

    def __init__(self, clip: Path, folder: Path, options: BatchOptions) -> None:
        self._clip, self._folder = clip, folder
        self._from_poses = options.from_poses
        self._poses = "" if options.from_poses else poses_key(options)
        self._results = results_key(options, self._poses)
        self._before = self._stamp()
        self._state = FolderState.load(folder)
        self._same = bool(
            self._state and self._state.clip == place_of(clip) and self._state.is_of(clip)
        )

    @property
    def is_finished(self) -> bool:
        """Whether the clip was judged before, with the same settings, and all files are there."""
        state = self._state
        return bool(
            state
            and self._same
            and state.results == self._results
            and all(exists(self._folder / name) for name in state.files)
        )

    @property
    def is_of_another_clip(self) -> bool:
        """Whether the folder has what came of another clip, which had the same path before."""
        state = self._state
        return bool(state and state.clip == place_of(self._clip) and not self._same)

    @property
    def finished_files(self) -> tuple[str, ...]:
        """The files that belong to finished results."""
        return self._state.files if self._state else ()

    def saved_poses(self) -> PoseRecording | None:
        """Return the poses that the pose model found before; None if it has to run."""
        if self._state and self._same and self._state.poses == self._poses != "":
            with suppress(PoseFileError):
                recording = PoseRecording.load(self._folder / POSES)
                source = replace(recording.source, path=str(self._clip))  # as it is named now
                return replace(recording, source=source)
        return None

    def begin(self, files: ResultsFolder) -> None:
        """Say that the results in the folder are not finished any more."""
        if self._state and self._state.results:
            self._keep(files, self._state.model_copy(update={"results": "", "files": ()}))

    def keep_poses(self, files: ResultsFolder, recording: PoseRecording) -> None:
        """Write the poses, and that they belong to the clip."""
        if self._state and self._state.poses:
            self._keep(files, self._state.model_copy(update={"poses": "", "results": ""}))
        if files.write_poses(recording):
            self._same = self._keep(files, self._new_state(self._poses))

    def finish(self, files: ResultsFolder) -> None:
        """Say that the results are finished, unless a file of them is missing.

        Poses that are judged again take an instant: their results are never taken for finished.
        """
        if self._from_poses:
            if self._state is None and self._clip.parent != self._folder:
                self._keep(files, self._new_state(""))
        elif self._state and self._same and not files.missing:
            done = {
                "results": self._results,
                "files": tuple({POSES: 0} | dict.fromkeys(files.written)),
            }
            self._keep(files, self._state.model_copy(update=done))

    def _keep(self, files: ResultsFolder, state: FolderState | None) -> bool:
        """Write a state, if there is one; return whether it was written."""
        if state is None or not files.write(STATE, lambda path: state.save(path.parent)):
            return False
        self._state = state
        files.written.remove(STATE)
        return True

    def _new_state(self, poses: str) -> FolderState | None:
        """Return the state of a clip that was just read; None if it has changed meanwhile."""
        with suppress(OSError):
            sha256 = sha256_of(self._clip)
            if self._before and self._stamp() == self._before:
                place = place_of(self._clip)
                return FolderState(clip=place, stamp=self._before, sha256=sha256, poses=poses)
        return None

    def _stamp(self) -> Stamp | None:
        with suppress(OSError, ValueError):
            return Stamp.of(self._clip)
        return None


def poses_key(options: BatchOptions) -> str:
    """Return a text that changes when the poses of a clip may become others.

    Raises:
        BackendError: the pose model cannot be read.
    """
    model = chosen_model(options.model, options.exercise, options.accuracy)
    return _key(
        formcheck=version("formcheck"),
        model=_model_name(model),
        outline=needs_outline(options.exercise),
        tempo=options.exercise and options.exercise.reps.tempo,
        accuracy=options.accuracy,
        slow_motion=options.slow_motion,
    )


def results_key(options: BatchOptions, poses: str) -> str:
    """Return a text that changes when the results of a clip may become others.

    Args:
        options: how it is judged.
        poses: the key of its poses.
    """
    exercise = options.exercise.model_dump(mode="json") if options.exercise else _known_exercises()
    return _key(
        poses=poses,
        exercise=exercise,
        level=options.level,
        video=options.video,
        review=options.review,
        from_poses=options.from_poses,
        slow_motion=options.slow_motion,
    )


def _key(**parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


@cache
def _known_exercises() -> list[str]:
    """Return the files of the exercises that are recognised."""
    return [text_of(name) for name in built_in()]


@cache
def _model_name(model: Path | None) -> str:
    return ModelFile.read(model).name()
