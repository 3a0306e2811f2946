"""Forged requests, headers, and what no page may hold."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.cast import Cast
from tests.web.conftest import Visitor, address
from web.permissions import is_for_programs

FILLING: dict[str, object] = {
    "angle": "eye",
    "call_id": 1,
    "digest": "0" * 64,
    "form": "csv",
    "framing": "two",
    "gate_id": 1,
    "group_id": 1,
    "hook_id": 1,
    "key": "K" * 32,
    "link_id": 1,
    "move": "pan",
    "name": "x",
    "note_id": 1,
    "number": 0,
    "passkey_id": 1,
    "person_id": 1,
    "project_id": 1,
    "revision_id": 1,
    "run_id": 1,
    "side": "made",
    "size": "ms",
    "stage": "script",
    "token": "unknown",
    "token_id": 1,
    "upload_id": 1,
    "workshop_id": 1,
}


def changing_routes(app: Flask) -> Iterator[str]:
    """The addresses of all routes by which people change something."""
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and not is_for_programs(rule.endpoint):
            yield filled(app, rule)


def filled(app: Flask, rule: Rule) -> str:
    """A rule's address with numbers in it."""
    values = {name: FILLING[name] for name in rule.arguments}
    return address(app, rule.endpoint, values)


def test_every_form_needs_its_token(
    app: Flask, cast: Cast, at: Callable[[int], Visitor], aya: Visitor
) -> None:
    paths = list(changing_routes(app))
    assert len(paths) >= 15
    for path in paths:
        who = aya if "run" not in path else at(cast.marc)
        answer = who.client.post(path, data={"text": "x"})
        assert answer.status_code in {400, 404}, path
        if "/projects/1/" in path:
            assert answer.status_code == 400, path


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_the_token(
    app: Flask, aya: Visitor, headers: dict[str, str]
) -> None:
    token = aya.token()
    for path in changing_routes(app):
        answer = aya.client.post(path, data={"csrf_token": token}, headers=headers)
        assert answer.status_code == 403, path


def test_a_form_of_this_site_passes(aya: Visitor) -> None:
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    data = {"csrf_token": aya.token(), "language": "fr"}
    assert aya.client.post("/preferences", data=data, headers=headers).status_code == 303


def test_nobody_who_is_not_logged_in_sees_more_than_door_wall_and_status(
    app: Flask, cast: Cast, stranger: Visitor
) -> None:
    open_to_all = {"/log-in", "/wall", "/wall/1", "/wall/rows/1", "/status/alive"}
    open_to_all |= {"/status/components", "/events", "/events/since", "/manifest.webmanifest"}
    open_to_all |= {"/status/without-network", "/guest/unknown", "/api/v1/", "/api/v1/openapi.json"}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        path = address(app, rule.endpoint, {name: FILLING[name] for name in rule.arguments})
        if is_for_programs(rule.endpoint):
            assert stranger.get(path).status_code == 401, path
        elif path not in open_to_all:
            assert stranger.get(path).location.startswith("/log-in"), path


def test_every_answer_carries_the_headers(aya: Visitor) -> None:
    for path in ("/board", "/nothing-here", "/status/alive", "/static/css/base.css"):
        headers = aya.get(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_cookie_is_only_for_this_site_and_not_for_scripts(
    stranger: Visitor, cast: Cast
) -> None:
    cookie = stranger.get("/log-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_no_page_holds_a_script_a_style_or_an_address_elsewhere(
    app: Flask, cast: Cast, aya: Visitor
) -> None:
    film = f"/projects/{cast.blue_film}/script"
    for path in ("/board", film, "/workers", "/wall", "/status/components", "/log-in", "/no"):
        page = aya.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)", page), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), path
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", page), path
