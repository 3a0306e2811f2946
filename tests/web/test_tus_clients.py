"""tuspy, a client that nobody here wrote, against the site as it really runs."""

import hashlib
import random
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest

from pipeline.files import LocalStore, open_incoming
from pipeline.records import uploads
from tests.upload_site import UploadSite, upload_site

tusclient: Any = import_module("tusclient.client")  # without types

FILM = random.Random(5).randbytes(3_000_001)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UploadSite]:
    with upload_site(tmp_path_factory.mktemp("tuspy") / "home") as found:
        yield found


def digest_of(site: UploadSite, url: str) -> str:
    incoming = open_incoming(LocalStore(site.home / "store"))
    with site.book.reading() as session:
        held = uploads.held(session, url.rsplit("/", 1)[-1])
    return incoming.take_in(held).digest


@pytest.mark.parametrize("with_checksums", [False, True])
def test_tuspy_sends_a_file_in_chunks_breaks_off_and_goes_on(
    site: UploadSite, *, with_checksums: bool
) -> None:
    cookie = {"Cookie": site.cookies["aya"]}
    client = tusclient.TusClient(site.address + site.collection, headers=cookie)
    options = {
        "chunk_size": 700_000,
        "metadata": {"filename": "S03_P02_T04.mov"},
        "upload_checksum": with_checksums,
    }
    first = client.uploader(file_stream=BytesIO(FILM), **options)
    first.upload(stop_at=1_400_000)
    assert first.offset == 1_400_000
    anew = tusclient.TusClient(site.address).uploader(
        file_stream=BytesIO(FILM), url=first.url, **options
    )
    assert anew.offset == 1_400_000, "the key alone is the right to go on"
    anew.upload()
    assert digest_of(site, first.url) == hashlib.sha256(FILM).hexdigest()
    with site.book.reading() as session:
        view = uploads.with_key(session, first.url.rsplit("/", 1)[-1])
    assert view.name.startswith("S03_P02_T04")
