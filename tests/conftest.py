"""What the tests share."""

import signal
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from formcheck.body.subject import observe
from formcheck.cleaned_clip import calibration_for
from formcheck.engine.checker import FormChecker
from formcheck.engine.live_judge import LiveJudge
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.poses.frame_rate import effective_fps
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording
from formcheck.results import Session
from tests.synthetic import recording

# The same examples on every machine, and few: a failure in CI is a failure at home.
settings.register_profile("formcheck", derandomize=True, max_examples=25, deadline=None)
settings.load_profile("formcheck")

Judge = Callable[..., Session]


@pytest.fixture(scope="session", autouse=True)
def _settings_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests, and the processes they start, away from the user's own settings."""
    folder = str(tmp_path_factory.mktemp("settings"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "WIN_PD_OVERRIDE_APPDATA"):  # one of them, by the system
            patch.setenv(name, folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def _signals_reach_the_programs() -> None:
    """Take signals even if the tests run in the background of a shell, or with nohup."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) is signal.SIG_IGN:
        signal.signal(hangup, signal.SIG_DFL)


def judge_live(recorded: PoseRecording, exercise: Exercise) -> Session:
    """Clean and judge recorded poses frame by frame, as they come from a camera."""
    track = recorded.track
    calibration = calibration_for(recorded.model, exercise)
    live = LiveJudge(track.width, track.height, exercise, calibration=calibration)
    for pose in track.poses():
        live.step(pose)
    return live.finish()


@pytest.fixture(scope="session")
def butt_kicks() -> Exercise:
    return load_exercise("butt-kicks")


@pytest.fixture(scope="session")
def judged(butt_kicks: Exercise) -> Judge:
    """Clean and judge a track, as a recorded clip is."""

    def run(track: PoseTrack, level: str = "", exercise: Exercise = butt_kicks) -> Session:
        return judge(recording(track), exercise, level=level)

    return run


@pytest.fixture(scope="session")
def checked(butt_kicks: Exercise) -> Judge:
    """Judge a track as it is, without cleaning, some frames at a time."""

    def run(track: PoseTrack, level: str = "", frames_at_a_time: int = 0) -> Session:
        checker = FormChecker(butt_kicks, observe(track), effective_fps(track.time_s), level)
        step = frames_at_a_time or len(track)
        for start in range(0, len(track), step):
            checker.extend(track.part(start, start + step))
        return checker.finish()

    return run
