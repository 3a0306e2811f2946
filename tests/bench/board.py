"""The board at scale: 200 groups, 50 requests a second, and 1,000 pages that listen.

The real server (gunicorn, one process with threads, as `claquette serve` starts it). Requests come
by the clock, whether the server keeps up or not: each is counted from the moment it was due.
"""

import selectors
import shutil
import socket
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from pipeline import help_calls
from pipeline.documents.json import to_json
from pipeline.files import LocalStore
from pipeline.records import Book, Session, gates, people
from pipeline.records.tables import RevisionFileRow, RevisionRow, RunRow
from pipeline.records.values import FileSide
from pipeline.run_state import RunState
from pipeline.sign_off import ReviewState
from tests.bench.kitsu import VERSION, NoYardstick, zou_with
from tests.bench.load import Speed, alone, by_the_clock
from tests.bench.pages import print_pages
from tests.cast import Cast, project_of
from tests.final_cut_days import draw_preview, open_final_cut
from tests.upload_site import UploadSite, upload_site
from web.board_parts import IN_A_PART

Tell = Callable[[str], None]

GROUPS: Final = 200
A_SECOND: Final = 50
SECONDS: Final = 8
FEW: Final = 10
THEIR_SECONDS: Final = 4
"""Of a yardstick that may not keep up: what queues up in them is waited for."""
STREAMS: Final = 1000
DECISIONS: Final = 5
PATIENCE_S: Final = 20.0
SIGNED: Final = ("script", "shot_list", "rushes")


def print_board(tell: Tell) -> None:
    """Measure and tell."""
    folder = Path(tempfile.mkdtemp(prefix="bench-board-"))
    try:
        with upload_site(folder / "home", workers=1, threads=128, prepare=_open_all) as site:
            films = _fill(site.book, site.cast.workshop)
            tell(f"The board of {len(films) + 2} groups, alone and {A_SECOND} requests a second:")
            ours = _print_speed(site, films, tell)
            _print_streams(site, tell)
            print_pages(site, tell)
        _print_yardstick(folder, ours, tell)
    finally:
        shutil.rmtree(folder)


def _open_all(book: Book, cast: Cast, store: LocalStore, folder: Path) -> None:
    """Bring one film as far as its last stage, so that every main page shows something."""
    draw_preview(folder / "preview.mp4")
    open_final_cut(book, store, cast, folder, preview=folder / "preview.mp4")


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


def _headers(site: UploadSite, who: str = "marc") -> dict[str, str]:
    return {"Cookie": site.cookies[who]}


def _print_speed(site: UploadSite, films: list[int], tell: Tell) -> Speed:
    """Tell how fast the pieces of the board are; return the speed of its page by the clock."""
    pieces = (
        ("the page", ["/board"]),
        ("one part", [f"/board/rows?from={IN_A_PART + 1}"]),
        ("one cell's row", [f"/board/rows/{one}" for one in films]),
    )
    speeds = {}
    for name, paths in pieces:
        tell(f"  {name + ', alone':<22} {alone(site.port, paths[0], _headers(site))}")
        speeds[name] = by_the_clock(
            site.port, paths, _headers(site), a_second=A_SECOND, seconds=SECONDS
        )
        tell(f"  {name:<22} {speeds[name]}")
    return speeds["the page"]


def _print_yardstick(folder: Path, ours: Speed, tell: Tell) -> None:
    """Tell what Kitsu's API takes for the board of as many films."""
    tell(
        f"The board of {GROUPS} shots of Zou {VERSION} (Kitsu's API; JSON, before a page is drawn):"
    )
    try:
        with zou_with(GROUPS, folder, tell) as zou:
            tell(f"  {'alone':<22} {alone(zou.port, zou.board, zou.headers, times=FEW)}")
            theirs = by_the_clock(
                zou.port, [zou.board], zou.headers, a_second=A_SECOND, seconds=THEIR_SECONDS
            )
    except (NoYardstick, OSError) as reason:
        tell(f"  left out: {reason}")
        return
    tell(f"  {f'{A_SECOND} a second':<22} {theirs}")
    tell(
        f"  times ours: p50 {theirs.p50 / ours.p50:.1f}, p95 {theirs.p95 / ours.p95:.1f},"
        f" bytes {theirs.bytes / ours.bytes:.1f}"
    )


def _print_streams(site: UploadSite, tell: Tell) -> None:
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
