"""Scripts and styles are gzipped on their way; nothing that carries a secret is."""

import gzip
from functools import partial
from pathlib import Path

from flask import Flask

from tests.web.conftest import Visitor
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
