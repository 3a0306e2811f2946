"""A PDF in our fonts: black ink, the clapper's stripes, and every script of the groups.

Equal words give equal bytes: the date inside is fixed, so that a product changes only when the
work does.
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from fpdf import FPDF
from fpdf.fonts import TTFFont

from pipeline.fonts import Font, font_path
from pipeline.paper.palette import HAIR, INK, Colour

PRINTED_ON: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Not a real day: the date of the work is in the ledger."""

_FONTS: Final = {
    ("script", ""): Font.SCRIPT,
    ("script", "B"): Font.SCRIPT_BOLD,
    ("script", "I"): Font.SCRIPT_ITALIC,
    ("script", "BI"): Font.SCRIPT_BOLD_ITALIC,
    ("text", ""): Font.TEXT,
    ("text", "B"): Font.TEXT_BOLD,
    ("narrow", "B"): Font.NARROW_BOLD,
}
_OTHER_SCRIPTS: Final = (
    ("arabic", Font.ARABIC, ((0x0600, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))),
    ("japanese", Font.JAPANESE, ((0x2E80, 0xD7FF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a piece of text is set."""

    family: str = "text"
    """ "script", "text" or "narrow"."""
    style: str = ""
    """Letters of B, I and U."""
    size_pt: float = 9.0
    colour: Colour = INK


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the page, in millimetres."""

    x: float
    y: float
    w: float
    h: float = 0.0


class Press(FPDF):
    """A document with our fonts; the fonts of other scripts are loaded when its words need them."""

    def __init__(
        self, *, words: str, title: str, landscape: bool = False, paper: str = "A4"
    ) -> None:
        """Begin an empty document; words is a text that holds every letter it will print."""
        super().__init__(orientation="L" if landscape else "P", unit="mm", format=paper)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_title(title)
        self.set_creator("Claquette")
        self.set_creation_date(PRINTED_ON)
        needed = [
            name for name, font, ranges in _OTHER_SCRIPTS if self._add(name, font, ranges, words)
        ]
        if needed:
            self.set_fallback_fonts(needed, exact_match=False)
            self.set_text_shaping(True)

    def _add(self, name: str, font: Font, ranges: tuple[tuple[int, int], ...], words: str) -> bool:
        if not any(low <= ord(letter) <= high for letter in set(words) for low, high in ranges):
            return False
        self.add_font(name, "", font_path(font))
        return True

    def finish(self) -> bytes:
        """Return the document and let go of the font files."""
        document = bytes(self.output())
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()
        return document

    def set_type(self, kind: Type) -> None:
        """Set what follows in this type."""
        weight = kind.style.replace("U", "")
        if f"{kind.family}{weight}" not in self.fonts:
            self.add_font(kind.family, weight, font_path(_FONTS[kind.family, weight]))
        self.set_font(kind.family, kind.style, kind.size_pt)
        # A text that began in another script may have left that font set on the page.
        self.current_font_is_set_on_page = False
        self.set_text_color(*kind.colour)

    def put(self, box: Box, text: str, kind: Type, align: str = "L") -> None:
        """Print one line, cut to the width of the box; a line of Arabic stands on the right."""
        self.set_type(kind)
        if align == "L" and is_right_to_left(text):
            align = "R"
        self.set_xy(box.x, box.y)
        self.cell(box.w, box.h or kind.size_pt * 0.42, self.cut(text, box.w), align=align)

    def cut(self, text: str, width: float) -> str:
        """Return the text, its end replaced by … when it is wider than this in the type set."""
        if self.get_string_width(text) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.get_string_width(text[:middle].rstrip() + "…") <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + "…"

    def fold(self, text: str, kind: Type, width: float, most: int) -> list[str]:
        """Return the text as lines of at most this width; the last of `most` lines is cut."""
        self.set_type(kind)
        if not text:
            return []
        lines = self.multi_cell(
            width, kind.size_pt * 0.42, text, dry_run=True, output="LINES", align="L"
        )
        kept = [str(line) for line in lines] if isinstance(lines, list) else []
        if len(kept) > most:
            kept = [*kept[: most - 1], self.cut(" ".join(kept[most - 1 :]), width)]
        return kept

    def stripes(self, box: Box, *, falling: bool = False) -> None:
        """Draw the stripes of a clapperboard; the lower stick's fall the other way."""
        lean = -box.h if falling else box.h
        with self.local_context(), self.rect_clip(box.x, box.y, box.w, box.h):
            self.set_fill_color(*INK)
            step = box.h * 1.35
            x = box.x - 2 * step
            while x < box.x + box.w + box.h:
                corners = [(x, box.y + box.h), (x + lean, box.y)]
                corners += [(x + lean + step, box.y), (x + step, box.y + box.h)]
                self.polygon(corners, style="F")
                x += 2 * step

    def rule(self, box: Box, *, colour: Colour = HAIR, width: float = 0.2) -> None:
        """Draw a line from the corner of a box along its width or height."""
        self.set_draw_color(*colour)
        self.set_line_width(width)
        self.line(box.x, box.y, box.x + box.w, box.y + box.h)


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter that has a direction is Arabic or Hebrew."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
