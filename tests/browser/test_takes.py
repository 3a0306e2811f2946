"""The takes in a real browser: Aya's evening after the shoot, and Marc's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records import Book, uploads
from pipeline.records.desks import Place
from pipeline.rushes.catalogue import Entry, read_entries
from tests.browser.at_the_page import log_in
from tests.cast import Cast
from tests.table_of_takes import Bench, Laying, lay_plans

SOUND = "S01_P01_T01.wav"
TOGETHER_FRAMES = 3
"""What two films that run side by side may be apart; two stand still on the same frame."""
FRAME = "(screen) => Player.of(screen).frame()"


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips that were made once."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture
def bench(book: Book, store: LocalStore, cast: Cast, media: Path) -> Bench:
    """A bench beside a film whose rushes are open."""
    lay_plans(book, store, cast)
    return Bench(book, store, media)


@pytest.fixture
def takes(bench: Bench, cast: Cast) -> dict[str, int]:
    """Three takes of a shot, a clip that nobody knows, and the sound of a recorder."""
    layings = (
        Laying(name="S01_P01_T01.mp4", seconds=4),
        Laying(name="S01_P01_T02.mp4", seconds=4, hue=90),
        Laying(name="S01_P01_T03.mp4", seconds=4, hue=180),
        Laying(name="IMG_0004.MOV"),
        Laying(name=SOUND, is_sound=True),
    )
    laid = [bench.lay(cast.blue_film, cast.aya, one) for one in layings]
    return {one.name: one.id for one in laid}


@pytest.fixture
def address(cast: Cast) -> str:
    """Of the page of takes."""
    return f"/projects/{cast.blue_film}/rushes/takes"


@pytest.fixture
def page_of(takes: dict[str, int], open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open a browser for somebody who is logged in; the table is laid before a worker begins."""

    def do(name: str, **how: object) -> Page:
        page = open_page(**how)
        log_in(page, name)
        return page

    return do


def said(book: Book, store: LocalStore, cast: Cast, file: str) -> Entry | None:
    place = Place(project_id=cast.blue_film, stage="rushes", name="takes.csv")
    lying = desk.lying(book, store, place)
    return read_entries(lying.content.decode())[0].get(file.lower()) if lying else None


def frame_of(screen: Locator) -> int:
    return int(screen.evaluate(FRAME))


def ready(screen: Locator) -> None:
    """Wait until a film can be sought in."""
    screen.evaluate("""(screen) => new Promise((done) => {
      const film = screen.querySelector("video, audio");
      const look = () => (film.readyState > 1 && !film.seeking ? done() : setTimeout(look, 20));
      look();
    })""")


def stands_at(screen: Locator, frame: int) -> None:
    ready(screen)
    assert frame_of(screen) == frame


def test_a_take_is_run_through_with_the_pointer_and_opened_by_a_tap(
    page_of: Callable[..., Page], address: str, takes: dict[str, int]
) -> None:
    page = page_of("Aya")
    page.goto(address)
    still = page.locator(f"#take-{takes['S01_P01_T02.mp4']} .still")
    still.scroll_into_view_if_needed()
    box = still.bounding_box()
    assert box
    seen = []
    for share in (0.02, 0.5, 0.98):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        seen.append(int(still.get_attribute("data-scrubbed") or -1))
    assert seen == [0, 10, 19]
    layer = still.locator(".scrub")
    assert "sheet.jpg" in layer.evaluate("(one) => getComputedStyle(one).backgroundImage")
    # Picture 19 of 20 in rows of five: the last column of the last row.
    assert layer.evaluate("(one) => one.style.backgroundPosition") == "100% 100%"
    page.mouse.move(5, 5)
    expect(layer).to_be_hidden()
    still.click()
    page.wait_for_url(f"**/{takes['S01_P01_T02.mp4']}")


