"""grade.csv: what people write is read, what is wrong is named, what is written is read again."""

import pytest

from pipeline.documents.grade import UNGRADED, Grade, GradeRow, read_grades, write_grades
from pipeline.errors import CannotRead

HEAD = "shot,clip,exposure,warmth,tint,saturation,lut\n"


def test_a_row_says_what_is_done_to_a_shot() -> None:
    rows = read_grades(HEAD + "S01_P02,,0.5,20,-5,1.2,Summer.cube\n")
    grade = Grade(exposure=0.5, warmth=20, tint=-5, saturation=1.2, lut="Summer.cube")
    assert rows == (GradeRow(shot="S01_P02", grade=grade),)


def test_an_empty_cell_changes_nothing() -> None:
    assert read_grades("shot;clip;warmth\nS01_P02_T01;2;\n") == (
        GradeRow(shot="S01_P02_T01", clip=2, grade=UNGRADED),
    )


def test_a_comma_and_a_long_minus_are_numbers_too() -> None:
    [row] = read_grades("shot;exposure;saturation\nS01_P02;−1,5;0,25\n")
    assert (row.grade.exposure, row.grade.saturation) == (-1.5, 0.25)


def test_a_table_with_nothing_in_it_has_no_rows() -> None:
    assert read_grades("") == ()
    assert read_grades(HEAD) == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("S01_P02,,4,,,,", "exposure is “4”. Write a number from -3 to 3."),
        ("S01_P02,,,-101,,,", "warmth is “-101”. Write a number from -100 to 100."),
        ("S01_P02,,,,nan,,", "tint is “nan”"),
        ("S01_P02,,,,,1e0,", "saturation is “1e0”"),
        ("S01_P02,,,,,-0.1,", "Write a number from 0 to 2."),
        (",,1,,,,", "write which shot it is for"),
        ("S01_P02,first,,,,,", "“first” is not the number of a use"),
        ("S01_P02,,,,,,../look.png", "“../look.png” is not the name of a .cube file."),
    ],
)
def test_a_bad_row_is_named_with_its_reason(row: str, said: str) -> None:
    with pytest.raises(CannotRead, match="Row 3: ") as fault:
        read_grades(f"{HEAD}S01_P01,,1,,,,\n{row}\n")
    assert said in str(fault.value)


def test_every_bad_row_is_named() -> None:
    with pytest.raises(CannotRead) as fault:
        read_grades(f"{HEAD}S01,,9,,,,\nS02,,1,,,,\nS03,,,,,7,\n")
    assert "Row 2: " in str(fault.value)
    assert "Row 4: " in str(fault.value)
    assert "Row 3: " not in str(fault.value)


def test_what_is_written_is_read_again() -> None:
    rows = (
        GradeRow(shot="S01_P02", grade=Grade(exposure=-1.25, saturation=0)),
        GradeRow(shot="S01_P02_T03", clip=2, grade=Grade(tint=-33.5, lut="été.cube")),
        GradeRow(shot="=cmd", grade=Grade(warmth=-100)),
    )
    assert read_grades(write_grades(rows)) == rows
    assert write_grades(rows).splitlines()[1] == "S01_P02,,-1.25,0,0,0,"
