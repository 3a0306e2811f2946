"""The title page in Final Draft files, which know paragraphs there but no keys. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.title_page import known_key

CENTERED_KEYS: Final = ("title", "titre", "credit", "author", "authors", "auteur", "auteurs")

_CREDIT: Final = re.compile(r"\b(?:by|de|par|von|por)\b|脚本|作|تأليف|كتابة", re.IGNORECASE)
_LONGEST_CREDIT: Final = 40


def title_page_elements(paragraphs: Sequence[tuple[str, bool]]) -> Iterator[Element]:
    """Return the title page of (text, is centered) paragraphs.

    The first centered one is the title, "written by" the credit, the next one the author; "Key:
    value" is taken at its word, and what is left is how to reach the authors.
    """
    waiting = ["Title", "Author"]
    contact: list[str] = []
    for text, centered in paragraphs:
        key, colon, value = text.partition(":")
        if colon and known_key(key):
            yield _element(key.strip(), value.strip())
        elif centered and len(waiting) == 1 and _is_credit(text):
            yield _element("Credit", text)
        elif centered and waiting:
            yield _element(waiting.pop(0), text)
        else:
            contact.append(text)
    if contact:
        yield _element("Contact", "\n".join(contact))


def _is_credit(text: str) -> bool:
    return len(text) <= _LONGEST_CREDIT and bool(_CREDIT.search(text))


def _element(key: str, text: str) -> Element:
    return Element(kind=ElementKind.TITLE_PAGE, key=key, text=text)
