"""The people and the cameras of each split. Splits share neither."""

from benchmarks.clips.clip import Json, Split


def _body(
    gender: str, ethnicity: str, muscle: float, weight: float, height_m: float, suit: str
) -> Json:
    return {
        "gender": gender,
        "ethnicity": ethnicity,
        "muscle": muscle,
        "weight": weight,
        "height_m": height_m,
        "suit": suit,
    }


BODIES: dict[Split, tuple[Json, ...]] = {
    "tune": (
        _body("male", "caucasian", 0.1, 0.0, 1.78, "shorts"),
        _body("female", "asian", -0.2, -0.3, 1.62, "tights"),
        _body("male", "african", 0.7, 0.2, 1.84, "male_casualsuit02"),
        _body("female", "caucasian", 0.0, 0.6, 1.66, "female_sportsuit01"),
        _body("male", "asian", -0.3, 0.7, 1.70, "male_casualsuit04"),
        _body("female", "african", 0.4, 0.1, 1.70, "shorts"),
        _body("male", "caucasian", 0.0, -0.6, 1.88, "tights"),
        _body("female", "caucasian", 0.2, -0.1, 1.58, "female_casualsuit01"),
    ),
    "test": (
        _body("female", "african", 0.0, 0.3, 1.67, "tights"),
        _body("male", "asian", 0.3, -0.2, 1.73, "shorts"),
        _body("female", "caucasian", 0.5, -0.4, 1.72, "female_sportsuit01"),
        _body("male", "caucasian", -0.1, 0.5, 1.81, "male_casualsuit02"),
        _body("female", "asian", -0.1, 0.1, 1.56, "female_casualsuit01"),
        _body("male", "african", 0.5, -0.1, 1.76, "tights"),
        _body("male", "caucasian", 0.8, 0.3, 1.80, "male_casualsuit04"),
        _body("female", "caucasian", -0.3, 0.8, 1.61, "shorts"),
    ),
    "check": (
        _body("male", "african", -0.2, 0.4, 1.79, "male_casualsuit02"),
        _body("female", "caucasian", 0.1, 0.2, 1.69, "tights"),
        _body("male", "asian", 0.6, 0.1, 1.68, "tights"),
        _body("female", "asian", 0.3, -0.5, 1.60, "female_sportsuit01"),
        _body("male", "caucasian", 0.3, -0.3, 1.86, "shorts"),
        _body("female", "african", -0.1, 0.6, 1.64, "female_casualsuit01"),
        _body("male", "asian", 0.0, 0.6, 1.75, "male_casualsuit04"),
        _body("female", "caucasian", 0.6, 0.0, 1.75, "shorts"),
    ),
    "oblique": (
        _body("female", "caucasian", 0.3, 0.4, 1.63, "tights"),
        _body("male", "african", 0.1, -0.4, 1.82, "shorts"),
        _body("male", "caucasian", 0.5, 0.0, 1.74, "male_casualsuit02"),
        _body("female", "asian", 0.1, 0.5, 1.59, "female_sportsuit01"),
        _body("female", "african", 0.2, -0.3, 1.71, "shorts"),
        _body("male", "asian", -0.1, 0.2, 1.69, "tights"),
        _body("male", "caucasian", -0.2, 0.8, 1.77, "male_casualsuit04"),
        _body("female", "caucasian", -0.1, -0.2, 1.76, "female_casualsuit01"),
    ),
    "turn": (
        _body("male", "caucasian", 0.2, 0.3, 1.83, "tights"),
        _body("female", "african", -0.2, 0.2, 1.65, "female_sportsuit01"),
        _body("male", "asian", 0.4, 0.4, 1.72, "male_casualsuit02"),
        _body("female", "caucasian", 0.4, -0.2, 1.78, "tights"),
        _body("male", "african", 0.0, -0.2, 1.74, "shorts"),
        _body("female", "asian", 0.0, 0.3, 1.57, "shorts"),
        _body("male", "caucasian", -0.3, -0.4, 1.79, "male_casualsuit04"),
        _body("female", "caucasian", 0.1, 0.5, 1.68, "female_casualsuit01"),
    ),
    "fresh": (
        _body("male", "african", 0.3, 0.5, 1.80, "male_casualsuit02"),
        _body("female", "asian", 0.2, -0.2, 1.61, "tights"),
        _body("male", "caucasian", -0.2, 0.2, 1.76, "shorts"),
        _body("female", "african", 0.1, 0.4, 1.73, "female_sportsuit01"),
        _body("male", "asian", 0.2, -0.5, 1.71, "shorts"),
        _body("female", "caucasian", 0.4, 0.2, 1.65, "shorts"),
        _body("male", "african", 0.6, 0.3, 1.87, "male_casualsuit04"),
        _body("female", "asian", -0.3, 0.6, 1.55, "female_casualsuit01"),
        _body("female", "caucasian", -0.2, -0.5, 1.80, "tights"),
    ),
}


def _camera(
    yaw_deg: float,
    width: int,
    height: int,
    fps: float,
    height_m: float,
    fov_deg: float,
    **more: float,
) -> Json:
    return {
        "yaw_deg": yaw_deg,
        "width": width,
        "height": height,
        "fps": fps,
        "height_m": height_m,
        "vertical_fov_deg": fov_deg,
        **more,
    }


