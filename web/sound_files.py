"""The sounds that a cue may name, to be heard and drawn in a page."""

from functools import lru_cache
from typing import Final

from flask import Response, send_file, url_for

from pipeline.editing.wave_peaks import peaks_of_wav
from pipeline.errors import NotFound
from pipeline.records import Session, revisions
from pipeline.records.values import FileSide
from web import mixes, sound_desk
from web.parts import parts
from web.sound_desk import Recording

VOICES: Final = "stem_dialogue.wav"
LARGEST_DRAWN_BYTES: Final = 512 << 20
"""Of a larger file no wave is drawn: it would hold up the others."""


def sound_of(project_id: int, name: str) -> Recording:
    """Return a sound by its base name. Raise NotFound."""
    found = (one for one in sound_desk.recordings_of(project_id) if one.file == name)
    one = next(found, None)
    if one is None:
        raise NotFound("There is no such recording.")
    return one


def answer(name: str, digest: str) -> Response:
    """Give a sound to listen to; what is no WAV is a download, which a script may still decode."""
    is_wav = sound_desk.is_wav(digest)
    given = send_file(
        parts().store.path(digest),
        mimetype="audio/wav" if is_wav else "application/octet-stream",
        as_attachment=not is_wav,
        download_name=name,
        conditional=True,
        etag=digest,
        max_age=0,
    )
    given.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return given


def addresses_of(project_id: int, sounds: tuple[Recording, ...]) -> dict[str, str]:
    """Return where each sound is heard: the small copy of the rushes where there is one."""
    with parts().book.reading() as session:
        rushes = revisions.approved(session, project_id).get("rushes")
        rushes = rushes or revisions.newest(session, project_id, "rushes")
        made = revisions.files_of(session, rushes.id, FileSide.MADE) if rushes else ()
    small = {one.name for one in made}

    def address(one: Recording) -> str:
        if rushes and one.listen in small:
            return url_for("files.file", revision_id=rushes.id, side="made", name=one.listen)
        return url_for("lanes.sound", project_id=project_id, name=one.file)

    return {one.file: address(one) for one in sounds}


def voices_of(session: Session, project_id: int, edit_digest: str) -> str:
    """Return the digest of the voices of the newest mix, if it is one of this edit; else ""."""
    mix = mixes.mix_of(session, project_id, None)
    if mix is None or mix.revision.inputs.get("edit") != edit_digest:
        return ""
    return next((one.file.digest for one in mix.stems if one.file.name == VOICES), "")


def wave_of(digest: str) -> bytes:
    """Return the peaks of a sound, a byte for each 20 ms; empty for what is no plain WAV."""
    path = parts().store.path(digest)
    if not sound_desk.is_wav(digest) or path.stat().st_size > LARGEST_DRAWN_BYTES:
        return b""
    return _peaks(digest)


@lru_cache(maxsize=128)
def _peaks(digest: str) -> bytes:
    return peaks_of_wav(parts().store.path(digest))
