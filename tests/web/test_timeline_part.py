"""The page of the edit says what became of the timeline, and lets it be taken out."""

from pathlib import Path

import pytest

from pipeline.documents.json import to_json
from pipeline.documents.losses import (
    ImportReport,
    TakenFormat,
    TakeOutReport,
    changed,
    dropped,
    kept,
)
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.values import FileOf
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, keep, open_rushes, send
from tests.web.conftest import Visitor
from web.timeline_papers import MOST_SHOWN

CAME = ImportReport(
    file="our cut.xml",
    format_name="Final Cut Pro 7 XML",
    losses=(
        kept("Notes (%(count)s) stay.", place="V1 00:00:01:00 “S01_P01_T02”", count=2),
        dropped("The effect “%(effect)s” is not done.", place="V1 00:00:02:00", effect="<b>Glow"),
        *(changed("It runs at %(n)s.", place=f"A1 00:00:{n:02d}:00", n=n) for n in range(40)),
    ),
)
TAKEN = TakeOutReport(
    formats=(
        TakenFormat(
            file="take_out/film.edl",
            format_name="CMX 3600 EDL",
            programs="every editing program",
            losses=(dropped("The track “%(name)s” has no place in this format.", name="V2"),),
        ),
    )
)


@pytest.fixture
def edit_page(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> str:
    """The edit of the Blue group, made; the address of its page."""
    open_rushes(book, cast, store, tmp_path)
    send(book, cast, "rushes", keep(store, tmp_path, "file\n"), "takes.csv")
    approve(book, cast, "rushes")
    finish_all_runs(book)
    send(book, cast, "edit", keep(store, tmp_path, "{}"), "our cut.xml")
    papers = {
        "losses.json": to_json(CAME),
        "take_out.json": to_json(TAKEN),
        "take_out/film.edl": "TITLE: The Blue kite\n",
    }
    made = []
    for name, text in papers.items():
        kept_file = keep(store, tmp_path, text)
        made.append(FileOf(name=name, digest=kept_file.digest, bytes=kept_file.bytes))
    finish_all_runs(book, made=tuple(made))
    return f"/projects/{cast.blue_film}/edit"


def test_what_became_of_things_is_told_by_fate_and_place(edit_page: str, aya: Visitor) -> None:
    page = aya.get(edit_page).text
    assert "our cut.xml" in page
    assert page.index("Not in the film") < page.index("Shown otherwise") < page.index("Kept in")
    assert "V1 00:00:02:00" in page
    assert "The effect “&lt;b&gt;Glow” is not done." in page


def test_of_many_things_the_page_shows_some_and_counts_the_rest(
    edit_page: str, aya: Visitor
) -> None:
    page = aya.get(edit_page).text
    assert page.count("It runs at") == MOST_SHOWN
    assert "10 more are in losses.txt" in page


def test_the_edit_is_taken_out_with_what_a_format_cannot_say(edit_page: str, aya: Visitor) -> None:
    page = aya.get(edit_page).text
    assert "Take it to your editing program" in page
    assert "1 thing it cannot say" in page
    address = page.split('href="')[1:]
    link = next(one.split('"')[0] for one in address if "take_out/film.edl" in one.split('"')[0])
    given = aya.get(link)
    assert given.text.startswith("TITLE: The Blue kite")
    assert "attachment" in given.headers["Content-Disposition"]


def test_no_other_group_takes_it(edit_page: str, aya: Visitor, rosa: Visitor) -> None:
    page = aya.get(edit_page).text
    address = page.split('href="')[1:]
    link = next(one.split('"')[0] for one in address if "take_out/film.edl" in one.split('"')[0])
    assert rosa.get(link).status_code == 404


def test_the_files_to_take_out_are_not_listed_twice(edit_page: str, aya: Visitor) -> None:
    assert aya.get(edit_page).text.count("take_out/film.edl") == 1


def test_other_stages_have_no_timeline(edit_page: str, cast: Cast, aya: Visitor) -> None:
    assert 'id="timeline"' not in aya.get(f"/projects/{cast.blue_film}/script").text
