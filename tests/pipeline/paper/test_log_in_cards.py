"""Cards as they come out of the printer: the code is read from the page as a phone does."""

import re
import zlib
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.paper.log_in_cards import LogInCard, log_in_cards_pdf

zxingcpp: Any = import_module("zxingcpp")  # without types

DOTS_A_POINT = 4
SQUARE_PT = 4.0
"""Squares of a code are smaller than this; tape and stripes are not."""
_RECTANGLE = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (-?[\d.]+) re f")


def card(number: int, **more: object) -> LogInCard:
    """A card of the Blue group."""
    given: dict[str, object] = {
        **{"code": f"KITES-{number}-RIVER", "group": "Blue", "colour": "blue"},
        **{"name": "Aya", "animal": "owl", "language": "en"},
    }
    return LogInCard(**(given | more))  # type: ignore[arg-type]


def printed(cards: list[LogInCard], paper: str = "a4") -> bytes:
    return log_in_cards_pdf(
        cards, workshop="Seven days", address="http://192.168.1.2:8000", paper=paper
    )


def streams(content: bytes) -> list[bytes]:
    """What is drawn, page by page."""
    found = re.findall(rb"stream\n(.*?)\nendstream", content, re.S)
    unpacked = [zlib.decompress(one) for one in found if one[:1] == b"\x78"]
    return [one for one in unpacked if b" re f" in one]


def drawn(stream: bytes, height_pt: float) -> npt.NDArray[np.uint8]:
    """The squares of the codes of a page as a picture."""
    picture = np.full((round(height_pt * DOTS_A_POINT), 620 * DOTS_A_POINT), 255, dtype=np.uint8)
    for x, y, w, h in _RECTANGLE.findall(stream):
        left, top = float(x), height_pt - float(y)
        top, bottom = sorted((top, top - float(h)))
        if bottom - top < SQUARE_PT:
            rows = slice(round(top * DOTS_A_POINT), round(bottom * DOTS_A_POINT))
            across = slice(round(left * DOTS_A_POINT), round((left + float(w)) * DOTS_A_POINT))
            picture[rows, across] = 0
    return picture


@pytest.mark.parametrize(("paper", "height"), [("a4", 841.89), ("letter", 792.0)])
def test_each_code_opens_the_door_with_the_code_of_its_card(paper: str, height: float) -> None:
    cards = [card(10 + number, language="ar" if number % 2 else "en") for number in range(9)]
    pages = streams(printed(cards, paper))
    read = [one.text for page in pages for one in zxingcpp.read_barcodes(drawn(page, height))]
    assert len(pages) == 2
    assert sorted(read) == [
        f"http://192.168.1.2:8000/log-in?card=KITES-{10 + number}-RIVER" for number in range(9)
    ]


def test_the_paper_has_the_size_that_was_chosen() -> None:
    assert b"/MediaBox [0 0 595.28 841.89]" in printed([card(10)])
    assert b"/MediaBox [0 0 612.00 792.00]" in printed([card(10)], "letter")


@pytest.mark.parametrize(
    ("name", "group", "language"),
    [
        ("花子", "あお", "ja"),
        ("ليلى", "الأزرق", "ar"),
        ("A name of thirty-eight letters, in fact", "A group with a very long name indeed", "fr"),
        ("", "Blue", "en"),
    ],
)
def test_every_language_long_names_and_no_name_are_printed(
    name: str, group: str, language: str
) -> None:
    made = printed([card(10, name=name, group=group, language=language)])
    assert made.startswith(b"%PDF")
    assert len(streams(made)) == 1


def test_the_card_of_a_group_and_an_animal_without_a_face_are_printed() -> None:
    made = printed([card(10, is_shared=True, name="", animal=""), card(11, animal="unicorn")])
    assert len(streams(made)) == 1
