"""A scene heading to its parts: inside or outside, place, time of day. Pure.

The words of English, French, Japanese and Arabic sets are known; what is not recognised stays part
of the place, so that nothing is lost.
"""

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


_INSIDE: Final = ("INT", "INTÉRIEUR", "INTERIEUR", "屋内", "室内", "داخلي")
_OUTSIDE: Final = ("EXT", "EST", "EXTÉRIEUR", "EXTERIEUR", "屋外", "室外", "野外", "خارجي")
_BOTH: Final = ("INT./EXT", "INT/EXT", "EXT./INT", "EXT/INT", "I./E", "I/E")
_SETTINGS: Final = tuple(
    sorted(
        [(word, "INT/EXT") for word in _BOTH]
        + [(word, "INT") for word in _INSIDE]
        + [(word, "EXT") for word in _OUTSIDE],
        key=lambda pair: -len(pair[0]),
    )
)
_OMITTED: Final = ("omitted", "omis", "omise", "supprimée", "欠番", "محذوف", "محذوفة")
_DASHES: Final = (" - ", " – ", " — ", " ― ", "／", "・")

# Later rows win where a text holds two words: "day for night" is shot by night light.
_LIGHTS: Final = (
    (Light.DAY, ("DAY", "MORNING", "NOON", "AFTERNOON", "JOUR", "MATIN", "MIDI", "昼", "نهار")),
    (Light.DAWN, ("DAWN", "SUNRISE", "AUBE", "朝", "早朝", "夜明け", "فجر", "صباح")),
    (Light.DUSK, ("DUSK", "SUNSET", "EVENING", "SOIR", "CRÉPUSCULE", "夕", "غروب", "مساء")),
    (Light.NIGHT, ("NIGHT", "MIDNIGHT", "NUIT", "夜", "深夜", "ليل")),
)


def heading_of(text: str) -> Heading:
    """Return the parts of a heading, without its dot and its number."""
    rest = " ".join(text.split())
    setting = ""
    for word, key in _SETTINGS:
        if rest.upper().startswith(word) and not rest[len(word) : len(word) + 1].isalpha():
            setting, rest = key, rest[len(word) :].lstrip(" .:・")
            break
    last = max((dash for dash in _DASHES if dash in rest), key=rest.rfind, default="")
    place, _, time_of_day = rest.rpartition(last) if last else (rest, "", "")
    return Heading(setting=setting, place=place.strip(), time_of_day=time_of_day.strip())


def is_omitted(text: str) -> bool:
    """Return whether a heading says that the scene of its number was taken out."""
    return text.strip(" .").casefold() in _OMITTED


def light_of(time_of_day: str) -> Light:
    """Return the light of a time of day; daylight when it says nothing known."""
    words = time_of_day.upper()
    if "夜明け" in words:
        return Light.DAWN
    found = [light for light, names in _LIGHTS if any(name in words for name in names)]
    return found[-1] if found else Light.DAY
