"""The page of a final cut asks three people to watch it whole, and keeps their word."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from pipeline import workflow
from pipeline.documents.report import Report
from pipeline.records import Book
from pipeline.records.values import RevisionView
from pipeline.stage_facts import STAGE_NAMES
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, hand_in
from tests.web.conftest import Visitor

PAGE = "/projects/{}/final_cut"
SAY = "/revisions/{}/watched"


@pytest.fixture
def film(book: Book, cast: Cast) -> RevisionView:
    """A final cut of two minutes that Aya's group has handed in."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in STAGE_NAMES[:-1]:
        approve(book, cast, stage)
    finish_all_runs(book, Report(facts={"seconds": 120.0}))
    return hand_in(book, cast, "final_cut")


def begun(page: str) -> str:
    """The clock that the page was given."""
    found = re.search(r'name="begun" value="([^"]+)"', page)
    assert found
    return found[1]


def test_the_page_lists_who_has_watched_it_and_asks_those_who_have_not(
    cast: Cast, film: RevisionView, aya: Visitor, marc: Visitor, salma: Visitor
) -> None:
    for visitor in (aya, marc, salma):
        page = visitor.get(PAGE.format(cast.blue_film)).get_data(as_text=True)
        assert SAY.format(film.id) in page
        kept = visitor.post(SAY.format(film.id), digest=film.digest, where="hall")
        assert kept.status_code == 303
        page = visitor.get(PAGE.format(cast.blue_film)).get_data(as_text=True)
        assert SAY.format(film.id) not in page, "what was said is not asked again"
    assert page.count("in the hall</span>") == 0
    watched = page[page.index('id="watched"') :]
    assert all(name in watched for name in ("Aya", "Marc", "Salma"))


def test_another_group_cannot_say_anything(film: RevisionView, rosa: Visitor) -> None:
    assert rosa.post(SAY.format(film.id), digest=film.digest, where="hall").status_code == 404


def given_out(app: Flask, film: RevisionView, person_id: int, *, seconds_ago: int) -> str:
    """The clock of a page that was given to somebody some time ago."""
    at = int((datetime.now(tz=UTC) - timedelta(seconds=seconds_ago)).timestamp())
    earlier = type("Earlier", (TimestampSigner,), {"get_timestamp": lambda _: at})
    clock = URLSafeTimedSerializer(str(app.secret_key), salt="watched", signer=earlier)
    return str(clock.dumps([film.id, person_id]))


def test_nobody_watches_a_film_faster_than_it_runs(
    app: Flask, cast: Cast, film: RevisionView, aya: Visitor
) -> None:
    page = aya.get(PAGE.format(cast.blue_film)).get_data(as_text=True)
    just_now = begun(page)
    for clock in (
        just_now,
        just_now[:-3] + "abc",
        given_out(app, film, cast.aya, seconds_ago=100),
        given_out(app, film, cast.marc, seconds_ago=500),
    ):
        said = {"digest": film.digest, "where": "page", "begun": clock}
        assert b"has not run to its end" in aya.post(SAY.format(film.id), **said).data
    whole = given_out(app, film, cast.aya, seconds_ago=121)
    said = {"digest": film.digest, "where": "page", "begun": whole}
    assert aya.post(SAY.format(film.id), **said).status_code == 303


def test_a_place_that_is_none_is_refused(film: RevisionView, aya: Visitor) -> None:
    answer = aya.post(SAY.format(film.id), digest=film.digest, where="dreams")
    assert b"Say where you have watched the film" in answer.data
