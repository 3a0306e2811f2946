"""XML of other programs, read without following anything in it. Pure.

A first pass with the bare parser counts and refuses: depth, number of elements, and every
declaration of an entity, before anything is built or expanded. Nothing outside is ever read.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final
from xml.etree import ElementTree as Xml  # only after the first pass has let it through
from xml.parsers import expat

from pipeline.errors import CannotRead

MOST_DEPTH: Final = 200
MOST_ELEMENTS: Final = 3_000_000
MOST_NUMBER: Final = 10**12
LONGEST_NUMBER: Final = 40

_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(?:\.\d{0,18})?(?:[eE][+-]?\d{1,2})?", re.ASCII)


class _Gate:
    """Counts what the bare parser finds and stops at what no timeline has."""

    def __init__(self) -> None:
        self.depth = self.elements = 0

    def begins(self, _name: str, _attributes: object) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MOST_DEPTH:
            raise CannotRead(
                "In this timeline, sequences lie too deep inside each other. "
                "Put the clips into one sequence and export it again.",
                detail=f"more than {MOST_DEPTH} elements inside each other",
            )
        if self.elements > MOST_ELEMENTS:
            raise CannotRead(
                "This timeline holds more than a short film needs. Export only the sequence that "
                "is the film.",
                detail=f"more than {MOST_ELEMENTS} elements",
            )

    def ends(self, _name: str) -> None:
        self.depth -= 1

    def declares(self, *_what: object) -> None:
        raise CannotRead(
            "This file declares entities, which no editing program writes. "
            "Export the timeline again.",
            detail="an entity is declared in the document type",
        )


def tree_of(text: bytes) -> Xml.Element:
    """Return the root of an XML text. Raise CannotRead."""
    gate = _Gate()
    parser: Any = expat.ParserCreate()
    parser.StartElementHandler = gate.begins
    parser.EndElementHandler = gate.ends
    parser.EntityDeclHandler = gate.declares
    parser.UnparsedEntityDeclHandler = gate.declares
    try:
        parser.Parse(text, True)
        return Xml.fromstring(text)  # noqa: S314  # it declares nothing, as the gate has seen
    except (expat.ExpatError, Xml.ParseError, LookupError, ValueError) as fault:
        raise CannotRead(
            "This timeline is damaged or not complete. Export it again.", detail=str(fault)[:200]
        ) from fault


def number(text: str | None, otherwise: Fraction | None = None) -> Fraction:
    """Return an exact number. Raise CannotRead when it is none, or larger than any time."""
    if text is None or not text.strip():
        if otherwise is not None:
            return otherwise
        raise impossible("")
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise impossible(text)
    value = Fraction(text)
    if abs(value) > MOST_NUMBER:
        raise impossible(text)
    return value


def impossible(text: str) -> CannotRead:
    """Return the error for a number or a time that is none."""
    return CannotRead(
        "The timeline has an impossible number (%(value)s). "
        "Export it again from your editing program.",
        value=text[:LONGEST_NUMBER] or "nothing",
    )


def ids(root: Xml.Element, wanted: Callable[[Xml.Element], bool]) -> dict[str, Xml.Element]:
    """Return the elements that have a name of their own, the first of each name."""
    found: dict[str, Xml.Element] = {}
    for element in root.iter():
        name = element.get("id")
        if name is not None and wanted(element):
            found.setdefault(name, element)
    return found


def count(root: Xml.Element, *tags: str) -> int:
    """Return how many elements of these names there are."""
    return sum(element.tag in tags for element in root.iter())


def words(element: Xml.Element | None, path: str, otherwise: str = "") -> str:
    """Return the text at a path, without the space around it."""
    found = element.findtext(path) if element is not None else None
    return (found or otherwise).strip()


def ntsc(timebase: Fraction, *, is_ntsc: bool) -> Fraction:
    """Return the rate of a whole number of frames a second, a thousandth slower if it is NTSC."""
    return timebase * Fraction(1000, 1001) if is_ntsc else timebase
