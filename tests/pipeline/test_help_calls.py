"""A call for help: one at a time, answered by an adult, solved by either side."""

import pytest

from pipeline import help_calls
from pipeline.errors import MovedOn, NotFound, Refused
from pipeline.records import Book, decisions
from pipeline.records import help_calls as kept
from pipeline.records.help_calls import HelpCall
from pipeline.records.tables import PersonRow
from pipeline.sign_off import Role
from tests.cast import Cast


def open_call(book: Book, cast: Cast) -> HelpCall | None:
    with book.reading() as session:
        return kept.open_of_films(session, [cast.blue_film, cast.red_film]).get(cast.blue_film)


def call(book: Book, cast: Cast, text: str = "The sound is gone") -> int:
    return help_calls.call(book, project_id=cast.blue_film, stage="edit", by=cast.aya, text=text)


def test_a_group_calls_a_mentor_comes_and_it_is_solved(book: Book, cast: Cast) -> None:
    number = call(book, cast, "  The  sound\nis gone ")
    seen = open_call(book, cast)
    assert seen
    assert (seen.person, seen.text, seen.coming) == ("Aya", "The sound is gone", "")
    help_calls.coming(book, call_id=number, by=cast.marc)
    coming = open_call(book, cast)
    assert coming
    assert coming.coming == "Marc"
    help_calls.solved(book, call_id=number, by=cast.marc)
    assert open_call(book, cast) is None
    with book.reading() as session:
        kinds = [one.kind for one in decisions.events_after(session, cast.workshop, 0)]
        assert not kept.with_id(session, number).is_open
        assert decisions.chain(session, cast.blue_film) == ()
    assert kinds == ["help"] * 3


def test_a_second_call_is_the_first_one_and_after_the_answer_there_can_be_another(
    book: Book, cast: Cast
) -> None:
    first = call(book, cast)
    assert call(book, cast, "Again!") == first
    help_calls.solved(book, call_id=first, by=cast.ben)
    assert call(book, cast) != first


def test_two_do_not_come_for_one_call_and_nobody_solves_it_twice(book: Book, cast: Cast) -> None:
    number = call(book, cast)
    help_calls.coming(book, call_id=number, by=cast.marc)
    with pytest.raises(MovedOn):
        help_calls.coming(book, call_id=number, by=cast.nadia)
    help_calls.solved(book, call_id=number, by=cast.aya)
    with pytest.raises(MovedOn):
        help_calls.solved(book, call_id=number, by=cast.marc)
    with book.reading() as session:
        assert kept.with_id(session, number).coming == "Marc"


def test_only_the_group_calls_and_only_adults_of_the_workshop_come(book: Book, cast: Cast) -> None:
    for by, refusal in ((cast.marc, Refused), (cast.rosa, NotFound), (cast.igor, NotFound)):
        with pytest.raises(refusal):
            help_calls.call(book, project_id=cast.blue_film, stage="edit", by=by)
    number = call(book, cast)
    with pytest.raises(Refused, match="Only an adult"):
        help_calls.coming(book, call_id=number, by=cast.aya)
    for by in (cast.rosa, cast.igor):
        with pytest.raises(NotFound):
            help_calls.solved(book, call_id=number, by=by)
    with book.writing() as session:
        nadia = session.get(PersonRow, cast.nadia)
        assert nadia
        nadia.role = Role.GUEST
    with pytest.raises(Refused, match="Visitors only look"):
        help_calls.coming(book, call_id=number, by=cast.nadia)


def test_words_are_cut_and_a_stage_must_be_one(book: Book, cast: Cast) -> None:
    with pytest.raises(NotFound):
        help_calls.call(book, project_id=cast.blue_film, stage="lunch", by=cast.aya)
    call(book, cast, "a" * 900)
    seen = open_call(book, cast)
    assert seen
    assert len(seen.text) == help_calls.LONGEST
