"""What a lead mentor, a technician and the other roles find on their pages and can do there."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline import review, running, workflow
from pipeline.documents.report import Report
from pipeline.errors import Refused
from pipeline.records import Book, people, runs
from pipeline.records.notes import Note
from pipeline.records.values import FileOf, RevisionView
from pipeline.run_state import RunState
from pipeline.sign_off import Action, ReviewState, Role
from tests.cast import Cast
from tests.everyone import add_person, visitor
from tests.film_days import answer, approve, finish_all_runs, hand_in, newest
from tests.web.conftest import Visitor
from tests.web.test_pages import fail_the_run
from web.words import ROLES


@pytest.fixture
def locked(book: Book, cast: Cast) -> RevisionView:
    """An edit that Marc has approved."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in ("script", "shot_list", "rushes"):
        approve(book, cast, stage)
    timeline = FileOf(name="edit.otio", digest="c" * 64, bytes=9)
    finish_all_runs(book, Report(facts={"frames": 4500}), (timeline,))
    workflow.decide(book, answer(hand_in(book, cast, "edit"), Action.APPROVE, cast.marc))
    return newest(book, cast.blue_film, "edit")


def reopen(book: Book, seen: RevisionView, by: int) -> None:
    workflow.reopen(book, revision_id=seen.id, digest=seen.digest, by=by, reason="The end drags.")


def test_where_there_is_no_lead_mentor_every_mentor_opens_the_lock(
    book: Book, cast: Cast, locked: RevisionView, marc: Visitor
) -> None:
    assert "/reopen" in marc.get(f"/projects/{cast.blue_film}/edit").text
    reopen(book, locked, cast.marc)
    assert newest(book, cast.blue_film, "edit").state is ReviewState.NOT_YET


def test_where_there_is_a_lead_mentor_nobody_else_opens_the_lock(
    book: Book, cast: Cast, locked: RevisionView, marc: Visitor
) -> None:
    lea = add_person(book, cast, Role.LEAD_MENTOR, "Lea")
    page = marc.get(f"/projects/{cast.blue_film}/edit").text
    assert "/reopen" not in page
    assert "A lead mentor can open it again" in page
    with pytest.raises(Refused, match="A lead mentor opens it: Lea"):
        reopen(book, locked, cast.marc)
    assert newest(book, cast.blue_film, "edit").state is ReviewState.APPROVED
    reopen(book, locked, lea)
    assert newest(book, cast.blue_film, "edit").state is ReviewState.NOT_YET


def test_a_lead_mentor_of_another_workshop_is_none_of_ours(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    with book.writing() as session:
        igor = people.person_with_id(session, cast.igor)
        people.add_person(session, replace(igor, role=Role.LEAD_MENTOR, name="Ines"))
    reopen(book, locked, cast.marc)


def test_the_other_stages_are_opened_by_any_mentor(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    add_person(book, cast, Role.LEAD_MENTOR, "Lea")
    reopen(book, newest(book, cast.blue_film, "rushes"), cast.marc)
    assert newest(book, cast.blue_film, "rushes").state is ReviewState.NOT_YET


def test_a_lead_mentor_decides_and_finds_what_waits(
    book: Book, cast: Cast, at: Callable[[int], Visitor]
) -> None:
    lea = at(add_person(book, cast, Role.LEAD_MENTOR, "Lea"))
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    seen = hand_in(book, cast, "script")
    assert "The Blue kite" in lea.get("/inbox").text
    assert "lead mentor" in lea.get("/board").text
    said = lea.post(f"/revisions/{seen.id}/decide", digest=seen.digest, answer="approve")
    assert said.status_code == 303
    assert newest(book, cast.blue_film, "script").state is ReviewState.APPROVED


def test_a_technician_sees_every_film_and_its_report_and_decides_nothing(
    book: Book, cast: Cast, at: Callable[[int], Visitor]
) -> None:
    tariq = at(add_person(book, cast, Role.TECHNICIAN, "Tariq"))
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    seen = hand_in(book, cast, "script")
    page = tariq.get(f"/projects/{cast.blue_film}/script").text
    assert "What the machine found" in page
    for words in ("/decide", '/notes"', "Keep the note", "/inbox", "/submit"):
        assert words not in page, words
    assert tariq.get("/inbox").status_code == 403
    for verb in ("decide", "reopen", "waive", "notes", "submit", "withdraw"):
        said = tariq.post(f"/revisions/{seen.id}/{verb}", digest=seen.digest, answer="approve")
        assert said.status_code == 403, verb
    with pytest.raises(Refused, match="here to look"):
        review.write(
            book,
            Note(revision_id=seen.id, by=add_person(book, cast, Role.TECHNICIAN, "T"), text="x"),
        )


def test_a_technician_tries_a_run_again_and_stops_it(
    book: Book, cast: Cast, at: Callable[[int], Visitor]
) -> None:
    tariq = at(add_person(book, cast, Role.TECHNICIAN, "Tariq"))
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    run_id = fail_the_run(book)
    page = tariq.get("/workers").text
    assert f"/runs/{run_id}/retry" in page
    assert tariq.post(f"/runs/{run_id}/retry").status_code == 303
    assert tariq.post(f"/runs/{run_id}/cancel").status_code == 303
    with book.reading() as session:
        assert runs.with_id(session, run_id).state is RunState.CANCELLED


def test_a_visitor_stops_no_run_even_past_the_gate(book: Book, cast: Cast) -> None:
    guest = visitor(book, cast)
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    run_id = fail_the_run(book)
    for verb in (running.cancel_run, running.retry_run):
        with pytest.raises(Refused, match="Visitors look"):
            verb(book, run_id=run_id, by=guest)


def test_every_role_has_its_word() -> None:
    assert set(ROLES) == {str(role) for role in Role}
