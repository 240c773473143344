"""Turning round between two movements, or in the middle of one.

A movement is worked out in the person's own frame, in which they always face forward. A turn moves
that frame in the room: `ROOM_CHANNELS` say where it is. So the truth of every angle holds right
through a turn. While they turn, people step: legs and arms leave the posture that joins the two
movements, and come back to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.posture import (
    LIMB_CHANNELS,
    ROOM_CHANNELS,
    SIDES,
    TRUNK_CHANNELS,
    Motion,
    Posed,
    Poser,
)
from benchmarks.human.profiles import GRID_HZ, bump, ramp
from benchmarks.human.reps import Planned
from benchmarks.human.rotations import about_y
from benchmarks.human.spec import TurnSpec

Floats = NDArray[np.float64]
LEG_CHANNELS = tuple(name for name in LIMB_CHANNELS if name.startswith(("thigh", "knee", "foot")))
#: On all fours people turn about a point so far ahead of their hips.
QUADRUPED_CENTRE_M = 0.25
WALK_SPEED_M_S = 0.5
#: Shares of the time of getting up, turning and lying down: of kneeling up, standing up, turning.
KNEEL_UP, STAND_UP, TURN_ROUND = (0.0, 0.18), (0.15, 0.38), (0.36, 0.64)


@dataclass(frozen=True, slots=True)
class Bout:
    """A movement without a turn, in the person's own frame, and its reps."""

    motion: Motion
    planned: list[Planned]


def joined(
    bouts: list[Bout], turns: list[TurnSpec], poser: Poser, centre_m: float, fps: float
) -> Bout:
    """Return one movement of several, with a turn before each but the first.

    Args:
        bouts: the movements.
        turns: one fewer than movements.
        poser: the person.
        centre_m: how far ahead of their hips the point is about which they turn.
        fps: frames a second; a cut comes between two frames.
    """
    whole = bouts[0]
    for turn, bout in zip(turns, bouts[1:], strict=True):
        whole = _append(whole, turn, bout, poser, centre_m, fps)
    return whole


def turned_while_moving(bout: Bout, turns: list[TurnSpec], centre_m: float, fps: float) -> Bout:
    """Return the movement with turns that begin at given times and interrupt nothing."""
    t = bout.motion.time_s
    channels = dict(bout.motion.channels)
    yaw = channels["room_yaw_deg"].copy()
    for turn in turns:
        at_s = turn.at_s or 0.0
        if turn.style == "cut":
            yaw += turn.yaw_deg * (t >= _between_frames_s(at_s, fps))
        else:
            yaw += turn.yaw_deg * ramp(t, at_s, at_s + turn.takes_s)
    channels |= _placed(yaw, np.zeros_like(yaw), centre_m)
    return replace(bout, motion=Motion(t, channels))


def in_room(posed: Posed, motion: Motion) -> Posed:
    """Return the posed bones where the person really is in the room."""
    turn = about_y(motion.channels["room_yaw_deg"])
    place = np.stack([motion.channels["room_x_m"], 0 * motion.time_s, motion.channels["room_z_m"]])
    return Posed(
        turn[:, None] @ posed.turns,
        posed.heads_m @ turn.transpose(0, 2, 1) + place.T[:, None],
        posed.tails_m @ turn.transpose(0, 2, 1) + place.T[:, None],
    )


def _between_frames_s(time_s: float, fps: float) -> float:
    """Return the next time that lies half way between two frames."""
    return float(np.floor(time_s * fps) + 1.5) / fps


