"""What the weights of the back are fitted to: features from the outline, and the true angles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.clips.cache import poses_of, truth_file_of
from benchmarks.clips.truth import Truth
from benchmarks.human.spec import ClipSpec
from formcheck.body.motion import Motion
from formcheck.body.stillness import standing_frames, still_frames
from formcheck.body.view import VIEW_LIMITS
from formcheck.cleaned_clip import cleaned_for
from formcheck.exercises.file import load_exercise
from formcheck.kinematics.running_back import RUNNING_BACK, running_shape
from formcheck.kinematics.slow_back import back_features
from formcheck.system.arrays import BoolArray, Float32Array, FloatArray

#: Fields of a body that make it another person; clothes do not.
PERSON = ("gender", "ethnicity", "muscle", "weight", "height_m")


@dataclass(frozen=True, slots=True)
class BackSample:
    """One moment of one back.

    Attributes:
        clip: name of the clip.
        person: who is seen; the same text for the same person.
        upright: True standing, False on all fours.
        features: (k,) what the estimates are weighted sums of; NaN if the back is not seen.
        misfit_tl: what a smooth bend does not explain, in trunk lengths; NaN at a run.
        lumbar_deg, thoracic_deg: true extensions against the person's neutral pose.
    """

    clip: str
    person: str
    upright: bool
    features: FloatArray
    misfit_tl: float
    lumbar_deg: float
    thoracic_deg: float

    @property
    def is_seen(self) -> bool:
        """Whether the outline shows the back."""
        return bool(np.isfinite(self.features).all())


@dataclass(frozen=True, slots=True)
class _Watched:
    """A clip as formcheck sees it, and as it truly is.

    Attributes:
        spec: its specification.
        truth: what is true of it.
        motion: the cleaned poses; ``still`` are those of the neutral pose, before the first rep.
        edges: (n, 2, stations) the outline of the trunk.
        still: (n,) the frames of the neutral pose.
    """

    spec: ClipSpec
    truth: Truth
    motion: Motion
    edges: Float32Array
    still: BoolArray

    def sample(
        self, features: FloatArray, frames: BoolArray, *, upright: bool, misfit_tl: float = np.nan
    ) -> BackSample:
        """Return the sample whose true angles are the means over some (n,) frames."""
        body = self.truth.spec["body"]
        lumbar_deg, thoracic_deg = (
            float(self.truth.measures[name][frames].mean() - self.truth.still_deg(name))
            for name in ("lumbar_extension_deg", "thoracic_extension_deg")
        )
        return BackSample(
            self.spec.name,
            " ".join(str(body[name]) for name in PERSON),
            upright,
            features,
            misfit_tl,
            lumbar_deg,
            thoracic_deg,
        )


def slow_samples(spec: ClipSpec, work: Path) -> list[BackSample]:
    """Return one sample for the top of every rep; none if the view is not from the side."""
    watched = _watched(spec, work)
    return list(_at_the_tops(watched)) if watched else []


def _at_the_tops(watched: _Watched) -> Iterator[BackSample]:
    motion = watched.motion
    near_side = motion.subject.view.near_side
    if near_side is None:
        return
    features = back_features(
        watched.edges,
        motion.track,
        facing=motion.facing,
        near_side=near_side,
        still=watched.still,
    )
    for rep in watched.truth.reps:
        top = watched.truth.frame_at(rep["peak_s"])
        yield watched.sample(
            features.values[top],
            np.arange(len(watched.still)) == top,
            upright=features.upright,
            misfit_tl=float(features.misfit_tl[top]),
        )


def running_samples(spec: ClipSpec, work: Path) -> list[BackSample]:
    """Return one sample for each moment of a run that is read; none in other views or if small."""
    watched = _watched(spec, work)
    return list(_over_strides(watched)) if watched else []


def _over_strides(watched: _Watched) -> Iterator[BackSample]:
    motion, still = watched.motion, watched.still
    view = motion.subject.view
    if view.near_side is None or (view.yaw_deg or 0.0) > VIEW_LIMITS.caution_off_deg:
        return
    if motion.subject.trunk_px < RUNNING_BACK.min_trunk_px:
        return
    shape = running_shape(
        watched.edges,
        motion.track,
        facing=motion.facing,
        still=still,
        running=~(still | standing_frames(motion)),
    )
    if shape is None:
        return
    for moment, components in enumerate(shape.components):
        frames = shape.running & (shape.nearest == moment)
        if frames.any():
            yield watched.sample(components, frames, upright=True)


def _watched(spec: ClipSpec, work: Path) -> _Watched | None:
    """Return the clip, or None if its mask was not traced."""
    exercise = load_exercise(spec.exercise)
    cleaned = cleaned_for(poses_of(spec, work, "normal"), exercise)
    edges = cleaned.track.outline.edges_tl
    if edges is None:
        return None
    truth = Truth.read(truth_file_of(spec, work))
    still = still_frames(cleaned.track, cleaned.subject)
    still &= cleaned.track.time_s < truth.reps[0]["start_s"]
    motion = Motion(cleaned.track, cleaned.subject, still)
    return _Watched(spec, truth, motion, edges, still)


def joined(samples: Sequence[BackSample]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return features (n, k), lumbar extensions (n,) and thoracic extensions (n,)."""
    return (
        np.array([sample.features for sample in samples]),
        np.array([sample.lumbar_deg for sample in samples]),
        np.array([sample.thoracic_deg for sample in samples]),
    )
