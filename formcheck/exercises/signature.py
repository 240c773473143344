"""What an exercise looks like, so that it can be recognised: the `[signature]` of its file.

A *window* is two seconds of a clip. A signature names the kinds of window that show the exercise,
each with its limits. Angles are in degrees from the vertical, thighs and trunk forward positive,
shanks backward positive; lengths are in leg lengths (``_ll``), trunk lengths (``_tl``) or shoulder
widths (``_sw``). A *drop* is how far a joint hangs below the one above it, over the length of the
segment between them: 1 for a thigh or shank that hangs, 0 for one that is level.
"""

from pydantic import Field, model_validator

from formcheck.reps.file_table import FileTable


class KickTop(FileTable):
    """What the kicking leg looks like at the top of a kick, from the side.

    Attributes:
        max_thigh_deg: the thigh is no further forward.
        min_shank_deg: the shank is at least this far behind.
        min_shank_over_thigh_deg: the shank is further behind than the thigh is forward, by this.
        min_knee_deg: the knee is bent at least this far.
    """

    max_thigh_deg: float
    min_shank_deg: float
    min_shank_over_thigh_deg: float | None = None
    min_knee_deg: float | None = None


class FrontalKick(FileTable):
    """What the kicking leg looks like at the top of a kick, from the front or from behind.

    Attributes:
        min_knee_drop: the knee is at least this far below the hip.
        max_ankle_drop: the ankle is at most this far below the knee.
        max_feet_spread_ll: the gap between the feet changes no further. They cross in carioca.
        max_travel_ll: the hips move no further to the side in one window.
    """

    min_knee_drop: float
    max_ankle_drop: float
    max_feet_spread_ll: float
    max_travel_ll: float


class HeelKicks(FileTable):
    """One heel after the other comes up behind, again and again, and no knee comes up in front.

    Attributes:
        min_foot_lift_ll: one foot is at times this far above the other.
        max_step_s: over the whole clip, the usual time from one rise of a foot to the next is no
            longer.
        max_one_leg_step_s: it is no longer than this if one leg alone kicks. Leg curls are slower.
        one_leg_drop: one leg alone kicks if the drop of the other foot changes by less than this.
        max_travel_ll: the hips move no further to the side in one window.
        max_trunk_lean_deg: the trunk leans forward no further.
        min_rise_ll: the hips move up and down at least this far. They keep still in somebody who
            holds one foot up, whichever foot the model takes for it.
        max_sinking_ll: the hips move no further up and down, or the lower foot always stays ...
        min_stance_drop: ... this far below them, as the sum of the drops of thigh and shank. In
            squats and lunges the hips sink, in kicks that bounce they rise.
        max_push_off_deg: the rear thigh goes no further behind the trunk.
        tops: the kicking leg at the top of a kick, from the side; one of these has to match.
        front: the kicking leg at the top of a kick, from the front.
        rear: the kicking leg at the top of a kick, from behind.
    """

    min_foot_lift_ll: float = Field(gt=0)
    max_step_s: float = Field(gt=0)
    max_one_leg_step_s: float = Field(gt=0)
    one_leg_drop: float = Field(gt=0)
    max_travel_ll: float = Field(gt=0)
    max_trunk_lean_deg: float
    min_rise_ll: float
    max_sinking_ll: float = Field(gt=0)
    min_stance_drop: float
    max_push_off_deg: float
    tops: tuple[KickTop, ...] = Field(min_length=1)
    front: FrontalKick
    rear: FrontalKick


class ThighPulledThrough(FileTable):
    """A style of heel kicks: once the heel is up, the thigh comes forward and up as well.

    Each pair of numbers is a scale: at the first number it is certain that this is not the style,
    at the second that it is.

    Attributes:
        variant_of: id of the exercise that this is a style of. Only windows that show that exercise
            are looked at.
        thigh_later_deg: how much further forward the thigh is while the foot is lowered than while
            it is lifted.
        thigh_at_top_deg: how far forward the thigh is at the top of a kick.
    """

    variant_of: str
    thigh_later_deg: tuple[float, float]
    thigh_at_top_deg: tuple[float, float]


