"""Files that come in by a form: streamed to disk in chunks, counted, hashed, then stored.

Werkzeug asks the request for a place to put each file of a multipart body; ours is a file in the
home folder, so that neither memory nor a small /tmp holds a film. Whatever happens, it is removed.
"""

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Final, cast

from flask import Request
from werkzeug.datastructures import FileStorage

from pipeline.errors import CannotRead, NoRoom
from pipeline.files.store import Store, StoredFile
from web.parts import parts

LONGEST_NAME: Final = 120
FREE_BYTES: Final = 256 << 20
"""So much of the disk stays free, for the sign-offs."""
SMALL_FORM_BYTES: Final = 1 << 20
"""The largest body of a request that is not an upload."""
FILES_AT_ONCE: Final = 400


class UploadRequest(Request):
    """A request whose files go to the home folder, each no larger than the setting allows."""

    max_form_memory_size = SMALL_FORM_BYTES
    max_form_parts = FILES_AT_ONCE + 50

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """Return where the next file goes."""
        folder = parts().settings.home / "incoming"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cast(IO[bytes], Counted(folder, parts().settings.upload_limit_bytes))


class Counted:
    """A temporary file that refuses to grow beyond a limit."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        """Open the file."""
        self._file = tempfile.NamedTemporaryFile(prefix="in-", dir=folder)  # noqa: SIM115
        self._left = most_bytes
        self.name = self._file.name

    def write(self, chunk: bytes) -> int:
        """Write a chunk. Raise CannotRead where the file becomes too large."""
        self._left -= len(chunk)
        if self._left < 0:
            self._file.close()
            raise CannotRead(
                "One of the files is larger than this site takes. "
                "Cut it into shorter takes, or ask the coordinator."
            )
        return self._file.write(chunk)

    def __getattr__(self, name: str) -> Any:
        """Everything else is the file's."""
        return getattr(self._file, name)


def prepare(request: Request) -> None:
    """Let a large body in, if there is room for it. Raise NoRoom if the disk is full."""
    limit = parts().settings.upload_limit_bytes
    request.max_content_length = 4 * limit
    home = parts().settings.home
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = shutil.disk_usage(home).free
    if (request.content_length or 0) * 2 + FREE_BYTES > free:
        raise NoRoom("The disk of the server is full, so nothing was kept. Tell the coordinator.")


def plain_name(given: str) -> str:
    """Return the name under which a file is kept: no folders, no control characters, NFC.

    Raise CannotRead for a name that leaves nothing.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip(" .")
    stem, dot, suffix = clean.rpartition(".")
    if not clean or (dot and not stem):
        raise CannotRead("One of the files has no name. Give it one, then send it again.")
    return clean if len(clean) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - 12]}.{suffix[:11]}"


def must_be_accepted(name: str, accepts: Iterable[str]) -> None:
    """Raise CannotRead for a file of a kind that the stage does not take."""
    kinds = tuple(accepts)
    if not name.lower().endswith(kinds):
        raise CannotRead(
            "“%(name)s” does not belong here. This stage takes: %(kinds)s.",
            name=name,
            kinds=" ".join(kinds),
        )


def store_files(
    given: Iterable[FileStorage], store: Store, accepts: Iterable[str]
) -> dict[str, StoredFile]:
    """Return the files of a form by name, safe in the store. Raise CannotRead.

    Names are looked at before anything is stored, so that a wrong file is told at once.
    """
    named = [(plain_name(one.filename), one) for one in given if one.filename]
    for name, _one in named:
        must_be_accepted(name, accepts)
    if len({name.casefold() for name, _one in named}) < len(named):
        raise CannotRead("Two of the files have the same name. Rename one, then send them again.")
    return {name: _put(one, store) for name, one in named}


def _put(one: FileStorage, store: Store) -> StoredFile:
    stream = cast(Counted, one.stream)
    stream.flush()
    os.fsync(stream.fileno())
    stored = store.put(Path(stream.name))
    one.close()
    return stored
