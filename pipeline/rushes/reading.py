"""Turns a group's files into the catalogue: each through the gate, each with its slate.

One bad file never costs the others: it becomes a finding that names it, and the rest is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.takes import Rating, SoundFile, Take, Takes
from pipeline.errors import CannotRead
from pipeline.media.facts import MediaFacts
from pipeline.media.probe import Answer, Upload, probe_all
from pipeline.media.safety import UnfitMedia
from pipeline.rushes.catalogue import NAME, Entry, read_entries
from pipeline.rushes.ingest import admitted
from pipeline.rushes.kept import known_clip
from pipeline.rushes.naming import base_name, role_of, slates_of
from pipeline.stages.stage import Files, StageFile
from pipeline.timing import SAMPLE_RATE, seconds_to_frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Rushes:
    """The catalogue, what is known of each file, and what went wrong while reading."""

    takes: Takes
    facts: Mapping[str, MediaFacts]
    """By the name of the group's file."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A file that passed the gate."""

    file: StageFile
    facts: MediaFacts
    entry: Entry | None
    """What takes.csv or the name says of it; None: nothing."""


def read_rushes(
    files: Files, *, rate: Fraction, clips: Mapping[str, Files] | None = None
) -> Rushes:
    """Return the rushes of a group's files at the project's rate.

    `clips` is what was made of recordings when they arrived: these are not looked into again.

    Raises CannotRead when there is no film, sound or table at all, or takes.csv is not a table.
    """
    table = [file for name, file in files.items() if base_name(name).lower() == NAME]
    media = [file for name, file in files.items() if base_name(name).lower() != NAME]
    if not media and not table:
        raise CannotRead("There are no rushes yet. Send at least one take.")
    entries, findings = read_entries(_text(table[0])) if table else ({}, ())
    found, refused = _through_the_gate(media, entries, _known(media, clips or {}, rate))
    takes, doubts = _takes([one for one in found if one.facts.video], rate)
    sounds = _sounds([one for one in found if not one.facts.video], takes)
    missing = _listed_but_not_sent(entries, media)
    return Rushes(
        takes=Takes(frame_rate=rate, takes=takes, sounds=sounds),
        facts={one.file.name: one.facts for one in found},
        findings=(*findings, *refused, *doubts, *missing),
    )


def _text(file: StageFile) -> str:
    try:
        return file.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CannotRead(
            "takes.csv is not a text that can be read. Save the table as CSV (UTF-8).",
            detail=str(fault),
        ) from fault


def _known(
    media: list[StageFile], clips: Mapping[str, Files], rate: Fraction
) -> Mapping[str, MediaFacts]:
    """Return the facts of the files whose clips are as we would make them, by digest."""
    made = {
        file.digest: known_clip(clips.get(file.digest, {}), digest=file.digest, rate=rate)
        for file in media
    }
    return {digest: clip.facts for digest, clip in made.items() if clip}


def _through_the_gate(
    media: list[StageFile], entries: Mapping[str, Entry], known: Mapping[str, MediaFacts]
) -> tuple[list[_Found], list[Finding]]:
    by_name = slates_of(file.name for file in media)
    unknown = [file for file in media if file.digest not in known]
    looked = probe_all([Upload(path=file.path, name=file.name) for file in unknown])
    answers = dict(zip((file.name for file in unknown), looked, strict=True))
    found, refused = [], []
    for file in media:
        try:
            facts = _admitted(file, answers.get(file.name) or known[file.digest])
        except UnfitMedia as trouble:
            refused.append(_refused(file, trouble))
            continue
        entry = entries.get(base_name(file.name).lower())
        if entry is None and file.name in by_name:
            entry = Entry(file=base_name(file.name), slate=by_name[file.name])
        found.append(_Found(file=file, facts=facts, entry=entry))
    return found, refused


def _admitted(file: StageFile, answer: Answer) -> MediaFacts:
    if isinstance(answer, UnfitMedia):
        raise answer
    return admitted(answer, name=base_name(file.name))


def _refused(file: StageFile, trouble: UnfitMedia) -> Finding:
    values = {key: str(value) for key, value in trouble.values.items()}
    return blocker(trouble.code.value, file.name, trouble.template, **values)


def _takes(found: list[_Found], rate: Fraction) -> tuple[tuple[Take, ...], list[Finding]]:
    takes: dict[str, Take] = {}
    findings = []
    for one in found:
        name = one.file.name
        if one.entry is None:
            findings.append(_which_shot(name))
            continue
        take, doubts = _take(one, one.entry, rate)
        findings += doubts
        if take.name in takes:
            findings.append(_same_slate(name, takes[take.name]))
        else:
            takes[take.name] = take
    return tuple(sorted(takes.values(), key=_in_script_order)), findings


def _in_script_order(take: Take) -> tuple[int, str, int, int]:
    digits = take.slate.scene.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits), take.slate.scene, take.slate.shot, take.slate.take


def _take(one: _Found, entry: Entry, rate: Fraction) -> tuple[Take, list[Finding]]:
    video = one.facts.video
    if video is None:
        raise ValueError("a take has a picture")
    frames = max(1, seconds_to_frames(one.facts.duration, rate))
    first = min(entry.in_frame or 0, frames - 1)
    end = min(entry.out_frame or frames, frames)
    take = Take(
        slate=entry.slate,
        file=one.file.name,
        digest=one.file.digest,
        kind=one.facts.kind,
        rating=entry.rating,
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


def _sounds(found: list[_Found], takes: tuple[Take, ...]) -> tuple[SoundFile, ...]:
    slates = [take.slate for take in takes]
    return tuple(
        SoundFile(
            file=one.file.name,
            digest=one.file.digest,
            kind=one.facts.kind,
            role=role_of(one.file.name, slates),
            samples=int(one.facts.duration * SAMPLE_RATE),
            channels=one.facts.audio.channels,
        )
        for one in found
        if one.facts.audio
    )


def _which_shot(name: str) -> Finding:
    return blocker(
        "WHICH_SHOT",
        name,
        "Which shot is “%(name)s”? Give the file a name like S01_P02_T03, or write its scene, "
        "shot and take into takes.csv.",
        name=base_name(name),
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
            entry.slate.name,
            "takes.csv names “%(name)s”, but this file was not sent. Send it, or delete its row.",
            name=entry.file,
        )
        for key, entry in entries.items()
        if key not in sent and entry.rating is not Rating.NO_GOOD
    ]
