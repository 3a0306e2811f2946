"""The picture that stands where a medium is missing: its name, and what to do."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from pipeline.fonts import Font
from pipeline.render.encoding import PictureSettings
from pipeline.render.lettering import Hand
from pipeline.render.sources import Source

PAPER: Final = (38, 38, 42)
INK: Final = (236, 236, 232)
STRIPES: Final = ((236, 236, 232), (22, 22, 24))
LONGEST_NAME: Final = 48


def slates_for(
    names: Sequence[str], *, settings: PictureSettings, into: Path
) -> Mapping[str, Source]:
    """Return a slate for each missing medium, drawn into a folder."""
    slates = {}
    for number, name in enumerate(names):
        path = into / f"slate_{number}.png"
        draw_slate(name, (settings.width, settings.height)).save(path)
        digest = sha256(f"slate {name}".encode()).hexdigest()
        slates[name] = Source(path=path.absolute(), digest=digest, kind="png")
    return slates


def draw_slate(name: str, size: tuple[int, int]) -> Image.Image:
    """Return a clapperboard that names what is missing."""
    width, height = size
    slate = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(slate)
    bar, step = height // 9, max(2, width // 12)
    for index in range(-2, 14):
        left = index * step
        corners = [(left, bar), (left + step, bar), (left + step + bar, 0), (left + bar, 0)]
        draw.polygon(corners, fill=STRIPES[index % 2])
    lines = ((_shortened(name), 14), ("This take is missing. Relink the clip.", 22))
    for index, (line, share) in enumerate(lines):
        hand = Hand(font=Font.TEXT_BOLD, px=max(8, height // share))
        at = (width / 2, height * (0.5 + 0.14 * index))
        hand.write(draw, at, line, colour=INK, align="middle")
    return slate


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
