"""The best of the voices that are installed, from what each system prints."""

from pathlib import Path

import pytest

from formcheck.live.window.voices import (
    best_module,
    best_of_mac,
    best_of_windows,
    english_region,
    mbrola_voice,
    speaks_english,
)

MAC = """\
Albert              en_US    # Hello! My name is Albert.
Alice               it_IT    # Ciao! Mi chiamo Alice.
Anna (Premium)      de_DE    # Hallo! Ich heiße Anna.
Bad News            en_US    # Hello! My name is Bad News.
Daniel              en_GB    # Hello! My name is Daniel.
Eddy (English (UK)) en_GB    # Hello! My name is Eddy.
Samantha            en_US    # Hello! My name is Samantha.
"""
ONECORE = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech_OneCore\Voices\Tokens"
DESKTOP = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\Tokens"
WINDOWS = f"""\
{ONECORE}\\MSTTS_V110_deDE_KatjaM|Microsoft Katja - German (Germany)\r
{ONECORE}\\MSTTS_V110_enUS_MarkM|Microsoft Mark - English (United States)\r
{ONECORE}\\MSTTS_V110_enGB_HazelM|Microsoft Hazel - English (United Kingdom)\r
{DESKTOP}\\TTS_MS_EN-US_ZIRA_11.0|Microsoft Zira Desktop - English (United States)\r
"""
# spd-say 0.11.4
MODULES = "OUTPUT MODULES\nespeak-ng\nfestival\nrhvoice\nespeak-ng-mbrola\n"
VOICES = """\
                     NAME                 LANGUAGE                  VARIANT
                Afrikaans                       af                     none
Chinese (Mandarin, latin as English)                      cmn                     none
"""


def test_a_downloaded_voice_of_macos_goes_before_the_others() -> None:
    assert best_of_mac(MAC, "en_US") == "Samantha"
    assert best_of_mac(MAC, "en_GB") == "Daniel"
    enhanced = MAC + "Tom (Enhanced)      en_US    # Hello! My name is Tom.\n"
    assert best_of_mac(enhanced, "en_GB") == "Tom (Enhanced)"
    premium = enhanced + "Zoe (Premium)       en_US    # Hello! My name is Zoe.\n"
    assert best_of_mac(premium, "en_US") == "Zoe (Premium)"
    assert best_of_mac("Bells               en_US    # Time flies.\n", "en_US") == ""
    assert best_of_mac("", "en_US") == ""


def test_the_voices_of_windows_itself_go_before_those_of_applications() -> None:
    assert best_of_windows(WINDOWS, "en_US").endswith("enUS_MarkM")
    assert best_of_windows(WINDOWS, "en_GB").endswith("enGB_HazelM")
    desktop = WINDOWS.splitlines()[-1]
    assert best_of_windows(desktop, "en_US").endswith("EN-US_ZIRA_11.0")
    assert best_of_windows(WINDOWS.splitlines()[0], "en_US") == ""


def test_natural_modules_of_speech_dispatcher_go_before_the_usual_one() -> None:
    assert best_module(MODULES) == ["rhvoice", "festival", "espeak-ng-mbrola"]
    assert best_module("OUTPUT MODULES\nespeak-ng\n") == []
    assert best_module("") == []


@pytest.mark.parametrize(
    ("row", "english"),
    [
        ("                     SLT                       en                     none", True),
        ("        English (America)                    en-us                     none", True),
        ("                  Aleksandr                       ru                     none", False),
    ],
)
def test_a_module_without_an_english_voice_is_passed_over(row: str, english: bool) -> None:
    assert speaks_english(VOICES + row + "\n") is english
    assert not speaks_english("")


def test_mbrola_is_used_where_its_data_are_installed(tmp_path: Path) -> None:
    assert mbrola_voice("en_US", tmp_path) == ""
    (tmp_path / "en1").mkdir()
    assert mbrola_voice("en_US", tmp_path) == "mb-en1"
    (tmp_path / "us2").mkdir()
    assert mbrola_voice("en_US", tmp_path) == "mb-us2"
    assert mbrola_voice("en_GB", tmp_path) == "mb-en1"


def test_whoever_hears_no_english_gets_that_of_the_united_states() -> None:
    assert english_region("en_AU") == "en_AU"
    assert english_region("English_United Kingdom") == "en_GB"
    assert english_region("de_DE") == english_region("") == "en_US"
