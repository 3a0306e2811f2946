"""tus-js-client, as it is vendored, sends from a real Chromium to the site as it really runs."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pipeline.files import LocalStore, open_incoming
from pipeline.records import uploads
from tests.upload_site import SILENT, UploadSite, upload_site

BYTES = 24_000_000

WIFI = {"offline": False, "latency": 0, "downloadThroughput": -1}

MAKE = """async (size) => {
  const bytes = new Uint32Array(size / 4);
  for (let i = 0, x = 1; i < bytes.length; i += 1) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[i] = x;
  }
  window.file = new File([bytes], "S01_P02_T03.mov", { lastModified: 1 });
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
}"""

SEND = """async ({ endpoint, chunkSize, stopAt }) => {
  window.told = [0];
  window.upload = new tus.Upload(window.file, {
    endpoint,
    chunkSize,
    retryDelays: Array(100).fill(200),
    onShouldRetry: () => true,
    metadata: { filename: window.file.name },
    onProgress: (sent) => {
      window.told.push(sent);
      if (stopAt && sent > stopAt) window.upload.abort();
    },
    onSuccess: () => { window.done = true; },
    onError: (fault) => { window.fault = String(fault); },
  });
  const before = await window.upload.findPreviousUploads();
  if (before.length) window.upload.resumeFromPreviousUpload(before[0]);
  window.upload.start();
}"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[UploadSite]:
    with upload_site(tmp_path / "home", settings=SILENT) as found:
        yield found


@pytest.fixture
def page(chromium: Browser, site: UploadSite) -> Iterator[Page]:
    context = chromium.new_context(base_url=site.address)
    name, value = site.cookies["aya"].split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": site.address}])
    yield context.new_page()
    context.close()


def begin(page: Page, site: UploadSite, **how: Any) -> str:
    """Open a page, load the client, begin to send; return the digest of the file."""
    page.goto("/board")
    page.add_script_tag(url="/static/vendor/tus.min.js")
    wires = page.context.new_cdp_session(page)
    wires.send("Network.emulateNetworkConditions", {**WIFI, "uploadThroughput": 12_000_000})
    digest: str = page.evaluate(MAKE, BYTES)
    page.evaluate(SEND, {"endpoint": site.collection, "stopAt": 0, **how})
    return digest


def wait_until(page: Page, expression: str) -> None:
    """Ask the page again and again; its policy forbids Playwright's own way."""
    until = time.monotonic() + 60
    while not page.evaluate(expression):
        assert time.monotonic() < until, page.evaluate("window.told.at(-1)")
        page.wait_for_timeout(5)


def digest_in_store(site: UploadSite) -> str:
    incoming = open_incoming(LocalStore(site.home / "store"))
    with site.book.reading() as session:
        (upload,) = uploads.on_table(session, site.cast.blue_film, "rushes")
        assert uploads.on_their_way(session, site.cast.blue_film, "rushes") == ()
        held = uploads.held(session, upload.key)
    return incoming.take_in(held).digest


@pytest.mark.browser
@pytest.mark.parametrize("chunk", [1_000_000, 1 << 40], ids=["in chunks", "in one piece"])
def test_a_server_that_is_killed_on_the_way_costs_a_moment(
    page: Page, site: UploadSite, chunk: int
) -> None:
    digest = begin(page, site, chunkSize=chunk)
    wait_until(page, "window.told.at(-1) > 2000000")
    site.stop(signal.SIGKILL)
    assert not page.evaluate("window.done")
    site.start()
    wait_until(page, "window.done || window.fault")
    assert page.evaluate("window.fault ?? null") is None
    assert digest_in_store(site) == digest


@pytest.mark.browser
def test_a_tab_that_was_closed_goes_on_where_it_was(page: Page, site: UploadSite) -> None:
    begin(page, site, chunkSize=1_000_000, stopAt=5_000_000)
    wait_until(page, "window.told.at(-1) > 5000000")
    page.close()
    with site.book.reading() as session:
        (coming,) = uploads.on_their_way(session, site.cast.blue_film, "rushes")
    had = site.offset(f"/uploads/{coming.key}")
    assert had >= 4_000_000
    anew = page.context.new_page()
    digest = begin(anew, site, chunkSize=1_000_000)
    wait_until(anew, "window.done || window.fault")
    assert anew.evaluate("window.fault ?? null") is None
    assert anew.evaluate("window.told[1]") >= had, "nothing is sent twice"
    assert digest_in_store(site) == digest
