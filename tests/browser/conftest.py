"""A whole Claquette in one process: the site on a port, a worker that does every run, Chromium."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server

from pipeline import running
from pipeline.documents.json import to_json
from pipeline.documents.project import read_project_toml
from pipeline.files import Incoming, LocalStore
from pipeline.records import Book, people
from pipeline.records.tables import PersonRow, ProjectRow
from pipeline.settings import settings_from
from tests.cast import Cast
from tests.conftest import missing
from tests.small_film import PROJECT, write_film
from web import auth
from web.app import create_app
from workers.jobs import perform_in
from workers.office import Office

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PASSWORD = "lens cap"
PATIENCE_MS = 240_000
WITHOUT_A_NETWORK = (
    "ERR_INTERNET_DISCONNECTED",
    "ERR_EMPTY_RESPONSE",
    "ERR_CONNECTION_",
    "An unknown error occurred when fetching the script",
    "htmx:afterRequest",
    "htmx:sendError",
    "INSUFFICIENT STORAGE",
)
"""What Chromium writes when a test has cut the network, or filled the disk of the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where it answers, and whose film is made there."""

    address: str
    book: Book
    cast: Cast
    wire: "Wire"
    restart: Callable[[], WSGIApplication]
    """Make the site anew, as after a restart: nothing in memory stays."""


class Wire:
    """The cable to the site, which a test can pull out: a service worker feels that, too."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app, self.is_cut = app, False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self.is_cut:
            return _closed_at_its_end(self.app(environ, start_response))
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        start_response("503 The cable is out", [])
        return []


def _closed_at_its_end(answer: Iterable[bytes]) -> Iterator[bytes]:
    """Pass an answer on and close it: the server forgets that when a browser hangs up early."""
    try:
        yield from answer
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()


class Worker(threading.Thread):
    """One worker that does what waits, one run after the other."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="worker", daemon=True)
        self.office = office
        self.news = threading.Event()
        self.over = False

    def run(self) -> None:
        while not self.over:
            self.news.wait(0.2)
            self.news.clear()
            for run_id, _queue in running.waiting_to_be_announced(
                self.office.book, older_than_s=-1
            ):
                running.announced(self.office.book, run_id)
                perform_in(self.office, run_id)

    def stop(self) -> None:
        self.over = True
        self.news.set()
        self.join()


def _prepare(book: Book, cast: Cast) -> None:
    """Give Marc a password, and the Blue group the small film."""
    with book.writing() as session:
        marc = session.get(PersonRow, cast.marc)
        film = session.get(ProjectRow, cast.blue_film)
        assert marc
        assert film
        marc.password_hash = auth.hash_of_password(PASSWORD)
        film.settings = to_json(read_project_toml(PROJECT))
        session.flush()
        assert people.adults_called(session, "Marc")


@pytest.fixture(scope="session")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Encoded segments, shared by the tests: the same film is not encoded twice."""
    return tmp_path_factory.mktemp("encoded")


@pytest.fixture
def site(
    book: Book, cast: Cast, store: LocalStore, incoming: Incoming, tmp_path: Path, encoded: Path
) -> Iterator[Site]:
    """The site with its worker."""
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "cache").symlink_to(encoded)
    settings = settings_from(
        {
            "CLAQUETTE_HOME": str(tmp_path / "home"),
            "CLAQUETTE_LANGUAGES": "en,fr,ja,ar",
            "CLAQUETTE_SECRET_KEY": "a key for tests",
            "CLAQUETTE_RENDER_PRESET": "ultrafast",
        }
    )
    _prepare(book, cast)
    worker = Worker(Office(book=book, store=store, incoming=incoming, settings=settings))

    def start() -> WSGIApplication:
        return create_app(settings, book, store, incoming, worker.news.set).wsgi_app

    wire = Wire(start())
    server = make_server("127.0.0.1", 0, wire, threaded=True)
    serving = threading.Thread(target=server.serve_forever, name="site", daemon=True)
    worker.start()
    serving.start()
    address = f"http://127.0.0.1:{server.server_port}"
    yield Site(address=address, book=book, cast=cast, wire=wire, restart=start)
    worker.stop()
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small film: what the students have on their card."""
    return write_film(tmp_path_factory.mktemp("card") / "film")


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers: one for all tests of a process, as a second one is refused."""
    if not CHROMIUM.exists():
        missing("Chromium")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=[*OPTIONS])
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a browser of its own for somebody; it must stay on the site and write no error."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def do(
        *,
        scripts: bool = True,
        width: int = 1280,
        height: int = 900,
        has_touch: bool = False,
        may_say: str = "",
    ) -> Page:
        context = chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            locale="en",
            has_touch=has_touch,
            is_mobile=has_touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: _hear(said, may_say))
        page.on("request", lambda asked: faults.append(asked.url) if _is_away(asked.url) else None)
        return page

    def _hear(said: ConsoleMessage, may_say: str) -> None:
        if _is_fault(said) and not (may_say and may_say in said.text):
            faults.append(said.text)

    def _is_fault(said: ConsoleMessage) -> bool:
        """A network that a test has cut is no fault of the page."""
        return said.type == "error" and not any(words in said.text for words in WITHOUT_A_NETWORK)

    def _is_away(url: str) -> bool:
        return url.startswith("http") and not url.startswith(site.address)

    yield do
    for context in contexts:
        context.close()
    assert faults == []
