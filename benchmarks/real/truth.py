"""What is known of each real clip: the truth file."""

import tomllib
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from formcheck.exercises.file import built_in
from formcheck.results import Verdict

#: What is known of the clips that the project names.
TRUTH = Path(__file__).parent / "truth.toml"


class TruthError(Exception):
    """A truth file or a reference cannot be used. The message says which one and what to do."""


def _ordered(seen: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= seen[0] <= seen[1]:
        raise ValueError("give the least and the most, as in [12, 14]")
    return seen


#: The least and the most attempts that a person who watches the clip would count.
Seen = Annotated[tuple[int, int], AfterValidator(_ordered)]


class RealClip(BaseModel):
    """A clip and what can be seen in it.

    Attributes:
        file: path of the clip in the user's folder.
        source: where it comes from: ``owner/repository@commit:path``.
        licence: of the source; "none stated" if it has none.
        shows: what the person does, in words.
        view: where the camera stands, in words.
        exercise: id of the exercise to judge it as; empty if it shows none that formcheck has.
        attempts: attempts of both legs together; None if they cannot be counted.
        left: attempts of the left leg.
        right: attempts of the right leg.
        verdicts: the verdict on a rule, where two people agreed on it.
        generated: whether the person is computer graphics or the work of a video generator.
        angles: file with measured angles, in the user's folder; empty if there is none.
        angles_by: how they were measured.
        labels: file with knee flexions of single frames by eye; empty if there is none.
        measured_as: the exercise whose cleaning and corrections the angles are read with.
        poses_kept: whether the licence allows to keep its poses in the project.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    source: str
    licence: str
    shows: str
    view: str
    exercise: str = ""
    attempts: Seen | None = None
    left: Seen | None = None
    right: Seen | None = None
    verdicts: dict[str, Verdict] = {}
    generated: bool = False
    angles: str = ""
    angles_by: str = ""
    labels: str = ""
    measured_as: str = "butt-kicks"
    poses_kept: bool = False

    @property
    def name(self) -> str:
        """Its name in tables and for its poses."""
        return str(Path(self.file).with_suffix("")).replace("/", "-")

    @property
    def recognised_as(self) -> str:
        """The exercise that should be recognised; empty for none."""
        return self.exercise if self.exercise in built_in() else ""


class _Truth(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    clips: tuple[RealClip, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        try:
            return cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise TruthError(f"{path} cannot be read: {error}") from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise TruthError(f"{path}: {where}: {first['msg']}") from None


def known_clips(folder: Path | None) -> list[RealClip]:
    """Return the clips that the project names, and those of the folder's own ``truth.toml``.

    Raises:
        TruthError: a truth file is wrong, or a clip is named twice.
    """
    own = folder / "truth.toml" if folder else None
    paths = [TRUTH, own] if own and own.exists() else [TRUTH]
    clips = [clip for path in paths for clip in _Truth.read(path).clips]
    names = [clip.name for clip in clips]
    for name in names:
        if names.count(name) > 1:
            raise TruthError(f"{paths[-1]}: the clip {name} is named twice: rename one of them")
    return clips
