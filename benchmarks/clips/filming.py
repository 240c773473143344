"""Hand the shots of a kind out to the people and the cameras of a split."""

from collections.abc import Iterator, Sequence

from benchmarks.clips.cast import (
    BODIES,
    CAMERAS,
    OBLIQUE_CAMERAS,
    SMALL_CAMERAS,
    TURN_CAMERAS,
)
from benchmarks.clips.clip import BLURRED_KINDS, RULE_KINDS, BenchmarkClip, Json, Kind, Split
from benchmarks.clips.shots.shot import Shot
from benchmarks.human.spec import ClipSpec

#: Standing still before and after the movement.
STANDS: Json = {"still_before_s": 1.4, "still_after_s": 0.7}
#: Pace of the kickbacks whose shot says how many there are: three of each leg take little time.
KICKBACK_PACE: Json = {
    "lift_s": 1.05, "hold_s": 0.3, "lower_s": 1.05, "rest_s": 0.3, "tempo_cv": 0.03,
}  # fmt: skip
#: Share of the frame time that the shutter of a hard clip is open, clip after clip.
OPEN_SHARES = (0.6, 0.95, 0.75, 0.85)
#: Cameras of the rule kinds: no faster than this, and smaller by this factor (but for "behind").
RULE_KIND_MAX_FPS, KICKBACK_MAX_FPS, RULE_KIND_SIZE = 30, 25, 0.75
#: Steps per minute of butt kicks whose shot does not say: 112, 129, 146, 163, 180 and again.
SLOWEST_STEPS_PER_MIN, STEPS_PER_MIN_APART, CADENCES = 112, 17, 5
#: Length of a clip of butt kicks in seconds, and the fewest kicks in it.
KICKING_S, MIN_KICKS = 6.5, 8


def filmed(split: Split, kind: Kind, shots: Sequence[Shot], seed: int) -> Iterator[BenchmarkClip]:
    """Yield one clip for each shot. Their seeds are ``seed``, ``seed + 1`` and so on."""
    for index, shot in enumerate(shots):
        camera = _camera(split, kind, shot, index)
        content: Json = {
            "name": f"{split}-{kind}-{shot.name}",
            "exercise": shot.exercise,
            "seed": seed + index,
            "body": _body(split, shot, index),
            "camera": camera,
        }
        if shot.turns:
            content["turns"] = shot.turns
        if shot.gear or shot.scene:
            content["scene"] = shot.scene | ({"gear": shot.gear} if shot.gear else {})
        if shot.exercise.startswith("butt-kicks"):
            content |= _butt_kicks(shot, index)
        else:
            if kind in RULE_KINDS:
                camera["fps"] = min(camera["fps"], KICKBACK_MAX_FPS)
            content |= _kickbacks(shot, camera["facing"])
        yield BenchmarkClip(split, kind, ClipSpec.model_validate(content), shot.level)


def _body(split: Split, shot: Shot, index: int) -> Json:
    """Pick the person: every third of the list, shifted by one each time round."""
    bodies = BODIES[split]
    body = bodies[(3 * index + index // len(bodies)) % len(bodies)] | shot.body
    return body | {"loose_top_m": shot.loose_top_m} if shot.loose_top_m else body


def _camera(split: Split, kind: Kind, shot: Shot, index: int) -> Json:
    """Pick the camera, and the way the person faces; what the shot asks for comes first."""
    cameras = _cameras(split, kind)
    camera: Json = {"facing": ("right", "left")[(index // 2 + index) % 2]}
    camera |= cameras[index % len(cameras)] | shot.camera
    if kind in BLURRED_KINDS:
        open_share = OPEN_SHARES[(index // len(cameras) + index) % len(OPEN_SHARES)]
        camera["shutter_s"] = round(open_share / camera["fps"], 5)
    return camera


def _cameras(split: Split, kind: Kind) -> tuple[Json, ...]:
    if kind in RULE_KINDS:
        slow = [camera for camera in CAMERAS[split] if camera["fps"] <= RULE_KIND_MAX_FPS]
        size = 1.0 if kind == "behind" else RULE_KIND_SIZE
        return tuple(_resized(camera, size) for camera in slow)
    if kind in BLURRED_KINDS:
        return SMALL_CAMERAS[split]
    return {"oblique": OBLIQUE_CAMERAS, "turn": TURN_CAMERAS}.get(kind, CAMERAS)[split]


def _resized(camera: Json, factor: float) -> Json:
    """Return the camera with its picture made larger or smaller; sides stay even numbers."""
    return camera | {side: 2 * round(camera[side] * factor / 2) for side in ("width", "height")}


def _butt_kicks(shot: Shot, index: int) -> Json:
    cadence: float = SLOWEST_STEPS_PER_MIN + STEPS_PER_MIN_APART * (index % CADENCES)
    cadence = shot.movement.get("steps_per_min", cadence)
    cadence = shot.faults.get("low_cadence_per_min", cadence)
    kicks = max(MIN_KICKS, round(KICKING_S * cadence / 60))
    movement = {"steps_per_min": cadence, "kicks": kicks} | STANDS | shot.movement
    return {"butt_kicks": movement, "butt_kick_faults": shot.faults}


def _kickbacks(shot: Shot, facing: str) -> Json:
    movement = STANDS | _kickback_counts(shot, facing) | shot.movement
    return {"kickback": movement, "kickback_faults": shot.faults}


def _kickback_counts(shot: Shot, facing: str) -> Json:
    """Return how many kickbacks each leg does and how fast; nothing if the shot does not say."""
    if shot.reps is None:
        return {}
    near, far = ("right", "left") if facing == "right" else ("left", "right")
    counts = dict(zip((f"{near}_reps", f"{far}_reps"), shot.reps, strict=True))
    return KICKBACK_PACE | counts | {"first_side": near}