def test_a_finger_runs_through_a_take_and_does_not_open_it(
    page_of: Callable[..., Page], address: str, takes: dict[str, int]
) -> None:
    page = page_of("Aya", width=820)
    page.goto(address)
    still = page.locator(f"#take-{takes['S01_P01_T02.mp4']} .still")
    still.scroll_into_view_if_needed()
    box = still.bounding_box()
    assert box
    touch = """(still, [kind, x, y]) => still.dispatchEvent(new PointerEvent(kind, {
      pointerType: "touch", clientX: x, clientY: y, bubbles: true, cancelable: true }))"""
    y = box["y"] + box["height"] / 2
    moves = (("pointerdown", 0.1), ("pointermove", 0.5), ("pointermove", 0.9), ("pointerup", 0.9))
    for kind, share in moves:
        still.evaluate(touch, [kind, box["x"] + share * box["width"], y])
    assert still.get_attribute("data-scrubbed") == "18"
    opened = """(still) => !still.dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true }))"""
    assert still.evaluate(opened)
    expect(page).to_have_url(f"{page.url}")
    still.click()
    page.wait_for_url(f"**/{takes['S01_P01_T02.mp4']}")


def test_a_recording_is_on_the_page_as_soon_as_it_has_arrived(
    page_of: Callable[..., Page], address: str, bench: Bench, cast: Cast
) -> None:
    page = page_of("Marc")
    page.goto(address)
    expect(page.locator("#shot-S01_P02 .take-missing")).to_be_visible()
    laying = Laying(name="S01_P02_T01.mp4", is_looked_into=False)
    upload = bench.lay(cast.blue_film, cast.aya, laying)
    expect(page.locator(f"#take-{upload.id}")).to_be_visible()


def test_keys_rate_the_take_under_the_hand_and_others_see_it_at_once(
    page_of: Callable[..., Page],
    address: str,
    book: Book,
    store: LocalStore,
    cast: Cast,
    takes: dict[str, int],
) -> None:
    aya, ben = page_of("Aya"), page_of("Ben")
    for page in (aya, ben):
        page.goto(address)
    card = f"#take-{takes['S01_P01_T02.mp4']}"
    aya.locator(card).hover()
    for key, rating, words in (("1", "good", "Good"), ("3", "no_good", "No good")):
        aya.keyboard.press(key)
        expect(aya.locator(f"{card} .rated")).to_have_text(words)
        expect(ben.locator(f"{card} .rated")).to_have_text(words)
        entry = said(book, store, cast, "S01_P01_T02.mp4")
        assert entry
        assert entry.rating == rating
    aya.keyboard.press("3")
    expect(aya.locator(f"{card} .rated")).to_have_text("Not rated yet")


def test_the_unknown_clip_gets_its_shot_by_one_tap(
    page_of: Callable[..., Page],
    address: str,
    book: Book,
    store: LocalStore,
    cast: Cast,
    takes: dict[str, int],
) -> None:
    page = page_of("Aya")
    page.goto(address)
    page.locator(".proposal", has_text="The red kite").click()
    expect(page.locator("#questions")).to_have_count(0)
    expect(page.locator(f"#shot-S01_P02 #take-{takes['IMG_0004.MOV']}")).to_be_visible()
    entry = said(book, store, cast, "IMG_0004.MOV")
    assert entry
    assert entry.slate
    assert entry.slate.name == "S01_P02_T01"


def test_the_player_goes_by_frames_forwards_backwards_and_faster(
    page_of: Callable[..., Page], address: str, takes: dict[str, int]
) -> None:
    page = page_of("Marc")
    page.goto(f"{address}/{takes['S01_P01_T01.mp4']}")
    screen = page.locator("[data-player]")
    ready(screen)
    for _ in range(7):
        page.keyboard.press("ArrowRight")
        ready(screen)
    stands_at(screen, 7)
    expect(page.locator(".transport output")).to_have_text("00:00:00:07")
    page.keyboard.press("ArrowLeft")
    stands_at(screen, 6)
    page.keyboard.press("Shift+ArrowRight")
    stands_at(screen, 31)
    film = screen.locator("video")
    for speed in (1, 2, 4):
        page.keyboard.press("l")
        assert film.evaluate("(one) => one.playbackRate") == speed
    expect(page.locator("[data-speed]")).to_have_text("4×")
    page.keyboard.press("k")
    assert film.evaluate("(one) => one.paused")
    screen.evaluate("(one) => Player.of(one).go(60)")
    ready(screen)
    page.keyboard.press("j")
    page.wait_for_function("() => Player.current().frame() < 55")
    page.keyboard.press("k")
    here = frame_of(screen)
    page.wait_for_timeout(200)
    assert frame_of(screen) == here
    page.keyboard.press(" ")
    page.wait_for_function(f"() => Player.current().frame() > {here + 5}")
    page.keyboard.press(" ")
    assert film.evaluate("(one) => one.paused")


