"""What MLT says of one clip: its medium, its speed, its filters, its times. Pure."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element  # only its type

from pipeline.documents.edit import NORMAL_SPEED
from pipeline.errors import CannotRead
from pipeline.timeline.interchange.sheet import ZERO, Medium, Mix, Note, Piece
from pipeline.timeline.interchange.xml_text import impossible, number, tree_of
from pipeline.timing import nearest

_FILES: Final = ("avformat", "avformat-novalidate", "qimage", "pixbuf", "timewarp", "xml", "")
_TITLES: Final = ("kdenlivetitle", "qtext", "pango")
_BLACKS: Final = ("black", "#000000", "#ff000000", "0x000000ff", "0", "#00000000", "0x00000000")
_SILENT_DB: Final = -96.0
_QUIET: Final = ("audiolevel", "fadeinaudio")
_FADES: Final = (
    *("fadein", "fadeInVolume", "fadeout", "fadeOutVolume"),
    *("fade_from_black", "fadeInBrightness", "fade_to_black", "fadeOutBrightness"),
)
_STILL: Final = ("color", "colour", "qimage", "pixbuf", "kdenlivetitle", "qtext", "pango")
_SOUNDS: Final = (".wav", ".mp3", ".flac", ".ogg", ".opus", ".m4a", ".aif", ".aiff", ".aac")
_MOST_GUIDES: Final = 2000


@dataclass(slots=True)
class Done:
    """What filters do together."""

    gain_db: float = 0.0
    fade_in: Fraction = ZERO
    fade_out: Fraction = ZERO
    frozen: Fraction | None = None
    """What stands still, in seconds after the first of the clip."""
    effects: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Clock:
    """MLT's times: whole frames, or hours:minutes:seconds."""

    rate: Fraction

    def seconds(self, text: str | None) -> Fraction:
        """Return a whole number of frames in seconds; nothing is 0. Raise CannotRead."""
        if not text:
            return ZERO
        parts = text.replace(",", ".").split(":")
        if len(parts) == 1:
            return Fraction(nearest(number(text))) / self.rate
        if len(parts) not in (2, 3, 4):
            raise impossible(text)
        total = ZERO
        for part in parts[:3]:
            total = total * 60 + number(part)
        frames = number(parts[3]) if len(parts) == 4 else ZERO
        return Fraction(nearest(total * self.rate + frames)) / self.rate

    def last(self, entry: Element, producer: Element) -> Fraction:
        """Return the last frame of an entry."""
        told = entry.get("out") or producer.get("out")
        if told:
            return self.seconds(told)
        length = property_of(producer, "length")
        return self.seconds(length) - 1 / self.rate if length else -1 / self.rate


def property_of(element: Element | None, name: str) -> str:
    """Return a property, "" where there is none."""
    if element is None:
        return ""
    for one in element.findall("property"):
        if one.get("name") == name:
            return (one.text or "").strip()
    return ""


def is_internal(element: Element) -> bool:
    """Return whether the program itself has added it, to stack tracks or to meter them."""
    if property_of(element, "internal_added") or property_of(element, "always_active") == "1":
        return True
    return property_of(element, "disable") == "1"


def speed_of(producer: Element, first: Fraction, clock: Clock) -> tuple[Fraction, Fraction]:
    """Return the speed of a producer, and where in the file its second `first` is."""
    service = property_of(producer, "mlt_service")
    if service == "hold":
        return ZERO, clock.seconds(property_of(producer, "frame"))
    if service != "timewarp":
        return NORMAL_SPEED, first
    told = (
        property_of(producer, "warp_speed") or property_of(producer, "resource").partition(":")[0]
    )
    speed = number(told).limit_denominator(1000)
    if speed >= 0:
        return speed, first * speed
    length = clock.seconds(property_of(producer, "length"))
    return speed, (length - 1 / clock.rate - first) * -speed


def shows(producer: Element, *, is_video: bool) -> bool:
    """Return whether a producer has a picture, or a sound."""
    if producer.tag in ("tractor", "playlist"):
        return True
    unused = ("video_index", "set.test_image") if is_video else ("audio_index", "set.test_audio")
    if property_of(producer, unused[0]) == "-1" or property_of(producer, unused[1]) == "1":
        return False
    service = property_of(producer, "mlt_service")
    if is_video:
        return not property_of(producer, "resource").lower().endswith(_SOUNDS)
    return service in _FILES and service not in _STILL


