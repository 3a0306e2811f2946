"""Turns a group's files into the catalogue: each through the gate, each with its slate.

One bad file never costs the others: it becomes a finding that names it, and the rest is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Final, TypeVar

from pipeline.documents.project import SlateSystem
from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, SoundFile, SoundRole, Take, Takes
from pipeline.errors import CannotRead
from pipeline.media.facts import MediaFacts
from pipeline.media.probe import Upload, probe_all
from pipeline.media.safety import Trouble, UnfitMedia
from pipeline.rushes import releases
from pipeline.rushes.catalogue import NAME, Entry, read_entries
from pipeline.rushes.clip import Clip
from pipeline.rushes.named import Named, Recording, counted_ratings, name_recordings
from pipeline.rushes.naming import base_name
from pipeline.rushes.releases import Release, read_releases
from pipeline.shots import slate_log
from pipeline.shots.slate_log import LoggedTake, log_of
from pipeline.stages.stage import Files, StageFile
from pipeline.timing import SAMPLE_RATE, seconds_to_frames

SOUND_SUFFIXES: Final = frozenset(
    {".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".aif", ".aiff", ".aac"}
)
Value = TypeVar("Value")

TABLES: Final = (NAME, slate_log.NAME, releases.NAME)
"""What lies beside the recordings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rushes:
    """The catalogue, what is known of each file, and what went wrong while reading."""

    takes: Takes
    facts: Mapping[str, MediaFacts]
    """By the name of the group's file."""
    findings: tuple[Finding, ...]
    named: tuple[Named, ...] = ()
    """Every recording with its slate and what people have said of it."""
    log: tuple[LoggedTake, ...] = ()
    """The log of the slate."""
    table: str = ""
    """takes.csv as it was sent."""
    releases: tuple[Release, ...] | None = None
    """Who has agreed to be seen and heard; None where nobody keeps the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What helps to tell which recording is which take, besides the files themselves."""

    system: SlateSystem = SlateSystem.PLANNED
    shots: tuple[Shot, ...] = ()
    clips: Mapping[str, Clip] = field(default_factory=dict)
    """By the digest of the recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A file that passed the gate."""

    file: StageFile
    facts: MediaFacts


def read_rushes(files: Files, *, rate: Fraction, hints: Hints | None = None) -> Rushes:
    """Return the rushes of a group's files at the project's rate.

    Raises CannotRead when there is no film, sound or table at all, or a table cannot be read.
    """
    tables = {base_name(name).lower(): file for name, file in files.items()}
    media = [file for name, file in files.items() if base_name(name).lower() not in TABLES]
    if not media and NAME not in tables:
        raise CannotRead("There are no rushes yet. Send at least one take.")
    texts = {name: _text(tables[name]) for name in TABLES if name in tables}
    entries, findings = read_entries(texts[NAME]) if NAME in texts else ({}, ())
    log, no_log = _or_finding(log_of, texts.get(slate_log.NAME, ""), slate_log.NAME)
    papers, no_papers = _or_finding(read_releases, texts.get(releases.NAME, ""), releases.NAME)
    found, refused = _through_the_gate(media)
    named = _named(found, entries, log or (), hints or Hints())
    takes, doubts = _takes(found, named, rate)
    return Rushes(
        takes=Takes(frame_rate=rate, takes=takes, sounds=_sounds(found, named)),
        facts={one.file.name: one.facts for one in found},
        findings=(
            *findings,
            *no_log,
            *no_papers,
            *refused,
            *doubts,
            *_listed_but_not_sent(entries, media),
        ),
        named=named,
        log=log or (),
        table=texts.get(NAME, ""),
        releases=papers,
    )


def _text(file: StageFile) -> str:
    try:
        return file.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CannotRead(
            "%(name)s is not a text that can be read. Save the table as CSV (UTF-8).",
            name=base_name(file.name),
            detail=str(fault),
        ) from fault


def _or_finding(
    read: Callable[[str], tuple[Value, ...]], text: str, name: str
) -> tuple[tuple[Value, ...] | None, list[Finding]]:
    """Return what a table beside the takes says, None without one; a bad one costs no take."""
    if not text.strip():
        return None, []
    try:
        return read(text), []
    except CannotRead as fault:
        return None, [blocker("TAKES_ROW", name, "%(reason)s", reason=str(fault))]


def _named(
    found: list[_Found],
    entries: Mapping[str, Entry],
    log: tuple[LoggedTake, ...],
    hints: Hints,
) -> tuple[Named, ...]:
    def recording(one: _Found) -> Recording:
        clip = hints.clips.get(one.file.digest)
        return Recording(
            file=one.file.name,
            marks=clip.slates if clip else (),
            timecode=one.facts.start_timecode,
            is_sound=one.facts.video is None,
        )

    recordings = map(recording, found)
    return name_recordings(recordings, entries, log, system=hints.system, shots=hints.shots)


