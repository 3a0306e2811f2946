"""End credits that move up in one go: drawn once on one tall sheet, made once as film with alpha.

It moves by whole pixels a frame, or letters would shimmer; so slowly that all of it can be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from pipeline.documents.final_cut import Credits, CreditStyle
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.card_layout import layout_of, shown_cards
from pipeline.render.card_picture import DARK, inks_of, write_words
from pipeline.render.card_space import SAFE_HEIGHT, SIZE, Layout, Words
from pipeline.render.cards import SECONDS_A_WORD, Card, TitleCard, reading_seconds, words_of_card
from pipeline.render.lettering import Colour
from pipeline.timing import FrameRate, frames_to_seconds, seconds_to_frames

SEEN_S: Final = 5
"""So long at least every line is inside the title-safe area."""
KIND: Final = "mov"
_BETWEEN: Final = 170
_BELOW: Final = 70
"""Pixels between two cards, and between two parts of one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """Cards one under the other."""

    cards: tuple[Card, ...]

    def text(self) -> str:
        """Return all words of the first language."""
        return " ".join(card.text().strip() for card in self.cards)


Shown = Card | Crawl


def shown_of(credits_of_film: Credits, language: str) -> tuple[Shown, ...]:
    """Return what is shown: the title, then the end as cards or as one crawl."""
    title, *ending = shown_cards(credits_of_film, language)
    if credits_of_film.style is CreditStyle.CRAWL and ending:
        return title, Crawl(cards=tuple(ending))
    return title, *ending


def frames_of(shown: Shown, rate: FrameRate) -> int:
    """Return how many frames something is on screen."""
    if not isinstance(shown, Crawl):
        return seconds_to_frames(reading_seconds(shown), rate)
    return ceil(_travel(shown) / pixels_a_frame(shown, rate)) + 1


def seconds_of(shown: Shown, rate: FrameRate) -> Fraction:
    """Return how long something is on screen."""
    return frames_to_seconds(frames_of(shown, rate), rate)


def pixels_a_frame(crawl: Crawl, rate: FrameRate) -> int:
    """Return how fast a crawl moves: whole pixels, slow enough for all its words."""
    words = sum(map(words_of_card, crawl.cards))
    by_line = SAFE_HEIGHT / (SEEN_S * rate)
    by_words = _travel(crawl) / (rate * SECONDS_A_WORD * max(1, words))
    return max(1, floor(min(by_line, by_words)))


def draw_crawl(crawl: Crawl, colour: Colour) -> Image.Image:
    """Return the sheet with nothing behind the words, a screen of nothing above and below."""
    height = _height(crawl) + 2 * SIZE[1]
    words = [replace(one, baseline=one.baseline + SIZE[1]) for one in words_of(crawl)]
    sheet = Image.new("RGB", (SIZE[0], height))
    alpha = Image.new("L", sheet.size)
    for ink, look in inks_of(colour).items():
        mask = Image.new("RGB", sheet.size)
        draw = ImageDraw.Draw(mask)
        for one in words:
            if one.ink == ink:
                write_words(draw, one, (255, 255, 255))
        cover = mask.convert("L")
        touched = cover.point(lambda level: 255 if level else 0)
        sheet.paste(look, mask=touched)
        alpha = ImageChops.lighter(alpha, cover)
    sheet.putalpha(alpha)
    return sheet


def crawl_image(crawl: Crawl, colour: Colour) -> Image.Image:
    """Return the whole crawl on dark, for a page that shows it."""
    sheet = draw_crawl(crawl, colour)
    margin = SIZE[1] * 9 // 10
    seen = sheet.crop((0, margin, sheet.width, sheet.height - margin))
    return Image.alpha_composite(Image.new("RGBA", seen.size, (*DARK, 255)), seen).convert("RGB")


def make_crawl(
    crawl: Crawl, colour: Colour, rate: FrameRate, film: Path, *, watch: Watch | None = None
) -> None:
    """Write a crawl as film with alpha. Raise WorkFailed or Cancelled."""
    sheet = film.with_suffix(".png")
    draw_crawl(crawl, colour).save(sheet, compress_level=1)
    step = pixels_a_frame(crawl, rate)
    moves = f"loop=loop=-1:size=1:start=0,setpts=N,crop={SIZE[0]}:{SIZE[1]}:0:min(n*{step}\\,ih-oh)"
    run_ffmpeg(
        [
            *("-protocol_whitelist", "file", "-f", "png_pipe", "-framerate", str(rate)),
            *("-i", f"file:{sheet.absolute()}", "-vf", moves, "-map_metadata", "-1"),
            *("-frames:v", str(frames_of(crawl, rate)), "-c:v", "qtrle", "-g", "1"),
            *("-pix_fmt", "argb", "-fflags", "+bitexact", "-f", "mov", "-y"),
            f"file:{film.absolute()}",
        ],
        watch=watch,
    )


def words_of(crawl: Crawl) -> tuple[Words, ...]:
    """Return all words; the ink of the first begins at 0."""
    found: list[Words] = []
    y = 0.0
    for card, layout in _layouts(crawl):
        top, bottom = _reach(layout)
        below = 0 if not found else _BETWEEN if _heading(card) else _BELOW
        down = y + below - top
        found += [replace(one, baseline=one.baseline + down) for one in layout.words]
        y += below + bottom - top
    return tuple(found)


def _layouts(crawl: Crawl) -> Iterator[tuple[Card, Layout]]:
    """Yield the cards with the places of their words; a list that goes on has one heading."""
    before = ""
    for card in crawl.cards:
        heading = _heading(card)
        if heading and heading == before and not isinstance(card, TitleCard):
            card = replace(card, heading="")
        before = heading
        yield card, layout_of(card)


def _heading(card: Card) -> str:
    return "" if isinstance(card, TitleCard) else card.heading


def _reach(layout: Layout) -> tuple[float, float]:
    boxes = [one.box() for one in layout.words if one.text]
    return min((box[1] for box in boxes), default=0), max((box[3] for box in boxes), default=0)


def _height(crawl: Crawl) -> int:
    return ceil(max((one.box()[3] for one in words_of(crawl)), default=0))


def _travel(crawl: Crawl) -> int:
    """Return the pixels from the first line coming in below to the last one leaving above."""
    return _height(crawl) + SIZE[1]
