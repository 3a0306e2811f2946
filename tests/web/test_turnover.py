"""The page of the edit after its lock, and the page for the sound people."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline import follow_up, running, workflow
from pipeline.documents.json import to_json
from pipeline.documents.report import Report
from pipeline.documents.turnover import LockedVersion, StemFile, Turnover, WildSound, leader_of
from pipeline.errors import WorkFailed
from pipeline.files import LocalStore
from pipeline.records import Book, runs
from pipeline.records.tables import RunRow
from pipeline.records.values import FileOf, RevisionView
from pipeline.run_state import RunTask
from pipeline.running import StartedFollowUp
from pipeline.sign_off import Action
from tests.cast import Cast
from tests.film_days import LEASE_S, answer, approve, finish_all_runs, hand_in, newest
from tests.web.conftest import Visitor
from web.locked_pictures import minutes_left

EDIT = "/projects/{}/edit"
PAGE = "/projects/{}/edit/turnover"


@pytest.fixture
def locked(book: Book, cast: Cast) -> RevisionView:
    """An edit of three minutes, locked by Marc."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in ("script", "shot_list", "rushes"):
        approve(book, cast, stage)
    timeline = FileOf(name="edit.otio", digest="c0ffee42" * 8, bytes=9)
    finish_all_runs(book, Report(facts={"frames": 4500}), (timeline,))
    workflow.decide(book, answer(hand_in(book, cast, "edit"), Action.APPROVE, cast.marc))
    return newest(book, cast.blue_film, "edit")


def start(book: Book, locked: RevisionView) -> StartedFollowUp:
    with book.reading() as session:
        run = runs.newest_of(session, [locked.id], task=RunTask.LOCK)[locked.id]
    started = running.start_run(book, run_id=run.id, lease_s=LEASE_S)
    assert isinstance(started, StartedFollowUp)
    return started


def keep_products(book: Book, store: LocalStore, locked: RevisionView, folder: Path) -> None:
    """Let a worker have made everything, in a few bytes."""
    turnover = Turnover(
        locked=LockedVersion(number=1, digest=locked.digest),
        leader=leader_of(frames=4500, rate=Fraction(25), start="01:00:00:00"),
        stems=(StemFile(file="stem_1_dialogue.wav", track=1, role="dialogue", clips=3),),
        wild=(WildSound(file="wild/01_room.wav", role="room_tone", seconds=Fraction(30)),),
        unheard=("S01_P09_T01",),
    )
    made = []
    for name, text in {
        "turnover/turnover.json": to_json(turnover),
        "turnover/guide.mp4": "film",
        "turnover/readme.pdf": "page",
        "turnover.zip": "pack",
    }.items():
        (folder / "made").write_text(text)
        stored = store.put(folder / "made")
        made.append(FileOf(name=name, digest=stored.digest, bytes=stored.bytes))
    follow_up.finish(book, start(book, locked), tuple(made))


def test_the_page_says_what_was_locked_by_whom_and_that_the_master_waits(
    marc: Visitor, cast: Cast, locked: RevisionView
) -> None:
    page = marc.get(EDIT.format(cast.blue_film)).text
    for said in ("Picture locked", "Marc", "00:03:00:00", "4,500", ">25<", "c0ffee42<"):
        assert said in page
    assert 'data-master="queued"' in page


def test_the_page_says_how_far_it_is_and_how_long_it_takes(
    book: Book, marc: Visitor, cast: Cast, locked: RevisionView
) -> None:
    started = start(book, locked)
    running.beat(book, started, lease_s=LEASE_S, progress=0.4, doing="Rendering the picture")
    with book.writing() as session:
        row = session.get(RunRow, started.id)
        assert row is not None
        assert row.started_at is not None
        row.started_at -= timedelta(minutes=4)
    page = marc.get(EDIT.format(cast.blue_film)).text
    assert 'data-master="running"' in page
    assert "40%" in page
    assert "About 7 minutes left" in page


@pytest.mark.parametrize(
    ("progress", "minutes"), [(0.01, None), (0.14, None), (0.5, 10), (0.999, 1)]
)
def test_nobody_promises_a_time_before_something_is_done(
    book: Book, locked: RevisionView, progress: float, minutes: int | None
) -> None:
    started = start(book, locked)
    running.beat(book, started, lease_s=LEASE_S, progress=progress, doing="")
    with book.reading() as session:
        run = runs.with_id(session, started.id)
    assert run.started_at is not None
    assert minutes_left(run, run.started_at + timedelta(minutes=10)) == minutes
    assert minutes_left(None, datetime.now(tz=UTC)) is None


