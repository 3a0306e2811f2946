"""Final Draft files to the elements of a script. Pure.

Only the text of the paragraphs is taken. A document type definition is refused before anything is
expanded, and so is a file that is nested deeper than any real script.
"""

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
from pipeline.fountain.numbering import slate_number
from pipeline.fountain.parse import parse
from pipeline.fountain.text import LARGEST_BYTES
from pipeline.fountain.write import write

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
    return parse(write([one for one in _readable(paragraphs) if one.text]))


def _paragraphs(content: bytes) -> Iterator[Element]:
    """Return the paragraphs of the script itself, not those of its title page or notes."""
    path: list[str] = []
    for event, node in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(node.tag)
            if path[0] != "FinalDraft" or len(path) > _DEEPEST:
                raise ValueError(f"unexpected {path[0][:40]}, {len(path)} deep")
            continue
        path.pop()
        if path[:2] == ["FinalDraft", "Content"] and len(path) == 2:
            yield _element(node)
            node.clear()


def _element(node: XmlElement) -> Element:
    kind = _KINDS.get(node.get("Type", ""), ElementKind.ACTION)
    if kind is ElementKind.ACTION and node.get("Alignment") == "Center":
        kind = ElementKind.CENTERED
    lines = "".join(part.text or "" for part in node.findall("Text")).splitlines()
    text = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
    number = node.get("Number") if kind is ElementKind.SCENE_HEADING else None
    return Element(
        kind=kind,
        text=text if kind in (ElementKind.ACTION, ElementKind.DIALOGUE) else " ".join(text.split()),
        scene_number=slate_number(number) or None,
    )


def _readable(paragraphs: Sequence[Element]) -> Iterator[Element]:
    """Return the paragraphs with the marks that make them read back as what they are."""
    before = None
    for place, element in enumerate(paragraphs):
        after = paragraphs[place + 1].kind if place + 1 < len(paragraphs) else None
        readable = _marked(element, spoken=before in _SPEECH, speaks=after in _SPEECH)
        before = readable.kind
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
        case ElementKind.DIALOGUE | ElementKind.LYRICS if spoken:
            return element
        case ElementKind.CENTERED if text:
            return element
        case _:
            action = replace(element, kind=ElementKind.ACTION, scene_number=None)
            return replace(action, forced=not _reads_as_action(text))


def _reads_as_action(text: str) -> bool:
    return [(one.kind, one.text) for one in parse(text)] == [(ElementKind.ACTION, text)]
