"""The verb of the log-in cards: new codes are drawn, shown once to the printer, and forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.access import digest_of_code
from pipeline.card_codes import draw_code
from pipeline.errors import CannotRead
from pipeline.records import Book, Session, log_ins, roster
from pipeline.records.values import Group, Person
from pipeline.workshops import must_coordinate


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A log-in card on its way to the printer: the only time that its code is known."""

    code: str
    group: Group
    person: Person | None
    """None: the card of the whole group, for the device it shares."""


def new_cards(
    book: Book, *, person_ids: Iterable[int], group_ids: Iterable[int], by: int
) -> tuple[Card, ...]:
    """Draw new codes. The old cards open nothing any more, and whoever came in by them is out."""
    with book.writing() as session:
        me = must_coordinate(session, by)
        found = roster.roster(session, me.workshop_id)
        wanted_people, wanted_groups = set(person_ids), set(group_ids)
        cards: list[Card] = []
        for row in found.groups:
            if row.group.id in wanted_groups:
                code = _free_code(session)
                log_ins.put_group_code(session, row.group.id, digest_of_code(code))
                cards.append(Card(code=code, group=row.group, person=None))
            for one in row.students:
                if one.person.id in wanted_people and not one.is_closed:
                    code = _free_code(session)
                    log_ins.put_code(session, one.person.id, digest_of_code(code))
                    cards.append(Card(code=code, group=row.group, person=one.person))
        if not cards:
            raise CannotRead("Choose at least one card to make.")
        return tuple(cards)


def _free_code(session: Session) -> str:
    code = draw_code()
    while log_ins.is_code_known(session, digest_of_code(code)):
        code = draw_code()
    return code
