"""claquette render EDIT.otio -o FILM --media DIR: an edit and its media as a film."""

import re
import shutil
import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from pipeline.commands.edit_file import EditFile, add_edit_arguments, open_edit
from pipeline.commands.terminal import ended, line_watch, write_bytes
from pipeline.documents.report import Facts, Finding, report_as_plain, report_from, warning
from pipeline.render.assemble import RenderJob, RenderReport
from pipeline.render.cache import SegmentCache
from pipeline.render.cut_film import FilmMedia, render_film
from pipeline.render.picture import ENCODERS, PictureSettings
from pipeline.render.sound_sources import sound_sources
from pipeline.settings import X264_PRESETS, Settings

_SIZE: Final = re.compile(r"(\d{2,4})x(\d{2,4})", re.ASCII)


def size_of(text: str) -> tuple[int, int]:
    """Return the picture size of an argument."""
    found = _SIZE.fullmatch(text)
    if found and all(int(side) % 2 == 0 for side in found.groups()):
        return int(found[1]), int(found[2])
    raise ArgumentTypeError(f"{text!r} is not a size; write two even numbers, like 1280x720")


def add_arguments(parser: ArgumentParser) -> None:
    """Name the edit, its media and the film."""
    add_edit_arguments(parser)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILM")
    parser.add_argument("--size", type=size_of, metavar="1280x720")
    parser.add_argument("--preset", choices=X264_PRESETS, metavar="P", help="x264 preset")
    parser.add_argument("--encoder", choices=tuple(ENCODERS), default="h264")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="encoded segments are kept here")


def run(arguments: Namespace, settings: Settings) -> int:
    """Render the film; what is missing is shown as a slate and reported as a blocker."""
    file = open_edit(arguments, size=arguments.size, cache=arguments.cache)
    look = _look(file, arguments, settings)
    with tempfile.TemporaryDirectory(prefix="claquette-") as work:
        done = _render(file, look, arguments, settings, Path(work))
    report = report_from((*file.findings, *_held(done.held)), _facts(look, done))
    plain = report_as_plain(report, stage="edit", digest=file.digest)
    return ended(arguments, report, plain, render=_provenance(file, look, done))


def _look(file: EditFile, arguments: Namespace, settings: Settings) -> PictureSettings:
    return PictureSettings(
        width=file.edit.width,
        height=file.edit.height,
        rate=file.edit.frame_rate,
        encoder=arguments.encoder,
        preset=arguments.preset or settings.render_preset,
    )


def _render(
    file: EditFile, look: PictureSettings, arguments: Namespace, settings: Settings, work: Path
) -> RenderReport:
    watch = line_watch("render")
    workers = arguments.workers or settings.render_processes
    cache = SegmentCache(folder=arguments.cache or work / "cache", limit_bytes=settings.cache_bytes)
    into = work / "film"
    into.mkdir()
    job = RenderJob(into=into, cache=cache, workers=workers, watch=watch)
    names = {clip.media for clip in file.edit.sound}
    heard = sound_sources(file.media, names, cache=cache.folder, watch=watch)
    media = FilmMedia(seen=file.media, heard=heard)
    film, done = render_film(file.edit, media, settings=look, job=job)
    write_bytes(arguments.out, b"")
    # A copy: the film may be kept under another name, where nobody must write into it.
    shutil.copyfile(film, arguments.out)
    return done


def _facts(look: PictureSettings, done: RenderReport) -> Facts:
    return {
        "frames": done.frames,
        "frame_rate": str(look.rate),
        "size": f"{look.width}x{look.height}",
        "segments": done.segments,
        "encoded": done.encoded,
        "reused": done.reused,
        "sound_mixed": done.sound_mixed,
        "sound_reused": done.sound_reused,
        "seconds": done.seconds,
    }


def _provenance(file: EditFile, look: PictureSettings, done: RenderReport) -> dict[str, Any]:
    """Return what the film was made of and by what: the same again gives the same bytes."""
    return {
        "timeline": file.digest,
        "media": {name: medium.digest for name, medium in sorted(file.media.items())},
        "missing": list(done.missing),
        "settings": look.as_plain(),
        "ffmpeg": done.program,
        "segments": [asdict(part) for part in done.parts],
        "sounds": [asdict(part) for part in done.sounds],
    }


def _held(held: Mapping[str, int]) -> Iterator[Finding]:
    for name, frames in sorted(held.items()):
        yield warning(
            "C37",
            name,
            "“%(name)s” is shorter than the timeline says: for %(frames)s frames "
            "its nearest picture stands still.",
            name=name,
            frames=frames,
        )
