import json

import pytest

from pipeline import groups
from pipeline.errors import NotFound, Refused
from pipeline.records import Book, decisions, revisions, roster
from tests.cast import Cast


def whats(book: Book, film: int) -> list[str]:
    with book.reading() as session:
        return [json.loads(one.body)["what"] for one in decisions.chain(session, film)]


def test_one_more_group_has_a_film_like_that_of_the_others(book: Book, cast: Cast) -> None:
    group_id = groups.make_group(book, " Green ", by=cast.salma, title="Our film")
    with book.reading() as session:
        group, film, _ = roster.group_and_film(session, group_id)
        project = revisions.project_settings(session, film)
        like = revisions.project_settings(session, cast.blue_film)
    assert group.name == "Green"
    assert (project.title, project.group, project.cast) == ("Our film", "Green", {})
    assert (project.width, project.target_seconds) == (like.width, like.target_seconds)
    assert whats(book, film) == ["begin"]
    with pytest.raises(Refused, match="of this name already"):
        groups.make_group(book, "green", by=cast.salma, title="Our film")


def test_name_colour_and_mentors_are_kept_and_the_film_knows_them(book: Book, cast: Cast) -> None:
    for _ in range(2):
        groups.change_group(
            book, cast.blue, name="Whales", colour="teal", mentors=[cast.marc], by=cast.salma
        )
    with book.reading() as session:
        (row, _red) = roster.roster(session, cast.workshop).groups
        project = revisions.project_settings(session, cast.blue_film)
    assert (row.group.name, row.group.colour) == ("Whales", "teal")
    assert (project.group, project.colour) == ("Whales", "teal")
    assert [one.person.name for one in row.mentors] == ["Marc"]
    assert whats(book, cast.blue_film) == ["rename", "mentors"]


def test_two_groups_never_have_one_name(book: Book, cast: Cast) -> None:
    with pytest.raises(Refused, match="of this name already"):
        groups.change_group(book, cast.blue, name="RED", colour="blue", mentors=[], by=cast.salma)


@pytest.mark.parametrize("who", ["aya", "igor"])
def test_only_mentors_of_the_workshop_accompany_a_group(book: Book, cast: Cast, who: str) -> None:
    with pytest.raises(NotFound, match="not a mentor"):
        groups.change_group(
            book,
            cast.blue,
            name="Blue",
            colour="blue",
            mentors=[getattr(cast, who)],
            by=cast.salma,
        )
