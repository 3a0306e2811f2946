"""A film with its subtitles in the picture, for a hall that shows no others.

The words are pictures that lie over what the film shows, and part of its plan: the segments are
those of the film without words, so that only the ones in which words stand are encoded, and all
others are taken from the cache.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.documents.edit import PictureClip
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.assemble import PlannedPicture
from pipeline.render.encoding import timescale
from pipeline.render.joining import must_fit_together
from pipeline.render.keys import ffmpeg_name
from pipeline.render.pieces import Piece
from pipeline.render.plan import Over, Picture, Segment, Shot, Span
from pipeline.render.segments import key_of
from pipeline.render.sources import Source
from pipeline.render.subtitle_picture import draw_subtitle

ABOVE: Final = 1_000_000
"""The layer of the words; nothing of an edit lies so high."""


class Words(NamedTuple):
    """Some lines in the picture, from a frame of the film to the frame after them."""

    start: int
    end: int
    lines: tuple[str, ...]


def words_within(words: Sequence[Words], start: int, frames: int) -> tuple[Words, ...]:
    """Return the words of a part of a film, counted from its first frame; never two at once.

    Words come in order; those that begin before the last ones are gone wait for their end.
    """
    found: list[Words] = []
    for one in words:
        begin = max(0, one.start - start, found[-1].end if found else 0)
        end = min(frames, one.end - start)
        if begin < end:
            found.append(Words(begin, end, one.lines))
    return tuple(found)


def with_words(planned: PlannedPicture, words: Sequence[Words], into: Path) -> PlannedPicture:
    """Return a picture of 1920 x 1080 with words over it; their pictures are drawn into a folder.

    A segment without words keeps its key.
    """
    sources: dict[str, Source] = {}
    clips = [_clip(one, sources, into) for one in words]
    studio = replace(planned.studio, sources={**planned.studio.sources, **sources})
    program = ffmpeg_name()

    def worded(piece: Piece) -> Piece:
        first, end = piece.segment.start, piece.segment.start + piece.segment.frames
        over = [clip for clip in clips if clip.start_frame < end and clip.end_frame > first]
        if not over:
            return piece
        spans = (part for span in piece.segment.spans for part in _parts(span, over))
        segment = Segment(spans=tuple(spans))
        return replace(piece, segment=segment, key=key_of(segment, studio, program))

    return replace(planned, studio=studio, pieces=tuple(map(worded, planned.pieces)))


def _clip(words: Words, sources: dict[str, Source], into: Path) -> PictureClip:
    """Return words as a clip whose picture is among the sources, drawn once for the same lines."""
    drawn = into / f"words_{len(sources):05d}.png"
    draw_subtitle(words.lines, drawn)
    digest = sha256(drawn.read_bytes()).hexdigest()
    name = f"words {digest}"
    sources.setdefault(
        name, Source(path=drawn.absolute(), digest=digest, kind="png", has_alpha=True)
    )
    return PictureClip(
        media=name,
        source_in=Fraction(0),
        start_frame=words.start,
        frames=words.end - words.start,
        layer=ABOVE,
    )


def _parts(span: Span, over: Sequence[PictureClip]) -> Iterator[Span]:
    """Yield a span in parts: words stand in all of a part, or in nothing of it."""
    edges = {edge for clip in over for edge in (clip.start_frame, clip.end_frame)}
    inside = {edge for edge in edges if span.start < edge < span.end}
    for start, end in pairwise(sorted({span.start, span.end} | inside)):
        words = (clip for clip in over if clip.start_frame <= start < clip.end_frame)
        yield Span(start=start, frames=end - start, picture=_under(span.picture, *words))


def _under(picture: Picture, *words: PictureClip) -> Picture:
    if not words:
        return picture
    below = picture.pictures if isinstance(picture, Over) else (picture,)
    return Over(pictures=(*below, *(Shot(clip=clip) for clip in words)))


def with_sound_of(
    film: Path, picture: Path, into: Path, *, frames: int, rate: Fraction, watch: Watch | None
) -> None:
    """Put the sound of a film beside another picture of its length; nothing is encoded.

    Raise WorkFailed unless every frame is at its time, or Cancelled.
    """
    read = ("-protocol_whitelist", "file", "-f", "mov", "-i")
    counted = picture.with_suffix(".frames")
    run_ffmpeg(
        (
            *("-y", *read, f"file:{picture.absolute()}", *read, f"file:{film.absolute()}"),
            *("-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-map_metadata", "-1"),
            *("-video_track_timescale", str(timescale(rate))),
            *("-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4"),
            f"file:{into.absolute()}",
            *("-map", "0:v:0", "-c", "copy", "-f", "framecrc", f"file:{counted.absolute()}"),
        ),
        watch=watch,
    )
    must_fit_together(counted, frames=frames, rate=rate)
