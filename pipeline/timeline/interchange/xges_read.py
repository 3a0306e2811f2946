"""Projects of the GStreamer Editing Services (xges), as Pitivi writes them. Pure.

Times are nanoseconds; layers are counted from the top; clips of a layer overlap where they mix.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element  # only its type

from pipeline.errors import CannotRead
from pipeline.timeline.interchange.sheet import (
    DISSOLVE,
    ZERO,
    Lane,
    Medium,
    Mix,
    Note,
    Piece,
    Sheet,
    met,
)
from pipeline.timeline.interchange.xml_text import count, number, tree_of
from pipeline.timeline.scan import refuse_many
from pipeline.timing import nearest

_SECOND: Final = 10**9
_SLACK: Final = Fraction(1, 500)  # of a frame: nanoseconds only come near a frame
_AUDIO: Final = 2
_VIDEO: Final = 4
_FIELD: Final = re.compile(
    r"([\w:-]+)\s*=\s*\(([\w:]+)\)\s*(\"(?:[^\"\\]|\\.)*\"|[^,;]*)", re.ASCII
)
_ESCAPE: Final = re.compile(r"\\([0-7]{3}|.)", re.DOTALL)
_MARKER: Final = re.compile(r"GESMarker[^;]*?position=\(guint64\)(\d+)", re.ASCII)
_SPEEDS: Final = ("videorate", "pitch", "scaletempo")


def _fields(text: str) -> dict[str, str]:
    """Return the values of a structure that is written as text."""
    return {name: _unescaped(value.strip()) for name, _, value in _FIELD.findall(text)}


def _unescaped(value: str) -> str:
    """Return a value as it is meant: quoted, every other sign stands behind a backslash."""
    if value[:1] != '"':
        return value
    plain = _ESCAPE.sub(lambda found: _sign(found[1]), value[1:-1])
    return plain.encode("latin-1", errors="replace").decode(errors="replace")


def _sign(written: str) -> str:
    """Return a letter, or one byte of a letter that was written as a number."""
    return chr(int(written, 8) & 0xFF) if len(written) > 1 else written


class _Times:
    """Nanoseconds to seconds; what lies within a twentieth of a frame is that frame."""

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate

    def seconds(self, text: str | None) -> Fraction:
        exact = number(text, ZERO) / _SECOND
        frames = exact * self.rate
        near = nearest(frames)
        return near / self.rate if abs(frames - near) <= _SLACK else exact


def _layer(layer: Element, times: _Times, kind: int) -> Lane:
    pieces = []
    told = []
    for clip in layer.findall("clip"):
        if not int(number(clip.get("track-types"), Fraction(_AUDIO | _VIDEO))) & kind:
            continue
        start, length = times.seconds(clip.get("start")), times.seconds(clip.get("duration"))
        if clip.get("type-name") == "GESTransitionClip":
            asset = clip.get("asset-id", "crossfade")
            shown = DISSOLVE if asset == "crossfade" or kind == _AUDIO else asset
            told.append(Mix(at=start, length=length, cut=start + length / 2, kind=shown))
        elif length > 0 and clip.get("type-name") != "GESEffectClip":
            pieces.append(_piece(clip, times, kind))
    joined, mixes = met(pieces, (_on_frame(mix, times) for mix in told))
    return Lane(name="", is_video=kind == _VIDEO, pieces=tuple(joined), mixes=tuple(mixes))


def _on_frame(mix: Mix, times: _Times) -> Mix:
    return replace(mix, cut=Fraction((mix.cut * times.rate).__floor__()) / times.rate)


def _piece(clip: Element, times: _Times, kind: int) -> Piece:
    said = _fields(clip.get("properties", ""))
    children: dict[str, str] = {}
    for source in (clip, *clip.findall("source")):
        children |= _fields(source.get("children-properties", ""))
    medium = _medium(clip, children)
    speed, effects = _effects(clip, kind)
    volume = number(children.get("volume"), Fraction(1))
    name = said.get("name", "") if medium.generator else ""
    return Piece(
        name=name or _base(medium.name) or medium.generator,
        at=times.seconds(clip.get("start")),
        length=times.seconds(clip.get("duration")),
        source_in=times.seconds(clip.get("inpoint")),
        medium=medium,
        speed=speed,
        enabled=said.get("mute", "false") != "true" or kind == _VIDEO,
        gain_db=_decibels(volume) if kind == _AUDIO else 0.0,
        effects=effects,
    )


def _decibels(factor: Fraction) -> float:
    return round(20 * math.log10(float(factor)), 4) if factor > 0 else -96.0


def _medium(clip: Element, children: dict[str, str]) -> Medium:
    kind = clip.get("type-name", "")
    if kind == "GESTitleClip" or kind == "GESTextOverlayClip":
        return Medium(name="", generator="title_over", text=children.get("text", ""))
    if kind == "GESTestClip":
        pattern = _fields(clip.get("properties", "")).get("vpattern", "black")
        return Medium(name="", generator="black" if pattern in ("2", "black") else "SMPTEBars")
    return Medium(name=clip.get("asset-id", ""))


def _effects(clip: Element, kind: int) -> tuple[Fraction, tuple[str, ...]]:
    """Return the speed of a clip, and its effects by name."""
    speed, names = Fraction(1), []
    for effect in clip.findall("effect"):
        if int(number(effect.get("track-type"), Fraction(kind))) != kind:
            continue
        name = effect.get("asset-id", "?").partition(" ")[0]
        given = _fields(effect.get("children-properties", ""))
        rate = given.get("rate") or given.get("tempo") or _rate_in(effect.get("asset-id", ""))
        if name in _SPEEDS and rate:
            speed *= number(rate).limit_denominator(1000)
        else:
            names.append(name)
    return speed, tuple(names)


def _rate_in(asset: str) -> str:
    found = re.search(r"(?:rate|tempo)=([\d.]+)", asset)
    return found[1] if found else ""


def _base(name: str) -> str:
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _rate(timeline: Element, otherwise: Fraction) -> tuple[Fraction, tuple[int, int] | None]:
    track = next((one for one in timeline.findall("track") if one.get("track-type") == "4"), None)
    said = _fields(track.get("properties", "")) if track is not None else {}
    caps = said.get("restriction-caps", "")
    told = re.search(r"framerate=\(fraction\)(\d{1,6})/(\d{1,6})", caps)
    sides = [re.search(rf"{side}=\(int\)(\d{{1,5}})", caps) for side in ("width", "height")]
    size = (int(sides[0][1]), int(sides[1][1])) if sides[0] and sides[1] else None
    if told is None or int(told[2]) == 0:
        return otherwise, size
    rate = Fraction(int(told[1]), int(told[2]))
    return (rate if 1 <= rate <= 240 else otherwise), size


def _lanes(timeline: Element, times: _Times) -> Iterator[Lane]:
    layers = sorted(timeline.findall("layer"), key=lambda one: -number(one.get("priority"), ZERO))
    for kind, letter in ((_VIDEO, "V"), (_AUDIO, "A")):
        lanes = (_layer(layer, times, kind) for layer in layers)
        for n, lane in enumerate((lane for lane in lanes if lane.pieces), start=1):
            yield replace(lane, name=f"{letter}{n}")


def _length(timeline: Element, times: _Times) -> Fraction:
    """Return the length that a project says; it is longer than its clips where black ends it."""
    told = re.search(r"duration=\(guint64\)(\d{1,16})", timeline.get("metadatas", ""))
    return times.seconds(told[1]) if told else ZERO


def read_xges(text: bytes, rate: Fraction) -> Sheet:
    """Return the sheet of a project. Raise CannotRead."""
    root = tree_of(text)
    refuse_many(count(root, "clip"))
    timeline = root.find("project/timeline")
    if timeline is None:
        raise CannotRead("There is no timeline in this project. Save it and send it again.")
    own, size = _rate(timeline, rate)
    times = _Times(own)
    project = root.find("project")
    named = _fields(project.get("metadatas", "")) if project is not None else {}
    marks = _MARKER.findall(timeline.get("metadatas", "").replace("\\", ""))
    return Sheet(
        name=named.get("name", ""),
        rate=own,
        size=size,
        lanes=tuple(_lanes(timeline, times)),
        notes=tuple(Note(name="", at=times.seconds(place)) for place in marks),
        length=_length(timeline, times),
    )
