"""The media of an edit that lie in folders, found by the same rules as the takes of a group.

Names come first and cost nothing. A file is only looked into where its name is not enough: where
the timeline does not say what the first time of its medium is (an EDL counts in the camera's
timecode), where several files have the name, or none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from pipeline.documents.relink import Relink, Relinks, Standing
from pipeline.documents.report import Finding, warning
from pipeline.editing.relink import Matched, relink, wanted_of
from pipeline.editing.relink_choices import Choice
from pipeline.editing.relink_findings import relinked
from pipeline.editing.relink_media import Medium, starts_of
from pipeline.editing.relink_times import times_of
from pipeline.errors import CannotRead
from pipeline.media.facts import MediaFacts
from pipeline.media.probe import Upload, probe_all
from pipeline.rushes.naming import base_name
from pipeline.timeline.asked import Asked, asked_of
from pipeline.timeline.flatten import SOUND_SUFFIXES, FilmFormat, film_rate
from pipeline.timeline.interchange import sheet
from pipeline.timeline.nodes import Timeline
from pipeline.timeline.references import Links
from pipeline.timing import frames_to_seconds, frames_to_timecode, seconds_to_frames


@dataclass(frozen=True, slots=True, kw_only=True)
class InFolders:
    """What was found in folders for a timeline."""

    links: Links
    media: tuple[Medium, ...]
    """All files, those that were looked into with start and length."""
    findings: tuple[Finding, ...]
    """What somebody should look at."""


def files_in(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the files of folders: by name, and by their path where two are called alike.

    Raise CannotRead for what is no folder.
    """
    found: dict[Path, str] = {}
    for folder in folders:
        if not folder.is_dir():
            raise CannotRead("“%(folder)s” is not a folder.", folder=str(folder))
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found.setdefault(path.absolute(), path.relative_to(folder.parent).as_posix())
    alike = Counter(path.name for path in found)
    named: dict[str, Path] = {}
    for path, long in found.items():
        named.setdefault(path.name if alike[path.name] == 1 else long, path)
    return named


def by_any_name(files: Mapping[str, Path]) -> Mapping[str, Path]:
    """Return files by their plain names, too; where two are called alike, the first counts."""
    plain: dict[str, Path] = {}
    for path in files.values():
        plain.setdefault(path.name, path)
    return plain | dict(files)


def in_folders(timeline: Timeline, files: Mapping[str, Path], *, film: FilmFormat) -> InFolders:
    """Return which of the files each reference of a timeline means."""
    rate = film_rate(timeline, film)
    asked = [one for one in asked_of(timeline, film=film) if not one.reference.images]
    media = {name: _by_name(name, path) for name, path in files.items()}
    matched = relink(asked, media.values(), rate=rate)
    unsure = [name for name in _unsure(asked, matched, rate, media) if name in media]
    if unsure:
        uploads = [Upload(path=files[name], name=name) for name in unsure]
        for name, answer in zip(unsure, probe_all(uploads), strict=True):
            if isinstance(answer, MediaFacts):
                media[name] = _looked_into(media[name], answer, rate)
        matched = relink(asked, media.values(), rate=rate)
    rows, order = matched.relinks.of(Standing.AMBIGUOUS), list(files)
    equal = {row.wanted: sorted(row.equal, key=order.index) for row in rows}
    if equal:
        firsts = [Choice(wanted=wanted, media=names[0]) for wanted, names in equal.items()]
        matched = relink(asked, media.values(), choices=firsts, rate=rate)
    told = Relinks(rows=tuple(row for row in matched.relinks.rows if row.media))
    return InFolders(
        links=matched.links,
        media=tuple(media.values()),
        findings=(*(_several(row, equal[row.wanted], rate) for row in rows), *relinked(told, rate)),
    )


def known_media(found: InFolders) -> dict[str, sheet.Medium]:
    """Return the files that were looked into as another program's timeline names them."""
    return {
        one.name: sheet.Medium(
            name=base_name(one.name),
            label=one.name,
            start=next(iter(one.starts), Fraction(0)),
            length=one.length,
            rate=one.rate,
        )
        for one in found.media
        if one.length
    }


def _by_name(name: str, path: Path) -> Medium:
    is_sound = path.name.lower().endswith(SOUND_SUFFIXES)
    return Medium(name=name, files=(name,), has_picture=not is_sound)


def _looked_into(medium: Medium, facts: MediaFacts, rate: Fraction) -> Medium:
    own_rate = (facts.video.rate if facts.video else None) or rate
    frames = seconds_to_frames(facts.duration, rate)
    return replace(
        medium,
        length=frames_to_seconds(frames, rate) if facts.video else facts.duration,
        rate=own_rate,
        starts=starts_of(facts.start_timecode, own_rate),
        has_picture=facts.video is not None,
    )


def _unsure(
    asked: Iterable[Asked], matched: Matched, rate: Fraction, media: Iterable[str]
) -> Iterable[str]:
    """Return the files that must be looked into to know what is meant, each once."""
    rows = {row.wanted: row for row in matched.relinks.rows}
    found: dict[str, None] = {}
    for one in asked:
        row = rows.get(wanted_of(one.reference, rate))
        if row is not None:
            found.update(dict.fromkeys(_unsure_of(one, row, rate, media)))
    return found


def _unsure_of(one: Asked, row: Relink, rate: Fraction, media: Iterable[str]) -> Iterator[str]:
    if row.standing is Standing.MISSING:
        yield from media
    elif row.standing is Standing.AMBIGUOUS:
        yield from row.equal
    elif not _is_told(one, rate):
        yield row.media


def _is_told(one: Asked, rate: Fraction) -> bool:
    """Return whether the timeline itself says where in its medium the times are that it uses."""
    reference = one.reference
    if reference.length is None:
        return False
    said = Medium(name="", length=reference.length)
    return times_of(one, rate).fit(said, reference.start)


def _several(row: Relink, names: Sequence[str], rate: Fraction) -> Finding:
    return warning(
        "C34",
        frames_to_timecode(row.places[0].frame, rate),
        "Several files are called “%(name)s” and nothing tells them apart: %(files)s. The first "
        "was taken. Name only the folder of the right one with --media.",
        name=row.wanted.name,
        files=", ".join(names),
    )
