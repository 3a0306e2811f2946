"""Everybody confirms their own name, and the run of the final cut hears of it."""

import pytest

from pipeline import credit_names, running, workflow
from pipeline.credit_names import clean_name
from pipeline.documents.company import Member
from pipeline.errors import CannotRead
from pipeline.records import Book, decisions
from pipeline.records import credit_names as names_kept
from tests.cast import Cast


def test_a_confirmed_name_is_kept_and_can_be_changed(book: Book, cast: Cast) -> None:
    with book.reading() as session:
        assert names_kept.of_person(session, cast.aya) == ("", None)
    credit_names.confirm(book, by=cast.aya, name="Aya")
    assert credit_names.confirm(book, by=cast.aya, name="  Aya\n of Tangier ") == "Aya of Tangier"
    with book.reading() as session:
        name, at = names_kept.of_person(session, cast.aya)
        company = names_kept.company_of(session, cast.blue_film)
    assert name == "Aya of Tangier"
    assert at is not None
    assert company.students == (Member(name="Aya", credit="Aya of Tangier"), Member(name="Ben"))
    assert company.workshop == "Seven days, Tokyo, 2026"


def test_pages_of_the_film_hear_that_somebody_has_confirmed(book: Book, cast: Cast) -> None:
    credit_names.confirm(book, by=cast.ben, name="Ben")
    with book.reading() as session:
        (event,) = decisions.events_after(session, cast.workshop, 0)
    assert (event.project_id, event.stage, event.kind) == (cast.blue_film, "final_cut", "names")


@pytest.mark.parametrize("name", ["", " \n", "\u202e", "x" * 61])
def test_what_is_no_name_is_refused(book: Book, cast: Cast, name: str) -> None:
    with pytest.raises(CannotRead):
        credit_names.confirm(book, by=cast.aya, name=name)


def test_signs_that_turn_a_line_around_are_taken_out_of_a_name() -> None:
    assert clean_name("A\u202eya\x00 \u2067B") == "Aya B"
    assert clean_name("می‌خواهم") == "می‌خواهم"


def test_a_film_that_is_not_there_has_no_company(book: Book, cast: Cast) -> None:
    with book.reading() as session:
        assert names_kept.company_of(session, 999).students == ()


def test_a_run_knows_who_made_the_film(book: Book, cast: Cast) -> None:
    credit_names.confirm(book, by=cast.aya, name="Aya B.")
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    ((run_id, _queue),) = running.waiting_to_be_announced(book, older_than_s=0)
    started = running.start_run(book, run_id=run_id, lease_s=60)
    assert isinstance(started, running.StartedRun)
    assert started.company.shown("Aya") == "Aya B."
