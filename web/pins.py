"""Notes pinned to lines of a script, also when the script was written anew since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.fountain.pins import follow
from pipeline.records.values import NoteView, RevisionView


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedNote:
    """A note and where it stands in the version that is shown."""

    mark: int
    """The small number in the margin, counted from the first line; 0 without a line."""
    note: NoteView
    line: int | None
    """1-based; None where its line is gone."""
    is_changed: bool = False
    from_version: int | None = None
    """Number of the earlier version it was written about; None for the shown one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """All pinned notes of a script, as the shown version has them."""

    notes: tuple[PinnedNote, ...] = ()
    """Those at a line by line, then those whose line is gone."""
    lines: Sequence[str] = field(default=())

    def at(self, first: int, last: int) -> tuple[PinnedNote, ...]:
        """Return the notes at the lines from first to last."""
        return tuple(one for one in self.notes if one.line and first <= one.line <= last)

    def between(self, elements: Sequence[object], place: int) -> tuple[PinnedNote, ...]:
        """Return the notes of an element: of its lines up to the next element that is shown."""
        first = 1 if place == 0 else _line(elements[place])
        last = _line(elements[place + 1]) - 1 if place + 1 < len(elements) else len(self.lines)
        return self.at(first, max(first, last))


def notes_at_lines(
    pinned: Sequence[NoteView], texts: Mapping[int, str], shown: RevisionView
) -> Pins:
    """Return where each note stands in the shown version; notes of later versions are left out.

    texts are the scripts by the id of their version.
    """
    text = texts.get(shown.id, "")
    found = [
        _placed(one, texts.get(one.revision_id, ""), text, shown)
        for one in pinned
        if one.revision_number <= shown.number
    ]
    found.sort(key=lambda one: (one.line is None, one.line or 0, one.note.at))
    marked = tuple(
        PinnedNote(
            mark=number,
            note=one.note,
            line=one.line,
            is_changed=one.is_changed,
            from_version=one.from_version,
        )
        for number, one in enumerate(found, 1)
    )
    return Pins(notes=marked, lines=text.split("\n"))


def _placed(note: NoteView, old: str, new: str, shown: RevisionView) -> PinnedNote:
    if note.revision_id == shown.id:
        return PinnedNote(mark=0, note=note, line=note.at_line)
    pin = follow(old, new, note.at_line or 0)
    return PinnedNote(
        mark=0,
        note=note,
        line=pin.line,
        is_changed=pin.how == "changed",
        from_version=note.revision_number,
    )


def _line(element: object) -> int:
    return int(getattr(element, "line", 0))
