"""Tones and voice, and what happens where they are missing."""

import os
import stat
import sys
import time
import wave
from pathlib import Path

import pytest

from formcheck.live.window.sound import Sound
from formcheck.live.window.tones import write_tones

posix = pytest.mark.skipif(sys.platform != "linux", reason="players are looked for by name")


def player(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def wait_for(path: Path) -> str:
    until_s = time.monotonic() + 5.0
    while not (path.exists() and path.read_text()) and time.monotonic() < until_s:
        time.sleep(0.01)
    return path.read_text(encoding="utf-8") if path.exists() else ""


@posix
def test_a_missing_player_and_a_missing_voice_are_noted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    sound = Sound(voice=True)
    sound.good()
    sound.speak("Stand taller")
    sound.close()
    assert len(sound.notes) == 2
    assert sound.notes[0].startswith("no sounds")
    assert sound.notes[1].startswith("no voice")


@posix
def test_a_cue_is_spoken_and_a_good_rep_heard(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    player(tmp_path, "spd-say", f'printf "%s|" "$@" > {tmp_path}/said')
    player(tmp_path, "pw-play", f'cp "$1" {tmp_path}/played')
    sound = Sound(voice=True)
    sound.speak("Stand taller; lift your chest $(boom)")
    sound.good()
    assert wait_for(tmp_path / "said") == "--wait|Stand taller; lift your chest $(boom)|"
    until_s = time.monotonic() + 5.0
    while not (tmp_path / "played").exists() and time.monotonic() < until_s:
        time.sleep(0.01)
    assert (tmp_path / "played").stat().st_size > 1000
    sound.close()
    assert sound.notes == []


@posix
def test_a_device_that_fails_is_noted_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    player(tmp_path, "pw-play", "exit 1")
    sound = Sound(voice=False)
    for _ in range(5):
        sound.good()
        time.sleep(0.05)
    until_s = time.monotonic() + 5.0
    while not sound.notes and time.monotonic() < until_s:
        time.sleep(0.01)
    sound.close()
    assert len(sound.notes) == 1


@posix
def test_a_slow_voice_speaks_the_latest_cue_and_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    player(tmp_path, "spd-say", f'echo "$2" >> {tmp_path}/said; sleep 0.5')
    sound = Sound(voice=True)
    begin_s = time.monotonic()
    for number in range(20):
        sound.speak(f"cue {number}")
    assert time.monotonic() - begin_s < 0.2
    time.sleep(1.2)
    said = (tmp_path / "said").read_text(encoding="utf-8").split("\n")
    assert said[-2] == "cue 19"  # the latest, not all that were due
    assert len(said) <= 4
    sound.close()


def test_the_tone_is_a_wav_file(tmp_path: Path) -> None:
    write_tones(tmp_path / "tone.wav")
    with wave.open(str(tmp_path / "tone.wav")) as file:
        assert 0.05 < file.getnframes() / file.getframerate() < 0.5
