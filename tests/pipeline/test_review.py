"""Notes, answers and to-dos: what was said stays, and only a tick comes and goes."""

from pathlib import Path
from typing import Any

import pytest

from pipeline import review, workflow
from pipeline.errors import CannotRead, NotFound, Refused
from pipeline.files import LocalStore
from pipeline.records import Book, notes, revisions
from pipeline.records.notes import Note
from pipeline.records.values import NoteView, RevisionView
from pipeline.sign_off import Action
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, hand_in, keep, newest, send

DRAWING = '[{"colour":0,"points":[[0.1,0.2],[0.3,0.4]],"width":0.006}]'


@pytest.fixture
def seen(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> RevisionView:
    """A script that the Blue group has handed in."""
    send(book, cast, "script", keep(store, tmp_path, "INT. ROOM - DAY\n"), "script.fountain")
    return hand_in(book, cast, "script")


def all_of(book: Book, seen: RevisionView) -> tuple[NoteView, ...]:
    """The notes on a version."""
    with book.reading() as session:
        return notes.notes_of(session, seen.id)


def say(book: Book, seen: RevisionView, by: int, text: str = "Look", **more: Any) -> int:
    """Write a note; return its number."""
    because = str(more.pop("more_because", ""))
    note = Note(revision_id=seen.id, by=by, text=text, **more)
    return review.write(book, note, more_because=because)


def test_an_empty_note_is_refused_and_a_full_one_is_read_by_all(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    with pytest.raises(CannotRead, match="empty"):
        say(book, seen, cast.marc, "  ")
    say(book, seen, cast.marc, " What do we see? ", kind="picture", at_frame=3, to_frame=9)
    (only,) = all_of(book, seen)
    assert (only.person, only.text, only.kind) == ("Marc", "What do we see?", "picture")
    assert (only.at_frame, only.to_frame) == (3, 9)


def test_a_drawing_or_a_voice_says_enough_without_words(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    say(book, seen, cast.aya, "", drawing=DRAWING, at_frame=4)
    say(book, seen, cast.aya, "", voice="a" * 64)
    drawn, spoken = all_of(book, seen)
    assert (drawn.drawing, spoken.voice) == (DRAWING, "a" * 64)
    with book.reading() as session:
        assert "a" * 64 in revisions.digests_in_use(session)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "smell"}, "story, picture, sound or praise"),
        ({"at_frame": 9, "to_frame": 3}, "Turn the two around"),
        ({"to_frame": 3}, "Turn the two around"),
        ({"at_frame": -1}, "that long"),
        ({"at_frame": 10**9}, "that long"),
        ({"drawing": DRAWING}, "belongs to a picture"),
        ({"drawing": "[1]", "at_frame": 1}, "Draw it once more"),
    ],
)
def test_a_note_that_is_wrong_is_refused_and_nothing_is_kept(
    book: Book, cast: Cast, seen: RevisionView, wrong: dict[str, Any], says: str
) -> None:
    with pytest.raises(CannotRead, match=says):
        say(book, seen, cast.marc, **wrong)
    assert all_of(book, seen) == ()


