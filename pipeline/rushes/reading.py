"""Turns a group's files into the catalogue: each through the gate, each with its slate.

One bad file never costs the others: it becomes a finding that names it, and the rest is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from pipeline.bench import Files, StageFile
from pipeline.documents.project import SlateSystem
from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, SoundFile, SoundRole, Take, Takes
from pipeline.errors import CannotRead
from pipeline.media.facts import MediaFacts
from pipeline.media.probe import Answer, Upload, probe_all
from pipeline.media.safety import UnfitMedia
from pipeline.rushes.catalogue import Entry
from pipeline.rushes.clip import Clip
from pipeline.rushes.ingest import admitted
from pipeline.rushes.kept import known_clip
from pipeline.rushes.named import Named, Recording, counted_ratings, name_recordings
from pipeline.rushes.naming import base_name
from pipeline.rushes.tables import Tables, is_table, read_tables
from pipeline.timing import SAMPLE_RATE, seconds_to_frames

NO_TABLES: Final = Tables(text="", entries={}, log=(), releases=None, findings=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rushes:
    """The catalogue, what is known of each file, and what went wrong while reading."""

    takes: Takes
    facts: Mapping[str, MediaFacts]
    """By the name of the group's file."""
    findings: tuple[Finding, ...]
    named: tuple[Named, ...] = ()
    """Every recording with its slate and what people have said of it."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every recording that passed the gate, by its name."""
    tables: Tables = NO_TABLES
    """What people have written down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What helps to tell which recording is which take, besides the files themselves."""

    system: SlateSystem = SlateSystem.PLANNED
    shots: tuple[Shot, ...] = ()
    clips: Mapping[str, Files] = field(default_factory=dict)
    """What was made of recordings when they arrived, by digest: these are not looked into again."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What recordings were called when they were sent, by digest, the camera's own name first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A file that passed the gate."""

    file: StageFile
    facts: MediaFacts
    clip: Clip | None
    """What was found when it arrived; None on the command line."""


def read_rushes(files: Files, *, rate: Fraction, hints: Hints | None = None) -> Rushes:
    """Return the rushes of a group's files at the project's rate.

    Raises CannotRead when there is no film, sound or table at all, or takes.csv is not a table.
    """
    media = [file for name, file in files.items() if not is_table(name)]
    if not files:
        raise CannotRead("There are no rushes yet. Send at least one take.")
    told, tables = hints or Hints(), read_tables(files)
    found, refused = _through_the_gate(media, _known(media, told.clips, rate))
    named = _named(found, tables, told)
    takes, doubts = _takes(found, named, rate)
    missing = _listed_but_not_sent(tables.entries, media)
    return Rushes(
        takes=Takes(frame_rate=rate, takes=takes, sounds=_sounds(found, named)),
        facts={one.file.name: one.facts for one in found},
        findings=(*tables.findings, *refused, *doubts, *missing),
        named=named,
        digests={one.file.name: one.file.digest for one in found},
        tables=tables,
    )


def _named(found: list[_Found], tables: Tables, hints: Hints) -> tuple[Named, ...]:
    recordings = (
        Recording(
            file=one.file.name,
            original_name=next(iter(hints.names.get(one.file.digest, ())), ""),
            marks=one.clip.slates if one.clip else (),
            timecode=one.facts.start_timecode,
            is_sound=one.facts.video is None,
        )
        for one in found
    )
    return name_recordings(
        recordings, tables.entries, tables.log, system=hints.system, shots=hints.shots
    )


def _known(
    media: list[StageFile], clips: Mapping[str, Files], rate: Fraction
) -> Mapping[str, Clip]:
    """Return the clips that are as we would make them, by digest."""
    made = {
        file.digest: known_clip(clips.get(file.digest, {}), digest=file.digest, rate=rate)
        for file in media
    }
    return {digest: clip for digest, clip in made.items() if clip}


def _through_the_gate(
    media: list[StageFile], known: Mapping[str, Clip]
) -> tuple[list[_Found], list[Finding]]:
    unknown = [file for file in media if file.digest not in known]
    looked = probe_all([Upload(path=file.path, name=file.name) for file in unknown])
    answers = dict(zip((file.name for file in unknown), looked, strict=True))
    found, refused = [], []
    for file in media:
        clip = known.get(file.digest)
        try:
            facts = _admitted(file, clip.facts if clip else answers[file.name])
        except UnfitMedia as trouble:
            refused.append(_refused(file, trouble))
        else:
            found.append(_Found(file=file, facts=facts, clip=clip))
    return found, refused


def _admitted(file: StageFile, answer: Answer) -> MediaFacts:
    if isinstance(answer, UnfitMedia):
        raise answer
    return admitted(answer, name=base_name(file.name))


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
