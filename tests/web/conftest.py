"""The site over a real database and a real store, and people who are logged in to it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from pipeline.access import digest_of_token
from pipeline.files import Incoming, LocalStore
from pipeline.records import Book, people
from pipeline.settings import Settings, settings_from
from tests.cast import Cast
from web import auth
from web.app import create_app

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a home of their own."""
    return settings_from(
        {
            "CLAQUETTE_HOME": str(tmp_path / "home"),
            "CLAQUETTE_LANGUAGES": "en,fr,ja,ar",
            "CLAQUETTE_UPLOAD_LIMIT_BYTES": "100K",
            "CLAQUETTE_SECRET_KEY": "a key for tests",
        }
    )


@pytest.fixture
def told() -> list[str]:
    """What the queue has been told."""
    return []


@pytest.fixture
def app(
    settings: Settings, book: Book, store: LocalStore, incoming: Incoming, told: list[str]
) -> Flask:
    """The site."""
    made = create_app(settings, book, store, incoming, lambda: told.append("new work"))
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


class Visitor:
    """Somebody at a browser: follows no redirect, sends the token of the page as a form does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **more: object) -> TestResponse:
        return self.client.get(path, buffered=True, **more)

    def token(self) -> str:
        page = self.client.get("/status/components").get_data(as_text=True)
        found = _TOKEN.search(page)
        assert found
        return found.group(1)

    def post(self, path: str, **fields: object) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token(), **fields})


def address(app: Flask, endpoint: str, values: Mapping[str, object]) -> str:
    """The path of a route with these values in it."""
    built: str = app.url_map.bind("localhost").build(endpoint, values)
    return built


def enter(app: Flask, book: Book, person_id: int) -> Visitor:
    """Log somebody in as the door does, without the door."""
    token = f"token of {person_id} {len(app.extensions)}"
    client = app.test_client()
    with book.writing() as session:
        digest = digest_of_token(token)
        people.close_session(session, digest)
        people.open_session(session, person_id=person_id, token_digest=digest)
    with client.session_transaction() as cookie:
        cookie[auth.TOKEN] = token
    return Visitor(client)


@pytest.fixture
def at(app: Flask, book: Book) -> Callable[[int], Visitor]:
    """Give the browser of somebody by id."""
    return lambda person_id: enter(app, book, person_id)


@pytest.fixture
def aya(at: Callable[[int], Visitor], cast: Cast) -> Visitor:
    """A student of the Blue group."""
    return at(cast.aya)


@pytest.fixture
def rosa(at: Callable[[int], Visitor], cast: Cast) -> Visitor:
    """A student of the Red group."""
    return at(cast.rosa)


@pytest.fixture
def marc(at: Callable[[int], Visitor], cast: Cast) -> Visitor:
    """A mentor."""
    return at(cast.marc)


@pytest.fixture
def salma(at: Callable[[int], Visitor], cast: Cast) -> Visitor:
    """The coordinator."""
    return at(cast.salma)


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """Nobody."""
    return Visitor(app.test_client())


@contextmanager
def queries(book: Book) -> Iterator[list[str]]:
    """Collect the statements that the database is asked while the block runs."""
    asked: list[str] = []

    def keep(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(book.engine, "before_cursor_execute", keep)
    yield asked
    event.remove(book.engine, "before_cursor_execute", keep)
