"""What FCPXML says inside a clip: pace, loudness, words, and what is done to it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element  # only its type

from pipeline.documents.edit import NORMAL_SPEED
from pipeline.timeline.interchange.sheet import ZERO, Medium, Note
from pipeline.timeline.interchange.xml_text import impossible, number

_SIGNS: Final = ("adjust-", "filter-")
_NEUTRAL: Final = ("adjust-conform", "adjust-volume", "adjust-panner")
_OF_SOUND: Final = (
    "filter-audio",
    "adjust-volume",
    "adjust-panner",
    "adjust-EQ",
    "adjust-loudness",
)
_MOST_PARTS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Where a clip lies and what of its own time it shows."""

    at: Fraction
    start: Fraction
    length: Fraction


def seconds(text: str | None, otherwise: Fraction = ZERO) -> Fraction:
    """Return the seconds of "1001/30000s", "5s" or "5.2s". Raise CannotRead."""
    if text is None:
        return otherwise
    parts = text.strip().removesuffix("s").split("/")
    if len(parts) > _MOST_PARTS:
        raise impossible(text)
    over, under = number(parts[0]), number(parts[1]) if len(parts) > 1 else Fraction(1)
    if under <= 0:
        raise impossible(text)
    return over / under


def pace_of(element: Element, start: Fraction) -> tuple[Fraction, Fraction, tuple[str, ...]]:
    """Return where in its medium a clip begins, its speed, and an effect for a changing pace."""
    points = [
        (seconds(one.get("time")), seconds(one.get("value")))
        for one in element.findall("timeMap/timept")
    ]
    if len(points) < _MOST_PARTS:
        return start, NORMAL_SPEED, ()
    (first_time, first_value), (last_time, last_value) = points[0], points[-1]
    if last_time <= first_time:
        return start, NORMAL_SPEED, ("speed curve",)
    speed = (last_value - first_value) / (last_time - first_time)
    straight = all(
        value == first_value + (time - first_time) * speed for time, value in points[1:-1]
    )
    entry = first_value + (start - first_time) * speed
    return entry, speed, () if straight else ("speed curve",)


def gain_of(element: Element) -> float:
    """Return the loudness that a clip was given, in dB."""
    volume = element.find("adjust-volume")
    amount = volume.get("amount", "0dB") if volume is not None else "0dB"
    return round(float(number(amount.strip().removesuffix("dB"), ZERO)), 4)


def effects_of(element: Element, *, is_video: bool) -> Iterator[str]:
    """Yield what is done to the picture of a clip, or to its sound, by name."""
    for one in element:
        if not one.tag.startswith(_SIGNS) or one.get("enabled", "1") == "0":
            continue
        if (one.tag in _OF_SOUND) == is_video:
            continue
        if one.tag == "adjust-volume" and one.find("param") is not None:
            yield "volume curve"
        elif one.tag not in _NEUTRAL and not _changes_nothing(one):
            yield one.get("name") or one.tag.removeprefix("adjust-")


def _changes_nothing(one: Element) -> bool:
    usual = {"position": "0 0", "scale": "1 1", "anchor": "0 0", "rotation": "0", "amount": "1"}
    given = {name: value for name, value in one.attrib.items() if name in usual}
    is_known = one.tag in ("adjust-transform", "adjust-blend")
    return is_known and not len(one) and all(usual[name] == value for name, value in given.items())


def title_of(element: Element) -> Medium | None:
    """Return the words of a title, None for every other clip."""
    if element.tag != "title":
        return None
    lines = ["".join(text.itertext()).strip() for text in element.findall("text")]
    text = "\n".join(line for line in lines if line)
    return Medium(name="", label=element.get("name", ""), generator="title_over", text=text)


def notes_of(element: Element) -> tuple[Note, ...]:
    """Return the markers of a clip."""
    return tuple(
        Note(name=one.get("value", ""), at=seconds(one.get("start")))
        for one in element
        if one.tag in ("marker", "chapter-marker")
    )
