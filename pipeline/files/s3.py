"""The file store in S3 or anything that speaks it, with read-only local copies for the workers.

ffmpeg is never given an address: what it shall read is fetched first, and checked by its digest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import boto3
from boto3.exceptions import S3UploadFailedError
from botocore.exceptions import BotoCoreError, ClientError

from pipeline.errors import NotFound, WorkFailed
from pipeline.files.copies import LocalCopies
from pipeline.files.store import DIGEST, StoredFile, digest_of_file

_MISSING: Final = frozenset({"404", "NoSuchKey", "NotFound"})


@contextmanager
def told_when_it_fails() -> Iterator[None]:
    """Raise WorkFailed, to be tried again, for every fault of S3 or the network to it."""
    try:
        yield
    except (BotoCoreError, ClientError, OSError, S3UploadFailedError) as fault:
        raise WorkFailed(
            "The file could not be stored just now. It is tried again.",
            detail=str(fault),
            can_retry=True,
        ) from fault


class S3Store:
    """Bytes under prefix/digest in a bucket."""

    def __init__(self, client: Any, bucket: str, prefix: str, copies: LocalCopies) -> None:
        """Keep a client of boto3, the bucket, the prefix, and the local copies."""
        self.client = client
        self.bucket = bucket
        self._prefix = prefix
        self._copies = copies

    @classmethod
    def at(cls, address: str, *, copies: LocalCopies) -> "S3Store":
        """Return the store of s3://bucket/prefix?endpoint=..., with the usual AWS credentials."""
        parts = urlsplit(address)
        options = parse_qs(parts.query)
        client = boto3.client(
            "s3",
            endpoint_url=options.get("endpoint", [None])[0],
            region_name=options.get("region", ["us-east-1"])[0],
        )
        return cls(client, parts.netloc, parts.path.strip("/"), copies)

    def key(self, name: str) -> str:
        """Return the key of a digest, or of what else lies beside the digests."""
        return f"{self._prefix}/{name}" if self._prefix else name

    def put(self, path: Path) -> StoredFile:
        """Copy a file into the bucket; boto3 sends large files in parts and checks them."""
        known = digest_of_file(path)
        if not self.has(known.digest):
            with told_when_it_fails():
                self.client.upload_file(str(path), self.bucket, self.key(known.digest))
        return known

    def adopt(self, key: str) -> StoredFile:
        """Take over an object of the bucket, and keep the local copy that was read to count it."""
        with self._copies.new() as new:
            self.client.download_file(self.bucket, key, str(new))
            known = digest_of_file(new)
            if not self.has(known.digest):
                source = {"Bucket": self.bucket, "Key": key}
                self.client.copy(source, self.bucket, self.key(known.digest))
            self._copies.keep(new, known.digest)
        return known

    def path(self, digest: str) -> Path:
        """Return a local copy, fetched and checked when it is not there yet. Raise NotFound."""
        return self._copies.find(digest) or self._fetch(digest)

    def _fetch(self, digest: str) -> Path:
        with self._copies.new() as new:
            try:
                self.client.download_file(self.bucket, self.key(digest), str(new))
            except ClientError as fault:
                sentence = "This file is not in the store any more."
                raise NotFound(sentence, detail=str(fault)) from fault
            if digest_of_file(new).digest != digest:
                raise WorkFailed("A file came back changed from the store.", detail=digest)
            return self._copies.keep(new, digest)

    def has(self, digest: str) -> bool:
        """Return whether the bucket holds these bytes."""
        try:
            self.client.head_object(Bucket=self.bucket, Key=self.key(digest))
        except ClientError as fault:
            if fault.response.get("Error", {}).get("Code") in _MISSING:
                return False
            raise WorkFailed(
                "The file store does not answer.", detail=str(fault), can_retry=True
            ) from fault
        return True

    def digests(self) -> frozenset[str]:
        """Return everything under the prefix."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self._prefix
        )
        keys = (item["Key"] for page in pages for item in page.get("Contents", ()))
        names = (key.rsplit("/", 1)[-1] for key in keys)
        return frozenset(name for name in names if DIGEST.fullmatch(name))

    def remove(self, digest: str) -> None:
        """Forget these bytes here and in the bucket."""
        self._copies.forget(digest)
        self.client.delete_object(Bucket=self.bucket, Key=self.key(digest))
