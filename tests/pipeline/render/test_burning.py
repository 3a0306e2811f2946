"""Words in the picture: there when they should be, and nowhere else."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.burning import Burning, Words, burnt_in
from pipeline.render.cache import SegmentCache
from pipeline.render.film import screening_settings
from pipeline.render.subtitle_picture import STRIP, draw_subtitle

FRAMES = 30
RATES = (Fraction(25), Fraction(30_000, 1001))
WORDS = [Words(5, 12, ("It wants to fly.",)), Words(14, 25, ("تعال يا Thom!", "駅で待ってる。"))]


def alpha(folder: Path, *lines: str) -> NDArray[np.uint8]:
    draw_subtitle(lines, folder / "one.png")
    with Image.open(folder / "one.png") as picture:
        assert picture.size == STRIP
        return np.asarray(picture.convert("RGBA"))[:, :, 3]


def test_words_stand_in_the_middle_above_the_edge_and_nothing_shows_without_them(
    tmp_path: Path,
) -> None:
    assert alpha(tmp_path).max() == 0
    seen = alpha(tmp_path, "It wants to fly,", "and so do I.")
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    assert rows[-1] < STRIP[1] * 0.85
    assert abs(columns[0] + columns[-1] - STRIP[0]) < 20
    assert alpha(tmp_path, "x" * 400).any(axis=0).argmax() > STRIP[0] * 0.05


def test_a_latin_word_in_an_arabic_line_keeps_its_space_and_its_mark(tmp_path: Path) -> None:
    """The mark after the word is on its left side, where the line goes on."""
    with_mark, without = alpha(tmp_path, "يا Thom!"), alpha(tmp_path, "يا Thom")
    left = [np.flatnonzero(one.any(axis=0))[0] for one in (with_mark, without)]
    assert left[0] < left[1]
    assert (with_mark[:, left[0] : left[0] + 8] > 0).any()


@pytest.mark.ffmpeg
@pytest.mark.slow
@pytest.mark.parametrize("rate", RATES)
def test_words_are_in_the_picture_from_their_first_to_their_last_frame(
    tmp_path: Path, rate: Fraction
) -> None:
    film, burnt = tmp_path / "film.mp4", tmp_path / "burnt.mp4"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", f"color=c=0x406040:s=1920x1080:r={rate}"),
            *("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"),
            *("-frames:v", str(FRAMES), "-t", str(float(FRAMES / rate)), "-c:v", "libx264"),
            *("-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4"),
            *("-y", str(film)),
        ]
    )
    before = film.read_bytes()
    cache = SegmentCache(folder=tmp_path / "cache")
    settings = screening_settings(rate, preset="ultrafast")
    burning = Burning(film=film, frames=FRAMES, settings=settings, cache=cache)
    assert burnt_in(burning, WORDS, burnt)
    assert film.read_bytes() == before
    seen = bright_rows(burnt, tmp_path)
    assert len(seen) == FRAMES
    expected = [5 <= frame < 12 or 14 <= frame < 25 for frame in range(FRAMES)]
    assert [bool(one.any()) for one in seen] == expected
    assert not any(one[: one.shape[0] * 2 // 3].any() for one in seen)
    again = tmp_path / "again.mp4"
    assert not burnt_in(burning, WORDS, again)
    assert again.read_bytes() == burnt.read_bytes()
    assert burnt_in(burning, WORDS[:1], again)
    assert sounds(again, tmp_path) == sounds(film, tmp_path)


def bright_rows(film: Path, folder: Path) -> list[NDArray[np.bool_]]:
    """Return for each frame which pixels of a small copy are light."""
    raw = folder / "frames.raw"
    small = ("-vf", "scale=192:108", "-pix_fmt", "gray", "-fps_mode", "passthrough")
    run_ffmpeg(["-f", "mov", "-i", str(film), *small, "-an", "-f", "rawvideo", "-y", str(raw)])
    pixels = np.fromfile(raw, np.uint8).reshape(-1, 108, 192)
    return [picture > 150 for picture in pixels]


def sounds(film: Path, folder: Path) -> bytes:
    listed = folder / "sound"
    copy = ("-map", "0:a:0", "-c", "copy", "-f", "framemd5")
    run_ffmpeg(["-y", "-f", "mov", "-i", str(film), *copy, str(listed)])
    return listed.read_bytes()
