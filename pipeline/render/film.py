"""The finished film: title, picture, credits, mix and the music under the credits, in one file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.assemble import RenderJob, RenderReport, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.card_picture import SIZE, draw_card
from pipeline.render.hands import Hands
from pipeline.render.lettering import Colour
from pipeline.render.levelling import Level
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.picture import PictureSettings
from pipeline.render.programme import Programme, whole_film
from pipeline.render.sources import Medium, RenderMedium
from pipeline.render.stopping import StopOnly

SCREENING_CRF: Final = 17
"""16 to 18 is what halls and festivals ask for (delivery profile screening_mp4)."""
SOUND_BITRATE: Final = "320k"
_WAV: Final = "wav"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditsMusic:
    """The music under the end credits."""

    source: MixSource
    samples: int
    """Length of the file at 48 kHz."""
    in_sample: int = 0
    gain_db: float = 0.0
    """Against the loudness of the film."""
    fade_in_samples: int = 48_000
    fade_out_samples: int = 3 * 48_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmParts:
    """All that a finished film is made of."""

    edit: Edit
    programme: Programme
    media: Mapping[str, Medium]
    mix: Path
    """The approved mix, a WAV as long as the edit."""
    colour: Colour
    level: Level
    music: CreditsMusic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """Where a film is made."""

    cache: SegmentCache
    workers: int = 1
    preset: str = "veryfast"
    watch: Watch | None = None
    hands: Hands | None = None
    """Who encodes the picture; None: threads of this process."""
    crf: int = field(default=SCREENING_CRF)


def make_film(parts: FilmParts, film: Path, plant: Plant) -> RenderReport:
    """Write the film as MP4 for the screening. Raise WorkFailed or Cancelled."""
    with TemporaryDirectory(dir=film.parent, prefix=".film-") as folder:
        work = Path(folder)
        picture, report = _picture(parts, work, plant)
        sound = _sound(parts, work, plant)
        _joined(picture, sound, film, plant)
    return report


def _picture(parts: FilmParts, work: Path, plant: Plant) -> tuple[Path, RenderReport]:
    """Render the whole picture; a card's medium has a name that no take has."""
    cards: dict[str, RenderMedium] = {}
    for placed in parts.programme.cards:
        path = work / f"{placed.name.replace(' ', '_')}.jpg"
        draw_card(placed.card, parts.colour, path)
        digest = sha256(path.read_bytes()).hexdigest()
        cards[placed.name] = RenderMedium(path=path, digest=digest, kind="jpeg")
    edit = whole_film(parts.edit, parts.programme, {name: name for name in cards})
    rendering = work / "picture"
    rendering.mkdir()
    return render_picture(
        edit,
        {**parts.media, **cards},
        settings=PictureSettings(
            width=SIZE[0],
            height=SIZE[1],
            rate=edit.frame_rate,
            preset=plant.preset,
            crf=plant.crf,
        ),
        job=RenderJob(
            into=rendering,
            cache=plant.cache,
            workers=plant.workers,
            watch=plant.watch,
            hands=plant.hands,
        ),
    )


def _sound(parts: FilmParts, work: Path, plant: Plant) -> Path:
    """Lay the approved mix under the picture and the music under the credits, at one loudness.

    EBU R 128 speaks of the whole programme: soft music under the credits makes it softer than the
    mix alone, so one gain for all of it brings it back, and the balance stays as it was approved.
    """
    programme = parts.programme
    picture_samples = programme.credits_sample - programme.picture_sample
    clips = [_laid("mix", programme.picture_sample, picture_samples)]
    sources = {"mix": MixSource(path=parts.mix, kind=_WAV)}
    samples = _music_samples(parts)
    if parts.music and samples > 0:
        sources["music"] = _credits_music(parts.music, samples, parts.level, work, plant)
        clips.append(_laid("music", programme.credits_sample, samples))
    plan = MixPlan(samples=programme.samples, clips=tuple(clips), ducks_music=False)
    whole = work / "sound"
    whole.mkdir()
    desk = Desk(watch=StopOnly.of(plant.watch))
    mix_to_wav(plan, sources, whole, level=parts.level, desk=desk)
    return whole / MIX


def _music_samples(parts: FilmParts) -> int:
    """Return how much of the music is heard: until it or the film ends."""
    credits_samples = parts.programme.samples - parts.programme.credits_sample
    own = parts.music.samples - parts.music.in_sample if parts.music else 0
    return min(own, credits_samples)


def _laid(media: str, start: int, samples: int) -> MixClip:
    return MixClip(
        media=media,
        bus=Bus.MIX,
        in_sample=0,
        start_sample=start,
        samples=samples,
        fade_in_samples=0,
        fade_out_samples=0,
    )


def _credits_music(
    music: CreditsMusic, samples: int, film_level: Level, work: Path, plant: Plant
) -> MixSource:
    """Make the music as long as the credits, faded, and as loud as the film."""
    clip = MixClip(
        media="music",
        bus=Bus.MUSIC,
        in_sample=music.in_sample,
        start_sample=0,
        samples=samples,
        fade_in_samples=min(music.fade_in_samples, samples // 2),
        fade_out_samples=min(music.fade_out_samples, samples // 2),
    )
    level = Level(
        target_lufs=film_level.target_lufs + music.gain_db, limit_dbtp=film_level.limit_dbtp
    )
    folder = work / "music"
    folder.mkdir()
    plan = MixPlan(samples=samples, clips=(clip,), ducks_music=False)
    desk = Desk(watch=StopOnly.of(plant.watch))
    mix_to_wav(plan, {"music": music.source}, folder, level=level, desk=desk)
    return MixSource(path=folder / MIX, kind=_WAV)


def _joined(picture: Path, sound: Path, film: Path, plant: Plant) -> None:
    """Copy the picture, encode the sound once, and put the index first."""
    read = ("-protocol_whitelist", "file", "-f")
    run_ffmpeg(
        [
            *(*read, "mov", "-i", f"file:{picture.absolute()}"),
            *(*read, _WAV, "-i", f"file:{sound.absolute()}"),
            *("-map", "0:v:0", "-c:v", "copy", "-map", "1:a:0", "-c:a", "aac"),
            *("-b:a", SOUND_BITRATE, "-flags:a", "+bitexact", "-map_metadata", "-1"),
            *("-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", "-y"),
            f"file:{film.absolute()}",
        ],
        watch=StopOnly.of(plant.watch),
    )