def test_answers_stand_in_one_thread_also_the_answer_to_an_answer(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    first = say(book, seen, cast.marc, "Why the rain?")
    second = say(book, seen, cast.aya, "He is sad.", answers=first, is_todo=True)
    say(book, seen, cast.marc, "Then let us see it.", answers=second)
    assert [one.answers for one in all_of(book, seen)] == [None, first, first]
    assert not any(one.is_todo for one in all_of(book, seen))


def test_nobody_answers_in_a_thread_of_other_work(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    first = say(book, seen, cast.marc)
    workflow.open_stage(book, project_id=cast.red_film, stage="script", by=cast.rosa)
    reds = newest(book, cast.red_film, "script")
    with pytest.raises(CannotRead, match="belongs to other work"):
        say(book, reds, cast.rosa, answers=first)
    with pytest.raises(NotFound):
        say(book, seen, cast.marc, answers=987)


def test_the_group_ticks_and_a_mentor_takes_the_tick_away(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    number = say(book, seen, cast.marc, is_todo=True)
    done = review.tick(book, note_id=number, by=cast.ben, is_done=True)
    assert (done.done_by, done.done_at is not None) == ("Ben", True)
    assert review.tick(book, note_id=number, by=cast.aya, is_done=True).done_by == "Ben"
    undone = review.tick(book, note_id=number, by=cast.nadia, is_done=False)
    assert (undone.done_by, undone.done_at) == ("", None)


def test_nobody_else_ticks(book: Book, cast: Cast, seen: RevisionView) -> None:
    number = say(book, seen, cast.marc, is_todo=True)
    plain = say(book, seen, cast.marc)
    with pytest.raises(Refused, match="The group ticks"):
        review.tick(book, note_id=number, by=cast.marc, is_done=True)
    with pytest.raises(Refused, match="The group ticks"):
        review.tick(book, note_id=number, by=cast.salma, is_done=False)
    with pytest.raises(NotFound):
        review.tick(book, note_id=number, by=cast.rosa, is_done=True)
    with pytest.raises(Refused, match="no to-do"):
        review.tick(book, note_id=plain, by=cast.aya, is_done=True)


def test_a_sixth_to_do_of_the_mentors_needs_a_reason_and_the_reason_is_kept(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    for by in (cast.marc, cast.nadia, cast.marc, cast.nadia, cast.marc):
        say(book, seen, by, is_todo=True)
    with pytest.raises(Refused, match="more than 5 to-dos"):
        say(book, seen, cast.nadia, "A sixth", is_todo=True)
    say(book, seen, cast.nadia, "No to-do, only a thought")
    say(book, seen, cast.aya, "We owe ourselves this", is_todo=True)
    say(book, seen, cast.nadia, "A sixth", is_todo=True, more_because="The hall is booked.")
    last, reason = all_of(book, seen)[-2:]
    assert (last.text, last.is_todo) == ("A sixth", True)
    assert (reason.text, reason.answers) == ("The hall is booked.", last.id)


def test_a_new_round_has_five_to_dos_again(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path, seen: RevisionView
) -> None:
    for _ in range(review.MOST_TODOS):
        say(book, seen, cast.marc, is_todo=True)
    workflow.withdraw(book, revision_id=seen.id, digest=seen.digest, by=cast.aya)
    send(book, cast, "script", keep(store, tmp_path, "INT. B - DAY\n"), "script.fountain")
    finish_all_runs(book)
    assert say(book, newest(book, cast.blue_film, "script"), cast.marc, is_todo=True)


def verdict(seen: RevisionView, by: int, *todos: str, because: str = "") -> workflow.Verdict:
    """An approval with to-dos."""
    return workflow.Verdict(
        revision_id=seen.id,
        digest=seen.digest,
        action=Action.APPROVE_WITH_TODOS,
        by=by,
        todos=todos,
        more_because=because,
    )


def test_the_to_dos_of_an_approval_can_be_ticked(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    workflow.decide(book, verdict(seen, cast.marc, "Name Otto", "Cut page 3"))
    found = all_of(book, seen)
    assert [(one.text, one.is_todo) for one in found] == [("Name Otto", True), ("Cut page 3", True)]
    assert review.tick(book, note_id=found[0].id, by=cast.aya, is_done=True).done_by == "Aya"


def test_an_approval_with_too_many_to_dos_changes_nothing(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    with pytest.raises(Refused, match="more than 5"):
        workflow.decide(book, verdict(seen, cast.marc, *"abcdef"))
    assert newest(book, cast.blue_film, "script").state is seen.state
    assert all_of(book, seen) == ()
    workflow.decide(book, verdict(seen, cast.marc, *"abcdef", because="Two days are left."))
    assert len(all_of(book, seen)) == 6


def test_notes_are_written_also_when_all_is_signed(
    book: Book, cast: Cast, seen: RevisionView
) -> None:
    workflow.withdraw(book, revision_id=seen.id, digest=seen.digest, by=cast.aya)
    signed = approve(book, cast, "script")
    assert say(book, signed, cast.marc, "Bravo", kind="praise")
