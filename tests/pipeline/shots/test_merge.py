from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.shots.merge import merge_days, merge_tables
from pipeline.shots.spreadsheet import read_csv, write_csv

HEAD = ["scene", "shot", "size", "description"]
BASE = [HEAD, ["1", "1", "ws", "the quay"], ["1", "2", "cu", "May"], ["2", "1", "ms", "the boat"]]

CELLS = st.sampled_from(["", "ws", "cu", "a, b", 'he said "no"', "=1+1", "川"])
ROWS = st.lists(
    st.tuples(st.sampled_from(["1", "2", "3A", ""]), st.sampled_from(["1", "2", ""]), CELLS, CELLS),
    max_size=5,
)
TABLES = ROWS.map(lambda rows: write_csv([HEAD, *map(list, rows)]))


def text(lines: list[list[str]]) -> str:
    return write_csv(lines)


def changed(row: int, cell: int, to: str) -> list[list[str]]:
    lines = [list(line) for line in BASE]
    lines[row][cell] = to
    return lines


def lines(content: str) -> list[list[str]]:
    return read_csv(content.encode(), name="a.csv")


@settings(max_examples=60, deadline=None)
@given(TABLES, TABLES)
def test_who_works_alone_or_alike_gets_what_was_written(base: str, mine: str) -> None:
    assert merge_tables(base, mine, base).text == mine
    assert merge_tables(base, base, mine).text == mine
    assert merge_tables(base, mine, mine).text == mine
    assert merge_tables(base, mine, mine).clashes == ()


@settings(max_examples=60, deadline=None)
@given(TABLES, TABLES, TABLES)
def test_without_a_clash_it_does_not_matter_who_was_first(
    base: str, mine: str, theirs: str
) -> None:
    one, other = merge_tables(base, mine, theirs), merge_tables(base, theirs, mine)
    assert len(one.clashes) == len(other.clashes)
    if not one.clashes:
        assert sorted(lines(one.text)) == sorted(lines(other.text))


@settings(max_examples=60, deadline=None)
@given(TABLES, TABLES, TABLES)
def test_a_merge_taken_in_again_changes_nothing(base: str, mine: str, theirs: str) -> None:
    merged = merge_tables(base, mine, theirs)
    if not merged.clashes:
        assert sorted(lines(merge_tables(mine, mine, merged.text).text)) == sorted(
            lines(merged.text)
        )


def test_two_cells_of_one_row_are_put_together() -> None:
    mine, theirs = changed(1, 2, "est"), changed(1, 3, "the quay at dawn")
    merged = merge_tables(text(BASE), text(mine), text(theirs))
    assert merged.clashes == ()
    assert lines(merged.text)[1] == ["1", "1", "est", "the quay at dawn"]


def test_one_cell_changed_twice_is_a_clash_and_stays_as_it_lies_there() -> None:
    merged = merge_tables(text(BASE), text(changed(2, 3, "MAY")), text(changed(2, 3, "May, wet")))
    (clash,) = merged.clashes
    assert clash.place == "S01_P02"
    assert (clash.base, clash.mine, clash.theirs) == (
        "description: May",
        "description: MAY",
        "description: May, wet",
    )
    assert lines(merged.text)[2][3] == "May, wet"


def test_rows_that_both_added_stand_where_each_put_them() -> None:
    mine = [*BASE[:2], ["1", "1A", "ins", "a rope"], *BASE[2:]]
    theirs = [*BASE, ["2", "2", "cut", "gulls"]]
    merged = merge_tables(text(BASE), text(mine), text(theirs))
    assert [line[:2] for line in lines(merged.text)[1:]] == [
        *(["1", "1"], ["1", "1A"], ["1", "2"], ["2", "1"], ["2", "2"]),
    ]


