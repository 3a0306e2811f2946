"""claquette backup FILE: everything that is kept, in one file.

A ZIP with what people decided (rows.jsonl) and what they made (files/, by SHA-256). It may be
made while people work: the rows are of one moment, and stored files never change. The file holds
names and password digests, so only its owner may read it.
"""

import json
import zipfile
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pipeline import receiving
from pipeline.commands.terminal import BLOCKED, FINE, show_json, tell
from pipeline.errors import CannotRead, NotFound, Refused
from pipeline.files import Store, open_incoming
from pipeline.records import Book, copying, revisions
from pipeline.settings import Settings
from web.commands.installation import opened

FORMAT: Final = "claquette backup 1"
HEAD: Final = "backup.json"
ROWS: Final = "rows.jsonl"
FILES: Final = "files/"


def add_arguments(parser: ArgumentParser) -> None:
    """Name the file to write."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print what was written")


def run(arguments: Namespace, settings: Settings) -> int:
    """Write the backup; return BLOCKED when a file is no longer in the store."""
    path: Path = arguments.file
    if path.exists():
        raise Refused("“%(path)s” is there already. Choose a new name.", path=str(path))
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch(mode=0o600)
        with opened(settings) as (book, store):
            written = write(part, book, store)
        part.rename(path)
    except OSError as fault:
        raise CannotRead(
            "The backup cannot be written to “%(path)s”. Is there room on that disk?",
            path=str(path),
            detail=str(fault),
        ) from fault
    finally:
        part.unlink(missing_ok=True)
    return _tell(path, written, as_json=arguments.json)


def write(path: Path, book: Book, store: Store) -> dict[str, object]:
    """Write the backup and return what is in it.

    What has arrived and waits for a worker is put away first: it was called safe already.
    """
    receiving.put_all_away(book, open_incoming(store))
    with book.reading() as session:
        lines = [json.dumps(row, ensure_ascii=False) for row in copying.rows(session)]
        digests = sorted(revisions.digests_in_use(session))
        version = copying.version(session)
    head = {"format": FORMAT, "tables": version, "made_at": datetime.now(UTC).isoformat()}
    missing = []
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(HEAD, json.dumps(head))
        archive.writestr(ROWS, "\n".join(lines), zipfile.ZIP_DEFLATED)
        for digest in digests:
            try:
                archive.write(store.path(digest), FILES + digest)
            except NotFound:
                missing.append(digest)
    return {"rows": len(lines), "files": len(digests) - len(missing), "missing": missing}


def _tell(path: Path, written: dict[str, object], *, as_json: bool) -> int:
    if as_json:
        show_json({"file": str(path), **written})
    tell(f"{path}: {written['rows']} rows, {written['files']} files")
    if written["missing"]:
        tell(f"These files are no longer in the store: {written['missing']}")
    return BLOCKED if written["missing"] else FINE
