"""Always a film: cards before there is one, then the furthest film, of whichever version has it."""

from pathlib import Path

import pytest

from pipeline.documents.json import to_json
from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.values import FileOf
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, keep, send
from tests.web.conftest import Visitor
from web.showing import cards_of


def made(store: LocalStore, folder: Path, name: str, text: str = "x") -> FileOf:
    kept = keep(store, folder, text)
    return FileOf(name=name, digest=kept.digest, bytes=kept.bytes)


SCENES = (
    Element(kind=ElementKind.SCENE_HEADING, text="INT. SHIP - NIGHT", scene_number="1"),
    Element(kind=ElementKind.ACTION, text="Rain."),
    Element(kind=ElementKind.CHARACTER, text="LENA (O.S.)"),
    Element(kind=ElementKind.CHARACTER, text="LENA"),
    Element(kind=ElementKind.SCENE_HEADING, text="EXT. QUAY - DAY"),
)


@pytest.fixture
def story(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> None:
    """A script that is signed."""
    send(book, cast, "script", keep(store, tmp_path, "INT. A\n"), "script.fountain")
    text = to_json(Screenplay(title="x", elements=SCENES))
    finish_all_runs(book, made=(made(store, tmp_path, "screenplay.json", text),))
    approve(book, cast, "script")


def test_scenes_become_cards_with_what_is_seen_and_who_speaks() -> None:
    ship, quay = cards_of(SCENES)
    assert (ship.number, ship.heading, ship.words, ship.names) == (
        "1", "INT. SHIP - NIGHT", "Rain.", ("LENA",),
    )  # fmt: skip
    assert (quay.number, quay.words, quay.names) == ("", "", ())
    assert cards_of(()) == ()


def test_before_the_script_the_page_says_what_will_be_here(cast: Cast, aya: Visitor) -> None:
    assert "No film yet" in aya.get(f"/projects/{cast.blue_film}/film").text


@pytest.mark.usefixtures("story")
def test_the_film_goes_from_cards_to_boards_and_stays_while_a_new_version_is_made(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path, aya: Visitor
) -> None:
    path = f"/projects/{cast.blue_film}/film"
    page = aya.get(path).text
    assert "INT. SHIP - NIGHT" in page
    assert "<video" not in page
    assert "face-cards" in aya.get("/board").text
    files = made(store, tmp_path, "animatic.mp4"), made(store, tmp_path, "frame.jpg", "jpg")
    finish_all_runs(book, made=files)
    page = aya.get(path).text
    assert "animatic.mp4" in page
    assert "INT. SHIP - NIGHT" not in page
    assert "INT. SHIP - NIGHT" in aya.get(f"{path}?stage=script").text
    send(book, cast, "shot_list", keep(store, tmp_path, "scene,shot\n1,1\n"), "shots.csv")
    assert "animatic.mp4" in aya.get(path).text
    board = aya.get("/board").text
    assert "face-cards" not in board
    assert f'class="face" href="{path}"' in board
    assert files[1].digest in board.split('class="face"')[1].split("</a>")[0]


@pytest.mark.usefixtures("story")
def test_the_hall_shows_the_film_and_no_name_of_anybody(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path, marc: Visitor
) -> None:
    finish_all_runs(book, made=(made(store, tmp_path, "animatic.mp4"),))
    page = marc.get(f"/projects/{cast.blue_film}/film?hall=yes").text
    assert "animatic.mp4" in page
    assert not any(name in page for name in ("Marc", "Aya", "Ben"))
    assert "Marc" in marc.get(f"/projects/{cast.blue_film}/film").text


@pytest.fixture
def boards(story: None, book: Book, store: LocalStore, tmp_path: Path) -> None:
    """Boards that move, with a picture."""
    files = made(store, tmp_path, "animatic.mp4"), made(store, tmp_path, "frame.jpg", "jpg")
    finish_all_runs(book, made=files)


def test_pictures_are_on_the_wall_only_where_an_adult_has_asked_for_them(
    boards: None, cast: Cast, aya: Visitor, marc: Visitor, stranger: Visitor
) -> None:
    for address in (f"/wall/{cast.workshop}", f"/wall/rows/{cast.blue_film}"):
        assert "<img" in marc.get(f"{address}?films=yes").text
        assert "Marc" not in marc.get(f"{address}?films=yes").text
        assert "<img" not in marc.get(address).text
        for who in (aya, stranger):
            page = who.get(f"{address}?films=yes").text
            assert "<img" not in page
            assert "/projects/" not in page
