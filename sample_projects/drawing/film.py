"""Writing a take: H.264 picture and AAC sound in one file, the same bytes each time.

One thread for the encoder and the flags "bitexact" keep the time of day and the version of the
program out of the file.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from av.video.stream import VideoStream

from sample_projects.drawing.canvas import HEIGHT, WIDTH, Pixels
from sample_projects.sounding.waves import RATE, Sound

FRAME_RATE: Final = 25
_BLOCK: Final = 1024
_BT709: Final = 1


def photographed(picture: Pixels) -> av.VideoFrame:
    """Return a picture of any size as a frame of 1280 x 720 in the colours of BT.709."""
    return av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
        width=WIDTH,
        height=HEIGHT,
        format="yuv420p",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        interpolation=Interpolation.BILINEAR,
    )


def write_take(path: Path, frames: Iterator[av.VideoFrame], sound: Sound) -> None:
    """Write frames at 25 a second and a mono sound as MP4; a frame may come again and again."""
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        video, audio = _video(container), _audio(container)
        heard = 0
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, Fraction(1, FRAME_RATE)
            container.mux(video.encode(frame))
            while heard * FRAME_RATE < (number + 1) * RATE and heard < len(sound):
                heard = _hear(container, audio, sound, heard)
        container.mux(video.encode(None))
        while heard < len(sound):
            heard = _hear(container, audio, sound, heard)
        container.mux(audio.encode(None))


def _video(container: OutputContainer) -> VideoStream:
    stream = container.add_stream("libx264", rate=FRAME_RATE)
    stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    stream.options = {"preset": "ultrafast", "crf": "23", "flags": "+bitexact"}
    context = stream.codec_context
    context.thread_count = 1
    context.gop_size = FRAME_RATE
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = ColorRange.MPEG
    return stream


def _audio(container: OutputContainer) -> AudioStream:
    stream = container.add_stream("aac", rate=RATE, layout="mono")
    stream.bit_rate = 160_000
    stream.options = {"flags": "+bitexact"}
    return stream


def _hear(container: OutputContainer, stream: AudioStream, sound: Sound, heard: int) -> int:
    block = sound[heard : heard + _BLOCK].astype(np.float32)
    frame = av.AudioFrame.from_ndarray(block[None, :], format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, heard, Fraction(1, RATE)
    container.mux(stream.encode(frame))
    return heard + len(block)
