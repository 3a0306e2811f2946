"""The gate card: what is new, what was asked, what failed, the list of the school, the answer."""

from pathlib import Path

import pytest

from pipeline import review, workflow
from pipeline.documents.report import Report, blocker, warning
from pipeline.files import LocalStore
from pipeline.records import Book, notes, questions
from pipeline.records.notes import Note
from pipeline.records.values import RevisionView
from pipeline.sign_off import Action
from tests.cast import Cast
from tests.film_days import answer, finish_all_runs, hand_in, keep, newest, send
from tests.web.conftest import Visitor

SCRIPT = "INT. ROOM - DAY\n\nLENA\nHello.\n"


@pytest.fixture
def handed_in(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> RevisionView:
    """The Blue group's script, waiting for a mentor."""
    send(book, cast, "script", keep(store, tmp_path, SCRIPT), "script.fountain")
    return hand_in(book, cast, "script")


def again(
    book: Book, store: LocalStore, cast: Cast, folder: Path, text: str, report: Report | None = None
) -> RevisionView:
    """The group sends another script and hands it in."""
    send(book, cast, "script", keep(store, folder, text), "script.fountain")
    finish_all_runs(book, report)
    return hand_in(book, cast, "script")


def page(who: Visitor, cast: Cast) -> str:
    """The page of the script."""
    return who.get(f"/projects/{cast.blue_film}/script").text


@pytest.mark.usefixtures("handed_in")
def test_the_first_time_there_is_nothing_to_compare(cast: Cast, marc: Visitor) -> None:
    text = page(marc, cast)
    assert "You see this for the first time." in text
    assert "What was asked last time" not in text
    assert "Nothing to mend." in text
    assert "What changes in this scene?" in text


def test_what_is_new_and_what_was_asked_stand_on_the_card(
    book: Book,
    store: LocalStore,
    cast: Cast,
    tmp_path: Path,
    marc: Visitor,
    handed_in: RevisionView,
) -> None:
    todo = review.write(
        book, Note(revision_id=handed_in.id, by=cast.marc, text="Show the rain", is_todo=True)
    )
    workflow.decide(book, answer(handed_in, Action.NOT_YET, cast.marc, note="Who wants what?"))
    review.tick(book, note_id=todo, by=cast.aya, is_done=True)
    now = again(book, store, cast, tmp_path, SCRIPT + "\nEXT. QUAY - DAY\n\nRain.\n")
    text = page(marc, cast)
    assert f"Since version {handed_in.number}:" in text
    assert "new 1" in text
    assert f"/script/changes?from={handed_in.number}&amp;to={now.number}" in text
    assert "Who wants what?" in text
    assert "Done:" in text
    assert "Show the rain" in text


def test_each_check_that_failed_has_a_button_to_its_place(
    book: Book,
    store: LocalStore,
    cast: Cast,
    tmp_path: Path,
    marc: Visitor,
    handed_in: RevisionView,
) -> None:
    workflow.withdraw(book, revision_id=handed_in.id, digest=handed_in.digest, by=cast.aya)
    report = Report(
        blockers=(blocker("C4", "line 3", "It is %(much)s long.", much=9),),
        warnings=(warning("C2", "", "There are many scenes."),),
    )
    now = again(book, store, cast, tmp_path, SCRIPT + "\n", report)
    text = page(marc, cast)
    card = text[text.index('class="gate-failed"') : text.index('class="checklist"')]
    assert 'href="#line-3"' in card
    assert 'href="#report"' in card
    workflow.waive(
        book, revision_id=now.id, code="C4", place="line 3", reason="A song", by=cast.marc
    )
    text = page(marc, cast)
    card = text[text.index('class="gate-failed"') : text.index('class="checklist"')]
    assert "It is 9 long." not in card


def test_the_list_of_the_school_is_ticked_and_kept_with_its_number(
    book: Book, cast: Cast, marc: Visitor, salma: Visitor, handed_in: RevisionView
) -> None:
    got = salma.post("/checklists/script", content="It is ours.\nIt is kind.", seen=0)
    assert got.status_code == 303
    text = page(marc, cast)
    assert "It is kind." in text
    assert 'name="checklist_version" value="1"' in text
    salma.post("/checklists/script", content="Something else.", seen=1)
    # The page was open while the list changed: what was seen counts.
    marc.post(
        f"/revisions/{handed_in.id}/decide",
        digest=handed_in.digest,
        answer="approve",
        checklist_version="1",
        checklist=["1"],
    )
    with book.reading() as session:
        signed = questions.stage_view(session, cast.blue_film, "script").sign_offs[-1]
    assert signed.checklist == {"It is ours.": False, "It is kind.": True}
    assert signed.checklist_version == 1


def test_a_list_that_never_was_is_refused(marc: Visitor, handed_in: RevisionView) -> None:
    got = marc.post(
        f"/revisions/{handed_in.id}/decide",
        digest=handed_in.digest,
        answer="approve",
        checklist_version="9",
    )
    assert got.status_code == 422


def test_mentors_read_the_lists_and_students_do_not(
    cast: Cast, aya: Visitor, marc: Visitor, salma: Visitor
) -> None:
    assert aya.get("/checklists").status_code == 403
    assert "<textarea" not in marc.get("/checklists").text
    assert salma.get("/checklists").text.count("<textarea") == 6
    assert marc.post("/checklists/script", content="x", seen=0).status_code == 403
    assert salma.post("/checklists/lunch", content="x", seen=0).status_code == 404
    assert salma.post("/checklists/script", content="x").status_code == 409


def test_to_dos_are_ticked_on_the_stamp_too(
    book: Book, cast: Cast, marc: Visitor, aya: Visitor, handed_in: RevisionView
) -> None:
    marc.post(
        f"/revisions/{handed_in.id}/decide",
        digest=handed_in.digest,
        answer="approve_with_todos",
        todos="Name Otto",
    )
    with book.reading() as session:
        (todo,) = notes.notes_of(session, handed_in.id)
    stamps = page(aya, cast).split('id="sign-offs"')[1].split('id="notes"')[0]
    assert "#square-check" not in stamps.split("Name Otto")[0]
    aya.post(f"/notes/{todo.id}/tick", done="yes")
    stamps = page(aya, cast).split('id="sign-offs"')[1].split('id="notes"')[0]
    assert "#square-check" in stamps.split("Name Otto")[0]


def test_more_than_five_to_dos_need_a_reason(
    book: Book, cast: Cast, marc: Visitor, handed_in: RevisionView
) -> None:
    path, many = f"/revisions/{handed_in.id}/decide", "\n".join("abcdef")
    fields = {"digest": handed_in.digest, "answer": "approve_with_todos", "todos": many}
    refused = marc.post(path, **fields)
    assert refused.status_code == 403
    assert many in refused.text
    assert marc.post(path, **fields, more_because="Two days are left").status_code == 303
    with book.reading() as session:
        assert len(notes.notes_of(session, newest(book, cast.blue_film, "script").id)) == 6
