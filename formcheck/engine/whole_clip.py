"""Run the engine over the cleaned poses of a whole clip, or of a stretch of it."""

from functools import partial
from math import inf

from formcheck.cleaning.whole_clip import Cleaned
from formcheck.engine.checker import FormChecker
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import NEUTRAL_MEASURES
from formcheck.poses.recording import FrameLimit
from formcheck.rules.rule import needs_one_of


def run_engine(
    cleaned: Cleaned,
    fps: float,
    exercise: Exercise,
    level: str,
    neutral_s: tuple[float, float] | None = None,
    *,
    steady_s: tuple[float, float] = (-inf, inf),
    frame_limit: FrameLimit = "clip",
) -> FormChecker:
    """Return a checker that has seen all of the poses and is finished.

    Args:
        cleaned: the poses and the person.
        fps: frames a second of the clip, see `effective_fps`.
        exercise: the exercise that they show.
        level: one of its levels; its default one if empty.
        neutral_s: start and end of the neutral pose, if they are known already, in seconds.
        steady_s: from when to when the person does not turn round, in seconds.
        frame_limit: what keeps the frame rate from being higher.
    """
    checker = FormChecker(
        exercise,
        cleaned.subject,
        fps,
        level,
        neutral_s,
        steady_s=steady_s,
        shanks_deg=cleaned.shanks_deg,
        frame_limit=frame_limit,
    )
    checker.extend(cleaned.track)
    checker.finish()
    return checker


def run_engine_again(
    cleaned: Cleaned,
    fps: float,
    exercise: Exercise,
    level: str,
    *,
    steady_s: tuple[float, float] = (-inf, inf),
    frame_limit: FrameLimit = "clip",
) -> FormChecker:
    """Run the engine; once more if the neutral pose was seen only after the first rep."""
    run = partial(
        run_engine, cleaned, fps, exercise, level, steady_s=steady_s, frame_limit=frame_limit
    )
    checker = run()
    neutral_s, reps = checker.neutral_s, checker.reps
    late = neutral_s and reps and reps[0].start_s < neutral_s[0]
    if late and needs_one_of(NEUTRAL_MEASURES, exercise.rules):
        return run(neutral_s)
    return checker
