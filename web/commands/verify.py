"""claquette verify: whether the ledgers and all stored files are as they were written."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from pipeline.commands.terminal import BLOCKED, FINE, show_json, tell
from pipeline.errors import NotFound
from pipeline.files import Store, digest_of_file
from pipeline.ledger import first_break
from pipeline.records import Session, decisions, people, questions, revisions
from pipeline.settings import Settings
from web.commands.installation import opened


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing but the shape of the answer."""
    parser.add_argument("--json", action="store_true", help="print what was found")


def run(arguments: Namespace, settings: Settings) -> int:
    """Read everything; return BLOCKED when something is not as it was written."""
    with opened(settings) as (book, store):
        with book.reading() as session:
            films = dict(_films(session))
            broken = [
                f"The ledger of “{title}” was changed at entry {place}."
                for number, title in films.items()
                if (place := first_break(decisions.chain(session, number))) is not None
            ]
            digests = revisions.digests_in_use(session)
        broken += [sentence for digest in sorted(digests) if (sentence := _fault(store, digest))]
    if arguments.json:
        show_json({"films": len(films), "files": len(digests), "broken": broken})
    for sentence in broken:
        tell(sentence)
    tell(f"{len(films)} ledgers and {len(digests)} files read, {len(broken)} faults")
    return BLOCKED if broken else FINE


def _films(session: Session) -> Iterator[tuple[int, str]]:
    for workshop_id, _ in people.workshops(session):
        for row in questions.board(session, workshop_id).rows:
            yield row.project_id, row.title


def _fault(store: Store, digest: str) -> str:
    try:
        stored = digest_of_file(store.path(digest))
    except NotFound:
        return f"The file {digest} is not in the store. Restore it from a backup."
    if stored.digest != digest:
        return f"The file {digest} was changed. Restore it from a backup."
    return ""
