"""A worker makes the master of a lock, gives way, goes on, and leaves one product."""

from pathlib import Path

import pytest

from pipeline import follow_up, picture_lock
from pipeline.documents.delivery import FOLDER, REPORT, Deliveries
from pipeline.documents.json import from_json, to_json
from pipeline.documents.master import MASTER, MASTER_REPORT, PictureMaster
from pipeline.documents.project import read_project_toml
from pipeline.documents.turnover import PACK
from pipeline.picture_lock import LockView
from pipeline.records import revisions, runs
from pipeline.records.values import FileSide, RevisionView
from pipeline.run_state import RunState, RunTask
from sample_projects.carry import Carrier, carry
from tests.carried import carrier_of
from tests.cast import Cast
from tests.small_film import write_film
from workers.jobs import perform_in
from workers.office import Office

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]


@pytest.fixture
def carrier(office: Office, cast: Cast) -> Carrier:
    """Does what waits, but for the run of the lock."""
    return carrier_of(office, cast, leaves={RunTask.LOCK})


def lock_of(office: Office, cast: Cast) -> LockView:
    with office.book.reading() as session:
        found = picture_lock.view(session, cast.blue_film)
    assert found is not None
    return found


def test_the_film_takes_the_master_that_was_made_at_the_lock(
    office: Office, cast: Cast, carrier: Carrier, tmp_path: Path
) -> None:
    folder = write_film(tmp_path / "kite")
    with office.book.writing() as session:
        text = (folder / "project.toml").read_text(encoding="utf-8")
        revisions.set_project_settings(session, cast.blue_film, to_json(read_project_toml(text)))
    carry(carrier, folder, until="edit")
    carrier.wake()  # the sound has its draft: nobody waits
    run = lock_of(office, cast).run
    assert run is not None
    perform_in(office, run.id)
    lock = lock_of(office, cast)
    assert lock.run is not None
    assert (lock.run.state, lock.run.message) == (RunState.DONE, "")
    made = {one.name: one for one in lock.made}
    assert {MASTER, MASTER_REPORT, PACK} <= set(made)
    report = office.store.path(made[MASTER_REPORT].digest).read_bytes()
    master = from_json(report, PictureMaster)
    assert (master.digest, master.frames) == (made[MASTER].digest, lock.frames)
    perform_in(office, run.id)
    assert lock_of(office, cast) == lock
    for kept in office.settings.home.glob("cache/segments/??/*"):
        kept.unlink()
    finished = carry(carrier, folder)
    with office.book.reading() as session:
        text = revisions.report_of(session, finished.id)
    assert '"picture_encoded": 0' in text
    assert '"picture_from": "master"' in text
    given = delivered(office, finished)
    kinds = {one.kind for one in given.files}
    assert kinds == {"web", "phone", "preview_tc", "wav", "stills"}
    assert [one.findings for one in given.files if one.kind == "web"] == [()]


def delivered(office: Office, finished: RevisionView) -> Deliveries:
    """Make what follows the sign-off of a film, and return what is told of it."""
    with office.book.reading() as session:
        run = follow_up.run_of(session, finished.id)
    assert run is not None
    perform_in(office, run.id)
    with office.book.reading() as session:
        made = {one.name: one for one in revisions.files_of(session, finished.id, FileSide.LOCKED)}
        ended = runs.with_id(session, run.id)
    assert (ended.state, ended.message) == (RunState.DONE, "")
    assert {f"{FOLDER}web.mp4", f"{FOLDER}still_3.jpg"} <= set(made)
    return from_json(office.store.path(made[REPORT].digest).read_bytes(), Deliveries)
