"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.files import LocalStore
from pipeline.records import Book, open_book
from tests.cast import Cast, write_cast

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "fixtures"


def missing(what: str) -> None:
    """Skip on a laptop, fail in CI: a service that is missing there is a fault."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing on this machine")


@pytest.fixture(scope="session")
def shared_fixtures() -> Path:
    """The shared conformance cases and media, which stand beside a checkout and not in it."""
    if not SHARED.is_dir():
        pytest.skip("the shared fixtures do not stand beside this checkout")
    return SHARED


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty database of its own."""
    opened = open_book(f"sqlite:///{tmp_path / 'book.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def cast(book: Book) -> Cast:
    """The cast, written into the database."""
    return write_cast(book)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """An empty file store of its own."""
    return LocalStore(tmp_path / "store")
