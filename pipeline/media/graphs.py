"""Filter graphs: what ffmpeg shall do, as lists of arguments. Pure; only here is ffmpeg-python.

Paths enter as values and are never looked at. Numbers and words of ours make the graphs; nothing
that people typed does. Every input names its demuxer, so ffmpeg never guesses from a file.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import ffmpeg

from pipeline.media.facts import MediaFacts
from pipeline.media.safety import MOST_PIXELS
from pipeline.timing import SAMPLE_RATE, frames_to_seconds, nearest

PROXY_BOX: Final = (960, 540)
PROXY_QUALITY: Final = 26
PROXY_BYTES_A_SECOND: Final = 1_000_000
PROXY_BYTES_AT_LEAST: Final = 4_000_000
WAVEFORM_SIZE: Final = "960x120"
WAVEFORM_COLOUR: Final = "0x2E7D6B"
WAVEFORM_SAMPLE_RATE: Final = 8000
"""Enough for a picture of 960 columns, and it keeps hours of sound small in memory."""

# Phones that film PQ or HLG mean these (ITU-R BT.2100), even where they forget to say so.
HDR_LIGHT: Final = {"color_primaries": "bt2020", "colorspace": "bt2020nc"}
# PQ and HLG to the light of a usual screen; BT.2390 is not in ffmpeg, Hable keeps faces natural.
TONE_MAP: Final = (
    ("zscale", {"transfer": "linear", "npl": 100}),
    ("format", {"pix_fmts": "gbrpf32le"}),
    ("zscale", {"primaries": "bt709"}),
    ("tonemap", {"tonemap": "hable", "desat": 0}),
    ("zscale", {"transfer": "bt709", "matrix": "bt709", "range": "tv"}),
)

Node = Any
"""A stream of ffmpeg-python, which has no types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """What is made of one take."""

    source: Path
    facts: MediaFacts
    rate: Fraction
    """Of the project; the proxy keeps it exactly, whatever the camera did."""
    frames: int
    """Length of the proxy, in frames of the project."""
    thumbnail_frame: int
    """Which frame of the proxy is shown as its picture."""
    proxy: Path
    thumbnail: Path
    waveform: Path


def media_input(path: Path, kind: str) -> list[str]:
    """Return the arguments that open a file with a forced demuxer and nothing but files."""
    return ["-protocol_whitelist", "file", "-f", kind, "-i", f"file:{path}"]


def proxy(wanted: Rendition) -> list[str]:
    """Return the arguments that decode a take, its only time, and write the proxy.

    The sound is measured on the way (see `sound_figures`). A take without sound gets a silent
    track, so that players and editors treat all takes alike.
    """
    source = ffmpeg.input(
        f"file:{wanted.source}",
        f=wanted.facts.kind,
        protocol_whitelist="file",
        max_pixels=MOST_PIXELS,
    )
    picture = _picture(source["V:0"], wanted)
    return _arguments(_proxy(picture, _sound(source, wanted.facts), wanted))


def stills(wanted: Rendition) -> list[str]:
    """Return the arguments that draw thumbnail and, where there is sound, waveform of a proxy.

    A run of its own: ffmpeg tells no progress before every output has begun, and a waveform begins
    at the end.
    """
    shown = (wanted.thumbnail_frame - Fraction(1, 2)) / wanted.rate
    of_proxy = {"f": "mov", "protocol_whitelist": "file"}
    name = f"file:{wanted.proxy}"
    picture = ffmpeg.input(name, ss=f"{max(0.0, float(shown)):.6f}", **of_proxy)["v:0"]
    outputs = [_picture_file(picture, wanted.thumbnail)]
    if wanted.facts.audio:
        sound = (
            ffmpeg.input(name, **of_proxy)["a:0"]
            .filter("aresample", WAVEFORM_SAMPLE_RATE)
            .filter("aformat", channel_layouts="mono", sample_fmts="s16")
        )
        drawn = sound.filter(
            "showwavespic", s=WAVEFORM_SIZE, colors=WAVEFORM_COLOUR, filter="peak", scale="sqrt"
        )
        outputs.append(_picture_file(drawn, wanted.waveform))
    return _arguments(ffmpeg.merge_outputs(*outputs))


