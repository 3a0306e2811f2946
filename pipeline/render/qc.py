"""The technical check of a finished film: one whole decode, and everything found has its time.

What is looked for and how strictly comes from a profile, as festivals and halls differ; the rules
have the numbers of docs/stages.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.documents.report import Facts, Finding, Report, blocker, report_from, warning
from pipeline.media.ffmpeg import Watch
from pipeline.render.edges import EDGE_S, edge_findings
from pipeline.render.film_facts import FilmFacts, Stretch, facts_of_film
from pipeline.render.film_sync import (
    KnownSound,
    Sync,
    beginning_findings,
    frames_late,
    sync_findings,
    sync_of,
)
from pipeline.render.flashes import flashing_seconds
from pipeline.render.levelling import Level
from pipeline.render.loudness import SILENT_LUFS
from pipeline.render.mix_findings import clock, level_findings
from pipeline.render.personal import personal_findings
from pipeline.render.stopping import StopOnly
from pipeline.timing import SAMPLE_RATE, FrameRate, frames_to_timecode

ONE_FRAME: Final = 1
LEAST_BLACK_S: Final = 0.02
LEAST_FREEZE_S: Final = 1.0
LEAST_SILENCE_S: Final = 2.0
_MOST_OF_A_KIND: Final = 8
_DEAD: Final = {
    "left": "Nothing comes from the left loudspeaker.",
    "right": "Nothing comes from the right loudspeaker.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmProfile:
    """What a delivered film must be; "" and 0 where anything goes."""

    video_codec: str = "h264"
    video_profiles: frozenset[str] = frozenset({"Constrained Baseline", "Main", "High"})
    """High, or a part of it: every player that knows High plays them."""
    pixels: str = "yuv420p"
    colours: str = "bt709"
    width: int = 1920
    height: int = 1080
    audio_codec: str = "aac"
    level: Level = Level(target_lufs=-23.0, limit_dbtp=-1.0)  # noqa: RUF009 (frozen)
    is_faststart: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFilm:
    """What this film should be; unknown where a film is looked at on its own."""

    rate: FrameRate | None = None
    frames: int | None = None
    picture: tuple[int, int] | None = None
    """First frame of the picture and the first one after it: cards around it stand still and are
    dark on purpose."""
    names: tuple[str, ...] = ()
    """Those of the people who made it, which must not be written into the file."""
    sound: KnownSound | None = None
    """What must be heard where; None where nobody knows, and nothing is looked for."""
    is_silent: bool = False
    """Nothing is to be heard: then nothing is said of its loudness."""


PROFILES: Final = {
    "screening": FilmProfile(),
    "web": FilmProfile(level=Level(target_lufs=-14.0, limit_dbtp=-1.0)),
}
UNKNOWN: Final = ExpectedFilm()


def check_film(
    film: Path,
    profile: FilmProfile,
    *,
    expected: ExpectedFilm = UNKNOWN,
    watch: Watch | None = None,
) -> Report:
    """Return the report of a film. Raise UnfitMedia when it is none, Cancelled on a stop."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        known, kept = expected.sound, work / "sound.s16"
        facts = facts_of_film(film, sound_into=kept if known else None, watch=watch)
        sync = None
        if known and kept.exists() and facts.rate:
            sync = sync_of(known, facts, kept, work, StopOnly.of(watch))
    findings = (
        *_decoding(facts),
        *_format(facts, profile),
        *_length(facts, expected),
        *_picture(facts, expected),
        *_sound(facts, profile, expected),
        *beginning_findings(facts),
        *(sync_findings(known, sync, facts.rate) if known and sync else ()),
        *edge_findings(facts),
        *personal_findings(facts.written, expected.names),
    )
    return report_from(findings, {**_told(facts), **(_told_of(sync, facts) if sync else {})})


def _told_of(sync: Sync, facts: FilmFacts) -> Facts:
    """Return in how many parts of the film its sound was found, and how far off at most."""
    late = [abs(frames_late(one, facts.rate)) for one in sync.judged]
    return {
        "sync_places": len(late),
        "sync_not_heard": sync.unheard,
        "sync_most_frames": max(late, default=None),
    }


def _told(facts: FilmFacts) -> Facts:
    return {
        "width": facts.streams.width,
        "height": facts.streams.height,
        "rate": str(facts.rate),
        "frames": facts.frames,
        "seconds": round(float(facts.seconds), 3),
        "samples": facts.samples,
        "video": facts.streams.video,
        "audio": facts.streams.audio,
        "integrated_lufs": facts.loudness.integrated_lufs,
        "true_peak_dbtp": facts.loudness.true_peak_dbtp,
        "loudness_range_lu": round(facts.loudness.range_lu, 1),
        "blacks": len(facts.blacks),
        "freezes": len(facts.freezes),
        "silences": len(_long(facts.silences)),
    }


def _decoding(facts: FilmFacts) -> Iterator[Finding]:
    if facts.trouble:
        yield blocker(
            "C28",
            clock(float(facts.seconds)),
            "The film cannot be played to its end without errors. Render it again.",
        )


