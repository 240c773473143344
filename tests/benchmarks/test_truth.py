"""What is true of a clip in which the person turns round."""

import numpy as np
import pytest

from benchmarks.clips.truth import Truth

FRAMES = 300


def turned(turn_deg: float, facing: str = "right", yaw_deg: float = 10.0) -> Truth:
    """Return the truth of a person who turns from 4 to 6 s; reps begin at even seconds."""
    time_s = np.arange(FRAMES) / 30.0
    reps = [
        {"index": index, "side": "left", "start_s": 2.0 * index + 0.1, "end_s": 2.0 * index + 1.1}
        for index in range(5)
    ]
    return Truth(
        {"exercise": "butt-kicks", "camera": {"facing": facing, "yaw_deg": yaw_deg}},
        time_s,
        {"angle_deg": time_s},
        {"left_hip": np.zeros((FRAMES, 2))},
        {"left_hip": np.zeros((FRAMES, 3))},
        tuple(reps),
        0.9,
        turn_deg * np.clip((time_s - 4.0) / 2.0, 0.0, 1.0),
    )


@pytest.mark.parametrize(
    ("facing", "turn_deg", "then", "yaw_deg"),
    [
        ("right", 180.0, "left", -10.0),
        ("left", -180.0, "right", -10.0),
        ("right", -90.0, "camera", 10.0),
        ("right", 90.0, "away", -10.0),
    ],
)
def test_each_stretch_tells_how_the_camera_sees_it(
    facing: str, turn_deg: float, then: str, yaw_deg: float
) -> None:
    first, second = turned(turn_deg, facing).stretches()
    assert (first.facing, second.facing) == (facing, then)
    assert second.spec["camera"]["yaw_deg"] == pytest.approx(yaw_deg)


def test_reps_within_the_turn_belong_to_no_stretch() -> None:
    first, second = turned(180.0).stretches()
    assert [rep["index"] for rep in first.reps] == [0, 1]
    assert [rep["index"] for rep in second.reps] == [3, 4]
    assert len(second.measures["angle_deg"]) == len(second.time_s)


def test_who_does_not_turn_has_one_stretch() -> None:
    truth = turned(0.0)
    assert truth.stretches() == [truth]
