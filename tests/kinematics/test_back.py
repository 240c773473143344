"""The bend of the lower back: traced from drawn masks, estimated from made-up profiles."""

import warnings

import numpy as np
import pytest

from formcheck.detection.outlines import trace_edges, trace_legs
from formcheck.kinematics.back_shape import back_shape, neutral_profile
from formcheck.kinematics.dorsal_profile import dorsal_profile
from formcheck.kinematics.running_back import running_lumbar_extension
from formcheck.kinematics.slow_back import SLOW_BACK, SlowBack, lumbar_extension
from formcheck.poses.landmarks import COUNT, SIDES, Landmark, joint
from formcheck.poses.outline import EDGE_SIDES, STATIONS
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray

CENTRE = np.array([200.0, 150.0])


def bent(angle_deg: float, station: float = 0.3, width: float = 0.12) -> FloatArray:
    """Change of a profile whose edge bends in at one station, softly, by a known angle."""
    away = STATIONS - station
    change: FloatArray = np.sqrt(away**2 + width**2) - width
    return 0.5 * float(np.tan(np.radians(angle_deg))) * change


def landmarks(turn_deg: float = 0.0, trunk_px: float = 120.0, facing: int = 1) -> FloatArray:
    """(33, 2) a trunk upright at 0 degrees, turned clockwise as seen; arms forward, legs down."""
    forward, up = facing * np.array([1.0, 0.0]), np.array([0.0, -1.0])
    parts = {"hip": (0.0, 0.0), "shoulder": (0.0, 1.0), "elbow": (0.4, 0.9), "wrist": (0.8, 0.9)}
    parts |= {"knee": (0.0, -0.9), "ankle": (0.0, -1.8)}
    xy = np.tile(CENTRE, (COUNT, 1))
    turn = np.radians(turn_deg)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    for name, (ahead, above) in parts.items():
        place = CENTRE + matrix @ (trunk_px * (ahead * forward + above * up))
        xy[[joint("left", name), joint("right", name)]] = place
    return xy


def drawn(profile: FloatArray, xy: FloatArray, facing: int) -> FloatArray:
    """(300, 400) a soft mask of a trunk whose back is where ``profile`` says."""
    rows, columns = np.mgrid[0:300, 0:400] + 0.5
    hip, shoulder = xy[Landmark.LEFT_HIP], xy[Landmark.LEFT_SHOULDER]
    trunk = shoulder - hip
    square = float(trunk @ trunk)
    from_hip = np.stack([columns, rows], axis=-1) - hip
    along = from_hip @ trunk / square
    out = from_hip @ (facing * np.array([trunk[1], -trunk[0]])) / square
    edge = np.interp(along, STATIONS, profile)
    inside_px = np.minimum(edge - out, out + 0.2) * np.sqrt(square)
    within = (along > -0.3) & (along < 1.2)
    return np.where(within, np.clip(inside_px + 0.5, 0.0, 1.0), 0.0)


def track_of(xy: FloatArray, fps: float = 20.0) -> PoseTrack:
    n = len(xy)
    return PoseTrack(
        time_s=np.arange(n) / fps,
        xy_px=xy,
        world_m=np.zeros((n, COUNT, 3)),
        visibility=np.ones((n, COUNT)),
        people=np.ones(n, dtype=np.int64),
        width=400,
        height=300,
    )


NEUTRAL = 0.2 - 0.06 * np.sin(np.pi * STATIONS) + 0.02 * np.cos(3.0 * STATIONS)


