"""The names of the 33 landmarks."""

from mediapipe.tasks.python.vision import PoseLandmark

from formcheck.poses.landmarks import COUNT, LEG_JOINTS, SIDES, SKELETON, Landmark, joint, other


def test_names_and_order_are_those_of_mediapipe() -> None:
    assert [(x.name, x.value) for x in Landmark] == [(x.name, x.value) for x in PoseLandmark]
    assert COUNT == 33


def test_sides() -> None:
    assert [other(side) for side in SIDES] == ["right", "left"]
    assert joint("left", "knee") is Landmark.LEFT_KNEE
    assert joint("right", "foot_index") is Landmark.RIGHT_FOOT_INDEX
    for side in SIDES:
        for name in LEG_JOINTS:
            assert joint(side, name).name.startswith(side.upper())


def test_skeleton_is_the_same_on_both_sides() -> None:
    def exchanged(landmark: Landmark) -> str:
        sides = {"LEFT": "RIGHT", "RIGHT": "LEFT"}
        side, _, name = landmark.name.partition("_")
        return f"{sides[side]}_{name}"

    lines = {frozenset(landmark.name for landmark in line) for line in SKELETON}
    assert lines == {frozenset(exchanged(landmark) for landmark in line) for line in SKELETON}
