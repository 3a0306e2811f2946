"""How the tests give films their gates."""

from datetime import UTC, datetime, timedelta

from pipeline.records import Book, gates
from pipeline.records.gates import Gate
from pipeline.records.tables import WorkshopRow
from tests.cast import Cast

QUARTER = 15


def days_are_now(book: Book, cast: Cast, *, before: int = 3, after: int = 3) -> datetime:
    """Let the workshop of the cast be going on now; return the moment."""
    moment = datetime.now(tz=UTC).replace(second=0, microsecond=0)
    with book.writing() as session:
        workshop = session.get(WorkshopRow, cast.workshop)
        assert workshop
        workshop.starts_at = moment - timedelta(days=before)
        workshop.ends_at = moment + timedelta(days=after)
    return moment


def give_gate(book: Book, project_id: int, stage: str, at: datetime, signer: int | None) -> Gate:
    """Give a film a gate."""
    with book.writing() as session:
        number = gates.add_gate(
            session,
            project_id=project_id,
            stage=stage,
            starts_at=at,
            minutes=QUARTER,
            signer_id=signer,
        )
        return gates.with_id(session, number)


def gate_as_it_is(book: Book, gate_id: int) -> Gate:
    """A gate as the database has it now."""
    with book.reading() as session:
        return gates.with_id(session, gate_id)