def _through_the_gate(media: list[StageFile]) -> tuple[list[_Found], list[Finding]]:
    answers = probe_all([Upload(path=file.path, name=file.name) for file in media])
    found, refused = [], []
    for file, answer in zip(media, answers, strict=True):
        if isinstance(answer, UnfitMedia):
            refused.append(_refused(file, answer))
        elif answer.video is None and PurePosixPath(file.name).suffix.lower() not in SOUND_SUFFIXES:
            refused.append(_refused(file, UnfitMedia(Trouble.NO_VIDEO, name=base_name(file.name))))
        else:
            found.append(_Found(file=file, facts=answer))
    return found, refused


def _refused(file: StageFile, trouble: UnfitMedia) -> Finding:
    values = {key: str(value) for key, value in trouble.values.items()}
    return blocker(trouble.code.value, file.name, trouble.template, **values)


def _takes(
    found: list[_Found], named: tuple[Named, ...], rate: Fraction
) -> tuple[tuple[Take, ...], list[Finding]]:
    files = {one.file.name: one for one in found}
    ratings = counted_ratings(named)
    takes: dict[str, Take] = {}
    findings = []
    for one in named:
        if one.is_open:
            findings.append(_which_shot(one))
        if one.slate is None or one.is_sound:
            continue
        take, doubts = _take(files[one.file], one.slate, one.entry, rate)
        take = replace(take, rating=ratings[one.file])
        findings += doubts
        if take.name in takes:
            findings.append(_same_slate(one.file, takes[take.name]))
        else:
            takes[take.name] = take
    return tuple(sorted(takes.values(), key=_in_script_order)), findings


def _in_script_order(take: Take) -> tuple[int, str, int, int]:
    digits = take.slate.scene.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits), take.slate.scene, take.slate.shot, take.slate.take


def _take(one: _Found, slate: Slate, entry: Entry, rate: Fraction) -> tuple[Take, list[Finding]]:
    video = one.facts.video
    if video is None:
        raise ValueError("a take has a picture")
    frames = max(1, seconds_to_frames(one.facts.duration, rate))
    first = min(entry.in_frame or 0, frames - 1)
    end = min(entry.out_frame or frames, frames)
    take = Take(
        slate=slate,
        file=one.file.name,
        digest=one.file.digest,
        kind=one.facts.kind,
        in_frame=first,
        out_frame=max(first + 1, end),
        frames=frames,
        width=video.width,
        height=video.height,
        rate=video.rate or rate,
        has_sound=one.facts.audio is not None,
        note=entry.note,
        start_timecode=one.facts.start_timecode,
    )
    wanted = max(entry.in_frame or 0, (entry.out_frame or 1) - 1)
    doubts = [_beyond_the_end(one.file.name, take)] if wanted >= frames else []
    return take, doubts


def _sounds(found: list[_Found], named: tuple[Named, ...]) -> tuple[SoundFile, ...]:
    roles = {one.file: one.role for one in named if one.is_sound}
    return tuple(
        SoundFile(
            file=one.file.name,
            digest=one.file.digest,
            kind=one.facts.kind,
            role=roles[one.file.name] or SoundRole.WILD,
            samples=int(one.facts.duration * SAMPLE_RATE),
            channels=one.facts.audio.channels,
        )
        for one in found
        if one.facts.audio and not one.facts.video
    )


def _which_shot(one: Named) -> Finding:
    if one.proposals:
        return blocker(
            "WHICH_SHOT",
            one.file,
            "Which shot is “%(name)s”? By the log of the slate it may be %(proposals)s. Look at "
            "it and say which.",
            name=base_name(one.file),
            proposals=", ".join(slate.name for slate in one.proposals),
        )
    return blocker(
        "WHICH_SHOT",
        one.file,
        "Which shot is “%(name)s”? Give the file a name like S01_P02_T03, or write its scene, "
        "shot and take into takes.csv.",
        name=base_name(one.file),
    )


def _same_slate(name: str, first: Take) -> Finding:
    return blocker(
        "C29",
        name,
        "“%(name)s” and “%(first)s” both say that they are %(take)s. Give one of them another "
        "take number in takes.csv.",
        name=base_name(name),
        first=base_name(first.file),
        take=first.name,
    )


def _beyond_the_end(name: str, take: Take) -> Finding:
    return warning(
        "TRIM",
        name,
        "takes.csv names a frame after the end of “%(name)s”, which has %(frames)s frames. The end "
        "of the file is taken instead.",
        name=base_name(name),
        frames=take.frames,
    )


def _listed_but_not_sent(entries: Mapping[str, Entry], media: list[StageFile]) -> list[Finding]:
    sent = {base_name(file.name).lower() for file in media}
    return [
        warning(
            "NOT_SENT",
            entry.slate.name if entry.slate else entry.file,
            "takes.csv names “%(name)s”, but this file was not sent. Send it, or delete its row.",
            name=entry.file,
        )
        for key, entry in entries.items()
        if key not in sent and entry.rating is not Rating.NO_GOOD
    ]


def with_products(takes: Takes, made: Mapping[str, Take]) -> Takes:
    """Return the catalogue with the takes that now have products; by the name of the take."""
    return replace(takes, takes=tuple(made.get(take.name, take) for take in takes.takes))
