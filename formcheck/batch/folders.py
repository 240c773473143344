"""Which folder of results a clip gets: the same in every run, and no other clip's."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from formcheck.batch.state import STATE, FolderState, place_of
from formcheck.errors import ResultError
from formcheck.report.folder import POSES, REPORT, is_unjudged
from formcheck.report.saved import load_report
from formcheck.system.files import exists, is_folder

_LONGEST_NAME: Final = 200  # bytes; file systems take 255, and some files add to it


def result_folders(
    clips: Sequence[Path], out: Path, *, in_place: bool = False, poses: bool = False
) -> list[Path]:
    """Return a folder for each clip.

    A clip that has a folder in ``out`` keeps it. A new folder has the name of the clip. Clips of
    the same name also get the names of the folders that they lie in, ``monday-clip``.

    Args:
        clips: the clips, all different.
        out: the folder for all results.
        in_place: whether a live set that was broken off has its own folder.
        poses: whether saved poses are judged; those of a clip lie in its folder of results.
    """
    owned = _owned_in(out)
    taken = {name.casefold() for name in owned.values()}  # "A" and "a" are one on many systems
    folders: dict[Path, Path] = {}
    new: dict[str, list[Path]] = {}
    for clip in clips:
        if in_place and is_unjudged(clip):
            folders[clip] = clip
        elif is_folder(clip) and clip.resolve().parent == out.resolve():
            folders[clip] = out / clip.resolve().name  # saved poses that are judged again
        elif (name := owned.get(place_of(clip))) is not None:
            folders[clip] = out / name
        elif poses and exists(out / clip_name(clip) / POSES) and clip.suffix != ".npz":
            folders[clip] = out / clip_name(clip)
        else:
            new.setdefault(clip_name(clip).casefold(), []).append(clip)
    for alike in new.values():
        for clip, name in zip(alike, _free_names(alike, out, taken), strict=True):
            taken.add(name.casefold())
            folders[clip] = out / name
    return [folders[clip] for clip in clips]


def owner_of(folder: Path) -> str | None:
    """Return the place of the clip that a folder belongs to; None if it is free.

    Results of an older version, or of a live set, have no `clip.json`: there the report tells.
    The owner is empty if nobody knows it.
    """
    state = FolderState.load(folder)
    if state is not None:
        return state.clip
    if not exists(folder / REPORT):
        return "" if exists(folder / POSES) else None
    try:
        return place_of(Path(load_report(folder).source.path))
    except ResultError:
        return ""


def clip_name(clip: Path) -> str:
    """Return the name that the results of a clip, or of saved poses, go by."""
    if is_folder(clip):
        return clip.resolve().name or "clip"
    if clip.name == POSES:
        return clip.resolve().parent.name or "clip"
    # "...mp4" has the stem "..", which would be the parent of the folder for all results.
    return clip.stem if clip.stem.strip(".") else "clip"


def _owned_in(out: Path) -> dict[str, str]:
    """Return the names of the folders that belong to clips, by the places of the clips."""
    states = ((file.parent.name, FolderState.load(file.parent)) for file in out.glob(f"*/{STATE}"))
    return {state.clip: name for name, state in states if state is not None}


def _free_names(clips: list[Path], out: Path, taken: set[str]) -> list[str]:
    """Return a new name for each of some clips that have the same one."""
    for names in zip(*map(_longer_names, clips), strict=False):
        folded = [name.casefold() for name in names]
        if max(Counter(folded).values()) > 1 or any(map(_is_long, names)):
            continue
        if taken.isdisjoint(folded) and all(map(_is_free, clips, (out / name for name in names))):
            return list(names)
    return list(_numbered(clips, out, taken))


def _is_long(name: str) -> bool:
    return len(os.fsencode(name)) > _LONGEST_NAME


def _is_free(clip: Path, folder: Path) -> bool:
    return owner_of(folder) in (None, place_of(clip))


def _longer_names(clip: Path) -> Iterator[str]:
    """Yield the name of a clip, then with more and more of its folders, each also with its ending.

    For ``monday/clip.mp4``: ``clip``, ``clip-mp4``, ``monday-clip``, ``monday-clip-mp4`` …
    """
    name, ending = clip_name(clip), clip.suffix.removeprefix(".")
    place = clip.resolve().parent
    for folder in (None, place, *place.parents):
        if folder:
            name = f"{folder.name}-{name}" if folder.name else name
        yield name
        yield f"{name}-{ending}" if ending else name


def _numbered(clips: list[Path], out: Path, taken: set[str]) -> Iterator[str]:
    """Yield a name with a number for each of some clips of the same name."""
    numbers = count(1)
    for clip in clips:
        for number in numbers:
            name = clip_name(clip) if number == 1 else f"{clip_name(clip)}-{number}"
            if name.casefold() not in taken and _is_free(clip, out / name):
                yield name
                break
