"""What breaks an upload costs time and nothing else: killed servers, full disks, large files."""

import hashlib
import os
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from pipeline.files import LocalStore, open_incoming
from pipeline.records import uploads
from tests.upload_site import BYTES, SILENT, TUS, UploadSite, upload_site

KILLS = 200
EVERY = 25
"""Each so-manieth time it is not the workers that are killed, but the whole server."""
LARGE = 1 << 30
GROWTH = 64 << 20


@pytest.fixture
def site(tmp_path: Path) -> Iterator[UploadSite]:
    with upload_site(tmp_path / "home", threads=8, settings=SILENT) as found:
        yield found
    shutil.rmtree(tmp_path / "home")


def digest_in_store(site: UploadSite, place: str) -> str:
    """Take an upload in as a worker does."""
    incoming = open_incoming(LocalStore(site.home / "store"))
    with site.book.reading() as session:
        held = uploads.held(session, place.rsplit("/", 1)[-1])
        assert uploads.with_key(session, held.key).finished_at is not None
    return incoming.take_in(held).digest


def begin_patch(site: UploadSite, place: str, at: int, length: int) -> socket.socket:
    """Send the head of a PATCH."""
    line = socket.create_connection(("127.0.0.1", site.port), timeout=60)
    said = {**TUS, **BYTES, "Upload-Offset": str(at), "Content-Length": str(length)}
    lines = [f"PATCH {place} HTTP/1.1", f"Host: 127.0.0.1:{site.port}"]
    lines += [f"{name}: {value}" for name, value in said.items()]
    line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return line


def kill(site: UploadSite, *, whole: bool) -> None:
    """Kill what serves, and have it serve again."""
    if whole:
        site.stop(signal.SIGKILL)
        site.start()
        return
    for worker in site.workers():
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


def offset_soon(site: UploadSite, place: str) -> int:
    """Ask how far it is until somebody answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            return site.offset(place)
        except (OSError, HTTPException):
            time.sleep(0.01)
    raise AssertionError("nobody answers")


def send(site: UploadSite, place: str, at: int, piece: bytes) -> int:
    """Send a piece; what a request that was waiting in line has brought meanwhile is no fault."""
    answer = site.patch(place, at, piece)
    if answer.status == 409:
        return offset_soon(site, place)
    assert answer.status == 204
    assert int(answer.headers["upload-offset"]) == at + len(piece)
    return at + len(piece)


@pytest.mark.slow
def test_two_hundred_kills_in_the_middle_of_uploads_lose_no_acknowledged_byte(
    tmp_path: Path,
) -> None:
    with upload_site(tmp_path / "home", workers=1, threads=8, settings=SILENT) as site:
        assert killed_again_and_again(site) >= 5


def killed_again_and_again(site: UploadSite) -> int:
    """Send files while everything is killed; return how many arrived whole."""
    chance = random.Random(7)
    told = kills = finished = 0
    film, place = b"", ""
    while kills < KILLS or told < len(film):
        if told == len(film):
            film = random.Random(kills).randbytes(chance.randint(2_000_000, 6_000_000))
            place, told = site.create(len(film)), 0
        if chance.random() < 0.5:  # some bytes are acknowledged by a 204 ...
            piece = film[told : told + chance.randint(1, 300_000)]
            told = send(site, place, told, piece)
        if kills < KILLS:  # ... and others are on their way, when everything dies
            with begin_patch(site, place, told, len(film) - told) as line:
                line.sendall(film[told : told + chance.randint(0, 400_000)])
                time.sleep(chance.choice((0, 0, 0.002, 0.01)))
                kills += 1
                kill(site, whole=kills % EVERY == 0)
        else:
            told = send(site, place, told, film[told:])
        now = offset_soon(site, place)
        assert told <= now <= len(film)
        told = now
        if told == len(film):
            finished += 1
            assert digest_in_store(site, place) == hashlib.sha256(film).hexdigest()
    return finished


def memory_of(process_id: int) -> int:
    """The most memory that a process has had."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024