def test_in_and_out_are_set_at_the_playhead_and_shown_on_the_timeline(
    page_of: Callable[..., Page],
    address: str,
    book: Book,
    store: LocalStore,
    cast: Cast,
    takes: dict[str, int],
) -> None:
    page = page_of("Aya")
    page.goto(f"{address}/{takes['S01_P01_T01.mp4']}")
    screen = page.locator("[data-player]")
    for key, frame, kept in (("i", 25, (25, None)), ("o", 74, (25, 75))):
        screen.evaluate("(one, to) => Player.of(one).go(to)", frame)
        ready(screen)
        with page.expect_response(lambda answer: answer.request.method == "GET"):
            page.keyboard.press(key)
        page.wait_for_function(
            "(at) => { const said = document.querySelector('form[data-stretch]').dataset;"
            " return [said.in, said.out].includes(String(at)); }",
            arg=frame if key == "i" else frame + 1,
        )
        entry = said(book, store, cast, "S01_P01_T01.mp4")
        assert entry
        assert (entry.in_frame, entry.out_frame) == kept
    assert page.locator("[data-before]").evaluate("(one) => one.style.width") == "25%"
    assert page.locator("[data-after]").evaluate("(one) => one.style.left") == "75%"
    assert frame_of(screen) == 74
    page.locator("[data-timeline]").click(position={"x": 2, "y": 20})
    ready(screen)
    assert frame_of(screen) < 3


def test_a_mentor_notes_a_picture_and_the_group_jumps_to_it(
    page_of: Callable[..., Page], address: str, takes: dict[str, int]
) -> None:
    marc, aya = page_of("Marc"), page_of("Aya")
    for page in (marc, aya):
        page.goto(f"{address}/{takes['S01_P01_T01.mp4']}")
        ready(page.locator("[data-player]"))
    screen = marc.locator("[data-player]")
    screen.evaluate("(one) => Player.of(one).go(33)")
    marc.keyboard.press("m")
    expect(marc.locator("#note-at")).to_have_value("00:00:01:08")
    marc.keyboard.type("Whose hand is this?")
    marc.get_by_role("button", name="Keep the note").click()
    expect(marc.locator(".timeline-pin")).to_have_count(1)
    expect(marc.locator("#note-text")).to_have_value("")
    pin = aya.locator(".timeline-pin")
    expect(pin).to_have_count(1)
    pin.click()
    stands_at(aya.locator("[data-player]"), 33)
    aya.keyboard.press("ArrowRight")
    aya.locator(".take-note [data-seek-frame]").click()
    stands_at(aya.locator("[data-player]"), 33)


