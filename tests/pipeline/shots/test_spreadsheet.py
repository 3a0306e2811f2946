import io
import time
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import CannotRead
from pipeline.shots.spreadsheet import (
    LARGEST_BYTES,
    MOST_ENTRIES,
    is_encoding_sure,
    last_row_of,
    read_csv,
    read_xlsx,
    write_csv,
    write_xlsx,
)
from pipeline.shots.table import Reading, shot_list_of

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1+1", "=cmd|' /C calc'!A0"]


def packed(parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as book:
        for name, body in parts.items():
            book.writestr(name, body)
    return out.getvalue()


def test_no_cell_that_we_write_is_a_formula() -> None:
    text = write_csv([["a"], *([one] for one in FORMULAS)])
    assert all(line.lstrip('"').startswith("'") for line in text.splitlines()[1:])
    assert read_csv(text.encode(), name="a.csv")[1:] == [[one] for one in FORMULAS]
    book = openpyxl.load_workbook(
        io.BytesIO(write_xlsx([["a"], *([one] for one in FORMULAS)], title="a", widths=[9]))
    )
    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    book.close()


def test_equal_lists_are_equal_files() -> None:
    lines = [["scene", "shot"], ["1", "1"]]
    first = write_xlsx(lines, title="a/b", widths=[9])
    time.sleep(1.1)
    assert write_xlsx(lines, title="a/b", widths=[9]) == first


def test_figures_and_empty_cells_of_a_spreadsheet_become_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["scene", "shot", "seconds", None], [1.0, 2, 4.5, None], [None, None, None, None]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read_xlsx(out.getvalue(), name="a.xlsx") == [
        ["scene", "shot", "seconds"],
        ["1", "2", "4.5"],
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"<table>",
        packed({"a.xml": b"x" * 10_000_000}),
        packed({"a.xml": b"x" * 51_000_000}),
        packed({"a.xml": b"<!doctype a>"}),
        packed({"a.xml": b"<a/>"}),
        packed({str(n): b"" for n in range(MOST_ENTRIES + 1)}),
        b"PK" + b"\0" * (LARGEST_BYTES + 1),
    ],
    ids=["html", "ratio", "unpacked", "doctype", "no book", "entries", "bytes"],
)
def test_a_spreadsheet_that_is_a_trap_is_refused(content: bytes) -> None:
    with pytest.raises(CannotRead, match=r"a\.xlsx is not a spreadsheet"):
        read_xlsx(content, name="a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_of_any_office_program_is_read(encoding: str) -> None:
    assert read_csv("scène;plan\r\n1;été".encode(encoding), name="a.csv") == [
        ["scène", "plan"],
        ["1", "été"],
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"scene,shot\n1,\0", "not a table"),
        (b"\xff\xfea", "not a table"),
        (b"\x81\x8d", "not a table"),
        (b"a" * (LARGEST_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        read_csv(content, name="a.csv")


@pytest.mark.parametrize(
    ("encoding", "language", "text"),
    [
        ("cp932", "ja", "シーン,カット"),
        ("cp1256", "ar", "المشهد,اللقطة"),
        ("cp1252", "fr", "scène,plan"),
    ],
)
def test_an_old_alphabet_is_read_by_the_language_and_is_not_sure(
    encoding: str, language: str, text: str
) -> None:
    content = text.encode(encoding)
    assert read_csv(content, name="a.csv", language=language) == [text.split(",")]
    assert not is_encoding_sure(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_alphabet_that_a_file_says_is_sure(encoding: str) -> None:
    assert is_encoding_sure("scène".encode(encoding))


def test_the_last_row_of_a_sheet_is_known_even_far_down(shared_fixtures: Path) -> None:
    far = (shared_fixtures / "hostile/shotlist/xlsx_far_cell.xlsx").read_bytes()
    assert last_row_of(far) == 1_048_576
    assert last_row_of(write_xlsx([["a"], ["b"]], title="a", widths=[9])) == 2
    assert last_row_of(packed({"a.xml": b""})) == last_row_of(b"") == 0


def test_the_healthy_lists_are_accepted(shared_fixtures: Path) -> None:
    for path in sorted((shared_fixtures / "hostile/ok").glob("*.csv")):
        lines = read_csv(path.read_bytes(), name=path.name)
        assert shot_list_of(lines, Reading(name=path.name, frame_rate=Fraction(25))).shots
