"""The source text of a script, parted at its scene headings. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.matching import Part
from pipeline.fountain.numbering import number_scenes
from pipeline.fountain.parse import parse
from pipeline.fountain.text import with_one_line_end


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneText:
    """The lines of one scene, its heading first; or those above the first heading."""

    lines: tuple[str, ...]
    """Without the empty lines at the end."""
    spare: int
    """How many empty lines follow."""
    first_line: int
    """1-based, in the whole text."""
    heading: Element | None = None
    number: str = ""
    """As on a slate; empty above the first heading."""

    def with_lines(self, lines: Sequence[str]) -> "SceneText":
        """Return the scene with other lines."""
        return replace(self, lines=tuple(lines))

    @property
    def text(self) -> str:
        r"""The lines, parted by \n."""
        return "\n".join(self.lines)

    @property
    def part(self) -> Part:
        """What the scene is known by."""
        return Part(
            number=(self.heading.scene_number or "").upper() if self.heading else "",
            heading=self.heading.text.upper() if self.heading else "",
            lines=tuple(stripped for line in self.lines[1:] if (stripped := line.strip())),
        )


def scene_texts_of(text: str) -> list[SceneText]:
    """Return what is above the first heading (it may be empty), then each scene."""
    lines = with_one_line_end(text).split("\n")
    headings = [one for one in parse(text) if one.kind is ElementKind.SCENE_HEADING]
    numbers = number_scenes([one.scene_number for one in headings])
    starts = [one.line for one in headings]
    ends = [*starts, len(lines) + 1]
    return [
        _scene_text(lines, 1, ends[0]),
        *(
            _scene_text(lines, start, end, heading, number)
            for start, end, heading, number in zip(starts, ends[1:], headings, numbers, strict=True)
        ),
    ]


def joined(scenes: Sequence[SceneText]) -> str:
    """Return the scenes as one text; no heading sticks to the line above it."""
    lines: list[str] = []
    for scene in scenes:
        if scene.lines or scene.spare:
            lines += [*scene.lines, *[""] * max(1, scene.spare)]
    return "\n".join(lines)


def _scene_text(
    lines: Sequence[str], start: int, end: int, heading: Element | None = None, number: str = ""
) -> SceneText:
    kept = end
    while kept > start and not lines[kept - 2].strip():
        kept -= 1
    return SceneText(
        lines=tuple(lines[start - 1 : kept - 1]),
        spare=end - kept,
        first_line=start,
        heading=heading,
        number=number,
    )
