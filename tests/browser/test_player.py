"""The player shows the frame that is asked for, and the review room stands around it."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pipeline import workflow
from pipeline.documents.json import to_json
from pipeline.documents.report import Report
from pipeline.files import LocalStore
from pipeline.records import Book, notes, revisions
from pipeline.records.values import FileOf, NoteView, RevisionView
from tests.browser.conftest import Site
from tests.browser.test_six_sign_offs import log_in_as_aya, log_in_as_marc
from tests.cast import Cast, project_of
from tests.counting_film import MIDDLES, number_of, write_counting_film
from tests.film_days import approve, finish_all_runs, hand_in, newest

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60)]
HALF_AN_HOUR_S = 1800

SHOWN = """async ([frame, places]) => {
  const player = Player.current();
  const settled = () => new Promise((done) => {
    if (!player.film.seeking) done();
    player.film.addEventListener("seeked", done, { once: true });
  });
  if (frame !== null) player.go(frame);
  await settled();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const sheet = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
  const ink = sheet.getContext("2d");
  ink.drawImage(player.film, 0, 0, 64, 36);
  return {
    lights: places.map(([x, y]) => ink.getImageData(x, y, 1, 1).data[0]),
    frame: player.frame(),
    last: player.last(),
    says: document.querySelector("[data-player] .transport output").textContent,
  };
}"""


def film_of(
    book: Book, cast: Cast, store: LocalStore, folder: Path, rate: Fraction, frames: int
) -> RevisionView:
    """A cut whose film counts its pictures, handed in; nobody has any work left."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in ("script", "shot_list", "rushes"):
        approve(book, cast, stage)
    stored = store.put(
        write_counting_film(folder / "preview.mp4", frames=frames, rate=rate, sound=True)
    )
    made = (FileOf(name="preview.mp4", digest=stored.digest, bytes=stored.bytes),)
    finish_all_runs(book, Report(facts={"frames": frames}), made)
    return hand_in(book, cast, "edit")


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> tuple[Fraction, int]:
    """Rate and seconds: ten seconds at 25 frames a second, or what the test asks for."""
    return getattr(request, "param", (Fraction(25), 10))


@pytest.fixture
def cut(
    asked: tuple[Fraction, int], book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> RevisionView:
    """The cut, before the site opens."""
    rate, seconds = asked
    return film_of(book, cast, store, tmp_path, rate, int(seconds * rate))


@pytest.fixture
def film(cut: RevisionView, asked: tuple[Fraction, int], site: Site, cast: Cast) -> RevisionView:
    """The cut on the site, whose film runs at that rate."""
    with site.book.writing() as session:
        project = replace(project_of("Blue"), frame_rate=asked[0], width=64, height=36)
        revisions.set_project_settings(session, cast.blue_film, to_json(project))
    return cut


@pytest.fixture
def page(film: RevisionView, site: Site, open_page: Callable[..., Page]) -> Page:
    """Aya at the page of the cut, its film loaded."""
    opened = open_page()
    log_in_as_aya(opened)
    go(opened, site, film)
    return opened


def go(page: Page, site: Site, film: RevisionView) -> None:
    """Open the page of the cut and wait for its film."""
    page.goto(f"{site.address}/projects/{film.project_id}/edit")
    page.wait_for_function("() => Player.current() && Player.current().film.readyState >= 2")


def shown(page: Page, frame: int | None = None) -> dict[str, Any]:
    """Go to a frame, or stay, and tell which picture is on."""
    found: dict[str, Any] = page.evaluate(SHOWN, [frame, MIDDLES])
    return {**found, "number": number_of(found["lights"])}


def said(site: Site, film: RevisionView) -> list[NoteView]:
    """The notes that are kept."""
    with site.book.reading() as session:
        return list(notes.notes_of(session, film.id))


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked", [(rate, HALF_AN_HOUR_S) for rate in RATES], ids=map(str, RATES), indirect=True
)
def test_frame_n_is_frame_n_over_half_an_hour(page: Page) -> None:
    last = shown(page, 0)["last"]
    for frame in (0, 1, 2, 59, 60, 1001, last // 2, last - 1800, last - 2, last - 1, last):
        found = shown(page, frame)
        assert (found["number"], found["frame"]) == (frame, frame)
    assert shown(page, last + 500)["number"] == last


@pytest.mark.parametrize("asked", [(rate, 4) for rate in RATES], ids=map(str, RATES), indirect=True)
def test_each_step_is_one_picture(page: Page) -> None:
    shown(page, 30)
    for wanted in range(31, 37):
        page.keyboard.press(".")
        assert shown(page)["number"] == wanted
    for wanted in range(35, 28, -1):
        page.keyboard.press("ArrowLeft")
        assert shown(page)["number"] == wanted


def test_who_stops_stands_on_the_picture_that_was_seen(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("l")
        page.wait_for_timeout(400)
        page.keyboard.press("k")
        found = shown(page)
        assert found["number"] == found["frame"]
        assert found["number"] > 0


def test_who_only_watches_has_the_same_line_and_buttons_and_no_others(
    page: Page, site: Site, film: RevisionView
) -> None:
    page.goto(f"{site.address}/projects/{film.project_id}/film?stage=edit")
    page.wait_for_function("() => Player.current() && Player.current().film.readyState >= 2")
    assert page.locator("video").evaluate("(film) => film.controls") is False
    line = page.get_by_role("slider", name="Place in the film")
    line.click()
    assert shown(page)["number"] == pytest.approx(125, abs=1)
    quiet = page.get_by_role("button", name="Without sound")
    quiet.click()
    expect(quiet).to_have_attribute("aria-pressed", "true")
    assert page.locator("video").evaluate("(film) => film.muted") is True
    page.get_by_role("button", name="The whole screen").click()
    page.wait_for_function("() => document.fullscreenElement === Player.current().screen")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")


def test_in_and_out_are_the_range_of_a_note_and_the_loop(
    page: Page, site: Site, film: RevisionView
) -> None:
    shown(page, 50)
    page.keyboard.press("i")
    shown(page, 60)
    page.keyboard.press("o")
    expect(page.locator("#note-at")).to_have_value("00:00:02:00")
    expect(page.locator("#note-to")).to_have_value("00:00:02:10")
    page.keyboard.press("r")
    page.keyboard.press("l")
    page.wait_for_timeout(1500)
    assert 45 <= page.evaluate("Player.current().frame()") <= 66
    page.keyboard.press("k")
    page.locator("[name=kind][value=sound]").check()
    page.fill("#note-text", "The wind is too loud")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("#notes .note")).to_contain_text("The wind is too loud")
    (only,) = said(site, film)
    assert (only.at_frame, only.to_frame, only.kind) == (50, 60, "sound")
    expect(page.locator(".bar-mark.kind-sound")).to_have_count(1)
    # The film stays where it was: the page was not loaded anew.
    assert page.evaluate("Player.current().frame()") >= 45
    shown(page, 0)
    page.locator(".bar-mark").click()
    assert shown(page)["number"] == 50


def stroke(page: Page, sheet: Locator, finger: bool = False) -> None:
    """Draw a line across the picture."""
    box = sheet.bounding_box()
    assert box
    kind = "touch" if finger else "mouse"
    where = [(0.2, 0.2), (0.4, 0.5), (0.8, 0.7)]
    for name, (x, y) in zip(("pointerdown", "pointermove", "pointerup"), where, strict=True):
        sheet.dispatch_event(
            name,
            {
                "pointerId": 1,
                "pointerType": kind,
                "button": 0,
                "clientX": box["x"] + x * box["width"],
                "clientY": box["y"] + y * box["height"],
            },
        )


def test_what_is_drawn_is_seen_at_its_picture_and_at_no_other(
    page: Page, site: Site, film: RevisionView
) -> None:
    page.evaluate("SVGElement.prototype.setPointerCapture = () => {}")
    shown(page, 40)
    page.get_by_role("button", name="Draw", exact=True).click()
    expect(page.locator("#note-at")).to_have_value("00:00:01:15")
    expect(page.locator("#note-text")).not_to_be_focused()
    stroke(page, page.locator("[data-ink]"))
    stroke(page, page.locator("[data-ink]"), finger=True)
    page.fill("#note-text", "Look at his hand")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("#notes .note")).to_contain_text("Look at his hand")
    (only,) = said(site, film)
    assert only.drawing.count('"points"') == 2
    expect(page.locator("[data-ink] path")).to_have_count(2)
    shown(page, 41)
    expect(page.locator("[data-ink] path")).to_have_count(0)
    shown(page, 40)
    expect(page.locator("[data-ink] path")).to_have_count(2)
    still = page.locator("#notes .note-still image")
    answer = page.request.get(f"{site.address}{still.get_attribute('href')}")
    assert answer.headers["content-type"] == "image/jpeg"


