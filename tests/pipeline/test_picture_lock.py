"""The lock of a picture asks for its master at once, and that run never stands in anybody's way."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline import follow_up, ledger, picture_lock, running, workflow
from pipeline.documents.report import Report
from pipeline.errors import MovedOn, NotFound, Refused
from pipeline.picture_lock import LockView
from pipeline.records import Book, decisions, questions, revisions, runs
from pipeline.records.tables import RunRow
from pipeline.records.values import FileOf, FileSide, RevisionView, RunView
from pipeline.run_state import RunState, RunTask
from pipeline.running import StartedFollowUp, StartedRun
from pipeline.sign_off import Action
from pipeline.standing import CellState
from tests.cast import Cast
from tests.film_days import LEASE_S, answer, approve, finish_all_runs, hand_in, newest

MASTER = FileOf(name="master/picture.mp4", digest="a" * 64, bytes=9)
PACK = FileOf(name="turnover.zip", digest="b" * 64, bytes=9)
TIMELINE = FileOf(name="edit.otio", digest="c" * 64, bytes=9)


@pytest.fixture
def edit(book: Book, cast: Cast) -> RevisionView:
    """An edit that Aya's group has handed in."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in ("script", "shot_list", "rushes"):
        approve(book, cast, stage)
    finish_all_runs(book, Report(facts={"frames": 4500}), (TIMELINE,))
    return hand_in(book, cast, "edit")


@pytest.fixture
def locked(book: Book, cast: Cast, edit: RevisionView) -> RevisionView:
    """The same edit, approved by Marc."""
    workflow.decide(book, answer(edit, Action.APPROVE, cast.marc))
    return newest(book, cast.blue_film, "edit")


def lock_of(book: Book, cast: Cast) -> LockView:
    with book.reading() as session:
        found = picture_lock.view(session, cast.blue_film)
    assert found is not None
    return found


def run_of(book: Book, cast: Cast) -> RunView:
    run = lock_of(book, cast).run
    assert run is not None
    return run


def claim(book: Book, cast: Cast) -> StartedFollowUp:
    started = running.start_run(book, run_id=run_of(book, cast).id, lease_s=LEASE_S)
    assert isinstance(started, StartedFollowUp)
    return started


def announced(book: Book) -> list[int]:
    return [one for one, _ in running.waiting_to_be_announced(book, older_than_s=-1)]


def beat(book: Book, started: StartedFollowUp) -> None:
    running.beat(book, started, lease_s=LEASE_S, progress=0.4, doing="")


def wait_longer(book: Book, run_id: int) -> None:
    """Let a queued run have waited for a minute."""
    with book.writing() as session:
        row = session.get(RunRow, run_id)
        assert row is not None
        row.queued_at -= timedelta(minutes=1)


