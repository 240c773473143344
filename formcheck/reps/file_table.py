"""What all tables of an exercise file have in common, and how unknown names are reported."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from pydantic import BaseModel, ConfigDict

from formcheck.kinematics.measures import MEASURES


class FileTable(BaseModel):
    """A table of an exercise file: frozen, no unknown keys, no infinite numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def not_default(table: FileTable, *names: str) -> list[str]:
    """Return which of these fields differ from their default."""
    fields = type(table).model_fields
    return [name for name in names if getattr(table, name) != fields[name].default]


def no_such(known: Collection[str], kind: str, name: str) -> str:
    """Return a message about an unknown name: the nearest known name, or else all of them.

    Args:
        known: the names that exist.
        kind: what they name, in the singular.
        name: the unknown name.
    """
    return f'no {kind} "{name}"; {suggestion(sorted(known), name)}'


def suggestion(known: Sequence[str], name: str) -> str:
    """Return the known name that is nearest to an unknown one as a question, or else all of them.

    Args:
        known: the names that exist, in the order in which they are listed.
        name: the unknown name.
    """
    near = get_close_matches(name, known, n=1)
    return f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(known) or 'none'}"


def one_of(known: Collection[str], kind: str, name: str) -> str:
    """Return the name.

    Raises:
        ValueError: it is not one of the known names; see `no_such` for the message.
    """
    if name not in known:
        raise ValueError(no_such(known, kind, name))
    return name


def measure_name(name: str) -> str:
    """Return the name of a measure.

    Raises:
        ValueError: there is no such measure.
    """
    return one_of(MEASURES, "measure", name)


def measure_of_a_leg(name: str) -> str:
    """Return the name of a measure that each leg has.

    Raises:
        ValueError: there is no such measure, or it is not of one leg.
    """
    if not MEASURES[measure_name(name)].paired:
        paired = ", ".join(sorted(known for known in MEASURES if MEASURES[known].paired))
        raise ValueError(
            f'"{name}" is not of one leg, but each leg is counted by its own; there are {paired}'
        )
    return name
