"""The page of a signed final cut offers the files that go out, and says how far they are."""

from pathlib import Path

import pytest

from pipeline import follow_up, running, workflow
from pipeline.documents.delivery import REPORT, DeliveredFile, Deliveries
from pipeline.documents.json import to_json
from pipeline.documents.report import warning
from pipeline.errors import WorkFailed
from pipeline.files import LocalStore
from pipeline.records import Book, runs
from pipeline.records.values import FileOf, RevisionView
from pipeline.run_state import RunTask
from pipeline.running import StartedFollowUp
from pipeline.stage_facts import STAGE_NAMES
from tests.cast import Cast
from tests.film_days import LEASE_S, approve, finish_all_runs
from tests.web.conftest import Visitor

PAGE = "/projects/{}/final_cut"


@pytest.fixture
def signed(book: Book, cast: Cast) -> RevisionView:
    """A film that Marc has signed."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in STAGE_NAMES[:-1]:
        approve(book, cast, stage)
    return approve(book, cast, "final_cut")


def start(book: Book, signed: RevisionView) -> StartedFollowUp:
    with book.reading() as session:
        run = runs.newest_of(session, [signed.id], task=RunTask.LOCK)[signed.id]
    started = running.start_run(book, run_id=run.id, lease_s=LEASE_S)
    assert isinstance(started, StartedFollowUp)
    return started


def kept(store: LocalStore, folder: Path, name: str, text: str) -> FileOf:
    (folder / "made").write_text(text, encoding="utf-8")
    stored = store.put(folder / "made")
    return FileOf(name=name, digest=stored.digest, bytes=stored.bytes)


def test_a_film_that_is_not_signed_has_nothing_to_take_along(
    book: Book, cast: Cast, marc: Visitor
) -> None:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in STAGE_NAMES[:-1]:
        approve(book, cast, stage)
    finish_all_runs(book)
    assert b"Take the film along" not in marc.get(PAGE.format(cast.blue_film)).data


def test_the_page_says_that_the_files_wait_and_then_offers_them(
    book: Book, cast: Cast, store: LocalStore, signed: RevisionView, aya: Visitor, tmp_path: Path
) -> None:
    waiting = aya.get(PAGE.format(cast.blue_film)).get_data(as_text=True)
    assert 'data-deliveries="queued"' in waiting
    quiet = warning("C53", "0:00.0", "There is no half second of black.")
    told = Deliveries(
        film="a" * 64,
        files=(
            DeliveredFile(kind="web", name="web.mp4", bytes=3, width=1920, height=1080, lufs=-14.0),
            DeliveredFile(kind="stills", name="still_1.jpg", bytes=3, findings=(quiet,)),
            DeliveredFile(kind="prores", name="prores.mov", bytes=3),
        ),
    )
    made = (
        kept(store, tmp_path, REPORT, to_json(told)),
        kept(store, tmp_path, "deliveries/web.mp4", "web"),
        kept(store, tmp_path, "deliveries/still_1.jpg", "jpg"),
    )
    follow_up.finish(book, start(book, signed), made)
    page = aya.get(PAGE.format(cast.blue_film)).get_data(as_text=True)
    assert f"/revisions/{signed.id}/locked/deliveries/web.mp4" in page
    assert "1920 × 1080" in page
    assert "-14" in page or "−14" in page
    assert "There is no half second of black." in page
    assert "prores.mov" not in page, "a file that nobody made is not offered"
    film = aya.get(f"/revisions/{signed.id}/locked/deliveries/web.mp4")
    assert (film.status_code, film.data) == (200, b"web")


def test_what_failed_is_started_again_by_a_mentor_and_not_by_a_student(
    book: Book, cast: Cast, signed: RevisionView, aya: Visitor, marc: Visitor
) -> None:
    running.fail_run(book, start(book, signed), WorkFailed("The disk is full."))
    page = aya.get(PAGE.format(cast.blue_film)).get_data(as_text=True)
    assert "The disk is full." in page
    assert "A mentor or the coordinator can start this again." in page
    where = f"/revisions/{signed.id}/master"
    assert where not in page
    assert aya.post(where).status_code == 403
    assert where in marc.get(PAGE.format(cast.blue_film)).get_data(as_text=True)
    assert marc.post(where).status_code == 303
    again = aya.get(PAGE.format(cast.blue_film)).get_data(as_text=True)
    assert 'data-deliveries="queued"' in again


def test_another_group_does_not_get_the_files(
    book: Book, cast: Cast, store: LocalStore, signed: RevisionView, rosa: Visitor, tmp_path: Path
) -> None:
    made = (kept(store, tmp_path, "deliveries/web.mp4", "web"),)
    follow_up.finish(book, start(book, signed), made)
    assert rosa.get(f"/revisions/{signed.id}/locked/deliveries/web.mp4").status_code == 404
