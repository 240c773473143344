"""The data of the review page: the results of a clip in the form that its scripts read.

The data is one object:

``clip``
    ``name``; ``video``, the file beside the page, or null; ``width`` and ``height`` in pixels;
    ``fps``; ``duration_s``; ``slow_motion``: a time in the video is a time in these data times
    this number.
``time_s``
    The times of the n frames, seconds, f64.
``landmarks``
    ``names`` of the L landmarks; ``lines`` of the skeleton, pairs of indices of landmarks; ``xy``
    (n, L, 2) u16; ``unsure`` (n,) u32, in which bit i tells that landmark i is hidden or was lost;
    ``head`` (n, 3) u16, centre and radius of a ring around the face.
``back``
    null, or ``points``, k, and ``xy`` (n, k, 2) u16: the traced edge of the back, from the sacrum
    up.
``places``
    ``origin`` and ``scale``: a u16 number v stands for ``origin + scale * v`` pixels, 65535 for
    unknown. A radius is ``scale * v``.
``parts``
    The exercises that follow each other in the clip, each with the keys of `report.json` from
    ``exercise`` on, its reps with the verdicts that the video shows, and ``first_frame``,
    ``last_frame``, ``seen``, where the camera stands, in words; ``figures``, how many reps have
    which verdict and how fast they are, in words; ``unjudged``, why the main rule did not judge
    reps, a sentence each; ``measures``: for each column of
    `measures.csv` that is known in some frame ``label``, ``short``, ``unit``, ``side`` and
    ``data``, f32, one number for each frame of the part, NaN where unknown: in the numbers of the
    rules, with their gain and offset. ``at_s`` of a fault of a whole set is where it shows most.
    Each check has ``wanted``, what its number should be, in words, empty if it is good; and its
    ``badness``; one of a rep has ``phases``: the parts of the rep whose times it is about, see
    `formcheck.report.pages.review.timings`. ``of_set`` of a rep are its numbers that rules of the
    set average, as checks. Each row of the summary has ``wanted``, its limits in words;
    ``limits_said``, those of all that the rule measures; ``legs``: what it says of each leg, see
    `formcheck.report.rows.LegRow`; ``legs_labelled``, whether these numbers say what they are of;
    ``of_set``: the same of all reps, for a rule of the set; and ``past``, which rep is furthest
    past the limit of a set that is good.
``units``
    How numbers are written: for each unit ``factor`` by which a number is multiplied, ``digits``,
    ``short`` for a limit beside a number and ``long`` for a number that stands alone.
``directions``
    For the labels of measures whose sign is a direction how + and - are said: "arched {}".
``verdicts``
    For each verdict its ``colour`` and ``word``.
``safety``, ``reminders``
    Sentences, as in `report.json`.
``made``
    When and how the verdicts were made, as in `report.json`; null if that is not known.
``notes``
    The notes inside the page, as in `formcheck.report.notes`; null if they lie beside it.
``worst``
    The worst moment of each fault: ``part``, ``rule``, ``rep`` and ``frame``.
``stills``
    Pictures of frames inside the page: data: URLs by the number of the frame.

Arrays are `Numbers`, base64 of little-endian numbers. Reps are an iterator.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from formcheck.kinematics.measures import MEASURES
from formcheck.poses.landmarks import SIDES, SKELETON, Landmark
from formcheck.report.figures import figures_text
from formcheck.report.folder import clip_name
from formcheck.report.json_report import SessionReport
from formcheck.report.not_judged import unjudged_texts
from formcheck.report.notes import Note
from formcheck.report.pages.html import Numbers
from formcheck.report.pages.review.hip_height import counted_from_lowest
from formcheck.report.pages.review.judged_curves import FROM_START
from formcheck.report.pages.review.set_numbers import past_limit, row_of_set, set_numbers
from formcheck.report.pages.review.timings import timed_phases
from formcheck.report.pages.review.told import as_told
from formcheck.report.pages.review.worst import worst_moments
from formcheck.report.rows import leg_rows, need_labels
from formcheck.report.rule_report import limits_texts
from formcheck.report.saved import SavedPart, SavedResult
from formcheck.report.terminal import view_phrase
from formcheck.reps.spec import Value
from formcheck.results import VERDICT_WORDS, Check, Verdict, badness, hex_colour, shown_reps
from formcheck.rules.labels import label_of
from formcheck.rules.limit_words import good_because, limits_beside, wanted_if_wrong
from formcheck.rules.words import DIRECTIONS, UNITS, source_phrase
from formcheck.system.arrays import AnyFloatArray, FloatArray, pieces

_UNKNOWN: Final = 65535
# The face is drawn as a ring; fingers are not drawn.
_DRAWN: Final = tuple(
    mark
    for mark in Landmark
    if mark in (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
    or (mark >= Landmark.LEFT_SHOULDER and mark.name.split("_")[-1] not in ("PINKY", "THUMB"))
)
_FACE: Final = slice(0, Landmark.MOUTH_RIGHT + 1)


@dataclass(frozen=True, slots=True)
class _Places:
    """Pixels as whole numbers of 16 bits: from one picture's size outside of it to as far beyond.

    Attributes:
        size_px: the longer side of the picture.
    """

    size_px: float

    @property
    def scale(self) -> float:
        """Pixels that the number 1 stands for."""
        return 3.0 * self.size_px / (_UNKNOWN - 1)

    def of(self, xy_px: AnyFloatArray) -> Numbers:
        """Return places, (n, k, 2); those that are unknown or too far outside are 65535."""
        at_once = (xy_px[some].astype(np.float64) + self.size_px for some in pieces(len(xy_px)))
        return self._numbers(at_once)

    def rings(self, rings_px: FloatArray) -> Numbers:
        """Return centres and radii, (n, 3)."""
        return self._numbers([rings_px + np.array([self.size_px, self.size_px, 0.0])])

    def _numbers(self, shifted_px: Iterable[FloatArray]) -> Numbers:
        return Numbers(np.concatenate([self._rounded(px / self.scale) for px in shifted_px]), "<u2")

    @staticmethod
    def _rounded(numbers: FloatArray) -> npt.NDArray[np.uint16]:
        rounded = np.rint(numbers)
        known = ((rounded >= 0) & (rounded < _UNKNOWN)).all(axis=-1, keepdims=True)
        return np.where(known, rounded, _UNKNOWN).astype(np.uint16)


def review_data(
    result: SavedResult,
    video: str | None,
    notes: Sequence[Note] | None = None,
    stills: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """Return the data of the page.

    Args:
        result: the results of a clip.
        video: what the page plays: a file beside it or a data: URL; None if there is none.
        notes: those inside the page; None if they lie beside it.
        stills: pictures inside the page, data: URLs by the number of the frame.
    """
    result = as_told(result)
    source, track = result.report.source, result.track
    places = _Places(float(max(source.width, source.height)))
    made = result.report.model_dump(mode="json", include={"made"})["made"]
    return {
        "clip": {
            "name": clip_name(source.path),
            "video": video,
            "width": source.width,
            "height": source.height,
            "fps": source.fps,
            "duration_s": source.duration_s,
            "slow_motion": source.slow_motion or 1.0,
        },
        "time_s": Numbers(track.time_s, "<f8"),
        "places": {"origin": -places.size_px, "scale": places.scale},
        "landmarks": {
            "names": [mark.name.lower() for mark in _DRAWN],
            "lines": [[_DRAWN.index(a), _DRAWN.index(b)] for a, b in SKELETON],
            "xy": places.of(track.xy_px[:, _DRAWN]),
            "unsure": Numbers(track.unsure[:, _DRAWN] @ (1 << np.arange(len(_DRAWN))), "<u4"),
            "head": places.rings(_head_px(track.xy_px)),
        },
        "back": _back(track.back_px, places),
        "parts": [_part(part, result) for part in result.parts],
        "units": {unit: words._asdict() for unit, words in UNITS.items()},
        "directions": DIRECTIONS,
        "verdicts": {
            verdict.value: {"colour": hex_colour(verdict), "word": word}
            for verdict, word in VERDICT_WORDS.items()
        },
        "safety": result.report.safety,
        "reminders": result.report.reminders,
        "made": made,
        "notes": None if notes is None else [note.model_dump(mode="json") for note in notes],
        "worst": [asdict(moment) for moment in worst_moments(result.parts, track.time_s)],
        "stills": dict(stills or {}),
    }


def _part(part: SavedPart, result: SavedResult) -> dict[str, Any]:
    """Return an exercise with the measures of its frames."""
    first, last = part.drawn.first_frame, part.drawn.last_frame
    columns = {name: values[first : last + 1] for name, values in result.measures.items()}
    time_s = result.track.time_s[first : last + 1]
    without_reps = part.report.model_copy(update={"reps": []})
    keys = without_reps.model_dump(mode="json", include=set(SessionReport.model_fields))
    numbers = set_numbers(part.report, columns, time_s)
    keys["reps"] = _reps(part.report, numbers, columns, time_s)
    for row, told in zip(keys["summary"], part.report.summary, strict=True):
        several = need_labels(told, part.report.reps)
        legs = leg_rows(told, part.report.reps, part.report.rep_word, several=several)
        row["legs"] = {side: asdict(leg) for side, leg in legs.items()}
        row["legs_labelled"] = several
        all_reps = row_of_set(told, part.report)
        row["of_set"] = asdict(all_reps) if all_reps else None
        row["past"] = past_limit(told, numbers, part.report)
        good = told.verdict is Verdict.GOOD
        row["wanted"] = good_because(told, told.reason) if good else limits_beside(told)
        row["source"] = source_phrase(told.source)
        row["limits_said"] = limits_texts(told.limits)
    _tell(keys["set_checks"], part.report.set_checks)
    for some, judged in zip(keys["sets"], part.report.sets, strict=True):
        _tell(some["checks"], judged.checks)
    return keys | {
        "seen": view_phrase(part.report.view),
        "first_frame": first,
        "last_frame": last,
        "unjudged": list(
            unjudged_texts(part.report.reps, part.report.summary, part.report.rep_word)
        ),
        "figures": figures_text(part.report.verdict_counts, part.report.pace, part.report.rep_word),
        "measures": dict(_measures(columns, part.report)),
    }


def _reps(
    report: SessionReport,
    numbers: Sequence[tuple[Check, ...]],
    columns: Mapping[str, FloatArray],
    time_s: FloatArray,
) -> Iterator[dict[str, Any]]:
    """Yield the reps of a part.

    Args:
        report: the verdicts.
        numbers: of each rep those that rules of the set average, see `set_numbers`.
        columns: the measures as the rules tell them, (n,) each.
        time_s: (n,) times.
    """
    shown_in_video = shown_reps(report.reps, report.summary)
    for rep, shown, of_set in zip(report.reps, shown_in_video, numbers, strict=True):
        alone = report.model_copy(update={"reps": [rep]})
        (keys,) = alone.model_dump(mode="json", include={"reps"})["reps"]
        keys["verdict"] = shown.verdict.value
        _tell(keys["checks"], shown.checks)
        for check, one in zip(keys["checks"], shown.checks, strict=True):
            check["verdict"] = one.verdict.value
            phases = timed_phases(one, shown, columns, time_s)
            check["phases"] = [asdict(phase) for phase in phases]
        keys["of_set"] = [asdict(one) for one in of_set]
        _tell(keys["of_set"], of_set)
        yield keys


def _tell(written: Sequence[dict[str, Any]], checks: Sequence[Check]) -> None:
    """Add to the keys of each check what the page says of it, and how bad it is."""
    for keys, check in zip(written, checks, strict=True):
        keys["wanted"] = wanted_if_wrong(check)
        keys["badness"] = badness(check)


def _measures(
    columns: Mapping[str, FloatArray], report: SessionReport
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the measures that are known in some frame."""
    for column, values in columns.items():
        base = column.removesuffix(FROM_START)
        side, _, name = base.partition("_")
        paired = side in SIDES and name in MEASURES
        measure = MEASURES.get(name if paired else base)
        if measure is None or np.isnan(values).all():
            continue
        counted = label_of(Value(measure=measure.name, reduce="peak", against="start"))
        label = measure.label + " above their lowest" * counted_from_lowest(report, base)
        yield (
            column,
            {
                "label": label if base == column else counted,
                "short": measure.short_name if base == column else counted,
                "unit": measure.unit,
                "side": side if paired else None,
                "data": Numbers(values, "<f4"),
            },
        )


def _head_px(xy_px: AnyFloatArray) -> FloatArray:
    """Return (n, 3) centre and radius of a ring around the face."""
    face = xy_px[:, _FACE].astype(np.float64)
    ears = (face[:, Landmark.LEFT_EAR] + face[:, Landmark.RIGHT_EAR]) / 2
    centre = (ears + face[:, Landmark.NOSE]) / 2
    radius = 1.5 * np.hypot(*np.moveaxis(face - centre[:, None], -1, 0)).max(axis=1)
    return np.column_stack([centre, radius])


def _back(back_px: AnyFloatArray, places: _Places) -> dict[str, Any] | None:
    if np.isnan(back_px).all():
        return None
    return {"points": back_px.shape[1], "xy": places.of(back_px)}
