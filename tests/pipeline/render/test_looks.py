"""How pictures of every kind come into the frame, measured as pixels: the real ffmpeg."""

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.documents.edit import Crop, Dissolve, Look, OpacityKey, PictureClip
from pipeline.media.facts import MediaFacts, VideoFacts
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.media.graphs import Rendition, proxy
from pipeline.render.sources import RenderMedium
from tests.pipeline.render.grey_films import Bench, edit_of, shot

pytestmark = pytest.mark.ffmpeg

WIDE, HIGH = 192, 108
RED, BLUE, WHITE, BLACK = (255, 0, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)
Pixels = NDArray[np.int16]
KINDS = {
    ".mp4": "mov",
    ".mov": "mov",
    ".mkv": "matroska",
    ".webm": "matroska",
    ".avi": "avi",
    ".ts": "mpegts",
    ".png": "png",
    ".webp": "webp",
}


def medium(path: Path) -> RenderMedium:
    digest = sha256(path.read_bytes()).hexdigest()
    return RenderMedium(path=path, digest=digest, kind=KINDS[path.suffix])


def film(path: Path, drawn: str, *written: str) -> RenderMedium:
    """Write ten frames that a lavfi graph draws."""
    source = ("-y", "-f", "lavfi", "-i", drawn, "-frames:v", "10")
    run_ffmpeg((*source, *written, f"file:{path}"))
    return medium(path)


def plain(path: Path, colour: str, *written: str, size: str = f"{WIDE}x{HIGH}") -> RenderMedium:
    """Write a film of one colour, lossless, in the colours of high definition."""
    how = ("-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv444p", "-preset", "ultrafast")
    return film(path, f"color=s={size}:r=25:c={colour},{_MEANT}", *(written or how))


_MEANT = (
    "format=gbrp,scale=out_color_matrix=bt709:out_range=tv,format=yuv444p,"
    "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
)


def halves(left: str, right: str) -> str:
    """Return a graph that draws two colours beside each other."""
    return f"color=s={WIDE}x{HIGH}:r=25:c={left},drawbox=x=iw/2:w=iw/2:h=ih:t=fill:c={right}"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(folder=tmp_path / "bench")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bench").mkdir()
    return tmp_path


def pictures(
    bench: Bench, media: dict[str, RenderMedium], *clips: PictureClip, **more: Any
) -> Pixels:
    """Render clips and return the frames as red, green and blue."""
    edit = edit_of(*clips, width=WIDE, height=HIGH, **more)
    seen, _ = bench.render(edit, media, crf=1)
    raw = seen.with_suffix(".raw")
    colours = "scale=in_color_matrix=bt709:in_range=tv,format=gbrp"
    run_ffmpeg(
        (
            *("-y", "-f", "mov", "-i", f"file:{seen}", "-fps_mode", "passthrough", "-vf", colours),
            *("-pix_fmt", "rgb24", "-f", "rawvideo", f"file:{raw}"),
        )
    )
    return np.fromfile(raw, np.uint8).reshape(-1, HIGH, WIDE, 3).astype(np.int16)


def is_colour(picture: Pixels, x: float, y: float, colour: tuple[int, ...], slack: int = 8) -> bool:
    """Return whether the pixels around a point, in shares of the frame, have a colour."""
    across, down = round(x * WIDE), round(y * HIGH)
    area = picture[down - 2 : down + 3, across - 2 : across + 3].reshape(-1, 3)
    return bool(np.abs(area.mean(axis=0) - np.array(colour)).max() <= slack)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.mov", ("-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuva444p10le")),
        ("b.mov", ("-c:v", "qtrle", "-pix_fmt", "argb")),
        ("c.mov", ("-c:v", "png", "-pix_fmt", "rgba")),
        ("d.webm", ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-b:v", "4M")),
        ("e.png", ("-frames:v", "1", "-update", "1", "-pix_fmt", "rgba")),
        ("f.webp", ("-frames:v", "1", "-lossless", "1", "-pix_fmt", "bgra")),
    ],
)
def test_what_lies_below_is_seen_through_every_kind_of_alpha(
    bench: Bench, folder: Path, name: str, written: tuple[str, ...]
) -> None:
    alpha = "format=rgba,geq=r=255:g=0:b=0:a='if(lt(X,W/2),0,128)'"
    above = film(folder / name, f"color=s={WIDE}x{HIGH}:r=25:c=red,{alpha}", *written)
    media = {"above": above, "below": plain(folder / "below.mp4", "blue")}
    (first, *_) = pictures(bench, media, shot("below", 0, 4, 0), shot("above", 0, 4, 0, layer=1))
    assert is_colour(first, 0.25, 0.5, BLUE, 12)
    assert is_colour(first, 0.75, 0.5, (128, 0, 127), 24)


