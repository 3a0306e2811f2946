"""The fonts that PDFs and pictures are set in, vendored so that every machine draws the same page.

VENDOR.md lists where each file is from, its licence and its digest.
"""

from enum import StrEnum
from pathlib import Path


class Font(StrEnum):
    """A font file of this folder."""

    SCRIPT = "CourierPrime-Regular"
    SCRIPT_BOLD = "CourierPrime-Bold"
    SCRIPT_ITALIC = "CourierPrime-Italic"
    SCRIPT_BOLD_ITALIC = "CourierPrime-BoldItalic"
    TEXT = "Archivo-Regular"
    TEXT_BOLD = "Archivo-Bold"
    NARROW_BOLD = "ArchivoNarrow-Bold"
    ARABIC = "NotoSansArabic-Regular"
    JAPANESE = "NotoSansJP-Regular"


def font_path(name: Font) -> Path:
    """Return the TrueType file of a font."""
    return Path(__file__).with_name(f"{name}.ttf")
