"""A board of many groups is light: the first rows are whole, the others one line each."""

import re

import pytest

from pipeline import help_calls
from pipeline.records import Book
from tests.cast import Cast
from tests.web.conftest import Visitor
from tests.web.test_pages import add_groups
from web.board_parts import FIND_FROM, IN_A_PART

MANY = 200
LIGHT_BYTES = 160_000
CELLS = 6


@pytest.fixture
def many(book: Book, cast: Cast) -> None:
    """Two hundred groups in all."""
    add_groups(book, cast, MANY - 2)


def wholes(page: str) -> int:
    """How many rows are drawn whole."""
    return page.count("data-cell=") // CELLS


def rows_of(page: str) -> list[str]:
    """The rows of films, as text."""
    return re.findall(r"<tr data-row=.*?</tr>", page, re.DOTALL)


@pytest.mark.usefixtures("many")
def test_two_hundred_groups_are_all_there_and_weigh_little(marc: Visitor) -> None:
    page = marc.get("/board")
    assert len(page.data) < LIGHT_BYTES
    assert len(rows_of(page.text)) == MANY
    assert wholes(page.text) == IN_A_PART
    assert f"<bdi>Group {MANY - 3}</bdi>" in page.text


@pytest.mark.usefixtures("many")
def test_each_part_has_a_link_that_shows_it_whole_without_scripts(marc: Visitor) -> None:
    first = marc.get("/board").text
    links = re.findall(r'<a href="(/board\?from=(\d+)#from-\d+)">([^<]*)</a>', first)
    assert len(links) == -(-MANY // IN_A_PART) - 1
    address, number, words = links[3]
    assert words == f"All of the groups {number} to {int(number) + IN_A_PART - 1}"
    page = marc.get(address.partition("#")[0]).text
    assert wholes(page) == IN_A_PART
    shown = page[page.index(f'id="from-{number}"') :].partition("</tbody>")[0]
    assert wholes(shown) == IN_A_PART
    assert f'href="/board?from={number}#' not in page
    assert 'href="/board?from=1#' in page


@pytest.mark.usefixtures("many")
def test_a_board_for_paper_is_whole_and_another_one_says_that_it_is_not(marc: Visitor) -> None:
    page = marc.get("/board").text
    assert "Some groups stand in one line here." in page
    address = re.findall(r'href="(/board\?paper=yes)"', page)[0]
    paper = marc.get(address).text
    assert wholes(paper) == MANY
    assert "data-part" not in paper
    assert "stand in one line" not in paper
    few = marc.get("/board?name=group+19").text
    assert len(rows_of(few)) == wholes(few)
    assert "paper=yes" not in few


@pytest.mark.usefixtures("many")
def test_a_part_is_fetched_alone(marc: Visitor) -> None:
    page = marc.get("/board").text
    fetched = re.findall(r'hx-get="(/board/rows\?from=\d+)"', page)[0]
    part = marc.get(fetched).text
    assert part.strip().startswith(f'<tbody id="from-{IN_A_PART + 1}">')
    assert len(rows_of(part)) == wholes(part) == IN_A_PART
    assert "data-part" not in part


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("wrong", ["0", "-3", "99999", "x", ""])
def test_a_number_that_no_row_has_shows_the_first_part(marc: Visitor, wrong: str) -> None:
    page = marc.get(f"/board?from={wrong}").text
    assert wholes(page.partition("</tbody>")[0]) == IN_A_PART


def test_the_own_row_is_whole_wherever_it_stands_and_so_is_one_that_calls(
    book: Book, cast: Cast, aya: Visitor, rosa: Visitor, marc: Visitor
) -> None:
    add_groups(book, cast, MANY)
    last = f"/board?from={MANY}"
    for visitor, whole in ((aya, 1), (marc, 0)):
        row = rows_of(visitor.get(last).text)[0]
        assert "<bdi>Blue</bdi>" in row
        assert row.count("data-cell=") == whole * CELLS
    help_calls.call(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    row = rows_of(rosa.get(last).text)[0]
    assert "Calls for help" in row
    assert row.count("data-cell=") == CELLS


@pytest.mark.usefixtures("many")
def test_a_light_row_says_what_the_film_is_at_and_leads_only_who_may_go_there(
    marc: Visitor, aya: Visitor
) -> None:
    of_marc, of_aya = (rows_of(one.get("/board").text)[-1] for one in (marc, aya))
    assert "<b>Script</b>" in of_marc
    assert "To do" in of_marc
    assert 'colspan="6"' in of_marc
    assert 'href="/projects/' in of_marc
    assert 'href="/projects/' not in of_aya


@pytest.mark.usefixtures("many")
def test_a_group_or_a_film_is_found_by_a_piece_of_its_name(marc: Visitor) -> None:
    page = marc.get("/board?name=bLUE%20k").text
    assert [("Blue" in row) for row in rows_of(page)] == [True]
    assert "Show all groups" in page
    page = marc.get("/board?name=group%201").text
    assert len(rows_of(page)) == len(
        [number for number in range(MANY - 2) if f"{number}".startswith("1")]
    )
    assert 'href="/board?name=group+1&amp;from=13#from-13"' in page
    assert 'href="/board?name=group+1&amp;paper=yes"' in page
    part = marc.get("/board/rows?name=group+1&from=13").text
    assert all("<bdi>Group 1" in row for row in rows_of(part))


@pytest.mark.usefixtures("many")
def test_a_name_that_nobody_has_is_answered_by_a_sentence(marc: Visitor) -> None:
    page = marc.get("/board?name=%3Cb%3Enobody").text
    assert "No group and no film is called so." in page
    assert "<b>nobody" not in page
    assert rows_of(page) == []
    assert marc.get("/board/rows?name=nobody").text.strip() == ""


def test_a_short_board_has_no_field_and_no_parts(book: Book, cast: Cast, marc: Visitor) -> None:
    page = marc.get("/board").text
    assert "find-group" not in page
    assert "data-part" not in page
    add_groups(book, cast, FIND_FROM - 2)
    page = marc.get("/board").text
    assert "find-group" in page
    assert page.count("data-part") == 1
