"""Words in the picture: there when they should be, and nowhere else; nothing else is encoded."""

from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.documents.edit import Dissolve, Edit, PictureClip
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import RenderJob, RenderReport, render_picture
from pipeline.render.burning import Words, with_sound_of, with_words, words_within
from pipeline.render.cache import SegmentCache
from pipeline.render.card_picture import SIZE
from pipeline.render.film import screening_settings
from pipeline.render.subtitle_picture import STRIP, draw_subtitle

FRAMES = 30
RATES = (Fraction(25), Fraction(30_000, 1001))
WORDS = [Words(5, 12, ("It wants to fly.",)), Words(14, 25, ("تعال يا Thom!", "駅で待ってる。"))]
COLOURS = ("#406040", "#204080", "#604020", "#305050")


def alpha(folder: Path, *lines: str) -> NDArray[np.uint8]:
    draw_subtitle(lines, folder / "one.png")
    with Image.open(folder / "one.png") as picture:
        assert picture.size == SIZE
        seen = np.asarray(picture.convert("RGBA"))[:, :, 3]
    assert seen[: -STRIP[1]].max() == 0, "above the lower third nothing is ever seen"
    return seen[-STRIP[1] :]


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


def test_words_are_counted_from_the_part_they_stand_in_and_wait_for_each_other() -> None:
    words = [
        Words(0, 12, ("a",)),
        Words(10, 20, ("b",)),
        Words(19, 20, ("c",)),
        Words(40, 50, ("d",)),
    ]
    assert words_within(words, 5, 40) == (
        Words(0, 7, ("a",)),
        Words(7, 15, ("b",)),
        Words(35, 40, ("d",)),
    )
    assert words_within(words, 20, 20) == ()


def film_of(*frames: int, rate: Fraction = RATES[0], dissolves: tuple[Dissolve, ...] = ()) -> Edit:
    """Shots of one colour each, so many frames long."""
    starts = [sum(frames[:at]) for at in range(len(frames))]
    clips = tuple(
        PictureClip(
            media="",
            generator=COLOURS[at % len(COLOURS)],
            source_in=Fraction(0),
            start_frame=start,
            frames=count,
        )
        for at, (start, count) in enumerate(zip(starts, frames, strict=True))
    )
    return Edit(
        name="film",
        frame_rate=rate,
        width=SIZE[0],
        height=SIZE[1],
        frames=sum(frames),
        picture=clips,
        dissolves=dissolves,
    )


def rendered(edit: Edit, folder: Path, name: str, *words: Words) -> tuple[Path, RenderReport]:
    """A film in a folder, kept in a cache that all films of the folder share."""
    into = folder / name
    into.mkdir()
    job = RenderJob(into=into, cache=SegmentCache(folder=folder / "cache"))
    settings = screening_settings(edit.frame_rate, preset="ultrafast")
    laid = partial(with_words, words=words, into=into)
    return render_picture(edit, {}, settings=settings, job=job, laid=laid)


