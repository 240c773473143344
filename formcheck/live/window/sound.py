"""Short tones, and the voice of the system for cues."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.live.window.tones import TONES, Tone, write_tones
from formcheck.live.window.voices import voices

_PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "-q"))
_NO_VOICE: Final = "no voice: install speech-dispatcher or espeak-ng to have cues spoken"
_NO_PLAYER: Final = "no sounds: install alsa-utils, pulseaudio-utils or pipewire-bin"
_NO_DEVICE: Final = "no sound device was found"

#: Plays or speaks something; returns whether it could.
Do = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Lateness:
    """What comes so late that it is left out, in seconds.

    Attributes:
        tone_s: a tone.
        speech_s: a sentence: the reps that it is about are over.
    """

    tone_s: float = 0.3
    speech_s: float = 1.5


LATE = Lateness()


class Sound:
    """Plays and speaks on threads of its own; what comes too late is dropped.

    Args:
        voice: whether cues are spoken.
        tones: whether tones are played.

    Attributes:
        notes: what is missing, one sentence each; the reader removes them.
        voice: whether cues are spoken.
        tones: whether tones are played.
    """

    def __init__(self, *, voice: bool, tones: bool = True) -> None:
        self.notes: list[str] = []
        self.voice, self.tones = voice, tones
        self._no_tones = self._no_voice = ""  # why there are none
        self._player = _Worker(_player, self._note_no_tones, LATE.tone_s)
        self._speaker: _Worker | None = None
        if voice:
            self._start_voice()

    def play(self, tone: Tone) -> None:
        """Play a tone, after the one that is being played; a later one replaces one that waits."""
        if self.tones:
            self._player.ask(tone)

    def speak(self, text: str) -> None:
        """Speak a sentence after the current one; a later sentence replaces one that waits."""
        if self.voice and self._speaker:
            self._speaker.ask(text)

    def switch(self) -> str:
        """Go on to the next of: voice and sounds, sounds alone, silence; return it in words."""
        self.voice, self.tones = (not self.voice and not self.tones), self.voice or not self.tones
        if self.voice:
            self._start_voice()
        return self.words

    @property
    def words(self) -> str:
        """What is heard."""
        if self.voice:
            return "Voice and sounds"
        return "Sounds only" if self.tones else "Silent"

    @property
    def trouble(self) -> str:
        """What is missing of what shall be heard, and what to install; empty if nothing is."""
        wanted = {self._no_voice: self.voice, self._no_tones: self.tones}
        return next((missing for missing, on in wanted.items() if missing and on), "")

    def close(self) -> None:
        """Play and speak nothing more."""
        for worker in (self._player, self._speaker):
            if worker:
                worker.close()

    def _start_voice(self) -> None:
        """Look for the best voice, so that it is known at the first cue."""
        if self._speaker is None:
            self._speaker = _Worker(_speaker, self._note_no_voice, LATE.speech_s)

    def _note_no_tones(self, why: str) -> None:
        self._no_tones = why
        self.notes.append(why)

    def _note_no_voice(self, why: str) -> None:
        self._no_voice = why
        self.notes.append(why)


class _SilentError(Exception):
    """Nothing can be heard; the message says why."""


@contextmanager
def _player() -> Iterator[Do]:
    """Write the tones to a folder that is there for as long as they are played.

    Yields:
        What plays one.

    Raises:
        _SilentError: nothing can play them.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="formcheck-", ignore_cleanup_errors=True) as name:
            files = {tone: Path(name, f"{tone}.wav") for tone in TONES}
            for tone, file in files.items():
                write_tones(file, TONES[tone])
            yield _plays({str(tone): file for tone, file in files.items()})
    except OSError as error:
        raise _SilentError(f"no sounds: {error.strerror or error}") from None


def _plays(files: Mapping[str, Path]) -> Do:
    """Return a function that plays one of the files."""
    if sys.platform == "win32":
        import winsound

        def play(tone: str) -> bool:
            try:
                winsound.PlaySound(str(files[tone]), winsound.SND_FILENAME)
            except RuntimeError:
                return False
            return True

        return play
    players = (("afplay",),) if sys.platform == "darwin" else _PLAYERS
    installed = [command for command in players if shutil.which(command[0])]
    if not installed:
        raise _SilentError(_NO_PLAYER)
    return _first_that_works([_runs(command, files) for command in installed], "no sounds")


def _runs(command: Sequence[str], files: Mapping[str, Path]) -> Do:
    return lambda tone: _ran([*command, str(files[tone])])


@contextmanager
def _speaker() -> Iterator[Do]:
    """Find the best voice.

    Yields:
        What speaks a sentence.

    Raises:
        _SilentError: there is no voice.
    """
    found = voices()
    if not found:
        raise _SilentError(_NO_VOICE)

    def speaks(command: Sequence[str], *, reads_environment: bool, name: str) -> Do:
        def speak(text: str) -> bool:
            said = {"FORMCHECK_TEXT": text, "FORMCHECK_VOICE": name}
            return _ran(command if reads_environment else [*command, text], said)

        return speak

    each = [
        speaks(voice.command, reads_environment=voice.reads_environment, name=voice.name)
        for voice in found
    ]
    yield _first_that_works(each, "no voice")


def _first_that_works(each: list[Do], missing: str) -> Do:
    """Return what uses the first of some ways that works, from then on.

    Args:
        each: the ways, the best first.
        missing: what is missing if none of them works.
    """

    def do(text: str) -> bool:
        while not each[0](text):
            if len(each) == 1:
                raise _SilentError(f"{missing}: {_NO_DEVICE}")
            del each[0]
        return True

    return do


def _ran(
    command: Sequence[str], more: Mapping[str, str] | None = None, *, longest_s: float = 15.0
) -> bool:
    """Run a command and return whether it succeeded.

    Args:
        command: with its arguments.
        more: added to its environment.
        longest_s: no sentence takes longer; a voice that hangs is ended.
    """
    try:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=longest_s,
            env={**os.environ, **(more or {})},
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class _Worker:
    """Does one thing after the other on a thread, and keeps only the latest of those that wait.

    Args:
        make: makes what does it, on the thread, and removes it again when the worker is closed;
            raises `_SilentError` if nothing can.
        note: called with the reason if it cannot be done; nothing more is done then.
        late_s: what has waited for longer is not done, in seconds.
    """

    def __init__(
        self,
        make: Callable[[], AbstractContextManager[Do]],
        note: Callable[[str], None],
        late_s: float,
    ) -> None:
        self._make, self._note, self._late_s = make, note, late_s
        self._changed = threading.Condition()
        self._waiting: tuple[str, float] | None = None  # and since when
        self._closing = False
        threading.Thread(target=self._run, name="sound", daemon=True).start()

    def ask(self, text: str) -> None:
        with self._changed:
            self._waiting = text, time.monotonic()
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify()

    def _run(self) -> None:
        try:
            with self._make() as do:
                while (asked := self._next()) is not None:
                    text, asked_s = asked
                    if time.monotonic() - asked_s <= self._late_s:
                        do(text)
        except _SilentError as silent:
            self._note(str(silent))

    def _next(self) -> tuple[str, float] | None:
        """Wait for what is asked for, and since when; return None once the worker is closed."""
        with self._changed:
            while self._waiting is None and not self._closing:
                self._changed.wait()
            asked, self._waiting = self._waiting, None
            return None if self._closing else asked
