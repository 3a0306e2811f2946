"""Media as sources of sound, whose time zero is that of their picture."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from struct import unpack_from
from typing import Final

from pipeline.media.ffmpeg import Watch
from pipeline.media.safety import AUDIO_KINDS, HEAD_BYTES
from pipeline.render.mix_plan import MixSource
from pipeline.render.sources import Medium, RenderMedium, source_of

EXTENSIBLE: Final = 0xFFFE
"""The kind of WAV that may say where its channels are: the mask is 20 bytes into its "fmt "."""


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
        return replace(plain, microphones=microphones_of(medium) if medium.kind == "wav" else 0)
    seen = source_of(medium, cache=cache, watch=watch)
    if seen is None:
        return plain
    zero = seen.first - seen.begins - seen.sound_late
    return replace(plain, zero=zero)


def microphones_of(wav: Medium) -> int:
    """Return how many channels a WAV has that does not say where they are; 0 if it says so.

    Recorders write many microphones so; a film mixed for a cinema says which one is which.
    """
    with wav.path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head[:4] not in (b"RIFF", b"RF64", b"BW64"):
        return 0
    at = 12
    while at + 24 <= len(head):
        name, size = head[at : at + 4], int.from_bytes(head[at + 4 : at + 8], "little")
        if name == b"fmt ":
            kind, channels = unpack_from("<HH", head, at + 8)
            is_named = kind == EXTENSIBLE and head[at + 28 : at + 32].strip(b"\0") != b""
            return 0 if is_named else int(channels)
        at += 8 + size + size % 2
    return 0