def test_a_finger_pulls_picture_by_picture(page: Page) -> None:
    shown(page, 100)
    page.evaluate(
        """() => {
          const film = document.querySelector("[data-film]");
          const finger = (x) => ({ pointerType: "touch", clientX: x, clientY: 50, bubbles: true });
          const send = (name, x) => film.dispatchEvent(new PointerEvent(name, finger(x)));
          send("pointerdown", 100);
          send("pointermove", 115);
          send("pointermove", 143);
          send("pointerup", 143);
        }"""
    )
    assert shown(page)["number"] == 103


def test_a_refused_note_is_answered_with_the_page_that_says_why(
    film: RevisionView, site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(may_say="422")
    log_in_as_aya(page)
    go(page, site, film)
    page.fill("#note-text", "Keep me")
    page.fill("#note-at", "soon")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("main")).to_contain_text("is not a timecode")
    expect(page.locator("main")).to_contain_text("Keep me")


def test_without_a_script_a_note_is_kept_answered_and_ticked(
    film: RevisionView, site: Site, open_page: Callable[..., Page], cast: Cast
) -> None:
    page = open_page(scripts=False)
    log_in_as_aya(page)
    page.goto(f"{site.address}/projects/{cast.blue_film}/edit")
    page.fill("#note-text", "Shorter here")
    page.fill("#note-at", "00:00:02:00")
    page.get_by_text("This is a to-do for the group").click()
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_role("button", name="We have done it").click()
    expect(page.locator("#notes")).to_contain_text("Done, says Aya")
    (only,) = said(site, film)
    assert (only.at_frame, only.is_todo, only.done_by) == (50, True, "Aya")


def test_a_mentor_decides_and_the_bar_covers_nothing(
    film: RevisionView, site: Site, open_page: Callable[..., Page], cast: Cast
) -> None:
    for width in (1440, 390):
        page = open_page(width=width)
        log_in_as_marc(page)
        go(page, site, film)
        for name in ("note", "todos"):
            field = page.locator(f"#decide [name={name}]")
            field.focus()
            box, bar = field.bounding_box(), page.locator(".decision-bar").bounding_box()
            assert box
            assert bar
            assert box["y"] + box["height"] <= bar["y"] + 1
    assert newest(site.book, cast.blue_film, "edit").state is film.state
