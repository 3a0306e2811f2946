"""The guide film: small, with burnt-in timecode, take and source timecode, leader and beeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image, ImageDraw

from pipeline.bench import Watch
from pipeline.documents.turnover import HEAD_S, POP_S, Leader
from pipeline.editing.guide_bands import BAND, EDGE, Bands
from pipeline.editing.guide_shots import Said
from pipeline.fonts import Font
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.cache import second_name
from pipeline.render.encoding import PictureSettings, encoding, timescale
from pipeline.render.joining import must_fit_together, mux
from pipeline.render.lettering import Hand, fitted
from pipeline.timing import nominal

HEIGHT: Final = 540
NARROWEST: Final = 640
"""Pixels; an upright film gets black at its sides, so that the words have room."""
CRF: Final = 23
PAPER: Final = (0, 0, 0)
INK: Final = (235, 235, 235)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideParts:
    """What a guide is made of."""

    picture: Path
    """The picture of the locked edit, an MP4 without sound."""
    sound: Path
    """A WAV as long as the guide."""
    leader: Leader
    said: Iterable[Said]
    """What is said at each frame of the film."""
    film: str
    group: str
    version: str
    shape: tuple[int, int]
    """Width and height of the film."""


def make_guide(parts: GuideParts, into: Path, *, watch: Watch) -> None:
    """Write the guide as MP4. Raise WorkFailed or Cancelled."""
    size = guide_size(parts.shape)
    with TemporaryDirectory(dir=into.parent, prefix=".guide-") as folder:
        work = Path(folder)
        _draw_leader(parts, size, work)
        bands = Bands(
            width=size[0],
            film=parts.film,
            group=parts.group,
            version=parts.version,
            leader=parts.leader,
        )
        settings = PictureSettings(
            width=size[0], height=size[1] + 2 * BAND, rate=parts.leader.rate, crf=CRF
        )
        run_ffmpeg(
            (
                *("-y", *_inputs(parts, size[0])),
                *("-filter_complex", _graph(parts, size), "-map", "[guide]"),
                *(*encoding(settings), "-frames:v", str(parts.leader.total)),
                *("-f", "tee", _outputs(settings)),
            ),
            cwd=work,
            seconds=parts.leader.total / parts.leader.rate,
            watch=watch,
            feed=bands.frames(parts.said),
        )
        must_fit_together(work / "guide.frames", frames=parts.leader.total, rate=parts.leader.rate)
        mux(work / "guide.mp4", parts.sound, into, watch=watch)


def guide_size(shape: tuple[int, int]) -> tuple[int, int]:
    """Return the size of the picture in a guide, without the bands."""
    height = min(HEIGHT, shape[1]) // 2 * 2
    width = round(height * shape[0] / shape[1] / 2) * 2
    return max(NARROWEST, width), height


def _inputs(parts: GuideParts, width: int) -> tuple[str, ...]:
    rate = str(parts.leader.rate)
    still = ("-protocol_whitelist", "file", "-f", "image2", "-framerate", rate)
    return (
        *(*still, "-i", "head_%05d.png", *still, "-i", "tail_%05d.png"),
        *("-protocol_whitelist", "file", "-f", "mov", "-i", f"file:{parts.picture.absolute()}"),
        *("-protocol_whitelist", "pipe", "-f", "rawvideo", "-pix_fmt", "gray"),
        *("-video_size", f"{width}x{2 * BAND}", "-framerate", rate, "-i", "pipe:0"),
    )


def _graph(parts: GuideParts, size: tuple[int, int]) -> str:
    """Return the graph: leader, film and tail in a row, between the two bands."""
    width, height = size
    tick = f"settb=expr={1 / parts.leader.rate},setpts=expr=N"
    kind = "setsar=sar=1,format=pix_fmts=yuv420p"
    matrix = "out_color_matrix=bt709:out_range=tv"
    fitted_in = (
        f"scale=w={width}:h={height}:force_original_aspect_ratio=decrease"
        f":force_divisible_by=2:flags=bicubic,pad=w={width}:h={height}:x=-1:y=-1"
    )
    drawn = f"scale=w={width}:h={height}:{matrix},{kind},{tick}"
    return ";".join(
        (
            f"[0:v:0]{drawn}[head]",
            f"[1:v:0]{drawn}[tail]",
            f"[2:v:0]{fitted_in},{kind},{tick}[film]",
            f"[head][film][tail]concat=n=3:v=1:a=0,{tick}[row]",
            f"[3:v:0]scale=in_range=pc:{matrix},{kind},{tick},split[a][b]",
            f"[a]crop=w={width}:h={BAND}:x=0:y=0[above]",
            f"[b]crop=w={width}:h={BAND}:x=0:y={BAND}[below]",
            f"[above][row][below]vstack=inputs=3,{tick},setparams=range=tv"
            ":color_primaries=bt709:color_trc=bt709:colorspace=bt709[guide]",
        )
    )


def _outputs(settings: PictureSettings) -> str:
    ticks = timescale(settings.rate)
    return f"[f=mp4:video_track_timescale={ticks}]guide.mp4|[f=framecrc]guide.frames"


def _draw_leader(parts: GuideParts, size: tuple[int, int], work: Path) -> None:
    """Draw leader and tail: a picture for each second, and its name for each of its frames."""
    leader = parts.leader
    black = _page(size, work / "black.png", ())
    base = nominal(leader.rate)
    for number in range(HEAD_S - POP_S):
        lines = (str(HEAD_S - number), parts.film, parts.group, parts.version)
        page = _page(size, work / f"second_{number}.png", lines)
        for frame in range(number * base, (number + 1) * base):
            second_name(page, work / f"head_{frame:05d}.png")
    before, after = leader.pops
    for frame in range(before, leader.first):
        second_name(black, work / f"head_{frame:05d}.png")
    for frame in range(leader.end, leader.total):
        second_name(black, work / f"tail_{frame - leader.end:05d}.png")
    beep = _page(size, work / "beep.png", (str(POP_S),))
    second_name(beep, work / f"head_{before:05d}.png")
    second_name(beep, work / f"tail_{after - leader.end:05d}.png")


def _page(size: tuple[int, int], path: Path, lines: tuple[str, ...]) -> Path:
    """Draw a page of the leader: a figure, and small lines under it."""
    page = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(page)
    middle, height = size[0] / 2, size[1]
    if lines:
        Hand(font=Font.NARROW_BOLD, px=round(height * 0.5)).write(
            draw, (middle, height * 0.58), lines[0], colour=INK, align="middle"
        )
    for number, line in enumerate(lines[1:]):
        hand = fitted(line, Font.TEXT, (round(height * 0.06), 10), size[0] - 2 * EDGE)
        at = (middle, height * (0.72 + 0.1 * number))
        hand.write(draw, at, line, colour=INK, align="middle")
    page.save(path, compress_level=1)
    return path
