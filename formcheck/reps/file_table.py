"""What all tables of an exercise file have in common, and how unknown names are reported."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from formcheck.kinematics.measures import MEASURES


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What a key of an exercise file may hold.

    Attributes:
        longest_text: most characters of a text; the longest of formcheck's own has 190.
        largest: largest size of a number; in the unit of no measure more makes sense.
        smallest: smallest size of a number that is not 0.
    """

    longest_text: int = 500
    largest: float = 1e6
    smallest: float = 1e-6


LIMITS = FileLimits()


class FileTable(BaseModel):
    """A table of an exercise file: frozen, no unknown keys, nothing beyond `FileLimits`."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, str_max_length=LIMITS.longest_text
    )

    @field_validator("*")
    @classmethod
    def _is_within_limits(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
        """Refuse numbers that are too large or too small, and empty texts that must say something.

        A text may be empty if its default is.
        """
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and value and not LIMITS.smallest <= abs(value) <= LIMITS.largest:
            raise ValueError("this number is too large or too small to mean anything")
        if value == "" and cls.model_fields[str(info.field_name)].default != "":
            raise ValueError("this must not be empty")
        return value


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
    near = get_close_matches(name[:100], known, n=1)  # it takes long over a long name
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
