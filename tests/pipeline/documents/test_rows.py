import pytest

from pipeline.documents.rows import MOST_ROWS, Row, read_each, read_rows, write_rows
from pipeline.errors import CannotRead


def rows(text: str) -> tuple[Row, ...]:
    return read_rows(text, name="a.csv", columns=("file", "note"), key="file")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_of_any_country_is_read(mark: str) -> None:
    assert rows(f"\ufeffNote{mark}FILE\r\nloud{mark} a.wav \r\n")[0].cells == {
        "file": "a.wav",
        "note": "loud",
    }


def test_rows_keep_the_number_of_the_spreadsheet_and_empty_ones_are_left_out() -> None:
    found = rows("file,other\n\n,\na.wav,x,more,cells\n")
    assert [(row.number, row.cells["file"], row.cells["note"]) for row in found] == [
        (4, "a.wav", "")
    ]


def test_a_table_without_its_most_important_column_says_which_columns_there_are() -> None:
    with pytest.raises(CannotRead, match=r"a\.csv must name the columns: file, note"):
        rows("name\nx\n")
    with pytest.raises(CannotRead):
        rows("")


@pytest.mark.parametrize("text", ['file,note\n"a,b\nc,d\n', 'file,note\n"a" b,c\n'])
def test_an_open_quotation_mark_does_not_swallow_rows(text: str) -> None:
    with pytest.raises(CannotRead, match="quotation mark"):
        rows(text)


def test_a_quotation_mark_closed_many_rows_later_is_seen() -> None:
    with pytest.raises(CannotRead, match="Row 2"):
        rows('file,note\n"a,b\nc,d\ne",f\n')


def test_a_table_that_is_too_large_is_refused() -> None:
    with pytest.raises(CannotRead, match="too large"):
        rows("file\n" + "x" * 1_000_001)
    with pytest.raises(CannotRead, match="more than 2000 rows"):
        rows("file\n" + "x\n" * (MOST_ROWS + 1))
    assert len(rows("file\n" + "x\n" * MOST_ROWS)) == MOST_ROWS


def test_every_bad_row_is_named_with_its_reason() -> None:
    def refuse(row: Row) -> str:
        if row.cells["file"] == "ok":
            return "ok"
        raise CannotRead("no %(x)s.", x=row.cells["file"])

    with pytest.raises(CannotRead) as fault:
        read_each(rows("file\na\nok\nb\n"), refuse, name="a.csv")
    assert "Row 2: no a. Row 4: no b." in str(fault.value)
    assert read_each(rows("file\nok\n"), refuse, name="a.csv") == ("ok",)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@sum", "＝1"])
def test_a_formula_is_written_as_text_and_read_back_as_it_was(text: str) -> None:
    written = write_rows(("file", "note"), [("a", text)])
    assert f"'{text}" in written
    assert rows(written)[0].cells["note"] == text


def test_numbers_with_a_sign_stay_numbers() -> None:
    assert write_rows(("a",), [("-6.5",), ("+3",)]) == "a\n-6.5\n+3\n"
