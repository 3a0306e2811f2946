"""One clip of a timeline as a piece of a lane: picture, words over it, or sound. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from unicodedata import category

from pipeline.documents.cut import CutBin
from pipeline.documents.edit import BLACK
from pipeline.timeline.cutting_json import (
    LONGEST_NAME,
    Notebook,
    Plain,
    count_of,
    id_of,
    is_off,
    name_of,
    number_of,
    ours_of,
    reference_in,
    schema_of,
)
from pipeline.timeline.cutting_lanes import Piece, PieceKind, gap
from pipeline.timeline.references import find_medium, reference_of
from pipeline.timeline.times import Range, range_of

LONGEST_TEXT: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a timeline may use, and how it may call it."""

    bin: CutBin
    known: Mapping[str, str]
    """Other names of takes and sounds -> their names (references.known_names)."""
    rate: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Reads clips; what a clip cannot be is noted, and a gap takes its place."""

    sources: Sources
    notes: Notebook

    def shot(self, plain: Plain, reach: Range, frames: int) -> Piece:
        """Read a piece of the picture."""
        generator = _generator(plain)
        if schema_of(plain) == "Gap" or (generator == BLACK and not is_off(plain)):
            return gap(frames, id_=id_of(plain))
        if is_off(plain):
            self.notes.change("The clip is switched off; it is a gap here.")
            return gap(frames)
        if generator == "title":
            return self.words(plain, frames)
        found = self.medium(plain, self.sources.bin.takes)
        if not found:
            return gap(frames)
        return Piece(
            kind=PieceKind.MEDIA,
            frames=frames,
            media=found,
            in_frame=self.in_frame(plain, reach),
            id=id_of(plain),
        )

    def title(self, plain: Plain, _reach: Range, frames: int) -> Piece:
        """Read words over the picture."""
        if schema_of(plain) == "Gap" or is_off(plain):
            return gap(frames)
        if _generator(plain) == "title":
            return self.words(plain, frames)
        self.notes.drop("Pictures lie over each other.")
        return gap(frames)

    def sound(self, plain: Plain, reach: Range, frames: int) -> Piece:
        """Read a piece of sound."""
        if schema_of(plain) == "Gap":
            return gap(frames)
        bin_ = self.sources.bin
        found = self.medium(plain, {**bin_.takes, **bin_.sounds})
        if not found:
            return gap(frames)
        ours = ours_of(plain)
        fade_in = min(count_of(ours.get("fade_in_frames")), frames)
        fade_out = min(count_of(ours.get("fade_out_frames")), frames - fade_in)
        return Piece(
            kind=PieceKind.MEDIA,
            frames=frames,
            media=found,
            in_frame=self.in_frame(plain, reach),
            gain_db=number_of(ours.get("gain_db")),
            enabled=not is_off(plain),
            fade_in_frames=fade_in,
            fade_out_frames=fade_out,
            id=id_of(plain),
        )

    def words(self, plain: Plain, frames: int) -> Piece:
        """Read a title."""
        parameters = reference_in(plain).get("parameters")
        said = str(parameters.get("text", "")) if isinstance(parameters, Mapping) else ""
        text = plain_spaces(said)
        lines = "\n".join(map(_printable, text.splitlines()))
        if lines != text or len(text) > LONGEST_TEXT:
            self.notes.change("Not all letters of the title can be kept.")
        fade = min(count_of(ours_of(plain).get("fade_frames")), frames // 2)
        return Piece(
            kind=PieceKind.TITLE,
            frames=frames,
            text=lines[:LONGEST_TEXT],
            fade_in_frames=fade,
            fade_out_frames=fade,
            id=id_of(plain),
        )

    def medium(self, plain: Plain, known: Mapping[str, object]) -> str:
        """Return the take or sound that is meant, or "" and a note."""
        if schema_of(plain) != "Clip":
            self.notes.drop("Sequences lie inside each other.")
            return ""
        meant = reference_of(reference_in(plain) or None, name_of(plain))
        found = find_medium(meant.names, self.sources.known)
        if meant.generator or meant.images or found not in known:
            named = meant.generator or next(iter(meant.names), "") or name_of(plain)
            sentence = "“%(name)s” is not one of your takes or sounds."
            self.notes.drop(sentence, name=named[:LONGEST_NAME])
            return ""
        return found or ""

    def in_frame(self, plain: Plain, reach: Range) -> int:
        """Return the first frame of a medium that is played."""
        available = range_of(reference_in(plain).get("available_range"))
        return self.notes.frame(reach.start - (available.start if available else 0))


def _generator(plain: Plain) -> str:
    return str(reference_in(plain).get("generator_kind") or "").lower()


def plain_spaces(text: str) -> str:
    """Return a text in which every kind of space is the plain one.

    A phone writes no-break spaces before French marks, a Japanese keyboard writes wide ones.
    """
    return "".join(" " if category(letter) == "Zs" else letter for letter in text)


def _printable(line: str) -> str:
    return "".join(letter for letter in line if letter.isprintable())
