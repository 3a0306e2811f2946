"""The file store in S3 or anything that speaks it, with read-only local copies for the workers.

ffmpeg is never given an address: what it shall read is fetched first, and checked by its digest.
"""

import os
import tempfile
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from pipeline.errors import NotFound, WorkFailed
from pipeline.files.store import StoredFile, digest_of_file

_MISSING: Final = frozenset({"404", "NoSuchKey", "NotFound"})


class S3Store:
    """Bytes under prefix/digest in a bucket."""

    def __init__(self, client: Any, bucket: str, prefix: str, local_copies: Path) -> None:
        """Keep a client of boto3, the bucket, the prefix, and the folder of local copies."""
        self._client = client
        self._bucket = bucket
        self._prefix = prefix
        self._copies = local_copies

    @classmethod
    def at(cls, address: str, *, local_copies: Path) -> "S3Store":
        """Return the store of s3://bucket/prefix?endpoint=..., with the usual AWS credentials."""
        parts = urlsplit(address)
        options = parse_qs(parts.query)
        client = boto3.client(
            "s3",
            endpoint_url=options.get("endpoint", [None])[0],
            region_name=options.get("region", ["us-east-1"])[0],
        )
        return cls(client, parts.netloc, parts.path.strip("/"), local_copies)

    def _key(self, digest: str) -> str:
        return f"{self._prefix}/{digest}" if self._prefix else digest

    def put(self, path: Path) -> StoredFile:
        """Copy a file into the bucket; boto3 sends large files in parts and checks them."""
        known = digest_of_file(path)
        if not self.has(known.digest):
            try:
                self._client.upload_file(str(path), self._bucket, self._key(known.digest))
            except (BotoCoreError, ClientError, OSError) as fault:
                raise WorkFailed(
                    "The file could not be stored just now. It is tried again.",
                    detail=str(fault),
                    can_retry=True,
                ) from fault
        return known

    def path(self, digest: str) -> Path:
        """Return a local copy, fetched and checked when it is not there yet. Raise NotFound."""
        copy = self._copies / digest[:2] / digest
        if not copy.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._fetch(digest, copy)
        return copy

    def _fetch(self, digest: str, copy: Path) -> None:
        handle, name = tempfile.mkstemp(prefix=".new-", dir=copy.parent)
        os.close(handle)
        new = Path(name)
        try:
            self._client.download_file(self._bucket, self._key(digest), name)
            if digest_of_file(new).digest != digest:
                raise WorkFailed("A file came back changed from the store.", detail=digest)
            new.chmod(0o400)
            new.replace(copy)
        except ClientError as fault:
            raise NotFound("This file is not in the store any more.", detail=str(fault)) from fault
        finally:
            new.unlink(missing_ok=True)

    def has(self, digest: str) -> bool:
        """Return whether the bucket holds these bytes."""
        try:
            self._client.head_object(Bucket=self._bucket, Key=self._key(digest))
        except ClientError as fault:
            if fault.response.get("Error", {}).get("Code") in _MISSING:
                return False
            raise WorkFailed(
                "The file store does not answer.", detail=str(fault), can_retry=True
            ) from fault
        return True

    def digests(self) -> frozenset[str]:
        """Return everything under the prefix."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._prefix
        )
        keys = (item["Key"] for page in pages for item in page.get("Contents", ()))
        return frozenset(key.rsplit("/", 1)[-1] for key in keys)

    def remove(self, digest: str) -> None:
        """Forget these bytes here and in the bucket."""
        (self._copies / digest[:2] / digest).unlink(missing_ok=True)
        self._client.delete_object(Bucket=self._bucket, Key=self._key(digest))
