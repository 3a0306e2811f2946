"""A film with fewer stages goes from its first upload to its final cut, by real workers."""

import json
from pathlib import Path

import pytest

from pipeline import picture_lock
from pipeline.documents.json import from_json, to_json
from pipeline.documents.master import MASTER
from pipeline.documents.project import read_project_toml
from pipeline.documents.report import Report
from pipeline.documents.turnover import PACK
from pipeline.media.probe import probe
from pipeline.records import questions, revisions
from pipeline.records.values import FileOf, FileSide
from pipeline.run_state import RunTask
from pipeline.standing import CellState
from sample_projects.carry import Carrier, carry
from tests.carried import carrier_of
from tests.cast import Cast
from tests.exercise_days import EXERCISE, NO_SHOT_LIST
from tests.small_film import PROJECT, write_film
from workers.jobs import perform_in
from workers.office import Office

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]


@pytest.fixture
def carrier(office: Office, cast: Cast) -> Carrier:
    """Does what waits, but for the run of the lock."""
    return carrier_of(office, cast, leaves={RunTask.LOCK})


@pytest.mark.parametrize("stages", [EXERCISE, NO_SHOT_LIST], ids=["exercise", "no shot list"])
def test_a_film_with_fewer_stages_goes_through_whole(
    office: Office, cast: Cast, carrier: Carrier, tmp_path: Path, stages: tuple[str, ...]
) -> None:
    folder = write_film(tmp_path / "kite")
    project = read_project_toml(f"stages = {json.dumps(stages)}\n{PROJECT}")
    with office.book.writing() as session:
        revisions.set_project_settings(session, cast.blue_film, to_json(project))
    carry(carrier, folder, until="edit")
    carrier.wake()  # the stage after it has its draft: nobody waits
    with office.book.reading() as session:
        lock = picture_lock.view(session, cast.blue_film)
    assert lock is not None
    assert lock.run is not None
    perform_in(office, lock.run.id)
    finished = carry(carrier, folder)
    with office.book.reading() as session:
        row = questions.board_row(session, cast.blue_film)
        report = from_json(revisions.report_of(session, finished.id), Report)
        made = revisions.files_of(session, finished.id, FileSide.MADE)
        lock = picture_lock.view(session, cast.blue_film)
    assert [cell.stage for cell in row.cells] == list(stages)
    assert {cell.state for cell in row.cells} == {CellState.APPROVED}
    assert report.blockers == ()
    assert abs(float(str(report.facts["integrated_lufs"])) - project.loudness_lufs) <= 0.5
    assert int(str(report.facts["sync_places"])) > 0, "the sound of the takes is where it belongs"
    film = next(one for one in made if one.name == "film.mp4")
    facts = probe(office.store.path(film.digest))
    assert facts.video is not None
    assert facts.audio is not None
    has_script, has_sound = "script" in stages, "sound" in stages
    # Without a stage in between, the final cut was drafted before its master was made.
    assert (report.facts["picture_encoded"] == 0) is has_sound
    assert ("It wants to fly" in _text(office, made, "subtitles.srt")) is has_script
    assert lock is not None
    assert MASTER in {one.name for one in lock.made}
    assert (PACK in {one.name for one in lock.made}) is has_sound, "a pack is for the sound people"


def _text(office: Office, made: tuple[FileOf, ...], name: str) -> str:
    digest = next(one.digest for one in made if one.name == name)
    return office.store.path(digest).read_text(encoding="utf-8")
