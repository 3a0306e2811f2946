"""Moves of a sound: whole frames, back again, never over the edge."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.editing.cue_moves import MOVES, FilmLength, Placed, moved, placed, timed
from pipeline.errors import CannotRead, NotFound

RATES = (Fraction(25), Fraction(24), Fraction(30000, 1001), Fraction(24000, 1001), Fraction(50))
FILM = FilmLength(rate=Fraction(25), frames=300, cuts=(150, 250))
DOOR = {"file": "door.wav", "role": "effects", "start": "4"}
SECOND = 48_000

films = st.builds(
    FilmLength,
    rate=st.sampled_from(RATES),
    frames=st.integers(1, 3000),
    cuts=st.lists(st.integers(1, 2999), unique=True, max_size=5).map(
        lambda all_: tuple(sorted(all_))
    ),
)
lengths = st.none() | st.integers(1, 60 * SECOND)
cells = st.fixed_dictionaries(
    {
        "file": st.just("door.wav"),
        "role": st.sampled_from(["effects", "Music", "ambience"]),
        "start": st.sampled_from(["", "0", "2.5", "00:00:03:07", "7,04", "00:00:00:01"]),
        "in": st.sampled_from(["", "0.4", "00:00:00:05"]),
        "out": st.sampled_from(["", "1.6", "00:00:01:00"]),
        "gain_db": st.sampled_from(["", "-6", "2.5", "24"]),
        "fade_in": st.sampled_from(["", "0.2"]),
        "fade_out": st.sampled_from(["", "00:00:00:03"]),
        "pan": st.sampled_from(["", "left", "-40", "100"]),
    }
)


def after(row: dict[str, str], *steps: tuple[str, int], film: FilmLength = FILM) -> Placed:
    """Where a door of two seconds lies after some moves."""
    for move, by in steps:
        row = row | moved(row, move, by, film=film, length=2 * SECOND)
    return placed(row, film, 2 * SECOND)


def test_a_row_lies_where_its_cells_say() -> None:
    row = DOOR | {
        "in": "0.4",
        "out": "00:00:01:05",
        "gain_db": "-6",
        "fade_in": "0.2",
        "pan": "left",
    }
    at = placed(row, FILM, 2 * SECOND)
    assert (at.start, at.begin, at.frames, at.length) == (100, 10, 20, 50)
    assert (at.gain_db, at.fade_in, at.fade_out, at.pan) == (-6, 5, 0, -100)


def test_a_file_of_unknown_length_is_heard_to_the_end_of_the_film() -> None:
    assert placed(DOOR, FILM, None).frames == 200
    assert placed(DOOR | {"start": "20"}, FILM, None).frames == 1


@pytest.mark.parametrize(
    ("move", "by", "cells"),
    [
        ("move", 1, {"start": "00:00:04:01"}),
        ("move", -1000, {"start": "00:00:00:00"}),
        ("move", 1000, {"start": "00:00:11:24"}),
        ("cut", 1, {"start": "00:00:06:00"}),
        ("cut", -1, {"start": "00:00:00:00"}),
        ("start", 5, {"start": "00:00:04:05", "in": "00:00:00:05"}),
        ("start", -5, {"start": "00:00:04:00", "in": ""}),
        ("start", 90, {"start": "00:00:05:24", "in": "00:00:01:24"}),
        ("end", -5, {"out": "00:00:01:20"}),
        ("end", -90, {"out": "00:00:00:01"}),
        ("end", 5, {"out": ""}),
        ("put", 30, {"start": "00:00:01:05"}),
        ("put", 1000, {"start": "00:00:11:24"}),
        ("put", -3, {"start": "00:00:00:00"}),
        ("last", 20, {"out": "00:00:00:20"}),
        ("last", 0, {"out": "00:00:00:01"}),
        ("last", 1000, {"out": ""}),
        ("gain", -3, {"gain_db": "-3"}),
        ("gain", 90, {"gain_db": "24"}),
        ("gain", 0, {"gain_db": ""}),
        ("pan", -130, {"pan": "-100"}),
        ("pan", 0, {"pan": ""}),
        ("fade_in", 5, {"fade_in": "0.2"}),
        ("fade_in", -5, {"fade_in": ""}),
        ("fade_out", 90, {"fade_out": "2"}),
    ],
)
def test_a_move_changes_its_own_cells_and_stops_at_the_edge(
    move: str, by: int, cells: dict[str, str]
) -> None:
    assert moved(DOOR, move, by, film=FILM, length=2 * SECOND) == cells


def test_before_the_first_cut_and_after_the_last_there_is_none() -> None:
    first, last = DOOR | {"start": ""}, DOOR | {"start": "10"}
    assert moved(first, "cut", -1, film=FILM) == {}
    assert moved(last, "cut", 1, film=FILM) == {}
    assert moved(last, "cut", -1, film=FILM) == {"start": "00:00:06:00"}


def test_a_fade_leaves_room_for_the_other() -> None:
    at = after(DOOR, ("fade_in", 30), ("fade_out", 90))
    assert (at.fade_in, at.fade_out) == (30, 20)


@pytest.mark.parametrize(
    "cells",
    [{"start": "soon"}, {"start": "credits"}, {"start": "edit"}, {"role": ""}, {"file": ""}],
)
def test_a_row_with_a_fault_or_without_a_place_is_not_moved(cells: dict[str, str]) -> None:
    with pytest.raises(CannotRead):
        moved(DOOR | cells, "move", 1, film=FILM)


def test_what_is_no_move_is_told() -> None:
    with pytest.raises(NotFound):
        moved(DOOR, "rewind", 1, film=FILM)


@given(cells, films, lengths, st.sampled_from(("move", "start", "end")), st.integers(-9, 9))
def test_there_and_back_is_where_it_was(
    row: dict[str, str], film: FilmLength, length: int | None, move: str, by: int
) -> None:
    before = placed(row, film, length)
    assume(before.length is None or before.begin + before.frames <= before.length)
    assume(before.start < film.frames)
    gone = row | moved(row, move, by, film=film, length=length)
    there = placed(gone, film, length)
    way = {
        "move": there.start - before.start,
        "start": there.begin - before.begin,
        "end": there.frames - before.frames,
    }[move]
    back = gone | moved(gone, move, -way, film=film, length=length)
    now = placed(back, film, length)
    assert (now.start, now.begin, now.frames) == (before.start, before.begin, before.frames)


@given(cells, films, lengths, st.sampled_from(sorted(MOVES)), st.integers(-2000, 2000))
def test_a_move_never_leaves_the_film_nor_the_file_and_can_always_be_read(
    row: dict[str, str], film: FilmLength, length: int | None, move: str, by: int
) -> None:
    before = placed(row, film, length)
    at = placed(row | moved(row, move, by, film=film, length=length), film, length)
    assert at.start >= 0
    assert at.start < max(film.frames, before.start + before.frames + 1)
    assert at.frames >= 1
    assert at.begin >= 0
    if at.length is not None and before.begin + before.frames <= at.length:
        assert at.begin + at.frames <= at.length
    assert -96 <= at.gain_db <= 24
    assert -100 <= at.pan <= 100


@pytest.mark.parametrize(
    ("start", "lasts", "cells"),
    [
        ("2.5", "", {"start": "00:00:02:13"}),
        (" 00:00:01:05 ", "0,8", {"start": "00:00:01:05", "out": "00:00:01:05"}),
        ("", "00:00:00:10", {"out": "00:00:00:20"}),
        ("4", "00:00:01:15", {}),
        ("100", "9", {"start": "00:00:11:24", "out": ""}),
    ],
)
def test_times_are_typed_and_what_stays_the_same_is_left_as_it_was_written(
    start: str, lasts: str, cells: dict[str, str]
) -> None:
    row = DOOR | {"in": "0.4"}
    assert timed(row, start=start, lasts=lasts, film=FILM, length=2 * SECOND) == cells


def test_a_typed_time_that_is_none_is_told() -> None:
    with pytest.raises(CannotRead) as told:
        timed(DOOR, start="soon", lasts="", film=FILM)
    assert told.value.values["column"] == "start"
