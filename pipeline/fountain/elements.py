"""The flat list of elements that `claquette script --as elements --json` prints. Pure."""

from collections.abc import Iterable
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.emphasis import runs_of

_EMPHASISED: Final = (
    ElementKind.ACTION,
    ElementKind.DIALOGUE,
    ElementKind.PARENTHETICAL,
    ElementKind.LYRICS,
    ElementKind.CENTERED,
)


def elements_as_plain(elements: Iterable[Element]) -> list[dict[str, object]]:
    """Return a dictionary an element; fields that say nothing are left out."""
    return [_plain(element) for element in elements]


def _plain(element: Element) -> dict[str, object]:
    plain: dict[str, object] = {
        "type": str(element.kind),
        "text": element.text,
        "line": element.line,
        "column": element.column,
    }
    if element.kind is ElementKind.TITLE_PAGE:
        plain["key"] = element.key
    if element.kind is ElementKind.SECTION:
        plain["level"] = element.level
    if element.scene_number is not None:
        plain["scene_number"] = element.scene_number
    if element.forced:
        plain["forced"] = True
    if element.dual:
        plain["dual"] = element.dual
    if element.kind in _EMPHASISED:
        plain["runs"] = [list(run) for run in runs_of(element.text)]
    return plain