def _append(
    first: Bout, turn: TurnSpec, then: Bout, poser: Poser, centre_m: float, fps: float
) -> Bout:
    """Return two movements with a turn between them, in which one posture becomes the other."""
    a, b = first.motion, then.motion
    start = float(a.time_s[-1])
    length = turn.takes_s + turn.pause_s
    if turn.style == "cut":
        length = _between_frames_s(start, fps) - start
    gap = np.arange(1, round(length * GRID_HZ) + 1) / GRID_HZ
    over = ramp(gap, 0.0, length)
    between = {n: a.channels[n][-1] * (1 - over) + b.channels[n][0] * over for n in a.channels}
    moved = _moved(between, turn, gap, poser)
    later = start + (len(gap) + 1) / GRID_HZ
    t = np.concatenate([a.time_s, start + gap, later + b.time_s])
    channels = {n: np.concatenate([a.channels[n], moved[n], b.channels[n]]) for n in a.channels}
    new = slice(len(a.time_s), len(t))
    yaw = float(a.channels["room_yaw_deg"][-1]) + turn.yaw_deg * np.concatenate(
        [_turned(turn, gap), np.ones_like(b.time_s)]
    )
    speed = np.zeros_like(yaw)
    if turn.style == "walk":
        speed[: len(gap)] = WALK_SPEED_M_S * bump(gap, 0, length)
    x, z = (float(a.channels[name][-1]) for name in ROOM_CHANNELS[1:])
    before = np.radians(a.channels["room_yaw_deg"][-1])
    path = x + centre_m * np.sin(before), z - centre_m * (1 - np.cos(before))
    for name, values in _placed(yaw, speed, centre_m, path).items():
        channels[name][new] = values
    planned = [
        replace(rep, start_s=rep.start_s + later, end_s=rep.end_s + later) for rep in then.planned
    ]
    return Bout(Motion(t, channels), first.planned + planned)


def _placed(
    yaw: Floats, speed_m_s: Floats, centre_m: float, start_m: tuple[float, float] = (0.0, 0.0)
) -> dict[str, Floats]:
    """Return the room channels: the frame turns about its centre and moves the way it faces."""
    rad = np.radians(yaw)
    x = start_m[0] + np.cumsum(speed_m_s * np.sin(rad)) / GRID_HZ - centre_m * np.sin(rad)
    z = start_m[1] + np.cumsum(speed_m_s * np.cos(rad)) / GRID_HZ + centre_m * (1 - np.cos(rad))
    return dict(zip(ROOM_CHANNELS, (yaw, x, z), strict=True))


def _turned(turn: TurnSpec, gap: Floats) -> Floats:
    """Return the share of the turn that is done; a pause stands in the middle of it."""
    if turn.style == "cut":
        return np.zeros_like(gap)
    if turn.style == "get-up":
        return ramp(gap, TURN_ROUND[0] * turn.takes_s, TURN_ROUND[1] * turn.takes_s)
    half = turn.takes_s / 2
    if not turn.pause_s:
        return ramp(gap, 0, turn.takes_s)
    return (ramp(gap, 0, half) + ramp(gap, half + turn.pause_s, turn.takes_s + turn.pause_s)) / 2