class TestTracing:
    @pytest.mark.parametrize("facing", [1, -1])
    @pytest.mark.parametrize("turn_deg", [0.0, 37.0, 85.0, -120.0])
    @pytest.mark.parametrize("trunk_px", [60.0, 110.0])
    def test_known_edge_is_found_however_the_trunk_lies(
        self, facing: int, turn_deg: float, trunk_px: float
    ) -> None:
        xy = landmarks(turn_deg, trunk_px, facing)
        edges = trace_edges(drawn(NEUTRAL, xy, facing), xy)
        back = edges[EDGE_SIDES.index(facing)]
        front = edges[EDGE_SIDES.index(-facing)]
        # Pixels are square and the outline is slanted: a fifth of one is what remains.
        assert np.abs(back - NEUTRAL).max() < 0.2 / trunk_px + 0.002
        assert np.abs(front - 0.2).max() < 0.2 / trunk_px + 0.002

    def test_a_mirrored_picture_gives_the_same_back(self) -> None:
        xy = landmarks(70.0)
        mask = drawn(NEUTRAL, xy, 1)
        mirrored = xy * [-1.0, 1.0] + [400.0, 0.0]
        assert trace_edges(mask[:, ::-1], mirrored)[1] == pytest.approx(
            trace_edges(mask, xy)[0], abs=1e-9
        )

    def test_a_line_off_the_person_gives_nothing(self) -> None:
        xy = landmarks()
        assert np.isnan(trace_edges(np.zeros((300, 400)), xy)).all()

    def test_a_person_without_end_gives_nothing(self) -> None:
        assert np.isnan(trace_edges(np.ones((300, 400)), landmarks())).all()

    def test_outside_the_picture_nothing_is_known(self) -> None:
        xy = landmarks()
        moved = xy - np.array([0.0, CENTRE[1]])  # the hips at the upper rim
        edges = trace_edges(drawn(NEUTRAL, moved, 1), moved)
        assert np.isnan(edges[:, STATIONS > 0.01]).all()
        assert np.isfinite(edges[:, STATIONS < -0.03]).all()

    def test_nobody_and_tiny_people(self) -> None:
        mask = np.ones((300, 400))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert np.isnan(trace_edges(mask, np.full((COUNT, 2), np.nan))).all()
            assert np.isnan(trace_edges(mask, landmarks(trunk_px=5.0))).all()


