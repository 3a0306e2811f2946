"""The bin of the cutter: takes and sounds of the rushes, with the addresses of what plays them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from pipeline.documents.json import from_json
from pipeline.documents.shot_list import Shot
from pipeline.documents.sound import base_name
from pipeline.documents.takes import SoundFile, Take, Takes
from pipeline.editing.cut_bin import bin_of
from pipeline.editing.locked import TAKES
from pipeline.errors import PipelineError
from pipeline.records import revisions
from pipeline.records.values import FileOf, FileSide
from web import papers
from web.parts import parts

RUSHES: Final = "rushes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rushes:
    """The version of the rushes that a film is cut from."""

    takes: Takes
    revision_id: int
    made: frozenset[str]
    """Names of what was made of it."""

    def url(self, name: str) -> str | None:
        """Return the address of a product; None where there is none."""
        if name not in self.made:
            return None
        return url_for("files.file", revision_id=self.revision_id, side="made", name=name)


def rushes_of(project_id: int) -> Rushes | None:
    """Return the approved rushes of a film, else the newest that were made; None before that."""
    with parts().book.reading() as session:
        chosen = revisions.approved(session, project_id).get(RUSHES)
        chosen = chosen or revisions.newest(session, project_id, RUSHES)
        made = revisions.files_of(session, chosen.id, FileSide.MADE) if chosen else ()
    takes = _takes(made)
    if chosen is None or takes is None:
        return None
    names = frozenset(one.name for one in made)
    return Rushes(takes=takes, revision_id=chosen.id, made=names)


def _takes(made: Iterable[FileOf]) -> Takes | None:
    found = next((one for one in made if one.name == TAKES), None)
    if found is None:
        return None
    try:
        return from_json(parts().store.path(found.digest).read_bytes(), Takes)
    except PipelineError:
        return None


def bin_json(project_id: int, rushes: Rushes) -> dict[str, object]:
    """Return all takes in the order of their slates, and all sounds by name."""
    shots = {shot.name: shot for shot in papers.shots_of(project_id)}
    takes = sorted(rushes.takes.takes, key=lambda one: one.name)
    return {
        "takes": [_take(one, rushes, shots) for one in takes],
        "holes": [_hole(one) for one in shots.values() if _is_hole(one, rushes)],
        "sounds": [_sound(one, rushes) for one in rushes.takes.sounds],
    }


def _is_hole(shot: Shot, rushes: Rushes) -> bool:
    """Whether a shot is planned and nobody has filmed it yet."""
    return not shot.is_dropped and not rushes.takes.of_shot(shot.name)


def _hole(shot: Shot) -> dict[str, Any]:
    return {
        "name": shot.name,
        "scene": shot.scene,
        "shot": shot.shot,
        "description": shot.description,
    }


def _take(take: Take, rushes: Rushes, shots: Mapping[str, Shot]) -> dict[str, Any]:
    first, frames = bin_of(rushes.takes).takes[take.name].useful
    shot = shots.get(take.slate.shot_name)
    recorded = take.recorded if take.recorded and take.recorded.confirmed else None
    return {
        "name": take.name,
        "frames": take.frames,
        "in_frame": first,
        "out_frame": first + frames,
        "rating": take.rating.value,
        "note": take.note,
        "scene": take.slate.scene,
        "shot": take.slate.shot,
        "take": take.slate.take,
        "has_sound": take.is_heard,
        "proxy_url": rushes.url(take.proxy),
        "sound_url": rushes.url(recorded.synced) if recorded else None,
        "thumbnail_url": rushes.url(take.thumbnail),
        "sheet": _sheet(take, rushes),
        "waveform_url": rushes.url(take.waveform),
        "planned": shot is not None,
        "description": shot.description if shot else "",
        "lines": shot.dialogue if shot else "",
    }


def _sheet(take: Take, rushes: Rushes) -> dict[str, object] | None:
    url, scrub = rushes.url(take.sheet), take.scrub
    if url is None or scrub is None:
        return None
    return {
        "url": url,
        "columns": scrub.columns,
        "rows": scrub.rows,
        "pictures": scrub.pictures,
        "step_frames": scrub.step_frames,
        "width": scrub.width,
        "height": scrub.height,
    }


def _sound(sound: SoundFile, rushes: Rushes) -> dict[str, Any]:
    name = base_name(sound.file)
    return {
        "file": name,
        "role": sound.role.value,
        "frames": bin_of(rushes.takes).sounds[name].frames,
        "url": rushes.url(sound.listen),
        "waveform_url": rushes.url(sound.waveform),
        "title": name.rpartition(".")[0] or name,
    }
