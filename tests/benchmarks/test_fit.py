"""The fit of the weights of the back."""

import tomllib

import numpy as np
import pytest

from benchmarks.clips.splits import clips
from benchmarks.fit.back import FILE
from benchmarks.fit.back_fit import fit_posture
from benchmarks.fit.back_samples import BackSample
from benchmarks.fit.crossed_kickbacks import crossed_kickbacks
from benchmarks.fit.error_model import fit_error_model
from benchmarks.fit.robust_ridge import left_out, robust_ridge
from benchmarks.fit.weights_file import with_numbers
from formcheck.kinematics.back_weights import ErrorModel, back_weights

RANDOM = np.random.default_rng(5)


def test_the_angles_of_the_clips_are_independent_of_each_other_and_of_the_splits() -> None:
    specs = crossed_kickbacks(150)
    angles = np.array(
        [
            [
                spec.kickback_faults.lumbar_arching_deg,
                spec.kickback_faults.rib_flare_deg,
                spec.kickback.top_deg,
            ]
            for spec in specs
            if spec.exercise == "standing-kickback"
        ]
    )
    assert np.abs(np.corrcoef(angles.T) - np.eye(3)).max() < 0.3
    assert {spec.name for spec in specs[:10]} == {spec.name for spec in crossed_kickbacks(10)}
    seeds = {clip.spec.seed for split in ("tune", "test", "check") for clip in clips(split)}
    assert not seeds & {spec.seed for spec in specs}


def test_the_fit_finds_the_weights_in_spite_of_outliers() -> None:
    weights = np.array([3.0, -2.0, 0.5])
    features = RANDOM.normal(size=(300, 3))
    values = features @ weights + RANDOM.normal(scale=0.1, size=300)
    values[::20] += 30.0
    np.testing.assert_allclose(robust_ridge(features, values, 0.0001), weights, atol=0.05)


def test_a_large_penalty_leaves_the_weights_at_the_prior() -> None:
    prior = np.array([1.0, 2.0])
    features = RANDOM.normal(size=(50, 2))
    np.testing.assert_allclose(
        robust_ridge(features, features @ [5.0, 5.0], 1e6, prior), prior, atol=1e-3
    )


def test_people_are_read_by_a_fit_that_has_not_seen_them() -> None:
    features, values = np.ones((4, 1)), np.array([0.0, 0.0, 6.0, 6.0])
    read = left_out(features, values, ["a", "a", "b", "b"], lambda x, y: np.array([y.mean()]))
    np.testing.assert_allclose(read, [6.0, 6.0, 0.0, 0.0])


def test_the_error_model_is_found_from_errors_that_follow_it() -> None:
    true = ErrorModel(neutral_deg=3.0, per_deg=0.3, per_misfit_tl=1000.0)
    values, misfits = RANDOM.uniform(-5.0, 30.0, 4000), RANDOM.uniform(0.0, 0.008, 4000)
    errors = RANDOM.normal(size=4000) * true.sigma_deg(values, misfits)
    found = fit_error_model(errors, values, misfits)
    assert found.neutral_deg == pytest.approx(3.0, rel=0.15)
    assert found.per_deg == pytest.approx(0.3, rel=0.15)
    assert found.per_misfit_tl == pytest.approx(1000.0, rel=0.15)


def test_refitting_what_the_weights_in_use_read_gives_them_back() -> None:
    in_use = back_weights().slow.all_fours
    features = RANDOM.normal(size=(200, 6)) * [0.05, 0.03, 0.02, 0.01, 20.0, 20.0]
    lumbar, flare = in_use.estimates_deg(features)
    samples = [
        BackSample("clip", str(i % 5), False, features[i], 0.002, lumbar[i], flare[i])
        for i in range(len(features))
    ]
    fitted = fit_posture("all_fours", samples, in_use)
    assert fitted.lumbar.error_in_use == pytest.approx(0.0, abs=1e-9)
    assert fitted.lumbar.error_left_out < 0.2
    for name, weight in in_use.lumbar_extension.model_dump().items():
        assert fitted.lumbar.refitted[name] == pytest.approx(weight, rel=0.02, abs=0.005)


def test_writing_weights_keeps_the_rest_of_the_file() -> None:
    text = FILE.read_text(encoding="utf-8")
    new = with_numbers(text, {"slow.error": {"per_deg": "0.44"}})
    assert tomllib.loads(new)["slow"]["error"] == {
        **tomllib.loads(text)["slow"]["error"],
        "per_deg": 0.44,
    }
    changed = [
        (old, now)
        for old, now in zip(text.splitlines(), new.splitlines(), strict=True)
        if old != now
    ]
    assert len(changed) == 1
    assert changed[0][1].split("#")[1] == changed[0][0].split("#")[1]


def test_an_unknown_weight_is_not_written() -> None:
    with pytest.raises(KeyError, match=r"slow\.error\.none"):
        with_numbers(FILE.read_text(encoding="utf-8"), {"slow.error": {"none": "1"}})
