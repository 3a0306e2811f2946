from pathlib import Path

import pytest

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.emphasis import plain
from pipeline.fountain.layout import A4
from pipeline.fountain.paginate import CONTINUED, MORE, pages_of
from pipeline.fountain.parse import parse
from pipeline.fountain.plain_text import elements_of_plain_text
from pipeline.fountain.text import text_of

MARKS = "=#~!@.^<>[]/*_\\"
UNPRINTED = (
    *(ElementKind.TITLE_PAGE, ElementKind.NOTE, ElementKind.BONEYARD),
    *(ElementKind.SECTION, ElementKind.SYNOPSIS),
)


@pytest.fixture(name="texts")
def _texts(shared_fixtures: Path) -> list[str]:
    folder = shared_fixtures / "fountain/samples"
    texts = [text_of(one.read_bytes(), name=one.name) for one in folder.glob("*.fountain")]
    assert len(texts) >= 10
    return texts


def letters(text: str) -> str:
    return "".join(letter for letter in text if not letter.isspace() and letter not in MARKS)


def read(elements: tuple[Element, ...]) -> str:
    return "".join(
        f"{one.key}{':' * bool(one.key)}{one.text}{one.scene_number or ''}" for one in elements
    )


def test_no_character_of_a_real_script_disappears_when_it_is_read(texts: list[str]) -> None:
    for text in texts:
        elements = parse(text)
        # A note inside a paragraph comes behind it, so the letters are compared without order.
        assert sorted(letters(read(elements))) == sorted(letters(text))


def test_no_character_of_a_real_script_disappears_when_it_is_typed(texts: list[str]) -> None:
    for text in texts:
        elements = parse(text)
        rows = (row for page in pages_of(elements, A4) for row in page)
        added = [MORE, CONTINUED]
        typed = [cell.text for row in rows for cell in row.cells]
        printed = letters("".join(one for one in typed if one not in added))
        for one in elements:
            if one.kind not in UNPRINTED:
                for word in plain(one.text).split():
                    assert letters(word) in printed


def test_real_scripts_need_no_guesses(texts: list[str]) -> None:
    assert [elements_of_plain_text(text)[1] for text in texts if "INT." in text] == [
        () for text in texts if "INT." in text
    ]
