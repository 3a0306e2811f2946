"""A sequence as every editing program has one: lanes of pieces at exact seconds. Pure.

Readers of other formats make it and `as_otio` turns it into OpenTimelineIO; `from_edit` makes it of
an edit and the writers turn it into other formats. Pieces end at the cut, as in OpenTimelineIO: the
handles of a mix are not part of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.documents.edit import NORMAL_SPEED

ZERO = Fraction(0)
DISSOLVE = "SMPTE_Dissolve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """What a piece shows."""

    name: str
    """A file's name or path, as it is written there; empty for a generator."""
    label: str = ""
    """Another name by which it may be found."""
    start: Fraction = ZERO
    """The time that its first frame is called, in seconds."""
    length: Fraction | None = None
    """Seconds; None where the file does not say."""
    rate: Fraction | None = None
    generator: str = ""
    """black, bars, title, title_over or what the program calls it; empty for a file."""
    text: str = ""
    """The words of a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A marker."""

    name: str
    at: Fraction
    length: Fraction = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One clip, or a sequence inside this one."""

    name: str
    at: Fraction
    """Seconds on the lane."""
    length: Fraction
    source_in: Fraction = ZERO
    """In the medium's own time, its start included; of a sequence, after its start."""
    medium: Medium | None = None
    """None: not known, to be looked up by the name of the piece."""
    inside: "Sheet | None" = None
    speed: Fraction = NORMAL_SPEED
    enabled: bool = True
    gain_db: float = 0.0
    fade_in: Fraction = ZERO
    fade_out: Fraction = ZERO
    effects: tuple[str, ...] = ()
    """What else is done with it, by the words of the program."""
    notes: tuple[Note, ...] = ()

    @property
    def end(self) -> Fraction:
        """First second after it."""
        return self.at + self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """One piece turns into the next, or comes out of black, or goes there."""

    at: Fraction
    length: Fraction
    cut: Fraction
    """Where the pieces meet; between `at` and its end."""
    kind: str = DISSOLVE

    @property
    def end(self) -> Fraction:
        """First second after it."""
        return self.at + self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A track."""

    name: str
    is_video: bool
    pieces: tuple[Piece, ...] = ()
    """By their places; they do not overlap."""
    mixes: tuple[Mix, ...] = ()
    enabled: bool = True
    role: str = ""
    gain_db: float = 0.0
    effects: tuple[str, ...] = ()

    @property
    def handles(self) -> Fraction:
        """The longest mix: no piece reaches further over its edges."""
        return max((mix.length for mix in self.mixes), default=ZERO)

    @property
    def end(self) -> Fraction:
        """First second after its last piece."""
        return self.pieces[-1].end if self.pieces else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole sequence; picture lanes from the bottom up, then sound lanes."""

    name: str
    rate: Fraction
    start: Fraction = ZERO
    """The time that its first frame is called."""
    drop_frame: bool = False
    """Whether its timecode leaves numbers out, to run with the clock at 29.97."""
    size: tuple[int, int] | None = None
    lanes: tuple[Lane, ...] = ()
    notes: tuple[Note, ...] = ()
    length: Fraction = ZERO
    """Where it ends in black, the second of that; else nothing."""

    @property
    def end(self) -> Fraction:
        """Its length in seconds."""
        return max((self.length, *(lane.end for lane in self.lanes)))


def moved_head(piece: Piece, at: Fraction) -> Piece:
    """Return a piece that begins elsewhere and shows the same at every moment."""
    change = at - piece.at
    return replace(
        piece,
        at=at,
        length=piece.length - change,
        source_in=piece.source_in + change * piece.speed,
    )


def met(pieces: Iterable[Piece], cuts: Iterable[Mix] = ()) -> tuple[list[Piece], list[Mix]]:
    """Return pieces that overlap as pieces that meet, and a mix for every overlap.

    `cuts` tells where in an overlap the cut is and how it looks; without, it is in the middle. A
    piece inside another ends it.
    """
    told = {mix.at: mix for mix in cuts}
    done: list[Piece] = []
    mixes: list[Mix] = []
    for piece in sorted(pieces, key=lambda one: one.at):
        before = done[-1] if done else None
        if before is not None and before.end > piece.at:
            end = min(before.end, piece.end)
            usual = Mix(at=piece.at, length=end - piece.at, cut=(piece.at + end) / 2)
            mix = replace(told.get(piece.at, usual), at=piece.at, length=end - piece.at)
            mix = replace(mix, cut=min(max(mix.cut, piece.at), end))
            mixes.append(mix)
            done[-1] = replace(before, length=mix.cut - before.at)
            piece = moved_head(piece, mix.cut)
        done.append(piece)
    return [piece for piece in done if piece.length > 0], mixes


def stacked(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces in as few rows as hold them without an overlap, the first row first."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.at):
        row = next((row for row in rows if row[-1].end <= piece.at), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return rows


def without_doubles(lanes: Sequence[Lane]) -> tuple[Lane, ...]:
    """Return lanes without the second half of sounds that lie as left and right on two tracks.

    A clip is heard with all its channels: what plays the same file at the same place on a second
    lane would only be louder.
    """
    heard: set[tuple[object, ...]] = set()
    kept = []
    for lane in lanes:
        if lane.is_video:
            kept.append(lane)
            continue
        pieces = []
        for piece in lane.pieces:
            key = (piece.medium, piece.at, piece.length, piece.source_in, piece.speed)
            if piece.medium is None or key not in heard:
                pieces.append(piece)
            heard.add(key)
        if pieces or not lane.pieces:
            kept.append(replace(lane, pieces=tuple(pieces)))
    return tuple(kept)
