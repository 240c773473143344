"""The specification of a clip: person, camera, room, movement and faults.

``{"name": "x", "exercise": "butt-kicks"}`` is a complete specification. What is left ``null`` is
drawn from ``seed``, so the same specification always gives the same pictures. Angles are in
degrees, lengths in metres and times in seconds, unless the name says otherwise. A fault of size 0
is absent.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Side = Literal["left", "right"]
Sides = Literal["both", "left", "right"]
Exercise = Literal[
    "butt-kicks", "butt-kicks-pull-through", "quadruped-kickback", "standing-kickback"
]
Gear = Literal["chair", "cable", "band", "machine"]
Rgb = tuple[float, float, float]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BodySpec(_Part):
    """The person. Colours are red, green, blue in linear light, 0..1."""

    gender: Literal["male", "female"] | None = None
    ethnicity: Literal["caucasian", "african", "asian"] | None = None
    muscle: float | None = Field(None, ge=-1, le=1, description="-1 slight, 0 average, 1 muscular")
    weight: float | None = Field(None, ge=-1, le=1, description="-1 thin, 0 average, 1 heavy")
    height_m: float | None = Field(None, ge=1.3, le=2.2)
    skin_rgb: Rgb | None = None
    suit: str | None = Field(None, description="a clothes name, 'tights' (painted) or 'shorts'")
    shoes: str | None = Field(None, description="a clothes name, or 'none'")
    hair: str | None = Field(None, description="a clothes name, or 'none'")
    top_rgb: Rgb | None = None
    bottom_rgb: Rgb | None = None
    shoe_rgb: Rgb | None = None
    hair_rgb: Rgb | None = None
    loose_top_m: float = Field(0, ge=0, le=0.12, description="how far a shirt hangs off the body")


class CameraSpec(_Part):
    """Where the camera stands and what it records.

    ``facing`` is the way the person faces in the picture. ``yaw_deg`` then moves the camera around
    the person: positive towards their front (for ``camera`` and ``away``: towards their left).
    """

    facing: Literal["right", "left", "camera", "away"] = "right"
    yaw_deg: float = Field(0, ge=-90, le=90)
    distance_m: float | None = Field(None, gt=0.8, le=12, description="null: frames the body")
    height_m: float = Field(1.1, gt=0.05, le=4)
    pitch_deg: float | None = Field(None, ge=-60, le=60, description="up positive; null: aimed")
    roll_deg: float = Field(0, ge=-45, le=45)
    vertical_fov_deg: float = Field(42, gt=10, lt=110)
    width: int = Field(640, ge=128, le=1920, multiple_of=2)
    height: int = Field(480, ge=128, le=1920, multiple_of=2)
    fps: float = Field(30, ge=5, le=120)
    shutter_s: float | None = Field(None, ge=0, le=0.2, description="null: 1/80 s, at most 0.5/fps")
    radial_k1: float = Field(0, ge=-0.3, le=0.3, description="lens: r' = r (1 + k1 r²), r in focal")
    noise: float = Field(0.012, ge=0, le=0.2, description="sensor noise, sd at mid grey, of 1")
    crf: int = Field(20, ge=0, le=45)


class SceneSpec(_Part):
    """The room. ``clutter`` is the number of pieces of furniture."""

    clutter: int | None = Field(None, ge=0, le=8)
    gear: Gear | None = Field(
        None,
        description="chair: under the hands, standing; cable: from the first leg to a tower ahead;"
        " band: around both ankles; machine: in front of the stance leg",
    )
    wall_rgb: Rgb | None = None
    floor_rgb: Rgb | None = None
    brightness: float | None = Field(None, ge=0.2, le=2.0)
    key_azimuth_deg: float | None = Field(None, description="main light, from the camera's right")
    key_elevation_deg: float | None = Field(None, ge=25, le=85)
    key_share: float | None = Field(None, ge=0, le=1, description="0 flat light, 1 one hard lamp")


class ButtKickSpec(_Part):
    """The clean movement, to which faults are added."""

    kicks: int = Field(16, ge=1, le=200)
    steps_per_min: float = Field(150, ge=30, le=260)
    still_before_s: float = Field(2.0, ge=0, le=20)
    still_after_s: float = Field(1.0, ge=0, le=20)
    first_side: Side | None = None
    peak_knee_flexion_deg: float = Field(131, ge=20, le=150)
    left_peak_knee_flexion_deg: float | None = Field(None, ge=20, le=150)
    right_peak_knee_flexion_deg: float | None = Field(None, ge=20, le=150)
    peak_sd_deg: float = Field(2.0, ge=0, le=15)
    step_time_cv: float = Field(0.02, ge=0, le=0.1)
    cadence_drift: float = Field(0.03, ge=-0.3, le=0.3, description="share gained over the set")
    trunk_lean_deg: float = Field(5, ge=-10, le=15)
    vertical_travel_ll: float = Field(0.045, ge=0, le=0.1, description="mid-hip, leg lengths")
    thigh_swing_deg: float | None = Field(None, ge=-30, le=80, description="null: 8, or 42 pulled")
    arm_swing_deg: float = Field(56, ge=0, le=110, description="whole range of the upper arm")
    elbow_flexion_deg: float = Field(88, ge=0, le=130)
    arm_style: Literal["pumping", "hanging", "behind"] = "pumping"
    hand_up_s: tuple[tuple[float, float], ...] = Field(
        (), description="from when to when the right hand is held above the head"
    )
    stance_width: float = Field(1.0, ge=0.3, le=3, description="ankle gap over hip gap")
    travel_m_per_step: float = Field(0, ge=-0.5, le=0.8, description="drill moving forwards")


class ButtKickFaults(_Part):
    """Mistakes in butt kicks, named after the rules that judge them."""

    heel_not_to_glutes_deg: float = Field(0, ge=0, le=110, description="missing peak flexion")
    heel_not_to_glutes_side: Sides = "both"
    excessive_forward_lean_deg: float = Field(0, ge=-30, le=60, description="added; back negative")
    lean_from: Literal["waist", "ankles"] = "waist"
    missing_arm_drive: float = Field(0, ge=0, le=1, description="share of the swing missing")
    bouncing_ll: float = Field(0, ge=0, le=0.35, description="whole vertical travel, leg lengths")
    uneven_rhythm_cv: float = Field(0, ge=0, le=0.4, description="CV of step time")
    left_right_asymmetry_deg: float = Field(
        0, ge=-100, le=100, description="right leg's missing peak flexion (negative: left leg's)"
    )
    low_cadence_per_min: float = Field(0, ge=0, le=150, description="steps/min in place of the set")
    thigh_swing_deg: float = Field(
        0,
        ge=-60,
        le=80,
        description="thigh forward beyond the style (pulled: negative, too little)",
    )
    hard_descent: float = Field(
        0, ge=0, le=1, description="0 even, 1 lowered in a third of the swing"
    )
    toe_slam_deg: float = Field(0, ge=0, le=60, description="toes-down pitch at contact")
    lumbar_arching_deg: float = Field(0, ge=-30, le=50)
    trunk_rotation_deg: float = Field(0, ge=0, le=50, description="shoulder turn, each way")
    trunk_side_tilt_deg: float = Field(0, ge=0, le=30, description="side tilt, each way")
    hip_collapse_deg: float = Field(0, ge=0, le=25, description="pelvic drop at mid-support")
    knee_tracking_inward_deg: float = Field(0, ge=0, le=30, description="frontal-plane angle")
    stance_width_ratio: float = Field(0, ge=0, le=3.5, description="ankle gap over hip gap")


class KickbackSpec(_Part):
    """The clean kickback, on all fours or standing."""

    reps_per_side: int = Field(4, ge=0, le=40)
    left_reps: int | None = Field(None, ge=0, le=40)
    right_reps: int | None = Field(None, ge=0, le=40)
    first_side: Side | None = None
    alternate: bool = Field(
        False, description="sides alternate; otherwise one side, then the other"
    )
    style: Literal["bent", "straight"] = "bent"
    still_before_s: float = Field(1.5, ge=0, le=20)
    still_after_s: float = Field(1.0, ge=0, le=20)
    lift_s: float = Field(1.2, ge=0.1, le=5, description="start of the lift to the top")
    hold_s: float = Field(0.35, ge=0, le=5)
    lower_s: float = Field(1.4, ge=0.1, le=5)
    rest_s: float = Field(0.45, ge=0.05, le=5)
    top_deg: float | None = Field(
        None,
        ge=-80,
        le=80,
        description="at the top: thigh elevation on all fours (null: 0), extension standing (20)",
    )
    top_sd_deg: float = Field(1.5, ge=0, le=15)
    tempo_cv: float = Field(0.05, ge=0, le=0.3)
    knee_flexion_deg: float | None = Field(None, ge=-10, le=140, description="null: by style")
    trunk_lean_deg: float = Field(7, ge=-10, le=25, description="standing only")
    support: Literal["wall", "hips"] = Field("wall", description="hands, standing only")
    lumbar_share: float = Field(
        0.05, ge=0, le=0.5, description="lumbar extension per degree of top"
    )


class KickbackFaults(_Part):
    """Mistakes in kickbacks, named after the rules that judge them."""

    lumbar_arching_deg: float = Field(0, ge=-30, le=50, description="at the top")
    lumbar_constant_deg: float = Field(0, ge=-30, le=50, description="all the time, start included")
    rib_flare_deg: float = Field(0, ge=-20, le=40, description="thoracic extension at the top")
    incomplete_range_deg: float = Field(0, ge=0, le=90, description="missing at the top")
    range_too_high_deg: float = Field(0, ge=0, le=60, description="beyond the top")
    momentum: float = Field(0, ge=0, le=1, description="0 calm, 1 lift in a fifth of the time")
    dropped_return: float = Field(0, ge=0, le=1, description="0 calm, 1 lowered in a fifth")
    knee_angle_drift_deg: float = Field(0, ge=-90, le=90, description="knee change over the lift")
    knee_hyperextension_deg: float = Field(
        0, ge=0, le=25, description="working knee, past straight"
    )
    trunk_lean_deg: float = Field(0, ge=0, le=60, description="standing: lean added over each rep")
    misplaced_hands_deg: float = Field(
        0, ge=-40, le=40, description="arm line, hands ahead positive"
    )
    misplaced_knees_deg: float = Field(0, ge=-40, le=40, description="support thigh, knee behind +")
    head_position_deg: float = Field(0, ge=-90, le=90, description="head up positive")
    pelvis_rotation_deg: float = Field(0, ge=0, le=40, description="working hip rises")
    leg_off_line_deg: float = Field(0, ge=-40, le=60, description="thigh outwards")
    uneven_sides_deg: float = Field(0, ge=0, le=60, description="right leg's missing range")


class TurnSpec(_Part):
    """The person turns round.

    Without ``at_s`` the movement so far ends, the person turns, and another movement follows: the
    same one again, or one of its own. With ``at_s`` they turn while they go on moving.
    """

    style: Literal["pivot", "steps", "walk", "crawl", "get-up", "cut"] = Field(
        "steps",
        description="crawl and get-up: on all fours; cut: turned from one frame to the next",
    )
    yaw_deg: float = Field(180, ge=-360, le=360, description="to the person's left positive")
    takes_s: float = Field(2.0, ge=0, le=12, description="0 for a cut")
    pause_s: float = Field(0, ge=0, le=10, description="of standing still halfway")
    at_s: float | None = Field(None, ge=0)
    butt_kicks: ButtKickSpec | None = None
    butt_kick_faults: ButtKickFaults | None = None
    kickback: KickbackSpec | None = None
    kickback_faults: KickbackFaults | None = None

    @model_validator(mode="after")
    def _a_cut_takes_no_time(self) -> TurnSpec:
        if (self.style == "cut") != (self.takes_s == 0):
            raise ValueError("a cut takes no time, and every other turn does")
        return self


class ClipSpec(_Part):
    """One clip. Only ``name`` and ``exercise`` are required."""

    name: str = Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    exercise: Exercise
    seed: int = Field(0, ge=0)
    body: BodySpec = BodySpec()
    camera: CameraSpec = CameraSpec()
    scene: SceneSpec = SceneSpec()
    butt_kicks: ButtKickSpec = ButtKickSpec()
    butt_kick_faults: ButtKickFaults = ButtKickFaults()
    kickback: KickbackSpec = KickbackSpec()
    kickback_faults: KickbackFaults = KickbackFaults()
    turns: tuple[TurnSpec, ...] = ()

    @property
    def is_butt_kicks(self) -> bool:
        """Whether the clip shows one of the two styles of butt kicks."""
        return self.exercise.startswith("butt-kicks")

    @model_validator(mode="after")
    def _parts_belong(self) -> ClipSpec:
        given = self.model_fields_set
        wrong = (
            {"kickback", "kickback_faults"}
            if self.is_butt_kicks
            else {"butt_kicks", "butt_kick_faults"}
        )
        if stray := sorted(given & wrong):
            for field in stray:
                if getattr(self, field).model_fields_set:
                    raise ValueError(f"{field} does not belong to the exercise {self.exercise}")
        hands_rest = self.exercise == "standing-kickback" and self.kickback.support == "wall"
        if self.scene.gear == "chair" and not hands_rest:
            raise ValueError("a chair needs standing kickbacks with the hands on a support")
        if self.turns and (hands_rest or self.scene.gear):
            raise ValueError("a person who turns can have no gear and no support for their hands")
        if len({turn.at_s is None for turn in self.turns}) > 1:
            raise ValueError("either all turns have at_s or none has")
        return self

    @property
    def turns_while_moving(self) -> bool:
        """Whether the person turns without an end of the movement."""
        return any(turn.at_s is not None for turn in self.turns)

    def bouts(self) -> list[ClipSpec]:
        """Return the movements between the turns, each as a clip without a turn."""
        first = self.model_copy(update={"turns": ()})
        out = [first]
        if self.turns_while_moving:
            return out
        for index, turn in enumerate(self.turns, start=1):
            names = ("butt_kicks", "butt_kick_faults", "kickback", "kickback_faults")
            own = {name: value for name in names if (value := getattr(turn, name)) is not None}
            out.append(first.model_copy(update=own | {"seed": self.seed + 500_000 * index}))
        return out
