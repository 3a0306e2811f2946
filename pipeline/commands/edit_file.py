"""An edit that was named on the command line, and its media found in folders."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pipeline.commands.edit_media import by_any_name, files_in, in_folders
from pipeline.documents.edit import Edit
from pipeline.documents.losses import Fate
from pipeline.documents.report import Finding, blocker, warning
from pipeline.errors import CannotRead
from pipeline.files import StoredFile, digest_of_file
from pipeline.files.known import KnownDigests
from pipeline.media.probe import head_of
from pipeline.media.safety import sniff
from pipeline.render.sources import RenderMedium
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.interchange.opening import Opened, opened
from pipeline.timeline.reading import timeline_of
from pipeline.timing import parse_rate

Count = Callable[[Path], StoredFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFile:
    """An edit with what was found of its media."""

    edit: Edit
    digest: str
    """SHA-256 of the timeline."""
    media: dict[str, RenderMedium]
    """By the names that the edit uses."""
    findings: tuple[Finding, ...]
    """Media that are missing, doubtful or cannot be used, and effects that are not done."""


def rate_of(text: str) -> Fraction:
    """Return the frame rate of an argument."""
    try:
        return parse_rate(text)
    except CannotRead as fault:
        raise ArgumentTypeError(str(fault)) from fault


def add_edit_arguments(parser: ArgumentParser) -> None:
    """Name the edit and the folders in which its media lie."""
    parser.add_argument("edit", type=Path, metavar="EDIT", help="a timeline in any format")
    parser.add_argument("--media", type=Path, action="append", required=True, metavar="DIR")
    parser.add_argument("--rate", type=rate_of, metavar="25|30000/1001", help="frames a second")
    parser.add_argument("--workers", type=int, metavar="N", help="ffmpeg processes side by side")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as JSON")
    parser.add_argument("--json", action="store_true", help="print the report")


def open_edit(
    arguments: Namespace, *, size: tuple[int, int] | None = None, cache: Path | None = None
) -> EditFile:
    """Return the edit and its media. Raise CannotRead when there is no such edit or folder.

    In the cache stands what is known of files that were counted before.
    """
    came = open_timeline(arguments.edit, arguments.rate)
    files, film = files_in(arguments.media), FilmFormat(rate=arguments.rate, size=size)
    timeline = timeline_of(came.plain)
    found = in_folders(timeline, files, film=film)
    edit = flatten(timeline, known=found.links, film=film)
    if not edit.frames:
        raise CannotRead("There is no clip on this timeline. Export the one you have cut.")
    media, unusable = _media(edit.media_names(), by_any_name(files), cache)
    findings = [
        warning("C38", loss.place, loss.template, **loss.values)
        for loss in edit.losses
        if loss.fate is not Fate.KEPT
    ]
    return EditFile(
        edit=edit,
        digest=digest_of_file(arguments.edit).digest,
        media=media,
        findings=(*findings, *found.findings, *unusable),
    )


def _media(
    names: Iterable[str], files: Mapping[str, Path], cache: Path | None
) -> tuple[dict[str, RenderMedium], list[Finding]]:
    """Return the media of an edit, counted side by side, and those that cannot be used."""
    count = KnownDigests(cache / "digests").of if cache else digest_of_file
    media: dict[str, RenderMedium] = {}
    findings: list[Finding] = []
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        coming = {name: pool.submit(_medium, name, files, count) for name in names}
        for name, medium in coming.items():
            try:
                media[name] = medium.result()
            except CannotRead as fault:
                findings.append(blocker("C34", name, fault.template, name=name))
    return media, findings


def open_timeline(path: Path, rate: Fraction | None) -> Opened:
    """Return the timeline of a file in any format. Raise CannotRead."""
    if not path.is_file():
        raise CannotRead("“%(path)s” cannot be opened. Is the name right?", path=str(path))
    return opened(path, name=path.name, rate=rate)


def _medium(name: str, files: Mapping[str, Path], count: Count) -> RenderMedium:
    if name not in files:
        raise CannotRead("“%(name)s” is in none of the folders. Name its folder with --media.")
    path = files[name].absolute()
    kind = sniff(head_of(path), name=name)
    return RenderMedium(path=path, digest=count(path).digest, kind=kind)
