"""A browser plays what was made for the web, for phones, and to be talked about."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.delivery.kinds import DELIVERIES
from tests.given_away import SECONDS, give_away

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg, pytest.mark.slow]

KINDS = ("web", "phone", "preview_tc")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The kinds that are meant for browsers."""
    return give_away(tmp_path_factory.mktemp("given"), KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_chromium_plays_what_is_meant_for_it(
    chromium: Browser, given: dict[str, Path], kind: str
) -> None:
    profile = DELIVERIES[kind].profile
    page = chromium.new_page()
    page.goto(given[kind].as_uri())
    film = page.locator("video")
    film.evaluate("film => { film.muted = true; film.playbackRate = 4; return film.play(); }")
    page.wait_for_function("() => document.querySelector('video').ended", timeout=120_000)
    size = film.evaluate("film => [film.videoWidth, film.videoHeight]")
    length = film.evaluate("film => film.duration")
    page.close()
    assert size == [profile.width, profile.height]
    assert length == pytest.approx(SECONDS, abs=0.05)
