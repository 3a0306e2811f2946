import re
from typing import ClassVar

import pytest

from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.layout import A4
from pipeline.fountain.paginate import pages_of
from pipeline.fountain.parse import parse
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.screenplay import print_page, screenplay_pdf

TITLE = "Title: Low Water\nAuthor: Blue\nContact: 12 Quay Street\nDraft date: 3/4/2025\n\n"
SCENE = "INT. QUAY - DAY\n\nMud and *rain*.\n\n> FIN <\n\nMAY\nGo _now_.\n\nCUT TO:\n\n"


def pdf(script: str) -> bytes:
    return screenplay_pdf(screenplay_of(parse(script)))


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


def test_there_is_a_page_for_the_title_and_one_for_each_page_of_the_script() -> None:
    script = TITLE + SCENE * 20
    assert pages(pdf(script)) == 1 + len(pages_of(parse(script), A4))


def test_a_script_without_title_page_begins_at_once() -> None:
    assert pages(pdf(SCENE)) == 1


def test_a_script_of_nothing_is_one_empty_page() -> None:
    assert pages(pdf("")) == 1


def test_equal_scripts_are_equal_bytes() -> None:
    assert pdf(TITLE + SCENE) == pdf(TITLE + SCENE)


def test_the_fonts_of_other_scripts_are_loaded_when_they_are_needed() -> None:
    assert b"NotoSans" not in pdf(TITLE + SCENE)
    assert b"NotoSansArabic" in pdf(
        "Title: القطة\n\n.داخلي غرفة\n\n@سلمى\nأين القطة؟\n\n> النهاية <\n"
    )
    assert b"NotoSansJP" in pdf("Title: 消えた猫\n\n.屋内 教室 - 昼\n\nハナが窓を見る。")


def test_arabic_cues_and_speeches_are_indented_from_the_right() -> None:
    class Watched(Press):
        """A press that remembers where it put what."""

        put_at: ClassVar[dict[str, tuple[float, float]]] = {}

        def put(self, box: Box, text: str, kind: Type, align: str = "L") -> None:
            self.put_at[text] = (box.x, box.x + box.w)
            super().put(box, text, kind, align)

    script = ".داخلي. البيت - نهار\n\nسلمى تنظر.\n\n@سلمى\nأين القطة؟\n"
    (page,) = pages_of(parse(script), A4)
    press = Watched(words=script, title="x")
    print_page(press, page, 1)
    assert press.finish().startswith(b"%PDF")
    right_of = {text: edges[1] for text, edges in press.put_at.items()}
    inch = 25.4
    assert right_of["سلمى تنظر."] - right_of["أين القطة؟"] == pytest.approx(inch)
    assert right_of["سلمى تنظر."] - right_of["سلمى"] == pytest.approx(2 * inch)
