"""How single values are read from `report.json`, also from older files, and written to it."""

from typing import Any, Final

from pydantic import SerializerFunctionWrapHandler

from formcheck.results import Recognition, Rep

SCHEMA_VERSION: Final = 2
DECIMALS: Final = 4  # a ten-thousandth of a degree is far below what a camera can show


def read_version(version: object) -> object:
    """Read the version 1, which has fewer keys, as 2."""
    return SCHEMA_VERSION if version == 1 else version


def read_rep(rep: object) -> object:
    """Read the ``side`` "both" as None, which a `Rep` of both legs has."""
    if isinstance(rep, dict) and rep.get("side") == "both":
        return rep | {"side": None}
    return rep


def write_rep(rep: Rep, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
    """Write a rep with its verdict; its ``side`` is "both" where the legs move together."""
    return {**write(rep), "side": rep.side or "both", "verdict": rep.verdict.value}


def read_recognised(seen: object) -> object:
    """Read the ``exercise`` null as empty, which a `Recognition` of none has."""
    return seen | {"exercise": seen["exercise"] or ""} if isinstance(seen, dict) else seen


def write_recognised(seen: Recognition, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
    """Write a recognition; its ``exercise`` is null where the clip shows none that is known."""
    return {**write(seen), "exercise": seen.exercise or None}


def as_unicode(text: str) -> str:
    """Replace what JSON cannot hold: bytes of a file name that are not Unicode."""
    return text.encode("utf-8", "replace").decode("utf-8")


def rounded(data: object) -> object:
    """Round every float in nested dicts and lists to `DECIMALS`."""
    if isinstance(data, float):
        return round(data, DECIMALS)
    if isinstance(data, dict):
        return {key: rounded(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [rounded(value) for value in data]
    return data
