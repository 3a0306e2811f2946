"""The picture master: the picture of a locked edit as the finished film will show it, made once.

It is made from the originals with exactly the segments that the final cut would ask for, and kept
in the store. The final cut takes it as it is, if all that shapes it is still the same.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Bench, Inputs, Watch
from pipeline.documents.edit import Edit
from pipeline.documents.grade import UNGRADED
from pipeline.documents.json import canonical, from_json, to_json
from pipeline.documents.master import MASTER, MASTER_REPORT, PictureMaster
from pipeline.errors import CannotRead
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.film import screening_settings
from pipeline.render.keys import ffmpeg_name
from pipeline.render.picture import RECIPE, PictureSettings
from pipeline.render.sources import Medium

USED: Final = "master"
NONE_YET: Final = "rendered: there is no master"
ANOTHER: Final = "rendered: the master is of another picture or of other settings"

NOT_THIS: Final = (
    "The picture that was made after the lock does not fit any more, so it was rendered again. "
    "The film is right; it only took longer."
)


def make_master(
    edit: Edit, media: Mapping[str, Medium], bench: Bench, *, watch: Watch
) -> PictureMaster:
    """Write the master and its report onto the bench. Raise WorkFailed or Cancelled."""
    settings = screening_settings(edit.frame_rate, preset=bench.preset)
    place = bench.into / MASTER
    place.parent.mkdir()
    with TemporaryDirectory(dir=bench.into, prefix=".master-") as folder:
        job = RenderJob(
            into=Path(folder),
            cache=bench.segments,
            workers=bench.workers,
            watch=watch,
            hands=bench.hands,
        )
        picture, done = render_picture(edit, media, settings=settings, job=job)
        picture.replace(place)
    master = PictureMaster(
        recipe=recipe_of(edit, media, settings),
        digest=_digest_of(place),
        frames=done.frames,
        frame_rate=edit.frame_rate,
        width=settings.width,
        height=settings.height,
        encoder=settings.encoder,
        preset=settings.preset,
        crf=settings.crf,
        program=ffmpeg_name(),
        media={name: media[name].digest for name in seen_media(edit) if name in media},
        missing=done.missing,
        segments=done.segments,
        encoded=done.encoded,
    )
    (bench.into / MASTER_REPORT).write_text(to_json(master), encoding="utf-8")
    return master


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def seen_media(edit: Edit) -> tuple[str, ...]:
    """Return the names of the media that are seen."""
    return replace(edit, sound=()).media_names()


def recipe_of(edit: Edit, media: Mapping[str, Medium], settings: PictureSettings) -> str:
    """Return the digest of all that shapes the picture of an edit."""
    plain = {
        "picture": picture_print(edit),
        "media": {name: media[name].digest for name in seen_media(edit) if name in media},
        "settings": settings.as_plain(),
        "recipe": RECIPE,
        "program": ffmpeg_name(),
    }
    return sha256(canonical(plain).encode()).hexdigest()


def picture_print(edit: Edit) -> str:
    """Return the digest of what is seen; of a film that nobody has graded, without a word of it.

    So the masters of films that were locked before there were grades still fit.
    """
    plain = json.loads(to_json(replace(edit, name="", sound=(), losses=())))
    neutral = json.loads(to_json(UNGRADED))
    for clip in plain["picture"]:
        if all(neutral[key] == value for key, value in clip["grade"].items()):
            del clip["grade"]
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1) + "\n"
    return sha256(text.encode()).hexdigest()


def fitting_master(
    edit: Edit, media: Mapping[str, Medium], inputs: Inputs, preset: str
) -> tuple[Path | None, str]:
    """Return the master for a finished film, if there is one that fits, and a word about it."""
    made = inputs.before.get("edit", {})
    if MASTER not in made or MASTER_REPORT not in made:
        return None, NONE_YET
    try:
        master = from_json(made[MASTER_REPORT].path.read_bytes(), PictureMaster)
    except CannotRead:
        return None, ANOTHER
    wanted = recipe_of(edit, media, screening_settings(edit.frame_rate, preset=preset))
    is_it = master.recipe == wanted and master.digest == made[MASTER].digest
    return (made[MASTER].path, USED) if is_it and not master.missing else (None, ANOTHER)
