"""A film with its subtitles in the picture, for a hall that shows no others.

The pictures of the words lie over the film in one pass; the sound is copied. Two films with the
same pictures, words and settings are the same bytes, so the second is taken from the cache.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import PictureSettings, encoding, timescale
from pipeline.render.joining import must_fit_together
from pipeline.render.keys import digest_of, ffmpeg_name
from pipeline.render.subtitle_picture import draw_subtitle

RECIPE: Final = 1
"""Counted up when the same words would look another way."""
THREADS: Final = 2
_NOTHING: Final = "nothing.png"


class Words(NamedTuple):
    """Some lines in the picture, from a frame of the film to the frame after them."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Burning:
    """A finished film, and how another is written from it."""

    film: Path
    """Ours, of 1920 x 1080; it stays as it is."""
    frames: int
    settings: PictureSettings
    cache: SegmentCache
    watch: Watch | None = None


def burnt_in(burning: Burning, words: Sequence[Words], into: Path) -> bool:
    """Write a film with words in its picture; return whether it had to be encoded.

    Words come in order and never two at once. Raise WorkFailed or Cancelled.
    """
    burning = replace(burning, settings=replace(burning.settings, threads=THREADS))
    key = _key(burning, words)
    if burning.cache.take(key, into):
        return False
    with TemporaryDirectory(dir=into.parent, prefix=".burning-") as folder:
        work = Path(folder)
        _encode(burning, _listed(words, burning.frames, burning.settings.rate, work), work)
        _join(burning, work)
        (work / "whole.mp4").replace(into)
    burning.cache.keep(key, into)
    return True


def _key(burning: Burning, words: Sequence[Words]) -> str:
    with burning.film.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    plain = burning.settings.as_plain()
    return digest_of(["burnt in", RECIPE, digest, [*map(list, words)], plain, ffmpeg_name()])


def _listed(words: Sequence[Words], frames: int, rate: Fraction, work: Path) -> str:
    """Draw each text and return the name of the list that shows them one after the other."""
    draw_subtitle((), work / _NOTHING)
    rows = ["ffconcat version 1.0"]
    early = Fraction(1, 4)  # a picture that comes a hair too late would come a frame too late
    for name, lines, start, end in _row(words, frames):
        if lines:
            draw_subtitle(lines, work / name)
        lasts = (end - start - early) / rate if start == 0 else (end - start) / rate
        # In the time base of a still, 1/25 s, other rates would be rounded to a wrong frame.
        rows += [f"file {name}", f"option framerate {4 * rate}", f"duration {float(lasts):.6f}"]
    (work / "words.txt").write_text("\n".join(rows) + "\n", encoding="ascii")
    return "words.txt"


def _row(words: Sequence[Words], frames: int) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """Yield pictures without a gap: name, lines, first frame, end."""
    at = 0
    for number, (start, end, lines) in enumerate(words):
        start, end = max(at, min(start, frames)), min(end, frames)
        if start < end:
            if start > at:
                yield _NOTHING, (), at, start
            yield f"words_{number}.png", lines, start, end
            at = end
    yield _NOTHING, (), at, frames + 1


def _encode(burning: Burning, listed: str, work: Path) -> None:
    settings, film = burning.settings, f"file:{burning.film.absolute()}"
    over = "[0:v:0][1:v:0]overlay=x=0:y=main_h-overlay_h:eof_action=pass:repeatlast=1[out]"
    run_ffmpeg(
        (
            *("-y", "-protocol_whitelist", "file", "-f", "mov", "-i", film),
            *("-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", listed),
            *("-filter_complex", over, "-map", "[out]"),
            *encoding(settings),
            *("-video_track_timescale", str(timescale(settings.rate)), "-f", "mp4", "picture.mp4"),
        ),
        cwd=work,
        watch=burning.watch,
    )


def _join(burning: Burning, work: Path) -> None:
    """Put the sound of the film beside the new picture; count every frame."""
    rate, film = burning.settings.rate, f"file:{burning.film.absolute()}"
    read = ("-protocol_whitelist", "file", "-f", "mov", "-i")
    run_ffmpeg(
        (
            *("-y", *read, "picture.mp4", *read, film),
            *("-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-map_metadata", "-1"),
            *("-video_track_timescale", str(timescale(rate))),
            *("-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", "whole.mp4"),
            *("-map", "0:v:0", "-c", "copy", "-f", "framecrc", "whole.frames"),
        ),
        cwd=work,
        watch=burning.watch,
    )
    must_fit_together(work / "whole.frames", frames=burning.frames, rate=rate)
