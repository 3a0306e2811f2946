"""Elements to a Final Draft file, for those who go on writing there. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.fountain.emphasis import plain, runs_of
from pipeline.fountain.fdx_title_page import CENTERED_KEYS

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
_BESIDE: Final = (
    *(ElementKind.CHARACTER, ElementKind.PARENTHETICAL, ElementKind.DIALOGUE),
    *(ElementKind.LYRICS, ElementKind.NOTE, ElementKind.BONEYARD),
)
_STYLES: Final = {"b": "Bold", "i": "Italic", "u": "Underline"}
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fdx_of(screenplay: Screenplay) -> str:
    """Return the file: what is printed, the title page and the notes; the outline stays behind."""
    numbers = iter([scene.number for scene in screenplay.scenes])
    title_page = [one for one in screenplay.elements if one.kind is ElementKind.TITLE_PAGE]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
        '<FinalDraft DocumentType="Script" Template="No" Version="1">\n<Content>\n'
        f"{chr(10).join(_body(screenplay.elements, numbers))}\n</Content>\n"
        f"{_title_page(title_page)}</FinalDraft>\n"
    )


def _title_page(elements: Sequence[Element]) -> str:
    paragraphs = "".join(map(_title_paragraph, elements))
    return f"<TitlePage>\n<Content>\n{paragraphs}</Content>\n</TitlePage>\n" if elements else ""


def _title_paragraph(element: Element) -> str:
    centered = element.key.casefold() in CENTERED_KEYS
    text = plain(element.text) if centered else f"{element.key}: {plain(element.text)}"
    alignment = "Center" if centered else "Left"
    return f'<Paragraph Alignment="{alignment}">{_text(text)}</Paragraph>\n'


def _body(elements: Sequence[Element], numbers: Iterator[str]) -> Iterator[str]:
    """Return the paragraphs; two speeches side by side stand inside one of their own."""
    beside: list[str] = []
    for element in elements:
        if beside and (element.kind not in _BESIDE or _begins_anew(element)):
            yield _dual(beside)
            beside = []
        paragraph = _paragraph(element, numbers)
        if element.dual or beside:
            beside.append(paragraph)
        elif paragraph:
            yield paragraph
    if beside:
        yield _dual(beside)


def _begins_anew(element: Element) -> bool:
    return element.kind is ElementKind.CHARACTER and element.dual != "right"


def _dual(paragraphs: Sequence[str]) -> str:
    return f"<Paragraph><DualDialogue>{''.join(paragraphs)}</DualDialogue></Paragraph>"


def _paragraph(element: Element, numbers: Iterator[str]) -> str:
    if element.kind is ElementKind.NOTE:
        note = f"<ScriptNote><Paragraph>{_text(element.text)}</Paragraph></ScriptNote>"
        return f'<Paragraph Type="General">{note}</Paragraph>'
    kind = _TYPES.get(element.kind)
    if kind is None:
        return ""
    attributes = f" Type={quoteattr(kind)}"
    if element.kind is ElementKind.SCENE_HEADING:
        attributes += f" Number={quoteattr(next(numbers))}"
    if element.kind is ElementKind.CENTERED:
        attributes += ' Alignment="Center"'
    return f"<Paragraph{attributes}>{''.join(_texts(element))}</Paragraph>"


def _texts(element: Element) -> Iterator[str]:
    for text, flags in runs_of(element.text):
        yield _text(text, "+".join(_STYLES[flag] for flag in flags))


def _text(text: str, style: str = "") -> str:
    attribute = f" Style={quoteattr(style)}" if style else ""
    return f"<Text{attribute}>{escape(_NOT_XML.sub('', text))}</Text>"
