"""claquette mix EDIT.otio -o MIX.wav --media DIR: the sound of an edit at a loudness."""

import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.bench import Part
from pipeline.commands.edit_file import EditFile, add_edit_arguments, open_edit
from pipeline.commands.terminal import ended, line_watch, write_bytes
from pipeline.documents.loudness import PROFILES, USUAL, profile_for
from pipeline.documents.report import Report, report_as_plain, report_from
from pipeline.media.ffmpeg import Watch
from pipeline.render.jumps import hard_cuts
from pipeline.render.levelling import Level, level_for
from pipeline.render.loudness import measure_file
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_findings import mix_findings
from pipeline.render.mix_plan import plan_of_edit
from pipeline.render.sound_sources import sound_sources
from pipeline.settings import Settings
from pipeline.timing import SAMPLE_RATE


def add_arguments(parser: ArgumentParser) -> None:
    """Name the edit, its media, the mix and its loudness."""
    add_edit_arguments(parser)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="MIX.wav")
    parser.add_argument("--profile", choices=PROFILES, default=USUAL)
    parser.add_argument("--loudness", type=float, metavar="LUFS", help="instead of the profile's")
    parser.add_argument("--true-peak", type=float, metavar="DBTP", help="instead of the profile's")


def run(arguments: Namespace, settings: Settings) -> int:
    """Mix the sound; return whether blockers were found."""
    file = open_edit(arguments)
    with tempfile.TemporaryDirectory(prefix="claquette-") as work:
        report = _mix(file, arguments, settings, Path(work))
    return ended(arguments, report, report_as_plain(report, stage="sound", digest=""))


def _mix(file: EditFile, arguments: Namespace, settings: Settings, work: Path) -> Report:
    watch: Watch = line_watch("mix")
    desk = Desk(
        workers=arguments.workers or settings.render_processes,
        watch=Part(whole=watch, start=0.0, end=0.9),
    )
    plan = plan_of_edit(file.edit)
    level = _level(arguments, plan.samples / SAMPLE_RATE)
    names = {clip.media for clip in plan.clips}
    sources = sound_sources(file.media, names, cache=work, watch=watch)
    mixed = mix_to_wav(plan, sources, work, level=level, desk=desk)
    loudness = measure_file(work / MIX, "wav", watch=Part(whole=watch, start=0.9, end=1.0))
    write_bytes(arguments.out, b"")
    shutil.move(work / MIX, arguments.out)
    found = mix_findings(mixed, loudness, level, hard_cuts(file.edit))
    return found.joined(report_from(file.findings))


def _level(arguments: Namespace, seconds: float) -> Level:
    """Return what was asked for: a profile, or figures that take its place."""
    profile = PROFILES[arguments.profile]
    lufs, dbtp = arguments.loudness, arguments.true_peak
    return level_for(
        profile_for(
            arguments.profile,
            target_lufs=profile.target_lufs if lufs is None else lufs,
            limit_dbtp=profile.limit_dbtp if dbtp is None else dbtp,
            seconds=seconds,
        )
    )
