"""A school writes its own checklists; a sign-off keeps the list it was given with."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import checklists, workflow
from pipeline.errors import CannotRead, MovedOn, NotFound, Refused
from pipeline.files import LocalStore
from pipeline.records import Book, decisions
from pipeline.records.tables import PersonRow
from pipeline.sign_off import Action, Role
from pipeline.stage_facts import facts_of
from tests.cast import Cast
from tests.film_days import answer, hand_in, keep, send


def test_before_a_school_writes_one_the_list_of_claquette_counts(book: Book, cast: Cast) -> None:
    with book.reading() as session:
        found = checklists.newest(session, cast.workshop, "edit")
    assert (found.version, found.items) == (0, facts_of("edit").checklist)


def test_a_new_list_counts_and_the_old_ones_stay(book: Book, cast: Cast) -> None:
    kept = checklists.change(
        book,
        stage="edit",
        items=["  It is  clear. ", "", "It is clear.", "It is ours."],
        by=cast.salma,
        seen=0,
    )
    assert (kept.version, kept.items, kept.made_by) == (1, ("It is clear.", "It is ours."), "Salma")
    checklists.change(book, stage="edit", items=["One thing."], by=cast.salma, seen=1)
    with book.reading() as session:
        assert [one.version for one in checklists.all_of(session, cast.workshop, "edit")] == [
            2,
            1,
            0,
        ]
        assert checklists.of_version(session, cast.workshop, "edit", 1).items == kept.items
        assert checklists.newest(session, cast.workshop, "script").version == 0
        with pytest.raises(CannotRead, match="no such checklist"):
            checklists.of_version(session, cast.workshop, "edit", 7)


def test_the_same_list_is_no_new_version(book: Book, cast: Cast) -> None:
    same = facts_of("edit").checklist
    assert checklists.change(book, stage="edit", items=same, by=cast.salma, seen=0).version == 0


def test_the_loser_of_a_race_is_told(book: Book, cast: Cast) -> None:
    checklists.change(book, stage="edit", items=["One."], by=cast.salma, seen=0)
    with pytest.raises(MovedOn, match="Look at theirs first"):
        checklists.change(book, stage="edit", items=["Other."], by=cast.salma, seen=0)


def test_only_a_coordinator_or_a_lead_mentor_changes_a_list(book: Book, cast: Cast) -> None:
    for by in (cast.aya, cast.marc):
        with pytest.raises(Refused, match="Only a coordinator"):
            checklists.change(book, stage="edit", items=["One."], by=by, seen=0)
    with book.writing() as session:
        nadia = session.get(PersonRow, cast.nadia)
        assert nadia
        nadia.role = Role.LEAD_MENTOR
    assert checklists.change(book, stage="edit", items=["One."], by=cast.nadia, seen=0).version == 1


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ([" ", ""], "list is empty"),
        ([f"Thing {number}" for number in range(11)], "Nobody looks at more than 10"),
        (["x" * 201], "too long"),
    ],
)
def test_a_list_that_nobody_can_look_through_is_refused(
    book: Book, cast: Cast, items: list[str], says: str
) -> None:
    with pytest.raises(CannotRead, match=says):
        checklists.change(book, stage="edit", items=items, by=cast.salma, seen=0)


def test_a_stage_that_is_none_has_no_list(book: Book, cast: Cast) -> None:
    with pytest.raises(NotFound):
        checklists.change(book, stage="lunch", items=["Soup"], by=cast.salma, seen=0)


def test_a_sign_off_keeps_which_list_was_ticked(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path
) -> None:
    checklists.change(book, stage="script", items=["It is ours."], by=cast.salma, seen=0)
    send(book, cast, "script", keep(store, tmp_path, "INT. ROOM - DAY\n"), "script.fountain")
    seen = hand_in(book, cast, "script")
    given = answer(seen, Action.APPROVE, cast.marc)
    workflow.decide(book, replace(given, checklist={"It is ours.": True}, checklist_version=1))
    checklists.change(book, stage="script", items=["Other."], by=cast.salma, seen=1)
    with book.reading() as session:
        signed = decisions.sign_offs_of(session, cast.blue_film, "script")[-1]
    assert (signed.checklist, signed.checklist_version) == ({"It is ours.": True}, 1)
