"""Log-in cards to print and cut: eight on a page, each with a QR code, the code in large letters.

On a card stands a first name or only an animal, never a family name, an address of a person or a
birthday: whoever finds a lost card learns no more than that an owl makes a film in the blue group.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pipeline.documents.animals import face_of
from pipeline.documents.project import Project
from pipeline.paper.palette import FAINT, HAIR, INK, WHITE
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.qr import draw_qr
from pipeline.paper.sheet import Sheet, Words

PAPERS: Final = {"a4": "A4", "letter": "Letter"}
_MARGIN: Final = 10.0
_ACROSS: Final = 2
_DOWN: Final = 4
_INSIDE: Final = 5.0
_QR: Final = 32.0
_FACE: Final = 19.0
_SCAN: Final[Words] = (
    "Scan it, or open this address and write the code:",
    "Scanne, ou ouvre cette adresse et écris le code :",
    "カメラで読みとるか、このアドレスをひらいてコードを入れてね",
    "امسح الرمز، أو افتح هذا العنوان واكتب الكود:",
)
_SHARED: Final[Words] = (
    "For the device you share",
    "Pour l’appareil que vous partagez",
    "みんなで使うタブレット用",
    "للجهاز الذي تتشاركونه",
)
_TITLE: Final = Type(size_pt=8, colour=FAINT)
_NAME: Final = Type(style="B", size_pt=19)
_SMALL_NAME: Final = Type(style="B", size_pt=13)
_GROUP: Final = Type(style="B", size_pt=11)
_CODE: Final = Type(family="script", style="B", size_pt=22)
_SMALL: Final = Type(size_pt=7.5, colour=FAINT)
_ADDRESS: Final = Type(style="B", size_pt=11)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInCard:
    """What stands on one card."""

    code: str
    group: str
    colour: str
    name: str
    """Empty: only the animal. On the card of a group nobody's."""
    animal: str
    language: str
    is_shared: bool = False
    """The card of a group, for the device it shares."""


def log_in_cards_pdf(
    cards: Sequence[LogInCard], *, workshop: str, address: str, paper: str
) -> bytes:
    """Return the PDF; address is that of the site, without a slash at its end."""
    words = repr((cards, workshop, address, _SCAN, _SHARED))
    press = Press(words=words, title=workshop, paper=PAPERS[paper])
    for place, card in enumerate(cards):
        at = place % (_ACROSS * _DOWN)
        if at == 0:
            press.add_page()
            _cuts(press)
        wide, high = _size(press)
        down, across = divmod(at, _ACROSS)
        corner = Box(x=_MARGIN + across * wide, y=_MARGIN + down * high, w=wide, h=high)
        _Card(sheet=_sheet(press, card, workshop), card=card, field=corner).print(address)
    return press.finish()


def _size(press: Press) -> tuple[float, float]:
    return (press.w - 2 * _MARGIN) / _ACROSS, (press.h - 2 * _MARGIN) / _DOWN


def _sheet(press: Press, card: LogInCard, workshop: str) -> Sheet:
    project = Project(title=workshop, group=card.group, colour=card.colour, language=card.language)
    return Sheet(press, project)


