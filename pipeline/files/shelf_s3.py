"""The shelf in S3: objects beside the files of the store (see `shelf.py`)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from botocore.exceptions import ClientError

from pipeline.files.s3 import S3Store, told_when_it_fails
from pipeline.files.shelf import FOLDER, KEY, Entry, copied
from pipeline.files.store import digest_of_file

_TOUCHED_EVERY: Final = timedelta(hours=6)
"""What was used is noted that often: each note is a request."""


class S3Shelf:
    """Objects beside the files of the store; the digest is in their metadata."""

    def __init__(self, store: S3Store) -> None:
        """Keep the store whose bucket it shares."""
        self._store = store

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self._store.bucket, "Key": self._store.key(f"{FOLDER}/{key}.piece")}

    def fetch(self, key: str, into: Path) -> bool:
        """Write what is kept under a key to a path, if it is there and whole."""
        with told_when_it_fails():
            try:
                found = self._store.client.get_object(**self._at(key))
            except ClientError as fault:
                if fault.response.get("Error", {}).get("Code") in ("404", "NoSuchKey", "NotFound"):
                    return False
                raise
            with into.open("wb") as target:
                is_whole = bool(found["Metadata"].get("digest") == copied(found["Body"], target))
        if not is_whole:
            into.unlink()
            self.forget(key)
        elif datetime.now(tz=UTC) - found["LastModified"] > _TOUCHED_EVERY:
            self._touch(key, found["Metadata"])
        return is_whole

    def _touch(self, key: str, metadata: dict[str, str]) -> None:
        with told_when_it_fails():
            self._store.client.copy_object(
                **self._at(key),
                CopySource={"Bucket": self._store.bucket, "Key": self._at(key)["Key"]},
                Metadata=metadata,
                MetadataDirective="REPLACE",
            )

    def put(self, key: str, made: Path) -> None:
        """Keep a copy of a file under a key."""
        at = self._at(key)
        metadata = {"Metadata": {"digest": digest_of_file(made).digest}}
        with told_when_it_fails():
            self._store.client.upload_file(str(made), at["Bucket"], at["Key"], ExtraArgs=metadata)

    def forget(self, key: str) -> None:
        """Throw it away, if it is there."""
        with told_when_it_fails():
            self._store.client.delete_object(**self._at(key))

    def entries(self) -> Iterable[Entry]:
        """Return everything that is kept."""
        pages = self._store.client.get_paginator("list_objects_v2").paginate(
            Bucket=self._store.bucket, Prefix=self._store.key(f"{FOLDER}/")
        )
        for page in pages:
            for item in page.get("Contents", ()):
                key = item["Key"].rsplit("/", 1)[-1].removesuffix(".piece")
                if KEY.fullmatch(key):
                    used_at = item["LastModified"].timestamp()
                    yield Entry(key=key, bytes=item["Size"], used_at=used_at)
