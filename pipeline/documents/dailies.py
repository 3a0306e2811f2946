"""The dailies reel: the takes of a day as one film, and where in it each of them lies. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.takes import Rating
from pipeline.errors import CannotRead
from pipeline.timing import frames_to_timecode, nominal, timecode_to_frames

FOLDER: Final = "dailies"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelTake:
    """A take in a reel; frames count from the first frame of the reel."""

    name: str
    """As on the slate: S03_P02_T04."""
    rating: Rating | None
    """None: nobody has judged it."""
    note: str
    card_frame: int
    """Where the card before it begins."""
    first_frame: int
    """Where the take itself begins."""
    frames: int
    start_timecode: str = ""
    """Of the camera, at the first frame; empty where the camera wrote none."""

    @property
    def end_frame(self) -> int:
        """First frame after it."""
        return self.first_frame + self.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """A film of takes."""

    name: str
    """The day ("2026-11-28"); "all" without a log of the slate, "undated" for what it left out."""
    frame_rate: Fraction
    width: int
    height: int
    takes: tuple[ReelTake, ...]

    @property
    def frames(self) -> int:
        """Whole length."""
        return self.takes[-1].end_frame if self.takes else 0

    def product(self, suffix: str) -> str:
        """Return the name of a product of it: the film (mp4), the slates in words (vtt), this."""
        return f"{FOLDER}/{self.name}.{suffix}"


def subtitles_of(reel: Reel) -> str:
    """Return slate and timecode as WebVTT, one cue a second, in the upper corner."""
    cues = [
        f"{start} --> {end} line:0 position:98% align:end\n{words}\n"
        for start, end, words in _cues(reel)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def chapters_of(reel: Reel) -> str:
    """Return a chapter for each take, as the metadata file that ffmpeg reads.

    Names and ratings are words of our own; what people typed is not in it.
    """
    rate = reel.frame_rate
    lines = [";FFMETADATA1"]
    for take in reel.takes:
        lines += ["[CHAPTER]", f"TIMEBASE={rate.denominator}/{rate.numerator}"]
        lines += [f"START={take.card_frame}", f"END={take.end_frame}"]
        rating = take.rating.value.replace("_", " ") if take.rating else "not rated"
        lines += [f"title={take.name} {rating}"]
    return "\n".join([*lines, ""])


def _cues(reel: Reel) -> Iterator[tuple[str, str, str]]:
    for take in reel.takes:
        step = nominal(reel.frame_rate)
        for frame in range(0, take.frames, step):
            first, end = take.first_frame + frame, take.first_frame + min(frame + step, take.frames)
            clock = timecode_at(take, frame, reel.frame_rate).rpartition(":")[0]
            yield _time(first, reel), _time(end, reel), f"{take.name}  {clock}"


def timecode_at(take: ReelTake, frame: int, rate: Fraction) -> str:
    """Return the timecode of a frame of a take: the camera's, else counted from its start."""
    return frames_to_timecode(_start(take.start_timecode, rate) + frame, rate)


def _start(timecode: str, rate: Fraction) -> int:
    """Return the frame of the camera's timecode; 0 where it counts at another rate."""
    try:
        return timecode_to_frames(timecode, rate) if timecode else 0
    except CannotRead:
        return 0


def _time(frame: int, reel: Reel) -> str:
    """Return a frame as WebVTT writes times."""
    thousandths = int(frame * 1000 / reel.frame_rate)
    seconds, rest = divmod(thousandths, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"
