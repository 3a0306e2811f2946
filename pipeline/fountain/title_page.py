"""The title page: the keys and values above the first empty line. Pure.

Prose may begin with "Then he said:", so a title page needs at least one key that is known.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.source import Line

KNOWN_KEYS: Final = frozenset(
    {
        *("title", "credit", "author", "authors", "source", "notes", "copyright", "revision"),
        *("draft date", "draft", "date", "contact", "contact info"),
        *("titre", "auteur", "auteurs", "autrice", "autrices"),
    }
)

_LONGEST_KEY: Final = 60


def title_page_of(lines: Sequence[Line]) -> tuple[list[Element], int]:
    """Return the elements of the title page and the number of lines they take, 0 for none."""
    start = next((i for i, line in enumerate(lines) if line.stripped), len(lines))
    end = next((i for i in range(start, len(lines)) if lines[i].is_blank), len(lines))
    block = lines[start:end]
    keys = [key for line in block if (key := _key(line))]
    if not block or not _key(block[0]) or not any(known_key(key) for key in keys):
        return [], 0
    before = [note for line in lines[:start] for note in line.annotations]
    return _elements(block, before), end


def known_key(key: str) -> bool:
    """Return whether a key is one of the usual ones."""
    return " ".join(key.casefold().replace("_", " ").split()) in KNOWN_KEYS


def _key(line: Line) -> str:
    """Return the key of a line, or "" for a line that goes on with the value before."""
    key, colon, value = line.text.partition(":")
    fine = (
        colon
        and key[:1].isalnum()
        and len(key) <= _LONGEST_KEY
        and not value.startswith("//")
        and "#" not in key
    )
    return key.strip() if fine else ""


def _empty(key: str, line: Line) -> Element:
    kind = ElementKind.TITLE_PAGE
    return Element(kind=kind, key=key, text="", line=line.line, column=line.column)


def _elements(block: Sequence[Line], before: list[Element]) -> list[Element]:
    keys: list[Element] = []
    values: list[list[str]] = []
    asides = before
    for line in block:
        asides += line.annotations
        if key := _key(line):
            keys.append(_empty(key, line))
            values.append([line.text.partition(":")[2].strip()])
        elif line.stripped:
            values[-1].append(line.stripped)
    texts = ("\n".join(lines).removeprefix("\n") for lines in values)
    return [replace(key, text=text) for key, text in zip(keys, texts, strict=True)] + asides
