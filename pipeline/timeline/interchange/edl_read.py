"""CMX 3600 lists, as Avid, Premiere and Resolve write them. Pure.

A list counts in timecode and does not say at how many frames a second: that is the project's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from pipeline.errors import CannotRead
from pipeline.timeline.interchange.sheet import (
    ZERO,
    Lane,
    Medium,
    Mix,
    Note,
    Piece,
    Sheet,
    without_doubles,
)
from pipeline.timeline.scan import refuse_many
from pipeline.timing import frames_to_seconds, nominal, timecode_to_frames

_TC: Final = r"(\d{2}[:;.]\d{2}[:;.]\d{2}[:;.]\d{2,3})"
_EVENT: Final = re.compile(
    rf"(\d{{1,6}})\s+(.*?)\s*\b([A-Z0-9/]+)\s+(C|D|W\d{{1,3}}|K[BO]?)\s*(\d{{1,4}})?\s+"
    rf"{_TC}\s+{_TC}\s+{_TC}\s+{_TC}",
    re.ASCII,
)
_MOTION: Final = re.compile(rf"M2\s+(.*?)\s*([+-]?\d+(?:\.\d+)?)\s+{_TC}", re.ASCII)
_REMARK: Final = re.compile(r"\*?\s*\*?\s*([A-Z][A-Z _]*?)\s*:\s*(.*)", re.ASCII)
_LOCATOR: Final = re.compile(rf"{_TC}\s+(\S+)\s*(.*)", re.ASCII)
_NEAR: Final = Fraction(2, 100)
_BLACK: Final = ("BL", "BLACK")
_FROM: Final = ("FROM CLIP NAME", "CLIP NAME", "FROM CLIP", "FROM FILE", "SOURCE FILE")
_TO: Final = ("TO CLIP NAME", "TO CLIP", "TO FILE")
_FIRST_MINUTE_S: Final = 60
_HOUR_S: Final = 3600
_LONGEST_LINE: Final = 400
_COLONS: Final = 8  # of four timecodes, drop-frame or not


@dataclass(slots=True)
class _Event:
    """One line of the list and what is said below it."""

    number: int
    reel: str
    channels: str
    kind: str
    mix_frames: int
    source: tuple[Fraction, Fraction]
    record: tuple[Fraction, Fraction]
    remarks: dict[str, str] = field(default_factory=dict)
    motions: list[tuple[str, Fraction, Fraction]] = field(default_factory=list)
    more_audio: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    freezes: bool = False


class _Clock:
    """Timecode to seconds."""

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate
        self.drops = False

    def seconds(self, text: str) -> Fraction:
        drops = (self.drops or ";" in text) and self.rate.denominator != 1
        plain = text.replace(";", ":").replace(".", ":")
        if drops:
            plain = plain[:8] + ";" + plain[9:]
        return frames_to_seconds(timecode_to_frames(plain, self.rate), self.rate)


def _events(lines: list[str], clock: _Clock) -> Iterator[_Event]:
    event: _Event | None = None
    for line in lines:
        found = _EVENT.fullmatch(line)
        if found is None:
            _remark(line, event, clock)
            continue
        times = [clock.seconds(found[place]) for place in (6, 7, 8, 9)]
        event = _Event(
            number=int(found[1]),
            reel=found[2],
            channels=found[3],
            kind=found[4],
            mix_frames=int(found[5] or 0),
            source=(times[0], times[1]),
            record=(times[2], times[3]),
        )
        yield event


def _remark(line: str, event: _Event | None, clock: _Clock) -> None:
    if line.startswith("FCM"):
        clock.drops = "NON" not in line
    if event is None:
        return
    motion = _MOTION.fullmatch(line)
    if motion:
        event.motions.append((motion[1], Fraction(motion[2]), clock.seconds(motion[3])))
    elif line.startswith("AUD"):
        event.more_audio += [int(word) for word in line[3:].split() if word.isdigit()]
    elif "FREEZE FRAME" in line:
        event.freezes = True
    else:
        _said(line, event, clock)


def _said(line: str, event: _Event, clock: _Clock) -> None:
    said = _REMARK.fullmatch(line)
    if said is None:
        return
    if said[1] != "LOC":
        event.remarks.setdefault(said[1], said[2].strip())
        return
    located = _LOCATOR.fullmatch(said[2].strip())
    if located:
        event.notes.append(Note(name=located[3], at=clock.seconds(located[1])))


def _channels(event: _Event) -> list[str]:
    names = []
    for part in event.channels.split("/"):
        if part == "B":
            names += ["V1", "A1"]
        elif part.startswith("V"):
            names.append(f"V{part[1:] or 1}")
        elif part == "NONE":
            continue
        elif part.strip("A") == "":
            names += [f"A{number + 1}" for number in range(len(part))]
        elif part[0] == "A" and part[1:].isdigit():
            names += [f"A{digit}" for digit in part[1:]] if part in ("A12", "A34") else [part]
        else:
            names.append("V1")
    return [*names, *(f"A{number}" for number in event.more_audio)]


def _speed(event: _Event, reel: str, rate: Fraction) -> tuple[Fraction, Fraction | None]:
    """Return the speed of an event, and the entry point where it says one."""
    source = event.source[1] - event.source[0]
    record = event.record[1] - event.record[0]
    meant = source / record if record else Fraction(1)
    named = [one for one in event.motions if one[0].split()[:1] == reel.split()[:1]]
    motion = next(iter(named or event.motions), None)
    if event.freezes:
        return ZERO, motion[2] if motion else None
    if motion is None:
        return meant, None
    speed = motion[1] / nominal(rate)
    near = abs(abs(speed) - meant) <= _NEAR * max(meant, Fraction(1))
    exact = meant if near and meant else abs(speed).limit_denominator(1000)
    return (-exact if speed < 0 else exact) if speed else ZERO, motion[2] if speed < 0 else None


def _medium(event: _Event, keys: tuple[str, ...]) -> Medium:
    reel = event.reel.strip()
    if reel in _BLACK:
        return Medium(name="", generator="black")
    if reel == "BARS":
        return Medium(name="", generator="SMPTEBars")
    said = [name for key in keys if (name := event.remarks.get(key, ""))]
    names = [*said, "" if reel == "AX" else reel]
    return Medium(
        name=next(filter(None, names), reel), label=next(filter(None, reversed(names)), "")
    )


class _List:
    """Lays events onto lanes."""

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate
        self.lanes: dict[str, list[Piece]] = {}
        self.mixes: dict[str, list[Mix]] = {}

    def lay(self, event: _Event, *, is_second: bool) -> None:
        record = event.record[1] - event.record[0]
        if record <= 0:
            return
        into = is_second or event.kind != "C"
        medium = _medium(event, (*_TO, *(() if "TO CLIP NAME" in event.remarks else _FROM)))
        if not into:
            medium = _medium(event, _FROM)
        speed, entry = _speed(event, event.reel, self.rate)
        name = medium.name or medium.generator
        piece = Piece(
            name=name,
            at=event.record[0],
            length=record,
            source_in=event.source[0] if entry is None else entry,
            medium=medium,
            speed=speed,
            effects=("key",) if event.kind[0] == "K" else (),
            notes=tuple(replace(note, at=note.at) for note in event.notes),
        )
        for channel in _channels(event):
            self.put(channel, piece)
            if event.kind[0] in "DW" and event.mix_frames:
                length = min(frames_to_seconds(event.mix_frames, self.rate), record)
                kind = "SMPTE_Dissolve" if event.kind == "D" else "SMPTE_Wipe"
                mix = Mix(at=piece.at, length=length, cut=piece.at, kind=kind)
                self.mixes.setdefault(channel, []).append(mix)

    def put(self, channel: str, piece: Piece) -> None:
        """Append a piece; one that begins before the last has ended cuts that short."""
        lane = self.lanes.setdefault(channel, [])
        while lane and lane[-1].at >= piece.at:
            lane.pop()
        if lane and lane[-1].end > piece.at:
            lane[-1] = replace(lane[-1], length=piece.at - lane[-1].at)
        lane.append(piece)

    def sheet(self, title: str) -> Sheet:
        begins = [piece.at for lane in self.lanes.values() for piece in lane]
        first = min(begins, default=ZERO)
        hour = first // _HOUR_S * _HOUR_S
        start = Fraction(hour) if first - hour < _FIRST_MINUTE_S else first
        order = sorted(self.lanes, key=lambda name: (name[0] != "V", int(name[1:] or 1)))
        lanes = without_doubles([self._lane(name, start) for name in order])
        ends = (piece.end for lane in self.lanes.values() for piece in lane)
        length = max(ends, default=start) - start
        return Sheet(name=title, rate=self.rate, start=start, lanes=lanes, length=length)

    def _lane(self, name: str, start: Fraction) -> Lane:
        pieces = (replace(piece, at=piece.at - start) for piece in self.lanes[name])
        mixes = (
            replace(mix, at=mix.at - start, cut=mix.cut - start) for mix in self.mixes.get(name, ())
        )
        blank = tuple(piece for piece in pieces if not _is_black(piece))
        return Lane(name=name, is_video=name[0] == "V", pieces=blank, mixes=tuple(mixes))


def _is_black(piece: Piece) -> bool:
    return piece.medium is not None and piece.medium.generator == "black"


def read_edl(text: bytes, rate: Fraction) -> Sheet:
    """Return the sheet of a list. Raise CannotRead."""
    lines = [line.strip()[:_LONGEST_LINE] for line in _decoded(text).splitlines()]
    refuse_many(sum(line[:1].isdigit() and line.count(":") >= _COLONS for line in lines))
    clock = _Clock(rate)
    laid = _List(rate)
    events = list(_events(lines, clock))
    if not events:
        raise CannotRead(
            "There is no clip in this list. Export the sequence again as a CMX 3600 EDL."
        )
    for before, event in zip([None, *events], events, strict=False):
        is_second = before is not None and before.number == event.number and event.kind != "C"
        if is_second and before is not None:
            _share(before, event)
    for before, event in zip([None, *events], events, strict=False):
        is_second = before is not None and before.number == event.number and event.kind != "C"
        laid.lay(event, is_second=is_second)
    title = next((line[6:].strip() for line in lines if line.startswith("TITLE:")), "")
    return laid.sheet(title)


def _share(first: _Event, second: _Event) -> None:
    """Give the first line of a mix what is said of both below the second."""
    first.remarks = {key: said for key, said in second.remarks.items() if key not in _TO}
    first.motions = second.motions


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        return text.decode("cp1252", errors="replace")
