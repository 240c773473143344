"""A strip under the picture, where cues would cover the feet."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.spec import Exercise
from formcheck.overlay import Overlay
from formcheck.overlay.playback import Playback
from formcheck.overlay.room_below import room_below
from formcheck.poses.landmarks import SIDES, joint
from formcheck.results import Session
from tests.conftest import Judge
from tests.overlay.frames import grey
from tests.synthetic import ButtKicks

WIDTH, HEIGHT = 640, 480
FEET = [joint(side, name) for side in SIDES for name in ("ankle", "heel", "foot_index")]


def with_feet_at(session: Session, lowest_px: float) -> Session:
    """The same session with a picture whose lowest foot is so far down."""
    xy_px = session.track.xy_px.copy()
    xy_px[..., 1] += lowest_px - xy_px[:, FEET, 1].max()
    return replace(session, track=replace(session.track, xy_px=xy_px))


@pytest.mark.parametrize("lowest_px", [300.0, 440.0, 478.0, 600.0])
def test_cues_are_below_the_feet(checked: Judge, butt_kicks: Exercise, lowest_px: float) -> None:
    session = with_feet_at(checked(ButtKicks(arm_range_deg=0.0).track()), lowest_px)
    playback = Playback(session, butt_kicks)
    below = room_below(Overlay(WIDTH, HEIGHT), [(session, playback)])
    assert below % 2 == 0
    assert (below == 0) == (lowest_px == 300.0)
    overlay = Overlay(WIDTH, HEIGHT, below=below)
    feet_px = min(lowest_px, HEIGHT)
    for cue in session.cues:
        for sprite, _, top in overlay.band(cue.text, cue.verdict):
            assert top >= feet_px
            assert top + sprite.size[1] <= HEIGHT + below
    picture = grey(WIDTH, HEIGHT + below)
    assert overlay.draw(picture, playback.frame(60)) is picture


def test_nobody_needs_no_room(checked: Judge, butt_kicks: Exercise) -> None:
    session = checked(ButtKicks().track())
    track = session.track
    session = replace(session, track=replace(track, xy_px=np.full_like(track.xy_px, np.nan)))
    shown = [(session, Playback(session, butt_kicks))]
    assert room_below(Overlay(WIDTH, HEIGHT), shown) == 0
