"""What a coordinator does in her office, for the tests of its pages."""

import io

from werkzeug.test import TestResponse

from pipeline import log_in_cards
from pipeline.records import Book, roster
from pipeline.records.views import Roster
from tests.cast import Cast
from tests.web.conftest import Visitor


def roster_of(book: Book, workshop_id: int) -> Roster:
    """Everybody of a workshop."""
    with book.reading() as session:
        return roster.roster(session, workshop_id)


def names_of(book: Book, cast: Cast) -> dict[str, list[str]]:
    """Group to the names of its students."""
    found = roster_of(book, cast.workshop)
    return {row.group.name: [one.person.name for one in row.students] for row in found.groups}


def shared_card(book: Book, cast: Cast) -> str:
    """The code of a new card of the Blue group."""
    (card,) = log_in_cards.new_cards(book, person_ids=[], group_ids=[cast.blue], by=cast.salma)
    return card.code


def send_table(who: Visitor, content: bytes, name: str = "class.csv") -> TestResponse:
    """Send a table as a file."""
    return who.post("/people/table", file=(io.BytesIO(content), name))
