"""Which recording is which take: one answer for the stage and for the page. Pure.

People have the first and the last word (takes.csv), then the code of our slate in the picture,
then the name of the file. The log of the slate only proposes: it knows what was shot, not which
file holds it. Where nothing says it, the group is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from pipeline.documents.project import SlateSystem
from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, SoundRole
from pipeline.rushes.catalogue import Entry
from pipeline.rushes.clip import SlateMark
from pipeline.rushes.codes import SlateCode, codes_in
from pipeline.rushes.naming import base_name, natural, role_of, slates_of
from pipeline.rushes.proposing import proposals_for
from pipeline.shots.slate_log import VOID, LoggedTake


class NamedBy(StrEnum):
    """From where it is known which take a recording is."""

    PEOPLE = "people"
    """takes.csv says so."""
    PICTURE = "picture"
    """The code of the slate was seen."""
    NAME = "name"
    """The name of the file says so."""
    NOBODY = "nobody"
    """The group must be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What there is to know of a recording before it has a slate."""

    file: str
    """Its name on the table of the group; no two are equal."""
    original_name: str = ""
    """As the camera called it; empty where that is the same."""
    marks: tuple[SlateMark, ...] = ()
    """Codes seen in its picture (Clip.slates)."""
    timecode: str = ""
    """HH:MM:SS:FF of the camera's clock."""
    is_sound: bool = False
    """Whether it has no picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A recording, its slate, and all that people have said about it."""

    file: str
    slate: Slate | None = None
    """None: a sound that is no take's, or a film that the group must be asked about."""
    by: NamedBy = NamedBy.NOBODY
    proposals: tuple[Slate, ...] = ()
    """What it may be, the likeliest first; for a human to confirm. Empty once it is known."""
    is_sound: bool = False
    entry: Entry
    """The row of takes.csv, with rating and note of the log where the row has none; an empty one
    for a recording without a row."""
    role: SoundRole | None = None
    """What a sound is for; of a film only what takes.csv says."""
    code: SlateCode | None = None
    """The slate that was seen in the picture, whoever has named it in the end."""
    written: Slate | None = None
    """The slate that the name of the file tells, whoever has named it in the end."""

    @property
    def name(self) -> str:
        """The canonical name, S03_P02_T04; the file's own name while it has none."""
        return self.slate.name if self.slate else base_name(self.file)

    @property
    def rating(self) -> Rating | None:
        """What people or the log have said; None: nobody has judged it."""
        return self.entry.rating

    @property
    def is_take(self) -> bool:
        """Whether it is the picture of a take."""
        return self.slate is not None and not self.is_sound

    @property
    def is_open(self) -> bool:
        """Whether the group must say what it is."""
        return self.slate is None and not self.is_sound and self.role is None


_RATED: Final = {rating.value: rating for rating in Rating}


def name_recordings(
    recordings: Iterable[Recording],
    entries: Mapping[str, Entry],
    log: Sequence[LoggedTake] = (),
    *,
    system: SlateSystem = SlateSystem.PLANNED,
    shots: Sequence[Shot] = (),
) -> tuple[Named, ...]:
    """Return each recording with its slate, in the order in which it was shot.

    entries are the rows of takes.csv by base name in lower case, log the log of the slate, shots
    what was planned.
    """
    known = in_order(recordings)
    written = _written(known, system, shots)
    named = [_known(one, entries, written.get(one.file)) for one in known]
    named = _numbered(named)
    named = [_with_log(one, log) for one in named]
    named = [_with_role(one, named) for one in named]
    proposed = proposals_for([(one.file, one.slate, one.is_open) for one in named], log)
    return tuple(replace(one, proposals=proposed.get(one.file, ())) for one in named)


def in_order(recordings: Iterable[Recording]) -> list[Recording]:
    """Return recordings as they were shot: by the camera's clock where all have one, else by name.

    A clock that always begins anew says nothing; then the names do. Of two with one name the one
    that came first has it on the table, too, and "(2)" is behind the other's.
    """
    known = sorted(recordings, key=_by_names)
    pictures = [one for one in known if not one.is_sound]
    if pictures and all(one.timecode for one in pictures):
        known.sort(key=lambda one: one.timecode)
    return known