def medium_of(producer: Element, clock: Clock) -> Medium:
    """Return what a producer shows."""
    service = property_of(producer, "mlt_service")
    resource = property_of(producer, "kdenlive:originalurl") or property_of(producer, "resource")
    label = property_of(producer, "kdenlive:clipname")
    if service == "color" or service == "colour":
        is_black = resource.lower() in _BLACKS
        return Medium(name="", label=label, generator="black" if is_black else "SolidColor")
    if service in _TITLES:
        return Medium(name="", label=label, generator="title_over", text=_words(producer))
    if service not in _FILES and service != "hold":
        bars = "SMPTEBars" if "test_pat" in service else ""
        return Medium(name="", label=label, generator=bars or service)
    if service == "timewarp" or property_of(producer, "warp_resource"):
        resource = property_of(producer, "warp_resource") or resource.partition(":")[2] or resource
        return Medium(name=resource, label=label)
    length = clock.seconds(property_of(producer, "length"))
    return Medium(name=resource, label=label, length=length or None, rate=clock.rate)


def _words(producer: Element) -> str:
    plain = property_of(producer, "text") or property_of(producer, "markup")
    drawn = property_of(producer, "xmldata")
    if not drawn:
        return plain
    try:
        tree = tree_of(drawn.encode())
    except CannotRead:
        return plain
    lines = (one.text or "" for one in tree.findall("item/content"))
    return "\n".join(line.strip() for line in lines if line.strip())


def filters_of(element: Element, clock: Clock) -> Done:
    """Return what the filters of a clip or a track do."""
    done = Done()
    for one in element.findall("filter"):
        if is_internal(one):
            continue
        kind = (
            property_of(one, "kdenlive_id")
            or property_of(one, "shotcut:filter")
            or property_of(one, "mlt_service")
        )
        if kind in _FADES:
            _fade(one, kind, done, clock)
        elif kind == "freeze":
            done.frozen = clock.seconds(property_of(one, "frame"))
        elif kind in ("volume", "gain", "audioGain"):
            _volume(one, done)
        elif kind not in _QUIET:
            done.effects.append(kind or "?")
    return done


def _fade(one: Element, kind: str, done: Done, clock: Clock) -> None:
    begin, end = clock.seconds(one.get("in")), clock.seconds(one.get("out"))
    length = max(ZERO, end - begin)
    if "fadein" in kind.lower() or kind == "fade_from_black":
        done.fade_in = length
    else:
        done.fade_out = length


def from_black(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Mix]]:
    """Return pictures without their fades: as mixes with nothing, or named where others touch."""
    begins, ends = {piece.at for piece in pieces}, {piece.end for piece in pieces}
    kept, mixes = [], []
    for piece in pieces:
        effects = list(piece.effects)
        if piece.fade_in and piece.at in ends:
            effects.append("fade from black")
        elif piece.fade_in:
            mixes.append(Mix(at=piece.at, length=piece.fade_in, cut=piece.at))
        if piece.fade_out and piece.end in begins:
            effects.append("fade to black")
        elif piece.fade_out:
            mixes.append(Mix(at=piece.end - piece.fade_out, length=piece.fade_out, cut=piece.end))
        kept.append(replace(piece, fade_in=ZERO, fade_out=ZERO, effects=tuple(effects)))
    return kept, mixes


def _volume(one: Element, done: Done) -> None:
    """Add a loudness that stays; one that moves is named."""
    level, gain = property_of(one, "level"), property_of(one, "gain")
    told = level or gain
    if not told:
        return
    value = told.rpartition("=")[2]
    if ";" in told or (gain and property_of(one, "end")):
        done.effects.append("volume curve")
    elif level:
        done.gain_db += float(number(value, ZERO))
    else:
        factor = float(number(value.removesuffix("dB"), ZERO))
        if value.endswith("dB"):
            done.gain_db += factor
        else:
            done.gain_db += round(20 * math.log10(factor), 4) if factor > 0 else _SILENT_DB


def guides_of(element: Element, rate: Fraction) -> tuple[Note, ...]:
    """Return Kdenlive's guides."""
    for name in ("kdenlive:sequenceproperties.guides", "kdenlive:docproperties.guides"):
        told = property_of(element, name)
        if told:
            return tuple(_guides(told, rate))
    return ()


def _guides(told: str, rate: Fraction) -> list[Note]:
    try:
        listed = json.loads(told)
    except (ValueError, RecursionError):
        return []
    notes = []
    for one in listed[:_MOST_GUIDES] if isinstance(listed, list) else ():
        place = one.get("pos") if isinstance(one, dict) else None
        if isinstance(place, int) and not isinstance(place, bool):
            notes.append(Note(name=str(one.get("comment", "")), at=Fraction(place) / rate))
    return notes
