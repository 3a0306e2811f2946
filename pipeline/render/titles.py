"""Titles as pictures: words on black, or words to lie over what is below."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from pipeline.documents.edit import TITLE, TITLE_OVER, PictureClip
from pipeline.fonts import Font
from pipeline.render.encoding import PictureSettings
from pipeline.render.lettering import Hand, balanced
from pipeline.render.sources import Source

RECIPE: Final = 1
"""Raised whenever the same words are drawn otherwise."""
SAFE: Final = (0.8, 0.8)
"""The share of the frame, across and down, in which words stand: the title safe area."""
LARGEST: Final = 10
"""The largest letters are a tenth of the height of the frame; more words are written smaller."""
SMALLEST: Final = 40
LINE: Final = 1.4
LOW: Final = 0.9
"""Where the last line of words over the picture stands: low, as faces are in the middle."""
INK: Final = (240, 240, 236)


def name_of_title(clip: PictureClip) -> str:
    """Return by which name the picture of a title is kept; "" for what is none."""
    return f"{clip.generator}: {clip.text}" if clip.generator in (TITLE, TITLE_OVER) else ""


def titles_for(
    picture: Iterable[PictureClip], *, settings: PictureSettings, into: Path
) -> Mapping[str, Source]:
    """Return the picture of each title, drawn into a folder."""
    size = (settings.width, settings.height)
    wanted = {name: clip for clip in picture if (name := name_of_title(clip))}
    titles = {}
    for number, (name, clip) in enumerate(wanted.items()):
        path = into / f"title_{number}.png"
        is_over = clip.generator == TITLE_OVER
        draw_title(clip.text, size, is_over=is_over).save(path)
        digest = sha256(f"title {RECIPE} {size} {name}".encode()).hexdigest()
        titles[name] = Source(
            path=path.absolute(), digest=digest, kind="png", has_alpha=is_over
        )  # fmt: skip
    return titles


def draw_title(text: str, size: tuple[int, int], *, is_over: bool) -> Image.Image:
    """Return the words in the title safe area: in the middle of black, or low on nothing."""
    hand, lines = _fitting(text, size)
    step = round(hand.px * LINE)
    height = step * len(lines)
    top = round(size[1] * LOW) - height if is_over else (size[1] - height) // 2
    mask = Image.new("L", size, 0)
    written = Image.new("RGB", size)
    draw = ImageDraw.Draw(written)
    for number, line in enumerate(lines):
        baseline = top + step * number + round(hand.px * 1.05)
        hand.write(draw, (size[0] / 2, baseline), line, colour=(255, 255, 255), align="middle")
    mask = written.convert("L")
    if not is_over:
        return Image.composite(Image.new("RGB", size, INK), Image.new("RGB", size), mask)
    return _with_shadow(mask, hand.px)


def _with_shadow(mask: Image.Image, px: int) -> Image.Image:
    """Return the words with a soft dark edge, so that they can be read on snow."""
    edge = mask.filter(ImageFilter.GaussianBlur(max(1, px / 12))).point(lambda v: min(255, v * 2))
    title = Image.composite(
        Image.new("RGB", mask.size, INK), Image.new("RGB", mask.size, (0, 0, 0)), mask
    )
    title.putalpha(Image.composite(mask, edge.point(lambda v: v * 3 // 4), mask))
    return title


def _fitting(text: str, size: tuple[int, int]) -> tuple[Hand, tuple[str, ...]]:
    """Return the largest letters with which all words have room, and the lines."""
    width, height = (side * share for side, share in zip(size, SAFE, strict=True))
    for part in range(LARGEST, SMALLEST, 2):
        hand = Hand(font=Font.TEXT_BOLD, px=max(8, size[1] // part))
        lines = tuple(
            line for paragraph in text.splitlines() for line in balanced(paragraph, hand, width)
        )
        if len(lines) * hand.px * LINE <= height:
            break
    return hand, lines
