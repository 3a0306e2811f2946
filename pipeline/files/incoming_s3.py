"""Uploads on their way in S3: the parts of a multipart upload, and a tail that is no part yet.

S3 takes parts of at least 5 MiB and has no offset, so what the parts are is written into the row
of the upload (`keep`), which refuses a request whose turn is over. Two requests never send a part
of one number: each begins one above the highest that another may just be sending, and a part that
is not in the row is left out of the whole. So of a late request, not a byte lands.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from botocore.exceptions import ClientError

from pipeline.errors import CannotRead, NotFound
from pipeline.files.incoming import Held, KeepParts, moved_on
from pipeline.files.s3 import S3Store, told_when_it_fails
from pipeline.files.store import StoredFile

SMALL: Final = 8 << 20
LARGE: Final = 32 << 20
SMALL_PARTS: Final = 4000
"""S3 takes ten thousand parts; after these they are larger: 218 GiB fit."""
FOLDER: Final = "incoming/"
_GONE: Final = frozenset({"404", "NoSuchKey", "NotFound", "NoSuchUpload"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What has come of an upload, as the row remembers it."""

    upload: str = ""
    """Name of the multipart upload; empty before its first part."""
    runs: tuple[tuple[int, int], ...] = ()
    """First and last number of the parts that count."""
    bytes: int = 0
    used: int = 0
    """The highest number that a request may just be sending."""
    tail: str = ""
    """Key of the object that holds what comes after the parts."""
    tail_bytes: int = 0

    @property
    def size(self) -> int:
        """Return how many bytes are durable."""
        return self.bytes + self.tail_bytes

    @property
    def part_bytes(self) -> int:
        """Return how large the next part is."""
        return SMALL if self.used <= SMALL_PARTS else LARGE

    def counts(self, number: int) -> bool:
        """Return whether a part belongs to the whole."""
        return any(first <= number <= last for first, last in self.runs)

    def with_part(self, size: int) -> "_Parts":
        """Return these parts and the one with the highest number, which took up the tail."""
        number, runs = self.used, self.runs
        if runs and runs[-1][1] == number - 1:
            runs = (*runs[:-1], (runs[-1][0], number))
        else:
            runs = (*runs, (number, number))
        return replace(
            self, runs=runs, bytes=self.bytes + size, used=number + 1, tail="", tail_bytes=0
        )


def _parts_of(held: Held) -> _Parts:
    found = _Parts(**held.parts)
    return replace(found, runs=tuple((first, last) for first, last in found.runs))


