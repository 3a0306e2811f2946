"""What a form says of a recording, as cells of takes.csv, and how it comes onto the desk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline import desk
from pipeline.desk import Saved, Saving
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import Rating, SoundRole
from pipeline.errors import CannotRead
from pipeline.records import desks as desk_records
from pipeline.rushes.catalogue import CAMERA_SOUND
from pipeline.rushes.named import NamedBy
from pipeline.rushes.table import changed
from pipeline.timing import timecode_to_frames
from web import auth, desks
from web.parts import parts
from web.recordings import Recording
from web.take_guesses import next_of
from web.takes_table import Table, place_of

LONGEST_NOTE: Final = 500
LONGEST_COSTUME: Final = 80
ROLES: Final = tuple(role.value for role in SoundRole if role is not SoundRole.DOUBLE)
MOST_SAMPLES: Final = 48_000 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Of which recording a form speaks."""

    table: Table
    recording: Recording


def cells_of(form: Mapping[str, str], about: About) -> dict[str, str]:
    """Return the cells that a form changes. Raise CannotRead for what cannot be meant."""
    cells: dict[str, str] = {}
    for field, read in READERS.items():
        if field in form:
            cells |= read(form[field].strip(), about)
    _must_be_a_stretch(cells, about.recording)
    return {**_slate_that_was_seen(about), **cells} if cells else cells


def _slate_that_was_seen(about: About) -> dict[str, str]:
    """Return the slate that was read in the picture, to be written down with what people say.

    A slate of paper has no take: takes are counted, and one that comes late would count the others
    anew. What people have looked at keeps its number.
    """
    named = about.recording.named
    if named.by is not NamedBy.PICTURE or named.slate is None:
        return {}
    slate = named.slate
    return {"scene": slate.scene, "shot": str(slate.shot), "take": str(slate.take)}


def _rating(text: str, _about: About) -> dict[str, str]:
    if text not in {"", *(rating.value for rating in Rating)}:
        raise CannotRead("“%(text)s” is not a rating. Write good, hold or no_good.", text=text[:40])
    return {"rating": text}


def _shot(text: str, about: About) -> dict[str, str]:
    """Read a shot or a whole slate, "role:wild" for what is no take, nothing to be asked again."""
    role = text.removeprefix("role:")
    if text in {"", f"role:{role}"} and role in {"", *ROLES}:
        return {"scene": "", "shot": "", "take": "", "role": role}
    others = [one.named for one in about.table.recordings if one.id != about.recording.id]
    has_take = text.count("_T") == 1
    wanted = parse_slate(text.upper() if has_take else f"{text.upper()}_T1")
    mine = about.recording.named.slate
    stays = mine is not None and not has_take and mine.shot_name == wanted.shot_name
    slate = mine if mine and stays else wanted if has_take else next_of(wanted, others)
    number = {"scene": slate.scene, "shot": str(slate.shot), "take": str(slate.take)}
    return {**number, "role": ""}


def _take(text: str, about: About) -> dict[str, str]:
    slate = about.recording.named.slate
    if slate is None:
        raise CannotRead("First say which shot this is, then count its takes.")
    slate = parse_slate(f"{slate.shot_name}_T{text}")
    return {"scene": slate.scene, "shot": str(slate.shot), "take": str(slate.take)}


def _frame(column: str) -> Callable[[str, About], dict[str, str]]:
    def read(text: str, about: About) -> dict[str, str]:
        if not text:
            return {column: ""}
        return {column: str(timecode_to_frames(text, about.table.project.frame_rate))}

    return read


def _words(column: str, longest: int) -> Callable[[str, About], dict[str, str]]:
    def read(text: str, _about: About) -> dict[str, str]:
        return {column: " ".join(text.split())[:longest]}

    return read


def _sound(text: str, about: About) -> dict[str, str]:
    """Read the name of a recorder's file; another file was lined up otherwise."""
    if text not in {"", CAMERA_SOUND, *(one.file for one in about.table.sounds)}:
        raise CannotRead("There is no sound called “%(name)s” on your table.", name=text[:80])
    same = text == about.recording.entry.sound
    return {"sound": text} if same else {"sound": text, "sound_offset": ""}


def _offset(text: str, _about: About) -> dict[str, str]:
    figures = text.removeprefix("-")
    fits = figures.isascii() and figures.isdecimal() and int(figures[:12]) <= MOST_SAMPLES
    if text and not fits:
        raise CannotRead("“%(text)s” is not a number of samples.", text=text[:40])
    return {"sound_offset": text}


READERS: Final[Mapping[str, Callable[[str, About], dict[str, str]]]] = {
    "rating": _rating,
    "shot": _shot,
    "take": _take,
    "in": _frame("in_frame"),
    "out": _frame("out_frame"),
    "note": _words("note", LONGEST_NOTE),
    "costume": _words("costume", LONGEST_COSTUME),
    "sound": _sound,
    "offset": _offset,
}
"""How each field of the forms is read."""


def _must_be_a_stretch(cells: Mapping[str, str], recording: Recording) -> None:
    if not {"in_frame", "out_frame"} & set(cells):
        return
    first = int(cells.get("in_frame", recording.in_frame) or 0)
    end = int(cells.get("out_frame", recording.out_frame) or recording.frames)
    if not first < end <= recording.frames:
        raise CannotRead("The end must come after the beginning, and both must be in the take.")


def keep(about: About, cells: Mapping[str, str], *, base: int) -> Saved:
    """Lay takes.csv on the desk with these cells in it, written from the version of the page.

    What others have said meanwhile stays; where they said something else of the same, both are
    kept and people choose. Who presses two buttons quickly does not clash with themselves.
    """
    place, who = place_of(about.table.project_id), auth.person().id
    with parts().book.reading() as session:
        newest = desk_records.version(session, place)
        if newest and not desk_records.others_wrote(session, place, who, since=base):
            base = newest.number
    start = desks.start_of(place)
    seen = desk.lying(parts().book, parts().store, place, number=base) if base else None
    before = (seen.content if seen else start).decode(errors="replace")
    content = changed(before, about.recording.file, cells)
    saving = Saving(place=place, by=who, base=base, content=content.encode())
    return desk.save(parts().book, parts().store, saving, start=start)
