"""Resumable uploads beside a plain PUT of the same file to the same server, and memory meanwhile.

In pairs, in turn, so that a busy machine is busy for both; a ratio is the median over the rounds.
"""

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from tests.upload_site import BYTES, TUS, UploadSite, upload_site

ROUNDS: Final = 5
_WORKER: Final = """
import os, time
from pathlib import Path
from pipeline import receiving
from pipeline.settings import settings_from
from workers import office

def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024

office.use(settings_from(os.environ))
with office.opened() as here:
    before, begun = peak(), time.perf_counter()
    receiving.put_all_away(here.book, here.incoming)
    print(peak() - before, time.perf_counter() - begun)
"""
FILE_BYTES: Final = 256 << 20
CHUNK: Final = 16 << 20
BLOCK: Final = 1 << 20
LARGE: Final = int(os.environ.get("BENCH_UPLOAD_BYTES", str(5 << 30)))
"""What is sent to look at the memory; it lies on the disk for a moment."""


def print_uploads(tell: Callable[[str], None]) -> None:
    """Measure and tell."""
    folder = Path(tempfile.mkdtemp(prefix="bench-uploads-"))
    try:
        film = folder / "film.mov"
        film.write_bytes(random.Random(1).randbytes(BLOCK) * (FILE_BYTES // BLOCK))
        settings = {"CLAQUETTE_GROUP_QUOTA_BYTES": "0"}
        with upload_site(
            folder / "home",
            workers=1,
            threads=64,
            application="tests.bench.beside:both()",
            settings=settings,
        ) as site:
            _print_speed(site, film, tell)
            _print_memory(site, tell)
    finally:
        shutil.rmtree(folder)


def _print_speed(site: UploadSite, film: Path, tell: Callable[[str], None]) -> None:
    ways: dict[str, Callable[[UploadSite, Path], None]] = {
        "plain PUT (curl)" if shutil.which("curl") else "plain PUT (http.client)": _put,
        "tus in one piece": _tus_whole,
        "tus in chunks of 16 MiB": _tus_in_chunks,
    }
    for send in ways.values():  # once to warm up, unmeasured
        _seconds(send, site, film)
    rounds = [
        {way: _seconds(send, site, film) for way, send in ways.items()} for _ in range(ROUNDS)
    ]
    plain = next(iter(ways))
    tell(f"A file of {FILE_BYTES >> 20} MiB, sent and durable:")
    for way in ways:
        speed = FILE_BYTES / (1 << 20) / statistics.median(one[way] for one in rounds)
        ratio = statistics.median(one[plain] / one[way] for one in rounds)
        tell(f"  {way:<26}{speed:>8.0f} MiB/s{ratio:>8.2f} of the plain one")


def _seconds(send: Callable[[UploadSite, Path], None], site: UploadSite, film: Path) -> float:
    begun = time.perf_counter()
    send(site, film)
    taken = time.perf_counter() - begun
    for folder in ("plain", "store/incoming"):
        shutil.rmtree(site.home / folder, ignore_errors=True)
    return taken


def _put(site: UploadSite, film: Path) -> None:
    address = f"{site.address}/plain/film.mov"
    if shutil.which("curl"):
        subprocess.run(["curl", "-sfT", str(film), address], check=True)
        return
    with film.open("rb") as source:
        line = HTTPConnection("127.0.0.1", site.port, timeout=600, blocksize=BLOCK)
        line.request("PUT", "/plain/film.mov", body=source)
        _must_be(line, 201)
        line.close()


def _tus_whole(site: UploadSite, film: Path) -> None:
    with film.open("rb") as source:
        _patch_all(site, lambda size: _blocks(source.read, size), chunk=FILE_BYTES, size=FILE_BYTES)


def _tus_in_chunks(site: UploadSite, film: Path) -> None:
    with film.open("rb") as source:
        _patch_all(site, lambda size: _blocks(source.read, size), chunk=CHUNK, size=FILE_BYTES)


def _blocks(read: Callable[[int], bytes], size: int) -> Iterator[bytes]:
    while size:
        block = read(min(size, BLOCK))
        size -= len(block)
        yield block


def _patch_all(
    site: UploadSite, body: Callable[[int], Iterator[bytes]], *, chunk: int, size: int
) -> None:
    """Send a file over one connection, as clients do."""
    place = site.create(size)
    line = HTTPConnection("127.0.0.1", site.port, timeout=600)
    for at in range(0, size, chunk):
        length = min(chunk, size - at)
        said = {**TUS, **BYTES, "Upload-Offset": str(at), "Content-Length": str(length)}
        line.request("PATCH", place, body=body(length), headers=said)
        _must_be(line, 204)
    line.close()


def _must_be(line: HTTPConnection, status: int) -> None:
    answer = line.getresponse()
    words = answer.read()
    if answer.status != status:
        raise AssertionError(answer.status, words)


def _print_memory(site: UploadSite, tell: Callable[[str], None]) -> None:
    (worker,) = site.workers()
    before, block = _memory_of(worker), b"\0" * BLOCK
    begun = time.perf_counter()
    _patch_all(site, lambda size: _blocks(lambda n: block[:n], size), chunk=LARGE, size=LARGE)
    taken = time.perf_counter() - begun
    grown = (_memory_of(worker) - before) / (1 << 20)
    size, speed = LARGE / (1 << 30), LARGE / (1 << 20) / taken
    tell(
        f"An upload of {size:.1f} GiB ({speed:.0f} MiB/s): the web process grew by {grown:.0f} MiB"
        f" (from {before >> 20} MiB)"
    )
    _print_worker(site, tell)


def _print_worker(site: UploadSite, tell: Callable[[str], None]) -> None:
    """Measure what a worker needs to count such a file and to move it into the store."""
    script = [sys.executable, "-c", _WORKER]
    ran = subprocess.run(script, env=site.environment, capture_output=True, text=True, check=True)
    grown, seconds = map(float, ran.stdout.split())
    tell(f"  the worker that put it away grew by {grown:.0f} MiB, in {seconds:.0f} s")


def _memory_of(process_id: int) -> int:
    """Return the most memory that a process has had."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0
