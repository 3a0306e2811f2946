"""The code of a slate is read back from the page as it is printed."""

import re
import zlib
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot, ShotList, ShotStatus
from pipeline.paper.slates import code_of, slates_pdf

zxingcpp: Any = import_module("zxingcpp")  # without types

PROJECT = Project(title="Low Water", group="Blue")
DOTS_A_POINT = 3
_MATRIX = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (-?[\d.]+) re f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is drawn on a page."""

    width: float
    height: float
    stream: bytes


def pages_of(content: bytes) -> list[Page]:
    """The pages of a PDF that we wrote, unpacked."""
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box
    width, height = sorted((float(box[1]), float(box[2])), reverse=True)
    streams = [
        zlib.decompress(one)
        for one in re.findall(rb"stream\n(.*?)\nendstream", content, re.S)
        if one[:1] == b"\x78"
    ]
    return [Page(width=width, height=height, stream=one) for one in streams if b" re f" in one]


def drawn(page: Page) -> npt.NDArray[np.uint8]:
    """The black rectangles of a page as a picture: enough to see the code as a phone does."""
    picture = np.full(
        (round(page.height * DOTS_A_POINT), round(page.width * DOTS_A_POINT)), 255, dtype=np.uint8
    )
    for x, y, w, h in _MATRIX.findall(page.stream):
        left, top = float(x), page.height - float(y)
        right, bottom = left + float(w), top - float(h)
        top, bottom = sorted((top, bottom))
        if float(w) < page.width / 3:
            rows = slice(round(top * DOTS_A_POINT), round(bottom * DOTS_A_POINT))
            picture[rows, round(left * DOTS_A_POINT) : round(right * DOTS_A_POINT)] = 0
    return picture


def test_the_code_of_each_slate_says_its_scene_and_shot() -> None:
    shots = (
        Shot(scene="1", shot=1, size="ws"),
        Shot(scene="12A", shot=99),
        Shot(scene="3", shot=4, status=ShotStatus.DROPPED),
    )
    pages = pages_of(slates_pdf(ShotList(shots=shots), (), PROJECT))
    read = [[code.text for code in zxingcpp.read_barcodes(drawn(page))] for page in pages]
    assert read == [[code_of(shots[0])], [code_of(shots[1])]]
    assert read[1] == ["CLQ1 S12A P99"]
