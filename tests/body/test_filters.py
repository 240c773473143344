"""The low-pass adds no delay and keeps heights; gaps are bridged up to a limit."""

import numpy as np
import pytest

from formcheck.body.filters import fill_gaps, low_pass
from formcheck.body.geometry import parabola_peak
from formcheck.system.arrays import FloatArray

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

CUTOFF_HZ = 9.0


def seconds(fps: float, length_s: float = 4.0, unevenness: float = 0.0) -> FloatArray:
    even = np.arange(int(length_s * fps)) / fps
    shift = np.random.default_rng(3).uniform(-0.5, 0.5, len(even))
    return np.asarray(even + unevenness * shift / fps, dtype=np.float64)


def filtered(time_s: FloatArray, values: FloatArray) -> FloatArray:
    return low_pass(time_s, values[:, None], CUTOFF_HZ)[:, 0]


def kick_of_3_hz(time_s: FloatArray, peak_s: float) -> FloatArray:
    turn = np.clip(3.0 * (time_s - peak_s), -0.5, 0.5)
    return np.asarray(0.5 * (1.0 + np.cos(2.0 * np.pi * turn)))


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("peak_s", [1.5, 1.503, 1.511])
def test_kick_of_3_hz_keeps_its_height_and_its_time(fps: float, peak_s: float) -> None:
    time_s = seconds(fps, 3.0)
    smooth = filtered(time_s, kick_of_3_hz(time_s, peak_s))
    at_s, height = parabola_peak(time_s, smooth)
    assert height == pytest.approx(1.0, abs=0.02)
    assert at_s == pytest.approx(peak_s, abs=0.004)


@pytest.mark.parametrize("unevenness", [0.3, 0.8])
def test_uneven_timestamps_cause_no_shift(unevenness: float) -> None:
    time_s = seconds(60.0, unevenness=unevenness)
    wave = np.sin(2.0 * np.pi * 2.0 * time_s)
    np.testing.assert_allclose(filtered(time_s, wave), wave, atol=0.03)


def test_rise_and_fall_stay_symmetric() -> None:
    time_s = seconds(60.0, 3.0)[:181]
    smooth = filtered(time_s, kick_of_3_hz(time_s, time_s[90] if len(time_s) > 90 else 0.0))
    around = smooth[90 - 60 : 90 + 61]
    np.testing.assert_allclose(around, around[::-1], atol=1e-6)


def test_a_tremble_of_14_hz_is_removed() -> None:
    time_s = seconds(60.0)
    tremble = np.sin(2.0 * np.pi * 14.0 * time_s)
    left = filtered(time_s, tremble)[30:-30]
    assert np.abs(left).max() < 0.05


@pytest.mark.parametrize("line", [(5.0, 0.0), (5.0, 40.0)])
def test_constant_and_steady_motion_pass_to_the_ends(line: tuple[float, float]) -> None:
    time_s = seconds(30.0)
    values = line[0] + line[1] * time_s
    miss = np.abs(filtered(time_s, values) - values)
    assert miss.max() < 1e-9 + 0.005 * np.ptp(values)


@pytest.mark.parametrize("frames", [0, 1, 2, 3, 4, 5, 8])
def test_clips_of_a_few_frames(frames: int) -> None:
    time_s = seconds(30.0)[:frames]
    values = np.linspace(0.0, 1.0, frames)
    np.testing.assert_allclose(filtered(time_s, values), values, atol=0.03)


def test_a_frame_rate_too_low_for_the_filter_changes_nothing() -> None:
    time_s = seconds(12.0)
    values = np.random.default_rng(5).normal(size=len(time_s))
    np.testing.assert_array_equal(filtered(time_s, values), values)


def test_the_filter_stops_at_unknown_values() -> None:
    time_s = seconds(60.0)
    values = np.where(time_s < 2.0, 0.0, 100.0)
    values[(time_s > 1.95) & (time_s < 2.05)] = np.nan
    smooth = filtered(time_s, values)
    np.testing.assert_array_equal(np.isnan(smooth), np.isnan(values))
    np.testing.assert_allclose(smooth[time_s < 1.95], 0.0, atol=1e-6)
    np.testing.assert_allclose(smooth[time_s > 2.05], 100.0, atol=1e-6)


@pytest.mark.parametrize(("gap_frames", "filled"), [(1, True), (2, True), (3, False), (10, False)])
def test_gaps_are_bridged_up_to_the_limit(gap_frames: int, filled: bool) -> None:
    time_s = seconds(30.0)
    values = 3.0 * time_s[:, None]
    values[20 : 20 + gap_frames] = np.nan
    bridged = fill_gaps(time_s, values, max_gap_s=0.1)
    assert bool(np.isfinite(bridged).all()) == filled
    if filled:
        np.testing.assert_allclose(bridged[:, 0], 3.0 * time_s)


def test_gaps_are_measured_in_seconds_not_in_frames() -> None:
    for fps, gap_frames in ((60.0, 5), (24.0, 1)):
        time_s = seconds(fps)
        values = time_s[:, None].copy()
        values[20 : 20 + gap_frames] = np.nan
        assert np.isfinite(fill_gaps(time_s, values, max_gap_s=0.1)).all()


def test_the_ends_are_not_extrapolated() -> None:
    time_s = seconds(30.0)
    values = time_s[:, None].copy()
    values[:2] = values[-2:] = np.nan
    bridged = fill_gaps(time_s, values, max_gap_s=0.1)
    assert np.isnan(bridged[:2]).all()
    assert np.isnan(bridged[-2:]).all()
    unknown = np.full((10, 1), np.nan)
    assert np.isnan(fill_gaps(time_s[:10], unknown, max_gap_s=0.1)).all()
