"""The benchmark on real clips: what is known of them, angles, exchanged legs, counts."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.real.figures import attempts_right, exercise_rows, other_rows, overview_rows
from benchmarks.real.recordings import POSES, kept_poses, recording_of, small
from benchmarks.real.references import KneeLabels, angles_of, read_labels, read_reference
from benchmarks.real.score import ClipFinding, angle_findings, judged, legs_finding
from benchmarks.real.truth import RealClip, TruthError, known_clips
from formcheck.exercises.file import built_in, examples
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.recording import PoseRecording

CLIPS = {clip.name: clip for clip in known_clips(None)}
RUN, KICKS = CLIPS["sports2d_run"], CLIPS["kshep_buttkicks_man"]


def poses(clip: RealClip) -> PoseRecording:
    return PoseRecording.load(kept_poses(clip))


def standing(knee_deg: float) -> np.ndarray:
    """One frame of a person from the side whose left shank is bent back; x forward, y down."""
    points = np.zeros((1, 33, 2))
    for side in SIDES:
        points[0, joint(side, "shoulder")] = (0.0, -50.0)
        points[0, joint(side, "knee")] = (0.0, 40.0)
        points[0, joint(side, "ankle")] = (0.0, 80.0)
    bend = np.radians(knee_deg)
    points[0, joint("left", "ankle")] = (-40.0 * np.sin(bend), 40.0 + 40.0 * np.cos(bend))
    return points


def test_the_truth_names_exercises_sources_and_licences() -> None:
    for clip in CLIPS.values():
        assert "@" in clip.source
        assert clip.licence
        assert {clip.exercise, clip.measured_as} <= {"", *built_in(), *examples()}


def test_only_poses_with_a_licence_are_kept_and_they_are_small() -> None:
    kept = sorted(POSES.glob("*.poses.npz"))
    allowed = {kept_poses(clip) for clip in CLIPS.values() if clip.poses_kept}
    assert set(kept) == allowed
    assert all(clip.licence != "none stated" for clip in CLIPS.values() if clip.poses_kept)
    assert not any(clip.generated for clip in CLIPS.values() if clip.poses_kept)
    assert sum(path.stat().st_size for path in kept) < 1.5e6


def test_kept_poses_name_the_clip_and_have_no_outline() -> None:
    recording = poses(KICKS)
    assert recording.source.path == KICKS.file
    assert not recording.track.outline.arrays()


def test_a_clip_that_is_not_there_has_no_recording(tmp_path: Path) -> None:
    unknown = KICKS.model_copy(update={"file": "nowhere.mp4"})
    assert recording_of(unknown, tmp_path, tmp_path) is None


def test_poses_are_rounded_before_they_are_kept() -> None:
    recording = poses(KICKS)
    moved = replace(recording.track, xy_px=recording.track.xy_px + 0.04)
    kept = small(KICKS, replace(recording, track=moved))
    np.testing.assert_allclose(kept.track.xy_px, recording.track.xy_px, atol=1e-4)


@pytest.mark.parametrize("knee_deg", [0.0, 90.0, 130.0])
def test_angles_of_a_pose_are_those_of_its_limbs(knee_deg: float) -> None:
    angles = angles_of(standing(knee_deg))
    assert angles["left_knee_flexion_deg"][0] == pytest.approx(knee_deg, abs=1e-3)
    assert angles["right_knee_flexion_deg"][0] == pytest.approx(0.0, abs=1e-3)
    assert angles["left_thigh_from_vertical_deg"][0] == pytest.approx(0.0, abs=1e-3)
    assert angles["trunk_from_vertical_deg"][0] == pytest.approx(0.0, abs=1e-3)


def test_an_opensim_file_is_read_and_interpolated(tmp_path: Path) -> None:
    path = tmp_path / "motion.mot"
    path.write_text("name\nendheader\ntime\tknee_angle_r\tknee_angle_l\n0.0\t10\t20\n1.0\t30\t40\n")
    reference = read_reference(path)
    found = reference.at("left_knee_flexion_deg", np.array([-0.1, 0.5, 1.1]))
    np.testing.assert_allclose(found, [np.nan, 30.0, np.nan])


@pytest.mark.parametrize("text", ["frame,left_knee_flexion_deg\n1,2\n", "frame\nx\n", ""])
def test_a_wrong_table_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(text)
    with pytest.raises(TruthError, match=r"labels\.csv"):
        read_labels(path)


def test_the_angles_of_the_pose_model_have_no_error_against_themselves(tmp_path: Path) -> None:
    recording = poses(KICKS)
    knee = angles_of(recording.track.xy_px)["left_knee_flexion_deg"]
    rows = zip(recording.track.time_s, knee + 7.0, strict=True)
    path = tmp_path / "angles.csv"
    path.write_text("video_time_s,left_knee_flexion_deg\n" + "".join(f"{t},{v}\n" for t, v in rows))
    (finding,) = angle_findings(KICKS, recording, read_reference(path))
    assert finding.errors_deg["picture"] == pytest.approx(-7.0, abs=1e-6)
    assert len(finding.errors_deg["formcheck"]) == len(knee)


@pytest.mark.parametrize("exchanged", [False, True])
def test_exchanged_legs_are_found_by_the_labels(*, exchanged: bool) -> None:
    recording = poses(RUN)
    angles = angles_of(recording.track.xy_px)
    frames = np.arange(4, 30)
    seen = {side: angles[f"{side}_knee_flexion_deg"][frames] for side in SIDES}
    if exchanged:
        seen = {"left": seen["right"], "right": seen["left"]}
    found = legs_finding(RUN, recording, KneeLabels(frames, seen))
    assert (found.frames, found.by_model) == (26, 26 if exchanged else 0)


@pytest.fixture(scope="module")
def kicks() -> ClipFinding:
    return judged(KICKS, poses(KICKS))


def test_a_count_is_right_within_what_can_be_seen(kicks: ClipFinding) -> None:
    assert kicks.session is not None
    found = len(kicks.session.reps)
    assert found > 0

    def seen(least: int, most: int) -> ClipFinding:
        counts = {"attempts": (least, most), "left": None, "right": None}
        return replace(kicks, clip=KICKS.model_copy(update=counts))

    assert attempts_right(seen(found, found + 1))
    assert not attempts_right(seen(found + 1, found + 2))
    (row,) = exercise_rows([seen(found, found)])
    assert row["attempts"] == f"{found} ({found})"


def test_verdicts_count_only_where_people_agreed(kicks: ClipFinding) -> None:
    (row,) = exercise_rows([kicks])
    assert row["agreed verdicts"] == "-"
    assert kicks.session is not None
    first, second = kicks.session.summary[:2]
    agreed = {first.rule: first.verdict, second.rule: "another verdict"}
    told = replace(kicks, clip=KICKS.model_copy(update={"verdicts": agreed}))
    assert exercise_rows([told])[0]["agreed verdicts"] == "1 of 2"


def test_the_user_is_told_why_attempts_are_not_judged(kicks: ClipFinding) -> None:
    assert kicks.session is not None
    assert 0 < kicks.judged < len(kicks.session.reps)  # few frames show heels that are high enough
    assert any("frames a second" in remark for remark in kicks.remarks)


def test_a_clip_that_is_too_short_is_refused_and_proves_nothing() -> None:
    run = judged(RUN, poses(RUN))
    assert run.session is None
    assert "too short" in run.refused
    (row,) = other_rows([run])
    assert row["faults"] == "refused"
    taken = next(r for r in overview_rows([run]) if r["clips"] == "other movement taken for ours")
    assert taken["real"] == "0 of 0"


def test_a_folder_may_tell_of_its_own_clips(tmp_path: Path) -> None:
    entry = (
        '[[clips]]\nfile = "{}"\nsource = "my phone"\nlicence = "mine"\n'
        'shows = "butt kicks"\nview = "side"\nexercise = "butt-kicks"\nattempts = [8, 8]\n'
    )
    (tmp_path / "truth.toml").write_text(entry.format("mine.mp4"))
    assert "mine" in {clip.name for clip in known_clips(tmp_path)}
    (tmp_path / "truth.toml").write_text(entry.format(KICKS.file))
    with pytest.raises(TruthError, match="named twice"):
        known_clips(tmp_path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("attempts = [3, 2]", "the least and the most"),
        ("atempts = [1, 2]", "atempts"),
        ("=", "read"),
    ],
)
def test_a_wrong_truth_file_is_told_by_name(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "truth.toml").write_text(
        f'[[clips]]\nfile = "a.mp4"\nsource = ""\nlicence = ""\nshows = ""\nview = ""\n{line}\n'
    )
    with pytest.raises(TruthError, match=message):
        known_clips(tmp_path)
