"""A short tone for a good rep, and the voice of the system for cues."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from formcheck.live.window.tones import write_tones

_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))
_VOICES = (("spd-say", "--wait"), ("espeak-ng",), ("espeak",))
# The text comes in the environment, so that nothing in it can be taken for a command.
_POWERSHELL = (
    "powershell",
    "-NoProfile",
    "-NonInteractive",
    "-Command",
    "Add-Type -AssemblyName System.Speech;"
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak($env:FORMCHECK_TEXT)",
)


class Sound:
    """Plays and speaks on threads of its own; what comes too late is dropped.

    Args:
        voice: whether cues are spoken.

    Attributes:
        notes: what is missing, one sentence each; the reader removes them.
    """

    def __init__(self, *, voice: bool) -> None:
        self.notes: list[str] = []
        self._kept = ExitStack()
        self._tone: _Worker | None = None
        self._speech: _Worker | None = None
        try:
            self._tone = self._player()
        except OSError as error:
            self.notes.append(f"no sounds: {error.strerror or error}")
        if voice:
            speak = _speaker()
            if speak is None:
                self.notes.append(
                    "no voice: install speech-dispatcher or espeak-ng to have cues spoken"
                )
            else:
                self._speech = _Worker(speak, self._noting("no voice: no sound device was found"))

    def good(self) -> None:
        """Play the tone of a good rep, unless it is being played."""
        if self._tone:
            self._tone.ask("")

    def speak(self, text: str) -> None:
        """Speak a sentence after the current one; a later sentence replaces one that waits."""
        if self._speech:
            self._speech.ask(text)

    def close(self) -> None:
        """Play and speak nothing more."""
        for worker in (self._tone, self._speech):
            if worker:
                worker.close()
        with suppress(OSError):
            self._kept.close()

    def _player(self) -> "_Worker | None":
        folder = self._kept.enter_context(tempfile.TemporaryDirectory(prefix="formcheck-"))
        file = Path(folder) / "good.wav"
        play = _player(file)
        if play is None:
            self.notes.append(
                "no sounds: none of the players pw-play, paplay and aplay is installed"
            )
            return None
        write_tones(file)
        return _Worker(play, self._noting("no sounds: no sound device was found"))

    def _noting(self, note: str) -> Callable[[], None]:
        return lambda: self.notes.append(note)


def _player(file: Path) -> Callable[[str], bool] | None:
    """Return a function that plays a file and returns whether it could; None without a player."""
    if sys.platform == "win32":
        import winsound

        def play(_: str) -> bool:
            try:
                winsound.PlaySound(str(file), winsound.SND_FILENAME)
            except RuntimeError:
                return False
            return True

        return play
    command = _installed((("afplay",),) if sys.platform == "darwin" else _PLAYERS)
    return None if command is None else lambda _: _ran([*command, str(file)])


def _speaker() -> Callable[[str], bool] | None:
    """Return a function that speaks a text and returns whether it could; None without a voice."""
    if sys.platform == "win32":
        return lambda text: _ran(_POWERSHELL, text)
    command = _installed((("say",),) if sys.platform == "darwin" else _VOICES)
    return None if command is None else lambda text: _ran([*command, text])


def _installed(commands: Sequence[Sequence[str]]) -> Sequence[str] | None:
    """Return the first of the commands that is installed."""
    return next((command for command in commands if shutil.which(command[0])), None)


def _ran(command: Sequence[str], text: str = "", *, longest_s: float = 15.0) -> bool:
    """Run a command and return whether it succeeded.

    Args:
        command: with its arguments.
        text: given in the environment, too.
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
            env={**os.environ, "FORMCHECK_TEXT": text},
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class _Worker:
    """Does one thing after the other on a thread, and keeps only the latest of those that wait.

    Args:
        do: does it; returns False where that is not possible.
        failed: called when it was not possible; nothing more is done then.
    """

    def __init__(self, do: Callable[[str], bool], failed: Callable[[], None]) -> None:
        self._do, self._failed = do, failed
        self._changed = threading.Condition()
        self._waiting: str | None = None
        self._closing = False
        threading.Thread(target=self._run, name="sound", daemon=True).start()

    def ask(self, text: str) -> None:
        with self._changed:
            self._waiting = text
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._waiting is None and not self._closing:
                    self._changed.wait()
                if self._closing:
                    return
                text, self._waiting = self._waiting, None
            if not self._do(text or ""):
                self._failed()
                return
