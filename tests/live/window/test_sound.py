"""Tones and voice, and what happens where they are missing."""

import os
import stat
import sys
import tempfile
import threading
import wave
from pathlib import Path

import pytest

from formcheck.live.stage import Stage
from formcheck.live.window.heard import Beat
from formcheck.live.window.sound import Sound
from formcheck.live.window.tones import TONES, write_tones
from tests.waiting import wait_until

posix = pytest.mark.skipif(sys.platform != "linux", reason="players are looked for by name")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with the only players and voices of a machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    shell_tools = os.pathsep.join(("/usr/bin", "/bin"))
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("SHELL_TOOLS", shell_tools)
    return folder


def install(folder: Path, name: str, script: str) -> None:
    """Add a command that does what a shell script says."""
    path = folder / name
    path.write_text(f'#!/bin/sh\nPATH="$SHELL_TOOLS"\n{script}\n', encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@posix
@pytest.mark.usefixtures("machine")
def test_a_missing_player_and_a_missing_voice_are_noted() -> None:
    sound = Sound(voice=True)
    sound.play("good")
    sound.speak("Stand taller")
    wait_until(lambda: len(sound.notes) == 2)
    sound.close()
    assert sorted(note.partition(":")[0] for note in sound.notes) == ["no sounds", "no voice"]
    assert sound.trouble.startswith("no voice: install")
    sound.voice = False
    assert sound.trouble.startswith("no sounds: install")
    sound.tones = False
    assert sound.trouble == ""  # nothing is wanted


@posix
def test_a_cue_is_spoken_and_each_tone_is_heard(machine: Path, tmp_path: Path) -> None:
    said, played = tmp_path / "said", tmp_path / "played"
    install(machine, "spd-say", f'[ "$1" = --wait ] && printf "%s|" "$@" >> {said}')
    install(machine, "pw-play", f'basename "$1" >> {played}')
    sound = Sound(voice=True)
    for tone in TONES:
        while f"{tone}.wav" not in lines(played):  # on a busy machine it may be too late, once
            sound.play(tone)
            threading.Event().wait(0.01)
    while "|en|Stand taller; lift your chest $(boom)|" not in "".join(lines(said)):
        sound.speak("Stand taller; lift your chest $(boom)")
        threading.Event().wait(0.01)
    sound.close()
    assert sound.notes == []


@posix
def test_the_next_player_is_tried_and_a_device_that_fails_is_noted_once(
    machine: Path, tmp_path: Path
) -> None:
    install(machine, "pw-play", f"echo pw-play >> {tmp_path / 'tried'}; exit 1")
    install(machine, "aplay", f"echo aplay >> {tmp_path / 'tried'}; exit 1")
    sound = Sound(voice=False)
    while not sound.notes:
        sound.play("good")
        threading.Event().wait(0.01)
    sound.play("good")
    sound.close()
    assert lines(tmp_path / "tried") == ["pw-play", "aplay"]
    assert sound.notes == ["no sounds: no sound device was found"]


@posix
def test_a_slow_voice_speaks_one_cue_at_a_time_and_never_one_that_is_late(
    machine: Path, tmp_path: Path
) -> None:
    said, go_on = tmp_path / "said", tmp_path / "go on"
    speaks = f'echo "$4" >> {said}; while [ ! -e "{go_on}" ]; do sleep 0.02; done'
    install(machine, "spd-say", f'[ "$1" = --wait ] || exit 1; {speaks}')
    sound = Sound(voice=True)
    while not lines(said):
        sound.speak("first")
        threading.Event().wait(0.01)
    for number in range(20):
        sound.speak(f"cue {number}")
    threading.Event().wait(1.6)  # longer than a sentence may wait
    assert lines(said) == ["first"]
    go_on.touch()
    while lines(said)[-1] != "in time":
        sound.speak("in time")
        threading.Event().wait(0.01)
    assert not any(line.startswith("cue") for line in lines(said))
    sound.close()


@posix
@pytest.mark.parametrize("plays", [True, False])
def test_no_file_is_left_whether_tones_can_be_played_or_not(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, plays: bool
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    played = tmp_path / "played"
    if plays:
        install(machine, "pw-play", f'[ -e "$1" ] && echo yes >> {played}')
    sound = Sound(voice=False)
    while not (lines(played) or sound.notes):
        sound.play("good")
        threading.Event().wait(0.01)
    sound.close()
    wait_until(lambda: not any(folder.iterdir()))


def test_one_key_leads_from_voice_over_sounds_to_silence_and_back() -> None:
    sound = Sound(voice=False)
    assert sound.switch() == "Silent"
    assert (sound.voice, sound.tones) == (False, False)
    assert sound.switch() == "Voice and sounds"
    assert (sound.voice, sound.tones) == (True, True)
    assert sound.switch() == "Sounds only"
    assert (sound.voice, sound.tones) == (False, True)
    sound.close()


def test_each_tone_is_short_and_unlike_the_others(tmp_path: Path) -> None:
    lengths = {}
    for tone, tones in TONES.items():
        write_tones(tmp_path / "tone.wav", tones)
        with wave.open(str(tmp_path / "tone.wav")) as file:
            lengths[tone] = file.getnframes() / file.getframerate()
    assert all(0.05 < length_s < 0.5 for length_s in lengths.values())
    assert len({tones.tones for tones in TONES.values()}) == len(TONES)


def test_the_countdown_ticks_once_a_second_and_the_set_starts_with_a_tone() -> None:
    waiting, three, two = (Beat(Stage.COUNTDOWN, number) for number in (None, 3, 2))
    assert three.tone_after(waiting) == two.tone_after(three) == "tick"
    assert three.tone_after(three) is None
    assert waiting.tone_after(three) is None  # the person moved: it begins anew
    running = Beat(Stage.SET, None)
    assert running.tone_after(Beat(Stage.COUNTDOWN, 1)) == "start"
    assert running.tone_after(running) is None
    assert running.tone_after(Beat(Stage.PAUSED, None)) is None
