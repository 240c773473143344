"""What users are told besides the verdicts: how a clip was filmed, and what it seems to show."""

from collections.abc import Iterator
from dataclasses import dataclass

from formcheck.exercises.file import built_in
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES, SILHOUETTE_MEASURES
from formcheck.poses.recording import FrameLimit
from formcheck.recognition.recognise import recognisable
from formcheck.results import Recognition, Session, Verdict
from formcheck.rules.context import SAMPLING, more_frames, whole_fps


@dataclass(frozen=True, slots=True)
class RemarkLimits:
    """When users are told something.

    Attributes:
        slow_fps: fewer frames a second are too few for fast movements.
        lost_share: the person was lost in more than this share of the frames.
        sure: the confidence in what was recognised that is enough to contradict a user, 0..1.
        counted_well: what users name is not doubted where the main rule judged at least this share
            of the reps and at least two.
    """

    slow_fps: float = 20.0
    lost_share: float = 0.2
    sure: float = 0.7
    counted_well: float = 0.5


REMARKS = RemarkLimits()


def remarks(
    session: Session, exercise: Exercise, fps: float, frame_limit: FrameLimit
) -> tuple[str, ...]:
    """Return what the user should know about how a clip was filmed.

    Args:
        session: what came out of it.
        exercise: what it was judged as.
        fps: frames a second, see `effective_fps`.
        frame_limit: what keeps the frame rate from being higher.
    """
    return (*_about_frames(session, fps, frame_limit), *_about_view(session, exercise))


def _about_frames(session: Session, fps: float, frame_limit: FrameLimit) -> Iterator[str]:
    lost = 1.0 - session.frames_with_pose / session.frames
    if lost > REMARKS.lost_share:
        yield (
            f"the person was lost in {100 * lost:.0f} % of the frames:"
            " keep head to feet in the picture, in good light"
        )
    if fps < REMARKS.slow_fps:
        helps = more_frames(frame_limit)
        yield f"{whole_fps(fps)} frames a second are too few for fast movements{helps}"
    if session.view.kind == "oblique" and session.view.yaw_deg is not None:
        yield (
            f"filmed {session.view.yaw_deg:.0f}° off the side: angles are less sure, and near a"
            " limit borderline; a camera at your exact side also shows the lower back"
        )


def _about_view(session: Session, exercise: Exercise) -> Iterator[str]:
    """Yield what the view hides of the reps, or that there were none."""
    view, word = session.view.kind, exercise.rep_word
    none_seen = f"no {word} were seen in the clip"
    signal = exercise.reps.seen_from(view).signal
    if signal in SILHOUETTE_MEASURES:
        if session.track.outline.silhouette_px is None:
            yield (
                f"from behind, {word} are counted by your outline, which was not saved with these"
                " poses: analyse the clip itself, or turn your left or right side to the camera"
            )
        elif not session.reps:
            yield none_seen
    elif view == "rear" and exercise.reps.rear_signal:
        yield (
            f"from behind, {word} with a straight leg that stays in its line cannot be"
            " seen: turn your left or right side to the camera to have all of them counted"
        )
    elif not session.reps:
        only_from_side = MEASURES[exercise.reps.signal].views == "side"
        if only_from_side and view != "side":
            yield (
                f"{word} are counted from the side only: turn your left or right side to the camera"
            )
        else:
            yield none_seen


def looks_like_another(
    recognised: Recognition, exercise: Exercise, session: Session, fps: float
) -> tuple[str, ...]:
    """Return a warning if a clip looks like another exercise than it was judged as.

    A user's own exercise is never recognised, so there is no warning. Neither is there one about
    another style of the same exercise, because what tells styles apart is a fault in one of them.
    A clip that looks like none of the exercises is not doubted if it was counted well, or has so
    few frames a second that quick movements are misread.

    Args:
        recognised: what the clip looks like.
        exercise: what it was judged as.
        session: what came out of it, with doubts about the count as its only warnings.
        fps: frames a second, see `effective_fps`.
    """
    same = is_shown(recognised, exercise)
    if same or recognised.confidence < REMARKS.sure or exercise.id not in built_in():
        return ()
    too_few = fps < SAMPLING.least_fps and exercise.reps.tempo == "fast"
    if not recognised.exercise and (too_few or _counted_well(session, exercise)):
        return ()
    looks = recognised.exercise or "none of the exercises that formcheck knows"
    return (f"this looks like {looks}, but was judged as {exercise.id} because you named that",)


def is_shown(recognised: Recognition, exercise: Exercise) -> bool:
    """Return whether a clip looks like an exercise, or like another style of it."""
    style_of = {
        known.id: known.signature.thigh_pulled_through.variant_of
        for known in recognisable()
        if known.signature and known.signature.thigh_pulled_through
    }
    shown = style_of.get(recognised.exercise, recognised.exercise)
    return shown == style_of.get(exercise.id, exercise.id)


def _counted_well(session: Session, exercise: Exercise) -> bool:
    """Return whether the count is in no doubt and the main rule judged most reps.

    Who walks or jogs does kicks, too, but the heel is too low in each of them.
    """
    if session.warnings:
        return False
    checks = [rep.main_check for rep in session.reps]
    judged = [c.verdict for c in checks if c and c.verdict is not Verdict.NOT_ASSESSED]
    enough = len(judged) >= max(2.0, REMARKS.counted_well * len(checks))
    all_too_low = exercise.reps.tempo == "fast" and set(judged) == {Verdict.FAULT}
    return enough and not all_too_low
