"""tus 1.0: what its headers say, and how an answer is written (tus.io/protocols/resumable-upload).

Numbers are read by pattern: int() also takes "1_0", " 5" and the digits of other scripts.
Concatenation is not offered: it would let one upload reach into another.
"""

import base64
import binascii
import errno
import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Final

from flask import Response, request
from werkzeug.http import http_date

from pipeline.errors import CannotRead, NoRoom, TooLarge
from pipeline.receiving import OnItsWay

VERSION: Final = "1.0.0"
EXTENSIONS: Final = (
    "creation,creation-with-upload,creation-defer-length,checksum,termination,expiration"
)
ALGORITHMS: Final = ("sha1", "sha256")
BYTES: Final = "application/offset+octet-stream"
UNNAMED: Final = "recording.mp4"
_NUMBER: Final = re.compile(r"[0-9]{1,30}", re.ASCII)
_PAIR: Final = re.compile(r"([\x21-\x2b\x2d-\x7e]+)(?: +([A-Za-z0-9+/]*={0,2}))?", re.ASCII)
_MARK: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LONGEST_PATH: Final = 400


class Misspoken(CannotRead):
    """Raised when a client does not keep to the protocol; the status is what it then hears."""

    def __init__(self, template: str, status: int = 400, **values: str) -> None:
        """Keep the status."""
        super().__init__(template)
        self.values = dict(values)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a client says of a file: not one byte is believed by it."""

    name: str
    path: str
    """As the card calls it, folders included; for showing."""
    mark: str
    """By which the same file is recognised in the browser before all of it is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """The digest that the body of one request should have."""

    algorithm: str
    digest: bytes


def must_speak() -> None:
    """Raise Misspoken if the client speaks another version, or not this protocol at all."""
    said = request.headers.get("Tus-Resumable")
    if said is None:
        raise Misspoken("This address is for programs that send files in pieces (tus 1.0).")
    if said != VERSION:
        raise Misspoken("This site speaks version 1.0.0 of tus only.", 412)


def method() -> str:
    """Return the method that is meant, where a network lets only some of them through."""
    return request.headers.get("X-HTTP-Method-Override", request.method).upper()


def number(name: str) -> int | None:
    """Return a number of the headers, None if it is not there. Raise Misspoken."""
    said = request.headers.get(name)
    if said is None:
        return None
    if not _NUMBER.fullmatch(said):
        raise Misspoken("The header %(name)s is not a number.", name=name)
    return int(said)


def offset() -> int:
    """Return where the bytes belong. Raise Misspoken if nobody says so."""
    if request.mimetype != BYTES:
        raise Misspoken("Send the bytes as application/offset+octet-stream.", 415)
    found = number("Upload-Offset")
    if found is None:
        raise Misspoken("The header %(name)s is missing.", name="Upload-Offset")
    return found


def length_of_new(largest: int) -> int | None:
    """Return how long a new file will be, None if it is told later. Raise Misspoken, TooLarge."""
    said, later = number("Upload-Length"), request.headers.get("Upload-Defer-Length")
    if (said is None) == (later is None) or later not in (None, "1"):
        raise Misspoken("Say either Upload-Length, or Upload-Defer-Length: 1.")
    return must_fit(said, largest)


def must_fit(length: int | None, largest: int) -> int | None:
    """Return a length. Raise TooLarge for more than the site takes of one file."""
    if length is not None and length > largest:
        raise TooLarge(
            "This file is larger than this site takes. Cut it into shorter takes, or ask the "
            "coordinator."
        )
    return length


def named() -> Named:
    """Return what the metadata say. Raise Misspoken."""
    said = _metadata(request.headers.get("Upload-Metadata", ""))
    name = _text(said.get("filename") or said.get("name") or b"")
    path = _text(said.get("relativePath") or b"") or name
    mark = _text(said.get("mark") or b"")
    return Named(
        name=name or path or UNNAMED,
        path=path[-_LONGEST_PATH:],
        mark=mark if _MARK.fullmatch(mark) else "",
    )


def _metadata(text: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for pair in text.split(",") if text.strip() else ():
        match = _PAIR.fullmatch(pair.strip())
        if match is None or match[1] in found:
            raise Misspoken("The header %(name)s cannot be read.", name="Upload-Metadata")
        found[match[1]] = _decoded(match[2] or "", "Upload-Metadata")
    return found


def _decoded(text: str, header: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as fault:
        raise Misspoken("The header %(name)s cannot be read.", name=header) from fault


def _text(value: bytes) -> str:
    """Return a text without what no name may hold."""
    try:
        text = value.decode()
    except UnicodeDecodeError as fault:
        raise Misspoken("The header %(name)s cannot be read.", name="Upload-Metadata") from fault
    return "".join(one for one in text if unicodedata.category(one)[0] != "C")


def checksum() -> Checksum | None:
    """Return the digest that the body should have, if the client gives one. Raise Misspoken."""
    said = request.headers.get("Upload-Checksum")
    if said is None:
        return None
    algorithm, _, digest = said.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Misspoken("Checksums here are: %(names)s.", names=", ".join(ALGORITHMS))
    return Checksum(algorithm=algorithm, digest=_decoded(digest, "Upload-Checksum"))


@contextmanager
def checked(
    blocks: Iterable[bytes], wanted: Checksum | None, folder: Path
) -> Iterator[Iterable[bytes]]:
    """Give the blocks on; where they have a checksum, only when all are there and it is right.

    Until then they lie in a file of their own, since an offset that was told never goes back.
    """
    if wanted is None:
        yield blocks
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryFile(dir=folder) as aside:
        count = hashlib.new(wanted.algorithm, usedforsecurity=False)
        for block in blocks:
            count.update(block)
            _lay_aside(aside, block)
        if count.digest() != wanted.digest:
            raise Misspoken("These bytes were changed on their way. Send them again.", 460)
        aside.seek(0)
        yield iter(partial(aside.read, 1 << 20), b"")


def _lay_aside(aside: IO[bytes], block: bytes) -> None:
    try:
        aside.write(block)
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NoRoom("The disk of the server is full. Tell the coordinator.") from fault
        raise


def answer(status: int, found: OnItsWay | None = None, **headers: str) -> Response:
    """Return an answer without words: how far the file is, and until when one may go on."""
    made = Response(status=status)
    made.headers["Cache-Control"] = "no-store"
    if found is not None:
        made.headers["Upload-Offset"] = str(found.offset)
        if found.upload.finished_at is None:
            made.headers["Upload-Expires"] = http_date(found.upload.expires_at)
    for name, value in headers.items():
        made.headers[name.replace("_", "-")] = value
    return made


def described(found: OnItsWay) -> dict[str, str]:
    """Return the headers that tell what an upload is."""
    upload = found.upload
    said = {"filename": upload.original_name.rsplit("/", 1)[-1], "mark": upload.mark}
    if "/" in upload.original_name:
        said["relativePath"] = upload.original_name
    pairs = (f"{name} {_encoded(value)}" for name, value in said.items() if value)
    length = {"Upload_Length": str(upload.length)}
    return {
        **(length if upload.length is not None else {"Upload_Defer_Length": "1"}),
        "Upload_Metadata": ",".join(pairs),
    }


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
