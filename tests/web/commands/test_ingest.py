import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import arrivals, workflow
from pipeline.files import LocalStore
from pipeline.records import Book, open_book, uploads
from pipeline.settings import settings_from
from tests.cast import Cast, write_cast
from tests.film_days import approve, finish_all_runs
from web.__main__ import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def kept(home: Path) -> Iterator[Book]:
    book = open_book(settings_from({"CLAQUETTE_HOME": str(home)}).database)
    yield book
    book.close()


@pytest.fixture
def shooting(kept: Book) -> Cast:
    """The Blue group is shooting."""
    cast = write_cast(kept)
    workflow.open_stage(kept, project_id=cast.blue_film, stage="script", by=cast.aya)
    finish_all_runs(kept)
    approve(kept, cast, "script")
    approve(kept, cast, "shot_list")
    return cast


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card as a camera leaves it: folders, a hidden file, a thumbnail, two clips alike."""
    folder = tmp_path / "card" / "DCIM" / "100CLQ"
    folder.mkdir(parents=True)
    for name, text in {"IMG_1.MOV": "one", "IMG_2.MOV": "two", "IMG_2.THM": "t"}.items():
        (folder / name).write_text(text)
    (folder / ".Trashes.mov").write_text("x")
    (folder.parent / "copy").mkdir()
    (folder.parent / "copy" / "IMG_1.MOV").write_text("one")
    return tmp_path / "card"


def claquette(home: Path, *words: object) -> int:
    return run([str(word) for word in words], {"CLAQUETTE_HOME": str(home)})


def names(book: Book, cast: Cast) -> dict[str, str]:
    with book.reading() as session:
        lying = uploads.on_table(session, cast.blue_film, arrivals.STAGE)
    return {one.name: one.original_name for one in lying}


def test_a_card_in_the_server_lies_on_the_table_of_the_group(
    kept: Book, shooting: Cast, home: Path, card: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert claquette(home, "ingest", card, "--group", "blue", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "taken": ["DCIM/100CLQ/IMG_1.MOV", "DCIM/100CLQ/IMG_2.MOV"],
        "known": ["DCIM/copy/IMG_1.MOV"],
        "left": ["DCIM/100CLQ/IMG_2.THM"],
        "failed": [],
    }
    assert names(kept, shooting) == {
        "IMG_1.MOV": "DCIM/100CLQ/IMG_1.MOV",
        "IMG_2.MOV": "DCIM/100CLQ/IMG_2.MOV",
    }
    assert len(LocalStore(home / "store").digests()) == 2


def test_a_card_that_is_taken_in_twice_brings_nothing_new(
    kept: Book, shooting: Cast, home: Path, card: Path
) -> None:
    claquette(home, "ingest", card, "--group", "Blue")
    assert claquette(home, "ingest", card, "--group", "Blue") == 0
    assert len(names(kept, shooting)) == 2


@pytest.mark.usefixtures("kept", "shooting")
def test_a_link_on_a_card_is_not_followed(home: Path, card: Path, kept: Book) -> None:
    (card / "secret.mov").symlink_to("/etc/hostname")
    claquette(home, "ingest", card, "--group", "Blue")
    assert len(LocalStore(home / "store").digests()) == 2


@pytest.mark.usefixtures("kept", "shooting")
def test_a_group_that_is_not_there_is_answered_with_those_that_are(
    home: Path, card: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert claquette(home, "ingest", card, "--group", "Mauve") == 2
    assert "There are: Blue, Red." in capsys.readouterr().err


@pytest.mark.usefixtures("kept", "shooting")
def test_a_card_that_is_not_in_is_one_sentence(
    home: Path, card: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert claquette(home, "ingest", card / "nowhere", "--group", "Blue") == 2
    assert "Is the card in?" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_costs_the_others_nothing(
    kept: Book, shooting: Cast, home: Path, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def failing(self: Path, *more: object, **options: object) -> object:
        if self.name == "IMG_2.MOV":
            raise OSError(5, os.strerror(5))
        return real(self, *more, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", failing)
    assert claquette(home, "ingest", card, "--group", "Blue") == 2
    assert list(names(kept, shooting)) == ["IMG_1.MOV"]
