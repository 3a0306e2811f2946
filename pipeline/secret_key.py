"""The secret key that signs log-ins: given, or drawn by lot once and kept in a file."""

import contextlib
import secrets
import tempfile
from pathlib import Path

from pipeline.settings import Settings


def secret_key_of(settings: Settings) -> str:
    """Return the secret key: the value given, else the key file's, which is made when missing.

    The file is for its owner alone (0600) and appears whole or not at all, so that two processes
    that start together end up with one key.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.key_file
    if not path.exists():
        _make_key_file(path)
    return path.read_text(encoding="ascii").strip()


def _make_key_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as fresh:
        fresh.write(secrets.token_urlsafe(48))
        fresh.flush()
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh.name)
