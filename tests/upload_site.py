"""The site behind gunicorn as it really runs: rushes are open, students are logged in."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.files import LocalStore, open_incoming
from pipeline.records import Book, open_book
from pipeline.settings import settings_from
from tests.cast import Cast, write_cast
from tests.film_days import open_rushes
from tests.web.conftest import enter
from web.app import create_app

Prepare = Callable[[Book, Cast, LocalStore, Path], None]

KEY = "a key for tests"
SILENT = {"GUNICORN_CMD_ARGS": "--log-level=critical"}
"""For a site whose processes are killed on purpose."""
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {"Content-Type": "application/offset+octet-stream"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True, kw_only=True)
class UploadSite:
    """A site on a port."""

    port: int
    home: Path
    book: Book
    cast: Cast
    cookies: dict[str, str]
    environment: dict[str, str]
    options: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def collection(self) -> str:
        return f"/projects/{self.cast.blue_film}/rushes/uploads/"

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{self.port}"]
        command += ["--worker-class=gthread", *self.options]
        self.process = subprocess.Popen(command, env=self.environment)
        self.wait()

    def wait(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.ask("GET", "/status/alive").status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the site does not answer")

    def workers(self) -> list[int]:
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(one) for one in children.read_text(encoding="ascii").split()]

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is None:
            return
        if number == signal.SIGKILL:
            for worker in self.workers():
                os.kill(worker, number)
        self.process.send_signal(number)
        self.process.wait(timeout=60)
        self.process = None

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        who: str = "",
        timeout: float = 60.0,
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        cookie = {"Cookie": self.cookies[who]} if who else {}
        try:
            connection.request(method, path, body=body, headers={**cookie, **(headers or {})})
            return _answer(connection.getresponse())
        finally:
            connection.close()

    def create(self, length: int, *, who: str = "aya", **headers: str) -> str:
        made = self.ask(
            "POST",
            self.collection,
            headers={**TUS, "Upload-Length": str(length), "Content-Length": "0", **headers},
            who=who,
        )
        assert made.status == 201, made
        return urlsplit(made.headers["location"]).path

    def patch(self, place: str, at: int, body: bytes, **headers: str) -> Answer:
        sent = {**TUS, **BYTES, "Upload-Offset": str(at), **headers}
        return self.ask("PATCH", place, headers=sent, body=body)

    def offset(self, place: str) -> int:
        got = self.ask("HEAD", place, headers=TUS)
        assert got.status == 200, got
        return int(got.headers["upload-offset"])


def _answer(got: HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in got.getheaders()}
    return Answer(status=got.status, headers=headers, body=got.read())


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def environment_of(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    root = Path(__file__).resolve().parents[1]
    return {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "TMPDIR"}},
        "PYTHONPATH": str(root),
        "HOME": str(home),
        "CLAQUETTE_HOME": str(home),
        "CLAQUETTE_SECRET_KEY": KEY,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "GUNICORN_CMD_ARGS": "--log-level=warning",
        **more,
    }


@contextmanager
def upload_site(
    home: Path,
    *,
    workers: int = 2,
    threads: int = 16,
    application: str = "web.site:site()",
    settings: Mapping[str, str] | None = None,
    prepare: Prepare = open_rushes,
) -> Iterator[UploadSite]:
    """Give a site with its own home, database and store; it ends with the block."""
    home.mkdir(parents=True, exist_ok=True)
    environment = environment_of(home, settings or {})
    read = settings_from(environment)
    book = open_book(read.database)
    cast, store = write_cast(book), LocalStore(home / "store")
    prepare(book, cast, store, home)
    incoming = open_incoming(store)
    app = create_app(read, book, store, incoming, lambda: None)
    cookies = {}
    for name in ("aya", "ben", "rosa", "marc"):
        cookie = enter(app, book, getattr(cast, name)).client.get_cookie("claquette")
        assert cookie
        cookies[name] = f"claquette={cookie.value}"
    site = UploadSite(
        port=free_port(),
        home=home,
        book=book,
        cast=cast,
        cookies=cookies,
        environment=environment,
        options=(
            f"--workers={workers}",
            f"--threads={threads}",
            "--config=python:tests.warm",
            "--graceful-timeout=2",
            application,
        ),
    )
    try:
        site.start()
        yield site
    finally:
        site.stop(signal.SIGKILL)
        book.close()
