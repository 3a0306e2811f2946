"""End credits that move: slow enough to be read, whole pixels a frame, nothing behind the words."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.documents.final_cut import CreditStyle
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.card_picture import colour_of
from pipeline.render.card_space import SIZE
from pipeline.render.cards import SECONDS_A_WORD, LinesCard, PairsCard, TitleCard, words_of_card
from pipeline.render.crawl import (
    Crawl,
    crawl_image,
    draw_crawl,
    frames_of,
    make_crawl,
    pixels_a_frame,
    seconds_of,
    shown_of,
    words_of,
)
from tests.pipeline.render.test_card_layout import FOUR

RATE = Fraction(25)
CRAWL = Crawl(
    cards=(
        PairsCard(heading="With", pairs=(("LENA", "Aya"), ("OTTO", "Ben"))),
        PairsCard(heading="With", pairs=(("THE WIND", "Mei"),)),
        LinesCard(heading="Thanks to", lines=("the baker",)),
    )
)
MANY = Crawl(cards=tuple(LinesCard(heading="", lines=("word " * 35,)) for _ in range(6)))


def test_the_end_is_one_crawl_or_cards_as_the_group_wants_it() -> None:
    title, *cards = shown_of(FOUR, "fr")
    assert isinstance(title, TitleCard)
    assert len(cards) == 4
    rolling = shown_of(replace(FOUR, style=CreditStyle.CRAWL), "fr")
    assert rolling == (title, Crawl(cards=tuple(cards)))  # type: ignore[arg-type]


@pytest.mark.parametrize("crawl", [CRAWL, MANY])
def test_a_crawl_is_slow_enough_for_every_word_and_every_line(crawl: Crawl) -> None:
    step = pixels_a_frame(crawl, RATE)
    assert seconds_of(crawl, RATE) >= SECONDS_A_WORD * sum(map(words_of_card, crawl.cards))
    assert SIZE[1] * 9 / 10 / (step * 25) >= 5
    assert pixels_a_frame(crawl, Fraction(50)) <= step


def test_a_list_that_goes_on_has_one_heading_and_nothing_lies_on_anything() -> None:
    words = [one for one in words_of(CRAWL) if one.text]
    assert [one.text for one in words].count("With") == 1
    tops = [one.box()[1] for one in words if one.text in ("With", "Aya", "Mei", "the baker")]
    assert tops == sorted(tops)
    assert tops[0] == pytest.approx(0, abs=1)


def test_there_is_nothing_behind_the_words_and_a_screen_of_nothing_around_them() -> None:
    alpha = np.asarray(draw_crawl(CRAWL, colour_of("red")).getchannel("A"))
    assert alpha[: SIZE[1]].max() == 0
    assert alpha[-SIZE[1] + 4 :].max() == 0
    assert 0.001 < (alpha > 0).mean() < 0.2
    assert crawl_image(CRAWL, colour_of("red")).mode == "RGB"


@pytest.mark.ffmpeg
def test_the_film_of_a_crawl_moves_up_by_whole_pixels_and_keeps_its_alpha(tmp_path: Path) -> None:
    film = tmp_path / "crawl.mov"
    make_crawl(CRAWL, colour_of("red"), RATE, film)
    at = frames_of(CRAWL, RATE) // 2
    pick = f"select='between(n,{at},{at + 1})'"
    run_ffmpeg(
        ["-i", str(film), "-vf", pick, "-fps_mode", "passthrough", str(tmp_path / "f%d.png")]
    )
    with Image.open(tmp_path / "f1.png") as one, Image.open(tmp_path / "f2.png") as other:
        assert one.mode == "RGBA"
        first, second = np.asarray(one), np.asarray(other)
    step = pixels_a_frame(CRAWL, RATE)
    assert first[..., 3].any()
    assert np.array_equal(first[step:], second[:-step])