def test_a_pace_that_needs_a_night_is_no_promise(book: Book, locked: RevisionView) -> None:
    started = start(book, locked)
    running.beat(book, started, lease_s=LEASE_S, progress=0.5, doing="")
    with book.reading() as session:
        run = runs.with_id(session, started.id)
    assert run.started_at is not None
    assert minutes_left(run, run.started_at + timedelta(hours=9)) == 9 * 60
    assert minutes_left(run, run.started_at + timedelta(hours=11)) is None


def test_what_the_worker_has_measured_counts_for_more_than_the_pace(
    book: Book, locked: RevisionView
) -> None:
    started = start(book, locked)
    running.beat(book, started, lease_s=LEASE_S, progress=0.2, doing="", seconds_left=130)
    with book.reading() as session:
        run = runs.with_id(session, started.id)
    assert run.started_at is not None
    assert minutes_left(run, run.started_at + timedelta(minutes=40)) == 3


def test_when_it_failed_a_mentor_and_the_coordinator_can_start_it_again(
    book: Book,
    at: Callable[[int], Visitor],
    cast: Cast,
    locked: RevisionView,
    told: list[str],
) -> None:
    running.fail_run(book, start(book, locked), WorkFailed("The disk is full."))
    path = f"/revisions/{locked.id}/master"
    aya = at(cast.aya)
    page = aya.get(EDIT.format(cast.blue_film)).text
    assert "The disk is full." in page
    assert path not in page
    assert aya.post(path).status_code == 403
    salma = at(cast.salma)
    assert path in salma.get(EDIT.format(cast.blue_film)).text
    asked = salma.post(path, back="turnover")
    assert (asked.status_code, asked.location) == (303, PAGE.format(cast.blue_film))
    assert told == ["new work"]
    assert 'data-master="queued"' in salma.get(EDIT.format(cast.blue_film)).text
    assert at(cast.marc).post(path).status_code == 403


def test_a_lock_from_before_there_were_masters_can_have_one(
    book: Book, marc: Visitor, cast: Cast, locked: RevisionView
) -> None:
    started = start(book, locked)
    with book.writing() as session:
        session.delete(session.get(RunRow, started.id))
    page = marc.get(EDIT.format(cast.blue_film)).text
    assert 'data-master="none"' in page
    assert marc.post(f"/revisions/{locked.id}/master").location == EDIT.format(cast.blue_film)
    assert 'data-master="queued"' in marc.get(EDIT.format(cast.blue_film)).text


def test_the_sound_people_see_and_fetch_everything(
    book: Book, store: LocalStore, aya: Visitor, cast: Cast, locked: RevisionView, tmp_path: Path
) -> None:
    keep_products(book, store, locked, tmp_path)
    page = aya.get(PAGE.format(cast.blue_film)).text
    for said in ("stem_1_dialogue.wav", "01_room.wav", "00:59:58:00", "01:03:02:00", "S01_P09_T01"):
        assert said in page
    assert 'data-master="made"' in page
    assert "data-own-buttons" in page
    assert "data-bar" in page
    pack = aya.get(f"/revisions/{locked.id}/locked/turnover.zip")
    assert (pack.status_code, pack.data) == (200, b"pack")
    assert pack.headers["Content-Disposition"].startswith("attachment")
    guide = aya.get(f"/revisions/{locked.id}/locked/turnover/guide.mp4")
    assert guide.headers["Content-Type"] == "video/mp4"
    assert PAGE.format(cast.blue_film) in aya.get(f"/projects/{cast.blue_film}/sound").text


def test_nobody_of_another_group_fetches_it(
    book: Book, store: LocalStore, rosa: Visitor, cast: Cast, locked: RevisionView, tmp_path: Path
) -> None:
    keep_products(book, store, locked, tmp_path)
    assert rosa.get(f"/revisions/{locked.id}/locked/turnover.zip").status_code == 404
    assert rosa.get(PAGE.format(cast.blue_film)).status_code == 404


def test_a_damaged_list_shows_the_rest(
    book: Book, store: LocalStore, aya: Visitor, cast: Cast, locked: RevisionView, tmp_path: Path
) -> None:
    (tmp_path / "bad").write_text("{}")
    stored = store.put(tmp_path / "bad")
    bad = FileOf(name="turnover/turnover.json", digest=stored.digest, bytes=stored.bytes)
    follow_up.finish(book, start(book, locked), (bad,))
    page = aya.get(PAGE.format(cast.blue_film))
    assert page.status_code == 200
    assert "Picture locked" in page.text


def test_an_open_edit_has_no_stamp_and_the_page_says_when_it_comes(
    book: Book, aya: Visitor, marc: Visitor, cast: Cast, locked: RevisionView
) -> None:
    workflow.reopen(
        book, revision_id=locked.id, digest=locked.digest, by=cast.marc, reason="Scene 2 jumps."
    )
    assert "Picture locked" not in marc.get(EDIT.format(cast.blue_film)).text
    assert "The picture is not locked yet" in aya.get(PAGE.format(cast.blue_film)).text