class S3Incoming:
    """Unfinished uploads beside the files of a bucket."""

    def __init__(self, store: S3Store) -> None:
        """Keep the store."""
        self.store = store

    def must_have_room(self, size: int) -> None:
        """Do nothing: a bucket is never full."""

    def offset(self, held: Held, *, durable: bool = True) -> int:
        """Return how many bytes have come; the row knows."""
        return _parts_of(held).size

    def append(self, held: Held, *, at: int, blocks: Iterable[bytes], keep: KeepParts) -> int:
        """Add bytes at an offset and return the new one."""
        state = _parts_of(held)
        if state.size != at:
            raise moved_on()
        sender = _Sender(self, held, state, keep)
        try:
            for block in blocks:
                sender.add(block)
        finally:
            sender.lay_tail()
        return sender.state.size

    def take_in(self, held: Held) -> StoredFile:
        """Put the parts together, count them, and copy the whole to its digest."""
        whole = FOLDER + held.key
        if self._size(whole) is None:
            self._put_together(held, whole)
        if self._size(whole) != held.length:
            raise CannotRead("This file has not arrived whole.", detail=f"{held.length} expected")
        with told_when_it_fails():
            return self.store.adopt(self.store.key(whole))

    def _size(self, name: str) -> int | None:
        try:
            found = self.call("head_object", Key=self.store.key(name))
        except NotFound:
            return None
        return int(found["ContentLength"])

    def _put_together(self, held: Held, whole: str) -> None:
        state = _parts_of(held)
        if state.size != held.length:
            raise NotFound("Nothing has come of this file.", detail=f"{state.size} bytes")
        tail = self.read(state.tail) if state.tail else b""
        if not state.runs:
            self.call("put_object", Key=self.store.key(whole), Body=tail)
            return
        where = {"Key": self.store.key(whole), "UploadId": state.upload}
        parts = list(self._parts_that_count(where, state))
        if tail:
            number = state.used + 1
            sent = self.call("upload_part", **where, PartNumber=number, Body=tail)
            parts.append({"PartNumber": number, "ETag": sent["ETag"]})
        self.call("complete_multipart_upload", **where, MultipartUpload={"Parts": parts})

    def _parts_that_count(
        self, where: Mapping[str, str], state: _Parts
    ) -> Iterator[dict[str, object]]:
        pages = self.store.client.get_paginator("list_parts").paginate(
            Bucket=self.store.bucket, **where
        )
        for page in pages:
            for part in page.get("Parts", ()):
                if state.counts(part["PartNumber"]):
                    yield {"PartNumber": part["PartNumber"], "ETag": part["ETag"]}

    def read(self, name: str) -> bytes:
        """Return a small object."""
        content: bytes = self.call("get_object", Key=self.store.key(name))["Body"].read()
        return content

    def drop(self, held: Held) -> None:
        """Forget what has come of an upload."""
        state = _parts_of(held)
        if state.upload:
            self.abort(held.key, state.upload)
        for name in tuple(self._names(held.key)):
            if name.split(".")[0] == held.key:
                self.remove(FOLDER + name)

    def abort(self, key: str, upload: str) -> None:
        """Forget the parts of a multipart upload."""
        try:
            where = {"Key": self.store.key(FOLDER + key), "UploadId": upload}
            self.call("abort_multipart_upload", **where)
        except NotFound:
            return

    def remove(self, name: str) -> None:
        """Remove an object; nothing happens if it is not there."""
        self.call("delete_object", Key=self.store.key(name))

    def keys(self) -> frozenset[str]:
        """Return the keys of everything that was not dropped."""
        return frozenset(name.split(".")[0] for name in self._names(""))

    def _names(self, start: str) -> Iterator[str]:
        folder = self.store.key(FOLDER)
        pages = self.store.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.store.bucket, Prefix=folder + start
        )
        with told_when_it_fails():
            for page in pages:
                yield from (item["Key"][len(folder) :] for item in page.get("Contents", ()))

    def call(self, verb: str, **options: object) -> Any:
        """Ask S3. Raise NotFound for what is not there, WorkFailed for every other fault."""
        with told_when_it_fails():
            try:
                return getattr(self.store.client, verb)(Bucket=self.store.bucket, **options)
            except ClientError as fault:
                if fault.response.get("Error", {}).get("Code") in _GONE:
                    raise NotFound("There is no such upload.", detail=str(fault)) from fault
                raise


class _Sender:
    """The hand of one request on the parts of an upload."""

    def __init__(self, incoming: S3Incoming, held: Held, state: _Parts, keep: KeepParts) -> None:
        self._incoming, self._held, self._keep = incoming, held, keep
        self.state = state
        self._rest = bytearray(incoming.read(state.tail) if state.tail else b"")
        self._begun = self._over = False

    def add(self, block: bytes) -> None:
        """Take a block; what makes a part is sent. Raise MovedOn when the turn is over."""
        self._rest += block
        while len(self._rest) >= self.state.part_bytes:
            if not self._begun:
                self._begin()
            size = self.state.part_bytes
            self._send(bytes(self._rest[:size]))
            del self._rest[:size]

    def _begin(self) -> None:
        """Take a number that no other request may be using."""
        where = self._incoming.store.key(FOLDER + self._held.key)
        upload = self.state.upload
        if not upload:
            upload = self._incoming.call("create_multipart_upload", Key=where)["UploadId"]
        try:
            self._remember(replace(self.state, upload=upload, used=self.state.used + 1))
        finally:
            if self._over and not self.state.upload:
                self._incoming.abort(self._held.key, upload)
        self._begun = True

    def _send(self, content: bytes) -> None:
        self._incoming.call(
            "upload_part",
            Key=self._incoming.store.key(FOLDER + self._held.key),
            UploadId=self.state.upload,
            PartNumber=self.state.used,
            Body=content,
        )
        self._remember(self.state.with_part(len(content)))

    def lay_tail(self) -> None:
        """Make durable what is no part yet."""
        if self._over or len(self._rest) == self.state.tail_bytes:
            return
        tail = f"{FOLDER}{self._held.key}.{self._held.holder}"
        key = self._incoming.store.key(tail)
        self._incoming.call("put_object", Key=key, Body=bytes(self._rest))
        self._remember(replace(self.state, tail=tail, tail_bytes=len(self._rest)))

    def _remember(self, state: _Parts) -> None:
        """Write the parts into the row, and remove a tail that they replace. Raise MovedOn."""
        if not self._keep(asdict(state)):
            self._over = True
            raise moved_on()
        before, self.state = self.state, state
        if before.tail and before.tail != state.tail:
            self._incoming.remove(before.tail)
