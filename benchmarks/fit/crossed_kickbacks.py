"""Kickbacks made to fit the weights of the back: lumbar, thoracic and hip angle vary by chance.

In the benchmark's clips an arched back often comes with a high leg. Here the angles are drawn
independently of each other, so that the fit can tell them apart.
"""

import numpy as np

from benchmarks.clips.cast import BODIES
from benchmarks.clips.clip import Json
from benchmarks.clips.filming import KICKBACK_PACE, STANDS
from benchmarks.clips.shots.shot import QUADRUPED, STANDING
from benchmarks.human.spec import ClipSpec

#: Ranges from which the angles at the top of a rep are drawn, in degrees.
LUMBAR_DEG, THORACIC_DEG = (-8.0, 35.0), (-7.0, 19.0)
#: Elevation of the thigh on all fours, extension of the hip standing.
TOP_DEG = {QUADRUPED: (-25.0, 25.0), STANDING: (8.0, 38.0)}
YAW_DEG, CAMERA_HEIGHT_M, FOV_DEG = (-20.0, 20.0), (0.7, 1.4), (38.0, 58.0)
#: Width and height of the pictures, one after the other.
SIZES_PX = ((640, 480), (480, 848), (854, 480), (640, 360))
#: The clips have seeds of their own, beyond those of the splits.
FIRST_SEED = 40_000


def crossed_kickbacks(count: int) -> list[ClipSpec]:
    """Return the specifications of so many clips; the first ones are the same for every count.

    Every other person is one of the split ``tune``; the rest are drawn from the seed.
    """
    return [_clip(index) for index in range(count)]


def _clip(index: int) -> ClipSpec:
    rng = np.random.default_rng([FIRST_SEED, index])
    exercise = (QUADRUPED, STANDING)[index % 2]
    bodies = BODIES["tune"]
    from_tune = index // 2 % 2 == 0
    facing = ("right", "left")[index // 4 % 2]
    width, height = SIZES_PX[index % len(SIZES_PX)]
    camera: Json = {
        "facing": facing,
        "yaw_deg": _drawn(rng, YAW_DEG),
        "width": width,
        "height": height,
        "fps": 25,
        "height_m": _drawn(rng, CAMERA_HEIGHT_M, 2),
        "vertical_fov_deg": _drawn(rng, FOV_DEG),
    }
    movement: Json = {
        "style": str(rng.choice(["bent", "straight"])),
        "top_deg": _drawn(rng, TOP_DEG[exercise]),
        "lumbar_share": 0,  # the back does not follow the leg
        f"{facing}_reps": 2,
        f"{'left' if facing == 'right' else 'right'}_reps": 1,
        "first_side": facing,
    }
    faults = {
        "lumbar_arching_deg": _drawn(rng, LUMBAR_DEG),
        "rib_flare_deg": _drawn(rng, THORACIC_DEG),
    }
    return ClipSpec.model_validate(
        {
            "name": f"fit-back-{index:03d}",
            "exercise": exercise,
            "seed": FIRST_SEED + index,
            "body": bodies[index // 4 % len(bodies)] if from_tune else {},
            "camera": camera,
            "kickback": STANDS | KICKBACK_PACE | movement,
            "kickback_faults": faults,
        }
    )


def _drawn(rng: np.random.Generator, span: tuple[float, float], digits: int = 1) -> float:
    low, high = span
    return round(rng.uniform(low, high), digits)
