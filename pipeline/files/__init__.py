"""The file store: bytes by SHA-256, in a local folder or in S3. Written whole or not at all."""

from pipeline.files.incoming import Incoming, open_incoming
from pipeline.files.local import LocalStore
from pipeline.files.shelf import SharedShelf, shelf_of
from pipeline.files.store import Store, StoredFile, digest_of_file, open_store

__all__ = [
    "Incoming",
    "LocalStore",
    "SharedShelf",
    "Store",
    "StoredFile",
    "digest_of_file",
    "open_incoming",
    "open_store",
    "shelf_of",
]
