"""What sound and final cut stand on: the locked edit, and the files of the rushes it plays."""

from typing import Final

from pipeline.bench import Inputs, StageFile
from pipeline.documents.edit import Edit
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.sound import SoundPlan, base_name
from pipeline.documents.takes import Takes
from pipeline.editing.grading import luts_made
from pipeline.render.sources import RenderMedium

EDIT: Final = "edit.json"
TAKES: Final = "takes.json"
SOUND: Final = "sound.json"


def locked_edit(inputs: Inputs) -> Edit:
    """Return the edit whose picture is locked. Raise NotFound when it is not approved."""
    return from_json(inputs.file("edit", EDIT).path.read_bytes(), Edit)


def loudness_of_mix(inputs: Inputs) -> str:
    """Return the loudness profile that the signed mix has chosen; "" for that of the project."""
    made = inputs.before.get("sound", {}).get(SOUND)
    return from_json(made.path.read_bytes(), SoundPlan).loudness if made else ""


def as_mixed(inputs: Inputs) -> Project:
    """Return the project with the loudness of the signed mix: what is mixed later is as loud."""
    return inputs.project.with_loudness(loudness_of_mix(inputs))


def rushes_of(inputs: Inputs) -> Takes:
    """Return the catalogue of the rushes. Raise NotFound when they are not approved."""
    return from_json(inputs.file("rushes", TAKES).path.read_bytes(), Takes)


def media_of(inputs: Inputs) -> dict[str, RenderMedium]:
    """Return the files of the rushes by the names an edit may use, and the tables of its grade.

    A take has its slate's name; a sound has its file's, with and without the suffix; a look-up
    table its digest.
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
    return {**luts_made(inputs.before.get("edit", {})), **media}


def _medium(file: StageFile, kind: str) -> RenderMedium:
    return RenderMedium(path=file.path, digest=file.digest, kind=kind)


def heard_of(inputs: Inputs) -> dict[str, RenderMedium]:
    """Return the files that are heard: those of the rushes, and for a take with a recorder whose
    sound is lined up and confirmed, that sound.
    """
    made = inputs.before.get("rushes", {})
    synced = {
        take.name: _medium(made[take.recorded.synced], "wav")
        for take in rushes_of(inputs).takes
        if take.recorded and take.recorded.confirmed and take.recorded.synced in made
    }
    return {**media_of(inputs), **synced}
