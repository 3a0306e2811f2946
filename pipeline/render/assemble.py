"""The film's picture from an edit, and the film from picture and sound.

Segments are video only and are joined by copying; sound is made once over the whole length and
encoded once, as joined AAC drifts with every join.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents.edit import TITLE, TITLE_OVER, Edit, PictureClip
from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import PictureSettings, timescale
from pipeline.render.hands import Hands, LocalHands
from pipeline.render.joining import copied_on_grid, join_input, list_of, must_fit_together
from pipeline.render.keys import ffmpeg_name
from pipeline.render.lengths import Marks, held_in, marks_of, must_be_as_before
from pipeline.render.picture import Studio
from pipeline.render.plan import segments_of, spans_of
from pipeline.render.rows import with_rows
from pipeline.render.segments import (
    Encoded,
    Piece,
    encode_missing,
    key_of,
    span_print,
)
from pipeline.render.sources import Medium, Source, luts_of, measure


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """Where and how a picture is rendered."""

    into: Path  # an empty folder for this job alone
    cache: SegmentCache
    workers: int = 1
    watch: Watch | None = None
    hands: Hands | None = None  # who encodes; None: threads of this process

    @property
    def encoding_hands(self) -> Hands:
        """Who encodes."""
        return self.hands or LocalHands(workers=self.workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An encoded sound, as arguments for ffmpeg."""

    input: tuple[str, ...]
    copied: tuple[str, ...]  # how it is written, as the input number 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a film that is kept by itself."""

    start: int  # first frame in the film; of a sound, the first sample that it is mixed from
    count: int  # frames, or samples
    key: str  # the digest of all that shapes it
    is_new: bool  # made now, not kept from before


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderReport:
    """What a render did."""

    segments: int
    encoded: int
    reused: int
    frames: int
    seconds: float  # on the clock on the wall
    missing: tuple[str, ...]  # media that are not there or cannot be read, shown as slates
    held: Mapping[str, int] = field(default_factory=dict)  # media that are too short -> frames
    sound_mixed: int = 0  # blocks of sound that were mixed now
    sound_reused: int = 0  # blocks of sound that were kept from before
    program: str = ""  # the ffmpeg that was used
    parts: tuple[Part, ...] = ()  # segments of the picture
    sounds: tuple[Part, ...] = ()  # blocks of the sound


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPicture:
    """The segments of a film's picture, and what they have in common."""

    pieces: tuple[Piece, ...]
    studio: Studio
    missing: tuple[str, ...]  # media that are not there or cannot be read
    held: Mapping[str, int]  # media that are too short -> frames
    media: Mapping[str, Medium]
    marks: Marks  # what the files were before anything was read

    @property
    def frames(self) -> int:
        """Length of the film."""
        return sum(piece.segment.frames for piece in self.pieces)


Change = Callable[[PlannedPicture], PlannedPicture]


def render_picture(
    edit: Edit,
    media: Mapping[str, Medium],
    *,
    settings: PictureSettings,
    job: RenderJob,
    laid: Change | None = None,
) -> tuple[Path, RenderReport]:
    """Return the film without sound, and what was done. Raise WorkFailed or Cancelled.

    The edit must have the rate of the settings; the size is the settings' own. `laid` lays
    something over the plan.
    """
    begun = time.monotonic()
    planned = plan_picture(edit, media, settings=settings, job=job)
    planned = laid(planned) if laid else planned
    done = encode_planned(planned, job)
    film = joined_or_forgotten(planned, job)
    job.cache.tidy()
    return film, report_of(planned, done, time.monotonic() - begun)


def plan_picture(
    edit: Edit, media: Mapping[str, Medium], *, settings: PictureSettings, job: RenderJob
) -> PlannedPicture:
    """Return the segments of an edit, none of them encoded yet. Raise WorkFailed or Cancelled."""
    named = with_rows(edit, media, job.into)
    names = {clip.media for clip in named.edit.picture if clip.media}
    found = {name: media[name] for name in names if name in media}
    marks = marks_of(found)
    measured = measure(found, cache=job.cache.folder, workers=job.workers, watch=job.watch)
    sources = {**measured, **named.rows}
    missing = tuple(sorted(names - set(sources)))
    slates, titles = _drawn(named.edit, missing, settings, job.into)
    studio = Studio(
        settings=settings,
        sources=sources,
        slates=slates,
        titles=titles,
        luts=luts_of(named.edit, media),
    )
    return PlannedPicture(
        pieces=_pieces(named.edit, studio, job.into),
        studio=studio,
        missing=missing,
        held=held_in(named.edit, sources),
        media=found,
        marks=marks,
    )