@pytest.mark.slow
def test_memory_stays_flat_while_a_gigabyte_comes(site: UploadSite) -> None:
    first = site.create(1 << 20)
    for _ in range(20):  # so that each worker has served once
        site.patch(first, 0, b"\0" * (1 << 20))
    before = {worker: memory_of(worker) for worker in site.workers()}
    place, block = site.create(LARGE), b"\0" * (1 << 20)
    line = HTTPConnection("127.0.0.1", site.port, timeout=120)
    headers = {**TUS, **BYTES, "Upload-Offset": "0", "Content-Length": str(LARGE)}
    line.request("PATCH", place, body=(block for _ in range(LARGE >> 20)), headers=headers)
    answer = line.getresponse()
    assert (answer.status, answer.getheader("Upload-Offset")) == (204, str(LARGE))
    line.close()
    for worker, was in before.items():
        assert memory_of(worker) - was < GROWTH


@pytest.mark.slow
def test_a_disk_that_fills_up_is_said_and_the_upload_goes_on_when_there_is_room(
    site: UploadSite,
) -> None:
    film = random.Random(8).randbytes(32 << 20)
    place, limit = site.create(len(film)), 24 << 20

    def let_files_grow_to(size: int) -> None:
        for worker in site.workers():
            _soft, hard = resource.prlimit(worker, resource.RLIMIT_FSIZE)
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (size, hard))

    let_files_grow_to(limit)
    answer = site.patch(place, 0, film)
    assert answer.status == 507
    assert b"disk of the server is full" in answer.body
    assert site.offset(place) == limit
    assert site.patch(place, limit, film[limit:]).status == 507
    other = site.create(5)
    assert site.patch(other, 0, b"hello").status == 204, "others are not held up"
    let_files_grow_to(resource.RLIM_INFINITY)
    assert site.patch(place, limit, film[limit:]).status == 204
    assert digest_in_store(site, place) == hashlib.sha256(film).hexdigest()


def test_bytes_are_durable_before_anybody_hears_of_them(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not on this machine")
    log = tmp_path / "calls"
    with upload_site(tmp_path / "home", workers=1, threads=2) as site:
        place = site.create(3_000_000)
        (worker,) = site.workers()
        calls = "trace=pwrite64,fdatasync,fsync,sendto"
        watcher = subprocess.Popen(
            [strace, "-f", "-y", "-s", "40", "-e", calls, "-o", str(log), "-p", str(worker)],
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while not log.exists() or "TracerPid:\t0\n" in status_of(worker):
            if watcher.poll() is not None or time.monotonic() > until:
                pytest.skip("strace may not watch processes on this machine")
            time.sleep(0.05)
        assert site.patch(place, 0, b"x" * 3_000_000).status == 204
        watcher.send_signal(signal.SIGINT)
        watcher.wait()
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    wrote = last(lines, r"pwrite64\(\d+<[^>]+\.data>")
    synced = last(lines, r"fdatasync\(\d+<[^>]+\.data>")
    named = last(lines, r"fsync\(\d+<[^>]+/incoming>")
    row = last(lines, r"(?:fdatasync|fsync)\(\d+<[^>]+sqlite3")
    said = last(lines, r"sendto\(.*HTTP/1\.1 204")
    assert wrote < synced < row < said
    assert named < said


def status_of(process_id: int) -> str:
    return Path(f"/proc/{process_id}/status").read_text(encoding="ascii")


def last(lines: list[str], pattern: str) -> int:
    """The number of the last line that matches."""
    found = [number for number, line in enumerate(lines) if re.search(pattern, line)]
    assert found, pattern
    return found[-1]


def test_nobody_waits_for_a_sender_who_fell_silent_and_not_a_byte_of_it_lands_later(
    site: UploadSite,
) -> None:
    film = random.Random(9).randbytes(500_000)
    place = site.create(len(film))
    with begin_patch(site, place, 0, len(film)) as sleeper:
        sleeper.sendall(film[:123_456])
        until = time.monotonic() + 60
        while site.offset(place) < 123_456 and time.monotonic() < until:
            time.sleep(0.02)
        assert site.offset(place) == 123_456, "each byte counts as soon as it is there"
        assert site.patch(place, 123_456, film[123_456:]).status == 204
        with suppress(OSError):
            sleeper.sendall(b"\0" * (len(film) - 123_456))
        answers: list[bytes] = []
        listening = threading.Thread(target=lambda: answers.append(sleeper.recv(100)))
        listening.start()
        listening.join(10)
        assert answers[0].startswith(b"HTTP/1.1 409")
    assert digest_in_store(site, place) == hashlib.sha256(film).hexdigest()
