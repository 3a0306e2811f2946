"""Filter graphs: what ffmpeg shall do, as lists of arguments. Pure; only here is ffmpeg-python.

Paths enter as values and are never looked at. Numbers and words of ours make the graphs; nothing
that people typed does. Every input names its demuxer, so ffmpeg never guesses from a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any, Final

import ffmpeg

from pipeline.media.facts import MediaFacts
from pipeline.media.safety import MOST_PIXELS, MOST_SECONDS
from pipeline.timing import SAMPLE_RATE, frames_to_seconds, nearest

PROXY_BOX: Final = (960, 540)
PROXY_QUALITY: Final = 26
PROXY_BYTES_A_SECOND: Final = 1_000_000
PROXY_BYTES_AT_LEAST: Final = 4_000_000

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
    """The proxy that is made of one recording with a picture."""

    source: Path
    facts: MediaFacts
    rate: Fraction
    """Of the project; the proxy keeps it exactly, whatever the camera did."""
    frames: int
    """Length of the proxy, in frames of the project."""
    proxy: Path

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the proxy: upright, square pixels, even sides, never enlarged."""
        video = self.facts.video
        return in_box(video.width, video.height, PROXY_BOX) if video else PROXY_BOX


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Pictures that somebody looks at while the proxy is made: raw, one after the other."""

    into: Path
    """A pipe (see `taps.py`)."""
    width: int
    height: int
    colour: bool = False
    """Red, green and blue; else grey, as the 16 to 235 of video."""
    every: int = 1
    """Distance in frames of the project."""
    stretches: tuple[tuple[int, int], ...] = ()
    """First frame and end of what is looked at; the whole when there is none. The first begins at
    frame 0: ffmpeg tells no progress before every output has begun."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows, columns, and colours of a picture."""
        return (self.height, self.width, 3) if self.colour else (self.height, self.width)

    def frames(self, whole: int) -> tuple[int, ...]:
        """Return which frames of a recording of this length are looked at."""
        stretches = self.stretches or ((0, whole),)
        seen = {at for start, end in stretches for at in range(start, min(end, whole))}
        return tuple(sorted(at for at in seen if at % self.every == 0))


def media_input(path: Path, kind: str) -> list[str]:
    """Return the arguments that open a file with a forced demuxer and nothing but files."""
    return ["-protocol_whitelist", "file", "-f", kind, "-i", f"file:{path}"]


def proxy(wanted: Rendition) -> list[str]:
    """Return the arguments that write the proxy and nothing else: what ingest is measured by.

    The sound is measured on the way (see `sound_figures`). A take without sound gets a silent
    track, so that players and editors treat all takes alike.
    """
    return ingest(wanted, ())


def ingest(wanted: Rendition, looks: Sequence[Look], heard: Path | None = None) -> list[str]:
    """Return the arguments that decode a take, its only time, for the proxy and for all who look.

    `heard` gets the sound as it was recorded: one channel of 16 bits at 48 kHz, without a header.
    """
    source = _opened(wanted.source, wanted.facts.kind)
    pictures = _shared(_picture(source["V:0"], wanted), 1 + len(looks))
    if wanted.facts.audio:
        measured = _shared(_measured(source), 2 if heard else 1, "asplit")
        # A resampler of its own, or ffmpeg makes the sound stereo before it is measured.
        sound = _stereo(measured[0]).filter("apad")
        raw = [_raw_sound(measured[1], heard)] if heard else []
    else:
        sound, raw = ffmpeg.input(f"anullsrc=r={SAMPLE_RATE}:cl=stereo", f="lavfi"), []
    looked = [_look(one, look) for one, look in zip(pictures[1:], looks, strict=True)]
    return _arguments(ffmpeg.merge_outputs(_proxy(pictures[0], sound, wanted), *looked, *raw))


def listen(source: Path, kind: str, into: Path, heard: Path) -> list[str]:
    """Return the arguments that make a sound playable in a browser, measured on the way."""
    stereo, raw = _shared(_measured(_opened(source, kind)), 2, "asplit")
    playable = ffmpeg.output(
        _stereo(stereo),
        f"file:{into}",
        f="ipod",
        acodec="aac",
        **{"b:a": "128k"},
        t=MOST_SECONDS,
        movflags="+faststart",
        **_NOTHING_PERSONAL,
    )
    return _arguments(ffmpeg.merge_outputs(playable, _raw_sound(raw, heard)))


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


def in_box(width: int, height: int, box: tuple[int, int]) -> tuple[int, int]:
    """Return the size of a picture that is made smaller where it must be, with even sides."""
    shrunk = min(Fraction(1), Fraction(box[0], max(1, width)), Fraction(box[1], max(1, height)))
    wide, high = (ceil((side * shrunk - 1) / 2) * 2 for side in (width, height))
    return max(2, wide), max(2, high)


def _opened(path: Path, kind: str) -> Node:
    return ffmpeg.input(f"file:{path}", f=kind, protocol_whitelist="file", max_pixels=MOST_PIXELS)


def _picture(stream: Node, wanted: Rendition) -> Node:
    """Even frames at the project's rate, upright, square pixels, inside the box, usual light.

    The size is told and not left to ffmpeg: who looks must know how many bytes a picture has.
    """
    video = wanted.facts.video
    width, height = wanted.size
    stream = stream.filter("fps", fps=str(wanted.rate), start_time=0)
    stream = stream.filter("tpad", stop_mode="clone", stop_duration=1)
    stream = stream.filter("trim", end_frame=wanted.frames)
    stream = stream.filter("scale", w=width, h=height, out_range="tv")
    if video is not None and video.is_hdr:
        stream = stream.filter("setparams", color_trc=video.transfer, **HDR_LIGHT)
        for name, options in TONE_MAP:
            stream = stream.filter(name, **options)
    return stream.filter("format", pix_fmts="yuv420p").filter("setsar", 1)


def _shared(stream: Node, count: int, splitter: str = "split") -> list[Node]:
    """Return a stream as often as it is needed."""
    if count == 1:
        return [stream]
    shared = stream.filter_multi_output(splitter, count)
    return [shared[number] for number in range(count)]


def _look(stream: Node, look: Look) -> Node:
    wanted = [f"between(n,{start},{end - 1})" for start, end in look.stretches]
    steps = [f"not(mod(n,{look.every}))"] if look.every > 1 else []
    if wanted or steps:
        stream = stream.filter("select", "*".join([f"({'+'.join(wanted)})"] * bool(wanted) + steps))
    if not look.colour:
        stream = stream.filter("extractplanes", "y")
    small = stream.filter("scale", w=look.width, h=look.height, flags="area")
    return ffmpeg.output(
        small,
        f"file:{look.into}",
        f="rawvideo",
        pix_fmt="rgb24" if look.colour else "gray",
        fps_mode="passthrough",
    )


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


def _measured(source: Node) -> Node:
    return (
        _whole_numbers(source["a:0"])
        .filter("astats")
        .filter("ebur128", framelog="quiet", peak="sample")
    )


def _stereo(stream: Node) -> Node:
    return stream.filter("aresample", SAMPLE_RATE).filter("aformat", channel_layouts="stereo")


def _raw_sound(stream: Node, into: Path) -> Node:
    single = stream.filter("aresample", SAMPLE_RATE).filter("aformat", channel_layouts="mono")
    return ffmpeg.output(single, f"file:{into}", f="s16le", acodec="pcm_s16le", t=MOST_SECONDS)


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
