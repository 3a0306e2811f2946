from datetime import timedelta

import pytest
from sqlalchemy import update

from pipeline import guests, review
from pipeline.access import digest_of_token, may_see
from pipeline.errors import CannotRead, MovedOn, NotFound, Refused
from pipeline.records import Book, people
from pipeline.records import guests as records
from pipeline.records.book import now
from pipeline.records.door_tables import GuestLinkRow
from pipeline.records.notes import Note
from pipeline.sign_off import Role
from tests.cast import Cast
from tests.everyone import OWN, invite, visitor, write_everyone


def come_in(book: Book, token: str, name: str) -> int:
    """The id of somebody who comes in."""
    return guests.come_in(book, token=token, name=name, language="fr").id


def end_its_time(book: Book, link_id: int) -> None:
    """Let the time of a link pass."""
    with book.writing() as session:
        past = now(session) - timedelta(seconds=1)
        session.execute(
            update(GuestLinkRow).where(GuestLinkRow.id == link_id).values(expires_at=past)
        )


def test_a_visitor_is_a_guest_of_the_group_of_the_link(book: Book, cast: Cast) -> None:
    link, token = invite(book, cast)
    person_id = come_in(book, token, "  Hirokazu \n K. ")
    with book.reading() as session:
        person = people.person_with_id(session, person_id)
        blue = people.group_of_project(session, cast.blue_film)
        red = people.group_of_project(session, cast.red_film)
        came = records.guests_of(session, cast.workshop)[link.id]
    assert (person.role, person.name, person.language) == (Role.GUEST, "Hirokazu K.", "fr")
    assert may_see(person, blue)
    assert not may_see(person, red)
    assert [one.name for one in came] == ["Hirokazu K."]


def test_a_link_for_all_opens_every_film_of_this_workshop_only(book: Book, cast: Cast) -> None:
    everyone = write_everyone(book, cast)
    person_id = visitor(book, cast, "Jury", group_id=None)
    with book.reading() as session:
        person = people.person_with_id(session, person_id)
        seen = {
            whose: may_see(person, people.group_of_project(session, film["project_id"]))
            for whose, film in everyone.films.items()
        }
    assert list(seen.values()) == [True, True, False]


def test_the_token_is_kept_only_as_a_digest(book: Book, cast: Cast) -> None:
    link, token = invite(book, cast)
    with book.reading() as session:
        row = session.get(GuestLinkRow, link.id)
        assert row is not None
        assert row.token_digest == digest_of_token(token)
    assert len(token) >= 32


@pytest.mark.parametrize("name", ["aya", "ＡＹＡ", " Salma "])
def test_a_visitor_cannot_take_the_name_of_somebody_who_is_here(
    book: Book, cast: Cast, name: str
) -> None:
    _link, token = invite(book, cast)
    with pytest.raises(Refused, match="is called that already"):
        come_in(book, token, name)


def test_two_links_cannot_speak_as_each_other(book: Book, cast: Cast) -> None:
    (_one, first), (_other, second) = invite(book, cast), invite(book, cast)
    kore = come_in(book, first, "Kore")
    with pytest.raises(Refused, match="is called that already"):
        come_in(book, second, "KORE")
    assert come_in(book, second, "Kore E.") != kore


def test_somebody_who_comes_again_by_the_same_link_is_the_same(book: Book, cast: Cast) -> None:
    link, token = invite(book, cast)
    first = come_in(book, token, "Kore")
    with book.reading() as session:
        before = records.guests_of(session, cast.workshop)[link.id][0].came_at
    assert come_in(book, token, "kore") == first
    with book.reading() as session:
        (guest,) = records.guests_of(session, cast.workshop)[link.id]
    assert guest.came_at >= before


def test_a_link_whose_time_is_over_opens_nothing(book: Book, cast: Cast) -> None:
    link, token = invite(book, cast)
    person_id = come_in(book, token, "Kore")
    end_its_time(book, link.id)
    with book.reading() as session:
        assert not records.may_stay(session, person_id)
    with pytest.raises(MovedOn, match="does not open any more"):
        come_in(book, token, "Kore")


def test_taking_a_link_back_ends_the_sessions_of_its_guests_at_once(book: Book, cast: Cast) -> None:
    link, token = invite(book, cast)
    person_id, other = come_in(book, token, "Kore"), visitor(book, cast, "Agnès")
    with book.writing() as session:
        people.open_session(session, person_id=person_id, token_digest="k" * 64)
        people.open_session(session, person_id=other, token_digest="a" * 64)
    guests.revoke(book, link_id=link.id, by=cast.salma)
    with book.reading() as session:
        assert people.person_of_session(session, "k" * 64) is None
        assert people.person_of_session(session, "a" * 64) is not None
    with pytest.raises(MovedOn, match="taken back already"):
        guests.revoke(book, link_id=link.id, by=cast.salma)


def test_only_the_coordinator_of_the_workshop_invites_and_takes_back(
    book: Book, cast: Cast
) -> None:
    link, _token = invite(book, cast)
    for by in (cast.aya, cast.marc, cast.igor):
        with pytest.raises(Refused, match="Only the coordinator"):
            guests.revoke(book, link_id=link.id, by=by)
    with pytest.raises(NotFound):
        invite(book, cast, group_id=987_654)


@pytest.mark.parametrize("lasts", [timedelta(minutes=59), timedelta(days=91)])
def test_a_link_lasts_neither_for_ever_nor_for_a_moment(
    book: Book, cast: Cast, lasts: timedelta
) -> None:
    with pytest.raises(CannotRead, match="an hour at least"):
        invite(book, cast, lasts=lasts)


@pytest.mark.parametrize("name", ["", "  ", "Ko\u202ere"])
def test_a_visitor_says_a_name_that_can_be_read(book: Book, cast: Cast, name: str) -> None:
    _link, token = invite(book, cast)
    with pytest.raises(CannotRead, match="what you want to be called"):
        come_in(book, token, name)


@pytest.mark.parametrize("may_write", [True, False])
def test_a_visitor_writes_notes_where_the_link_allows_it(
    book: Book, cast: Cast, *, may_write: bool
) -> None:
    revision_id = write_everyone(book, cast).films[OWN]["revision_id"]
    by = visitor(book, cast, "Agnès", may_write=may_write)
    note = Note(revision_id=revision_id, by=by, text="I believed her at once.")
    if may_write:
        review.write(book, note)
        return
    with pytest.raises(Refused, match="here to look"):
        review.write(book, note)
