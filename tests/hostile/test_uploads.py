"""Hostile requests and names at the way in, and hostile recordings all the way to the table."""

import base64
import json
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline import running
from pipeline.files import LocalStore, open_incoming
from pipeline.media.safety import LONGEST_NAME, display_name
from pipeline.records import uploads
from pipeline.records.values import UploadView
from pipeline.settings import settings_from
from tests.conftest import SHARED
from tests.hostile.test_media_gate import CORPUS, MEDIA, Case, agrees
from tests.upload_site import TUS, UploadSite, upload_site
from workers.jobs import perform_in
from workers.office import Office

pytestmark = [pytest.mark.slow, pytest.mark.ffmpeg]

REQUESTS = CORPUS / "http" / "requests.json"
NAMES = CORPUS / "filename" / "filenames.json"
ASKED: Mapping[str, Mapping[str, str]] = (
    {
        name: case
        for name, case in json.loads(REQUESTS.read_text(encoding="utf-8")).items()
        if name.startswith(("tus_", "smuggle_", "cl_twice", "chunk_"))
    }
    if REQUESTS.exists()
    else {}
)
ANSWERS = {
    "tus_no_version": {400, 412},
    "tus_huge_length": {400, 413},
    "tus_metadata_latin1": {201, 400},
    "tus_metadata_64k": {400, 431},
    "tus_patch_wrong_offset": {409},
    "tus_patch_past_end": {400, 413},
    "tus_patch_wrong_type": {415},
    "tus_other_users_upload": {404},
    "tus_concat_foreign": {400, 404},
    "tus_id_traversal": {404},
    "tus_id_info": {404},
    "tus_method_override": {204, 403},
    "tus_forwarded_host": {201},
    "tus_checksum_bad": {400, 460},
    "smuggle_te_te": {400, 501},
}
"""What the manifest's sentences allow, as numbers; everything else is 400."""
ONE_OF_EACH = (
    *("no_moov", "truncated_half", "aspect_8192x2", "gap_bomb"),
    *("ffconcat", "hls", "wav_65535ch", "gps_phone"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UploadSite]:
    if not SHARED.is_dir():
        pytest.skip("the hostile corpus does not stand beside this checkout")
    with upload_site(tmp_path_factory.mktemp("site") / "home", workers=1) as running_site:
        yield running_site


def raw(site: UploadSite, request: str) -> tuple[int, str]:
    """Send a request as it stands, byte by byte; return status and head of the answer."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as wire:
        wire.sendall(request.encode("utf-8", "surrogateescape"))
        wire.shutdown(socket.SHUT_WR)
        answer = b""
        while block := wire.recv(65536):
            answer += block
    head = answer.decode("latin-1").partition("\r\n\r\n")[0]
    return int(head.split()[1]) if head else 0, head


def filled(site: UploadSite, request: str) -> str:
    """Put our addresses, an upload of Aya's, and her log-in into a request of the corpus."""
    key = site.create(10).rsplit("/", 1)[-1]
    request = request.replace("{other_id}", key).replace("{id}", key)
    request = request.replace("{session_b}", site.cookies["rosa"])
    line, _, rest = request.partition("\r\n")
    method, path, version = line.split(" ", 2)
    path = site.collection if path == "/files" else path.replace("/files/", "/uploads/")
    if "Cookie:" not in rest:
        rest = f"Cookie: {site.cookies['aya']}\r\n{rest}"
    return f"{method} {path} {version}\r\n{rest}"


@pytest.mark.parametrize("name", ASKED)
def test_a_hostile_request_gets_the_answer_it_deserves(site: UploadSite, name: str) -> None:
    status, head = raw(site, filled(site, ASKED[name]["raw"]))
    assert status in ANSWERS.get(name, {400}), head
    if name == "tus_forwarded_host":
        place = next(line for line in head.split("\r\n") if line.lower().startswith("location:"))
        assert "192.0.2.1" not in place


def named(site: UploadSite, name: str) -> UploadView:
    """Begin an upload of this name and return what is kept of it."""
    said = base64.b64encode(name.encode("utf-8", "replace")).decode()
    place = site.create(1, **{"Upload-Metadata": f"filename {said}"})
    with site.book.reading() as session:
        return uploads.with_key(session, place.rsplit("/", 1)[-1])


def test_every_name_is_taken_and_what_is_kept_of_it_can_be_shown(site: UploadSite) -> None:
    for case in json.loads(NAMES.read_text(encoding="utf-8")):
        kept = named(site, case["name"])
        assert 0 < len(kept.name) <= LONGEST_NAME + 8, case
        assert display_name(kept.name) == kept.name, case
        assert not set(kept.name) & set("/\\\x00\r\n"), case
        assert ".." not in Path(kept.original_name).parts, case
        site.ask("DELETE", f"/uploads/{kept.key}", headers=TUS)
    assert not [path for path in site.home.rglob("*") if path.name == "x.mp4"]


def cases() -> list[Case]:
    found = [next((one for one in MEDIA if part in one.file), None) for part in ONE_OF_EACH]
    return [one for one in found if one]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.file)
def test_a_hostile_recording_is_a_sentence_on_the_table_and_the_worker_lives(
    site: UploadSite, case: Case
) -> None:
    content = case.path.read_bytes()
    said = base64.b64encode(case.upload_as.encode()).decode()
    place = site.create(len(content), **{"Upload-Metadata": f"filename {said}"})
    assert site.patch(place, 0, content).status == 204
    settings = settings_from(site.environment)
    store = LocalStore(site.home / "store")
    here = Office(book=site.book, store=store, incoming=open_incoming(store), settings=settings)
    for run_id, queue in running.waiting_to_be_announced(site.book, older_than_s=-1):
        if queue == "ingest":
            perform_in(here, run_id)
    with site.book.reading() as session:
        seen = uploads.with_key(session, urlsplit(place).path.rsplit("/", 1)[-1])
    assert seen.digest, "what was acknowledged is kept, whatever it is"
    assert agrees(case, seen.refusal.code if seen.refusal else "")
    assert not list((site.home / "work").glob("*"))
