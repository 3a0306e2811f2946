"""A scene heading to its parts: inside or outside, place, time of day. Pure.

The words of English, French, Spanish, Japanese and Arabic sets are known; what is not recognised
stays part of the place, so that nothing is lost.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Light(StrEnum):
    """The light that a scene needs, in the order of a shooting day."""

    DAWN = "dawn"
    DAY = "day"
    DUSK = "dusk"
    NIGHT = "night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The parts of a scene heading."""

    setting: str
    """ "INT", "EXT", "INT/EXT" or ""."""
    place: str
    time_of_day: str


_INSIDE: Final = (
    *("INT", "INTÉRIEUR", "INTERIEUR", "INTERIOR"),
    *("屋内", "室内", "داخلي", "داخلية"),
)
_OUTSIDE: Final = (
    *("EXT", "EST", "EXTÉRIEUR", "EXTERIEUR", "EXTERIOR"),
    *("屋外", "室外", "野外", "خارجي", "خارجية"),
)
_SHORT_BOTH: Final = (
    *("INT./EXT", "INT/EXT", "EXT./INT", "EXT/INT", "I./E", "I/E", "INT.-EXT", "INT-EXT"),
)
_LONG_BOTH: Final = (
    *(f"{one}/{two}" for one, two in zip(_INSIDE[1:4], _OUTSIDE[2:5], strict=True)),
    *("屋内／屋外", "屋内/屋外", "داخلي/خارجي", "داخلي / خارجي"),
)
_SPELLED_OUT: Final = (*_LONG_BOTH, *_INSIDE[1:], *_OUTSIDE[2:])
_SETTINGS: Final = tuple(
    sorted(
        [(word, "INT/EXT") for word in (*_SHORT_BOTH, *_LONG_BOTH)]
        + [(word, "INT") for word in _INSIDE]
        + [(word, "EXT") for word in _OUTSIDE],
        key=lambda pair: -len(pair[0]),
    )
)
_OMITTED: Final = ("omitted", "omis", "omise", "supprimée", "欠番", "محذوف", "محذوفة")
_LONGEST_WORD: Final = len(_SETTINGS[0][0])
_DASHES: Final = (" - ", " – ", " — ", " ― ", "／", "・", "　")
_GAPS: Final = (" ", "　", "・", "/", "／", ":", "：")
_SPACES: Final = re.compile(r"[^\S\u3000]+")
"""A full-width space may part place and time of day, so it stays."""
_RINGS: Final = ("○", "◯", "〇")

# Later rows win where a text holds two words: "day for night" is shot by night light.
_LIGHTS: Final = (
    (
        Light.DAY,
        "DAY MORNING NOON AFTERNOON JOUR MATIN MIDI DÍA DIA MAÑANA TARDE 昼 午前 午後 نهار ظهر عصر",
    ),
    (
        Light.DAWN,
        "DAWN SUNRISE AUBE LEVER AMANECER MADRUGADA ALBA 朝 早朝 夜明け 明け方 فجر صباح شروق",
    ),
    (
        Light.DUSK,
        "DUSK SUNSET EVENING SOIR CRÉPUSCULE COUCHER ATARDECER ANOCHECER 夕 黄昏 غروب مساء مغرب",
    ),
    (Light.NIGHT, "NIGHT MIDNIGHT NUIT MINUIT NOCHE MEDIANOCHE 夜 深夜 ليل"),
)


def heading_of(text: str) -> Heading:
    """Return the parts of a heading, without its dot and its number."""
    rest = _SPACES.sub(" ", text.strip().lstrip("".join(_RINGS)).strip())
    setting = ""
    for word, key in _SETTINGS:
        if rest.upper().startswith(word) and not rest[len(word) : len(word) + 1].isalpha():
            setting, rest = key, rest[len(word) :].lstrip(" .:：・　-–—")
            break
    last = max((dash for dash in _DASHES if dash in rest), key=rest.rfind, default="")
    place, _, time_of_day = rest.rpartition(last) if last else (rest, "", "")
    return Heading(setting=setting, place=place.strip(), time_of_day=time_of_day.strip())


def is_omitted(text: str) -> bool:
    """Return whether a heading says that the scene of its number was taken out."""
    return text.strip(" .").casefold() in _OMITTED


def is_spelled_out(text: str) -> bool:
    """Return whether a line begins with a word like INTÉRIEUR or 屋内 and goes on like a heading.

    Sentences begin with such words too ("Interior design is her life."), so a full stop must
    follow the word, or a time of day behind a dash.
    """
    capitals = text[:_LONGEST_WORD].upper()
    for word in _SPELLED_OUT:
        if capitals.startswith(word):
            after = text[len(word) : len(word) + 1]
            heading = heading_of(text)
            return bool(heading.place) and (after == "." or (after in _GAPS and _is_timed(heading)))
    return False


def _is_timed(heading: Heading) -> bool:
    """Whether what stands behind the dash begins with a known time of day."""
    words = heading.time_of_day.upper()
    return any(words.startswith(name) for _, names in _LIGHTS for name in names.split())


def is_ringed(text: str) -> bool:
    """Return whether a line begins with the ring of a Japanese scene heading: ○教室・昼."""
    return text[:1] in _RINGS and text[1:].strip()[:1].isalnum()


def light_of(time_of_day: str) -> Light:
    """Return the light of a time of day; daylight when it says nothing known."""
    words = time_of_day.upper()
    if "夜明け" in words:
        return Light.DAWN
    found = [light for light, names in _LIGHTS if any(name in words for name in names.split())]
    return found[-1] if found else Light.DAY
