"""The table of the rushes: recordings arrive, are counted, copied, taken away, and gathered."""

from pathlib import Path

import pytest

from pipeline import arrivals, desk, gathering, running, workflow
from pipeline.arrivals import Announced
from pipeline.documents.report import blocker
from pipeline.errors import CannotRead, MovedOn, NotFound, Refused
from pipeline.files import LocalStore, StoredFile
from pipeline.records import Book, clips, revisions, runs, uploads
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide, UploadView
from pipeline.run_state import RunState
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, hand_in, keep, newest, send

STAGE = arrivals.STAGE


@pytest.fixture
def rushes(book: Book, cast: Cast) -> None:
    """The rushes of the Blue group are open."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    finish_all_runs(book)
    approve(book, cast, "script")
    approve(book, cast, "shot_list")
    finish_all_runs(book)


def announced(cast: Cast, name: str = "IMG_0001.MOV", length: int | None = 9) -> Announced:
    return Announced(project_id=cast.blue_film, by=cast.aya, name=name, length=length)


def lay(book: Book, cast: Cast, stored: StoredFile, name: str = "IMG_0001.MOV") -> UploadView:
    return arrivals.lay_whole(book, announced(cast, name, stored.bytes), stored, quota_bytes=0)


def on_table(book: Book, cast: Cast) -> tuple[UploadView, ...]:
    with book.reading() as session:
        return uploads.on_table(session, cast.blue_film, STAGE)


def claim(book: Book, upload: UploadView) -> running.StartedIngest:
    with book.reading() as session:
        run = runs.newest_of_uploads(session, [upload.id])[upload.id]
    started = running.start_run(book, run_id=run.id, lease_s=60)
    assert isinstance(started, running.StartedIngest)
    return started


@pytest.mark.usefixtures("rushes")
def test_a_recording_lies_on_the_table_when_its_last_byte_is_durable(
    book: Book, cast: Cast
) -> None:
    upload = arrivals.begin(book, announced(cast), quota_bytes=0)
    assert on_table(book, cast) == ()
    arrivals.arrived(book, upload.key)
    assert [one.name for one in on_table(book, cast)] == ["IMG_0001.MOV"]


@pytest.mark.usefixtures("rushes")
def test_a_recording_that_arrived_twice_wants_one_worker(book: Book, cast: Cast) -> None:
    upload = arrivals.begin(book, announced(cast), quota_bytes=0)
    arrivals.arrived(book, upload.key)
    arrivals.arrived(book, upload.key)
    waiting = [queue for _, queue in running.waiting_to_be_announced(book) if queue == "ingest"]
    assert len(waiting) == 1


@pytest.mark.usefixtures("rushes")
def test_two_cards_may_hold_the_same_name(book: Book, cast: Cast) -> None:
    first = arrivals.begin(book, announced(cast, "IMG_0001.MOV"), quota_bytes=0)
    second = arrivals.begin(book, announced(cast, "img_0001.mov"), quota_bytes=0)
    assert (first.name, second.name) == ("IMG_0001.MOV", "img_0001 (2).mov")
    assert second.original_name == "img_0001.mov"


def test_nothing_arrives_before_the_shot_list_is_approved(book: Book, cast: Cast) -> None:
    with pytest.raises(Refused, match="opens when the stage before it is approved"):
        arrivals.begin(book, announced(cast), quota_bytes=0)


@pytest.mark.usefixtures("rushes")
def test_another_group_lays_nothing_on_this_table(book: Book, cast: Cast) -> None:
    foreign = Announced(project_id=cast.blue_film, by=cast.rosa, name="a.mov", length=1)
    with pytest.raises(NotFound):
        arrivals.begin(book, foreign, quota_bytes=0)


@pytest.mark.usefixtures("rushes")
def test_a_mentor_lays_nothing_on_the_table(book: Book, cast: Cast) -> None:
    adult = Announced(project_id=cast.blue_film, by=cast.marc, name="a.mov", length=1)
    with pytest.raises(Refused, match="Only the group itself"):
        arrivals.begin(book, adult, quota_bytes=0)


@pytest.mark.usefixtures("rushes")
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/cron.d/x.mp4", "x.mp4"),
        ("film\u202e4pm.exe", "film4pm.exe"),
        ("takes.csv", "takes.csv.mov"),
        (".mp4", "mp4"),
        ("a\r\nb.mp4", "ab.mp4"),
        ("nul", "nul"),
    ],
)
def test_any_name_will_do_and_what_is_kept_of_it_is_safe_to_show(
    book: Book, cast: Cast, sent: str, kept: str
) -> None:
    assert arrivals.begin(book, announced(cast, sent), quota_bytes=0).name == kept


def test_a_path_of_the_sender_is_shown_and_never_climbs() -> None:
    assert arrivals.shown_path("DCIM\\100/../IMG_1.MOV") == "DCIM/100/file/IMG_1.MOV"


@pytest.mark.usefixtures("rushes")
def test_the_space_of_a_group_is_reserved_by_what_is_announced(book: Book, cast: Cast) -> None:
    arrivals.begin(book, announced(cast, length=80), quota_bytes=100)
    with pytest.raises(CannotRead, match="used up its space"):
        arrivals.begin(book, announced(cast, length=21), quota_bytes=100)
    arrivals.begin(book, announced(cast, length=20), quota_bytes=100)


@pytest.mark.usefixtures("rushes")
def test_more_than_a_card_at_once_has_to_wait(
    book: Book, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "MOST_OPEN", 1)
    arrivals.begin(book, announced(cast), quota_bytes=0)
    with pytest.raises(Refused, match="Too many files"):
        arrivals.begin(book, announced(cast), quota_bytes=0)


@pytest.mark.usefixtures("rushes")
def test_the_same_bytes_are_found_by_their_digest(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    stored = keep(store, tmp_path, "a film")
    first = lay(book, cast, stored)
    arrivals.copied(book, first)
    second = lay(book, cast, stored, "again.mov")
    assert (second.same_as, second.copied_at is not None) == (first.id, True)


@pytest.mark.usefixtures("rushes")
def test_what_a_worker_found_belongs_to_the_recording(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    stored = keep(store, tmp_path, "a film")
    upload = lay(book, cast, stored)
    clip = FileOf(name="clip.json", digest="c" * 64, bytes=3)
    arrivals.finish_ingest(book, claim(book, upload), (clip,))
    with book.reading() as session:
        assert clips.files_of(session, [upload.id]) == {upload.id: {"clip.json": clip}}
        assert clips.of_film(session, cast.blue_film, [stored.digest]) == {
            stored.digest: {"clip.json": clip}
        }
        assert clips.of_film(session, cast.red_film, [stored.digest]) == {}
        assert {clip.digest, stored.digest} <= revisions.digests_in_use(session)
        state = runs.newest_of_uploads(session, [upload.id])[upload.id].state
    assert state is RunState.DONE


@pytest.mark.usefixtures("rushes")
def test_a_worker_that_was_replaced_brings_nothing(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    upload = lay(book, cast, keep(store, tmp_path, "a film"))
    started = claim(book, upload)
    with book.writing() as session:
        runs.queue_lost(session, started.id, started.token)
    with pytest.raises(MovedOn):
        arrivals.finish_ingest(book, started, ())


@pytest.mark.usefixtures("rushes")
def test_why_a_recording_cannot_be_used_is_kept_with_it(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    upload = lay(book, cast, keep(store, tmp_path, "no film"))
    why = blocker("E_TYPE", "a.mov", "“%(name)s” is not a film.", name="a.mov")
    arrivals.finish_ingest(book, claim(book, upload), (), refusal=why)
    assert on_table(book, cast)[0].refusal == why


@pytest.mark.usefixtures("rushes")
def test_a_version_holds_each_usable_recording_once_and_the_tables_of_the_desk(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    good, bad = keep(store, tmp_path, "a film"), keep(store, tmp_path, "no film")
    lay(book, cast, good)
    lay(book, cast, good, "again.mov")
    refused = lay(book, cast, bad, "bad.mov")
    why = blocker("E_TYPE", "bad.mov", "No.")
    arrivals.finish_ingest(book, claim(book, refused), (), refusal=why)
    log = desk.Saving(
        place=Place(project_id=cast.blue_film, stage=STAGE, name="slate_log.csv"),
        by=cast.aya,
        base=0,
        content=b"id,scene,shot,take,rating,at,changed,note,by\n",
    )
    desk.save(book, store, log)
    seen = gathering.gather(book, project_id=cast.blue_film, by=cast.aya)
    assert sent(book, seen.id) == ["IMG_0001.MOV", "slate_log.csv"]


def sent(book: Book, revision_id: int) -> list[str]:
    with book.reading() as session:
        files = revisions.files_of(session, revision_id, FileSide.SENT)
    return [one.name for one in files]


@pytest.mark.usefixtures("rushes")
def test_what_was_taken_from_the_table_is_not_in_the_next_version(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    first = lay(book, cast, keep(store, tmp_path, "one"), "one.mov")
    lay(book, cast, keep(store, tmp_path, "two"), "two.mov")
    gathering.gather(book, project_id=cast.blue_film, by=cast.aya)
    arrivals.remove(book, upload_id=first.id, by=cast.aya)
    seen = gathering.gather(book, project_id=cast.blue_film, by=cast.aya)
    assert "one.mov" not in sent(book, seen.id)
    assert "two.mov" in sent(book, seen.id)


@pytest.mark.usefixtures("rushes")
def test_a_mentor_takes_nothing_from_the_table(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    upload = lay(book, cast, keep(store, tmp_path, "one"))
    with pytest.raises(Refused):
        arrivals.remove(book, upload_id=upload.id, by=cast.marc)


@pytest.mark.usefixtures("rushes")
def test_an_upload_on_its_way_is_not_taken_from_the_table(book: Book, cast: Cast) -> None:
    upload = arrivals.begin(book, announced(cast), quota_bytes=0)
    with pytest.raises(NotFound, match="has not arrived"):
        arrivals.remove(book, upload_id=upload.id, by=cast.aya)


@pytest.mark.usefixtures("rushes")
def test_an_empty_table_makes_no_version(book: Book, cast: Cast) -> None:
    with pytest.raises(CannotRead, match="Nothing has arrived yet"):
        gathering.gather(book, project_id=cast.blue_film, by=cast.aya)


@pytest.mark.usefixtures("rushes")
def test_a_version_waits_for_what_is_not_counted_yet(book: Book, cast: Cast) -> None:
    arrivals.arrived(book, arrivals.begin(book, announced(cast), quota_bytes=0).key)
    with pytest.raises(CannotRead, match="still being put away"):
        gathering.gather(book, project_id=cast.blue_film, by=cast.aya)


@pytest.mark.usefixtures("rushes")
def test_recordings_that_came_with_a_version_lie_on_the_table_too(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    send(book, cast, "rushes", keep(store, tmp_path, "a film"), "S01_P01_T01.mp4")
    send(book, cast, "rushes", keep(store, tmp_path, "file"), "takes.csv")
    names = [one.name for one in on_table(book, cast)]
    assert "S01_P01_T01.mp4" in names
    assert "takes.csv" not in names
    assert newest(book, cast.blue_film, "rushes").number == 3


@pytest.mark.usefixtures("rushes")
def test_the_bytes_of_a_version_are_in_as_many_places_as_were_read_back(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    one, two = keep(store, tmp_path, "one"), keep(store, tmp_path, "two")
    arrivals.copied(book, lay(book, cast, one, "one.mov"))
    lay(book, cast, two, "two.mov")
    with book.reading() as session:
        places = clips.places_of(session, cast.blue_film, [one.digest, two.digest])
    assert places == {one.digest: 2, two.digest: 1}


@pytest.mark.usefixtures("rushes")
def test_what_a_recording_was_called_when_it_came_is_kept_with_its_bytes(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    one, two = keep(store, tmp_path, "one"), keep(store, tmp_path, "two")
    lay(book, cast, one, "IMG_0001.MOV")
    lay(book, cast, two, "IMG_0001.MOV")
    lay(book, cast, one, "again.mov")
    with book.reading() as session:
        names = clips.names_of(session, cast.blue_film, [one.digest, two.digest])
        elsewhere = clips.names_of(session, cast.red_film, [one.digest])
    assert names[one.digest] == ("IMG_0001.MOV", "again.mov")
    assert names[two.digest] == ("IMG_0001.MOV", "IMG_0001 (2).MOV")
    assert elsewhere == {}


@pytest.mark.usefixtures("rushes")
def test_the_name_that_counts_is_of_the_recording_that_still_lies_there(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    stored = keep(store, tmp_path, "one")
    gone = lay(book, cast, stored, "wrong.mov")
    arrivals.remove(book, upload_id=gone.id, by=cast.aya)
    lay(book, cast, stored, "right.mov")
    with book.reading() as session:
        names = clips.names_of(session, cast.blue_film, [stored.digest])
    assert names[stored.digest] == ("right.mov", "wrong.mov")


@pytest.mark.usefixtures("rushes")
def test_no_version_is_offered_while_a_mentor_looks_or_after_it_was_signed(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    lay(book, cast, keep(store, tmp_path, "a film"))
    assert gathering.may_gather(book, project_id=cast.blue_film)
    gathering.gather(book, project_id=cast.blue_film, by=cast.aya)
    hand_in(book, cast, STAGE)
    assert not gathering.may_gather(book, project_id=cast.blue_film)
