"""Room tone and wild sounds without scripts: a file, its name, its row, the list of the rest."""

import io
import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pipeline import desk
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.files import LocalStore
from pipeline.records import Book, uploads
from pipeline.records.desks import Place
from pipeline.records.values import UploadView
from pipeline.rushes.catalogue import NAME
from tests.cast import Cast
from tests.table_of_takes import lay_plans
from tests.web.conftest import Visitor, enter

SHOTS = ShotList(
    shots=(
        Shot(scene="1", shot=1, location="Kitchen", sound="wild: a door"),
        Shot(scene="2", shot=1, location="Hill"),
    )
)


@pytest.fixture
def address(book: Book, store: LocalStore, cast: Cast) -> str:
    """The page of the Blue group, which may send rushes."""
    lay_plans(book, store, cast, SHOTS)
    return f"/projects/{cast.blue_film}/rushes/record"


@pytest.fixture
def aya(app: Flask, book: Book, cast: Cast, address: str) -> Visitor:
    """Aya at her browser."""
    return enter(app, book, cast.aya)


def send(who: Visitor, address: str, what: str, **more: object) -> TestResponse:
    sound = (io.BytesIO(b"RIFF" + str(more.get("own", what)).encode()), "New Recording 4.WAV")
    return who.post(address, what=what, files=sound, **more)


def on_table(book: Book, cast: Cast) -> tuple[UploadView, ...]:
    with book.reading() as session:
        return uploads.on_table(session, cast.blue_film, "rushes")


def rows(book: Book, store: LocalStore, cast: Cast) -> list[str]:
    place = Place(project_id=cast.blue_film, stage="rushes", name=NAME)
    lying = desk.lying(book, store, place)
    return lying.content.decode().splitlines()[1:] if lying else []


def still_missing(page: TestResponse) -> list[str]:
    part = page.get_data(as_text=True).split('id="wanted"')[1]
    items = re.findall(r"<li( class=\"is-there\")?>.*?<bdi>(.*?)</bdi>", part, re.DOTALL)
    return [words for is_there, words in items if not is_there]


def test_the_list_writes_itself_from_shot_list_and_script(aya: Visitor, address: str) -> None:
    assert still_missing(aya.get(address)) == ["Kitchen", "Hill", "a door", "wind"]


def test_a_file_gets_a_name_that_says_what_it_is_a_row_and_its_tick(
    aya: Visitor, address: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    assert send(aya, address, "room_tone/Kitchen").status_code == 303
    assert send(aya, address, "wild/a door").status_code == 303
    assert send(aya, address, "wild/", own="gulls / far").status_code == 303
    assert [one.name for one in on_table(book, cast)] == [
        *("RT_Kitchen.wav", "WT_a_door.wav", "WT_gulls_far.wav")
    ]
    assert on_table(book, cast)[0].original_name == "New Recording 4.WAV"
    assert [row.split(",")[7:10] for row in rows(book, store, cast)[-3:]] == [
        ["", "room_tone", "Kitchen"],
        ["a door", "wild", "Kitchen"],
        ["gulls / far", "wild", ""],
    ]
    assert still_missing(aya.get(address)) == ["Hill", "wind"]


def test_a_recording_that_is_sent_twice_lies_there_once(
    aya: Visitor, address: str, book: Book, cast: Cast
) -> None:
    for _ in range(2):
        send(aya, address, "room_tone/Kitchen")
    assert [one.name for one in on_table(book, cast)] == ["RT_Kitchen.wav"]


@pytest.mark.parametrize("what", ["room_tone/", "music/x", ""])
def test_what_it_is_must_be_said(
    aya: Visitor, address: str, book: Book, cast: Cast, what: str
) -> None:
    answer = send(aya, address, what, own="")
    assert answer.status_code == 422
    assert "Say first what this is" in answer.get_data(as_text=True)
    assert on_table(book, cast) == ()


def test_a_script_hears_the_name_it_got(aya: Visitor, address: str) -> None:
    token, sound = aya.token(), (io.BytesIO(b"RIFF hill"), "x.wav")
    data = {"csrf_token": token, "what": "room_tone/Hill", "files": sound}
    answer = aya.client.post(address, data=data, headers={"Accept": "application/json"})
    assert answer.get_json() == {"name": "RT_Hill.wav"}


def test_only_a_page_that_records_may_ask_for_the_microphone(
    aya: Visitor, address: str, cast: Cast
) -> None:
    page = aya.get(address)
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "camera=()" in page.headers["Permissions-Policy"]
    assert "media-src 'self' blob:;" in page.headers["Content-Security-Policy"]
    other = aya.get("/board")
    assert "microphone=()" in other.headers["Permissions-Policy"]
    assert "blob:" not in other.headers["Content-Security-Policy"]


def test_nobody_but_the_group_records_for_it(
    app: Flask, book: Book, cast: Cast, address: str
) -> None:
    assert enter(app, book, cast.rosa).get(address).status_code == 404
    assert send(enter(app, book, cast.rosa), address, "room_tone/Hill").status_code == 404
    assert enter(app, book, cast.marc).get(address).status_code == 403
    assert send(enter(app, book, cast.marc), address, "room_tone/Hill").status_code == 403
    assert on_table(book, cast) == ()
