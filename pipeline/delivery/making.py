"""Makes a file of some kind from a finished film.

All are made from the film of the screening, which is encoded so well (CRF 17) that a second
encoding does not show. Its picture is rendered like an edit with one shot: in segments, on all
workers there are; the one with timecode in a single run.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.bench import Bench, Part, Watch
from pipeline.delivery.kinds import Delivery
from pipeline.delivery.timecode import Counted, write_timecoded
from pipeline.documents.edit import Edit, PictureClip
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.encoding import PictureSettings
from pipeline.render.film_sync import KnownSound
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan
from pipeline.render.sound_sources import sound_source
from pipeline.render.sources import RenderMedium


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedFilm:
    """A film that was approved."""

    path: Path
    digest: str
    rate: Fraction
    frames: int
    samples: int
    """Length of its sound at 48 kHz."""
    counted: Counted = field(default_factory=Counted)
    """How its frames are named where they are."""
    names: tuple[str, ...] = ()
    """Those of the people who made it, which must not be written into any file."""


def deliver(film: FinishedFilm, delivery: Delivery, into: Path, bench: Bench) -> None:
    """Write a film as one of the kinds. Raise WorkFailed or Cancelled."""
    with TemporaryDirectory(dir=into.parent, prefix=".delivery-") as folder:
        work = Path(folder)
        sound = _sound(film, delivery, work, bench)
        picture = _picture(film, delivery, work, bench) if delivery.encoder else None
        _joined(picture, sound, delivery, into, bench)


def _medium(film: FinishedFilm) -> RenderMedium:
    return RenderMedium(path=film.path, digest=film.digest, kind="mov")


def heard_in(film: FinishedFilm, bench: Bench, *, watch: Watch) -> KnownSound:
    """Return the whole sound of a film. Raise Cancelled."""
    clip = MixClip(
        media="film",
        bus=Bus.MIX,
        in_sample=0,
        start_sample=0,
        samples=film.samples,
        fade_in_samples=0,
        fade_out_samples=0,
    )
    return KnownSound(
        plan=MixPlan(samples=film.samples, clips=(clip,), ducks_music=False),
        sources={"film": sound_source(_medium(film), cache=bench.cache, watch=watch)},
    )


def _sound(film: FinishedFilm, delivery: Delivery, work: Path, bench: Bench) -> Path:
    """Return the sound as a WAV, set to the loudness of this kind of file."""
    watch = Part(whole=bench.watch, start=0.0, end=0.2)
    heard = heard_in(film, bench, watch=watch)
    desk = Desk(workers=bench.workers, watch=watch)
    mix_to_wav(heard.plan, heard.sources, work, level=delivery.level, desk=desk)
    return work / MIX


def _picture(film: FinishedFilm, delivery: Delivery, work: Path, bench: Bench) -> Path:
    profile = delivery.profile
    settings = PictureSettings(
        width=profile.width,
        height=profile.height,
        rate=film.rate,
        encoder=delivery.encoder,
        preset=bench.preset,
        crf=delivery.crf,
    )
    made = _with_timecode if delivery.has_timecode else _as_one_shot
    return made(film, settings, work, bench)


def _with_timecode(film: FinishedFilm, settings: PictureSettings, work: Path, bench: Bench) -> Path:
    """Return the picture with its timecode in it, in one go: every frame is another one."""
    into = work / "timecoded.mp4"
    counted = replace(film.counted, frames=film.frames, film=film.digest[:8])
    watch = Part(whole=bench.watch, start=0.2, end=0.95)
    write_timecoded(film.path, counted, settings, into, watch=watch)
    return into


def _as_one_shot(film: FinishedFilm, settings: PictureSettings, work: Path, bench: Bench) -> Path:
    """Return the picture, rendered as an edit that has one shot: in segments, on any workers."""
    edit = Edit(
        name=film.path.stem,
        frame_rate=film.rate,
        width=settings.width,
        height=settings.height,
        frames=film.frames,
        picture=(
            PictureClip(media="film", source_in=Fraction(0), start_frame=0, frames=film.frames),
        ),
    )
    job = RenderJob(
        into=work,
        cache=bench.segments,
        workers=bench.workers,
        watch=Part(whole=bench.watch, start=0.2, end=0.95),
        hands=bench.hands,
    )
    return render_picture(edit, {"film": _medium(film)}, settings=settings, job=job)[0]


def _joined(
    picture: Path | None, sound: Path, delivery: Delivery, into: Path, bench: Bench
) -> None:
    """Copy the picture, encode the sound, and put the index first where it is a film."""
    read = ("-protocol_whitelist", "file", "-f")
    seen = (*read, "mov", "-i", f"file:{picture.absolute()}") if picture else ()
    number = 1 if picture else 0
    copied = ("-map", "0:v:0", "-c:v", "copy", "-movflags", "+faststart") if picture else ()
    run_ffmpeg(
        [
            *("-y", *seen, *read, "wav", "-i", f"file:{sound.absolute()}", *copied),
            *("-map", f"{number}:a:0", *delivery.sound, "-flags:a", "+bitexact"),
            *("-map_metadata", "-1", "-fflags", "+bitexact"),
            *("-f", delivery.suffix, f"file:{into.absolute()}"),
        ],
        watch=Part(whole=bench.watch, start=0.95, end=1.0),
    )
