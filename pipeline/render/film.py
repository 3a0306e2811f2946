"""The finished film: title, picture, credits, mix and the music under the credits, in one file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render import crawl
from pipeline.render.assemble import RenderJob, RenderReport, render_picture
from pipeline.render.burning import Words, with_sound_of, with_words, words_within
from pipeline.render.cache import SegmentCache
from pipeline.render.card_picture import SIZE, draw_card
from pipeline.render.crawl import Crawl
from pipeline.render.hands import Hands
from pipeline.render.joining import joined_films
from pipeline.render.lettering import Colour
from pipeline.render.levelling import Level
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.picture import PictureSettings
from pipeline.render.programme import Programme, ending, opening
from pipeline.render.sources import Medium, RenderMedium
from pipeline.render.stopping import StopOnly

SCREENING_CRF: Final = 17
"""16 to 18 is what halls and festivals ask for (delivery profile screening_mp4)."""
SOUND_BITRATE: Final = "320k"
MOST_OF_IT: Final = 0.5
"""What is more than this share of the film tells its progress as that of the whole."""
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
    master: Path | None = None
    """The picture of this very edit in the settings of the film; None: it is rendered."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmReport:
    """What the making of a film did."""

    segments: int
    encoded: int
    picture_encoded: int
    """Segments of the edit's own picture that were encoded, cards apart."""
    missing: tuple[str, ...]
    burnt_encoded: int = 0
    """Segments that were encoded because words stand in them."""


Burnt = Mapping[Path, Sequence[Words]]
"""Where films with words in their picture are written, and the words of each."""


def screening_settings(rate: Fraction, *, preset: str, crf: int = SCREENING_CRF) -> PictureSettings:
    """Return how the picture of a finished film is written."""
    return PictureSettings(width=SIZE[0], height=SIZE[1], rate=rate, preset=preset, crf=crf)


def make_film(
    parts: FilmParts, film: Path, plant: Plant, *, burnt: Burnt | None = None
) -> FilmReport:
    """Write the film as MP4 for the screening, and beside it those with words in their picture.

    Raise WorkFailed or Cancelled.
    """
    with TemporaryDirectory(dir=film.parent, prefix=".film-") as folder:
        work = Path(folder)
        cards = _drawn_cards(parts, work, plant)
        picture, report = _picture(parts, cards, work / "plain", plant)
        sound = _sound(parts, work, plant)
        _joined(picture, sound, film, plant)
        quiet = replace(plant, watch=StopOnly.of(plant.watch))
        for number, (path, words) in enumerate((burnt or {}).items()):
            worded, more = _picture(parts, cards, work / f"words_{number}", quiet, words)
            with_sound_of(
                film,
                worded,
                path,
                frames=parts.programme.frames,
                rate=parts.edit.frame_rate,
                watch=quiet.watch,
            )
            report = replace(report, burnt_encoded=report.burnt_encoded + more.encoded)
    return report


def _picture(
    parts: FilmParts,
    cards: Mapping[str, Medium],
    work: Path,
    plant: Plant,
    words: Sequence[Words] = (),
) -> tuple[Path, FilmReport]:
    """Render title, picture and credits, each for itself, and join them by copying.

    The picture is the master when there is one; nothing of it is encoded then. Words are laid over
    the segments in which they stand.
    """
    settings = screening_settings(parts.edit.frame_rate, preset=plant.preset, crf=plant.crf)
    programme = parts.programme
    around = (opening(parts.edit, programme), ending(parts.edit, programme))
    edits = (
        ("opening", around[0], 0),
        ("picture", parts.edit, programme.picture_start),
        ("ending", around[1], programme.picture_end),
    )
    made: list[tuple[Path, RenderReport]] = []
    work.mkdir()
    for name, edit, start in edits:
        said = words_within(words, start, edit.frames)
        if edit is parts.edit and parts.master is not None and not said:
            made.append((parts.master, _nothing_done(edit)))
            continue
        job = _job(work / name, plant, edit.frames / programme.frames)
        media = parts.media if edit is parts.edit else cards
        laid = partial(with_words, words=said, into=job.into) if said else None
        made.append(render_picture(edit, media, settings=settings, job=job, laid=laid))
    joined = joined_films([(path, done.frames) for path, done in made], settings, work)
    return joined, _report([done for _, done in made])


def _report(reports: Sequence[RenderReport]) -> FilmReport:
    return FilmReport(
        segments=sum(done.segments for done in reports),
        encoded=sum(done.encoded for done in reports),
        picture_encoded=reports[1].encoded,
        missing=reports[1].missing,
    )


def _drawn_cards(parts: FilmParts, work: Path, plant: Plant) -> dict[str, RenderMedium]:
    """Draw the cards; the medium of one has a name that no take has."""
    cards: dict[str, RenderMedium] = {}
    for placed in parts.programme.cards:
        path, kind = work / f"{placed.name.replace(' ', '_')}.jpg", "jpeg"
        if isinstance(placed.card, Crawl):
            path, kind = path.with_suffix(".mov"), crawl.KIND
            rate, watch = parts.edit.frame_rate, StopOnly.of(plant.watch)
            crawl.make_crawl(placed.card, parts.colour, rate, path, watch=watch)
        else:
            draw_card(placed.card, parts.colour, path)
        digest = sha256(path.read_bytes()).hexdigest()
        cards[placed.name] = RenderMedium(path=path, digest=digest, kind=kind)
    return cards


def _nothing_done(edit: Edit) -> RenderReport:
    return RenderReport(
        segments=0, encoded=0, reused=0, frames=edit.frames, seconds=0.0, missing=()
    )


def _job(into: Path, plant: Plant, share: float) -> RenderJob:
    into.mkdir()
    watch = plant.watch if share > MOST_OF_IT else StopOnly.of(plant.watch)
    return RenderJob(
        into=into,
        cache=plant.cache,
        workers=plant.workers,
        watch=watch,
        hands=plant.hands,
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
    """Return how much of the music is heard: until it ends, or the last card."""
    credits_samples = parts.programme.silent_sample - parts.programme.credits_sample
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
