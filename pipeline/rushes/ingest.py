"""One recording, one run of ffmpeg: the proxy is written, and all others look and listen meanwhile.

Used by a worker when a recording arrives, and by the rushes stage for files nobody looked at yet.
"""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.documents.json import to_json
from pipeline.errors import PipelineError, WorkFailed
from pipeline.media import graphs
from pipeline.media.facts import MediaFacts
from pipeline.media.ffmpeg import Limits, Watch, run_ffmpeg
from pipeline.media.figures import decoded_with_damage, sound_figures
from pipeline.media.graphs import PROXY_BYTES_A_SECOND, Rendition
from pipeline.media.probe import probe
from pipeline.media.safety import Trouble, UnfitMedia, display_name
from pipeline.media.taps import Taps
from pipeline.rushes.clip import (
    DOCUMENT,
    LISTEN,
    PROXY,
    SHEET,
    THUMBNAIL,
    WAVEFORM,
    Clip,
)
from pipeline.rushes.hearing import Heard, listen_to
from pipeline.rushes.light import Light
from pipeline.rushes.looking import (
    CodeReader,
    LightReader,
    SharpReader,
    SheetReader,
    StillReader,
    looks_at,
)
from pipeline.timing import SAMPLE_RATE, frames_to_samples, frames_to_seconds, seconds_to_frames

RECIPE: Final = 3
"""Raised when the same recording gives another clip or other products."""
PRODUCTS: Final = (PROXY, LISTEN, THUMBNAIL, SHEET, WAVEFORM)
SOUND_SUFFIXES: Final = frozenset(
    {".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".aif", ".aiff", ".aac"}
)
START_S: Final = 60
SECONDS_A_SECOND: Final = 30
"""How long a second of film may take, on a slow and busy machine."""
LONGEST_S: Final = 4 * 3600
_LOUD: Final = ("-loglevel", "info")
"""The meters speak at this level."""


def ingest(
    source: Path, *, name: str, digest: str, rate: Fraction, into: Path, watch: Watch
) -> Clip:
    """Let a recording through the gate and write its clip and products into an empty folder.

    `name` is how people call it: a sound must be called one. Raises UnfitMedia for what does not
    pass, WorkFailed, Cancelled.
    """
    facts = admitted(probe(source, name=name), name=name)
    return clip_of(source, facts, digest=digest, rate=rate, into=into, watch=watch)


def admitted(facts: MediaFacts, *, name: str) -> MediaFacts:
    """Return the facts of what is a take, or a sound by its name. Raise UnfitMedia for others."""
    if facts.video is None and PurePosixPath(name).suffix.lower() not in SOUND_SUFFIXES:
        raise UnfitMedia(Trouble.NO_VIDEO, name=display_name(name))
    return facts


def clip_of(
    source: Path, facts: MediaFacts, *, digest: str, rate: Fraction, into: Path, watch: Watch
) -> Clip:
    """Write clip and products of a recording that has passed the gate; nothing when it fails."""
    plain = Clip(recipe=RECIPE, digest=digest, rate=rate, frames=0, samples=0, facts=facts)
    work = _seen if facts.video else _heard
    try:
        with TemporaryDirectory(dir=into, prefix=".pipes-") as pipes:
            clip = work(source.absolute(), plain, into, Path(pipes), watch)
    except PipelineError:
        for product in PRODUCTS:
            (into / product).unlink(missing_ok=True)
        raise
    (into / DOCUMENT).write_text(to_json(clip), encoding="utf-8")
    return clip


def _seen(source: Path, plain: Clip, into: Path, pipes: Path, watch: Watch) -> Clip:
    """Make everything of a recording with a picture."""
    facts = plain.facts
    frames = max(1, seconds_to_frames(facts.duration, plain.rate))
    wanted = Rendition(
        source=source, facts=facts, rate=plain.rate, frames=frames, proxy=into / PROXY
    )
    looks = looks_at(wanted, pipes)
    light = Light(rate=plain.rate, camera_rates=_camera_rates(facts))
    with Taps() as taps:
        lit = taps.open(looks.light.into, LightReader(look=looks.light, light=light))
        sharp = taps.open(looks.sharp.into, SharpReader(look=looks.sharp))
        codes = CodeReader(look=looks.codes, frames=looks.codes.frames(frames))
        slates = taps.open(looks.codes.into, codes)
        sheet = taps.open(looks.sheet.into, SheetReader(look=looks.sheet, into=into / SHEET))
        still = taps.open(looks.stills.into, StillReader(look=looks.stills, into=into / THUMBNAIL))
        sound = taps.open(pipes / "sound", listen_to) if facts.audio else None
        arguments = graphs.ingest(wanted, looks.all, pipes / "sound" if sound else None)
        said = _run(arguments, frames_to_seconds(frames, plain.rate), watch)
    still.result()
    if not lit.result().frames:
        raise WorkFailed("No picture of this recording could be decoded.", detail=said[-2000:])
    clip = replace(
        plain,
        frames=light.frames,
        picture=light.figures(sharp.result()),
        slates=slates.result(),
        sheet=sheet.result(),
        damaged=facts.damaged or decoded_with_damage(said),
    )
    length = frames_to_samples(clip.frames, clip.rate)
    return _with_sound(clip, sound.result(), said, into, length) if sound else clip


def _heard(source: Path, plain: Clip, into: Path, pipes: Path, watch: Watch) -> Clip:
    """Make everything of a sound."""
    facts, place = plain.facts, pipes / "sound"
    with Taps() as taps:
        sound = taps.open(place, listen_to)
        said = _run(graphs.listen(source, facts.kind, into / LISTEN, place), facts.duration, watch)
    clip = replace(plain, damaged=facts.damaged or decoded_with_damage(said))
    return _with_sound(clip, sound.result(), said, into, sound.result().samples)


def _with_sound(clip: Clip, heard: Heard, said: str, into: Path, length: int) -> Clip:
    heard.draw(into / WAVEFORM, samples=length)
    return replace(
        clip,
        samples=heard.samples,
        sound=sound_figures(said),
        silent=heard.silent,
        beep=heard.marks.beep,
        clap=next(iter(heard.marks.claps), None),
    )


def _run(arguments: list[str], seconds: Fraction, watch: Watch) -> str:
    return run_ffmpeg(
        [*_LOUD, *arguments], limits=limits_for(seconds), seconds=seconds, watch=watch
    )


def limits_for(seconds: Fraction) -> Limits:
    """Return what may be used for a recording of this length."""
    wall_s = min(LONGEST_S, START_S + SECONDS_A_SECOND * float(seconds))
    room = PROXY_BYTES_A_SECOND * (60 + int(seconds))
    return Limits(wall_s=wall_s, cpu_s=int(4 * wall_s), file_bytes=room)


def _camera_rates(facts: MediaFacts) -> tuple[Fraction, ...]:
    video = facts.video
    rates = {video.rate, video.base_rate} if video else set()
    return tuple(sorted(rate for rate in rates if rate > 0))


def seconds_of(clip: Clip) -> Fraction:
    """Return how long a recording is."""
    if clip.frames:
        return frames_to_seconds(clip.frames, clip.rate)
    return Fraction(clip.samples, SAMPLE_RATE)
