"""A cut film in one go: picture in segments beside sound in blocks, then both are joined."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

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
from pipeline.render.mix_plan import MixSource, plan_of_edit
from pipeline.render.segments import Encoded
from pipeline.render.sound_track import SoundTrack, sound_track
from pipeline.render.sources import Medium


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
            self.watch.progress(fraction, doing)

    def cancelled(self) -> bool:
        """Return whether the whole was stopped, or the other side has failed."""
        return self.stop.is_set() or (self.watch is not None and self.watch.cancelled())


def render_film(
    edit: Edit, media: FilmMedia, *, settings: PictureSettings, job: RenderJob
) -> tuple[Path, RenderReport]:
    """Return the film with its sound, and what was done. Raise WorkFailed or Cancelled."""
    begun = time.monotonic()
    planned = plan_picture(edit, media.seen, settings=settings, job=job)
    done, sound = _side_by_side(planned, lambda own: _sound(edit, media, own), job)
    film = joined_or_forgotten(planned, job, sound.heard if sound else None)
    job.cache.tidy()
    report = report_of(planned, done, time.monotonic() - begun)
    return film, _with_sound(report, sound)


def _side_by_side(
    planned: PlannedPicture, mix: Callable[[RenderJob], SoundTrack | None], job: RenderJob
) -> tuple[Encoded, SoundTrack | None]:
    """Encode the picture while the sound is mixed; when one side fails the other one is stopped."""
    stop = Event()
    with ThreadPoolExecutor(max_workers=1) as pool:
        own = replace(job, workers=1, watch=_Side(job.watch, stop, speaks=False))
        mixing = pool.submit(mix, own)
        mixing.add_done_callback(lambda mixed: stop.set() if mixed.exception() else None)
        try:
            seen = replace(job, watch=_Side(job.watch, stop, speaks=True))
            return encode_planned(planned, seen), mixing.result()
        except Cancelled:
            if mixing.done():
                mixing.result()
            raise
        finally:
            stop.set()


def _sound(edit: Edit, media: FilmMedia, job: RenderJob) -> SoundTrack | None:
    return sound_track(plan_of_edit(edit), media.heard, job) if edit.sound else None


def _with_sound(report: RenderReport, sound: SoundTrack | None) -> RenderReport:
    """Return a report that tells of the sound, too."""
    if sound is None:
        return report
    return replace(report, sound_mixed=sound.mixed, sound_reused=sound.reused)