def test_a_new_order_and_a_new_row_go_together_in_both_directions() -> None:
    moved = [BASE[0], BASE[3], BASE[1], BASE[2]]
    grown = [["9", "1", "ws", "first"], *BASE[1:]]
    for mine, theirs in ((moved, [HEAD, *grown]), ([HEAD, *grown], moved)):
        merged = merge_tables(text(BASE), text(mine), text(theirs))
        names = [line[0] + "/" + line[1] for line in lines(merged.text)[1:]]
        assert names == ["9/1", "2/1", "1/1", "1/2"]


def test_a_row_taken_out_stays_out_unless_the_other_worked_on_it() -> None:
    without = [*BASE[:2], BASE[3]]
    assert merge_tables(text(BASE), text(without), text(changed(1, 2, "est"))).clashes == ()
    for mine, theirs in ((without, changed(2, 3, "x")), (changed(2, 3, "x"), without)):
        merged = merge_tables(text(BASE), text(mine), text(theirs))
        (clash,) = merged.clashes
        assert (clash.place, "" in (clash.mine, clash.theirs)) == ("S01_P02", True)


def test_rows_that_have_no_name_yet_are_kept() -> None:
    mine = [*BASE, ["", "", "ws", "?"], ["", "", "cu", "??"]]
    merged = merge_tables(text(BASE), text(mine), text(changed(1, 2, "est")))
    assert merged.clashes == ()
    assert len(lines(merged.text)) == len(BASE) + 2


def test_a_column_that_one_added_and_one_of_their_own_are_kept() -> None:
    mine = [[*line, text] for line, text in zip(BASE, ("lens", "35", "50", ""), strict=True)]
    theirs = [[*line, text] for line, text in zip(BASE, ("Wetter", "", "Regen", ""), strict=True)]
    merged = merge_tables(text(BASE), text(mine), text(theirs))
    assert merged.clashes == ()
    assert lines(merged.text)[0] == [*HEAD, "lens", "Wetter"]
    assert lines(merged.text)[2] == ["1", "2", "cu", "May", "50", "Regen"]


def test_a_table_that_cannot_be_read_clashes_as_a_whole() -> None:
    broken = 'scene,shot\n1,"2\n'
    merged = merge_tables(text(BASE), broken, text(changed(1, 2, "est")))
    assert [clash.place for clash in merged.clashes] == ["shot list"]
    assert merged.text == text(changed(1, 2, "est"))
    assert merge_tables("", text(BASE), text(BASE[:2])).text == text(BASE)


def test_where_people_have_decided_mine_counts() -> None:
    base, mine, theirs = (f"scene,shot,size\n1,1,{size}\n1,2,ms\n" for size in ("ws", "cu", "ecu"))
    assert merge_tables(base, mine, theirs).clashes
    decided = merge_tables(base, mine, theirs, frozenset({"S01_P01"}))
    assert (decided.text, decided.clashes) == (mine, ())


def test_of_tables_that_cannot_be_read_the_chosen_one_counts() -> None:
    broken = 'scene,shot\n1,"1\n'
    assert merge_tables("scene,shot\n", broken, "scene,shot\n1,2\n").clashes
    decided = merge_tables("scene,shot\n", broken, "scene,shot\n1,2\n", frozenset({"shot list"}))
    assert decided.text == broken


def test_days_are_merged_by_their_dates() -> None:
    base = "date,call,wrap\n2026-08-04,9:00,17:00\n2026-08-05,9:00,17:00\n"
    mine = base.replace("2026-08-04,9:00", "2026-08-04,8:00")
    theirs = base.replace("2026-08-05,9:00,17:00", "2026-08-05,9:00,18:00")
    merged = merge_days(base, mine, theirs)
    assert merged.clashes == ()
    assert lines(merged.text)[1:] == [
        ["2026-08-04", "8:00", "17:00"],
        ["2026-08-05", "9:00", "18:00"],
    ]
    (clash,) = merge_days(base, mine, mine.replace("8:00", "7:00")).clashes
    assert (clash.place, clash.theirs) == ("day 2026-08-04", "call: 7:00")
