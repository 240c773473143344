"""Tell kickbacks on all fours, standing and from behind, by what the legs do.

From behind, only the pace tells kickbacks from kicks. The trunk tells kickbacks on all fours from
standing ones: it looks shorter on all fours.
"""

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.exercises.signature import FootLiftedFromBehind, LegDrawnBack, LegLiftedOnAllFours
from formcheck.recognition.curves import count_rises, median_of_leg, of_leg, spread, top_frames
from formcheck.recognition.leg_motion import LegMotion
from formcheck.system.arrays import FloatArray


def shows_leg_lifted_on_all_fours(window: LegMotion, limits: LegLiftedOnAllFours) -> bool:
    """Return whether one thigh is behind and up while the other leg kneels."""
    lifted, stance = window.thigh_deg.argmin(axis=0), window.thigh_deg.argmax(axis=0)
    top = top_frames(-of_leg(window.thigh_deg, lifted))
    stance_thigh_deg = median_of_leg(window.thigh_deg, stance, top)
    furthest_back_deg, furthest_forward_deg = limits.stance_thigh_deg
    lifted_drop = median_of_leg(window.foot_drop, lifted, top)
    stance_drop = median_of_leg(window.foot_drop, stance, top)
    looks_long = (
        median_of_leg(window.thigh_length, lifted, top) >= limits.min_thigh_length
        or window.view != "side"
    )
    return (
        looks_long
        and median_of_leg(window.thigh_deg, lifted, top) <= -limits.min_thigh_behind_deg
        and furthest_back_deg <= stance_thigh_deg <= furthest_forward_deg
        and median_of_leg(window.knee_deg, stance, top) >= limits.min_stance_knee_deg
        and stance_drop - lifted_drop >= limits.min_foot_over_stance
        and quantile(window.hand_drop_tl[top], 0.5) >= limits.min_hand_drop_tl
    )


def slow_swing_deg(clip: LegMotion, limits: LegDrawnBack) -> float:
    """Return how far one leg swings from the other over a whole clip, as slowly as in kickbacks.

    It is 0 if the leg swings too often, if it swings too seldom, and if the clip is filmed from the
    front or from behind.
    """
    if clip.view not in ("side", "oblique"):
        return 0.0
    split_deg = clip.leg_deg.max(axis=0) - clip.leg_deg.min(axis=0)
    low_deg, high_deg = quantile(split_deg, 0.05), quantile(split_deg, 0.95)
    range_deg = high_deg - low_deg
    # A rise to 45 % of the range counts: a leg that the other hides may seem to go half as far.
    rises = count_rises(split_deg, low_deg + 0.2 * range_deg, low_deg + 0.45 * range_deg)
    fewest = 1 if range_deg >= limits.clear_swing_deg else 2
    return range_deg if fewest <= rises <= limits.max_lifts_hz * _lasts_s(clip) else 0.0


def shows_leg_drawn_back(window: LegMotion, limits: LegDrawnBack) -> bool:
    """Return whether a leg goes back from the hip while the other stands straight and stays."""
    behind_deg, stance_deg = window.leg_deg.min(axis=0), window.leg_deg.max(axis=0)
    split_deg = stance_deg - behind_deg
    top = top_frames(split_deg)
    behind, stance = window.leg_deg.argmin(axis=0), window.leg_deg.argmax(axis=0)
    swung_deg = quantile(split_deg, 0.95)
    moved_deg = max(spread(behind_deg), swung_deg)
    sway_deg = max(limits.max_stance_sway_deg, limits.max_stance_sway_share * moved_deg)
    thigh_behind_deg = median_of_leg(window.thigh_deg, stance, top) - median_of_leg(
        window.thigh_deg, behind, top
    )
    bent = median_of_leg(window.knee_deg, behind, top) > limits.bent_knee_deg
    return (
        swung_deg >= limits.min_swing_deg
        and spread(stance_deg) <= sway_deg
        and thigh_behind_deg >= (limits.min_bent_thigh_behind_deg if bent else 0.0)
        and quantile(window.thigh_deg.max(axis=0), 0.95) <= limits.max_thigh_forward_deg
        and median_of_leg(window.knee_deg, stance, top) <= limits.max_stance_knee_deg
        and window.travel_ll <= limits.max_travel_ll
        and window.rise_ll <= limits.max_rise_ll
    )


def lifts_foot_slowly(clip: LegMotion, limits: FootLiftedFromBehind) -> bool:
    """Return whether a foot leaves its place slowly, over a whole clip from behind."""
    if clip.view != "rear":
        return False
    away_ll = _foot_away_ll(clip)
    low_ll, high_ll = quantile(away_ll, 0.05), quantile(away_ll, 0.95)
    range_ll = high_ll - low_ll
    if range_ll < limits.min_foot_away_ll:
        return False
    rises = count_rises(away_ll, low_ll + 0.35 * range_ll, low_ll + 0.65 * range_ll)
    return 1 <= rises <= limits.max_lifts_hz * _lasts_s(clip)


def holds_foot_away(window: LegMotion, limits: FootLiftedFromBehind) -> bool:
    """Return whether, from behind, a foot is away from its place while the hips stay."""
    return (
        window.travel_ll <= limits.max_travel_ll
        and window.rise_ll <= limits.max_rise_ll
        and quantile(_foot_away_ll(window), 0.95) >= limits.min_foot_away_ll
    )


def shows_foot_lifted_from_behind(window: LegMotion, limits: FootLiftedFromBehind) -> bool:
    """Return whether a foot is away from its place, with trunk and knee within the limits."""
    if not holds_foot_away(window, limits):
        return False
    trunk_sw = quantile(window.trunk_sw, 0.5)
    if limits.max_trunk_sw is not None and trunk_sw > limits.max_trunk_sw:
        return False
    if limits.min_trunk_sw is not None and trunk_sw <= limits.min_trunk_sw:
        return False
    if limits.min_knee_drop is None:
        return True
    lifted = window.foot_drop.argmin(axis=0)
    top = top_frames(window.foot_lift_ll)
    return median_of_leg(window.knee_drop, lifted, top) >= limits.min_knee_drop


def _foot_away_ll(motion: LegMotion) -> FloatArray:
    """Return (n,) how far, from behind, a foot is from where it stands beside the other."""
    sideways_ll = motion.feet_apart_ll - quantile(motion.feet_apart_ll, 0.5)
    return np.hypot(motion.foot_lift_ll, sideways_ll)


def _lasts_s(clip: LegMotion) -> float:
    return float(clip.time_s[-1] - clip.time_s[0])
