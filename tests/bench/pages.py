"""The main pages on a slow phone, as Lighthouse measures: Chromium throttled by its own means.

The network and the processor are those of Lighthouse's mobile preset as it applies them in the
browser (Moto G Power on slow 4G: 150 ms round trip, 1.6 Mbit/s down, 750 kbit/s up, a processor
four times slower), and what is called good are the limits of web.dev for the same figures. Nothing
is kept from page to page. A ratio to the limits is printed, and no limit is asserted.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.upload_site import UploadSite

CHROMIUM: Final = Path("/usr/bin/chromium")
OPTIONS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PHONE: Final[ViewportSize] = {"width": 412, "height": 823}
SLOWER: Final = 4
NETWORK: Final = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 1.6e6 * 0.9 / 8,
    "uploadThroughput": 750e3 * 0.9 / 8,
}
"""Lighthouse counts 3.75 round trips into the latency of a request, and a tenth less rate."""
GOOD: Final = {"fcp": 1800, "lcp": 2500, "cls": 0.1, "tbt": 200}
"""Milliseconds and a share of the screen (web.dev/articles/vitals; tbt: Lighthouse)."""
QUIET_MS: Final = 1500
TOO_SLOW_MS: Final = 60_000
MEDIA: Final = ("img", "video", "audio", "fetch", "xmlhttprequest", "beacon")

_WATCH: Final = """
navigator.serviceWorker && Object.defineProperty(navigator, "serviceWorker", { value: null });
window.__seen = { lcp: 0, cls: 0, blocked: [] };
const watch = (type, add) => new PerformanceObserver((list) => list.getEntries().forEach(add))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", (one) => { window.__seen.lcp = one.startTime; });
watch("layout-shift", (one) => { if (!one.hadRecentInput) window.__seen.cls += one.value; });
watch("longtask", (one) => { window.__seen.blocked.push([one.startTime, one.duration]); });
"""
_READ: Final = """(media) => {
  const things = performance.getEntriesByType("resource");
  const own = performance.getEntriesByType("navigation")
    .concat(things.filter((one) => !media.includes(one.initiatorType)));
  const fcp = performance.getEntriesByName("first-contentful-paint")[0]?.startTime || 0;
  return {
    bytes: own.reduce((sum, one) => sum + one.encodedBodySize, 0),
    requests: own.length,
    fcp, lcp: window.__seen.lcp, cls: window.__seen.cls,
    tbt: window.__seen.blocked.filter(([at]) => at >= fcp)
      .reduce((sum, [, took]) => sum + Math.max(0, took - 50), 0),
  };
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One opening of a page: bytes before media, requests, and what the browser saw (ms)."""

    bytes: int
    requests: int
    fcp: float
    lcp: float
    cls: float
    tbt: float

    @property
    def worst(self) -> float:
        """The largest ratio to what is called good: below 1 all is."""
        return max(float(getattr(self, name)) / good for name, good in GOOD.items())


def pages_of(site: UploadSite) -> tuple[tuple[str, str, str], ...]:
    """Return the main pages: what each is called, who opens it, and its address."""
    film = f"/projects/{site.cast.blue_film}"
    return (
        ("log-in", "", "/log-in"),
        ("board, a mentor", "marc", "/board"),
        ("board, a student", "aya", "/board"),
        ("what next", "aya", "/next"),
        ("stage", "aya", f"{film}/final_cut"),
        ("review", "marc", f"{film}/final_cut"),
        ("cutter", "aya", f"{film}/edit/cut"),
        ("inbox", "marc", "/inbox"),
        ("wall", "", "/wall"),
    )


def print_pages(site: UploadSite, tell: Callable[[str], None]) -> None:
    """Open every main page once and tell."""
    if not CHROMIUM.exists():
        tell(f"The main pages are left out: there is no browser at {CHROMIUM}")
        return
    tell(
        "The main pages on Lighthouse's slow phone (times good: the worst figure beside its limit):"
    )
    tell(
        f"  {'page':<18}{'kB':>6}{'requests':>10}{'FCP ms':>8}{'LCP ms':>8}{'CLS':>7}{'TBT ms':>8}"
        f"{'times good':>12}"
    )
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=[*OPTIONS])
        for name, who, path in pages_of(site):
            tell(line_of(name, opened(browser, site, who, path)))
        browser.close()


def line_of(name: str, seen: Seen) -> str:
    """Return one line of the table."""
    return (
        f"  {name:<18}{seen.bytes / 1000:>6.0f}{seen.requests:>10}{seen.fcp:>8.0f}"
        f"{seen.lcp:>8.0f}{seen.cls:>7.3f}{seen.tbt:>8.0f}{seen.worst:>12.2f}"
    )


def opened(browser: Browser, site: UploadSite, who: str, path: str) -> Seen:
    """Open a page with an empty cache on the slow phone. Raise AssertionError if it is refused."""
    with _phone(browser, site, who) as page:
        answer = page.goto(path, wait_until="load", timeout=TOO_SLOW_MS)
        if not answer or answer.status != 200 or not page.url.endswith(path):
            raise AssertionError(f"{who} cannot open {path}: {page.url}")
        page.wait_for_timeout(QUIET_MS)
        read: dict[str, Any] = page.evaluate(_READ, MEDIA)
    return Seen(**read)


@contextmanager
def _phone(browser: Browser, site: UploadSite, who: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site.address, viewport=PHONE, is_mobile=True, has_touch=True, locale="en"
    )
    _let_in(context, site, who)
    page = context.new_page()
    page.add_init_script(_WATCH)
    lines = context.new_cdp_session(page)
    lines.send("Network.enable")
    lines.send("Network.emulateNetworkConditions", {**NETWORK})
    lines.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def _let_in(context: BrowserContext, site: UploadSite, who: str) -> None:
    if who:
        name, _, value = site.cookies[who].partition("=")
        context.add_cookies([{"name": name, "value": value, "url": site.address}])
