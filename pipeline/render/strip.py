"""A film strip with one frame of every shot: the whole edit at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from pipeline.fonts import Font
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.lettering import Hand
from pipeline.timing import frames_to_timecode

MOST_FRAMES: Final = 48
COLUMNS: Final = 6
FRAME: Final = (240, 135)
GAP: Final = 12
EDGE: Final = 30  # the band with the holes
LABEL: Final = 40
HOLE: Final = (12, 14)
BASE: Final = (24, 22, 21)
LIGHT: Final = (242, 238, 230)
SOFT: Final = (168, 160, 150)


@dataclass(frozen=True, slots=True, kw_only=True)
class StripFrame:
    """One frame of the strip."""

    frame: int  # of the film
    start_frame: int  # where its shot begins
    name: str


def strip_frames(shots: Sequence[StripFrame]) -> tuple[StripFrame, ...]:
    """Return the frames to show: all, or as many as a strip holds, spread over the film."""
    if len(shots) <= MOST_FRAMES:
        return tuple(shots)
    return tuple(shots[index * len(shots) // MOST_FRAMES] for index in range(MOST_FRAMES))


def draw_strip(
    film: Path,
    shots: Sequence[StripFrame],
    into: Path,
    *,
    rate: Fraction,
    watch: Watch | None = None,
) -> None:
    """Write the strip of a film (MP4) as a JPEG. The folder of `into` must be writable. Raise
    WorkFailed.
    """
    shown = strip_frames(sorted(shots, key=lambda shot: shot.frame))
    pictures = _pictures(film, shown, into.parent / ".strip", watch)
    columns = min(COLUMNS, max(1, len(shown)))
    rows = -(-len(shown) // columns)
    width = GAP + columns * (FRAME[0] + GAP)
    row_height = EDGE * 2 + FRAME[1] + LABEL
    strip = Image.new("RGB", (width, rows * row_height + (rows - 1) * GAP), LIGHT)
    for index, (shot, picture) in enumerate(zip(shown, pictures, strict=False)):
        row, column = divmod(index, columns)
        top = row * (row_height + GAP)
        if column == 0:
            _draw_film(strip, top, row_height)
        _draw_frame(strip, (GAP + column * (FRAME[0] + GAP), top + EDGE), picture, shot, rate)
    strip.save(into, format="JPEG", quality=88)


def _pictures(
    film: Path, shots: Sequence[StripFrame], folder: Path, watch: Watch | None
) -> list[Image.Image]:
    """Return the frames as small pictures, in order."""
    folder.mkdir()
    wanted = "+".join(f"eq(n,{shot.frame})" for shot in shots)
    size = f"scale=w={FRAME[0]}:h={FRAME[1]}:force_original_aspect_ratio=decrease"
    padded = f"pad=w={FRAME[0]}:h={FRAME[1]}:x=(ow-iw)/2:y=(oh-ih)/2"
    run_ffmpeg(
        (
            *("-y", "-protocol_whitelist", "file", "-f", "mov", "-i", f"file:{film}"),
            *("-vf", f"select='{wanted}',{size},{padded}", "-fps_mode", "passthrough", "-an"),
            *("-f", "image2", "-c:v", "png", f"file:{folder}/%04d.png"),
        ),
        watch=watch,
    )
    pictures = []
    for path in sorted(folder.iterdir()):
        with Image.open(path, formats=["PNG"]) as picture:
            pictures.append(picture.convert("RGB"))
        path.unlink()
    folder.rmdir()
    return pictures


def _draw_film(strip: Image.Image, top: int, height: int) -> None:
    draw = ImageDraw.Draw(strip)
    draw.rectangle((0, top, strip.width, top + height - 1), fill=BASE)
    for left in range(GAP, strip.width, HOLE[0] * 2):
        for edge in (top + (EDGE - HOLE[1]) // 2, top + height - (EDGE + HOLE[1]) // 2):
            box = (left, edge, left + HOLE[0], edge + HOLE[1])
            draw.rounded_rectangle(box, radius=4, fill=LIGHT)


def _draw_frame(
    strip: Image.Image,
    at: tuple[int, int],
    picture: Image.Image,
    shot: StripFrame,
    rate: Fraction,
) -> None:
    mask = Image.new("L", FRAME, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, FRAME[0] - 1, FRAME[1] - 1), radius=6, fill=255)
    strip.paste(picture, at, mask)
    draw = ImageDraw.Draw(strip)
    baseline = at[1] + FRAME[1] + 26
    time = Hand(font=Font.TEXT, px=15)
    stamp = frames_to_timecode(shot.start_frame, rate)
    right = at[0] + FRAME[0]
    time.write(draw, (right, baseline), stamp, colour=SOFT, align="right")
    name = _fitting(shot.name, FRAME[0] - time.width(stamp) - GAP)
    Hand(font=Font.TEXT, px=17).write(draw, (at[0], baseline), name, colour=LIGHT)


def _fitting(name: str, width: float) -> str:
    hand = Hand(font=Font.TEXT, px=17)
    while len(name) > 1 and hand.width(name) > width:
        name = name[:-2].rstrip("…") + "…"
    return name
