"""The board at scale: 200 groups, 50 requests a second, and 1,000 pages that listen.

The real server (gunicorn, one process with threads, as `claquette serve` starts it). Requests come
by the clock, whether the server keeps up or not: each is counted from the moment it was due.
"""

import queue
import selectors
import shutil
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from pipeline import help_calls
from pipeline.documents.json import to_json
from pipeline.records import Book, Session, gates, people
from pipeline.records.tables import RevisionFileRow, RevisionRow, RunRow
from pipeline.records.values import FileSide
from pipeline.run_state import RunState
from pipeline.sign_off import ReviewState
from tests.cast import project_of
from tests.upload_site import UploadSite, upload_site

GROUPS: Final = 200
A_SECOND: Final = 50
SECONDS: Final = 8
HANDS: Final = 24
"""How many requests the measuring side has on their way at most."""
STREAMS: Final = 1000
DECISIONS: Final = 5
PATIENCE_S: Final = 20.0
SIGNED: Final = ("script", "shot_list", "rushes")


def print_board(tell: Callable[[str], None]) -> None:
    """Measure and tell."""
    folder = Path(tempfile.mkdtemp(prefix="bench-board-"))
    try:
        with upload_site(folder / "home", workers=1, threads=128) as site:
            films = _fill(site.book, site.cast.workshop)
            tell(f"The board of {len(films) + 2} groups, {A_SECOND} requests a second:")
            for name, paths in (
                ("one row", [f"/board/rows/{one}" for one in films]),
                ("the whole page", ["/board"]),
            ):
                _print_speed(site, name, paths, tell)
            _print_streams(site, tell)
    finally:
        shutil.rmtree(folder)


def _fill(book: Book, workshop: int) -> list[int]:
    """Add the groups, each with three signed stages, a cut that is being made, and six gates."""
    with book.writing() as session:
        return [_add_film(session, workshop, number) for number in range(GROUPS - 2)]


