"""Files: whose they are, how they are typed, and parts of them."""

from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.http import parse_options_header

from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.values import FileOf, RevisionView
from tests.cast import Cast
from tests.film_days import finish_all_runs, keep, newest, send
from tests.web.conftest import Visitor

NASTY = 'é"; filename="run.exe.html'


@pytest.fixture
def blues(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> RevisionView:
    """A version with products of several kinds, and a name from hell."""
    kept = keep(store, tmp_path, "0123456789<script>alert(1)</script>")
    send(book, cast, "script", kept, "script.fountain")
    names = ("film.mp4", "strip.jpg", "script.pdf", "page.html", "vector.svg", NASTY, "a/b.png")
    made = tuple(FileOf(name=name, digest=kept.digest, bytes=kept.bytes) for name in names)
    finish_all_runs(book, made=made)
    return newest(book, cast.blue_film, "script")


def test_our_media_are_shown_and_everything_else_is_a_locked_download(
    aya: Visitor, blues: RevisionView
) -> None:
    for name, kind in (
        ("film.mp4", "video/mp4"),
        ("strip.jpg", "image/jpeg"),
        ("a/b.png", "image/png"),
    ):
        got = aya.get(f"/revisions/{blues.id}/made/{name}")
        assert got.mimetype == kind
        assert "attachment" not in got.headers["Content-Disposition"]
    for name in ("script.pdf", "page.html", "vector.svg"):
        got = aya.get(f"/revisions/{blues.id}/made/{name}")
        assert got.mimetype == "application/octet-stream"
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert got.headers["Content-Security-Policy"].startswith("sandbox")
        assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_what_the_group_sent_is_never_shown_by_the_browser(
    aya: Visitor, blues: RevisionView
) -> None:
    got = aya.get(f"/revisions/{blues.id}/sent/script.fountain")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["Content-Security-Policy"].startswith("sandbox")


def test_a_name_cannot_change_its_header(aya: Visitor, blues: RevisionView) -> None:
    got = aya.get(f"/revisions/{blues.id}/made/{quote(NASTY)}")
    name = parse_options_header(got.headers["Content-Disposition"])[1]["filename"]
    assert got.status_code == 200
    assert name == "é_; filename=_run.exe.html"


def test_a_name_with_the_end_of_a_line_is_no_name(aya: Visitor, blues: RevisionView) -> None:
    got = aya.get(f"/revisions/{blues.id}/made/a%0d%0aSet-Cookie:%20x=1.html")
    assert got.status_code == 404
    assert "x=1" not in got.headers.get("Set-Cookie", "")


def test_a_player_can_ask_for_a_part_and_for_nothing_new(aya: Visitor, blues: RevisionView) -> None:
    path = f"/revisions/{blues.id}/made/film.mp4"
    part = aya.get(path, headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data) == (206, b"2345")
    assert part.headers["Content-Range"].startswith("bytes 2-5/")
    whole = aya.get(path)
    again = aya.get(path, headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304


def test_no_path_leads_out_of_a_version(aya: Visitor, blues: RevisionView) -> None:
    for name in ("../../../etc/passwd", "..%2f..%2fetc/passwd", "nothing.mp4", "film.mp4/x"):
        assert aya.get(f"/revisions/{blues.id}/made/{name}").status_code == 404
    assert aya.get(f"/revisions/{blues.id}/else/film.mp4").status_code == 404


def test_a_picture_of_the_board_is_seen_by_the_workshop_only_and_is_a_picture(
    cast: Cast, aya: Visitor, rosa: Visitor, store: LocalStore, blues: RevisionView
) -> None:
    digest = next(iter(store.digests()))
    got = rosa.get(f"/projects/{cast.blue_film}/pictures/{digest}")
    assert got.status_code in {200, 404}
    assert rosa.get(f"/projects/{cast.red_film}/pictures/{digest}").status_code == 404
    assert rosa.get(f"/projects/{cast.blue_film}/pictures/{'0' * 64}").status_code == 404
