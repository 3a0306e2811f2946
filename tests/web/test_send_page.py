"""The page on which recordings are sent, as it is without JavaScript, and who may open it."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pipeline import arrivals
from pipeline.documents.report import Finding, Severity
from pipeline.files import LocalStore
from pipeline.records import Book, clips, uploads
from pipeline.records.values import FileOf, UploadView
from tests.cast import Cast
from tests.film_days import keep, open_rushes
from tests.web.conftest import Visitor, enter
from web.parts import KEY

SEND = "/projects/{}/rushes/send"
FILES = "/projects/{}/rushes/files"
STAGE = "/projects/{}/rushes"
JS = Path(__file__).resolve().parents[2] / "web" / "static" / "js"


@pytest.fixture
def film(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> int:
    """The film of the Blue group, whose rushes are open."""
    open_rushes(book, cast, store, tmp_path)
    return cast.blue_film


@pytest.fixture
def lay(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> Callable[..., UploadView]:
    """Lay a recording on the table of the Blue group."""

    def do(name: str, text: str = "bytes", by: int | None = None) -> UploadView:
        stored = keep(store, tmp_path, text)
        announced = arrivals.Announced(
            project_id=cast.blue_film, by=by or cast.aya, name=name, length=stored.bytes
        )
        return arrivals.lay_whole(book, announced, stored, quota_bytes=0)

    return do


def text_of(answer: TestResponse) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def test_only_the_group_itself_sends(
    aya: Visitor, rosa: Visitor, marc: Visitor, stranger: Visitor, film: int
) -> None:
    for path in (SEND, SEND + "/lying"):
        who = (aya, rosa, marc, stranger)
        statuses = [one.get(path.format(film)).status_code for one in who]
        assert statuses == [200, 404, 403, 303]


def test_before_the_shot_list_is_signed_the_page_says_so(aya: Visitor, cast: Cast) -> None:
    page = text_of(aya.get(SEND.format(cast.blue_film)))
    assert "This opens when your mentor has approved" in page
    assert 'type="file"' not in page


def test_the_empty_page_has_a_form_that_needs_no_script(aya: Visitor, film: int) -> None:
    page = text_of(aya.get(SEND.format(film)))
    action = FILES.format(film)
    form = re.search(rf'<form method="post" enctype="[^"]*"[^>]* action="{action}".*?</form>', page)
    assert form
    assert re.search(r'<input id="recordings" type="file" name="files" multiple', form[0])
    assert "Nothing lies here yet" in page


def test_what_a_plain_form_sent_lies_on_the_table(aya: Visitor, film: int) -> None:
    files = [(BytesIO(b"one"), "IMG_0001.MOV"), (BytesIO(b"two"), "ZOOM0001.WAV")]
    answer = aya.post(FILES.format(film), files=files)
    assert answer.status_code == 303
    assert answer.location.endswith(SEND.format(film))
    page = text_of(aya.get(SEND.format(film)))
    assert page.count("data-upload-row=") == 2
    assert "2 recordings" in page
    assert "IMG_0001.MOV" in page
    assert page.count("safe on the server </span>") + page.count("safe on the server</span>") >= 2


def ticks_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<li data-upload-row="(\d+)">(.*?)</li>', page))


def test_with_one_place_only_the_second_tick_says_to_keep_the_card(
    aya: Visitor, film: int, lay: Callable[..., UploadView]
) -> None:
    lay("IMG_0001.MOV", "one"), lay("IMG_0002.MOV", "two")
    page = text_of(aya.get(SEND.format(film)))
    assert page.count("only one place: keep the card") == 2
    assert 'data-second="no"' in page


def test_with_a_second_place_the_second_tick_says_how_far_it_is(
    film: int, app: Flask, book: Book, cast: Cast, lay: Callable[..., UploadView], tmp_path: Path
) -> None:
    known = app.extensions[KEY]
    second = replace(known.settings, second_store_url=str(tmp_path / "second"))
    app.extensions[KEY] = replace(known, settings=second)
    aya = enter(app, book, cast.aya)
    first, later = lay("IMG_0001.MOV", "one"), lay("IMG_0002.MOV", "two")
    arrivals.copied(book, first)
    page = text_of(aya.get(SEND.format(film)))
    rows = ticks_of(page)
    assert "safe in two places" in rows[str(first.id)]
    assert "second place: on its way" in rows[str(later.id)]
    assert 'data-second="yes"' in page


def test_a_refusal_is_one_sentence_in_its_row(
    aya: Visitor, film: int, book: Book, lay: Callable[..., UploadView]
) -> None:
    upload = lay("IMG_0001.MOV")
    why = Finding(
        severity=Severity.BLOCKER, code="X", place="", template="“%(name)s” is damaged.",
        values={"name": "<b>IMG</b>"},
    )  # fmt: skip
    with book.writing() as session:
        uploads.refuse(session, upload, why)
    page = text_of(aya.get(SEND.format(film) + "/lying"))
    assert "Cannot be used" in page
    assert "“&lt;b&gt;IMG&lt;/b&gt;” is damaged." in page


def test_bytes_that_were_sent_twice_are_told_and_count_once(
    aya: Visitor, film: int, lay: Callable[..., UploadView]
) -> None:
    lay("IMG_0001.MOV", "the same"), lay("COPY.MOV", "the same")
    assert "The same bytes as “IMG_0001.MOV”" in text_of(aya.get(SEND.format(film)))


def test_the_picture_of_a_take_stands_in_its_row(
    aya: Visitor, film: int, book: Book, lay: Callable[..., UploadView]
) -> None:
    upload = lay("IMG_0001.MOV")
    with book.writing() as session:
        made = FileOf(name="thumbnail.jpg", digest="d" * 64, bytes=1)
        clips.put_files(session, upload.id, (made,))
    page = text_of(aya.get(SEND.format(film) + "/lying"))
    assert f'<img src="/uploads/{upload.id}/made/thumbnail.jpg"' in page


def test_a_recording_is_taken_away_by_a_form(
    aya: Visitor, film: int, lay: Callable[..., UploadView]
) -> None:
    upload = lay("IMG_0001.MOV")
    action = f"/uploads/{upload.id}/remove"
    assert f'action="{action}"' in text_of(aya.get(SEND.format(film)))
    answer = aya.post(action)
    assert answer.location.endswith(SEND.format(film))
    assert "Nothing lies here yet" in text_of(aya.get(SEND.format(film)))


def test_the_stage_page_leads_here_and_keeps_a_form(aya: Visitor, film: int) -> None:
    page = text_of(aya.get(STAGE.format(film)))
    assert f'href="{SEND}"'.format(film) in page
    assert f'action="{FILES}"'.format(film) in page


def test_every_state_of_a_row_has_its_icon_its_word_and_its_buttons(
    aya: Visitor, film: int
) -> None:
    page = text_of(aya.get(SEND.format(film)))
    drawn = set(re.findall(r'<span data-is="(\w+)" hidden><svg', page))
    script = (JS / "send_rows.js").read_text()
    table = re.search(r"const ACTS = {(.*?)};", script, re.DOTALL)
    assert table
    states = set(re.findall(r"^\s+(\w+): \[", table[1], re.MULTILINE))
    assert drawn == states
    acts = set(re.findall(r'"(\w+)"', table[1])) | {"up", "down"}
    assert set(re.findall(r'data-act="(\w+)"', page)) == acts


def test_every_script_of_the_page_is_one_that_it_asks_for(aya: Visitor, film: int) -> None:
    page = aya.get(SEND.format(film)).get_data(as_text=True)
    joined = re.findall(r"/static/scripts/([a-z_-]+)\.js", page)
    named = [name for one in joined for name in one.split("-")]
    asked = {name for name in named if name.startswith("send")}
    asked |= set(re.findall(r"js/(send\w*)\.js", page))
    assert asked == {path.stem for path in JS.glob("send*.js")}
