"""What is said of a recording besides the verdicts: too short to judge, or badly filmed."""

from formcheck.exercises.file import built_in
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES, SILHOUETTE_MEASURES
from formcheck.results import Recognition, Session

SLOW_FPS = 20.0
LOST_SHARE = 0.2
SURE = 0.7  # confidence in what is recognised that is enough to contradict a user


def remarks(session: Session, exercise: Exercise, fps: float) -> tuple[str, ...]:
    """What the user should know about how a session was filmed, at ``fps`` frames a second."""
    warnings = []
    lost = 1.0 - session.frames_with_pose / session.frames
    if lost > LOST_SHARE:
        warnings.append(
            f"the person was lost in {100 * lost:.0f} % of the frames:"
            " keep head to feet in the picture, in good light"
        )
    if fps < SLOW_FPS:
        warnings.append(
            f"{fps:.0f} frames a second are too few for fast movements: film at 24 or more"
        )
    if session.view.kind == "oblique" and session.view.yaw_deg is not None:
        warnings.append(
            f"filmed {session.view.yaw_deg:.0f}° off the side: most rules need your left or"
            " right side turned to the camera"
        )
    signal = exercise.reps.seen_from(session.view.kind).signal
    if signal in SILHOUETTE_MEASURES:
        if session.track.outline.silhouette_px is None:
            warnings.append(
                f"from behind, {exercise.rep_word} are counted by your outline, which these poses"
                " do not have: analyse the clip itself, or turn your left or right side to the"
                " camera"
            )
        elif not session.reps:
            warnings.append(f"no {exercise.rep_word} were seen in it")
    elif session.view.kind == "rear" and exercise.reps.rear_signal:
        warnings.append(
            f"from behind, {exercise.rep_word} with a straight leg that stays in its line cannot be"
            " seen: turn your left or right side to the camera to have all of them counted"
        )
    elif not session.reps:
        from_the_side = MEASURES[exercise.reps.signal].views == "side"
        if from_the_side and session.view.kind != "side":
            warnings.append(
                f"{exercise.rep_word} are counted from the side only:"
                " turn your left or right side to the camera"
            )
        else:
            warnings.append(f"no {exercise.rep_word} were seen in it")
    return tuple(warnings)


def doubts(recognised: Recognition, exercise: Exercise) -> tuple[str, ...]:
    """Say where a clip looks like something else than it is judged as.

    Nothing is known of a user's own exercise. Styles of an exercise are not held against each
    other: what tells them apart is a fault in one.
    """
    styles = exercise.id.removesuffix("-pull-through")
    same = recognised.exercise.removesuffix("-pull-through") == styles
    if same or recognised.confidence < SURE or exercise.id not in built_in():
        return ()
    looks = recognised.exercise or "none of the exercises that formcheck knows"
    return (f"this looks like {looks}, and was judged as {exercise.id} because that was named",)
