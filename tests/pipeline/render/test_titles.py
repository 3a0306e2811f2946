"""Titles as pictures: looked at as pixels."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.render.titles import draw_title

SIZE = (640, 360)
WORDS = {
    "latin": "The Kite",
    "arabic": "الطائرة الورقية",
    "japanese": "凧をあげる日",
    "mixed": "Nora و凧",
    "long": "Le jour où la pluie a oublié de tomber sur le marché aux poissons " * 4,
    "one long word": "x" * 300,
    "many lines": "\n".join(f"line {n}" for n in range(12)),
}


def letters(title: Image.Image) -> NDArray[np.bool_]:
    """Where something bright is written."""
    pixels = np.asarray(title.convert("RGBA"), np.int16)
    return np.asarray((pixels[..., 3] > 200) & (pixels[..., :3].min(axis=2) > 150))


@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("name", WORDS)
def test_all_words_stand_in_the_title_safe_area(name: str, is_over: bool) -> None:
    seen = letters(draw_title(WORDS[name], SIZE, is_over=is_over))
    rows, columns = np.nonzero(seen)
    assert len(rows) > 50
    assert columns.min() >= 0.09 * SIZE[0]
    assert columns.max() <= 0.91 * SIZE[0]
    assert rows.min() >= 0.05 * SIZE[1]
    assert rows.max() <= 0.95 * SIZE[1]


def test_a_title_over_the_picture_is_nothing_but_words_with_a_dark_edge() -> None:
    title = draw_title("The Kite", SIZE, is_over=True)
    alpha = np.asarray(title.getchannel("A"))
    assert alpha[: SIZE[1] // 2].max() == 0
    assert 0.01 < (alpha > 0).mean() < 0.15


def test_a_title_on_black_is_black_where_nothing_is_written() -> None:
    title = draw_title("The Kite", SIZE, is_over=False)
    assert title.mode == "RGB"
    assert np.asarray(title)[:40].max() == 0


def test_arabic_runs_from_the_right() -> None:
    """The same letters joined and unjoined are not equally wide; and a dot is where it begins."""
    joined = letters(draw_title("بببب", SIZE, is_over=False)).sum(axis=0)
    apart = letters(draw_title("ب ب ب ب", SIZE, is_over=False)).sum(axis=0)
    assert np.count_nonzero(joined) < np.count_nonzero(apart)


def test_a_title_without_words_is_empty() -> None:
    assert not letters(draw_title("", SIZE, is_over=False)).any()
    assert np.asarray(draw_title(" \n ", SIZE, is_over=True).getchannel("A")).max() == 0
