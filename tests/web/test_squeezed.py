"""Scripts, styles and the wall are gzipped on their way; nothing that carries a secret is."""

import gzip
from functools import partial
from pathlib import Path

from flask import Flask

from pipeline.records import Book
from tests.cast import Cast
from tests.web.conftest import Visitor
from tests.web.test_pages import add_groups
from web import squeezed

ASKS = {"Accept-Encoding": "gzip, deflate"}
STATIC = Path(squeezed.__file__).parent / "static"


def test_a_script_is_squeezed_for_who_can_open_it_and_is_the_same_inside(app: Flask) -> None:
    get = partial(app.test_client().get, buffered=True)
    for name in ("js/live.js", "css/base.css", "icons.svg"):
        plain, small = get(f"/static/{name}"), get(f"/static/{name}", headers=ASKS)
        content = (STATIC / name).read_bytes()
        assert plain.data == content
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(small.data) == content
        assert int(small.headers["Content-Length"]) == len(small.data) < len(content) // 2
        assert "Accept-Encoding" in plain.headers["Vary"]
        assert "Accept-Encoding" in small.headers["Vary"]


def test_a_squeezed_script_is_not_sent_twice(app: Flask) -> None:
    client = app.test_client()
    first = client.get("/static/js/live.js", buffered=True, headers=ASKS)
    again = {**ASKS, "If-None-Match": first.headers["ETag"]}
    assert client.get("/static/js/live.js", buffered=True, headers=again).status_code == 304


def test_a_part_of_a_file_and_a_font_go_as_they_are(app: Flask) -> None:
    client = app.test_client()
    part = client.get("/static/js/live.js", buffered=True, headers={**ASKS, "Range": "bytes=0-99"})
    assert part.status_code == 206
    assert part.data == (STATIC / "js" / "live.js").read_bytes()[:100]
    font = client.get("/static/vendor/archivo-latin.woff2", buffered=True, headers=ASKS)
    assert "Content-Encoding" not in font.headers


def test_a_page_with_a_token_in_it_is_never_squeezed(aya: Visitor) -> None:
    page = aya.client.get("/board", headers=ASKS)
    assert "Content-Encoding" not in page.headers
    assert b"csrf_token" in page.data


def test_the_wall_has_no_token_and_is_squeezed(
    book: Book, cast: Cast, stranger: Visitor, marc: Visitor
) -> None:
    add_groups(book, cast, 38)
    for visitor in (stranger, marc):
        plain, small = visitor.client.get("/wall"), visitor.client.get("/wall", headers=ASKS)
        assert b"csrf" not in plain.data.lower()
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(small.data).count(b"<tr data-row") == 40
        assert len(small.data) < len(plain.data) // 10
