import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import arrivals, receiving
from pipeline.arrivals import Announced
from pipeline.files import LocalStore, open_incoming
from pipeline.ledger import first_break
from pipeline.records import Book, decisions, open_book, questions
from pipeline.settings import settings_from
from tests.cast import Cast, write_cast
from tests.film_days import approve, finish_all_runs, keep, send
from web.__main__ import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of an installation."""
    return tmp_path / "home"


@pytest.fixture
def kept(home: Path) -> Iterator[Book]:
    """The records of that installation."""
    settings = settings_from({"CLAQUETTE_HOME": str(home)})
    book = open_book(settings.database)
    yield book
    book.close()


@pytest.fixture
def filmed(kept: Book, home: Path, tmp_path: Path) -> Cast:
    """A workshop in which the Blue group's script is approved."""
    cast = write_cast(kept)
    script = keep(LocalStore(home / "store"), tmp_path, "INT. KITCHEN - DAY\n\nA kite.\n")
    send(kept, cast, "script", script, "script.fountain")
    approve(kept, cast, "script")
    return cast


def claquette(home: Path, *words: object) -> int:
    """Run a verb in that installation."""
    return run([str(word) for word in words], {"CLAQUETTE_HOME": str(home)})


def test_a_restored_workshop_is_the_one_that_was_backed_up(
    kept: Book, filmed: Cast, home: Path, tmp_path: Path
) -> None:
    assert claquette(home, "backup", tmp_path / "all.zip") == 0
    assert claquette(tmp_path / "new", "restore", tmp_path / "all.zip") == 0

    restored = open_book(settings_from({"CLAQUETTE_HOME": str(tmp_path / "new")}).database)
    with kept.reading() as before, restored.reading() as after:
        assert questions.board(after, filmed.workshop) == questions.board(before, filmed.workshop)
        chain = decisions.chain(after, filmed.blue_film)
        assert chain == decisions.chain(before, filmed.blue_film)
        assert first_break(chain) is None
    restored.close()
    assert claquette(tmp_path / "new", "verify") == 0


def test_work_goes_on_after_a_restore(kept: Book, filmed: Cast, home: Path, tmp_path: Path) -> None:
    claquette(home, "backup", tmp_path / "all.zip")
    claquette(tmp_path / "new", "restore", tmp_path / "all.zip")
    restored = open_book(settings_from({"CLAQUETTE_HOME": str(tmp_path / "new")}).database)
    finish_all_runs(restored)
    store = LocalStore(tmp_path / "new" / "store")
    revision = send(restored, filmed, "shot_list", keep(store, tmp_path, "x"), "shot_list.csv")
    assert revision.id > 0
    restored.close()


def test_a_backup_is_for_its_owner_alone_and_is_never_overwritten(
    filmed: Cast, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "all.zip"
    assert claquette(home, "backup", path) == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert claquette(home, "backup", path) == 2


def test_a_backup_without_a_file_of_the_store_says_so(
    filmed: Cast, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (home / "store").glob("??/*"):
        path.unlink()
    assert claquette(home, "backup", tmp_path / "all.zip", "--json") == 1
    assert len(json.loads(capsys.readouterr().out)["missing"]) == 1


def test_a_restore_never_mixes_two_workshops(filmed: Cast, home: Path, tmp_path: Path) -> None:
    claquette(home, "backup", tmp_path / "all.zip")
    assert claquette(home, "restore", tmp_path / "all.zip") == 2


def test_a_damaged_backup_is_refused_and_nothing_is_written(
    filmed: Cast, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, damaged = tmp_path / "all.zip", tmp_path / "damaged.zip"
    claquette(home, "backup", whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, b"changed" if name.startswith("files/") else content)
    assert claquette(tmp_path / "new", "restore", damaged) == 2
    assert "damaged" in capsys.readouterr().err
    book = open_book(settings_from({"CLAQUETTE_HOME": str(tmp_path / "new")}).database)
    with book.reading() as session:
        assert decisions.last_event_id(session) == 0
    book.close()


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.zip").write_bytes(b"PK not really")
    assert claquette(tmp_path / "new", "restore", tmp_path / "holiday.zip") == 2
    assert claquette(tmp_path / "new", "restore", tmp_path / "nothing.zip") == 2


def test_a_changed_ledger_and_a_changed_file_are_found(
    kept: Book, filmed: Cast, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert claquette(home, "verify") == 0
    with kept.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE ledger SET body = replace(body, 'script', 'skript') WHERE number = 1"
        )
    for path in (home / "store").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(b"something else")
    assert claquette(home, "verify") == 1
    said = capsys.readouterr().err
    assert "The ledger of “The Blue kite” was changed at entry 1." in said
    assert "was changed. Restore it from a backup." in said


def test_what_has_just_arrived_is_in_the_backup(
    kept: Book, filmed: Cast, home: Path, tmp_path: Path
) -> None:
    approve(kept, filmed, "shot_list")
    incoming = open_incoming(LocalStore(home / "store"))
    announced = Announced(project_id=filmed.blue_film, by=filmed.aya, name="a.mov", length=6)
    upload = arrivals.begin(kept, announced, quota_bytes=0)
    found = receiving.look(kept, incoming, upload.key)
    receiving.receive(kept, incoming, found, at=0, blocks=[b"a film"])
    claquette(home, "backup", tmp_path / "all.zip")
    assert claquette(tmp_path / "new", "restore", tmp_path / "all.zip") == 0
    digest = hashlib.sha256(b"a film").hexdigest()
    assert LocalStore(tmp_path / "new" / "store").has(digest)
