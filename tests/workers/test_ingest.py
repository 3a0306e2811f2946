"""A worker takes in what has arrived: by the real runs, with real media."""

from pathlib import Path

import pytest

from pipeline import arrivals, receiving, running
from pipeline.arrivals import Announced
from pipeline.documents.json import from_json
from pipeline.files import LocalStore
from pipeline.records import clips, runs, uploads
from pipeline.records.values import FileOf, RunView, UploadView
from pipeline.run_state import RunState
from pipeline.rushes.clip import DOCUMENT, PROXY, SHEET, THUMBNAIL, Clip
from tests.cast import Cast
from tests.film_days import open_rushes
from tests.pipeline.media.making import film
from workers.jobs import perform_in
from workers.office import Office

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def shooting(office: Office, cast: Cast, store: LocalStore, tmp_path: Path) -> None:
    """The Blue group is shooting."""
    open_rushes(office.book, cast, store, tmp_path)


def arrive(office: Office, cast: Cast, path: Path, name: str) -> UploadView:
    """Send the bytes as the site does, in two pieces."""
    content = path.read_bytes()
    announced = Announced(project_id=cast.blue_film, by=cast.aya, name=name, length=len(content))
    upload = arrivals.begin(office.book, announced, quota_bytes=0)
    half = len(content) // 2
    for at, piece in ((0, content[:half]), (half, content[half:])):
        found = receiving.look(office.book, office.incoming, upload.key)
        receiving.receive(office.book, office.incoming, found, at=at, blocks=[piece])
    return upload


def work(office: Office) -> None:
    for run_id, queue in running.waiting_to_be_announced(office.book, older_than_s=-1):
        if queue == "ingest":
            perform_in(office, run_id)


def after(office: Office, upload: UploadView) -> tuple[UploadView, RunView, dict[str, FileOf]]:
    with office.book.reading() as session:
        return (
            uploads.with_id(session, upload.id),
            runs.newest_of_uploads(session, [upload.id])[upload.id],
            clips.files_of(session, [upload.id]).get(upload.id, {}),
        )


@pytest.mark.usefixtures("shooting")
def test_a_recording_that_arrived_is_counted_looked_into_and_can_be_watched(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    upload = arrive(office, cast, film(tmp_path / "a.mp4"), "IMG_0001.MOV")
    work(office)
    seen, run, made = after(office, upload)
    assert run.state is RunState.DONE, run.message
    assert seen.digest
    assert office.store.has(seen.digest)
    assert {DOCUMENT, PROXY, SHEET, THUMBNAIL} <= set(made)
    clip = from_json(office.store.path(made[DOCUMENT].digest).read_bytes(), Clip)
    assert clip.digest == seen.digest
    assert office.incoming.keys() == frozenset()
    assert not list((office.settings.home / "work").glob("*"))


@pytest.mark.usefixtures("shooting")
def test_what_is_no_film_is_refused_with_a_sentence_and_no_failed_run(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    letter = tmp_path / "letter"
    letter.write_text("#EXTM3U\nhttp://127.0.0.1:18999/x.ts\n")
    upload = arrive(office, cast, letter, "film.mp4")
    work(office)
    seen, run, made = after(office, upload)
    assert (run.state, made) == (RunState.DONE, {})
    assert seen.refusal
    assert (seen.refusal.code, "film.mp4" in seen.refusal.message) == ("E_TYPE", True)


@pytest.mark.usefixtures("shooting")
def test_the_same_film_twice_is_looked_into_once(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    path = film(tmp_path / "a.mp4")
    first, second = (arrive(office, cast, path, name) for name in ("a.mov", "b.mov"))
    work(office)
    assert after(office, second)[0].same_as == first.id
    assert after(office, second)[1].state is RunState.DONE
    assert after(office, second)[2] == {}


@pytest.mark.usefixtures("shooting")
def test_a_run_that_is_delivered_twice_leaves_one_clip(
    office: Office, cast: Cast, tmp_path: Path
) -> None:
    upload = arrive(office, cast, film(tmp_path / "a.mp4"), "a.mov")
    ((run_id, _),) = [
        one for one in running.waiting_to_be_announced(office.book) if one[1] == "ingest"
    ]
    perform_in(office, run_id)
    before = after(office, upload)
    perform_in(office, run_id)
    assert after(office, upload) == before
