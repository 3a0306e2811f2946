"""From a keystroke to the printed page beside it, in a real Chromium over a real site.

Counted from the input event to the moment the page that holds it has been put into the document;
this includes the rest of 120 ms that the editor waits for the hands.
"""

import logging
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from pipeline import desk
from pipeline.desk import Saving
from pipeline.files import LocalStore, open_incoming
from pipeline.records import Book, open_book
from pipeline.records.desks import Place
from pipeline.settings import settings_from
from tests.cast import BLUE_CODE, Cast, write_cast
from web.app import create_app

CHROMIUM: Final = Path("/usr/bin/chromium")
STROKES: Final = 30
SCENE: Final = "INT. KITCHEN - DAY\n\nLena looks out of the window and waits.\n\n" + "".join(
    f"{name}\nI said that you should not wait here, and still you wait.\n\n"
    for name in ("LENA", "OTTO") * 4
)
SCENES: Final = {"a script of 3 pages": 5, "a script of 120 pages": 210}

_COUNT: Final = """async () => {
  const field = document.getElementById("script");
  const pages = document.getElementById("pages");
  field.focus();
  const at = field.value.indexOf("window") + 6;
  field.setSelectionRange(at, at);
  let begun = 0;
  window.times = [];
  field.addEventListener("input", () => { begun = performance.now(); });
  pages.addEventListener("page-shown", () => {
    if (begun) window.times.push(performance.now() - begun);
    begun = 0;
  });
}"""


@contextmanager
def _site(home: Path) -> Iterator[tuple[str, Book, LocalStore, Cast]]:
    book = open_book(f"sqlite:///{home / 'book.sqlite3'}")
    cast, store = write_cast(book), LocalStore(home / "store")
    settings = settings_from(
        {"CLAQUETTE_HOME": str(home / "home"), "CLAQUETTE_SECRET_KEY": "a key for measuring"}
    )
    (home / "home").mkdir()
    incoming = open_incoming(store)
    app = create_app(settings, book, store, incoming, lambda: None)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", book, store, cast
    server.shutdown()
    thread.join()
    book.close()


def _times(page: Page) -> list[float]:
    """Type one letter after the other, each after the page has shown the one before."""
    page.evaluate(_COUNT)
    for number in range(STROKES):
        page.keyboard.type("x")
        page.wait_for_function("count => window.times.length > count", arg=number)
    found: list[float] = page.evaluate("window.times")
    return found


def rows() -> Iterator[tuple[str, str]]:
    """Yield what was measured, and the figures in milliseconds."""
    if not CHROMIUM.exists():
        yield "from a keystroke to the page", "not measured: Chromium is not installed"
        return
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        _site(Path(folder)) as (address, book, store, cast),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        page = _writer(browser.new_page(base_url=address))
        place = Place(project_id=cast.blue_film, stage="script", name="script.fountain")
        for what, scenes in SCENES.items():
            lying = desk.lying(book, store, place)
            base = lying.version.number if lying else 0
            text = (SCENE * scenes).encode()
            desk.save(book, store, Saving(place=place, by=cast.aya, base=base, content=text))
            page.goto(f"/projects/{cast.blue_film}/script/write")
            page.wait_for_selector("[data-writing=ready]")
            times = sorted(_times(page))
            late = times[len(times) * 19 // 20]
            page.wait_for_selector("#kept[data-state=kept]")
            figures = f"{statistics.median(times):.0f} ms, 19 of 20 under {late:.0f} ms"
            yield f"from a keystroke to the page, {what}", figures
        browser.close()


def _writer(page: Page) -> Page:
    """Let Aya come in with the card of her group."""
    page.goto("/log-in")
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name="Aya").click()
    return page


if __name__ == "__main__":
    for what, figures in rows():
        print(f"{what}: {figures}")  # noqa: T201
