"""Which of the system's voices speaks: the best English one that is installed.

The cues are English, whatever language the system has.
"""

import locale
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Modules of Speech Dispatcher, the most natural voices first; part of a module's name is enough.
_MODULES: Final = (
    *("piper", "rhvoice", "mimic3", "mary", "swift", "pico", "festival", "mbrola", "flite"),
)
# Voices of macOS that sound natural without a download; many others are for fun.
_MAC_VOICES: Final = frozenset(
    ("Samantha", "Alex", "Daniel", "Karen", "Moira", "Tessa", "Rishi", "Fiona", "Veena")
)
_MBROLA: Final = {"en_GB": ("en1",), "": ("us1", "us2", "us3", "en1")}
_MBROLA_FOLDER: Final = Path("/usr/share/mbrola")
_POWERSHELL: Final = ("powershell", "-NoProfile", "-NonInteractive", "-Command")
# The registry has the voices of applications and, apart from them, those of the system.
_LIST_WINDOWS: Final = (
    "foreach ($kind in 'Speech_OneCore','Speech') {"
    "$voices = New-Object -ComObject SAPI.SpObjectTokenCategory;"
    "$voices.SetId('HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\' + $kind + '\\Voices', $false);"
    "foreach ($one in $voices.EnumerateTokens()) { $one.Id + '|' + $one.GetDescription() } }"
)
# Text and voice come in the environment, so that nothing in them can be taken for a command.
_SPEAK_WINDOWS: Final = (
    "$voice = New-Object -ComObject SAPI.SpVoice;"
    "$token = New-Object -ComObject SAPI.SpObjectToken;"
    "$token.SetId($env:FORMCHECK_VOICE, '', $false);"
    "$voice.Voice = $token; [void]$voice.Speak($env:FORMCHECK_TEXT)"
)
_SPEAK_WINDOWS_DEFAULT: Final = (
    "Add-Type -AssemblyName System.Speech;"
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak($env:FORMCHECK_TEXT)"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A command that speaks.

    Attributes:
        command: with its arguments; the sentence follows, or is in the environment.
        reads_environment: whether the sentence is in FORMCHECK_TEXT.
        name: given in FORMCHECK_VOICE.
    """

    command: tuple[str, ...]
    reads_environment: bool = False
    name: str = ""


def voices() -> list[Voice]:
    """Return the voices of this system, the best first; the next one is for where it fails."""
    region = english_region(locale.getlocale()[0] or "")
    if sys.platform == "win32":
        best = best_of_windows(_listing((*_POWERSHELL, _LIST_WINDOWS)), region)
        named = [Voice((*_POWERSHELL, _SPEAK_WINDOWS), True, best)] if best else []
        return [*named, Voice((*_POWERSHELL, _SPEAK_WINDOWS_DEFAULT), True)]
    if sys.platform == "darwin":
        best = best_of_mac(_listing(("say", "-v", "?")), region)
        return [Voice(("say", "-v", best) if best else ("say",))] if shutil.which("say") else []
    return [*_of_speech_dispatcher(), *_of_espeak(region)]


def english_region(name: str) -> str:
    """Return the English that the user hears, "en_GB" say; "en_US" if another language is spoken.

    Args:
        name: of the locale.
    """
    if name == "English_United Kingdom":
        return "en_GB"
    return name if re.fullmatch(r"en_[A-Z]{2}", name) else "en_US"


def best_of_mac(listing: str, region: str) -> str:
    """Return a voice of macOS; empty for the one that the user has chosen.

    Args:
        listing: what ``say -v '?'`` prints.
        region: the preferred English, such as "en_GB".
    """
    ranked = []
    for line in listing.splitlines():
        found = re.match(r"(\S.*?)\s+([a-z]{2,3}[_-]\w+)\s+#", line)
        if not found or not found[2].startswith("en"):
            continue
        quality = 3 * ("(Premium)" in found[1]) + 2 * ("(Enhanced)" in found[1])
        quality = quality or int(found[1] in _MAC_VOICES)
        ranked.append((quality, found[2].replace("-", "_") == region, found[1]))
    quality, _, name = max(ranked, default=(0, False, ""), key=lambda one: one[:2])
    return name if quality else ""


def best_of_windows(listing: str, region: str) -> str:
    """Return the id of a voice of Windows; empty if no English one is listed.

    Args:
        listing: a line for each voice: its id, "|", its description.
        region: the preferred English, such as "en_GB".
    """
    ranked = []
    for line in listing.splitlines():
        voice, _, description = line.strip().partition("|")
        if "English" not in description:
            continue
        quality = 2 * ("Natural" in description) + ("OneCore" in voice)
        own = region.replace("_", "").lower() in voice.replace("-", "").lower()
        ranked.append((quality, own, voice))
    return max(ranked, default=(0, False, ""), key=lambda one: one[:2])[2]


def best_module(listing: str) -> list[str]:
    """Return the modules of Speech Dispatcher that sound better than the usual one, best first.

    Args:
        listing: what ``spd-say -O`` prints.
    """
    _, *modules = listing.split("\n") or [""]
    ranked = [
        (_MODULES.index(kind), module.strip())
        for module in modules
        for kind in _MODULES
        if kind in module.lower()
    ]
    return list(dict.fromkeys(module for _, module in sorted(ranked)))


def speaks_english(listing: str) -> bool:
    """Return whether a module of Speech Dispatcher has an English voice.

    Args:
        listing: what ``spd-say -o MODULE -L`` prints: name, language and variant of each voice.
    """
    rows = (line.rsplit(maxsplit=2) for line in listing.splitlines()[1:])
    return any(len(row) == 3 and row[1].lower().startswith("en") for row in rows)


def mbrola_voice(region: str, folder: Path = _MBROLA_FOLDER) -> str:
    """Return the voice of espeak-ng that uses MBROLA; empty if none is installed.

    espeak-ng lists these voices even where their data are missing.

    Args:
        region: the preferred English, such as "en_GB".
        folder: of the data.
    """
    for name in (*_MBROLA.get(region, ()), *_MBROLA[""]):
        if any((folder / part).exists() for part in (name, f"voices/{name}")):
            return f"mb-{name}"
    return ""


def _of_speech_dispatcher() -> list[Voice]:
    if not shutil.which("spd-say"):
        return []
    say = ("spd-say", "--wait", "--language", "en")
    for module in best_module(_listing(("spd-say", "-O"))):
        if speaks_english(_listing(("spd-say", "-o", module, "-L"))):
            return [Voice((*say, "-o", module)), Voice(say)]
    return [Voice(say)]


def _of_espeak(region: str) -> list[Voice]:
    usual = "en-gb" if region == "en_GB" else "en-us"
    found = []
    if shutil.which("espeak-ng"):
        mbrola = mbrola_voice(region) if shutil.which("mbrola") else ""
        found = [Voice(("espeak-ng", "-v", name)) for name in (mbrola, usual) if name]
    return [*found, *([Voice(("espeak", "-v", usual))] if shutil.which("espeak") else [])]


def _listing(command: Sequence[str], *, longest_s: float = 10.0) -> str:
    """Return what a command prints; nothing if it fails or takes too long."""
    try:
        done = subprocess.run(
            command,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=longest_s,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
