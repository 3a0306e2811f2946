"""Looks into uploaded media in a process of its own: one wish a line in, one answer a line out.

Run as a script by `probe.py`, never imported by it: a decoder that falls over, hangs or eats memory
takes only this process with it. The demuxer is forced and no protocol but "file" is allowed, so no
file can make it open another file or a connection. It knows only PyAV and the standard library.
"""

import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Any, Final

import av
from av.stream import Disposition

FRAMES_TO_DECODE: Final = 3
SOUND_TO_DECODE_S: Final = 2
MOST_PACKETS: Final = 2_000_000
UNEVEN_SHARE: Final = 0.1
UNEVEN_S: Final = 0.002
HDR_TRANSFERS: Final = {16: "smpte2084", 18: "arib-std-b67"}
OPTIONS: Final = {
    "protocol_whitelist": "file",
    "max_streams": "64",
    "analyzeduration": "10000000",
    "probesize": "20000000",
}

Plain = dict[str, Any]


@dataclass(slots=True)
class Track:
    """What the packets of one stream tell, as headers may lie."""

    stream: Any
    times: list[int] = field(default_factory=list)
    """Presentation times, in ticks of the stream."""
    last_ticks: int = 0
    """Length of the last packet."""
    decoded_s: Fraction = Fraction(0)
    frames: int = 0
    damaged: int = 0
    rotation: int = 0

    def wants_more(self) -> bool:
        """Return whether too little was decoded to believe in this stream."""
        if self.stream.type == "video":
            return self.frames < FRAMES_TO_DECODE
        return self.decoded_s < SOUND_TO_DECODE_S

    def take(self, packet: Any) -> None:
        """Note the time of a packet; decode it when more is wanted."""
        if packet.pts is not None and not packet.is_discard:
            self.times.append(packet.pts)
            self.last_ticks = max(0, packet.duration or 0)
        if self.wants_more():
            self.decode(packet)

    def decode(self, packet: Any) -> None:
        """Decode a packet; count what comes out and what is damaged."""
        try:
            for frame in packet.decode():
                self.frames += 1
                if self.stream.type == "video":
                    self.rotation = frame.rotation
                elif frame.sample_rate:
                    self.decoded_s += Fraction(frame.samples, frame.sample_rate)
        except av.error.FFmpegError:
            self.damaged += 1

    def seconds(self) -> Fraction:
        """The length between the first and the end of the last packet."""
        if not self.times:
            return Fraction(0)
        last = self.last_ticks or self.usual_ticks()
        return (max(self.times) + last - min(self.times)) * Fraction(self.stream.time_base)

    def usual_ticks(self) -> int:
        """The usual distance of two packets, 0 when there is only one."""
        return int(median(steps)) if (steps := self.steps()) else 0

    def steps(self) -> list[int]:
        """The distances of neighbouring packets."""
        ordered = sorted(self.times)
        return [later - earlier for earlier, later in pairwise(ordered)]

    def uneven(self) -> float:
        """The share of packets that do not keep the usual distance."""
        steps, usual = self.steps(), self.usual_ticks()
        slack = max(usual * UNEVEN_SHARE, UNEVEN_S / float(self.stream.time_base))
        return sum(abs(step - usual) > slack for step in steps) / max(1, len(steps))

    def as_plain(self) -> Plain:
        """The facts that both kinds of streams have."""
        codec = self.stream.codec_context
        return {
            "index": self.stream.index,
            "codec": codec.codec.canonical_name,
            "seconds": str(self.seconds()),
            "packets": len(self.times),
            "frames": self.frames,
            "damaged": self.damaged,
        }


def video_as_plain(track: Track) -> Plain:
    """The facts of a picture stream."""
    stream, codec = track.stream, track.stream.codec_context
    return {
        **track.as_plain(),
        "width": codec.width,
        "height": codec.height,
        "rotation": track.rotation % 360,
        "rate": str(stream.average_rate or 0),
        "base_rate": str(stream.guessed_rate or 0),
        "uneven": track.uneven(),
        "pix_fmt": codec.pix_fmt or "",
        "sar": str(stream.sample_aspect_ratio or codec.sample_aspect_ratio or 1),
        "transfer": HDR_TRANSFERS.get(codec.color_trc, "sdr"),
        "timecode": stream.metadata.get("timecode", ""),
    }


def audio_as_plain(track: Track) -> Plain:
    """The facts of a sound stream."""
    codec = track.stream.codec_context
    return {**track.as_plain(), "sample_rate": codec.sample_rate, "channels": codec.channels}


def first(streams: Any, kind: str) -> Track | None:
    """Return the first stream of a kind that has a decoder and is no attached picture."""
    for stream in streams:
        is_kind = stream.type == kind and stream.codec_context is not None
        if is_kind and not stream.disposition & Disposition.attached_pic:
            return Track(stream)
    return None


def packets(container: Any, tracks: list[Track]) -> Iterator[tuple[Track, Any]]:
    """Yield the packets of the tracks until the end of the file or its first unreadable place."""
    by_index = {track.stream.index: track for track in tracks}
    try:
        for count, packet in enumerate(container.demux([track.stream for track in tracks])):
            if count > MOST_PACKETS:
                return
            yield by_index[packet.stream.index], packet
    except av.error.FFmpegError:
        return


def look(wish: Plain) -> Plain:
    """Return what is in a file, or {"failed": ...} when it cannot be opened."""
    try:
        container = av.open(
            "file:" + wish["path"], format=wish["kind"], options=OPTIONS, metadata_errors="replace"
        )
    except (av.error.FFmpegError, ValueError) as error:
        return {"failed": str(error)[:300]}
    with container:
        answer: Plain = {"streams": len(container.streams), "video": None, "audio": None}
        if len(container.streams) > wish["most_streams"]:
            return answer
        video, audio = first(container.streams, "video"), first(container.streams, "audio")
        tracks = [track for track in (video, audio) if track]
        if tracks and all(fits(track, wish) for track in tracks):
            for track, packet in packets(container, tracks):
                track.take(packet)
        answer["video"] = video_as_plain(video) if video else None
        answer["audio"] = audio_as_plain(audio) if audio else None
        return answer


def fits(track: Track, wish: Plain) -> bool:
    """Return whether a stream is small enough to be decoded; the caller refuses it otherwise."""
    codec = track.stream.codec_context
    codec.thread_count = 1
    if track.stream.type == "video":
        codec.options = {"max_pixels": str(wish["most_pixels"])}
        return bool(0 < codec.width * codec.height <= wish["most_pixels"])
    return bool(0 < codec.channels <= wish["most_channels"])


def main() -> None:
    """Answer each wish in the given time; the alarm kills the process when it is over."""
    av.logging.set_level(None)
    for line in sys.stdin:
        wish = json.loads(line)
        signal.alarm(wish["seconds"])
        answer = look(wish)
        signal.alarm(0)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