def _add_film(session: Session, workshop: int, number: int) -> int:
    name = f"Group {number}"
    group = people.add_group(session, workshop_id=workshop, name=name, colour="teal")
    film = people.add_project(session, group_id=group, settings=to_json(project_of(name)))
    now = datetime.now(tz=UTC)
    for place, stage in enumerate((*SIGNED, "edit")):
        state = ReviewState.APPROVED if stage in SIGNED else ReviewState.DRAFT
        row = RevisionRow(
            project_id=film, stage=stage, number=1, digest=f"{film:064d}", inputs={}, state=state,
            state_since=now, made_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add_all(
            RevisionFileRow(
                revision_id=row.id, side=FileSide.MADE, name=name, digest=f"{row.id:064d}", bytes=9
            )
            for name in ("animatic.mp4", "strip.jpg", *(f"{one}.jpg" for one in range(20)))
        )
        session.add(
            RunRow(
                project_id=film, stage=stage, revision_id=row.id, queue="render",
                state=RunState.DONE, queued_at=now, ended_at=now,
            )
        )  # fmt: skip
        gates.add_gate(
            session, project_id=film, stage=stage, starts_at=now + timedelta(hours=place),
            minutes=15, signer_id=None,
        )  # fmt: skip
    return film


def _print_speed(
    site: UploadSite, name: str, paths: list[str], tell: Callable[[str], None]
) -> None:
    site.ask("GET", paths[0], who="marc")
    due: queue.SimpleQueue[tuple[float, str] | None] = queue.SimpleQueue()
    took: list[float] = []
    sizes: list[int] = []
    hands = [threading.Thread(target=_ask_all, args=(site, due, took, sizes)) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    begun = time.perf_counter()
    for number in range(A_SECOND * SECONDS):
        at = begun + number / A_SECOND
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put((at, paths[number % len(paths)]))
    for _hand in hands:
        due.put(None)
    for hand in hands:
        hand.join()
    spread = statistics.quantiles(took, n=20)
    whole = time.perf_counter() - begun
    tell(
        f"  {name:<16} p50 {statistics.median(took) * 1000:6.0f} ms   p95 {spread[-1] * 1000:6.0f}"
        f" ms   {len(took) / whole:5.1f} a second   {statistics.median(sizes) / 1000:.0f} kB"
    )


def _ask_all(
    site: UploadSite,
    due: "queue.SimpleQueue[tuple[float, str] | None]",
    took: list[float],
    sizes: list[int],
) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_S)
    headers = {"Cookie": site.cookies["marc"]}
    while (wanted := due.get()) is not None:
        at, path = wanted
        for _attempt in range(2):  # a kept connection may have been closed by the server
            with suppress(HTTPException, ConnectionError):
                connection.request("GET", path, headers=headers)
                got = connection.getresponse()
                body = got.read()
                if got.status != 200:
                    raise AssertionError(f"{path}: {got.status}")
                took.append(time.perf_counter() - at)
                sizes.append(len(body))
                break
            connection.close()
    connection.close()


def _print_streams(site: UploadSite, tell: Callable[[str], None]) -> None:
    before = _threads_and_memory(site)
    with selectors.DefaultSelector() as waiting:
        sockets = list(_open_streams(site, waiting))
        after = _threads_and_memory(site)
        tell(
            f"{len(sockets)} pages listen: {after[0] - before[0]:+d} threads,"
            f" {after[1] - before[1]:+.0f} MB ({after[1]:.0f} MB in all)"
        )
        last = [_last_heard(site, waiting, len(sockets)) for _ in range(DECISIONS)]
        for one in sockets:
            one.close()
    tell(
        f"from a decision to the last of them: {statistics.median(last) * 1000:.0f} ms"
        f" (slowest of {DECISIONS}: {max(last) * 1000:.0f} ms)"
    )


def _open_streams(site: UploadSite, waiting: selectors.BaseSelector) -> Iterator[socket.socket]:
    request = f"GET /events HTTP/1.1\r\nHost: x\r\nCookie: {site.cookies['marc']}\r\n\r\n".encode()
    for _ in range(STREAMS):
        one = socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE_S)
        one.sendall(request)
        heard = b""
        while b"retry:" not in heard:
            part = one.recv(4096)
            if not part:
                raise AssertionError(heard.decode() or "the stream was closed")
            heard += part
        one.setblocking(False)
        waiting.register(one, selectors.EVENT_READ)
        yield one


def _last_heard(site: UploadSite, waiting: selectors.BaseSelector, count: int) -> float:
    """Return how long the last page waits for what a group has just done, in seconds."""
    number = help_calls.call(
        site.book, project_id=site.cast.blue_film, stage="script", by=site.cast.aya
    )
    begun = time.perf_counter()
    heard: set[int] = set()
    while len(heard) < count and time.perf_counter() - begun < PATIENCE_S:
        for key, _events in waiting.select(timeout=1):
            told = key.fileobj.recv(4096)  # type: ignore[union-attr]
            if b'"kind": "help"' in told:
                heard.add(key.fd)
    took = time.perf_counter() - begun
    if len(heard) < count:
        raise AssertionError(f"only {len(heard)} of {count} pages have heard of it")
    help_calls.solved(site.book, call_id=number, by=site.cast.ben)
    _drain(waiting, count)
    return took


def _drain(waiting: selectors.BaseSelector, count: int) -> None:
    """Let all pages hear that it is solved."""
    heard: set[int] = set()
    until = time.perf_counter() + PATIENCE_S
    while len(heard) < count and time.perf_counter() < until:
        for key, _events in waiting.select(timeout=1):
            if b'"kind": "help"' in key.fileobj.recv(4096):  # type: ignore[union-attr]
                heard.add(key.fd)


def _threads_and_memory(site: UploadSite) -> tuple[int, float]:
    """Return how many threads the process of the site has, and its memory in MB."""
    worker = site.workers()[0]
    status = Path(f"/proc/{worker}/status").read_text(encoding="ascii")
    fields = dict(line.split(":", 1) for line in status.splitlines())
    return int(fields["Threads"]), int(fields["VmRSS"].split()[0]) / 1024


if __name__ == "__main__":
    from tests.bench.__main__ import tell as tell_now

    print_board(tell_now)
