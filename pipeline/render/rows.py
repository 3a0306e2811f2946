"""Rows of numbered pictures as one source each.

The pictures are the group's own files, found by name; they get new names in the job's folder, so
that ffmpeg opens these and no others. A picture that is missing is the one before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Final

from pipeline.documents.edit import Edit, Images, PictureClip
from pipeline.render.cache import second_name
from pipeline.render.sources import ROW, STILLS, Medium, Source

SUFFIXES: Final = {"png": "png", "jpeg": "jpg", "webp": "webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WithRows:
    """An edit whose rows of pictures are named like other media, and these rows."""

    edit: Edit
    rows: Mapping[str, Source]


def with_rows(edit: Edit, media: Mapping[str, Medium], into: Path) -> WithRows:
    """Return the edit with a name of its own for each row of pictures, and those rows that can be
    seen.
    """
    names: dict[Images, str] = {}
    for clip in edit.picture:
        if clip.images is not None:
            names.setdefault(clip.images, f"{clip.media} ({len(names) + 1})")
    rows = {}
    for number, (images, name) in enumerate(names.items()):
        pictures = [media.get(picture) for picture in images.names()]
        row = _row(pictures, images, into / f"row_{number}")
        if row is not None:
            rows[name] = row
    clips = tuple(_renamed(clip, names) for clip in edit.picture)
    return WithRows(edit=replace(edit, picture=clips), rows=rows)


def _renamed(clip: PictureClip, names: Mapping[Images, str]) -> PictureClip:
    return clip if clip.images is None else replace(clip, media=names[clip.images])


def _this_or_before(before: Medium | None, this: Medium | None) -> Medium | None:
    return this or before


def _row(pictures: Sequence[Medium | None], images: Images, folder: Path) -> Source | None:
    """Return a row; None without a first picture, or if one is no picture of the same kind."""
    filled: list[Medium | None] = list(accumulate(pictures, _this_or_before))
    kinds = {picture.kind if picture else "" for picture in filled}
    kind = kinds.pop() if len(kinds) == 1 else ""
    if kind not in STILLS:
        return None
    seen = [picture for picture in filled if picture is not None]
    digest = sha256(str(images.rate).encode())
    for picture in seen:
        digest.update(picture.digest.encode())
    return Source(
        path=row_of([picture.path for picture in seen], folder, SUFFIXES[kind]),
        digest=digest.hexdigest(),
        kind=ROW,
        last=(len(filled) - 1) / images.rate,
        rate=images.rate,
        pictures=tuple(picture.digest for picture in seen),
    )


def row_of(pictures: Sequence[Path], folder: Path, suffix: str) -> Path:
    """Number pictures in a new folder; return the pattern of their names."""
    folder.mkdir()
    for number, picture in enumerate(pictures):
        second_name(picture, folder / f"{number:06d}.{suffix}")
    return folder / f"%06d.{suffix}"