@pytest.mark.ffmpeg
@pytest.mark.slow
@pytest.mark.parametrize("rate", RATES)
def test_words_are_in_the_picture_from_their_first_to_their_last_frame(
    tmp_path: Path, rate: Fraction
) -> None:
    burnt, _ = rendered(film_of(FRAMES, rate=rate), tmp_path, "burnt", *WORDS)
    seen = bright_rows(burnt, tmp_path)
    assert len(seen) == FRAMES
    expected = [5 <= frame < 12 or 14 <= frame < 25 for frame in range(FRAMES)]
    assert [bool(one.any()) for one in seen] == expected
    assert not any(one[: one.shape[0] * 2 // 3].any() for one in seen)
    again, done = rendered(film_of(FRAMES, rate=rate), tmp_path, "again", *WORDS)
    assert done.encoded == 0
    assert again.read_bytes() == burnt.read_bytes()


@pytest.mark.ffmpeg
@pytest.mark.slow
def test_only_the_segments_in_which_words_stand_are_encoded_again(tmp_path: Path) -> None:
    edit = film_of(30, 30, 30, 30, 200)
    bare, whole = rendered(edit, tmp_path, "bare")
    assert (whole.segments, whole.encoded) == (5, 4), "two parts of the last shot are alike"
    words = Words(64, 80, ("Higher!",)), Words(150, 160, ("Come back.",))
    burnt, done = rendered(edit, tmp_path, "burnt", *words)
    assert (done.segments, done.encoded) == (whole.segments, 2)
    new = [part for part in done.parts if part.is_new]
    assert [
        any(part.start <= at < part.start + part.count for part in new) for at in (64, 150)
    ] == [
        True,
        True,
    ]
    spared = [at for part in done.parts if not part.is_new for at in span(part.start, part.count)]
    before, after = pictures(bare, tmp_path), pictures(burnt, tmp_path)
    assert len(before) == len(after) == edit.frames
    for at in spared:
        assert np.array_equal(before[at], after[at]), "these are the same bytes"
    high = SIZE[1] - STRIP[1]
    small = high * before.shape[1] // SIZE[1]
    apart = np.abs(before.astype(int) - after.astype(int))
    assert apart[:, :small].max() <= 3, "above the words nothing is seen to change"
    changed = [bool((one[small:] > 60).any()) for one in apart]
    said = [any(one.start <= at < one.end for one in words) for at in range(edit.frames)]
    assert changed == said


def span(start: int, count: int) -> range:
    return range(start, start + count)


@pytest.mark.ffmpeg
@pytest.mark.slow
def test_words_over_a_dissolve_leave_it_as_it_is(tmp_path: Path) -> None:
    mixed = Dissolve(
        start_frame=15,
        frames=10,
        ramp_start=Fraction(15),
        ramp_frames=Fraction(10),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    edit = film_of(25, 25, dissolves=(mixed,))
    first, second = edit.picture
    above = replace(second, layer=1, start_frame=15, frames=20)
    edit = replace(edit, frames=35, picture=(first, above))
    bare, _ = rendered(edit, tmp_path, "bare")
    burnt, _ = rendered(edit, tmp_path, "burnt", Words(18, 22, ("Now.",)))
    before, after = pictures(bare, tmp_path), pictures(burnt, tmp_path)
    assert len({tuple(one[0, :3]) for one in before[14:26]}) > 6, "it is a dissolve"
    upper = np.abs(before[:, :40].astype(int) - after[:, :40].astype(int))
    assert upper.max() <= 3
    assert [bool((one[80:] > 150).any()) for one in after] == [18 <= at < 22 for at in range(35)]


@pytest.mark.ffmpeg
@pytest.mark.slow
@pytest.mark.parametrize("rate", RATES)
def test_the_sound_is_that_of_the_film_without_words(tmp_path: Path, rate: Fraction) -> None:
    film, burnt = tmp_path / "film.mp4", tmp_path / "burnt.mp4"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", f"color=c=0x406040:s=192x108:r={rate}"),
            *("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"),
            *("-frames:v", str(FRAMES), "-t", str(float(FRAMES / rate)), "-c:v", "libx264"),
            *("-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4"),
            *("-y", str(film)),
        ]
    )
    before = film.read_bytes()
    picture, _ = rendered(film_of(FRAMES, rate=rate), tmp_path, "burnt", *WORDS)
    with_sound_of(film, picture, burnt, frames=FRAMES, rate=rate, watch=None)
    assert film.read_bytes() == before
    assert sounds(burnt, tmp_path) == sounds(film, tmp_path)
    assert np.array_equal(pictures(burnt, tmp_path), pictures(picture, tmp_path))


def pictures(film: Path, folder: Path) -> NDArray[np.uint8]:
    """Return the light of a small copy of every frame."""
    raw = folder / "frames.raw"
    small = ("-vf", "scale=192:108", "-pix_fmt", "gray", "-fps_mode", "passthrough")
    run_ffmpeg(["-f", "mov", "-i", str(film), *small, "-an", "-f", "rawvideo", "-y", str(raw)])
    return np.fromfile(raw, np.uint8).reshape(-1, 108, 192)


def bright_rows(film: Path, folder: Path) -> list[NDArray[np.bool_]]:
    """Return for each frame which pixels of a small copy are light."""
    return [picture > 150 for picture in pictures(film, folder)]


def sounds(film: Path, folder: Path) -> bytes:
    listed = folder / "sound"
    copy = ("-map", "0:a:0", "-c", "copy", "-f", "framemd5")
    run_ffmpeg(["-y", "-f", "mov", "-i", str(film), *copy, str(listed)])
    return listed.read_bytes()
