"""The bytes of a script to its text. Pure.

UTF-8 and UTF-16 (with their marks) are read. Letters of an old Windows program are taken as such
only where each of them is one that people write, and a check tells that they were guessed: a wrong
guess turns every accent into rubbish that nobody notices before the credits.
"""

import codecs
from typing import Final

from pipeline.errors import CannotRead

_OLD_WINDOWS: Final = "cp1252"
_WRITTEN: Final = frozenset(
    "ÀÂÄÆÇÈÉÊËÍÎÏÑÓÔÖÙÚÛÜŒŸßàáâäæçèéêëíîïñòóôöùúûüœÿåÅøØ¿¡«»‘’“”–—…°€\u00a0".encode("cp1252")
)
"""The bytes above ASCII that Western European scripts hold."""
_CONTROLS: Final = {
    **dict.fromkeys(code for code in range(32) if code not in b"\t\n"),
    **dict.fromkeys((0x0B, 0x0C, 0x85), "\n"),
}
"""Line ends of other programs end a line; other control characters are not printed and go."""
LARGEST_BYTES: Final = 2_000_000
"""About a thousand pages."""


def text_of(content: bytes, *, name: str) -> str:
    """Return the text with one kind of line end. Raise CannotRead."""
    if len(content) > LARGEST_BYTES:
        raise CannotRead(
            "%(name)s is too large for a script. Send only the text of the film.", name=name
        )
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as fault:
        raise CannotRead(
            "The letters of %(name)s cannot be read. Open it in your writing program and save it"
            " again as text with the encoding UTF-8.",
            name=name,
            detail=str(fault),
        ) from fault
    if "\0" in text:
        raise CannotRead(
            "%(name)s is not a text. Send the script as .fountain, .txt or .fdx.", name=name
        )
    return with_one_line_end(text).translate(_CONTROLS)


def is_encoding_sure(content: bytes) -> bool:
    """Return whether the bytes themselves say which letters they are."""
    return _encoding(content) != _OLD_WINDOWS


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    high = {byte for byte in content if byte >= 0x80}
    if not high or not high <= _WRITTEN or _is_utf_8(content):
        return "utf-8-sig"
    return _OLD_WINDOWS


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def with_one_line_end(text: str) -> str:
    r"""Return the text without byte order marks, its lines ended by \n alone."""
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
