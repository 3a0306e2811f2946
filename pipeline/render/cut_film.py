"""A cut film in one go: picture in segments beside sound in blocks, then both are joined."""

import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.errors import Cancelled
from pipeline.media.ffmpeg import Watch
from pipeline.render.assemble import (
    PlannedPicture,
    RenderJob,
    RenderReport,
    encode_planned,
    joined_or_forgotten,
    plan_picture,
    report_of,
)
from pipeline.render.encoding import PictureSettings
from pipeline.render.keys import digest_of
from pipeline.render.mix_plan import MixSource, plan_of_edit
from pipeline.render.segments import Encoded
from pipeline.render.sound_track import PlannedSound, SoundTrack, plan_sound, sound_track
from pipeline.render.sources import Medium

RECIPE: Final = 1
"""Raised whenever the same parts are joined to another file."""

JOINING: Final = 0.03
"""The part of the time that joining takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmMedia:
    """What a film is made of, by the names that the edit uses."""

    seen: Mapping[str, Medium]
    heard: Mapping[str, MixSource]


@dataclass(frozen=True, slots=True)
class _Side:
    """The watch of one side: hears also when the other one has failed."""

    watch: Watch | None
    stop: Event
    speaks: bool

    def progress(self, fraction: float, doing: str) -> None:
        """Tell how far the side is that takes long."""
        if self.watch and self.speaks:
            self.watch.progress(fraction * (1 - JOINING), doing)

    def cancelled(self) -> bool:
        """Return whether the whole was stopped, or the other side has failed."""
        return self.stop.is_set() or (self.watch is not None and self.watch.cancelled())


def render_film(
    edit: Edit, media: FilmMedia, *, settings: PictureSettings, job: RenderJob
) -> tuple[Path, RenderReport]:
    """Return the film with its sound, and what was done. Raise WorkFailed or Cancelled.

    Nobody may write into the film: it may be kept, and be the film of somebody else, too.
    """
    begun = time.monotonic()
    planned = plan_picture(edit, media.seen, settings=settings, job=job)
    heard = plan_sound(plan_of_edit(edit), media.heard, job.into) if edit.sound else None
    film, key = job.into / f"film.{settings.written.suffix}", _key(planned, heard)
    done, track = Encoded(encoded=0, reused=len(planned.pieces)), None
    if not job.cache.take(key, film):
        done, track = _side_by_side(planned, heard, job)
        joined_or_forgotten(planned, job, track.heard if track else None).replace(film)
        if not (heard and heard.gone()):
            job.cache.keep(key, film)
        job.cache.tidy()
    report = report_of(planned, done, time.monotonic() - begun)
    return film, _with_sound(report, heard, track.made if track else ())


def _with_sound(
    report: RenderReport, heard: PlannedSound | None, made: Collection[str]
) -> RenderReport:
    if heard is None:
        return report
    mixed, blocks = len(made), heard.parts(made)
    return replace(report, sound_mixed=mixed, sound_reused=len(blocks) - mixed, sounds=blocks)


def _key(planned: PlannedPicture, heard: PlannedSound | None) -> str:
    """Return the digest of all that shapes a film."""
    pieces = [[piece.key, piece.segment.frames] for piece in planned.pieces]
    sounds = [heard.plan.samples, *heard.keys()] if heard else []
    return digest_of(["film", RECIPE, planned.studio.settings.as_plain(), pieces, sounds])


def _side_by_side(
    planned: PlannedPicture, heard: PlannedSound | None, job: RenderJob
) -> tuple[Encoded, SoundTrack | None]:
    """Encode the picture while the sound is mixed; when one side fails the other one is stopped."""
    stop = Event()
    own = replace(job, workers=1, watch=_Side(job.watch, stop, speaks=False))
    seen = replace(job, watch=_Side(job.watch, stop, speaks=True))
    if heard is None:
        return encode_planned(planned, seen), None
    with ThreadPoolExecutor(max_workers=1) as pool:
        mixing = pool.submit(sound_track, heard, own)
        mixing.add_done_callback(lambda mixed: stop.set() if mixed.exception() else None)
        try:
            return encode_planned(planned, seen), mixing.result()
        except Cancelled:
            if mixing.done():
                mixing.result()
            raise
        finally:
            stop.set()