def test_a_picture_without_alpha_hides_all(bench: Bench, folder: Path) -> None:
    Image.new("RGB", (WIDE, HIGH), RED).save(folder / "red.png")
    media = {"above": medium(folder / "red.png"), "below": plain(folder / "below.mp4", "blue")}
    clips = shot("below", 0, 4, 0), shot("above", 0, 4, 0, layer=1)
    assert is_colour(pictures(bench, media, *clips)[0], 0.5, 0.5, RED)


LOOKS = {
    "half size": (Look(wide=0.5, high=0.5), {(0.4, 0.3): RED, (0.2, 0.5): BLUE, (0.4, 0.2): BLUE}),
    "half size, to the right and down": (
        Look(wide=0.5, high=0.5, across=0.25, down=0.25),
        {(0.6, 0.75): RED, (0.3, 0.5): BLUE, (0.6, 0.4): BLUE, (0.95, 0.95): WHITE},
    ),
    "twice as large": (Look(wide=2, high=2), {(0.05, 0.05): RED, (0.95, 0.5): WHITE}),
    "turned clockwise": (Look(turned=90), {(0.5, 0.2): RED, (0.5, 0.8): WHITE, (0.1, 0.5): BLUE}),
    "cropped on the left": (
        Look(crop=Crop(left=0.25)),
        {(0.1, 0.5): BLUE, (0.35, 0.5): RED, (0.8, 0.5): WHITE},
    ),
    "cropped below": (Look(crop=Crop(bottom=0.5)), {(0.2, 0.8): BLUE, (0.2, 0.2): RED}),
    "mirrored": (Look(wide=-1), {(0.2, 0.5): WHITE, (0.8, 0.5): RED}),
    "mirrored and cropped on the left": (
        Look(wide=-1, crop=Crop(left=0.25)),
        {(0.9, 0.5): BLUE, (0.7, 0.5): RED, (0.2, 0.5): WHITE},
    ),
    "moved out of the frame": (Look(across=1.5), {(0.5, 0.5): BLUE, (0.9, 0.9): BLUE}),
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_picture_lies_in_the_frame_as_its_look_says(
    bench: Bench, folder: Path, name: str
) -> None:
    look, wanted = LOOKS[name]
    how = ("-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv444p")
    above = film(folder / "above.mp4", f"{halves('red', 'white')},{_MEANT}", *how)
    media = {"above": above, "below": plain(folder / "below.mp4", "blue")}
    clips = shot("below", 0, 4, 0), shot("above", 0, 4, 0, layer=1, look=look)
    found = pictures(bench, media, *clips)
    assert len(found) == 4
    for (x, y), colour in wanted.items():
        assert is_colour(found[2], x, y, colour, 16), (x, y, colour)


def test_a_small_picture_of_a_still_lies_over_a_film(bench: Bench, folder: Path) -> None:
    Image.new("RGB", (WIDE, HIGH), RED).save(folder / "red.png")
    media = {"above": medium(folder / "red.png"), "below": plain(folder / "below.mp4", "blue")}
    look = Look(wide=0.5, high=0.5)
    clips = shot("below", 0, 4, 0), shot("above", 0, 4, 0, layer=1, look=look)
    for picture in pictures(bench, media, *clips):
        assert is_colour(picture, 0.5, 0.5, RED)
        assert is_colour(picture, 0.1, 0.5, BLUE)


def keys(*pairs: tuple[int, float]) -> tuple[OpacityKey, ...]:
    return tuple(OpacityKey(frame=Fraction(frame), opacity=opacity) for frame, opacity in pairs)


@pytest.mark.parametrize(
    ("opacity", "reds"),
    [
        (keys((0, 0.5)), [0.5] * 8),
        (keys((0, 0.0), (8, 1.0)), [n / 8 for n in range(8)]),
        (keys((0, 1.0), (4, 0.25)), [1, 0.8125, 0.625, 0.4375, 0.25, 0.25, 0.25, 0.25]),
        (keys((-4, 0.0), (4, 1.0)), [0.5, 0.625, 0.75, 0.875, 1, 1, 1, 1]),
        (keys((2, 0.0), (3, 1.0), (5, 1.0), (6, 0.0)), [0, 0, 0, 1, 1, 1, 0, 0]),
    ],
)
def test_a_clip_hides_as_much_as_its_opacity_says(
    bench: Bench, folder: Path, opacity: tuple[OpacityKey, ...], reds: list[float]
) -> None:
    media = {name: plain(folder / f"{name}.mp4", name) for name in ("red", "blue")}
    clips = shot("blue", 0, 8, 0), shot("red", 0, 8, 0, layer=1, opacity=opacity)
    for picture, red in zip(pictures(bench, media, *clips), reds, strict=True):
        assert is_colour(picture, 0.5, 0.5, (round(255 * red), 0, round(255 * (1 - red))), 10), red


def test_a_picture_that_is_seen_through_dissolves_into_what_lies_below(
    bench: Bench, folder: Path
) -> None:
    media = {name: plain(folder / f"{name}.mp4", name) for name in ("red", "blue")}
    small = Look(wide=0.5, high=0.5)
    clips = shot("blue", 0, 8, 0), shot("red", 0, 8, 0, layer=2, look=small)
    fade = Dissolve(
        start_frame=0,
        frames=8,
        ramp_start=Fraction(0),
        ramp_frames=Fraction(8),
        outgoing=(1, 2),
        incoming=(2, 3),
    )
    for number, picture in enumerate(pictures(bench, media, *clips, dissolves=(fade,))):
        red = (number + 0.5) / 8
        assert is_colour(picture, 0.5, 0.5, (round(255 * red), 0, round(255 * (1 - red))), 10)
        assert is_colour(picture, 0.1, 0.5, BLUE)


def title(text: str, frames: int = 8, **more: Any) -> PictureClip:
    return replace(shot("", 0, frames, 0, generator="title_over", text=text), **more)


def test_a_title_over_the_picture_has_words_low_and_hides_nothing_else(
    bench: Bench, folder: Path
) -> None:
    media = {"blue": plain(folder / "blue.mp4", "blue")}
    (first, *_) = pictures(bench, media, shot("blue", 0, 8, 0), title("WWWWWWWW", layer=1))
    bright = first.min(axis=2) > 150
    assert 0.6 * HIGH < np.nonzero(bright)[0].mean() < 0.95 * HIGH
    assert is_colour(first, 0.5, 0.2, BLUE)
    assert is_colour(first, 0.05, 0.9, BLUE)


def test_a_title_on_black_stands_in_the_middle(bench: Bench) -> None:
    found = pictures(bench, {}, title("WWWWWWWW", generator="title"))
    bright = found[0].min(axis=2) > 150
    assert np.nonzero(bright)[0].mean() == pytest.approx(HIGH / 2, abs=HIGH / 10)
    assert np.nonzero(bright)[1].mean() == pytest.approx(WIDE / 2, abs=3)
    assert is_colour(found[0], 0.1, 0.1, BLACK)


def test_other_words_make_another_picture_and_the_same_words_are_kept(bench: Bench) -> None:
    first, again, other = (
        bench.render(edit_of(title(text), width=WIDE, height=HIGH), {})[1]
        for text in ("Nora", "Nora", "Noor")
    )
    assert (first.encoded, again.encoded, other.encoded) == (1, 0, 1)


def test_a_plain_colour_is_exactly_that_colour(bench: Bench) -> None:
    found = pictures(bench, {}, replace(title(""), generator="#ff8000"))
    assert is_colour(found[0], 0.5, 0.5, (255, 128, 0), 3)


GREYS = {
    "full range": ("yuvj420p", "mjpeg", "avi", (0, 255)),
    "full range in h264": ("yuvj420p", "libx264", "mp4", (0, 128, 255)),
    "limited range": ("yuv420p", "libx264", "mp4", (0, 128, 255)),
    "grey in h264": ("gray", "libx264", "mp4", (0, 128, 255)),
    "ten bits": ("yuv422p10le", "prores_ks", "mov", (0, 128, 255)),
}


@pytest.mark.parametrize("name", GREYS)
def test_greys_of_every_range_stay_what_they_are(bench: Bench, folder: Path, name: str) -> None:
    pixels, codec, suffix, greys = GREYS[name]
    for grey in greys:
        drawn = f"color=s={WIDE}x{HIGH}:r=25:c=0x{grey:02x}{grey:02x}{grey:02x},format=gbrp"
        quality = ("-q:v", "2") if codec == "mjpeg" else ()
        path = folder / f"{grey}.{suffix}"
        made = film(path, drawn, "-c:v", codec, *quality, "-pix_fmt", pixels)
        found = pictures(bench, {"grey": made}, shot("grey", 0, 2, 0))
        assert is_colour(found[0], 0.5, 0.5, (grey,) * 3, 6), grey


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "1"])
def test_greys_of_stills_stay_what_they_are(bench: Bench, folder: Path, mode: str) -> None:
    Image.new("RGB", (WIDE, HIGH), WHITE).convert(mode).save(folder / "grey.png")
    found = pictures(bench, {"grey": medium(folder / "grey.png")}, shot("grey", 0, 2, 0))
    assert is_colour(found[0], 0.5, 0.5, WHITE, 4)


