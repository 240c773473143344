"""Compare what formcheck says of a real clip with what is known of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.real.references import ANGLES, KNEE, KneeLabels, Reference, angles_of
from benchmarks.real.truth import RealClip
from formcheck.body.subject import observe
from formcheck.body.view import View
from formcheck.cleaned_clip import cleaned_for
from formcheck.engine.turns import joined
from formcheck.errors import ClipError
from formcheck.exercises.file import load_exercise
from formcheck.judging import check_stretches, judge_clip
from formcheck.poses.landmarks import SIDES
from formcheck.poses.recording import PoseRecording
from formcheck.recognition.recognise import recognise
from formcheck.results import Check, Recognition, Session, Verdict
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class ClipFinding:
    """What formcheck says of a clip.

    Attributes:
        clip: the clip and what can be seen in it.
        duration_s: its length in seconds.
        view: where the camera seems to stand.
        recognised: what the clip seems to show.
        session: the clip judged as its exercise, or as what is recognised if it shows none of
            ours; None if formcheck refuses it.
        refused: why.
    """

    clip: RealClip
    duration_s: float
    view: View
    recognised: Recognition
    session: Session | None
    refused: str = ""

    @property
    def judged(self) -> int:
        """How many attempts the exercise's main rule could judge."""
        return sum(check.verdict is not Verdict.NOT_ASSESSED for check in self._main_checks)

    @property
    def remarks(self) -> list[str]:
        """What the user is told: warnings, and why the main rule did not judge attempts."""
        if self.session is None:
            return [self.refused]
        unknown = [c for c in self._main_checks if c.verdict is Verdict.NOT_ASSESSED]
        reasons = Counter(f"{check.rule} not assessed: {check.reason}" for check in unknown)
        return [*self.session.warnings, *(f"{n} × {reason}" for reason, n in reasons.items())]

    @property
    def _main_checks(self) -> list[Check]:
        reps = self.session.reps if self.session else ()
        return [rep.main_check for rep in reps if rep.main_check]

    @property
    def faults(self) -> list[str]:
        """The rules that are called faulty, over all parts of the clip."""
        parts = self.session.parts if self.session else ()
        return [r.rule for part in parts for r in part.summary if r.verdict is Verdict.FAULT]

    @property
    def verdicts_right(self) -> int:
        """How many of the verdicts that people agreed on formcheck gives as well."""
        rows = self.session.summary if self.session else ()
        found = {row.rule: row.verdict for row in rows}
        return sum(found.get(rule) is verdict for rule, verdict in self.clip.verdicts.items())


@dataclass(frozen=True, slots=True)
class AngleFinding:
    """Errors of one angle of a clip with a reference.

    Attributes:
        clip: the clip.
        angle: name of the angle, see `ANGLES`.
        errors_deg: (n,) degrees in the frames that have a reference, NaN without a value, by
            source: ``formcheck`` its measure, ``picture`` the pose model's landmarks in the
            picture, ``model_3d`` its own three dimensions.
    """

    clip: RealClip
    angle: str
    errors_deg: dict[str, FloatArray]

    @property
    def angle_of_both(self) -> str:
        """The name of the angle without its side."""
        return self.angle.removeprefix("left_").removeprefix("right_")


@dataclass(frozen=True, slots=True)
class LegsFinding:
    """Labelled frames in which left and right are exchanged.

    Attributes:
        clip: the clip.
        frames: how many frames were labelled and show both legs.
        by_model: in how many of them the pose model exchanges the legs.
        after_cleaning: in how many they are exchanged after formcheck's repair.
    """

    clip: RealClip
    frames: int
    by_model: int
    after_cleaning: int


def judged(clip: RealClip, recording: PoseRecording) -> ClipFinding:
    """Judge a clip as its exercise, or as what is recognised in it if it shows none of ours."""
    duration_s, recognised = recording.source.duration_s, recognise(recording.track)
    exercise = load_exercise(clip.exercise) if clip.exercise else None
    try:
        session = judge_clip(recording, exercise)
    except ClipError as error:
        view = observe(recording.track).view
        return ClipFinding(clip, duration_s, view, recognised, None, str(error))
    return ClipFinding(clip, duration_s, session.view, recognised, session)


def angle_findings(
    clip: RealClip, recording: PoseRecording, reference: Reference
) -> Iterator[AngleFinding]:
    """Yield the errors of every angle that the reference has."""
    exercise = load_exercise(clip.measured_as)
    track = recording.track
    session = joined(exercise, check_stretches(recording, exercise, ""))
    in_picture, in_space = angles_of(track.xy_px), angles_of(track.world_m.astype(np.float64))
    for angle in reference.angles_deg:
        true = reference.at(angle, track.time_s)
        read = {
            "formcheck": np.abs(session.measures[ANGLES[angle]]),
            "picture": in_picture[angle],
            "model_3d": in_space[angle],
        }
        known = np.isfinite(true)
        errors = {source: (values - true)[known] for source, values in read.items()}
        yield AngleFinding(clip, angle, errors)


def legs_finding(clip: RealClip, recording: PoseRecording, labels: KneeLabels) -> LegsFinding:
    """Return in how many labelled frames left and right are exchanged.

    They are if the knees that the model draws fit better to the labels of the other legs.
    """
    angles = angles_of(recording.track.xy_px)
    seen = np.stack([angles[f"{side}_{KNEE}"][labels.frames] for side in SIDES])
    true = np.stack([labels.flexion_deg[side] for side in SIDES])
    kept, crossed = (np.abs(seen - legs).sum(axis=0) for legs in (true, true[::-1]))
    known, by_model = np.isfinite(kept), crossed < kept
    repaired = cleaned_for(recording, load_exercise(clip.measured_as)).swapped[labels.frames]
    after = by_model != repaired
    return LegsFinding(clip, *(int(some[known].sum()) for some in (known, by_model, after)))
