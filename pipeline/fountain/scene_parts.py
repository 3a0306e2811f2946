"""What the scenes of a read script are known by. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.headings import is_omitted
from pipeline.fountain.marks import split_scene_number
from pipeline.fountain.matching import Part
from pipeline.fountain.write import write


def known_by(elements: Sequence[Element], number: str) -> Part:
    """Return what a scene is known by, its heading first; an omitted one by the words it keeps."""
    heading = elements[0].text
    if not is_omitted(heading):
        lines = (line for _, line in lines_of_scene(elements[1:]))
        return Part(number=number, heading=heading.upper(), lines=tuple(lines))
    kept = [line for one in elements[1:] for line in _filled(one.text)]
    return Part(
        number=number,
        heading=_bare(kept[0] if kept else heading),
        lines=tuple(kept[1:]),
    )


def lines_of_scene(elements: Sequence[Element]) -> Iterator[tuple[Element, str]]:
    """Return each line as it is written, with its element; boneyards are no part of the film."""
    for element in elements:
        if element.kind is not ElementKind.BONEYARD:
            for line in _filled(write([replace(element, line=1)])):
                yield element, line


def _bare(heading: str) -> str:
    """Return a heading as it was written without its dot and its number."""
    return split_scene_number(heading.removeprefix("."))[0].upper()


def _filled(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if line.strip())
