"""A film is signed off when it was watched whole, by three people, in this very version."""

import json

import pytest

from pipeline import watching, workflow
from pipeline.errors import MovedOn, NotFound, Refused
from pipeline.records import Book, decisions
from pipeline.records.values import RevisionView
from pipeline.sign_off import Action, ReviewState, Role
from pipeline.stage_facts import STAGE_NAMES
from pipeline.watching import Where
from tests.cast import Cast
from tests.film_days import answer, approve, hand_in, newest, watch


@pytest.fixture
def film(book: Book, cast: Cast) -> RevisionView:
    """A final cut that Aya's group has handed in."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in STAGE_NAMES[:-1]:
        approve(book, cast, stage)
    return hand_in(book, cast, "final_cut")


def say(book: Book, seen: RevisionView, by: int, where: Where = Where.HALL) -> None:
    watching.say_watched(book, revision_id=seen.id, digest=seen.digest, by=by, where=where)


def lines(book: Book, seen: RevisionView) -> dict[Role, str]:
    with book.reading() as session:
        said = decisions.sign_offs_of(session, seen.project_id, seen.stage)
    return {one.role: one.by.person if one.by else "" for one in watching.watched(seen, said)}


def test_nobody_signs_before_all_three_have_watched_it(
    book: Book, cast: Cast, film: RevisionView
) -> None:
    for by, left in (
        (cast.ben, "student, mentor, coordinator"),
        (cast.marc, "mentor, coordinator"),
        (cast.salma, "coordinator"),
    ):
        with pytest.raises(Refused, match=f"by everybody yet: {left}"):
            workflow.decide(book, answer(film, Action.APPROVE, cast.marc))
        say(book, film, by)
    assert lines(book, film) == {
        Role.STUDENT: "Ben",
        Role.MENTOR: "Marc",
        Role.COORDINATOR: "Salma",
    }
    workflow.decide(book, answer(film, Action.APPROVE, cast.marc))
    assert newest(book, cast.blue_film, "final_cut").state is ReviewState.APPROVED


def test_not_yet_needs_nobody_to_have_watched_it(
    book: Book, cast: Cast, film: RevisionView
) -> None:
    workflow.decide(book, answer(film, Action.NOT_YET, cast.marc, note="The title is wrong."))
    with pytest.raises(Refused, match="nothing to watch now"):
        say(book, film, cast.marc)


def test_what_was_said_holds_for_the_version_that_was_seen(
    book: Book, cast: Cast, film: RevisionView
) -> None:
    watch(book, cast, film)
    workflow.decide(book, answer(film, Action.NOT_YET, cast.marc, note="Louder."))
    workflow.open_stage(book, project_id=cast.blue_film, stage="final_cut", by=cast.aya)
    again = hand_in(book, cast, "final_cut")
    assert again.id != film.id
    assert set(lines(book, again).values()) == {""}
    with pytest.raises(Refused, match="by everybody yet"):
        workflow.decide(book, answer(again, Action.APPROVE, cast.marc))
    with pytest.raises(MovedOn):
        say(book, film, cast.marc)


def test_each_says_it_once_and_only_of_what_they_may_see(
    book: Book, cast: Cast, film: RevisionView
) -> None:
    say(book, film, cast.aya)
    with pytest.raises(Refused, match="said so already"):
        say(book, film, cast.aya)
    with pytest.raises(NotFound):
        say(book, film, cast.rosa)
    with pytest.raises(NotFound):
        say(book, film, cast.igor)
    with pytest.raises(MovedOn):
        watching.say_watched(
            book, revision_id=film.id, digest="0" * 64, by=cast.marc, where=Where.HALL
        )


def test_other_stages_ask_nobody(book: Book, cast: Cast) -> None:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    script = hand_in(book, cast, "script")
    assert lines(book, script) == {}
    with pytest.raises(Refused, match="Nobody needs to sign here"):
        say(book, script, cast.marc)
    workflow.decide(book, answer(script, Action.APPROVE, cast.marc))


def test_the_ledger_keeps_who_watched_where(book: Book, cast: Cast, film: RevisionView) -> None:
    say(book, film, cast.marc, Where.PAGE)
    with book.reading() as session:
        last = json.loads(decisions.chain(session, film.project_id)[-1].body)
    assert (last["what"], last["who"], last["where"]) == ("watch", cast.marc, "page")
    assert last["revision"] == film.digest
