"""A folder that can be filled again stays within its limit."""

import os
from pathlib import Path

from pipeline.media.kept_within import keep_within


def laid(folder: Path, *names: str) -> list[Path]:
    """Ten bytes each, used one after the other."""
    places = []
    for number, name in enumerate(names, start=1):
        place = folder / name
        place.write_bytes(b"0123456789")
        os.utime(place, (number, number))
        places.append(place)
    return places


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    places = laid(tmp_path, "c", "a", "b")
    assert keep_within(places, 20) == 1
    assert [one.exists() for one in places] == [False, True, True]


def test_what_fits_stays(tmp_path: Path) -> None:
    places = laid(tmp_path, "a", "b")
    assert keep_within(places, 20) == 0
    assert all(one.exists() for one in places)


def test_what_was_used_lately_stays_even_where_it_does_not_fit(tmp_path: Path) -> None:
    places = laid(tmp_path, "a", "b", "c")
    assert keep_within(places, 10, used_before=2.0) == 1
    assert [one.exists() for one in places] == [False, True, True]


def test_a_file_that_somebody_else_has_removed_takes_no_room(tmp_path: Path) -> None:
    places = laid(tmp_path, "a", "b")
    assert keep_within([tmp_path / "gone", *places], 20) == 0