class LegLiftedOnAllFours(FileTable):
    """One thigh is lifted behind the body; the other leg kneels.

    Attributes:
        min_thigh_behind_deg: the lifted thigh is at least this far behind the vertical.
        min_thigh_length: from the side, the lifted thigh looks at least this long, in thigh
            lengths. A thigh that is lifted to the side, as in fire hydrants, looks short.
        stance_thigh_deg: the kneeling thigh is between these.
        min_stance_knee_deg: the kneeling knee is bent at least this far.
        min_foot_over_stance: the lifted foot is this far above the kneeling one, in thigh or shank
            lengths.
        min_hand_drop_tl: the higher hand is at least this far below the shoulders.
    """

    min_thigh_behind_deg: float
    min_thigh_length: float
    stance_thigh_deg: tuple[float, float]
    min_stance_knee_deg: float
    min_foot_over_stance: float
    min_hand_drop_tl: float


class LegDrawnBack(FileTable):
    """Standing, one leg goes back from the hip, or is held there; the other stands straight.

    Attributes:
        min_swing_deg: over the whole clip, one leg goes back from the other at least this far.
        clear_swing_deg: with less than this, the confidence is lower, and it has to happen twice.
        max_lifts_hz: over the whole clip, it happens no more often than this a second.
        max_stance_sway_deg: the stance leg sways no further, or no further than ...
        max_stance_sway_share: ... this share of how far the other leg moves.
        max_stance_knee_deg: the stance knee is bent no further.
        max_thigh_forward_deg: no thigh comes further forward.
        bent_knee_deg: if the knee of the leg that goes back is bent further than this, ...
        min_bent_thigh_behind_deg: ... its thigh is at least this far behind the other one. In leg
            curls and stretches of the thigh only the shank goes back.
        max_travel_ll: the hips move no further to the side in one window.
        max_rise_ll: the hips move no further up and down in one window.
    """

    min_swing_deg: float = Field(gt=0)
    clear_swing_deg: float = Field(gt=0)
    max_lifts_hz: float = Field(gt=0)
    max_stance_sway_deg: float
    max_stance_sway_share: float
    max_stance_knee_deg: float
    max_thigh_forward_deg: float
    bent_knee_deg: float
    min_bent_thigh_behind_deg: float
    max_travel_ll: float
    max_rise_ll: float


class FootLiftedFromBehind(FileTable):
    """From behind, one foot slowly leaves its place beside the other while the hips stay.

    Attributes:
        min_foot_away_ll: the foot leaves its place at least this far.
        max_lifts_hz: over the whole clip, it leaves its place no more often than this a second.
        max_travel_ll: the hips move no further to the side in one window.
        max_rise_ll: the hips move no further up and down in one window.
        min_trunk_sw: the trunk looks longer than this.
        max_trunk_sw: the trunk looks no longer than this.
        min_knee_drop: the knee of the lifted leg is at least this far below the hip.
    """

    min_foot_away_ll: float = Field(gt=0)
    max_lifts_hz: float = Field(gt=0)
    max_travel_ll: float
    max_rise_ll: float
    min_trunk_sw: float | None = None
    max_trunk_sw: float | None = None
    min_knee_drop: float | None = None


class Signature(FileTable):
    """The kinds of window that show an exercise. A window that matches one of them shows it.

    Attributes:
        heel_kicks: one heel after the other comes up behind.
        thigh_pulled_through: a style of another exercise's heel kicks.
        leg_lifted_on_all_fours: on all fours, one thigh is lifted behind the body.
        leg_drawn_back: standing, one leg goes back from the hip.
        foot_lifted_from_behind: from behind, one foot slowly leaves its place.
    """

    heel_kicks: HeelKicks | None = None
    thigh_pulled_through: ThighPulledThrough | None = None
    leg_lifted_on_all_fours: LegLiftedOnAllFours | None = None
    leg_drawn_back: LegDrawnBack | None = None
    foot_lifted_from_behind: FootLiftedFromBehind | None = None

    @model_validator(mode="after")
    def _names_a_kind_of_window(self) -> "Signature":
        if not self.model_fields_set:
            kinds = ", ".join(type(self).model_fields)
            raise ValueError(f"a signature needs at least one kind of window: {kinds}")
        return self