def conformed_sound(source: Path, kind: str, into: Path) -> list[str]:
    """Return the arguments that turn any sound into 48 kHz stereo WAV, 24-bit.

    Whole numbers on purpose: one "not a number" in a float file silences a whole mix later.
    """
    opened = ffmpeg.input(f"file:{source}", f=kind, protocol_whitelist="file")
    stereo = _whole_numbers(opened["a:0"]).filter("aformat", channel_layouts="stereo")
    return _arguments(
        ffmpeg.output(stereo, f"file:{into}", f="wav", acodec="pcm_s24le", **_NOTHING_PERSONAL)
    )


def clean_picture(source: Path, kind: str, into: Path, *, box: tuple[int, int]) -> list[str]:
    """Return the arguments that paint a still picture anew, upright and no larger than the box."""
    opened = ffmpeg.input(
        f"file:{source}", f=f"{kind}_pipe", protocol_whitelist="file", max_pixels=MOST_PIXELS
    )
    painted = _into_box(opened["V:0"], box).filter("setsar", 1)
    return _arguments(_picture_file(painted, into))


_NOTHING_PERSONAL: Final = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact"}
"""Neither place nor person nor device of the original goes into what is made of it."""


def _picture(stream: Node, wanted: Rendition) -> Node:
    """Even frames at the project's rate, upright, square pixels, inside the box, usual light."""
    video = wanted.facts.video
    stream = stream.filter("fps", fps=str(wanted.rate), start_time=0)
    stream = stream.filter("tpad", stop_mode="clone", stop_duration=1)
    if video is not None and video.sar != 1:
        stream = stream.filter("scale", w="max(2,iw*sar)", h="ih").filter("setsar", 1)
    stream = _into_box(stream, PROXY_BOX, out_range="tv")
    if video is not None and video.is_hdr:
        stream = stream.filter("setparams", color_trc=video.transfer, **HDR_LIGHT)
        for name, options in TONE_MAP:
            stream = stream.filter(name, **options)
    return stream.filter("format", pix_fmts="yuv420p").filter("setsar", 1)


def _into_box(stream: Node, box: tuple[int, int], **options: str) -> Node:
    """Make a picture smaller where it must be, in its own proportions and with even sides."""
    return stream.filter(
        "scale",
        w=f"max(2,min({box[0]},iw))",
        h=f"max(2,min({box[1]},ih))",
        force_original_aspect_ratio="decrease",
        force_divisible_by=2,
        **options,
    )


def _whole_numbers(stream: Node) -> Node:
    return stream.filter("aresample", SAMPLE_RATE, **{"async": 1, "first_pts": 0}).filter(
        "aformat", sample_fmts="s32"
    )


def _sound(source: Node, facts: MediaFacts) -> Node:
    """Return the sound for the proxy, measured and endless."""
    if facts.audio is None:
        return ffmpeg.input(f"anullsrc=r={SAMPLE_RATE}:cl=stereo", f="lavfi")
    measured = (
        _whole_numbers(source["a:0"])
        .filter("astats")
        .filter("ebur128", framelog="quiet", peak="sample")
    )
    # A resampler of its own, or ffmpeg makes the sound stereo before it is measured.
    stereo = measured.filter("aresample", SAMPLE_RATE).filter("aformat", channel_layouts="stereo")
    return stereo.filter("apad")


def _proxy(picture: Node, sound: Node, wanted: Rendition) -> Node:
    seconds = frames_to_seconds(wanted.frames, wanted.rate)
    second_frames = max(1, nearest(wanted.rate))
    return ffmpeg.output(
        picture,
        sound,
        f"file:{wanted.proxy}",
        f="mp4",
        vcodec="libx264",
        preset="veryfast",
        crf=PROXY_QUALITY,
        g=second_frames,
        keyint_min=second_frames,
        sc_threshold=0,
        flags="+cgop",
        acodec="aac",
        **{"b:a": "128k", "frames:v": wanted.frames},
        t=f"{float(seconds):.6f}",
        fs=PROXY_BYTES_AT_LEAST + PROXY_BYTES_A_SECOND * int(seconds),
        movflags="+faststart",
        **_NOTHING_PERSONAL,
    )


def _picture_file(stream: Node, into: Path) -> Node:
    options: dict[str, object] = {"q:v": 3} if into.suffix == ".jpg" else {}
    return ffmpeg.output(
        stream,
        f"file:{into}",
        f="image2",
        update=1,
        **{"frames:v": 1, **options},
        **_NOTHING_PERSONAL,
    )


def _arguments(outputs: Node) -> list[str]:
    return [str(argument) for argument in ffmpeg.get_args(outputs, overwrite_output=True)]
