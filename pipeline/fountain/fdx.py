"""Final Draft files to the elements of a script. Pure.

Text, emphasis, notes and the title page are taken. A document type definition is refused before
anything is expanded, and so is a file that is nested deeper than any real script.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element as XmlElement
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.errors import CannotRead
from pipeline.fountain import marks
from pipeline.fountain.emphasis import plain
from pipeline.fountain.fdx_title_page import title_page_elements
from pipeline.fountain.numbering import slate_number
from pipeline.fountain.parse import parse
from pipeline.fountain.text import LARGEST_BYTES
from pipeline.fountain.write import write

_STARS: Final = re.compile(r"[*_\\]")
_SIGNS: Final = {"Underline": "_", "Bold": "**", "Italic": "*"}
_MARKED: Final = (
    *(ElementKind.ACTION, ElementKind.DIALOGUE, ElementKind.LYRICS, ElementKind.CENTERED),
)
_OF_MANY_LINES: Final = (ElementKind.ACTION, ElementKind.DIALOGUE)
_ASIDE: Final = (ElementKind.NOTE, ElementKind.TITLE_PAGE)
_DEEPEST: Final = 100
_KINDS: Final = {
    "Scene Heading": ElementKind.SCENE_HEADING,
    "Character": ElementKind.CHARACTER,
    "Parenthetical": ElementKind.PARENTHETICAL,
    "Dialogue": ElementKind.DIALOGUE,
    "Lyrics": ElementKind.LYRICS,
    "Singing": ElementKind.LYRICS,
    "Transition": ElementKind.TRANSITION,
}
_SPEECH: Final = (
    ElementKind.CHARACTER,
    ElementKind.PARENTHETICAL,
    ElementKind.DIALOGUE,
    ElementKind.LYRICS,
)


def elements_of_fdx(content: bytes, *, name: str) -> tuple[Element, ...]:
    """Return the elements, as if the script had been written in Fountain. Raise CannotRead."""
    if len(content) > LARGEST_BYTES:
        raise CannotRead(
            "%(name)s is too large for a script. Send only the text of the film.", name=name
        )
    try:
        paragraphs = list(_paragraphs(content))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise CannotRead(
            "%(name)s is damaged or not from Final Draft. Save it there again, or send it as"
            " Fountain or as text.",
            name=name,
            detail=str(fault) or type(fault).__name__,
        ) from fault
    return parse(write(list(_readable([one for one in paragraphs if one.text]))))


def _paragraphs(content: bytes) -> Iterator[Element]:
    """Return the paragraphs of the script and its title page."""
    path: list[str] = []
    title_page: list[tuple[str, bool]] = []
    for event, node in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(node.tag)
            if path[0] != "FinalDraft" or len(path) > _DEEPEST:
                raise ValueError(f"unexpected {path[0][:40]}, {len(path)} deep")
            continue
        path.pop()
        if path == ["FinalDraft", "Content"]:
            yield from _elements(node)
            node.clear()
        elif path == ["FinalDraft", "TitlePage", "Content"]:
            if text := _lines_of("".join(part.text or "" for part in node.findall("Text"))):
                title_page.append((text, node.get("Alignment") == "Center"))
            node.clear()
    yield from title_page_elements(title_page)


def _elements(node: XmlElement) -> Iterator[Element]:
    """Return what one paragraph holds: itself, two speeches side by side, and its notes."""
    cues = 0
    for paragraph in node.findall("DualDialogue/Paragraph") or [node]:
        one = _element(paragraph)
        cues += one.kind is ElementKind.CHARACTER
        is_right = cues == 2 and one.kind is ElementKind.CHARACTER
        yield replace(one, dual="right") if is_right else one
        for note in paragraph.iter("ScriptNote"):
            text = _lines_of("\n".join(part.text or "" for part in note.iter("Text")))
            yield Element(kind=ElementKind.NOTE, text=text.replace("]]", "] ]"))


def _element(node: XmlElement) -> Element:
    kind = _KINDS.get(node.get("Type", ""), ElementKind.ACTION)
    if kind is ElementKind.ACTION and node.get("Alignment") == "Center":
        kind = ElementKind.CENTERED
    marked = kind in _MARKED
    text = _lines_of("".join(_marked_text(part, marked=marked) for part in node.findall("Text")))
    number = node.get("Number") if kind is ElementKind.SCENE_HEADING else None
    return Element(
        kind=kind,
        text=text if kind in _OF_MANY_LINES else " ".join(text.split()),
        scene_number=slate_number(number) or None,
    )


def _lines_of(text: str) -> str:
    """Return the lines that hold something, their spaces made one."""
    return "\n".join(line for line in (" ".join(one.split()) for one in text.splitlines()) if line)


def _marked_text(node: XmlElement, *, marked: bool) -> str:
    """Return a piece of text with the marks of its style; stars of its own are no marks."""
    text = node.text or ""
    if not marked:
        return text
    if plain(text) != text:
        text = _STARS.sub(r"\\\g<0>", text)
    styles = (node.get("Style") or "").split("+")
    mark = "".join(sign for style, sign in _SIGNS.items() if style in styles)
    return "\n".join(_between(mark, line) for line in text.split("\n")) if mark else text


def _between(mark: str, line: str) -> str:
    words = line.strip()
    return line.replace(words, f"{mark}{words}{mark[::-1]}", 1) if words else line


def _readable(paragraphs: Sequence[Element]) -> Iterator[Element]:
    """Return the paragraphs with the marks that make them read back as what they are."""
    kinds = iter([one.kind for one in paragraphs if one.kind not in _ASIDE])
    next(kinds, None)
    before, after = None, next(kinds, None)
    for element in paragraphs:
        if element.kind in _ASIDE:
            yield element
            continue
        readable = _marked(element, spoken=before in _SPEECH, speaks=after in _SPEECH)
        before, after = readable.kind, next(kinds, None)
        yield readable


def _marked(element: Element, *, spoken: bool, speaks: bool) -> Element:
    text = element.text
    match element.kind:
        case ElementKind.SCENE_HEADING if text[:1].isalnum():
            return replace(element, forced=not marks.is_heading(text))
        case ElementKind.CHARACTER if marks.without_caret(text):
            return replace(element, forced=not (speaks and marks.is_cue(text)))
        case ElementKind.TRANSITION if not text.endswith("<"):
            return replace(element, forced=not marks.is_transition(text))
        case ElementKind.PARENTHETICAL if spoken and text:
            return replace(element, text=text if marks.is_parenthetical(text) else f"({text})")
        case ElementKind.DIALOGUE if spoken:
            return element
        case ElementKind.CENTERED | ElementKind.LYRICS:
            return element
        case _:
            action = replace(element, kind=ElementKind.ACTION, scene_number=None)
            return replace(action, forced=not _reads_as_action(text))


def _reads_as_action(text: str) -> bool:
    return [(one.kind, one.text) for one in parse(text)] == [(ElementKind.ACTION, text)]