def _format(facts: FilmFacts, profile: FilmProfile) -> Iterator[Finding]:
    """Yield what differs from the profile (C52)."""
    wanted = (
        ("the picture's codec", facts.streams.video_codec, profile.video_codec),
        ("the pixel format", facts.streams.pixels, profile.pixels),
        ("the colours", facts.streams.colours, profile.colours),
        ("the width", str(facts.streams.width), str(profile.width or facts.streams.width)),
        ("the height", str(facts.streams.height), str(profile.height or facts.streams.height)),
        ("the sound's codec", facts.streams.audio_codec, profile.audio_codec),
    )
    for what, found, asked in wanted:
        if asked and found != asked:
            yield blocker(
                "C52",
                "",
                "%(what)s: “%(found)s” instead of “%(asked)s”. Render the film again.",
                what=what.capitalize(),
                found=found or "not there",
                asked=asked,
            )
    if facts.streams.video_profile not in profile.video_profiles:
        yield blocker(
            "C52",
            "",
            "The picture is encoded as “%(found)s”, which not every player knows. Render it again.",
            found=facts.streams.video_profile,
        )
    if facts.streams.is_interlaced:
        yield blocker("C52", "", "The picture is interlaced: it will show combs. Render it again.")
    if not facts.streams.has_square_pixels:
        yield blocker("C52", "", "The pixels are not square: faces will be stretched.")
    if profile.is_faststart and not facts.is_faststart:
        yield blocker("C52", "", "The index is at the end of the file: a browser starts it late.")


def _length(facts: FilmFacts, expected: ExpectedFilm) -> Iterator[Finding]:
    if expected.frames is not None and facts.frames != expected.frames:
        yield blocker(
            "C43",
            "",
            "The film has %(found)s frames and should have %(asked)s. Render it again.",
            found=facts.frames,
            asked=expected.frames,
        )
    if expected.rate is not None and facts.rate != expected.rate:
        yield blocker(
            "C52",
            "",
            "The film runs at %(found)s frames a second and should run at %(asked)s.",
            found=str(facts.rate),
            asked=str(expected.rate),
        )
    if facts.is_uneven:
        yield blocker("C52", "", "The frames come at uneven times: movements will stumble.")
    apart = Fraction(facts.samples, SAMPLE_RATE) * facts.rate - facts.frames
    if facts.streams.audio_codec and abs(apart) > ONE_FRAME:
        yield blocker(
            "C43",
            "",
            "Picture and sound differ in length by %(frames)s frames.",
            frames=round(float(abs(apart)), 1),
        )


def _inside(
    stretches: tuple[Stretch, ...], facts: FilmFacts, expected: ExpectedFilm, least_s: float
) -> list[Stretch]:
    """Return what lies in the picture for so long; all of it where nobody knows the picture."""
    if expected.picture is None:
        return list(stretches)
    first, last = (float(frame / facts.rate) for frame in expected.picture)
    cut = (Stretch(max(one.begin, first), min(one.end, last)) for one in stretches)
    return [one for one in cut if one.end - one.begin >= least_s]


def _long(silences: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Return the silences that are no pause: shorter ones count at the ends of a film only."""
    return tuple(one for one in silences if one.end - one.begin >= LEAST_SILENCE_S)


def _picture(facts: FilmFacts, expected: ExpectedFilm) -> Iterator[Finding]:
    end = float(facts.seconds)
    inner = tuple(one for one in facts.blacks if one.begin > 0 and one.end < end - EDGE_S / 2)
    # Black at the very ends is asked for (C53).
    blacks = facts.blacks if expected.picture else inner
    for one in _inside(blacks, facts, expected, LEAST_BLACK_S)[:_MOST_OF_A_KIND]:
        yield warning(
            "C35",
            _place(one, facts),
            "The picture is black for %(seconds)s seconds. Is that on purpose?",
            seconds=one.seconds(),
        )
    for one in _inside(facts.freezes, facts, expected, LEAST_FREEZE_S)[:_MOST_OF_A_KIND]:
        yield warning(
            "C37",
            _place(one, facts),
            "The picture stands still for %(seconds)s seconds. Is that on purpose?",
            seconds=one.seconds(),
        )
    for second in flashing_seconds(facts.light, facts.rate)[:_MOST_OF_A_KIND]:
        yield blocker(
            "C54",
            _place(Stretch(second, second), facts),
            "The picture flashes more than three times in a second, which can make people ill."
            " Slow it down, or have an adult warn the audience.",
        )


def _sound(facts: FilmFacts, profile: FilmProfile, expected: ExpectedFilm) -> Iterator[Finding]:
    if not facts.streams.audio_codec:
        yield blocker("C21", "", "The film has no sound at all. Render it again.")
        return
    if expected.is_silent:
        return
    yield from level_findings(facts.loudness, profile.level)
    dead = [
        side
        for side, level in zip(("left", "right"), facts.channels_db, strict=False)
        if level < SILENT_LUFS
    ]
    if len(dead) == 1:
        yield warning("C21", "", _DEAD[dead[0]])
    silent = _inside(_long(facts.silences), facts, expected, LEAST_SILENCE_S)
    for one in silent[:_MOST_OF_A_KIND]:
        yield warning(
            "SILENCE",
            _place(one, facts),
            "Nothing is heard for %(seconds)s seconds. Is that on purpose?",
            seconds=one.seconds(),
        )


def _place(one: Stretch, facts: FilmFacts) -> str:
    return frames_to_timecode(int(one.begin * facts.rate + Fraction(1, 2)), facts.rate)
