"""Schemathesis asks everything that the description allows, and much that it does not."""

from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings

from pipeline import tokens
from pipeline.records import Book
from tests.cast import Cast
from tests.everyone import write_everyone
from web.api_description import BASE, OPERATIONS

schemathesis: Any = import_module("schemathesis")  # without types
pytestmark = pytest.mark.slow

QUIET = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("at", range(len(OPERATIONS)), ids=[one.id for one in OPERATIONS])
def test_every_question_gets_an_answer_that_is_described(
    app: Flask, book: Book, cast: Cast, at: int
) -> None:
    write_everyone(book, cast)
    _made, words = tokens.make(book, project_id=cast.blue_film, by=cast.marc, name="Asker")
    schema = schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", app)
    operation = schema[OPERATIONS[at].path][OPERATIONS[at].method.upper()]
    asked = []

    @given(case=operation.as_strategy())
    @settings(QUIET, max_examples=25)
    def ask(case: Any) -> None:
        # Which kinds of files a stage takes, no schema can say: a file of another kind is a 422.
        unsayable = [schemathesis.checks.positive_data_acceptance]
        told = {"Authorization": f"Bearer {words}"}
        asked.append(case.call_and_validate(headers=told, excluded_checks=unsayable).status_code)

    ask()
    assert asked
    assert max(asked) < 500
