"""Elements to a Fountain script that reads back as the same elements. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain import marks
from pipeline.fountain.source import blocks_of, without_unseen
from pipeline.fountain.title_page import title_page_of

_ASIDES: Final = (ElementKind.NOTE, ElementKind.BONEYARD)
_SPOKEN: Final = (ElementKind.DIALOGUE, ElementKind.PARENTHETICAL)
_OPENING: Final = re.compile(r"\[(?=\[)|/(?=\*)")


def write(elements: Sequence[Element]) -> str:
    r"""Return the script, lines ended by \n."""
    title_page = [one for one in elements if one.kind is ElementKind.TITLE_PAGE]
    body = [one for one in elements if one.kind is not ElementKind.TITLE_PAGE]
    lines = [line for element in title_page for line in _title_page_lines(element)]
    if title_page:
        lines.append("")
    for element, belongs in zip(body, _goes_on(body), strict=True):
        if lines and lines[-1] and not belongs:
            lines.append("")
        lines += _lines(element)
    if not title_page and _looks_like_title_page(lines):
        lines[0] = f" {lines[0]}"
    return "\n".join(lines).rstrip("\n") + "\n" if lines else ""


def _looks_like_title_page(lines: Sequence[str]) -> bool:
    """Whether a cue or the like at the very beginning would be read as a key and its value."""
    first = "\n".join(takewhile(bool, lines))
    return title_page_of(next(blocks_of(first)))[1] > 0


def _goes_on(body: Sequence[Element]) -> Iterator[bool]:
    """Tell of each element whether it goes on with the speech before, without an empty line."""
    printed = [one for one in body if one.kind not in _ASIDES]
    spoken = iter([*_is_spoken(printed), False])
    following = next(spoken)
    for element in body:
        yield following
        if element.kind not in _ASIDES:
            following = next(spoken)


def _is_spoken(printed: Sequence[Element]) -> Iterator[bool]:
    for place, element in enumerate(printed):
        before = printed[place - 1] if place else None
        after = printed[place + 1] if place + 1 < len(printed) else None
        yield element.kind in _SPOKEN or (
            element.kind is ElementKind.LYRICS and is_sung_in_speech(before, element, after)
        )


def is_sung_in_speech(before: Element | None, lyrics: Element, after: Element | None) -> bool:
    """Return whether a character sings these lyrics, as against a song that nobody sings."""
    if before is None or before.kind not in (ElementKind.CHARACTER, *_SPOKEN):
        return False
    last_line = before.line + before.text.count("\n")
    return (
        before.kind is ElementKind.CHARACTER
        or (after is not None and after.kind in _SPOKEN)
        or lyrics.line - last_line <= 1
    )


def _title_page_lines(element: Element) -> list[str]:
    values = _safe(element.text).split("\n")
    if len(values) == 1:
        return [f"{_safe(element.key)}: {values[0]}".rstrip()]
    return [f"{_safe(element.key)}:", *(f"    {value}" for value in values)]


def _lines(element: Element) -> list[str]:
    lines = _safe(element.text).split("\n")
    match element.kind:
        case ElementKind.ACTION:
            rest = [f"!{line}" if _needs_force(line) else line for line in lines[1:]]
            return [f"!{lines[0]}" if element.forced else lines[0], *rest]
        case ElementKind.DIALOGUE:
            return [line or "  " for line in lines]
        case ElementKind.LYRICS:
            return [f"~{line}" for line in lines]
        case ElementKind.CENTERED:
            return [f"> {line} <" for line in lines]
        case ElementKind.NOTE | ElementKind.BONEYARD:
            return _aside_lines(element)
        case ElementKind.PARENTHETICAL:
            return lines
        case _:
            return [_single_line(element, " ".join(lines))]


def _single_line(element: Element, text: str) -> str:
    match element.kind:
        case ElementKind.SCENE_HEADING:
            number = f" #{element.scene_number}#" if element.scene_number else ""
            return f"{'.' * element.forced}{text}{number}"
        case ElementKind.CHARACTER:
            caret = " ^" if element.dual == "right" else ""
            return f"{'@' * element.forced}{text}{caret}"
        case ElementKind.TRANSITION:
            return f"> {text}" if element.forced else text
        case ElementKind.SECTION:
            return f"{'#' * element.level} {text}".rstrip()
        case ElementKind.SYNOPSIS:
            return f"= {text}".rstrip()
        case _:
            return "==="


def _aside_lines(element: Element) -> list[str]:
    lines = element.text.split("\n")
    if element.kind is ElementKind.BONEYARD:
        return ["/*", *lines, "*/"] if len(lines) > 1 else [f"/* {lines[0]} */"]
    closing = " ]]" if element.text.endswith("]") else "]]"
    return f"[[{element.text}{closing}".replace("\n\n", "\n  \n").split("\n")


def _needs_force(line: str) -> bool:
    """Whether a line in the middle of a paragraph would be read as something else than action."""
    stripped = without_unseen(line.strip())
    return marks.breaks_paragraph(stripped) or marks.is_forced_action(stripped)


def _safe(text: str) -> str:
    """Part the characters that would open a note or boneyard by an empty one, which goes away."""
    return _OPENING.sub(lambda found: "[/**/" if found[0] == "[" else "/[[]]", text)
