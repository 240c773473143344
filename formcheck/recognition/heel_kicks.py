"""Tell heel kicks, and the style in which the thigh is pulled through, by what the legs do."""

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.exercises.signature import HeelKicks, KickTop, ThighPulledThrough
from formcheck.recognition.curves import count_rises, median_of_leg, of_leg, ramp, spread
from formcheck.recognition.leg_motion import LegMotion


def shows_heel_kicks(window: LegMotion, limits: HeelKicks) -> bool:
    """Return whether one heel after the other comes up behind, and no knee comes up in front."""
    highest = quantile(window.foot_lift_ll, 0.95)
    if highest < limits.min_foot_lift_ll:
        return False
    if count_rises(window.foot_lift_ll, 0.35 * highest, 0.65 * highest) < 2:
        return False
    if window.travel_ll > limits.max_travel_ll or window.rise_ll < limits.min_rise_ll:
        return False
    if _sinks(window, limits):
        return False
    top = window.foot_lift_ll >= 0.8 * highest
    working = window.foot_drop.argmin(axis=0)
    if window.is_frontal:
        kick = limits.front if window.view == "front" else limits.rear
        knee_drop = median_of_leg(window.knee_drop, working, top)
        ankle_drop = median_of_leg(window.ankle_drop, working, top)
        return (
            knee_drop >= kick.min_knee_drop
            and ankle_drop <= kick.max_ankle_drop
            and spread(window.feet_apart_ll) <= kick.max_feet_spread_ll
            and window.travel_ll <= kick.max_travel_ll
        )
    if quantile(window.trunk_deg, 0.5) > limits.max_trunk_lean_deg:
        return False
    thigh_deg = median_of_leg(window.thigh_deg, working, top)
    shank_deg = median_of_leg(window.shank_deg, working, top)
    return any(_is_top(thigh_deg, shank_deg, kick) for kick in limits.tops) and (
        _push_off_deg(window) <= limits.max_push_off_deg
    )


def kicks_quickly(clip: LegMotion, limits: HeelKicks) -> bool:
    """Return whether feet rise as quickly one after the other, in a whole clip, as in kicks."""
    raised_ll = max(limits.min_foot_lift_ll, 0.3 * quantile(clip.foot_lift_ll, 0.95))
    raised = clip.foot_lift_ll > raised_ll
    rises_s = clip.time_s[1:][raised[1:] & ~raised[:-1]]
    if len(rises_s) < 2:
        return False
    one_leg = min(spread(drop) for drop in clip.foot_drop) < limits.one_leg_drop
    step_s = float(np.median(np.diff(rises_s)))
    return step_s <= (limits.max_one_leg_step_s if one_leg else limits.max_step_s)


def _sinks(window: LegMotion, limits: HeelKicks) -> bool:
    """Return whether the hips sink over both feet, as in squats and lunges."""
    stance_drop = quantile(window.foot_drop.max(axis=0), 0.05)
    return window.rise_ll > limits.max_sinking_ll and stance_drop < limits.min_stance_drop


def _is_top(thigh_deg: float, shank_deg: float, kick: KickTop) -> bool:
    over_thigh_deg = kick.min_shank_over_thigh_deg
    return (
        thigh_deg <= kick.max_thigh_deg
        and shank_deg >= kick.min_shank_deg
        and (over_thigh_deg is None or shank_deg - thigh_deg >= over_thigh_deg)
        and (kick.min_knee_deg is None or shank_deg + thigh_deg >= kick.min_knee_deg)
    )


def _push_off_deg(window: LegMotion) -> float:
    """Return how far behind the trunk the rear thigh goes."""
    return -quantile(window.thigh_deg.min(axis=0) + np.maximum(window.trunk_deg, 0.0), 0.05)


def pulled_through_clearness(kicks: LegMotion, limits: ThighPulledThrough) -> float:
    """Return how clearly the thigh comes up behind the heel, 0..1; 0 from the front or the rear.

    Args:
        kicks: the frames of a clip that show heel kicks.
        limits: what the style looks like.
    """
    if kicks.is_frontal:
        return 0.0
    working = kicks.foot_drop.argmin(axis=0)
    thigh_deg, knee_deg = of_leg(kicks.thigh_deg, working), of_leg(kicks.knee_deg, working)
    most_deg = quantile(knee_deg, 0.95)
    speed_deg_s = np.gradient(knee_deg, kicks.time_s)
    bent = knee_deg > 0.6 * most_deg
    lifting, lowering = bent & (speed_deg_s > 0.0), bent & (speed_deg_s < 0.0)
    later_deg = quantile(thigh_deg[lowering], 0.5) - quantile(thigh_deg[lifting], 0.5)
    at_top_deg = quantile(thigh_deg[knee_deg > 0.9 * most_deg], 0.5)
    return ramp(later_deg, limits.thigh_later_deg) * ramp(at_top_deg, limits.thigh_at_top_deg)
