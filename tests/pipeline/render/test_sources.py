"""When the pictures of a file really come, read from its packets."""

from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.render.sources import (
    USUAL_LEAD,
    RenderMedium,
    read_lead,
    read_packets,
    source_of,
)
from tests.pipeline.render.grey_films import grey_film
from tests.pipeline.render.sounds import save, tone

LISTED = """#software: Lavf63.1.102
#tb 0: 1/25
#tb 1: 1/48000
#media_type 0: video
0,         -2,         -1,        1,      760, 0xa9da8005, F=0x5
0,         -1,          0,        1,      760, 0xa9da8005
0,          0,          2,        1,      760, 0xa9da8005, F=0x0, S=1
1,          0,       1024,     1024,      374, 0xd10eb519
"""


def test_packets_that_are_not_shown_do_not_count() -> None:
    packets = read_packets(LISTED.splitlines())
    assert packets == {0: [Fraction(0), Fraction(2, 25)], 1: [Fraction(1024, 48000)]}


def test_a_seek_aims_as_much_earlier_as_a_key_frame_is_shown_late() -> None:
    listed = ["#tb 0: 1/25", "0, -2, 1, 1, 760, 0xa", "0, -1, 9, 1, 99, 0xa, F=0x0"]
    assert read_lead(listed) == Fraction(3 + 2, 25)


def test_a_file_of_nothing_but_key_frames_is_not_believed() -> None:
    assert read_lead(["#tb 0: 1/25", "0, 0, 0, 1, 9, 0xa", "0, 1, 1, 1, 9, 0xa"]) == USUAL_LEAD


@pytest.mark.ffmpeg
def test_the_times_of_a_file_are_measured_once(tmp_path: Path) -> None:
    medium = grey_film(tmp_path / "film.mkv")
    found = source_of(medium, cache=tmp_path / "cache")
    assert found is not None
    assert found.last - found.first == pytest.approx(59 / 25, abs=0.002)
    assert (found.tick, found.has_sound, found.names_matrix) == (Fraction(1, 1000), False, True)
    medium.path.write_bytes(b"")
    assert source_of(medium, cache=tmp_path / "cache") == found


@pytest.mark.ffmpeg
def test_a_sound_and_a_torn_file_cannot_be_seen(tmp_path: Path) -> None:
    sound = RenderMedium(path=save(tmp_path / "a.wav", tone(0.1)), digest="1", kind="wav")
    film = grey_film(tmp_path / "film.mp4")
    film.path.write_bytes(film.path.read_bytes()[:600])
    assert source_of(sound, cache=tmp_path) is None
    assert source_of(film, cache=tmp_path) is None
