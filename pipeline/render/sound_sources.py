"""Media as sources of sound, whose time zero is that of their picture."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.media.ffmpeg import Watch
from pipeline.media.safety import AUDIO_KINDS
from pipeline.render.mix_plan import MixSource
from pipeline.render.sources import Medium, RenderMedium, source_of


def sound_sources(
    media: dict[str, RenderMedium], names: Iterable[str], *, cache: Path, watch: Watch | None
) -> dict[str, MixSource]:
    """Return what can be heard of these media. Raise Cancelled when somebody stopped it."""
    found = {name: media[name] for name in set(names) if name in media}
    return {
        name: sound_source(medium, cache=cache, watch=watch)
        for name, medium in sorted(found.items())
    }


def sound_source(medium: Medium, *, cache: Path, watch: Watch | None) -> MixSource:
    """Return a medium as a source of sound whose time zero is that of its picture."""
    plain = MixSource(path=medium.path, kind=medium.kind, digest=medium.digest)
    if medium.kind in AUDIO_KINDS:
        return plain
    seen = source_of(medium, cache=cache, watch=watch)
    if seen is None:
        return plain
    return replace(plain, zero=seen.first - seen.begins)
