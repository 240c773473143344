"""A short sound for a good rep, and the system's voice; what is missing is a note."""

import math
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import wave
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

RATE_HZ = 22_050
TONES = ((880.0, 0.05), (1318.5, 0.09))  # hertz and seconds, one after the other
LOUDNESS = 0.25
LONGEST_S = 15.0  # no sentence takes longer; a voice that hangs is ended

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))
VOICES = (("spd-say", "--wait"), ("espeak-ng",), ("espeak",))
# The text goes by the environment: nothing in it can be taken for a command.
POWERSHELL = (
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
        voice: whether sentences are spoken.

    Attributes:
        notes: what is missing, one sentence each.
    """

    def __init__(self, *, voice: bool) -> None:
        self.notes: list[str] = []
        self._kept = ExitStack()
        self._good: _Worker | None = None
        self._speech: _Worker | None = None
        try:
            self._good = self._player()
        except OSError as error:
            self.notes.append(f"no sounds: {error.strerror or error}")
        if voice:
            speaker = _speaker()
            if speaker is None:
                self.notes.append(
                    "no voice: install speech-dispatcher or espeak-ng to have cues spoken"
                )
            else:
                self._speech = _Worker(speaker, self._failed("no voice: it found no device"))

    def good(self) -> None:
        """Play the sound of a good rep, unless one is being played."""
        if self._good:
            self._good.ask("")

    def say(self, text: str) -> None:
        """Speak, once what is being said has ended; a later sentence replaces a waiting one."""
        if self._speech:
            self._speech.ask(text)

    def close(self) -> None:
        """Fall silent."""
        for worker in (self._good, self._speech):
            if worker:
                worker.close()
        with suppress(OSError):
            self._kept.close()

    def _player(self) -> "_Worker | None":
        folder = self._kept.enter_context(tempfile.TemporaryDirectory(prefix="formcheck-"))
        file = Path(folder) / "good.wav"
        player = _player(file)
        if player is None:
            self.notes.append(
                "no sounds: none of the players pw-play, paplay and aplay is installed"
            )
            return None
        write_tones(file)
        return _Worker(player, self._failed("no sounds: the player found no device"))

    def _failed(self, note: str) -> Callable[[], None]:
        return lambda: self.notes.append(note)


def write_tones(path: Path) -> None:
    """Write the sound of a good rep as a WAV file."""
    samples = []
    for hertz, seconds in TONES:
        count = round(seconds * RATE_HZ)
        for i in range(count):
            fade = math.sin(math.pi * min(1.0, (i + 1) / count)) ** 0.5
            samples.append(LOUDNESS * fade * math.sin(2 * math.pi * hertz * i / RATE_HZ))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(b"".join(struct.pack("<h", round(32_767 * s)) for s in samples))


def _player(file: Path) -> Callable[[str], bool] | None:
    if sys.platform == "win32":
        import winsound

        def play(_: str) -> bool:
            try:
                winsound.PlaySound(str(file), winsound.SND_FILENAME)
            except RuntimeError:
                return False
            return True

        return play
    players = (("afplay",),) if sys.platform == "darwin" else PLAYERS
    command = next((list(c) for c in players if shutil.which(c[0])), None)
    return None if command is None else lambda _: _ran([*command, str(file)])


def _speaker() -> Callable[[str], bool] | None:
    if sys.platform == "win32":
        return lambda text: _ran(list(POWERSHELL), text)
    voices = (("say",),) if sys.platform == "darwin" else VOICES
    command = next((list(c) for c in voices if shutil.which(c[0])), None)
    return None if command is None else lambda text: _ran([*command, text])


def _ran(command: list[str], text: str = "") -> bool:
    try:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_S,
            env={**os.environ, "FORMCHECK_TEXT": text},
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class _Worker:
    """Does one thing after the other on its own thread; of what waits, the latest alone."""

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
