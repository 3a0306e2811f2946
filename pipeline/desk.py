"""The desk: what a group is writing between two versions, safe at every moment.

Each saving is a version of its own and nothing is ever written over. Who saves says which version
they began from; when somebody else was faster, both writings are brought together piece by piece
(scene by scene, row by row). Where both changed the same piece, the desk stays as it is, what was
sent is kept aside, and the people who wrote it decide. Of an edit nothing is merged: two cuts that
were made at once are both kept, and people choose.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline import guards
from pipeline.documents.merge import Clash, Merge
from pipeline.documents.subtitle_merge import merge_subtitles
from pipeline.documents.subtitle_names import BURN_IN, OWN_NAMES
from pipeline.editing.credits_table import merge_credits
from pipeline.editing.cue_table import merge_cues
from pipeline.editing.cut_merge import merge_cuts
from pipeline.editing.grade_table import merge_grades
from pipeline.editing.mix_table import merge_mix
from pipeline.editing.relink_choices import merge_choices
from pipeline.errors import CannotRead, MovedOn, NotFound
from pipeline.files import Store, StoredFile
from pipeline.fountain.merge import merge_scripts
from pipeline.records import Book, Session, decisions, desks
from pipeline.records.desks import DeskVersion, Place
from pipeline.records.values import FileOf
from pipeline.rushes.table import merge_takes
from pipeline.shots.merge import merge_days, merge_tables
from pipeline.shots.slate_log import merge_logs

EVENT: Final = "desk"
"""Kind of the event that tells other pages that something was laid on a desk."""
LARGEST_TEXT_BYTES: Final = 1_000_000
MOST_TRIES: Final = 12
LARGEST_PICTURE_BYTES: Final = 12_000_000
LARGEST_TIMELINE_BYTES: Final = 4_000_000
"""Twice what the longest cut needs that the simple cutter makes."""
PICTURES: Final = "boards/"
SOUNDS: Final = "sounds/"
"""What the group records against the picture lies below this, each take a file of its own."""

Merger = Callable[[str, str, str, frozenset[str]], Merge]
MERGERS: Final[Mapping[str, Mapping[str, Merger | None]]] = {
    "script": {"script.fountain": merge_scripts},
    "shot_list": {"shot_list.csv": merge_tables, "days.csv": merge_days},
    "rushes": {"slate_log.csv": merge_logs, "takes.csv": merge_takes},
    "edit": {"edit.otio": merge_cuts, "relink.csv": merge_choices, "grade.csv": merge_grades},
    "final_cut": {
        "credits.csv": merge_credits,
        **dict.fromkeys(OWN_NAMES, merge_subtitles),
        BURN_IN: None,
    },
    "sound": {"cues.csv": merge_cues, "mix.csv": merge_mix},
}
"""What may lie on the desk of a stage; without a merger the newest version simply lies there."""
AS_SENT: Final = {"final_cut": (*OWN_NAMES, BURN_IN), "sound": tuple(MERGERS["sound"])}
"""Texts that lie there as they were sent; of the others, what was made of them does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What somebody lays on the desk."""

    place: Place
    by: int
    base: int
    """Number of the version it was written from; 0 for the start that the page showed."""
    content: bytes
    choices: Mapping[str, str] = field(default_factory=dict)
    """Place of a clash to whose writing counts there: "mine", or "theirs"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """How the desk is after somebody has saved."""

    number: int
    """Of the version that lies there now."""
    content: bytes
    merged: bool = False
    """Somebody else had written meanwhile; content holds both."""
    clashes: tuple[Clash, ...] = ()
    """Pieces that both have changed: nothing was laid on the desk, what was sent is kept aside."""
    aside: int = 0
    """Number of the version that was kept aside: what was sent, when content is something else.
    Who has typed on meanwhile names it as the base of what comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """What lies on the desk."""

    version: DeskVersion
    content: bytes


def save(book: Book, store: Store, saving: Saving, *, start: bytes = b"") -> Saved:
    """Lay something on the desk; it is durable when this returns.

    start is what the page showed while the desk was empty: it becomes version 1, so that two who
    began from it at once can be brought together. Two writings are merged before the records are
    locked; when somebody lays down a third meanwhile, they are merged again. Raise Refused for
    somebody of another group, CannotRead for what does not belong on a desk, MovedOn when others
    were faster many times.
    """
    _must_belong(saving)
    mine = put_bytes(store, saving.content)
    begun = _begin(book, store, saving, start)
    for _ in range(MOST_TRIES):
        meeting = _meet(book, store, saving, mine, begun)
        with book.writing() as session:
            guards.must_hold(session, saving.place.project_id, saving.place.stage)
            newest = desks.version(session, saving.place)
            if (newest.number if newest else 0) == meeting.seen:
                return _lay_down(session, saving, mine, meeting)
    raise MovedOn("Many of you are writing here at once. Wait a moment, then keep it again.")


def _begin(book: Book, store: Store, saving: Saving, start: bytes) -> str:
    """Let nobody else in, and lay the start down where nothing lies yet; return its digest."""
    first = put_bytes(store, start) if start else None
    with book.writing() as session:
        guards.must_be_maker(session, saving.place.project_id, saving.by)
        guards.must_hold(session, saving.place.project_id, saving.place.stage)
        if first and desks.version(session, saving.place) is None:
            desks.lay(session, saving.place, digest=first.digest, size=first.bytes, by=None)
    return first.digest if first else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting:
    """What comes of what is sent and what lies there."""

    seen: int
    """Number of the version that lay there; 0 for an empty desk."""
    content: bytes
    """What is to lie there."""
    file: StoredFile | None
    """The same in the store; None when it lies there already."""
    clashes: tuple[Clash, ...] = ()


def _meet(book: Book, store: Store, saving: Saving, mine: StoredFile, begun: str) -> _Meeting:
    with book.reading() as session:
        newest = desks.version(session, saving.place)
        base = desks.version(session, saving.place, max(saving.base, 1))
    if base and not saving.base and base.digest != begun:
        base = None  # the page showed nothing, or something else: what lies there is another's
    merger = _merger_of(saving.place)
    if newest is None or merger is None or (base and base.number == newest.number):
        same = newest is not None and newest.digest == mine.digest
        return _Meeting(
            seen=newest.number if newest else 0,
            content=saving.content,
            file=None if same else mine,
        )
    theirs = store.path(newest.digest).read_bytes()
    before = store.path(base.digest).read_bytes() if base else b""
    keep_mine = frozenset(where for where, whose in saving.choices.items() if whose == "mine")
    was, mine_now, lies = (one.decode(errors="replace") for one in (before, saving.content, theirs))
    merge = merger(was, mine_now, lies, keep_mine)
    left = tuple(one for one in merge.clashes if one.place not in saving.choices)
    both = theirs if left else merge.text.encode()
    return _Meeting(
        seen=newest.number,
        content=both,
        file=None if both == theirs else put_bytes(store, both),
        clashes=left,
    )


def _lay_down(session: Session, saving: Saving, mine: StoredFile, meeting: _Meeting) -> Saved:
    """Lay down what came of it; what was sent is kept aside when that is something else."""
    place, differs = saving.place, meeting.content != saving.content
    aside = 0
    if differs:
        aside = desks.lay(
            session, place, digest=mine.digest, size=mine.bytes, by=saving.by, aside=True
        )
    number = _lay(session, place, meeting.file, saving.by) if meeting.file else meeting.seen
    return Saved(
        number=number,
        content=meeting.content,
        merged=differs and not meeting.clashes,
        clashes=meeting.clashes,
        aside=aside,
    )


def lying(book: Book, store: Store, place: Place, *, number: int | None = None) -> Lying | None:
    """Return what lies on the desk, or the version of a number; None if there is none."""
    with book.reading() as session:
        version = desks.version(session, place, number)
    if version is None:
        return None
    return Lying(version=version, content=store.path(version.digest).read_bytes())


def take_back(book: Book, store: Store, place: Place, *, number: int, by: int) -> Saved:
    """Lay an earlier version on the desk again, as a new one. Raise NotFound, Refused."""
    with book.writing() as session:
        guards.must_be_maker(session, place.project_id, by)
        guards.must_hold(session, place.project_id, place.stage)
        earlier = desks.version(session, place, number)
        if earlier is None:
            raise NotFound("There is no such version on the desk.")
        again = StoredFile(digest=earlier.digest, bytes=earlier.bytes)
        laid = _lay(session, place, again, by)
    return Saved(number=laid, content=store.path(earlier.digest).read_bytes())


def put_bytes(store: Store, content: bytes) -> StoredFile:
    """Put bytes into the store; a power cut afterwards loses nothing of them."""
    with tempfile.NamedTemporaryFile(prefix="desk-") as file:
        file.write(content)
        file.flush()
        return store.put(Path(file.name))


def is_text(stage: str, name: str) -> bool:
    """Return whether a name is that of a text of the desk of a stage."""
    return name in MERGERS.get(stage, {})


def is_text_as_sent(stage: str, name: str) -> bool:
    """Return whether what was sent under a name lies on the desk as it is. Subtitles do: those that
    are made are later by the title of the film. So do the sheets of the sound: none is made.
    """
    return name in AS_SENT.get(stage, ())


def is_made_for_desk(stage: str, name: str) -> bool:
    """Return whether what is made under a name is the text of the desk."""
    return is_text(stage, name) and not is_text_as_sent(stage, name)


def is_picture(stage: str, name: str) -> bool:
    """Return whether a name is that of a storyboard frame."""
    return stage == "shot_list" and name.startswith(PICTURES)


def is_sound(stage: str, name: str) -> bool:
    """Return whether a name is that of a recording of the sound desk."""
    return stage == "sound" and name.startswith(SOUNDS)


def lay_sound(book: Book, place: Place, file: StoredFile, *, by: int) -> int:
    """Lay a recording that is safe in the store on the sound desk; nothing in it takes it away.

    Return its number. Raise Refused for somebody of another group, NotFound for another name.
    """
    if not is_sound(place.stage, place.name):
        raise NotFound("There is no such file on the desk.")
    with book.writing() as session:
        guards.must_be_maker(session, place.project_id, by)
        guards.must_hold(session, place.project_id, place.stage)
        return _lay(session, place, file, by)


def follow(session: Session, place: Place, file: FileOf) -> None:
    """Lay what was made of a file that was sent on the desk."""
    newest = desks.version(session, place)
    if newest is None or newest.digest != file.digest:
        _lay(session, place, StoredFile(digest=file.digest, bytes=file.bytes), None)


def _lay(session: Session, place: Place, file: StoredFile, by: int | None) -> int:
    number = desks.lay(session, place, digest=file.digest, size=file.bytes, by=by)
    decisions.tell(session, project_id=place.project_id, stage=place.stage, kind=EVENT)
    return number


def _merger_of(place: Place) -> Merger | None:
    return MERGERS[place.stage].get(place.name)


def _must_belong(saving: Saving) -> None:
    place, picture = saving.place, is_picture(saving.place.stage, saving.place.name)
    if not picture and place.name not in MERGERS.get(place.stage, {}):
        raise NotFound("There is no such file on the desk.")
    text = LARGEST_TIMELINE_BYTES if place.stage == "edit" else LARGEST_TEXT_BYTES
    if len(saving.content) > (LARGEST_PICTURE_BYTES if picture else text):
        raise CannotRead("This is too large for the desk. Send it as a file instead.")
    if not picture:
        try:
            saving.content.decode()
        except UnicodeDecodeError as fault:
            raise CannotRead("This is not a text.", detail=str(fault)) from fault