def test_locking_asks_for_the_master_in_the_same_step(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    run = run_of(book, cast)
    assert (run.task, run.state, run.queue) == (RunTask.LOCK, RunState.QUEUED, "render")
    assert run.revision_id == locked.id


def test_a_lock_that_fails_asks_for_nothing(book: Book, cast: Cast, edit: RevisionView) -> None:
    stale = answer(edit, Action.APPROVE, cast.marc)
    with pytest.raises(MovedOn):
        workflow.decide(book, replace(stale, digest="0" * 64))
    with book.reading() as session:
        assert runs.newest_of(session, [edit.id], task=RunTask.LOCK) == {}
        assert picture_lock.view(session, cast.blue_film) is None


def test_the_ledger_keeps_length_rate_and_the_digest_of_the_timeline(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    with book.reading() as session:
        entries = decisions.chain(session, cast.blue_film)
    body = json.loads(entries[-1].body)
    assert body["lock"] == {"frames": 4500, "rate": "25", "timeline": "c" * 64}
    assert ledger.first_break(entries) is None
    view = lock_of(book, cast)
    assert (view.by, view.frames, view.timeline) == ("Marc", 4500, "c" * 64)


def test_what_is_made_of_a_lock_goes_to_the_final_cut_and_to_nobody_else(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    started = claim(book, cast)
    assert set(started.before) == {"shot_list", "rushes", "edit"}
    assert [one.name for one in started.company.students] == ["Aya", "Ben"]
    assert TIMELINE in started.before["edit"]
    follow_up.finish(book, started, (MASTER, PACK))
    assert lock_of(book, cast).made == (MASTER, PACK)
    approve(book, cast, "sound")
    for stage, gets in (("sound", False), ("final_cut", True)):
        with book.writing() as session:
            seen = newest(book, cast.blue_film, stage)
            run_id = runs.add(session, seen, queue="render")
        one = running.start_run(book, run_id=run_id, lease_s=LEASE_S)
        assert isinstance(one, StartedRun)
        assert (MASTER in one.before["edit"]) is gets
        assert PACK not in one.before["edit"]


def test_the_run_of_a_lock_says_nothing_about_the_stage(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    running.fail_run(book, claim(book, cast), MovedOn("The disk is full."))
    assert run_of(book, cast).state is RunState.FAILED
    with book.reading() as session:
        row = questions.board_row(session, cast.blue_film)
    assert next(one.state for one in row.cells if one.stage == "edit") is CellState.APPROVED


def test_it_is_not_announced_while_people_wait_in_its_queue(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    lock = run_of(book, cast).id
    sound = newest(book, cast.blue_film, "sound")
    with book.reading() as session:
        waiting = runs.newest_of(session, [sound.id])[sound.id].id
    assert announced(book) == [waiting]
    assert running.start_run(book, run_id=waiting, lease_s=LEASE_S) is not None
    assert announced(book) == [lock]


def test_it_gives_way_to_those_who_have_waited_and_comes_back_as_the_same_attempt(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    with book.reading() as session:
        sound = runs.newest_of(session, [newest(book, cast.blue_film, "sound").id])
    (waiting,) = sound.values()
    started = claim(book, cast)
    beat(book, started)
    wait_longer(book, waiting.id)
    with pytest.raises(MovedOn, match="Somebody waits"):
        beat(book, started)
    run = run_of(book, cast)
    assert (run.state, run.attempt) == (RunState.QUEUED, 0)
    with pytest.raises(MovedOn):
        follow_up.finish(book, started, (MASTER,))
    assert lock_of(book, cast).made == ()
    running.fail_run(book, started, MovedOn("Too late."))
    assert run_of(book, cast).state is RunState.QUEUED


def test_opening_the_edit_again_stops_the_run_and_unlocks_the_picture(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    run = run_of(book, cast)
    workflow.reopen(
        book, revision_id=locked.id, digest=locked.digest, by=cast.marc, reason="Scene 2 jumps."
    )
    with book.reading() as session:
        assert picture_lock.view(session, cast.blue_film) is None
        assert runs.with_id(session, run.id).state is RunState.CANCELLED


def lock_again(book: Book, cast: Cast, locked: RevisionView) -> None:
    """The group sends the edit once more, and Marc locks it again."""
    workflow.reopen(
        book, revision_id=locked.id, digest=locked.digest, by=cast.marc, reason="Scene 2 jumps."
    )
    workflow.add_revision(
        book, workflow.Sending(project_id=cast.blue_film, stage="edit", by=cast.aya)
    )
    workflow.decide(book, answer(hand_in(book, cast, "edit"), Action.APPROVE, cast.marc))


def test_another_lock_has_a_master_of_its_own(book: Book, cast: Cast, locked: RevisionView) -> None:
    follow_up.finish(book, claim(book, cast), (MASTER,))
    lock_again(book, cast, locked)
    assert lock_of(book, cast).made == ()
    assert run_of(book, cast).state is RunState.QUEUED
    with book.reading() as session:
        assert revisions.files_of(session, locked.id, FileSide.LOCKED) == (MASTER,)


def test_mentors_and_the_coordinator_start_it_again_and_students_do_not(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    running.fail_run(book, claim(book, cast), MovedOn("The disk is full."))
    run_id = run_of(book, cast).id
    with pytest.raises(Refused, match="A mentor or the coordinator"):
        running.retry_run(book, run_id=run_id, by=cast.aya)
    with pytest.raises(Refused, match="A mentor or the coordinator"):
        follow_up.start_again(book, revision_id=locked.id, by=cast.aya)
    with pytest.raises(NotFound):
        follow_up.start_again(book, revision_id=locked.id, by=cast.igor)
    follow_up.start_again(book, revision_id=locked.id, by=cast.salma)
    assert run_of(book, cast).state is RunState.QUEUED
    with pytest.raises(Refused, match="made already or on its way"):
        follow_up.start_again(book, revision_id=locked.id, by=cast.marc)


def test_what_is_not_locked_has_no_master_to_ask_for(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    script = newest(book, cast.blue_film, "script")
    with pytest.raises(Refused, match="not signed off any more"):
        follow_up.start_again(book, revision_id=script.id, by=cast.marc)
    run_id = run_of(book, cast).id
    workflow.reopen(
        book, revision_id=locked.id, digest=locked.digest, by=cast.marc, reason="Scene 2 jumps."
    )
    with pytest.raises(Refused, match="not signed off any more"):
        running.retry_run(book, run_id=run_id, by=cast.marc)


def test_a_doubled_message_starts_it_once(book: Book, cast: Cast, locked: RevisionView) -> None:
    started = claim(book, cast)
    assert running.start_run(book, run_id=started.id, lease_s=LEASE_S) is None


def test_a_lock_of_a_run_that_is_just_being_stopped_gets_a_run_of_its_own(
    book: Book, cast: Cast, locked: RevisionView
) -> None:
    started = claim(book, cast)
    running.cancel_run(book, run_id=started.id, by=cast.marc)
    follow_up.start_again(book, revision_id=locked.id, by=cast.marc)
    assert run_of(book, cast).id != started.id