def _cuts(press: Press) -> None:
    """Broken lines between the cards, for the scissors."""
    wide, high = _size(press)
    press.set_draw_color(*HAIR)
    press.set_line_width(0.2)
    press.set_dash_pattern(dash=1.5, gap=1.5)
    for across in range(_ACROSS + 1):
        x = _MARGIN + across * wide
        press.line(x, _MARGIN, x, press.h - _MARGIN)
    for down in range(_DOWN + 1):
        y = _MARGIN + down * high
        press.line(_MARGIN, y, press.w - _MARGIN, y)
    press.set_dash_pattern()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """One card in its field of the page."""

    sheet: Sheet
    card: LogInCard
    field: Box

    def at(self, x: float, y: float, w: float, h: float = 0.0) -> Box:
        """Return a box inside of the card; a card in Arabic begins at its right side."""
        left = self.field.w - x - w if self.sheet.is_mirrored else x
        return Box(x=self.field.x + left, y=self.field.y + y, w=w, h=h)

    def put(self, box: Box, text: str, kind: Type, align: str = "L") -> None:
        """Print one line at the near side of a box that is mirrored already."""
        press = self.sheet.press
        if self.sheet.is_mirrored:
            align = {"L": "R", "R": "L"}.get(align, align)
        press.set_type(kind)
        press.set_xy(box.x, box.y)
        press.cell(box.w, box.h or kind.size_pt * 0.42, press.cut(text, box.w), align=align)

    def print(self, address: str) -> None:
        """Print it: who it is for, the way in, and below it the code as large as it can be."""
        whole = self.field.w - 2 * _INSIDE
        self._tape(self.field.w)
        self.put(self.at(_INSIDE, 8, whole - _QR - 3, 4), self.sheet.project.title, _TITLE)
        self._who(whole - _QR - 3)
        self._qr(address)
        self.put(self.at(_INSIDE, 43, whole, 3.6), self.sheet.said(_SCAN), _SMALL)
        self.put(self.at(_INSIDE, 47.2, whole, 5), address.partition("://")[2], _ADDRESS)
        self.put(self.at(_INSIDE, 54, whole, 10), self.card.code, self._code_type(whole))

    def _code_type(self, width: float) -> Type:
        """A long code is set smaller rather than cut."""
        press = self.sheet.press
        press.set_type(_CODE)
        fits = min(1.0, 0.98 * width / press.get_string_width(self.card.code))
        return Type(family="script", style="B", size_pt=_CODE.size_pt * fits)

    def _tape(self, wide: float) -> None:
        """The group's colour along the upper edge, and the clapper's stripes beside it."""
        press = self.sheet.press
        whole = self.at(0, 0, wide, 5)
        press.stripes(whole)
        tape = self.at(0, 0, wide * 0.72, 5)
        press.set_fill_color(*self.sheet.colour)
        press.rect(tape.x, tape.y, tape.w, tape.h, style="F")

    def _who(self, width: float) -> None:
        card = self.card
        x = _INSIDE
        if face_of(card.animal):
            self._face(self.at(_INSIDE, 14.5, _FACE, _FACE))
            x += _FACE + 3
        left = width - (x - _INSIDE)
        if card.is_shared:
            self.put(self.at(_INSIDE, 16, width, 9), card.group, _NAME)
            lines = self.sheet.press.fold(self.sheet.said(_SHARED), _GROUP, width, 2)
            for number, line in enumerate(lines):
                self.put(self.at(_INSIDE, 26 + 5 * number, width, 5), line, _GROUP)
            return
        if card.name:
            self._name(self.at(x, 0, left), x)
        self.put(self.at(x, 27.5, left, 5), card.group, _GROUP)

    def _name(self, place: Box, x: float) -> None:
        """A name that is too wide for one large line stands on two small ones."""
        press = self.sheet.press
        press.set_type(_NAME)
        if press.get_string_width(self.card.name) <= place.w:
            self.put(self.at(x, 17.5, place.w, 9), self.card.name, _NAME)
            return
        for number, line in enumerate(press.fold(self.card.name, _SMALL_NAME, place.w, 2)):
            self.put(self.at(x, 15 + 5.6 * number, place.w, 6), line, _SMALL_NAME)

    def _face(self, box: Box) -> None:
        press = self.sheet.press
        for patch in face_of(self.card.animal):
            press.set_fill_color(*(WHITE if patch.is_light else INK))
            points = [
                (box.x + px * box.w / 100, box.y + py * box.h / 100) for px, py in patch.points
            ]
            press.polygon(points, style="F")

    def _qr(self, address: str) -> None:
        """The code stands at the far side; the sheet would mirror a box that is placed already."""
        box = self.at(self.field.w - _QR - _INSIDE, 8.5, _QR, _QR)
        unmirrored = Sheet(self.sheet.press, Project(title="", group=""))
        draw_qr(unmirrored, box, f"{address}/log-in?card={quote(self.card.code)}")
