"""claquette restore FILE: a backup into an empty installation.

Files come first, each checked by its digest, then all rows in one transaction: an interrupted
restore leaves an installation that is still empty, and may simply be repeated.
"""

import json
import shutil
import tempfile
import zipfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.commands.terminal import FINE, show_json, tell
from pipeline.errors import CannotRead, Refused
from pipeline.files import Store
from pipeline.records import Book, copying
from pipeline.settings import Settings
from web.commands.backup import FILES, FORMAT, HEAD, ROWS
from web.commands.installation import opened


def add_arguments(parser: ArgumentParser) -> None:
    """Name the backup."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print what was restored")


def run(arguments: Namespace, settings: Settings) -> int:
    """Restore the backup."""
    try:
        with zipfile.ZipFile(arguments.file) as archive, opened(settings) as (book, store):
            _must_fit(archive, book)
            settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            files = _put_files(archive, store, settings.home)
            with book.writing() as session:
                rows = copying.put_rows(session, _rows(archive))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise CannotRead(
            "“%(path)s” is not a whole backup of Claquette. Try another copy of it.",
            path=str(arguments.file),
            detail=str(fault),
        ) from fault
    if arguments.json:
        show_json({"rows": rows, "files": files})
    tell(f"restored {rows} rows and {files} files; everybody logs in again")
    return FINE


def _must_fit(archive: zipfile.ZipFile, book: Book) -> None:
    head: dict[str, Any] = json.loads(archive.read(HEAD))
    with book.reading() as session:
        tables, empty = copying.version(session), copying.is_empty(session)
    if head.get("format") != FORMAT or head.get("tables") != tables:
        raise CannotRead(
            "This backup was made by another version of Claquette. Restore it with that version.",
            detail=f"{head.get('format')}, tables {head.get('tables')}; here {tables}",
        )
    if not empty:
        raise Refused("There is a workshop here already. Restore into a new, empty home folder.")


def _put_files(archive: zipfile.ZipFile, store: Store, home: Path) -> int:
    names = [name for name in archive.namelist() if name.startswith(FILES)]
    with tempfile.TemporaryDirectory(prefix="restore-", dir=home) as folder:
        copy = Path(folder) / "file"
        for name in names:
            with archive.open(name) as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            digest = store.put(copy).digest
            if digest != name.removeprefix(FILES):
                raise CannotRead(
                    "A file in this backup is damaged. Try another copy of it.", detail=name
                )
    return len(names)


def _rows(archive: zipfile.ZipFile) -> Iterator[tuple[str, copying.Row]]:
    with archive.open(ROWS) as lines:
        for line in lines:
            table, row = json.loads(line)
            yield table, row
