"""claquette turnover EDIT.otio -o PACK.zip --media DIR: what the sound people need of an edit."""

import shutil
import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from pipeline.bench import Bench, Part, Watch
from pipeline.commands.edit_file import EditFile, add_edit_arguments, open_edit
from pipeline.commands.terminal import ended, line_watch, write_bytes
from pipeline.documents.json import digest_of
from pipeline.documents.project import Project
from pipeline.documents.report import Report, report_as_plain, report_from
from pipeline.documents.turnover import PACK, LockedVersion, checked_start
from pipeline.editing.handles import Recordings
from pipeline.editing.preview import preview_settings
from pipeline.editing.turnover import Handover, make_turnover
from pipeline.errors import CannotRead
from pipeline.media.probe import probe
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.sound_sources import sound_sources
from pipeline.settings import Settings
from pipeline.timing import SAMPLE_RATE, nearest


def start_of(text: str) -> str:
    """Return the timecode of an argument."""
    try:
        return checked_start(text)
    except CannotRead as fault:
        raise ArgumentTypeError(str(fault)) from fault


def add_arguments(parser: ArgumentParser) -> None:
    """Name the edit, its media and the pack."""
    add_edit_arguments(parser)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="PACK.zip")
    parser.add_argument("--start", type=start_of, metavar="01:00:00:00", help="of the first frame")
    parser.add_argument("--title", default="", help="name of the film")
    parser.add_argument("--group", default="", help="who made it")


def run(arguments: Namespace, settings: Settings) -> int:
    """Write the pack; what is missing is shown as a slate and reported as a blocker."""
    file = open_edit(arguments)
    with tempfile.TemporaryDirectory(prefix="claquette-") as work:
        report = _make(file, arguments, settings, Path(work))
    return ended(arguments, report, report_as_plain(report, stage="edit", digest=""))


def _make(file: EditFile, arguments: Namespace, settings: Settings, work: Path) -> Report:
    edit, watch = file.edit, line_watch("turnover")
    into, pictures = work / "pack", work / "picture"
    for folder in (into, pictures):
        folder.mkdir()
    workers = arguments.workers or settings.render_processes
    seen = Part(whole=watch, start=0.0, end=0.6)
    cache = SegmentCache(folder=work / "cache", limit_bytes=settings.cache_bytes)
    job = RenderJob(into=pictures, cache=cache, workers=workers, watch=seen)
    picture, _ = render_picture(edit, file.media, settings=preview_settings(edit), job=job)
    handover = Handover(
        edit=edit,
        project=Project(title=arguments.title or edit.name, group=arguments.group),
        version=LockedVersion(
            number=1,
            digest=digest_of(edit),
            start=arguments.start or settings.turnover_start,
            handle_s=settings.turnover_handle_s,
        ),
        picture=picture,
        recordings=_recordings(file, cache.folder, watch),
        reels={},
    )
    bench = Bench(into=into, cache=cache.folder, workers=workers)
    made = make_turnover(handover, bench, watch=Part(whole=watch, start=0.6, end=1.0))
    write_bytes(arguments.out, b"")
    shutil.move(into / PACK, arguments.out)
    facts = {"frames": edit.frames, "stems": len(made.stems), "sounds": len(made.sounds)}
    return report_from(file.findings, facts)


def _recordings(file: EditFile, cache: Path, watch: Watch) -> Recordings:
    names = {clip.media for clip in file.edit.sound} & set(file.media)
    sources = sound_sources(file.media, names, cache=cache, watch=watch)
    samples = {name: nearest(probe(file.media[name].path).duration * SAMPLE_RATE) for name in names}
    return Recordings(sources=sources, samples=samples, files={name: name for name in names})
