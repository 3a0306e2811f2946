"""What files of subtitles are called: those in the language of the film have none in their name.

Pure.
"""

from typing import Final

from pipeline.documents.subtitle_rules import LANGUAGES

SUBTITLES: Final = "subtitles.srt"
BURN_IN: Final = "burn_in.csv"
SUFFIXES: Final = (".srt", ".vtt")
OWN_NAMES: Final = (SUBTITLES, *(f"subtitles.{language}.srt" for language in LANGUAGES))
"""All that a group may write in the browser."""


def code_of(language: str) -> str:
    """Return the two letters of a language."""
    return language[:2].lower()


def name_of(language: str, film_language: str, suffix: str = ".srt") -> str:
    """Return what the file of a language is called: that of the film has no language in it."""
    is_own = code_of(language) == code_of(film_language)
    return f"subtitles{'' if is_own else f'.{code_of(language)}'}{suffix}"