def _drawn(
    edit: Edit, missing: Sequence[str], settings: PictureSettings, into: Path
) -> tuple[Mapping[str, Source], Mapping[str, Source]]:
    """Return the slates of what is missing, and the titles, by name."""
    if not missing and not any(clip.generator in (TITLE, TITLE_OVER) for clip in edit.picture):
        return {}, {}
    # What draws takes a while to load, and most renders need none of it.
    from pipeline.render.slate import slates_for
    from pipeline.render.titles import titles_for

    return (
        slates_for(missing, settings=settings, into=into),
        titles_for(edit.picture, settings=settings, into=into),
    )


def encode_planned(planned: PlannedPicture, job: RenderJob) -> Encoded:
    """Put every segment at its path. Raise WorkFailed or Cancelled."""
    done = encode_missing(
        planned.pieces,
        planned.studio,
        cache=job.cache,
        hands=job.encoding_hands,
        watch=job.watch,
    )
    _keep_only_of_steady(planned, job)
    return done


def _keep_only_of_steady(planned: PlannedPicture, job: RenderJob) -> None:
    """Forget the segments if a file has changed, as their keys name what it was before."""
    try:
        must_be_as_before(planned.media, planned.marks)
    except WorkFailed:
        for piece in planned.pieces:
            job.cache.forget(piece.key)
        raise


def report_of(planned: PlannedPicture, done: Encoded, seconds: float) -> RenderReport:
    """Return what was done."""
    return RenderReport(
        segments=done.encoded + done.reused,
        encoded=done.encoded,
        reused=done.reused,
        frames=planned.frames,
        seconds=round(seconds, 3),
        missing=planned.missing,
        held=planned.held,
        program=ffmpeg_name(),
        parts=tuple(_part(piece, done) for piece in planned.pieces),
    )


def _part(piece: Piece, done: Encoded) -> Part:
    segment, key = piece.segment, piece.key
    return Part(start=segment.start, count=segment.frames, key=key, is_new=key in done.made)


def _pieces(edit: Edit, studio: Studio, into: Path) -> tuple[Piece, ...]:
    if not edit.frames:
        raise WorkFailed("There is nothing in this edit. Put a clip on the timeline.")

    def seen_through(clip: PictureClip) -> bool:
        source = studio.source_of(clip)
        return source is not None and source.may_be_seen_through

    spans = spans_of(edit, seen_through=seen_through)
    program = ffmpeg_name()
    segments = segments_of(spans, rate=edit.frame_rate, looks=lambda span: span_print(span, studio))
    suffix = studio.settings.written.suffix
    return tuple(
        Piece(
            segment=segment,
            key=key_of(segment, studio, program),
            path=into / f"segment_{number:05d}.{suffix}",
        )
        for number, segment in enumerate(segments)
    )


def joined_or_forgotten(
    planned: PlannedPicture, job: RenderJob, sound: Heard | None = None
) -> Path:
    """Join the pieces; if the result is wrong, the kept segments are not trusted any more."""
    try:
        return join(planned, job.into, sound=sound, watch=job.watch)
    except WorkFailed:
        for piece in planned.pieces:
            job.cache.forget(piece.key)
        raise


def join(
    planned: PlannedPicture, into: Path, *, sound: Heard | None = None, watch: Watch | None = None
) -> Path:
    """Return the pieces as one film, copied and not encoded, with its sound where there is one.

    Raise WorkFailed unless every frame is there and at its time.

    1. List the pieces with their exact lengths, or the joins are off by a rounding of each.
    2. Put every time on the grid of whole frames.
    3. Count what was written, and look that the times are 0, 1, 2, ... frames.
    """
    settings = planned.studio.settings
    film = into / f"picture.{settings.written.suffix}"
    listed, counted = into / "segments.txt", into / "picture.frames"
    rate = settings.rate
    parts = ((piece.path.name, piece.segment.frames) for piece in planned.pieces)
    listed.write_text(list_of(parts, rate))
    copied = copied_on_grid(timescale(rate) / rate)
    opened, heard = (sound.input, sound.copied) if sound else ((), ())
    run_ffmpeg(
        (
            *("-y", *join_input(listed.name), *opened, "-map", "0:v:0", *copied, *heard),
            *("-video_track_timescale", str(timescale(rate)), "-map_metadata", "-1"),
            *("-fflags", "+bitexact", "-movflags", "+faststart", film.name),
            *("-map", "0:v:0", *copied, "-f", "framecrc", counted.name),
        ),
        cwd=into,
        watch=watch,
    )
    must_fit_together(counted, frames=planned.frames, rate=rate)
    return film
