"""Draws the cards: light on projection-room dark, the group's colour, and room around the words."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from pipeline.render import card_space
from pipeline.render.card_layout import layout_of
from pipeline.render.card_layout import title_lines as title_lines
from pipeline.render.card_layout import title_lines_fit as title_lines_fit
from pipeline.render.card_space import SIZE as SIZE
from pipeline.render.card_space import Layout, Words
from pipeline.render.cards import Card
from pipeline.render.lettering import Colour

DARK: Final[Colour] = (22, 20, 18)
LIGHT: Final[Colour] = (244, 239, 228)
SOFT: Final[Colour] = (170, 162, 148)

GROUP_COLOURS: Final[dict[str, Colour]] = {
    "red": (226, 78, 66),
    "blue": (92, 148, 246),
    "yellow": (240, 194, 62),
    "green": (92, 184, 126),
    "white": (222, 216, 204),
    "graphite": (150, 146, 140),
}
_STRIPE: Final = (44, 18)


def colour_of(key: str) -> Colour:
    """Return a group's colour on dark; light paper for a group without one."""
    return GROUP_COLOURS.get(key.strip().lower(), GROUP_COLOURS["white"])


def draw_card(card: Card, colour: Colour, path: Path) -> None:
    """Write a card of 1920 x 1080 as the best JPEG: nothing shows through a card."""
    card_image(card, colour).save(path, format="JPEG", quality=97, subsampling=0)


def card_image(card: Card, colour: Colour) -> Image.Image:
    """Return a card of 1920 x 1080 as it is in the film."""
    picture = Image.new("RGB", SIZE, DARK)
    paint(ImageDraw.Draw(picture), layout_of(card), colour)
    return picture


def paint(draw: ImageDraw.ImageDraw, layout: Layout, colour: Colour) -> None:
    """Draw the words of a card."""
    inks = inks_of(colour)
    if layout.stripes:
        stripes(draw, layout.stripes, colour, to_left=layout.to_left)
    for one in layout.words:
        write_words(draw, one, inks[one.ink])


def inks_of(colour: Colour) -> dict[str, Colour]:
    """Return what the inks of a card look like."""
    return {card_space.LIGHT: LIGHT, card_space.SOFT: SOFT, card_space.GROUP: colour}


def write_words(draw: ImageDraw.ImageDraw, words: Words, ink: Colour) -> None:
    """Write one line where it stands."""
    at = (words.x, words.baseline)
    words.hand.write(draw, at, words.text, colour=ink, align=words.align)


def stripes(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], colour: Colour, *, to_left: bool = False
) -> None:
    """Draw the stripes of a clapperboard from a point, the one ornament of a card."""
    width, height = _STRIPE
    direction = -1 if to_left else 1
    for number in range(7):
        x = at[0] + direction * number * 2 * width
        end = x + direction * width
        lean = direction * height
        corners = ((x + lean, at[1]), (end + lean, at[1]), (end, at[1] + height))
        draw.polygon((*corners, (x, at[1] + height)), fill=colour)