def _moved(
    channels: dict[str, Floats], turn: TurnSpec, gap: Floats, poser: Poser
) -> dict[str, Floats]:
    """Return the posture of the turn with the steps that it takes."""
    if turn.style == "cut":
        return channels
    if turn.style == "get-up":
        channels = _got_up(channels, gap / turn.takes_s, poser)
        return _stepped(channels, gap, turn.takes_s, TURN_ROUND, 5, (16.0, 30.0))
    if turn.style == "crawl":
        return _crawled(channels, gap, turn.takes_s)
    lifts = {"pivot": (7.0, 16.0), "steps": (14.0, 28.0), "walk": (22.0, 42.0)}[turn.style]
    steps = 2 if turn.style == "pivot" else max(3, round(2.2 * turn.takes_s))
    if not turn.pause_s:
        return _stepped(channels, gap, turn.takes_s, (0.0, 1.0), steps, lifts)
    half = turn.takes_s / 2
    channels = _stepped(channels, gap, half, (0.0, 1.0), max(2, steps // 2), lifts)
    return _stepped(
        channels, gap - half - turn.pause_s, half, (0.0, 1.0), max(2, steps // 2), lifts
    )


def _stepped(
    channels: dict[str, Floats],
    gap: Floats,
    takes_s: float,
    shares: tuple[float, float],
    steps: int,
    lifts_deg: tuple[float, float],
) -> dict[str, Floats]:
    """Return the channels with steps on the spot; thigh and knee are lifted by ``lifts_deg``."""
    out = dict(channels)
    start, end = (share * takes_s for share in shares)
    length = (end - start) / steps
    for index in range(steps):
        side, other = ("left", "right") if index % 2 else ("right", "left")
        up = bump(gap, start + index * length - 0.04, start + (index + 1) * length + 0.04)
        out[f"{side}_thigh_forward_deg"] = out[f"{side}_thigh_forward_deg"] + lifts_deg[0] * up
        out[f"{side}_knee_flexion_deg"] = out[f"{side}_knee_flexion_deg"] + lifts_deg[1] * up
        out[f"{side}_foot_pitch_deg"] = out[f"{side}_foot_pitch_deg"] + 10 * up
        out[f"{other}_arm_forward_deg"] = out[f"{other}_arm_forward_deg"] + lifts_deg[0] * up
        out[f"{side}_arm_forward_deg"] = out[f"{side}_arm_forward_deg"] - 0.6 * lifts_deg[0] * up
    return out


def _crawled(channels: dict[str, Floats], gap: Floats, takes_s: float) -> dict[str, Floats]:
    """Return the channels with small steps of knees and hands."""
    out = dict(channels)
    steps = max(4, round(2 * takes_s))
    length = takes_s / steps
    for index in range(steps):
        side, other = ("left", "right") if index % 2 else ("right", "left")
        up = bump(gap, index * length, (index + 1) * length)
        out[f"{side}_thigh_forward_deg"] = out[f"{side}_thigh_forward_deg"] + 13 * up
        out[f"{side}_knee_flexion_deg"] = out[f"{side}_knee_flexion_deg"] + 16 * up
        out[f"{other}_arm_forward_deg"] = out[f"{other}_arm_forward_deg"] + 10 * up
        out[f"{other}_elbow_flexion_deg"] = out[f"{other}_elbow_flexion_deg"] + 24 * up
    return out


def _got_up(channels: dict[str, Floats], share: Floats, poser: Poser) -> dict[str, Floats]:
    """Return the channels of a person on all fours who kneels up, stands up, and goes down again.

    One leg goes first, as when people get up. The hips are as high as the legs need them to be.
    """
    kneeling = ramp(share, *KNEEL_UP) - ramp(share, 1 - KNEEL_UP[1], 1 - KNEEL_UP[0])
    standing = ramp(share, *STAND_UP) - ramp(share, 1 - STAND_UP[1], 1 - STAND_UP[0])
    upright = dict.fromkeys(channels, 0.0) | {"trunk_lean_deg": 3.0}
    for side, _, _ in SIDES:
        upright |= {f"{side}_arm_out_deg": 9.0, f"{side}_arm_turn_deg": 14.0}
        upright |= {f"{side}_elbow_flexion_deg": 14.0, f"{side}_knee_flexion_deg": 4.0}
    out = dict(channels)
    places = ("hip_x_m", "hip_y_m", "hip_z_m")
    for name, values in channels.items():
        if name in places or name in ROOM_CHANNELS:
            continue
        leg = name not in TRUNK_CHANNELS and name.split("_", 1)[1] in LEG_CHANNELS
        weight = standing if leg else kneeling
        out[name] = values * (1 - weight) + upright[name] * weight
    first = bump(share, *STAND_UP) + bump(share, 1 - STAND_UP[1], 1 - STAND_UP[0])
    out["left_thigh_forward_deg"] = out["left_thigh_forward_deg"] + 62 * first
    out["left_knee_flexion_deg"] = out["left_knee_flexion_deg"] + 42 * first
    low = _hips_over_floor_m(channels, poser)
    out["hip_y_m"] = channels["hip_y_m"] + _hips_over_floor_m(out, poser) - low
    return out


def _hips_over_floor_m(ch: dict[str, Floats], poser: Poser) -> Floats:
    """Return how high the hips are over the lowest knee or foot, with what is under the joints."""
    heights = []
    for side, _, _ in SIDES:
        thigh = np.radians(ch[f"{side}_thigh_forward_deg"])
        shank = np.radians(ch[f"{side}_knee_flexion_deg"]) - thigh
        knee = poser.thigh_m * np.cos(thigh)
        heights += [knee + 0.06, knee + poser.shank_m * np.cos(shank) + 0.085]
    sharpness = 60.0
    return np.asarray(np.logaddexp.reduce(sharpness * np.array(heights)) / sharpness)
