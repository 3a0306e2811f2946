"""Papers of a film laid into the records as a worker leaves them, without a worker."""

from pipeline import desk, workflow
from pipeline.desk import put_bytes
from pipeline.documents.json import to_json
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.files import LocalStore, StoredFile
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.records import Book, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide, RevisionView
from tests.cast import Cast

SCRIPT = """Title: The Kite

INT. KITCHEN - DAY #1#

LENA looks at a red kite on the wall. [[prop: red kite]]

LENA
It wants to fly.

OTTO
Then open the window.

EXT. HILL - DAY #2#

The kite climbs. [[sound: wind]]

LENA
Higher!
"""

SHOTS = ShotList(
    shots=(
        Shot(scene="1", shot=1, size="ws", description="Lena & Otto at the <wall>", setup="A"),
        Shot(scene="1", shot=2, size="cu", description="The red kite"),
        Shot(scene="2", shot=1, size="ws", description="The hill"),
    )
)


def lay_script(book: Book, store: LocalStore, cast: Cast, text: str = SCRIPT) -> RevisionView:
    """Send a script for the Blue group, and make its screenplay as the worker does."""
    sent = put_bytes(store, text.encode())
    made = put_bytes(store, to_json(screenplay_of(parse(text))).encode())
    sending = workflow.Sending(
        project_id=cast.blue_film, stage="script", by=cast.aya, files={"script.fountain": sent}
    )
    new = workflow.add_revision(book, sending)
    with book.writing() as session:
        revisions.put_files(session, new.id, FileSide.MADE, (_called("screenplay.json", made),))
        place = Place(project_id=cast.blue_film, stage="script", name="script.fountain")
        desk.follow(session, place, _called(place.name, sent))
    return new


def lay_shots(book: Book, store: LocalStore, cast: Cast, shots: ShotList = SHOTS) -> None:
    """Write a version of the Blue group's shot list that is made."""
    made = put_bytes(store, to_json(shots).encode())
    new = revisions.NewRevision(
        project_id=cast.blue_film,
        stage="shot_list",
        digest="of the shots",
        inputs={},
        files=(),
        made_by=cast.aya,
    )
    with book.writing() as session:
        view = revisions.add(session, new)
        revisions.put_files(session, view.id, FileSide.MADE, (_called("shot_list.json", made),))


def _called(name: str, stored: StoredFile) -> FileOf:
    return FileOf(name=name, digest=stored.digest, bytes=stored.bytes)
