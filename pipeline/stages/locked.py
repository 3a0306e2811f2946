"""What sound and final cut stand on: the locked edit, and the files of the rushes it plays."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pipeline.bench import Inputs, StageFile
from pipeline.documents.edit import Edit
from pipeline.documents.json import from_json
from pipeline.documents.sound import base_name
from pipeline.documents.takes import Takes
from pipeline.media.ffmpeg import Watch
from pipeline.media.safety import AUDIO_KINDS
from pipeline.render.mix_plan import MixSource
from pipeline.render.sources import Medium, RenderMedium, source_of

EDIT: Final = "edit.json"
TAKES: Final = "takes.json"


def locked_edit(inputs: Inputs) -> Edit:
    """Return the edit whose picture is locked. Raise NotFound when it is not approved."""
    return from_json(inputs.file("edit", EDIT).path.read_bytes(), Edit)


def rushes_of(inputs: Inputs) -> Takes:
    """Return the catalogue of the rushes. Raise NotFound when they are not approved."""
    return from_json(inputs.file("rushes", TAKES).path.read_bytes(), Takes)


def media_of(inputs: Inputs) -> dict[str, RenderMedium]:
    """Return the files of the rushes by the names an edit may use.

    A take has its slate's name; a sound has its file's, with and without the suffix.
    """
    rushes = rushes_of(inputs)
    media = {
        take.name: _medium(inputs.file("rushes", take.file), take.kind) for take in rushes.takes
    }
    for sound in rushes.sounds:
        medium = _medium(inputs.file("rushes", sound.file), sound.kind)
        name = base_name(sound.file)
        for key in (name, name.rpartition(".")[0] or name):
            media.setdefault(key, medium)
    return media


def _medium(file: StageFile, kind: str) -> RenderMedium:
    return RenderMedium(path=file.path, digest=file.digest, kind=kind)


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
    plain = MixSource(path=medium.path, kind=medium.kind)
    if medium.kind in AUDIO_KINDS:
        return plain
    seen = source_of(medium, cache=cache, watch=watch)
    if seen is None:
        return plain
    return MixSource(path=medium.path, kind=medium.kind, zero=seen.first - seen.begins)
