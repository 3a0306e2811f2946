"""Hand tags written into a script: who plays whom, how long a scene took when it was read. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.errors import CannotRead
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.fountain.tags import Tag, cast_of, tag_of

_NOTE: Final = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_NO_NAME: Final = re.compile(r"[\[\]=;:/*\r\n]+")


def with_measured_time(text: str, line: int, seconds: int | None) -> str:
    """Return the script with the time of the scene whose heading stands on a line (1-based).

    The tag stands below the heading, or where one stood before; None takes it out.
    """
    headings = [one.line for one in parse(text) if one.kind is ElementKind.SCENE_HEADING]
    begins = _offset(text, line)
    ends = next((_offset(text, other) for other in headings if other > line), len(text))
    tag = f"[[time: {seconds // 60}:{seconds % 60:02d}]]" if seconds else ""
    changed, count = _retagged(text[begins:ends], Tag.TIME, tag)
    if not count and tag:
        heading, line_end, rest = changed.partition("\n")
        changed = f"{heading}\n\n{tag}\n{rest or line_end}"
    return text[:begins] + changed + text[ends:]


def with_person(text: str, character: str, person: str) -> str:
    """Return the script with who plays a character; an empty person takes the entry out."""
    character, person = (" ".join(_NO_NAME.sub(" ", one).split()) for one in (character, person))
    people = {one.character: one.person for one in cast_of(parse(text))}
    people[character] = person
    tag = _cast_tag(people)
    changed, count = _retagged(text, Tag.CAST, tag)
    if count or not tag:
        return changed
    scenes = screenplay_of(parse(text)).scenes
    at = _offset(text, scenes[0].line) if scenes else len(text)
    before = text[:at].rstrip("\n")
    return f"{before}\n\n{tag}\n\n{text[at:]}".lstrip("\n")


def seconds_of(text: str) -> int | None:
    """Return the seconds of "0:45" or "45", None for an empty field. Raise CannotRead."""
    found = re.fullmatch(r"(?:(\d{1,2}):)?(\d{1,3})", text.strip(), re.ASCII)
    if found and (int(found[2]) < 60 or not found[1]):
        return 60 * int(found[1] or 0) + int(found[2]) or None
    if not text.strip():
        return None
    raise CannotRead("“%(time)s” is no time. Write minutes and seconds, like 0:45.", time=text[:20])


def _cast_tag(people: Mapping[str, str]) -> str:
    entries = "; ".join(f"{who} = {by}" for who, by in people.items() if by)
    return f"[[cast: {entries}]]" if entries else ""


def _retagged(text: str, tag: Tag, new: str) -> tuple[str, int]:
    """Put new in the place of the first note with a tag, take the others out; count them."""
    count = 0

    def other(found: re.Match[str]) -> str:
        nonlocal count
        known = tag_of(Element(kind=ElementKind.NOTE, text=found[1]))
        if known is None or known[0] is not tag:
            return found[0]
        count += 1
        return new if count == 1 else ""

    return _NOTE.sub(other, text), count


def _offset(text: str, line: int) -> int:
    """Return where a line (1-based) begins."""
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1])
