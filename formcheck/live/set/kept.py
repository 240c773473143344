"""The folders for sets and screenshots: by default among the user's videos and pictures."""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from platformdirs import user_pictures_path, user_videos_path

from formcheck.live.set.record import free_folder


def folder_of_sets(chosen: Path | None) -> Path:
    """Return where sets are kept: ``chosen``, or else ``formcheck`` among the user's videos.

    Raises:
        RuntimeError: the user has no home folder.
    """
    return chosen or user_videos_path() / "formcheck"


def folder_of_pictures() -> Path:
    """Return ``formcheck`` among the user's pictures; without a home folder, the working folder."""
    with suppress(RuntimeError):
        return user_pictures_path() / "formcheck"
    return Path()


def folder_of_set(sets: Path, exercise_id: str, begun: datetime) -> Path:
    """Return the new folder of a set: "2026-03-14 18.05.09 butt-kicks".

    Args:
        sets: where sets are kept.
        exercise_id: of what is done.
        begun: when the set begins.
    """
    name = re.sub(r"[^\w-]", "-", exercise_id)[:60]
    return free_folder(sets / f"{begun:%Y-%m-%d %H.%M.%S} {name}")
