"""The bytes of a script to its text. Pure.

UTF-8 and UTF-16 (with their marks) are read; what is no text is refused rather than guessed, as a
wrong guess turns every accent of a script into rubbish that nobody notices before the credits.
"""

import codecs
from typing import Final

from pipeline.errors import CannotRead

LARGEST_BYTES: Final = 2_000_000
"""About a thousand pages."""


def text_of(content: bytes, *, name: str) -> str:
    """Return the text with one kind of line end. Raise CannotRead."""
    if len(content) > LARGEST_BYTES:
        raise CannotRead(
            "%(name)s is too large for a script. Send only the text of the film.", name=name
        )
    encoding = (
        "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    )
    try:
        text = content.decode(encoding)
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
    return with_one_line_end(text)


def with_one_line_end(text: str) -> str:
    r"""Return the text without byte order marks, its lines ended by \n alone."""
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
