"""The sound desk of a group: its cue sheet, its recordings, and every sound that a cue may name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline import desk, workflow
from pipeline.desk import SOUNDS, Saved, Saving
from pipeline.documents.json import from_json
from pipeline.documents.sound import SoundPlan, base_name
from pipeline.documents.takes import Takes
from pipeline.editing.cue_table import NAME, rows_of
from pipeline.editing.mix_table import NAME as MIXING
from pipeline.editing.spotting import take_name
from pipeline.errors import CannotRead, PipelineError, TooMany
from pipeline.files import StoredFile
from pipeline.media.safety import AUDIO_KINDS, HEAD_BYTES, display_name, sniff
from pipeline.records import desks, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide, RevisionView
from pipeline.timing import SAMPLE_RATE
from web import auth, papers
from web.parts import parts
from web.recordings import SOUNDS as SUFFIXES

STAGE: Final = "sound"
MOST_RECORDINGS: Final = 300
KINDS: Final = AUDIO_KINDS | {"mov"}
"""Phones write their sound as a film without a picture (m4a)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The cue sheet as the group last left it."""

    text: str
    number: int
    """Of the version on the desk; 0 while nothing lies there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A sound that a cue may name."""

    file: str
    """Base name."""
    origin: str
    """desk: recorded in the browser; sent: with a version; rushes: home from the shoot."""
    samples: int | None = None
    """Length at 48 kHz; None while nobody knows."""
    by: str = ""
    digest: str = ""
    listen: str = ""
    """Product of the rushes that is smaller to listen to; empty where there is none."""


def place_of(project_id: int, name: str = NAME) -> Place:
    """Return where something of the sound lies."""
    return Place(project_id=project_id, stage=STAGE, name=name)


def sheet_of(project_id: int, number: int | None = None, *, name: str = NAME) -> Sheet:
    """Return what lies on the desk, or what lay there; before that, the sheet that was sent last.

    What is sent afterwards is laid there as soon as it has been read.
    """
    place = place_of(project_id, name)
    lying = desk.lying(parts().book, parts().store, place, number=number or None)
    if lying:
        return Sheet(text=_text(lying.content), number=lying.version.number)
    sent = next((one for one in _sent(project_id) if base_name(one.name).lower() == name), None)
    content = parts().store.path(sent.digest).read_bytes() if sent else b""
    return Sheet(text=_text(content), number=0)


def _sent(project_id: int) -> tuple[FileOf, ...]:
    """Return the group's files of the newest version."""
    with parts().book.reading() as session:
        newest = revisions.newest(session, project_id, STAGE)
        return revisions.files_of(session, newest.id, FileSide.SENT) if newest else ()


def is_unsent(project_id: int, name: str) -> bool:
    """Return whether the newest version does not know of what lies on the desk."""
    with parts().book.reading() as session:
        lying = desks.version(session, place_of(project_id, name))
    known = {one.digest for one in _sent(project_id) if base_name(one.name).lower() == name}
    return lying is not None and lying.digest not in known


def _text(content: bytes) -> str:
    return content.decode(errors="replace")


def change(project_id: int, base: int, how: Callable[[str], str], *, name: str = NAME) -> Saved:
    """Lay a changed sheet on the desk; it was changed where its sender saw it.

    Raise CannotRead for a sheet that cannot be read, MovedOn for a row that is gone, Refused.
    """
    seen = sheet_of(project_id, base or None, name=name)
    saving = Saving(
        place=place_of(project_id, name),
        by=auth.person().id,
        base=seen.number,
        content=how(seen.text).encode(),
    )
    start = seen.text.encode() if not seen.number else b""
    return desk.save(parts().book, parts().store, saving, start=start)


def recordings_of(project_id: int) -> tuple[Recording, ...]:
    """Return every sound that a cue may name, each name once; the newest of a name counts."""
    with parts().book.reading() as session:
        lying = desks.lying(session, project_id, STAGE)
    lengths = _lengths(papers.paper_of(project_id, STAGE, "sound.json"))
    found = {one.file: one for one in _of_rushes(project_id)}
    for file in _sent(project_id):
        name = base_name(file.name)
        if name.lower().endswith(SUFFIXES):
            length = lengths.get(file.digest) or wav_samples(_head(file.digest))
            found[name] = Recording(file=name, origin="sent", samples=length, digest=file.digest)
    for version in lying:
        name = base_name(version.name)
        if desk.is_sound(STAGE, version.name) and version.bytes:
            length = wav_samples(_head(version.digest))
            found[name] = Recording(
                file=name, origin="desk", samples=length, by=version.by, digest=version.digest
            )
        elif desk.is_sound(STAGE, version.name):
            found.pop(name, None)
    return tuple(sorted(found.values(), key=lambda one: one.file.casefold()))


