"""A QR code as black squares, with white left around it so that a phone finds its corners."""

import segno

from pipeline.paper.palette import INK
from pipeline.paper.press import Box
from pipeline.paper.sheet import Sheet


def draw_qr(sheet: Sheet, field: Box, text: str) -> None:
    """Draw the code of a text; its height is its width."""
    press, corner = sheet.press, sheet.box(field)
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    module = field.w / len(rows)
    press.set_fill_color(*INK)
    for down, row in enumerate(rows):
        across = 0
        while across < len(row):
            length = 1
            while row[across] and across + length < len(row) and row[across + length]:
                length += 1
            if row[across]:
                x, y = corner.x + across * module, corner.y + down * module
                press.rect(x, y, length * module, module, style="F")
            across += length