@pytest.mark.parametrize("matrix", ["bt709", "smpte170m", "bt470bg"])
def test_a_red_is_red_whatever_matrix_a_film_names(bench: Bench, folder: Path, matrix: str) -> None:
    meant = f"format=gbrp,scale=out_color_matrix={matrix}:out_range=tv,format=yuv444p"
    drawn = f"color=s={WIDE}x{HIGH}:r=25:c=red,{meant},setparams=colorspace={matrix}:range=tv"
    how = ("-c:v", "libx264", "-qp", "0", "-colorspace", matrix)
    made = film(folder / "red.mp4", drawn, *how)
    assert is_colour(pictures(bench, {"red": made}, shot("red", 0, 2, 0))[0], 0.5, 0.5, RED)


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084"])
@pytest.mark.parametrize("grey", [300, 500, 700])
def test_hdr_is_mapped_to_a_usual_screen_as_in_the_proxies(
    bench: Bench, folder: Path, transfer: str, grey: int
) -> None:
    said = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc:log-level=none"
    drawn = f"color=s={WIDE}x{HIGH}:r=25,format=yuv420p10le,lutyuv=y={grey}:u=512:v=512"
    how = ("-c:v", "libx265", "-x265-params", said, "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1")
    made = film(folder / "hdr.mp4", drawn, *how)
    video = VideoFacts(
        index=0, codec="hevc", seconds=Fraction(2, 5), width=WIDE, height=HIGH, rotation=0,
        rate=Fraction(25), base_rate=Fraction(25), uneven=0, pix_fmt="yuv420p10le",
        sar=Fraction(1), transfer=transfer, frames_decoded=3, damaged=0,
    )  # fmt: skip
    facts = MediaFacts(kind="mov", streams=1, video=video)
    small = folder / "proxy.mp4"
    run_ffmpeg(
        proxy(Rendition(source=made.path, facts=facts, rate=Fraction(25), frames=8, proxy=small))
    )
    media = {"hdr": made, "proxy": medium(small)}
    both = pictures(bench, media, shot("hdr", 0, 4, 0), shot("proxy", 4, 4, 0))
    master, preview = both[1].mean(), both[5].mean()
    assert master == pytest.approx(preview, abs=3)
    assert abs(both[1].mean(axis=(0, 1)) - master).max() < 3


