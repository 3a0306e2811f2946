"""What the timeline of the sounds shows: shots, lanes, sounds of the edit that stay, own cues."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from flask import url_for

from pipeline.documents.edit import Edit
from pipeline.documents.sound import base_name
from pipeline.editing.cue_moves import FilmLength
from pipeline.render import ducking
from pipeline.timing import SAMPLE_RATE, FrameRate, nearest
from web import mix_desk, sound_files
from web.spotting_room import Room

MOST_FIXED: Final = 2000


def film_of(room: Room) -> FilmLength:
    """Return what the sounds are laid against: the locked edit, else the rate alone."""
    if room.edit is None:
        return FilmLength(rate=room.project.frame_rate, frames=0)
    cuts = sorted({clip.start_frame for clip in room.edit.picture} - {0})
    return FilmLength(rate=room.edit.frame_rate, frames=room.edit.frames, cuts=tuple(cuts))


def lengths_of(room: Room) -> dict[str, int | None]:
    """Return how many samples each sound has, by base name; None where nobody knows."""
    return {one.file: one.samples for one in room.recordings}


def as_json(room: Room, *, has_voices: bool) -> dict[str, Any]:
    """Return all that the script of the page draws and plays."""
    film = film_of(room)
    addresses = sound_files.addresses_of(room.project_id, room.recordings)
    sounds = {
        one.file: {
            "frames": frames_of(one.samples, film.rate),
            "sound": addresses[one.file],
            "wave": url_for("lanes.wave", project_id=room.project_id, name=one.file),
        }
        for one in room.recordings
    }
    return {
        "rate": str(film.rate),
        "frames": film.frames,
        "cuts": film.cuts,
        "shots": [] if room.edit is None else list(_shots(room.edit)),
        "fixed": [] if room.edit is None else list(_fixed(room.edit))[:MOST_FIXED],
        "sounds": sounds,
        "voices": url_for("lanes.voices", project_id=room.project_id) if has_voices else "",
        "ducking": _ducking(room.project_id),
        "content": room.sheet.text,
    }


def _ducking(project_id: int) -> dict[str, Any]:
    """Return how the buses step back under voices, as the mixing desk is set now."""
    set_to = {
        one.bus.value: ducking.STEPS.get(one.ducking) for one in mix_desk.desk_of(project_id).strips
    }
    return {
        "attack_s": ducking.ATTACK_S,
        "release_s": ducking.RELEASE_S,
        "silent_db": ducking.SILENT_DB,
        "gate_db": ducking.GATE_DB,
        "steps": {bus: asdict(step) for bus, step in set_to.items() if step},
    }


def frames_of(samples: int | None, rate: FrameRate) -> int | None:
    """Return the whole frames of a sound, as the moves count them (cue_moves.placed)."""
    return None if samples is None else max(1, int(samples * rate / SAMPLE_RATE))


def _shots(edit: Edit) -> Iterator[dict[str, object]]:
    """Yield the pictures of the lowest layer: what one sees from cut to cut."""
    for clip in sorted(edit.picture, key=lambda one: one.start_frame):
        if not clip.layer:
            name = clip.media or clip.text.partition("\n")[0] or clip.generator
            yield {"name": name, "start": clip.start_frame, "frames": clip.frames}


def _fixed(edit: Edit) -> Iterator[dict[str, object]]:
    for clip in edit.sound:
        start, end = (
            nearest(samples * edit.frame_rate / SAMPLE_RATE)
            for samples in (clip.start_sample, clip.end_sample)
        )
        name = clip.name or base_name(clip.media)
        yield {"role": clip.role.value, "name": name, "start": start, "frames": end - start}