def _by_names(one: Recording) -> tuple[tuple[tuple[int, str], ...], ...]:
    return natural(one.original_name or one.file), natural(PurePosixPath(one.file).stem)


def counted_ratings(named: Iterable[Named]) -> Mapping[str, Rating]:
    """Return the rating that counts of each take, by file.

    A take that nobody has judged is good enough as long as no take of its shot was circled; then
    it is kept as a spare.
    """
    takes = [one for one in named if one.is_take]
    circled = {one.slate.shot_name for one in takes if one.slate and one.rating is Rating.GOOD}
    return {
        one.file: one.rating
        or (Rating.HOLD if one.slate and one.slate.shot_name in circled else Rating.GOOD)
        for one in takes
    }


def _written(
    recordings: Sequence[Recording], system: SlateSystem, shots: Sequence[Shot]
) -> Mapping[str, Slate]:
    """Return what the names tell: the name on the table, else that of the camera."""
    found = slates_of((one.file for one in recordings), system=system, shots=shots)
    rest = {
        one.file: one.original_name
        for one in recordings
        if one.original_name and one.file not in found
    }
    more = slates_of(rest.values(), system=system, shots=shots)
    # Two cameras may have given the same name: each recording looks for its own.
    return {**found, **{file: more[name] for file, name in rest.items() if name in more}}


def _known(one: Recording, entries: Mapping[str, Entry], written: Slate | None) -> Named:
    """Return a recording with what people, its picture or its name say, each take on its own."""
    file = base_name(one.file)
    entry = entries.get(file.lower()) or Entry(file=file)
    named = Named(
        file=one.file,
        is_sound=one.is_sound,
        entry=entry,
        role=entry.role,
        code=codes_in(one.marks),
        written=written,
    )
    if entry.slate or entry.role:
        return replace(named, slate=entry.slate, by=NamedBy.PEOPLE)
    if named.code and named.code.take:
        return replace(named, slate=named.code.slate(named.code.take), by=NamedBy.PICTURE)
    if named.code and written and named.code.is_of(written):
        return replace(named, slate=written, by=NamedBy.PICTURE)
    if named.code:
        return replace(named, by=NamedBy.PICTURE)
    return replace(named, slate=written, by=NamedBy.NAME) if written else named


def _numbered(named: Sequence[Named]) -> list[Named]:
    """Give the takes of paper slates, which tell only the shot, the next free numbers."""
    used = {one.slate for one in named if one.slate and not one.is_sound}
    done = []
    for one in named:
        if one.by is NamedBy.PICTURE and one.slate is None and one.code:
            take = 1
            while one.code.slate(take) in used:
                take += 1
            used.add(one.code.slate(take))
            one = replace(one, slate=one.code.slate(take))
        done.append(one)
    return done


def _with_log(one: Named, log: Sequence[LoggedTake]) -> Named:
    """Let the phone's rating and note count where takes.csv has none."""
    if one.slate is None or one.is_sound:
        return one
    said = [each for each in log if each.rating != VOID and slate_of(each) == one.slate]
    if not said:
        return one
    last = max(said, key=lambda each: each.changed)
    entry = replace(
        one.entry,
        rating=one.entry.rating or _RATED.get(last.rating),
        note=one.entry.note or last.note,
    )
    return replace(one, entry=entry)


def slate_of(logged: LoggedTake) -> Slate:
    """Return the slate of a take that was logged."""
    return Slate(scene=logged.scene, shot=logged.shot, take=logged.take)


def _with_role(one: Named, named: Sequence[Named]) -> Named:
    """Return a sound with what it is for: as the table says, or as its name does."""
    if not one.is_sound or one.role:
        return one
    if one.entry.slate:
        return replace(one, role=SoundRole.DOUBLE)
    takes = [other for other in named if other.is_take]
    file = base_name(one.file).lower()
    for take in takes:
        if take.entry.sound.lower() == file:
            return replace(one, role=SoundRole.DOUBLE, slate=take.slate, by=NamedBy.PEOPLE)
    role = role_of(one.file, [take.slate for take in takes if take.slate])
    return replace(one, role=role, slate=one.slate if role is SoundRole.DOUBLE else None)
