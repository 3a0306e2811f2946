"""A sheet as a CMX 3600 list: one picture track, at most four of sound. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pipeline.timeline.interchange.sheet import Lane, Mix, Piece, Sheet
from pipeline.timing import frames_to_timecode, nominal, seconds_to_frames


class _Clock:
    def __init__(self, sheet: Sheet) -> None:
        self.rate, self.start, self.drops = sheet.rate, sheet.start, sheet.drop_frame

    def frames(self, seconds: Fraction) -> int:
        return max(0, seconds_to_frames(seconds, self.rate))

    def code(self, seconds: Fraction) -> str:
        return frames_to_timecode(self.frames(seconds), self.rate, drop_frame=self.drops)

    def record(self, seconds: Fraction) -> str:
        return self.code(self.start + seconds)


def _reel(piece: Piece | None) -> str:
    is_black = piece is None or (piece.medium is not None and piece.medium.generator == "black")
    if is_black:
        return "BL"
    is_bars = piece is not None and piece.medium is not None and "ars" in piece.medium.generator
    return "BARS" if is_bars else "AX"


def _line(number: int, reel: str, channel: str, kind: str, times: tuple[str, str, str, str]) -> str:
    return f"{number:03d}  {reel:<8} {channel:<5} {kind:<8} " + " ".join(times)


def _source(piece: Piece, begin: Fraction, clock: _Clock) -> tuple[str, str]:
    """Return what of the medium an event plays; backwards, the frames before its entry."""
    length = piece.length + (piece.at - begin)
    entry = piece.source_in - (piece.at - begin) * piece.speed
    if not piece.speed:
        return clock.code(entry), clock.code(entry + 1 / clock.rate)
    if piece.speed < 0:
        first = entry + length * piece.speed + 1 / clock.rate
        return clock.code(first), clock.code(entry + 1 / clock.rate)
    return clock.code(entry), clock.code(entry + length * piece.speed)


def _remarks(piece: Piece, begin: Fraction, clock: _Clock, side: str) -> Iterator[str]:
    medium = piece.medium
    if piece.speed != 1:
        entry = piece.source_in - (piece.at - begin) * piece.speed
        pace = float(piece.speed * nominal(clock.rate))
        yield f"M2   {_reel(piece):<8}       {pace:05.1f}                {clock.code(entry)}"
    if not piece.speed:
        yield "* FREEZE FRAME"
    if medium is None or not medium.generator:
        name = medium.name if medium else piece.name
        yield f"* {side} CLIP NAME: {_one_line(name)}"
    elif medium.text:
        yield f"* TITLE: {_one_line(medium.text)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _events(lane: Lane, channel: str, clock: _Clock) -> Iterator[tuple[Fraction, list[str], Piece]]:
    """Yield the lines of each event; the number is put in later."""
    into = {mix.cut: mix for mix in lane.mixes}
    begins = {piece.at for piece in lane.pieces}
    before: Piece | None = None
    for piece in lane.pieces:
        mix = into.get(piece.at)
        begin = mix.at if mix else piece.at
        after = into.get(piece.end)
        end = after.at if after else piece.end
        if end > begin:
            meets = before if before is not None and before.end == piece.at else None
            yield begin, list(_event(piece, meets, (begin, end), mix, clock, channel)), piece
        if after is not None and piece.end not in begins:
            yield after.at, list(_to_black(piece, after, clock, channel)), piece
        before = piece


def _event(
    piece: Piece,
    before: Piece | None,
    span: tuple[Fraction, Fraction],
    mix: Mix | None,
    clock: _Clock,
    channel: str,
) -> Iterator[str]:
    begin, end = span
    record = clock.record(begin), clock.record(end)
    part = _trimmed(piece, end)
    source = _source(part, begin, clock)
    if mix is None:
        yield _line(0, _reel(piece), channel, "C", (*source, *record))
        yield from _remarks(part, begin, clock, "FROM")
        return
    out = clock.code(_left(before, begin)) if before else clock.code(Fraction(0))
    yield _line(0, _reel(before), channel, "C", (out, out, record[0], record[0]))
    kind = f"D    {clock.frames(mix.length):03d}"
    yield _line(0, _reel(piece), channel, kind, (*source, *record))
    if before is not None:
        yield from (line for line in _remarks(before, begin, clock, "FROM") if "CLIP" in line)
    yield from _remarks(part, begin, clock, "TO")


def _trimmed(piece: Piece, end: Fraction) -> Piece:
    return replace(piece, length=end - piece.at)


def _left(piece: Piece, at: Fraction) -> Fraction:
    return piece.source_in + (at - piece.at) * piece.speed


def _to_black(piece: Piece, mix: Mix, clock: _Clock, channel: str) -> Iterator[str]:
    record = clock.record(mix.at), clock.record(mix.end)
    out = clock.code(_left(piece, mix.at))
    yield _line(0, _reel(piece), channel, "C", (out, out, record[0], record[0]))
    kind = f"D    {clock.frames(mix.length):03d}"
    black = clock.code(Fraction(0)), clock.code(mix.length)
    yield _line(0, "BL", channel, kind, (*black, *record))
    yield from (line for line in _remarks(piece, mix.at, clock, "FROM") if "CLIP" in line)


def write_edl(sheet: Sheet) -> bytes:
    """Return the text of a list; events by their places, picture first."""
    clock = _Clock(sheet)
    counting = "DROP FRAME" if sheet.drop_frame else "NON-DROP FRAME"
    lines = [f"TITLE: {_one_line(sheet.name) or 'Untitled'}", f"FCM: {counting}", ""]
    events = []
    sounds = 0
    for lane in sheet.lanes:
        sounds += not lane.is_video
        channel = "V" if lane.is_video else "A" if sounds == 1 else f"A{sounds}"
        order = 0 if lane.is_video else sounds
        events += [(at, order, told) for at, told, _ in _events(lane, channel, clock)]
    if sheet.end > max((lane.end for lane in sheet.lanes), default=sheet.end):
        last = max(lane.end for lane in sheet.lanes)
        black = clock.code(Fraction(0)), clock.code(sheet.end - last)
        record = clock.record(last), clock.record(sheet.end)
        events.append((last, 0, [_line(0, "BL", "V", "C", (*black, *record))]))
    for number, (_, _, told) in enumerate(sorted(events, key=lambda one: one[:2]), start=1):
        lines += [f"{number:03d}{line[3:]}" if line.startswith("000") else line for line in told]
        lines.append("")
    return "\r\n".join(lines).encode()
