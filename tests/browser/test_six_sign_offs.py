"""The film goes through: one group, six stages, six sign-offs, as its people do it."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pipeline.records import questions, revisions
from pipeline.stage_facts import STAGE_NAMES
from pipeline.standing import CellState
from pipeline.watching import Where, say_watched
from tests.browser.conftest import PASSWORD, PATIENCE_MS, Site
from tests.cast import BLUE_CODE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.ffmpeg,
    pytest.mark.slow,
    # A browser hangs up in the middle of a film, and the little server of the test drops the file.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def sends(film: Path) -> Mapping[str, list[Path]]:
    """What the group sends itself; the other stages go on with the start that Claquette makes."""
    return {
        "script": [film / "script.fountain"],
        "shot_list": [film / "shot_list.csv"],
        "rushes": [film / "takes.csv", *sorted((film / "takes").iterdir())],
        "sound": [film / "cues.csv", film / "sound" / "song.wav"],
    }


def log_in_as_aya(page: Page) -> None:
    """With the card that the group shares."""
    page.goto("/")
    page.get_by_label("The code on your card").fill(BLUE_CODE.lower())
    page.get_by_role("button", name="Come in").click()
    page.get_by_role("button", name="Aya").click()
    expect(page.get_by_role("heading", name="Seven days")).to_be_visible()


def log_in_as_marc(page: Page) -> None:
    """With name and password."""
    page.goto("/log-in")
    page.get_by_label("Name").fill("Marc")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Waiting for me")).to_be_visible()


def send_files(page: Page, files: list[Path]) -> None:
    """Choose the files and press the button; the page says that they are safe."""
    for words in ("Send a new version", "Or send a file"):
        folded = page.locator("summary", has_text=words)
        if folded.count():
            folded.click()
    page.locator("#files").set_input_files([str(path) for path in files])
    page.get_by_role("button", name="Keep it safe and check it").click()
    expect(page.get_by_text("Safe: version")).to_be_visible()


def send_recordings(page: Page, files: list[Path]) -> None:
    """Lay the recordings on the table, then make a version of what lies there.

    A table of takes that came with them is a text of the group and lies with them in the version.
    """
    recordings = [path for path in files if path.suffix != ".csv"]
    page.locator("summary", has_text="Or send a file").click()
    page.locator("#recordings").set_input_files([str(path) for path in files])
    page.get_by_role("button", name="Send them").click()
    expect(page.locator("[data-upload-row]")).to_have_count(len(recordings))
    page.get_by_role("button", name="Keep it safe and check it").click()
    expect(page.get_by_text("Safe: version")).to_be_visible()


def state_of(site: Site, stage: str) -> CellState:
    """Where a stage stands."""
    with site.book.reading() as session:
        row = questions.board_row(session, site.cast.blue_film)
    return next(cell.state for cell in row.cells if cell.stage == stage)


class Days:
    """The two people and their browsers."""

    def __init__(self, site: Site, aya: Page, marc: Page, *, scripts: bool) -> None:
        self.site, self.aya, self.marc, self.scripts = site, aya, marc, scripts

    def until(self, page: Page, name: str) -> None:
        """Wait for a button; without scripts the page has to be loaded again."""
        self.until_seen(page, page.get_by_role("button", name=name))

    def until_seen(self, page: Page, what: Locator) -> None:
        """Wait for something on a page."""
        if self.scripts:
            what.wait_for()
            return
        for _ in range(PATIENCE_MS // 700):
            if what.count():
                return
            page.wait_for_timeout(700)
            page.goto(page.url)
        raise AssertionError(f"no {what}: {page.inner_text('main')[:900]}")

    def go_through(self, stage: str, files: list[Path]) -> None:
        """The group sends and is ready, the mentor looks and approves."""
        self.aya.goto(f"/projects/{self.site.cast.blue_film}/{stage}")
        if stage == "rushes":  # its start is an empty table: recordings are asked for first
            self.until_seen(self.aya, self.aya.locator(".asked > a.primary"))
        elif stage != "script":
            self.until(self.aya, "Send to our mentor")
        if files:
            (send_recordings if stage == "rushes" else send_files)(self.aya, files)
            self.until(self.aya, "Send to our mentor")
        self.aya.get_by_role("button", name="Send to our mentor").click()
        expect(self.aya.get_by_text("Sent. Your mentor sees it now.")).to_be_visible()
        self.approve(stage)

    def let_blockers_pass(self) -> None:
        """Marc reads each blocker and lets it pass, with a reason."""
        left = self.marc.locator(".finding-blocker:not(.waived)")
        for remaining in range(left.count(), 0, -1):
            left.first.locator("summary").click()
            left.first.get_by_label("Why may it pass?").fill("It is a very short test.")
            left.first.get_by_role("button").click()
            expect(left).to_have_count(remaining - 1)

    def watch(self) -> None:
        """Aya, Marc and the coordinator have watched the finished file in the hall."""
        place = self.marc.url
        self.aya.goto(place)
        for page in (self.aya, self.marc):
            page.get_by_role("button", name="I have watched all of it in the hall").click()
            expect(page.get_by_text("Your word is kept")).to_be_visible()
        with self.site.book.reading() as session:
            film = revisions.newest(session, self.site.cast.blue_film, "final_cut")
        assert film
        say_watched(
            self.site.book,
            revision_id=film.id,
            digest=film.digest,
            by=self.site.cast.salma,
            where=Where.HALL,
        )

    def approve(self, stage: str) -> None:
        """Marc finds it in what waits for him, ticks what he looked at, and approves."""
        self.marc.goto("/inbox")
        self.marc.get_by_role("link", name="Look and decide").click()
        self.let_blockers_pass()
        if stage == "final_cut":
            self.watch()
        for box in self.marc.locator("#decide input[type=checkbox]").all():
            box.check()
        self.marc.get_by_role("button", name="Approve", exact=True).click()
        expect(self.marc.get_by_text("Your answer is kept")).to_be_visible()
        expect(self.marc.locator(".stamp").first).to_contain_text("Marc")
        assert state_of(self.site, stage) is CellState.APPROVED


def walk(days: Days, film: Path) -> None:
    """All six stages."""
    log_in_as_aya(days.aya)
    log_in_as_marc(days.marc)
    files = sends(film)
    for stage in STAGE_NAMES:
        days.go_through(stage, files.get(stage, []))


def test_a_film_goes_through_all_six_sign_offs_before_everybodys_eyes(
    site: Site, film: Path, open_page: Callable[..., Page]
) -> None:
    wall = open_page()
    wall.goto(f"/wall/{site.cast.workshop}")
    walk(Days(site, open_page(), open_page(), scripts=True), film)
    row = wall.locator(f'[data-row="{site.cast.blue_film}"]')
    expect(row.locator(".state-approved")).to_have_count(6)


def test_a_film_goes_through_all_six_sign_offs_without_a_script(
    site: Site, film: Path, open_page: Callable[..., Page]
) -> None:
    aya, marc = open_page(scripts=False, width=390), open_page(scripts=False)
    walk(Days(site, aya, marc, scripts=False), film)
    aya.goto(f"/projects/{site.cast.blue_film}/final_cut")
    expect(aya.locator("video")).to_have_attribute("src", re.compile("/made/film.mp4$"))
