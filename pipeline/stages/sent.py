"""Finding and reading the small text files that a group sends."""

from pathlib import PurePosixPath
from typing import Final

from pipeline.bench import Files, StageFile
from pipeline.errors import CannotRead

MOST_BYTES: Final = 1_000_000


def table_of(files: Files, name: str) -> StageFile | None:
    """Return the file of this name in any folder, else the only one with its suffix, else None."""
    suffix = PurePosixPath(name).suffix
    alike = {
        PurePosixPath(sent.lower()).name: file
        for sent, file in sorted(files.items())
        if PurePosixPath(sent.lower()).suffix == suffix
    }
    if name in alike:
        return alike[name]
    return next(iter(alike.values())) if len(alike) == 1 else None


def text_of(file: StageFile, name: str) -> str:
    """Return the text of a file. Raise CannotRead when it is too large or not UTF-8."""
    if file.bytes > MOST_BYTES:
        raise CannotRead("%(name)s is too large. Send only what belongs to this film.", name=name)
    try:
        return file.path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CannotRead(
            "%(name)s has letters that cannot be read. Save it again as UTF-8.",
            detail=str(fault),
            name=name,
        ) from fault
