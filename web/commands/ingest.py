"""claquette ingest DIR --group G: a card or a disk in the server, onto the table of a group.

Every recording is copied into the store and read back by its digest before it counts; what lies on
the table already is not copied again, so a second call after a fault goes on where the first ended.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline import arrivals
from pipeline.arrivals import Announced
from pipeline.commands.terminal import FINE, UNREADABLE, show_json, tell
from pipeline.errors import CannotRead, NotFound, WorkFailed
from pipeline.files import Store, digest_of_file
from pipeline.records import Book, Session, people, questions, uploads
from pipeline.settings import Settings
from web.commands.installation import opened


@dataclass(slots=True, kw_only=True)
class Taken:
    """What became of the files of a folder."""

    taken: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    """Their bytes lie on the table already."""
    left: list[str] = field(default_factory=list)
    """No films and no sounds."""
    failed: list[str] = field(default_factory=list)


def add_arguments(parser: ArgumentParser) -> None:
    """Name the folder and the group."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the card, or a folder of it")
    parser.add_argument("--group", required=True, metavar="G", help="name of the group")
    parser.add_argument("--json", action="store_true", help="print what became of each file")


def run(arguments: Namespace, settings: Settings) -> int:
    """Lay all recordings of the folder on the group's table."""
    if not arguments.folder.is_dir():
        raise CannotRead(
            "“%(path)s” is no folder that can be opened. Is the card in?",
            path=str(arguments.folder),
        )
    with opened(settings) as (book, store):
        with book.reading() as session:
            project_id = film_of(session, arguments.group)
        done = take_in(arguments.folder, project_id, book, store)
    if arguments.json:
        show_json(asdict(done))
    tell(
        f"{len(done.taken)} taken in, {len(done.known)} were here already, "
        f"{len(done.left)} are no recordings, {len(done.failed)} could not be read"
    )
    return UNREADABLE if done.failed else FINE


def film_of(session: Session, group: str) -> int:
    """Return the number of a group's film. Raise NotFound, naming the groups there are."""
    films = {
        row.group.name: row.project_id
        for workshop_id, _ in people.workshops(session)
        for row in questions.board(session, workshop_id).rows
    }
    found = {name.casefold(): number for name, number in films.items()}.get(group.casefold())
    if found is None:
        raise NotFound(
            "There is no group called “%(group)s”. There are: %(groups)s.",
            group=group,
            groups=", ".join(films),
        )
    return found


def take_in(folder: Path, project_id: int, book: Book, store: Store) -> Taken:
    """Copy what is new; a file that cannot be read is told and costs the others nothing."""
    done = Taken()
    for path in _files_below(folder):
        name = path.relative_to(folder).as_posix()
        if not arrivals.looks_like_recording(path.name):
            done.left.append(name)
            continue
        try:
            is_new = _lay(path, name, project_id, book, store)
        except (OSError, WorkFailed) as fault:
            tell(f"  {name}: {fault}")
            done.failed.append(name)
            continue
        (done.taken if is_new else done.known).append(name)
        tell(f"  {name}: {'safe' if is_new else 'was here already'}")
    return done


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield plain files, cameras' folders included; links and hidden files are not followed."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and not path.is_symlink():
            yield path


def _lay(path: Path, name: str, project_id: int, book: Book, store: Store) -> bool:
    """Lay one recording on the table. Return whether it was new."""
    digest = digest_of_file(path).digest
    with book.reading() as session:
        known = uploads.on_table(session, project_id, arrivals.STAGE)
    if any(one.digest == digest for one in known):
        return False
    stored = store.put(path)
    announced = Announced(
        project_id=project_id,
        by=None,
        name=path.name,
        original_name=name,
        length=stored.bytes,
    )
    arrivals.lay_whole(book, announced, stored, quota_bytes=0)
    return True