@pytest.mark.parametrize(("degrees", "left"), [(0, True), (180, False)])
def test_a_film_that_says_it_is_turned_is_turned_back(
    bench: Bench, folder: Path, degrees: int, left: bool
) -> None:
    how = ("-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv444p")
    made = film(folder / "a.mp4", f"{halves('red', 'white')},{_MEANT}", *how)
    turned = folder / "turned.mp4"
    run_ffmpeg(
        ("-y", "-display_rotation", str(degrees), "-i", str(made.path), "-c", "copy", str(turned))
    )
    found = pictures(bench, {"turned": medium(turned)}, shot("turned", 0, 2, 0))
    assert is_colour(found[0], 0.25, 0.5, RED if left else WHITE)


@pytest.mark.parametrize(("degrees", "above"), [(90, WHITE), (-90, RED)])
def test_an_upright_phone_film_stands_upright_with_black_beside(
    bench: Bench, folder: Path, degrees: int, above: tuple[int, ...]
) -> None:
    how = ("-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv444p")
    made = film(folder / "a.mp4", f"{halves('red', 'white')},{_MEANT}", *how)
    turned = folder / "turned.mp4"
    run_ffmpeg(
        ("-y", "-display_rotation", str(degrees), "-i", str(made.path), "-c", "copy", str(turned))
    )
    found = pictures(bench, {"turned": medium(turned)}, shot("turned", 0, 2, 0))
    assert is_colour(found[0], 0.5, 0.25, above)
    assert is_colour(found[0], 0.1, 0.5, BLACK)


def test_wide_pixels_fill_the_frame(bench: Bench, folder: Path) -> None:
    how = ("-c:v", "libx264", "-qp", "0", "-vf", "setsar=4/3")
    made = plain(folder / "wide.mp4", "red", *how, size="144x108")
    found = pictures(bench, {"wide": made}, shot("wide", 0, 2, 0))
    assert is_colour(found[0], 0.03, 0.5, RED)
    assert is_colour(found[0], 0.97, 0.5, RED)


def test_the_halves_of_an_interlaced_film_are_put_together(bench: Bench, folder: Path) -> None:
    """A bar that moves between the two halves of a picture has no teeth."""
    bar = (
        f"color=s={WIDE}x{HIGH}:r=50:c=black,format=yuv420p,geq=lum='16+219*lt(mod(X-12*N,96),48)'"
    )
    woven = f"{bar}:cb=128:cr=128,tinterlace=interleave_top,setfield=tff"
    how = ("-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-q:v", "2")
    made = film(folder / "tv.ts", woven, *how)
    found = pictures(bench, {"tv": made}, shot("tv", 0, 5, Fraction(3, 25)))[1].mean(axis=2)
    teeth = np.abs(found[20:-20:2] - found[21:-20:2]).mean()
    assert teeth < 12