class TestLegs:
    def test_what_is_in_front_of_a_leg_shows_in_the_mask(self) -> None:
        xy = landmarks(trunk_px=60.0)
        xy[joint("right", "ankle"), 0] += 90.0  # drawn where nobody is
        mask = np.zeros((300, 400))
        mask[:, 190:211] = 1.0
        assert trace_legs(mask, xy).tolist() == [[1.0, 1.0], [1.0, pytest.approx(0.1, abs=0.15)]]
        knee_y, ankle_y = (round(float(xy[joint("left", n), 1])) for n in ("knee", "ankle"))
        mask[knee_y : (knee_y + ankle_y) // 2] = 0.0  # a pad before the upper half of the shank
        assert trace_legs(mask, xy)[0] == pytest.approx([1.0, 0.5], abs=0.1)

    def test_a_leg_out_of_the_picture_is_no_failure(self) -> None:
        mask = np.zeros((300, 400))
        mask[:, 190:211] = 1.0
        half_out = landmarks(trunk_px=60.0) + np.array([0.0, 70.0])  # the picture ends at the shins
        assert trace_legs(mask, half_out).tolist() == [[1.0, 1.0]] * 2
        out = landmarks() + np.array([0.0, 200.0])
        assert np.isnan(trace_legs(mask, out)).all()
        assert np.isnan(trace_legs(np.ones((300, 400)), np.full((COUNT, 2), np.nan))).all()


class TestProfile:
    def test_the_back_is_on_the_left_of_who_faces_right(self) -> None:
        edges = np.stack([np.full((3, len(STATIONS)), v) for v in (0.2, 0.3)], axis=1)
        for facing, offset in ((1, 0.2), (-1, 0.3)):
            track = track_of(np.tile(landmarks(facing=facing), (3, 1, 1)))
            assert dorsal_profile(edges, track, facing) == pytest.approx(offset)

    def test_an_elbow_behind_the_back_hides_it(self) -> None:
        xy = landmarks()
        hip, shoulder = xy[Landmark.LEFT_HIP], xy[Landmark.LEFT_SHOULDER]
        xy[Landmark.LEFT_ELBOW] = hip + 0.5 * (shoulder - hip) + np.array([-30.0, 0.0])
        xy[Landmark.LEFT_WRIST] = hip - np.array([0.0, 12.0])
        edges = np.full((1, 2, len(STATIONS)), 0.2)
        profile = dorsal_profile(edges, track_of(xy[None]), 1)[0]
        assert np.isnan(profile[np.abs(STATIONS - 0.45) < 0.08]).all()
        assert np.isfinite(profile[(STATIONS < 0.1) | (STATIONS > 0.8)]).all()

    def test_neutral_is_a_median_of_what_is_known(self) -> None:
        profile = np.tile(NEUTRAL, (5, 1))
        profile[4] += 1.0
        profile[:3, 7] = np.nan
        still = np.array([True, True, True, False, False])
        neutral = neutral_profile(profile, still)
        assert np.isnan(neutral[7])
        assert np.delete(neutral, 7) == pytest.approx(np.delete(NEUTRAL, 7))
        assert np.isnan(neutral_profile(profile, np.zeros(5, dtype=np.bool_))).all()


class TestShape:
    def test_where_the_line_is_seen_does_not_matter(self) -> None:
        change = bent(20.0)
        moved = change + 0.05 - 0.1 * STATIONS
        shapes = back_shape(NEUTRAL + np.stack([change, moved]), NEUTRAL)
        assert shapes.components[0] == pytest.approx(shapes.components[1], abs=1e-4)

    def test_the_shape_grows_with_the_bend(self) -> None:
        angles = (0.0, 10.0, 20.0, 30.0)
        shapes = back_shape(NEUTRAL + np.stack([bent(a) for a in angles]), NEUTRAL)
        assert np.all(np.diff(shapes.components[:, 0]) > 0.002)
        assert shapes.components[0] == pytest.approx(0.0, abs=1e-9)
        assert np.all(shapes.misfit < SLOW_BACK.max_misfit_tl / 2)

    def test_a_few_hidden_stations_change_little_and_many_leave_nothing(self) -> None:
        profile = np.tile(NEUTRAL + bent(25.0), (4, 1))
        profile[1, [5, 11, 20, 21, 30]] = np.nan
        profile[2, 8:20] = np.nan  # one wide gap
        profile[3, ::2] = np.nan
        shapes = back_shape(profile, NEUTRAL)
        assert shapes.components[1] == pytest.approx(shapes.components[0], abs=0.002)
        assert np.isnan(shapes.components[2:]).all()
        assert np.isnan(shapes.misfit[2:]).all()

    def test_a_hollow_that_the_mask_filled_is_no_bend(self) -> None:
        filled = np.where(np.abs(STATIONS - 0.4) < 0.13, 0.06, 0.0)
        assert back_shape((NEUTRAL + filled)[None], NEUTRAL).misfit[0] > SLOW_BACK.max_misfit_tl


def estimate(
    bends_deg: FloatArray, turn_deg: float = 85.0, trunk_px: float = 120.0, facing: int = 1
) -> tuple[FloatArray, FloatArray]:
    """Trace and judge drawn people, the first half of a second still."""
    xy = landmarks(facing * turn_deg, trunk_px, facing)
    edges = np.stack(
        [trace_edges(drawn(NEUTRAL + bent(bend), xy, facing), xy) for bend in bends_deg]
    )
    track = track_of(np.tile(xy, (len(edges), 1, 1)))
    still = track.time_s < 0.5
    result = lumbar_extension(edges, track, facing=facing, near_side="left", still=still)
    return result.lumbar_extension_deg, result.sigma_deg


BENDS = np.concatenate([np.zeros(10), np.linspace(0.0, 25.0, 10), np.full(10, 25.0)])


class TestLumbarExtension:
    @pytest.mark.parametrize("turn_deg", [5.0, 85.0])
    def test_follows_the_bend(self, turn_deg: float) -> None:
        values, sigma = estimate(BENDS, turn_deg)
        assert np.abs(values[:8]).max() < 1.0
        assert 12.0 < values[-1] < 40.0
        assert np.corrcoef(values, BENDS)[0, 1] > 0.98
        assert np.all(sigma > 3.0)
        assert sigma[-1] > sigma[0]

    def test_facing_size_and_small_turns_do_not_matter(self) -> None:
        usual, _ = estimate(BENDS)
        for turn_deg, trunk_px, facing in ((85.0, 120.0, -1), (95.0, 120.0, 1), (85.0, 70.0, 1)):
            values, _ = estimate(BENDS, turn_deg, trunk_px, facing)
            assert values == pytest.approx(usual, abs=1.5)

    def test_a_rounded_back_is_negative(self) -> None:
        values, _ = estimate(-BENDS)
        assert values[-1] < -10.0

    def test_without_a_neutral_nothing_is_said(self) -> None:
        xy = np.tile(landmarks(85.0), (6, 1, 1))
        edges = np.tile(NEUTRAL, (6, 2, 1))
        still = np.zeros(6, dtype=np.bool_)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = lumbar_extension(edges, track_of(xy), facing=1, near_side="left", still=still)
        assert np.isnan(result.lumbar_extension_deg).all()
        assert np.isnan(result.sigma_deg).all()

    def test_unknown_frames_stay_unknown_and_spoil_no_others(self) -> None:
        n = 12
        xy = np.tile(landmarks(85.0), (n, 1, 1))
        edges = np.tile(NEUTRAL + bent(20.0), (n, 2, 1))
        edges[:4] = NEUTRAL
        edges[8] = np.nan
        xy[8] = np.nan
        still = np.arange(n) < 4
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = lumbar_extension(edges, track_of(xy), facing=1, near_side="left", still=still)
        assert np.flatnonzero(np.isnan(result.lumbar_extension_deg)).tolist() == [8]
        assert result.lumbar_extension_deg[9] == pytest.approx(
            result.lumbar_extension_deg[10], abs=2.0
        )

    def test_a_flexible_hip_alone_is_not_arching(self) -> None:
        n = 12
        xy = np.tile(landmarks(85.0), (n, 1, 1))
        trunk = xy[0, Landmark.LEFT_SHOULDER] - xy[0, Landmark.LEFT_HIP]
        ahead = np.array([-trunk[1], trunk[0]])
        knees = xy[0, Landmark.LEFT_HIP] + np.stack([ahead, -trunk])  # hanging, then lifted
        xy[:, Landmark.LEFT_KNEE] = knees[0]
        xy[:, Landmark.RIGHT_KNEE] = knees[0]
        xy[6:, Landmark.LEFT_KNEE] = knees[1]
        edges = np.tile(NEUTRAL, (n, 2, 1))
        still = np.arange(n) < 4
        for side in SIDES:
            result = lumbar_extension(edges, track_of(xy), facing=1, near_side=side, still=still)
            assert np.abs(result.lumbar_extension_deg).max() < 5.0

    def test_without_smoothing(self) -> None:
        edges = np.tile(NEUTRAL, (5, 2, 1))
        xy = np.tile(landmarks(85.0), (5, 1, 1))
        still = np.ones(5, dtype=np.bool_)
        result = lumbar_extension(
            edges,
            track_of(xy),
            facing=1,
            near_side="left",
            still=still,
            settings=SlowBack(smooth_s=0.0),
        )
        assert result.lumbar_extension_deg == pytest.approx(0.0, abs=1e-9)


class TestRibFlare:
    def test_a_bend_above_the_waist_is_flare_and_one_below_is_not(self) -> None:
        xy = np.tile(landmarks(85.0), (12, 1, 1))
        still = np.arange(12) < 4

        def read(station: float) -> tuple[float, float]:
            edges = np.tile(NEUTRAL, (12, 2, 1))
            edges[6:] += bent(25.0, station)
            back = lumbar_extension(edges, track_of(xy), facing=1, near_side="left", still=still)
            return float(back.rib_flare_deg[-1]), float(back.lumbar_extension_deg[-1])

        high, low = read(0.65), read(0.3)
        assert high[0] > 10.0
        assert high[1] < 5.0
        assert low[1] > low[0]


class TestRunning:
    """Arms that swing behind the back, at 80 strides a minute."""

    def estimate(
        self,
        bend_deg: float,
        *,
        arm_tl: float = 0.12,
        hole_tl: float = 0.0,
        hanging_tl: float | None = None,
        turned_tl: float = 0.0,
        lean_deg: float = 0.0,
        still_s: float = 1.2,
    ) -> FloatArray:
        """Read a back of a known bend.

        ``arm_tl`` is how far the elbow sticks out, ``hole_tl`` how much too far in the outline goes
        in the gap under it, ``hanging_tl`` how far behind the trunk's middle line the arm hangs,
        ``turned_tl`` how far behind it the left shoulder and hip are, ``lean_deg`` how far the
        trunk leans at the run.
        """
        n, fps = 200, 30.0
        time_s = np.arange(n) / fps
        still = time_s < still_s
        xy = np.tile(landmarks(5.0), (n, 1, 1))
        hip, shoulder = xy[0, Landmark.LEFT_HIP], xy[0, Landmark.LEFT_SHOULDER]
        out_px = (shoulder - hip) @ np.array([[0.0, -1.0], [1.0, 0.0]])
        if hanging_tl is not None:
            xy[still, Landmark.LEFT_ELBOW] = 0.5 * (hip + shoulder) + out_px * hanging_tl
            xy[still, Landmark.LEFT_WRIST] = hip + out_px * hanging_tl
        for name in ("shoulder", "hip"):
            xy[:, joint("left", name)] += turned_tl * out_px
            xy[:, joint("right", name)] -= turned_tl * out_px
        xy[~still] = np.where(lean_deg, landmarks(5.0 + lean_deg), xy[~still])
        swing = np.sin(2.0 * np.pi * time_s / 0.75)
        profile = np.tile(NEUTRAL, (n, 1))
        elbow = np.clip(1.0 - np.abs(STATIONS - 0.5) / 0.25, 0.0, None)
        out = arm_tl * np.abs(swing)[:, None] * elbow
        behind = ~still & (swing > 0.3)
        hole = hole_tl * ((STATIONS > 0.3) & (STATIONS < 0.45))
        profile[~still] += bent(bend_deg) + out[~still]
        profile[behind] -= hole
        if hole_tl:
            reach = (NEUTRAL[18] + 0.05 * swing[behind])[:, None]
            xy[behind, Landmark.LEFT_ELBOW] = hip + 0.45 * (shoulder - hip) + out_px * reach
            xy[behind, Landmark.LEFT_WRIST] = hip + 0.25 * (shoulder - hip) + out_px * 0.05
        return running_lumbar_extension(
            np.stack([profile, profile], axis=1),
            track_of(xy, fps),
            facing=1,
            still=still,
            running=~still,
        )

    def test_the_edge_is_read_past_the_arms(self) -> None:
        clean = self.estimate(0.0)
        assert np.isnan(clean[:30]).all()
        assert np.nanmax(np.abs(clean)) < 5.0
        for bend_deg in (0.0, 25.0, 45.0):
            assert np.nanmedian(self.estimate(bend_deg)) == pytest.approx(
                np.nanmedian(self.estimate(bend_deg, arm_tl=0.0)), abs=5.0
            )

    def test_the_more_it_bends_the_more_is_read(self) -> None:
        read = [np.nanmedian(self.estimate(bend_deg)) for bend_deg in (0.0, 15.0, 30.0, 45.0)]
        assert read == sorted(read)
        assert read[-1] > 15.0

    def test_the_gap_under_an_elbow_is_not_the_back(self) -> None:
        for bend_deg in (0.0, 35.0):
            assert np.nanmedian(self.estimate(bend_deg, hole_tl=0.06)) == pytest.approx(
                np.nanmedian(self.estimate(bend_deg)), abs=3.0
            )

    def test_nothing_is_said_where_an_arm_hung_behind_the_back(self) -> None:
        assert np.isnan(self.estimate(25.0, hanging_tl=0.1)).all()

    def test_an_arm_that_hangs_at_the_middle_of_the_trunk_hides_nothing(self) -> None:
        bends = self.estimate(45.0, hanging_tl=0.02)
        assert np.nanmedian(bends) == pytest.approx(np.nanmedian(self.estimate(45.0)), abs=0.1)

    def test_nothing_is_said_of_who_is_turned_or_leans(self) -> None:
        assert np.isfinite(self.estimate(25.0, turned_tl=0.02)).any()
        assert np.isnan(self.estimate(25.0, turned_tl=0.08)).all()
        assert np.isfinite(self.estimate(25.0, lean_deg=8.0)).any()
        assert np.isnan(self.estimate(25.0, lean_deg=20.0)).all()

    @pytest.mark.parametrize(("bare_s", "read"), [(0.0, False), (0.7, False), (1.5, True)])
    def test_nothing_is_said_where_the_back_is_bare_but_once(
        self, bare_s: float, read: bool
    ) -> None:
        n = 120
        xy = np.tile(landmarks(), (n, 1, 1))
        still = np.arange(n) < 30
        hip, shoulder = xy[0, Landmark.LEFT_HIP], xy[0, Landmark.LEFT_SHOULDER]
        behind = (shoulder - hip) @ np.array([[0.0, -1.0], [1.0, 0.0]]) * 0.25
        hands_off = np.arange(n) >= n - round(30.0 * bare_s)
        xy[~still & ~hands_off, Landmark.LEFT_ELBOW] = 0.5 * (hip + shoulder) + behind
        xy[~still & ~hands_off, Landmark.LEFT_WRIST] = hip + behind
        profile = np.tile(NEUTRAL, (n, 2, 1))
        track = track_of(xy, 30.0)
        found = running_lumbar_extension(profile, track, facing=1, still=still, running=~still)
        assert np.isfinite(found).any() == read

    def test_nothing_is_said_without_enough_of_standing_or_running(self) -> None:
        assert np.isnan(self.estimate(25.0, still_s=0.05)).all()
        assert np.isnan(self.estimate(25.0, still_s=6.0)).all()
