"""A segment as a document that any machine with the file store can encode, byte for byte alike.

It names what is seen by the digests of files, never by a path: whoever encodes it fetches the files
by their digests and looks for the key again. If that is another one, something shapes the pixels
differently there (another ffmpeg, another Claquette), and the segment is left to others.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from pipeline.errors import CannotRead
from pipeline.render.picture import Studio, luts_in
from pipeline.render.pieces import Piece
from pipeline.render.plan import Segment, shots_of
from pipeline.render.rows import SUFFIXES, row_of
from pipeline.render.segments import key_of
from pipeline.render.sources import ROW, Source

NOWHERE: Final = Path("media")
FilesOf = Callable[[Source], tuple[str, ...]]
Fetch = Callable[[str], Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTask:
    """All that shapes the pixels of a segment."""

    key: str
    segment: Segment
    studio: Studio
    """Settings, and the sources that this segment shows, without their places."""
    files: Mapping[str, tuple[str, ...]]
    """By the digest of each source: the digests of its files; of a row, those of its pictures."""


def task_of(piece: Piece, studio: Studio, files_of: FilesOf) -> SegmentTask:
    """Return a segment as a task. `files_of` tells under which digests others find a source."""
    seen = {id(source): source for source in _seen(piece.segment, studio)}
    return SegmentTask(
        key=piece.key,
        segment=piece.segment,
        studio=_with_sources(
            studio,
            lambda source: replace(source, path=_name(source)) if id(source) in seen else None,
        ),
        files={source.digest: files_of(source) for source in seen.values()},
    )


def _seen(segment: Segment, studio: Studio) -> Iterator[Source]:
    for span in segment.spans:
        for clip in shots_of(span.picture):
            source = studio.source_of(clip)
            if source is not None:
                yield source
    yield from luts_in(segment, studio)


def _name(source: Source) -> Path:
    """Return a path that leads nowhere; that of a row keeps the pattern of its names."""
    return Path(source.path.name) if source.kind == ROW else NOWHERE


def _with_sources(studio: Studio, change: Callable[[Source], Source | None]) -> Studio:
    """Return a studio with each of its sources changed, or left out."""
    changed: dict[str, Any] = {}
    for one in fields(studio):
        value = getattr(studio, one.name)
        if isinstance(value, Mapping):
            found = {name: change(source) for name, source in value.items()}
            changed[one.name] = {name: source for name, source in found.items() if source}
    return replace(studio, **changed)


def studio_at(task: SegmentTask, fetch: Fetch, into: Path) -> Studio:
    """Return the studio of a task with its files in their places; rows are laid into a folder.

    `fetch` returns the local path of a digest, or raises NotFound. Raise CannotRead for a document
    that names something else than files by their digests.
    """
    placed: dict[str, Path] = {}

    def change(source: Source) -> Source:
        if source.digest not in placed:
            paths = [fetch(digest) for digest in task.files[source.digest]]
            placed[source.digest] = _placed(source, paths, into / f"row_{len(placed)}")
        return replace(source, path=placed[source.digest])

    return _with_sources(task.studio, change)


def _placed(source: Source, paths: list[Path], folder: Path) -> Path:
    if source.kind != ROW:
        return paths[0].absolute()
    suffix = source.path.suffix.removeprefix(".")
    if suffix not in SUFFIXES.values():
        raise CannotRead("This part of a film names pictures of no known kind.", detail=suffix)
    return row_of(paths, folder.absolute(), suffix)


def must_be_alike(task: SegmentTask, studio: Studio, program: str) -> None:
    """Raise CannotRead if this machine would make other pixels than the one that asked."""
    if key_of(task.segment, studio, program) != task.key:
        raise CannotRead(
            "This worker would encode this part of the film differently. Give it the same version "
            "of Claquette and of ffmpeg as the others.",
            detail=f"the key of {task.key} is another one here",
        )
