import html
import re

import pytest

from pipeline.records import Book
from tests.cast import Cast
from tests.web.conftest import Visitor
from tests.web.office_days import names_of, send_table

GOOD = "prénom;groupe;langue;animal\nTao Martin;Blue;fr;owl\nHana;Green;ja;\n"


def kept_table(page: str) -> str:
    found = re.search(r'name="table" value="([^"]*)"', page)
    assert found
    return html.unescape(found.group(1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_looked_at_before_anything_is_written(
    salma: Visitor, book: Book, cast: Cast, encoding: str
) -> None:
    page = send_table(salma, GOOD.encode(encoding)).text
    assert "Nothing is written down yet." in page
    assert "looks like a full name" in page
    assert "There is no group “Green” yet." in page
    assert "Tao" not in names_of(book, cast)["Blue"]
    table = kept_table(page)
    assert "Martin" not in table
    refused = salma.post("/people/table/keep", table=table, shortened="1")
    assert refused.status_code == 422
    written = salma.post("/people/table/keep", table=table, shortened="1", agreed="yes")
    assert (written.status_code, written.location) == (303, "/groups")
    assert names_of(book, cast) == {
        "Blue": ["Aya", "Ben", "Tao"],
        "Red": ["Rosa"],
        "Green": ["Hana"],
    }


def test_a_table_can_be_pasted(salma: Visitor) -> None:
    page = salma.post("/people/table", text="name,group\r\nTao,Blue\r\n").text
    assert "<bdi>Tao</bdi>" in page


@pytest.mark.parametrize(
    ("header", "why"), [("surname", "first names only"), ("e-mail", "no address is kept")]
)
def test_a_column_of_what_is_private_is_refused_and_nothing_of_it_stays(
    salma: Visitor, header: str, why: str
) -> None:
    answer = send_table(salma, f"name,group,{header}\nTao,Blue,SECRET\n".encode())
    assert answer.status_code == 422
    assert why in answer.text
    assert "SECRET" not in answer.text


def test_rows_that_cannot_be_used_can_be_mended_on_the_page(
    salma: Visitor, book: Book, cast: Cast
) -> None:
    page = send_table(salma, b"name,group\nAya,Blue\nTao,Blue\n").text
    assert "is there already" in page
    assert "Write them down" not in page
    assert "Mend it here" in page
    forced = salma.post("/people/table/keep", table="name,group\nAya,Blue\n")
    assert forced.status_code == 422
    assert names_of(book, cast)["Blue"] == ["Aya", "Ben"]


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"\x89PNG\r\n\x1a\n", "class.xlsx"), (b"\0\1\2", "class.csv"), (b"x" * 501_000, "class.csv")],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    salma: Visitor, content: bytes, name: str
) -> None:
    assert send_table(salma, content, name).status_code == 422