def _lengths(content: bytes | None) -> Mapping[str, int]:
    try:
        plan = from_json(content, SoundPlan) if content else None
    except PipelineError:
        plan = None
    return {one.digest: one.samples for one in plan.sounds} if plan else {}


def _of_rushes(project_id: int) -> tuple[Recording, ...]:
    content = papers.paper_of(project_id, "rushes", "takes.json")
    try:
        takes = from_json(content, Takes) if content else None
    except PipelineError:
        takes = None
    sounds = takes.sounds if takes else ()
    return tuple(
        Recording(
            file=base_name(one.file),
            origin="rushes",
            samples=one.samples,
            digest=one.digest,
            listen=one.listen,
        )
        for one in sounds
    )


def wav_samples(head: bytes) -> int | None:
    """Return the length at 48 kHz that the head of a WAV says; None for anything else."""
    at = head.find(b"fmt ", 12, 4000)
    data = head.find(b"data", 12, 4000)
    if head[:4] != b"RIFF" or at < 0 or data < 0:
        return None
    a_second = int.from_bytes(head[at + 16 : at + 20], "little")
    size = int.from_bytes(head[data + 4 : data + 8], "little")
    return round(size * SAMPLE_RATE / a_second) if a_second else None


def keep(project_id: int, words: str, sent_name: str, stored: StoredFile) -> str:
    """Lay a recording on the desk as the next take of a sound, and return its name.

    A recording whose answer was lost on the way is not laid there twice. Raise CannotRead for what
    is no sound, TooMany, Refused.
    """
    with parts().book.reading() as session:
        lying = [
            one
            for one in desks.lying(session, project_id, STAGE)
            if desk.is_sound(STAGE, one.name) and one.bytes
        ]
    same = next((one for one in lying if one.digest == stored.digest), None)
    if same:
        return base_name(same.name)
    if len(lying) >= MOST_RECORDINGS:
        raise TooMany("Many recordings lie here. Take away those that you do not need.")
    _must_sound(stored, sent_name)
    suffix = f".{sent_name.rpartition('.')[2].lower()}"
    name = take_name(words, (one.file for one in recordings_of(project_id)), suffix)
    place = place_of(project_id, f"{SOUNDS}{name}")
    desk.lay_sound(parts().book, place, stored, by=auth.person().id)
    return name


def _must_sound(stored: StoredFile, name: str) -> None:
    kind = sniff(_head(stored.digest), name=display_name(name))
    if kind not in KINDS:
        raise CannotRead("“%(name)s” is no sound. Send the recording.", name=display_name(name))


def is_wav(digest: str) -> bool:
    """Return whether a file begins as a WAV, which a browser plays and never runs."""
    head = _head(digest)
    return (head[:4], head[8:12]) == (b"RIFF", b"WAVE")


def _head(digest: str) -> bytes:
    with parts().store.path(digest).open("rb") as file:
        return file.read(HEAD_BYTES)


def take_away(project_id: int, file: str) -> None:
    """Take a recording from the desk. Raise NotFound, Refused."""
    place = place_of(project_id, f"{SOUNDS}{base_name(file)}")
    nothing = desk.put_bytes(parts().store, b"")
    desk.lay_sound(parts().book, place, nothing, by=auth.person().id)


def send(project_id: int, note: str) -> RevisionView:
    """Make a version of the cue sheet, of the recordings that it names, and of the mixing desk.

    Raise Refused.
    """
    sheet, page = sheet_of(project_id), sheet_of(project_id, name=MIXING)
    with parts().book.reading() as session:
        lying = desks.lying(session, project_id, STAGE)
    named = {base_name(row["file"]) for row in rows_of(sheet.text)}
    sounds = [one for one in lying if desk.is_sound(STAGE, one.name)]
    wanted = [one for one in sounds if one.bytes and base_name(one.name) in named]
    files = {one.name: StoredFile(digest=one.digest, bytes=one.bytes) for one in wanted}
    both = {NAME: sheet.text, MIXING: page.text}
    texts = {name: text for name, text in both.items() if text.strip()}
    files |= {name: desk.put_bytes(parts().store, text.encode()) for name, text in texts.items()}
    older = {one.name for one in _sent(project_id) if base_name(one.name).lower() in texts}
    sending = workflow.Sending(
        project_id=project_id,
        stage=STAGE,
        by=auth.person().id,
        files=files,
        leave_out=(frozenset(one.name for one in sounds) | older) - files.keys(),
        note=note,
    )
    return workflow.add_revision(parts().book, sending)
