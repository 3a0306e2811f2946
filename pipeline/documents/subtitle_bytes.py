"""The text of a file of subtitles, in whatever code it was saved. Pure.

What a child's program has saved is UTF-8 mostly. Where it is not, the language of the film tells
which old code page was meant: that is a guess, so whoever reads it tells it.
"""

import codecs
from collections.abc import Mapping
from typing import Final

from pipeline.errors import CannotRead

UTF_8: Final = "utf-8"
_MARKS: Final = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD: Final[Mapping[str, str]] = {"ja": "cp932", "ar": "cp1256"}
_WESTERN: Final = "cp1252"


def text_of_bytes(content: bytes, *, language: str, name: str) -> tuple[str, str]:
    """Return the text and the code in which it was saved ("utf-8", "cp1256").

    Raise CannotRead where the bytes are no text in any code we know.
    """
    for mark, code in _MARKS:
        if content.startswith(mark):
            return _decoded(content.removeprefix(mark), code, name), code
    codes = (*_wide(content), UTF_8, _OLD.get(language[:2].lower(), _WESTERN))
    for code in codes:
        try:
            return content.decode(code), code
        except UnicodeDecodeError:
            continue
    return _decoded(content, UTF_8, name), UTF_8


def _wide(content: bytes) -> tuple[str, ...]:
    """Return the code of two bytes a letter when every other byte of the beginning is empty."""
    begins = content[:64]
    return tuple(
        code
        for code, first in (("utf-16-le", 1), ("utf-16-be", 0))
        if begins and begins[first::2].count(0) * 2 > len(begins[first::2])
    )


def _decoded(content: bytes, code: str, name: str) -> str:
    try:
        return content.decode(code)
    except UnicodeDecodeError as fault:
        raise CannotRead(
            "%(name)s has letters that cannot be read. Save it again as UTF-8.",
            detail=str(fault),
            name=name,
        ) from fault