CAMERAS: dict[Split, tuple[Json, ...]] = {
    "tune": (
        _camera(0, 640, 480, 30, 1.1, 42, noise=0.01),
        _camera(-8, 480, 848, 60, 0.9, 62, noise=0.012, roll_deg=1.5),
        _camera(13, 854, 480, 25, 1.3, 40, noise=0.015, radial_k1=-0.05),
        _camera(6, 640, 360, 30, 0.7, 46, noise=0.01, roll_deg=-1),
        _camera(-14, 640, 480, 50, 1.45, 48, noise=0.02),
        _camera(3, 848, 480, 24, 1.0, 36, noise=0.012),
        _camera(20, 480, 848, 30, 1.2, 58, noise=0.012),
    ),
    "test": (
        _camera(4, 640, 480, 25, 0.95, 45, noise=0.012, roll_deg=-1.2),
        _camera(-4, 480, 854, 30, 1.15, 60, noise=0.01),
        _camera(10, 848, 480, 60, 1.0, 38, noise=0.015),
        _camera(-11, 640, 480, 29.97, 0.65, 44, noise=0.012, radial_k1=-0.06),
        _camera(1, 960, 540, 24, 1.35, 40, noise=0.02, roll_deg=1),
        _camera(15, 640, 360, 30, 0.85, 50, noise=0.01),
        _camera(-18, 480, 854, 50, 1.05, 56, noise=0.015),
    ),
    "check": (
        _camera(-3, 640, 480, 30, 1.0, 43, noise=0.012, roll_deg=1),
        _camera(7, 854, 480, 25, 0.8, 41, noise=0.015),
        _camera(-13, 480, 848, 30, 1.25, 59, noise=0.01),
        _camera(2, 640, 360, 24, 1.1, 47, noise=0.018, radial_k1=-0.05),
        _camera(11, 960, 540, 29.97, 1.4, 39, noise=0.012, roll_deg=-1.5),
    ),
}

SMALL_CAMERAS: dict[Split, tuple[Json, ...]] = {
    "tune": (
        _camera(0, 320, 240, 30, 1.1, 44, noise=0.02),
        _camera(9, 270, 480, 25, 1.0, 58, noise=0.02),
        _camera(-7, 426, 240, 30, 0.8, 42, noise=0.025, roll_deg=1),
        _camera(4, 320, 240, 25, 1.3, 48, noise=0.03),
    ),
    "test": (
        _camera(5, 320, 240, 25, 0.9, 46, noise=0.025),
        _camera(-3, 256, 456, 30, 1.1, 60, noise=0.02, roll_deg=-1),
        _camera(-10, 352, 288, 30, 1.2, 42, noise=0.02),
        _camera(11, 426, 240, 25, 1.0, 44, noise=0.03),
    ),
    "check": (
        _camera(-5, 320, 240, 30, 1.0, 45, noise=0.025, roll_deg=1),
        _camera(8, 270, 480, 30, 1.2, 59, noise=0.025),
        _camera(2, 384, 288, 25, 0.85, 43, noise=0.03),
        _camera(-12, 426, 240, 25, 1.15, 46, noise=0.02),
        _camera(4, 352, 288, 30, 1.35, 44, noise=0.03, roll_deg=-1),
    ),
}

# Each shot says how far off the side its camera stands.
OBLIQUE_CAMERAS: dict[Split, tuple[Json, ...]] = {
    "tune": (
        _camera(0, 640, 480, 30, 1.0, 44, noise=0.012),
        _camera(0, 480, 854, 25, 0.7, 58, noise=0.012, roll_deg=-1),
        _camera(0, 848, 480, 30, 1.4, 42, noise=0.015),
        _camera(0, 640, 360, 25, 0.55, 48, noise=0.012),
        _camera(0, 480, 640, 30, 1.2, 56, noise=0.015, roll_deg=1.5),
    ),
    "oblique": (
        _camera(0, 640, 480, 30, 0.8, 46, noise=0.012),
        _camera(0, 480, 848, 30, 1.3, 60, noise=0.012, roll_deg=1),
        _camera(0, 854, 480, 25, 0.5, 44, noise=0.015),
        _camera(0, 640, 360, 29.97, 1.6, 50, noise=0.012, roll_deg=-1.2),
        _camera(0, 480, 640, 24, 1.0, 58, noise=0.015),
        _camera(0, 640, 480, 50, 1.15, 40, noise=0.012),
    ),
    "fresh": (
        _camera(0, 640, 360, 30, 0.9, 45, noise=0.015, roll_deg=1),
        _camera(0, 480, 854, 30, 0.6, 62, noise=0.012),
        _camera(0, 640, 480, 24, 1.45, 43, noise=0.012),
        _camera(0, 576, 432, 29.97, 1.1, 48, noise=0.015, radial_k1=-0.05),
        _camera(0, 480, 640, 25, 0.75, 54, noise=0.012, roll_deg=-1.5),
    ),
}

TURN_CAMERAS: dict[Split, tuple[Json, ...]] = {
    "tune": (
        _camera(5, 512, 384, 25, 0.95, 47, noise=0.012),
        _camera(-9, 576, 324, 24, 1.05, 45, noise=0.012, roll_deg=1),
        _camera(14, 416, 560, 25, 1.15, 57, noise=0.015),
    ),
    "turn": (
        _camera(-6, 512, 384, 25, 1.05, 48, noise=0.012),
        _camera(9, 576, 324, 24, 0.9, 49, noise=0.015, roll_deg=-1),
        _camera(-14, 416, 560, 29.97, 1.25, 55, noise=0.012),
        _camera(2, 512, 384, 30, 0.75, 49, noise=0.012, roll_deg=1),
        _camera(17, 640, 360, 25, 1.1, 43, noise=0.015),
    ),
    "fresh": (
        _camera(8, 512, 384, 30, 0.85, 47, noise=0.012, roll_deg=-1),
        _camera(-4, 416, 560, 25, 1.1, 56, noise=0.015),
        _camera(-16, 576, 324, 25, 1.0, 46, noise=0.012),
        _camera(12, 512, 384, 24, 1.3, 48, noise=0.012),
    ),
}