def test_two_takes_run_in_sync_from_their_own_beginnings_and_one_is_heard(
    page_of: Callable[..., Page], address: str, takes: dict[str, int]
) -> None:
    page = page_of("Aya")
    first, second = takes["S01_P01_T01.mp4"], takes["S01_P01_T02.mp4"]
    page.goto(f"{address}/{second}")
    page.fill("#in", "00:00:00:10")
    page.locator("#in").press("Enter")
    expect(page.locator("form[data-stretch]")).to_have_attribute("data-in", "10")
    page.goto(f"{address}/compare?one={first}&other={second}")
    left, right = (page.locator("[data-side]").nth(at) for at in (0, 1))
    stands_at(left, 0)
    stands_at(right, 10)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        ready(left)
        ready(right)
    assert (frame_of(left), frame_of(right)) == (3, 13)
    page.keyboard.press("l")
    page.wait_for_function("() => Player.current().frame() > 30")
    apart = page.evaluate("""() => {
      const sides = [...document.querySelectorAll("[data-side]")];
      const [left, right] = sides.map((one) => Player.of(one).frame());
      return right - left - 10;
    }""")
    assert abs(apart) <= TOGETHER_FRAMES
    page.keyboard.press("k")
    ready(left)
    ready(right)
    assert frame_of(right) - frame_of(left) == 10
    muted = "() => [...document.querySelectorAll('[data-side] video')].map((one) => one.muted)"
    assert page.evaluate(muted) == [False, True]
    page.get_by_role("button", name="Hear this one").nth(1).click()
    assert page.evaluate(muted) == [True, False]
    page.locator("#rating-2 [data-key='1']").click()
    expect(page.locator("#rating-2 [data-key='1']")).to_have_attribute("aria-pressed", "true")
    assert frame_of(right) - frame_of(left) == 10


def test_a_recorders_sound_runs_along_with_the_picture_of_its_take(
    page_of: Callable[..., Page], address: str, bench: Bench, cast: Cast, takes: dict[str, int]
) -> None:
    page = page_of("Marc")
    with bench.book.reading() as session:
        upload = uploads.with_id(session, takes["S01_P01_T01.mp4"])
    bench.make_version(cast.blue_film, "S01_P01_T01", digest=upload.digest, sound=SOUND)
    page.goto(f"{address}/{upload.id}")
    screen = page.locator("[data-player]")
    ready(screen)
    page.get_by_role("button", name="Hear it with the picture").click()
    page.wait_for_function("() => Player.current().frame() > 10")
    heard = """() => {
      const [film, sound] = ["video", "#synced"].map((one) => document.querySelector(one));
      return [film.muted, sound.paused, Math.abs(film.currentTime - sound.currentTime)];
    }"""
    muted, is_paused, apart_s = page.evaluate(heard)
    assert (muted, is_paused) == (True, False)
    assert apart_s < 0.2
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('#synced').paused")


def test_a_clash_shows_both_writings_also_when_a_script_has_sent_it(
    page_of: Callable[..., Page], address: str, takes: dict[str, int]
) -> None:
    # The browser writes down that it was answered with 409.
    aya, ben = page_of("Aya"), page_of("Ben", may_say="409")
    one = f"{address}/{takes['S01_P01_T01.mp4']}"
    for page in (aya, ben):
        page.goto(one)
    ben.fill("#own", "A dog barks")
    aya.fill("#own", "Lena is wonderful")
    aya.locator("form:has(#own) button").click()
    expect(aya.locator("#own")).to_have_text("Lena is wonderful")
    ben.locator("form:has(#own) button").click()
    expect(ben.locator("h1")).to_have_text("Two of you wrote here at the same time")
    expect(ben.locator(".clash")).to_contain_text("A dog barks")


def test_everything_works_without_a_script(
    page_of: Callable[..., Page],
    address: str,
    book: Book,
    store: LocalStore,
    cast: Cast,
    takes: dict[str, int],
) -> None:
    page = page_of("Aya", scripts=False)
    page.goto(address)
    page.locator(".proposal", has_text="The red kite").click()
    card = page.locator(f"#take-{takes['IMG_0004.MOV']}")
    card.get_by_role("button", name="Good", exact=True).click()
    expect(card.locator(".rated")).to_have_text("Good")
    card.locator(".still").click()
    page.fill("#out", "00:00:01:00")
    page.locator(".stretch [type=submit]").click()
    entry = said(book, store, cast, "IMG_0004.MOV")
    assert entry
    assert (entry.rating, entry.out_frame) == ("good", 25)
    page.goto(address)
    page.get_by_role("button", name="Keep as a version").click()
    expect(page.locator(".said.done")).to_contain_text("Safe: version 2 is kept.")
