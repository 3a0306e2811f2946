"""A page asks once for all its style sheets and once for its scripts."""

import gzip
import re
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests.web.conftest import Visitor
from web import joined

CSS, JS = joined.STATIC / "css", joined.STATIC / "js"
ADDRESS = re.compile(r'"(/static/(?:sheets|scripts)/[^"?]+\?v=[0-9a-f]{10})"')


def own(*files: Path, between: bytes) -> bytes:
    return between.join(file.read_bytes() for file in files)


def test_joined_files_are_those_of_their_address_in_its_order(app: Flask) -> None:
    get = partial(app.test_client().get, buffered=True)
    sheets, scripts = get("/static/sheets/tokens-base.css"), get("/static/scripts/live-desk.js")
    assert sheets.data == own(CSS / "tokens.css", CSS / "base.css", between=b"\n")
    assert scripts.data == own(JS / "live.js", JS / "desk.js", between=b"\n;\n")
    assert (sheets.mimetype, scripts.mimetype) == ("text/css", "text/javascript")
    assert get("/static/sheets/base-tokens.css").data != sheets.data


def test_a_board_asks_for_its_sheets_once_and_a_browser_may_keep_them(aya: Visitor) -> None:
    page = aya.get("/board").get_data(as_text=True)
    assert page.count('rel="stylesheet"') == 1
    for address in ADDRESS.findall(page):
        answer = aya.client.get(address, buffered=True, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000"
        assert "Set-Cookie" not in answer.headers
        assert address.endswith(joined.mark(gzip.decompress(answer.data)))
        again = {"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]}
        assert aya.client.get(address, headers=again).status_code == 304


@pytest.mark.parametrize(
    "names",
    ["nothing", "base-nothing", "base-base", "..-base", "base-", "-base", "vendor", "Base", "a b"],
)
def test_what_is_not_ours_is_not_there(app: Flask, names: str) -> None:
    for address in (f"/static/sheets/{names}.css", f"/static/scripts/{names}.js"):
        assert app.test_client().get(address).status_code == 404


def test_a_page_that_names_a_sheet_that_is_not_there_says_so(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(FileNotFoundError, match="nothing"):
        joined.sheets("tokens", "nothing")


def test_a_script_that_reads_its_own_tag_is_never_joined() -> None:
    alone = {path.stem for path in JS.glob("*.js") if "currentScript" in path.read_text("utf-8")}
    templates = (joined.STATIC.parent / "templates").rglob("*.html")
    called = re.findall(r"scripts\(([^{}]*)\)", "".join(map(Path.read_text, templates)))
    assert len(alone) == 3
    assert alone & set(re.findall(r'"(\w+)"', " ".join(called))) == set()
