"""Elements to a Final Draft file, for those who go on writing there. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.fountain.emphasis import runs_of

_TYPES: Final = {
    ElementKind.SCENE_HEADING: "Scene Heading",
    ElementKind.ACTION: "Action",
    ElementKind.CENTERED: "Action",
    ElementKind.CHARACTER: "Character",
    ElementKind.PARENTHETICAL: "Parenthetical",
    ElementKind.DIALOGUE: "Dialogue",
    ElementKind.LYRICS: "Lyrics",
    ElementKind.TRANSITION: "Transition",
}
_STYLES: Final = {"b": "Bold", "i": "Italic", "u": "Underline"}
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fdx_of(screenplay: Screenplay) -> str:
    """Return the file: what is printed below the title page; notes and outline stay in Fountain."""
    numbers = [scene.number for scene in screenplay.scenes]
    paragraphs = "\n".join(_paragraphs(screenplay.elements, iter(numbers)))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
        '<FinalDraft DocumentType="Script" Template="No" Version="1">\n<Content>\n'
        f"{paragraphs}\n</Content>\n</FinalDraft>\n"
    )


def _paragraphs(elements: Sequence[Element], numbers: Iterator[str]) -> Iterator[str]:
    for element in elements:
        kind = _TYPES.get(element.kind)
        if kind is None:
            continue
        attributes = f" Type={quoteattr(kind)}"
        if element.kind is ElementKind.SCENE_HEADING:
            attributes += f" Number={quoteattr(next(numbers))}"
        if element.kind is ElementKind.CENTERED:
            attributes += ' Alignment="Center"'
        yield f"<Paragraph{attributes}>{''.join(_texts(element))}</Paragraph>"


def _texts(element: Element) -> Iterator[str]:
    for text, flags in runs_of(element.text):
        style = "+".join(_STYLES[flag] for flag in flags)
        attribute = f" Style={quoteattr(style)}" if style else ""
        yield f"<Text{attribute}>{escape(_NOT_XML.sub('', text))}</Text>"
