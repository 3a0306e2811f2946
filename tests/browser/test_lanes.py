"""Aya lays sounds by hand: drags, trims, fades, takes back; Ben beside her; Marc looks."""

import random
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pipeline import desk
from pipeline.desk import put_bytes
from pipeline.documents.buses import Ducking
from pipeline.editing.cue_moves import MOVES, FilmLength, moved, placed, timed
from pipeline.editing.cue_table import added, rows_of
from pipeline.editing.wave_peaks import peaks_of_wav
from pipeline.errors import CannotRead
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.desks import Place
from pipeline.render.ducking import ATTACK_S, RELEASE_S, STEPS, duck_gains, levels
from tests.browser.at_the_page import held, log_in, pull, soon
from tests.browser.conftest import Site
from tests.cast import Cast
from tests.mixed_film import SECONDS, lay_locked_film, lay_mix, products, wav_of
from tests.pipeline.render.sounds import save, speech
from tests.small_film import draw_take
from web.lanes_room import frames_of

__all__ = ["soon"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.ffmpeg,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
STATIC = Path(__file__).parents[2] / "web" / "static" / "js"
PURE = ("cutter_time", "table_text", "lanes_text", "lanes_moves", "lanes_duck")
DOOR, SONG = "FLY_door_T01.wav", "MX_song_T01.wav"
SHEET = f"file,role,start,note,why\n{DOOR},effects,2,door,Ben\n{SONG},music,6,song,\n"
AFTER = """([rate, frames, cuts, cases]) => {
  const film = { time: LaneText.of(rate), frames, cuts };
  return cases.map(([cells, length, move, by, start, lasts]) => {
    const at = LaneMoves.placed(cells, film, length);
    const timed = LaneMoves.timed(cells, start, lasts, film, length);
    return at && [at, LaneMoves.moved(cells, move, by, film, length), timed];
  });
}"""
GAINS = """([lasts, peaks, how, step]) => {
  const voice = { peaks, begin: 0, start: 0, lasts, gain_db: 0 };
  return [...LaneDuck.gains(LaneDuck.powers(lasts, [voice]), how, step)];
}"""
OpenLanes = Callable[..., Page]


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The film of the edit."""
    path: Path = tmp_path_factory.mktemp("preview") / "preview.mp4"
    draw_take(path, seconds=SECONDS)
    return path.read_bytes()


@pytest.fixture(autouse=True)
def laid(preview: bytes, book: Book, store: LocalStore, cast: Cast) -> None:
    """A locked film, a door and a song that were recorded, and where they lie."""
    lay_locked_film(book, store, cast, preview)
    voices = wav_of((200, 0.2), seconds=SECONDS)
    lay_mix(book, store, cast, products(**{"stem_dialogue.wav": voices}))
    for name, hertz, seconds in ((DOOR, 300, 2), (SONG, 220, 5)):
        place = Place(project_id=cast.blue_film, stage="sound", name=f"sounds/{name}")
        sound = put_bytes(store, wav_of((hertz, 0.3), seconds=seconds))
        desk.lay_sound(book, place, sound, by=cast.aya)
    saving = desk.Saving(place=place_of(cast), by=cast.aya, base=1, content=SHEET.encode())
    desk.save(book, store, saving)


def place_of(cast: Cast) -> Place:
    return Place(project_id=cast.blue_film, stage="sound", name="cues.csv")


@pytest.fixture
def open_lanes(laid: None, site: Site, open_page: Callable[..., Page]) -> OpenLanes:
    """Open the timeline in a browser of its own for somebody."""

    def do(name: str = "Aya", **how: Any) -> Page:
        page = open_page(**{"width": 1440, **how})
        log_in(page, name)
        page.goto(f"/projects/{site.cast.blue_film}/sound/lanes")
        if how.get("scripts", True):
            page.wait_for_selector("html[data-lanes=ready]")
            page.wait_for_function("() => LanePlay.film.readyState > 0")
        return page

    return do


@pytest.fixture
def lying(book: Book, store: LocalStore, cast: Cast) -> Callable[[], dict[str, dict[str, str]]]:
    """The rows of the desk, by the words of each."""

    def do() -> dict[str, dict[str, str]]:
        found = desk.lying(book, store, place_of(cast))
        assert found
        return {row["note"]: dict(row) for row in rows_of(found.content.decode())}

    return do


def bar(page: Page, words: str) -> Locator:
    return page.locator(".lane-bar", has_text=words)


def kept(page: Page) -> None:
    expect(page.locator("#kept")).to_have_attribute("data-state", "kept")


def scale(page: Page) -> float:
    return float(page.evaluate("LaneStrip.scale()"))


def span(page: Page, words: str) -> tuple[int, int]:
    """First frame in the film, and how many frames are heard."""
    find = "(one) => [one.start, one.frames]"
    start, frames = page.evaluate(
        f"(words) => ({find})(LaneRoom.placed("
        "LaneRoom.all().find((row) => row.cells.note === words)))",
        words,
    )
    return start, frames


def drag(page: Page, words: str, frames: float, grip: str = "") -> None:
    """Pull a bar, or one of its handles, so many frames along."""
    one = bar(page, words)
    one.scroll_into_view_if_needed()
    box = (one.locator(f"[data-grip={grip}]") if grip else one).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    pull(page, (x, y), (x + frames * scale(page), y))


def test_a_sound_is_dragged_trimmed_and_faded_taken_back_and_found_again(
    open_lanes: OpenLanes, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    page = open_lanes()
    assert (span(page, "door"), span(page, "song")) == ((50, 50), (150, 125))
    drag(page, "door", 30)
    assert span(page, "door") == (80, 50)
    drag(page, "door", 10, "start")
    drag(page, "door", -15, "end")
    assert span(page, "door") == (90, 25)
    drag(page, "door", 5, "fade_in")
    drag(page, "door", -8, "fade_out")
    kept(page)
    row = lying()["door"]
    assert (row["start"], row["in"], row["out"]) == ("00:00:03:15", "00:00:00:10", "00:00:01:10")
    assert (row["fade_in"], row["fade_out"], row["why"]) == ("0.2", "0.32", "Ben")
    for _ in range(5):
        page.keyboard.press("Control+z")
    assert span(page, "door") == (50, 50)
    expect(page.locator("[data-tool=undo]")).to_be_disabled()
    for _ in range(2):
        page.keyboard.press("Control+Shift+z")
    assert span(page, "door") == (90, 40)
    kept(page)
    page.reload()
    page.wait_for_selector("html[data-lanes=ready]")
    assert span(page, "door") == (90, 40)


def test_an_end_near_a_cut_goes_to_it_but_not_with_alt_nor_switched_off(
    open_lanes: OpenLanes,
) -> None:
    page = open_lanes()
    drag(page, "door", 49)  # one frame before the cut at 150 its end is near it
    assert span(page, "door") == (100, 50)
    drag(page, "door", -30)
    with held(page, "Alt"):
        drag(page, "door", 29)
    assert span(page, "door") == (99, 50)
    page.keyboard.press("n")
    drag(page, "door", -30)
    drag(page, "door", 29)
    assert span(page, "door") == (98, 50)


def test_keys_move_trim_and_set_the_loudness_and_delete_asks(
    open_lanes: OpenLanes, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    page = open_lanes()
    bar(page, "door").click()
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    assert span(page, "door") == (60, 50)
    page.evaluate("LanePlay.go(70)")
    page.wait_for_function("() => LanePlay.frame() === 70")
    page.keyboard.press("[")
    assert span(page, "door") == (70, 40)
    page.evaluate("LanePlay.go(90)")
    page.wait_for_function("() => LanePlay.frame() === 90")
    page.keyboard.press("o")
    assert span(page, "door") == (70, 20)
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("[data-panel] [data-value=gain]")).to_have_text("-3 dB")
    page.locator("[data-panel]").get_by_role("button", name="More to the left").click()
    kept(page)
    assert (lying()["door"]["gain_db"], lying()["door"]["pan"]) == ("-3", "-20")
    bar(page, "door").focus()
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Leave it in").click()
    expect(bar(page, "door")).to_have_count(1)
    bar(page, "door").focus()
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Take it out", exact=True).click()
    expect(bar(page, "door")).to_have_count(0)
    kept(page)
    assert set(lying()) == {"song"}
    page.keyboard.press("Control+z")
    kept(page)
    assert lying()["door"]["gain_db"] == "-3"


def test_a_new_sound_lies_where_the_film_stands(
    open_lanes: OpenLanes, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    page = open_lanes()
    page.evaluate("LanePlay.go(25)")
    expect(page.locator("#put-start")).to_have_value("00:00:01:00")
    page.get_by_role("button", name="Put it into the film").click()
    expect(page.locator(".lane-effects .lane-bar")).to_have_count(2)
    kept(page)
    assert (lying()[""]["file"], lying()[""]["start"]) == (DOOR, "00:00:01:00")


def test_two_at_once_see_both_and_each_takes_back_only_what_was_theirs(
    open_lanes: OpenLanes, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    aya, ben = open_lanes("Aya"), open_lanes("Ben")
    drag(aya, "door", 25)
    bar(ben, "song").click()
    ben.keyboard.press("ArrowDown")
    for page in (aya, ben):
        expect(bar(page, "song")).to_have_attribute(
            "aria-label", "song, 00:00:06:00 – 00:00:11:00, -1 dB"
        )
        expect(bar(page, "door")).to_have_attribute(
            "aria-label", "door, 00:00:03:00 – 00:00:05:00, 0 dB"
        )
    aya.keyboard.press("Control+z")
    kept(aya)
    assert (lying()["door"]["start"], lying()["song"]["gain_db"]) == ("2", "-1")


def test_two_who_move_one_sound_to_two_places_are_asked(
    open_lanes: OpenLanes, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    aya, ben = open_lanes("Aya"), open_lanes("Ben")
    ben.evaluate("LaneRoom.desk().look = async () => {}")  # the news come late to Ben
    drag(aya, "door", 25)
    kept(aya)
    drag(ben, "door", -25)
    expect(ben.locator("#kept")).to_have_attribute("data-state", "clash")
    expect(ben.locator("#clash pre").nth(0)).to_have_text("start: 00:00:03:00")
    expect(ben.locator("#clash pre").nth(1)).to_have_text("start: 00:00:01:00")
    ben.locator("#clash input[value=mine]").check()
    ben.get_by_role("button", name="Settle it like this").click()
    expect(ben.locator("#clash")).to_be_hidden()
    assert lying()["door"]["start"] == "00:00:01:00"
    expect(bar(aya, "door")).to_have_attribute(
        "aria-label", "door, 00:00:01:00 – 00:00:03:00, 0 dB"
    )


def test_without_a_network_it_waits_on_the_device(
    open_lanes: OpenLanes, site: Site, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    page = open_lanes(may_say="503")
    site.wire.is_cut = True
    drag(page, "door", 25)
    expect(page.locator("#kept")).to_have_attribute("data-state", "waiting")
    site.wire.is_cut = False
    kept(page)
    assert lying()["door"]["start"] == "00:00:03:00"


def test_the_film_plays_with_the_sounds_and_they_are_drawn(open_lanes: OpenLanes) -> None:
    page = open_lanes()
    expect(bar(page, "song").locator("canvas")).to_have_attribute("data-peaks", "250")
    voices = page.locator(".lane-dialogue .lane-fixed canvas")
    expect(voices).to_have_count(2)
    expect(voices.first).to_have_attribute("data-peaks", "600")
    page.evaluate("LanePlay.go(40)")
    expect(page.locator(".lanes-clock")).to_have_text("00:00:01:15")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => LaneSound.isHeard() === 2 && LanePlay.frame() > 60")
    # The voices of this film never pause: music is 13 dB softer all the time, and the door is not.
    page.wait_for_function("() => Math.abs(LaneSound.gain('music') - 10 ** (-13.3 / 20)) < 0.02")
    assert page.evaluate("LaneSound.gain('effects')") == 1
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => LaneSound.isHeard() === 0")


def test_times_are_typed_beside_the_chosen_sound(
    open_lanes: OpenLanes, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    page = open_lanes()
    bar(page, "door").click()
    begins, lasts = page.locator("#start-chosen"), page.locator("#lasts-chosen")
    expect(begins).to_have_value("00:00:02:00")
    begins.fill("soon")
    begins.press("Enter")
    assert "12.5" in begins.evaluate("(field) => field.validationMessage")
    assert span(page, "door") == (50, 50)
    begins.fill("3,4")
    lasts.fill("00:00:01:05")
    lasts.press("Enter")
    assert span(page, "door") == (85, 30)
    expect(begins).to_have_value("00:00:03:10")
    kept(page)
    assert (lying()["door"]["start"], lying()["door"]["out"]) == ("00:00:03:10", "00:00:01:05")
    page.get_by_role("button", name="Undo").click()
    assert span(page, "door") == (50, 50)


def test_a_mentor_sees_the_same_and_moves_nothing(
    open_lanes: OpenLanes, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    page = open_lanes("Marc")
    expect(page.locator(".lane-bar")).to_have_count(2)
    drag(page, "door", 40)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    assert span(page, "door") == (50, 50)
    expect(page.locator("[data-panel] [data-value=start]")).to_have_text("00:00:02:00")
    assert page.locator("[data-grip], #put, #lanes-ask").count() == 0
    assert lying()["door"]["start"] == "2"


def test_a_finger_chooses_first_and_then_drags_on_an_arabic_phone(
    open_lanes: OpenLanes,
) -> None:
    page = open_lanes(width=390)
    page.locator("#language").select_option("ar")
    page.wait_for_selector("html[dir=rtl][data-lanes=ready]")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    one, song = (bar(page, words) for words in ("door", "song"))
    first, second = one.bounding_box(), song.bounding_box()
    assert first
    assert second
    assert first["x"] < second["x"]  # time runs from left to right
    assert first["height"] >= 44
    touch = """(bar, [kind, by]) => bar.dispatchEvent(new PointerEvent(kind, { pointerType: "touch",
      pointerId: 1, isPrimary: true, bubbles: true, cancelable: true,
      clientX: bar.getBoundingClientRect().left + 20 + by }))"""
    free = "() => { HTMLElement.prototype.setPointerCapture = () => {}; }"
    page.evaluate(free)  # an event of a script cannot be captured
    for kind, by in (("pointerdown", 0), ("pointermove", 40), ("pointerup", 40)):
        one.evaluate(touch, [kind, by])
    assert span(page, "door") == (50, 50)
    for kind, by in (("pointerdown", 0), ("pointermove", 40), ("pointerup", 0)):
        one.evaluate(touch, [kind, by])
    assert span(page, "door")[0] > 50
    low = [
        name
        for name in page.locator(
            ".lanes button:visible, .lanes summary:visible, .lanes select:visible"
        ).all()
        if (box := name.bounding_box()) and box["height"] < 44
    ]
    assert low == []


def test_without_a_script_each_move_is_a_button_of_a_form(
    open_lanes: OpenLanes, lying: Callable[[], dict[str, dict[str, str]]]
) -> None:
    page = open_lanes(scripts=False)
    page.locator("#row-0 > summary").click()
    page.locator("#row-0").get_by_role("button", name="10 frames later", exact=True).click()
    assert lying()["door"]["start"] == "00:00:02:10"
    page.locator("#row-0 > summary").click()
    page.locator("#row-0 .lane-out > summary").click()
    page.locator("#row-0").get_by_role("button", name="Take it out of the film", exact=True).click()
    assert set(lying()) == {"song"}


Case = tuple[dict[str, str], int | None, str, int, str, str]


def cases(chance: random.Random) -> list[Case]:
    """Rows as people write them, some with faults, and moves."""
    times = (
        "",
        "0",
        "1.5",
        "2,04",
        "00:00:03:07",
        "00:00:01:24",
        "9.99",
        "00:01:00:00",
        "soon",
        "12",
    )
    cells = {
        "file": (DOOR, DOOR, DOOR, ""),
        "role": ("effects", "Music", "ambience", "noise", "dialogue"),
        **dict.fromkeys(("start", "in", "out"), times),
        **dict.fromkeys(("fade_in", "fade_out"), ("", "0.2", "00:00:00:09", "3", "x")),
        "gain_db": ("", "-6", "2,5", "-95.5", "24", "25", "loud"),
        "pan": ("", "left", "Right", "-40", "100", "101", "٣"),
    }
    return [
        (
            {key: chance.choice(words) for key, words in cells.items()},
            chance.choice((None, 4801, 96_000, 240_000)),
            chance.choice(sorted(MOVES)),
            chance.choice((-400, -10, -1, 0, 1, 3, 10, 90, 400)),
            chance.choice(times),
            chance.choice(times),
        )
        for _ in range(3000)
    ]


@pytest.mark.parametrize("rate", ["25", "24", "30000/1001", "24000/1001", "50"])
def test_every_move_of_the_page_is_the_move_of_the_server(chromium: Browser, rate: str) -> None:
    page = chromium.new_page()
    for name in PURE:
        page.add_script_tag(content=(STATIC / f"{name}.js").read_text(encoding="utf-8"))
    film = FilmLength(rate=Fraction(rate), frames=300, cuts=(100, 150, 280))
    tried = cases(random.Random(rate))
    asked = [(row, frames_of(length, film.rate), *more) for row, length, *more in tried]
    came = page.evaluate(AFTER, [rate, film.frames, list(film.cuts), asked])
    moves = 0
    for (row, length, move, by, start, lasts), found in zip(tried, came, strict=True):
        try:
            at, cells = placed(row, film, length), moved(row, move, by, film=film, length=length)
        except CannotRead:
            assert found is None, row
            continue
        assert found, row
        assert found[0] == {key: getattr(at, key) for key in found[0]}, row
        assert found[1] == cells, (row, length, move, by)
        typed = None if "soon" in (start, lasts) else found[2]
        with pytest.raises(CannotRead) if typed is None else nullcontext():
            assert timed(row, start=start, lasts=lasts, film=film, length=length) == typed
        moves += 1
    assert moves > 100
    page.close()


def test_a_sheet_is_written_as_the_server_reads_it(chromium: Browser) -> None:
    page = chromium.new_page()
    for name in PURE:
        page.add_script_tag(content=(STATIC / f"{name}.js").read_text(encoding="utf-8"))
    odd = {"note": 'He said "Go, now"', "title": "=SUM(1)", "gain_db": "-6", "rights": "+1, ours"}
    sheet = added("", {"file": DOOR, "role": "effects", **odd})
    semicolons = "\ufeffFile;ROLE;Start;why\na.wav;music;1,5;x, y\n"
    for text in (sheet, semicolons, "", "file,role\r\na.wav,music\r\n\r\n"):
        written = page.evaluate("(text) => LaneText.write(LaneText.read(text))", text)
        assert rows_of(written) == rows_of(text)
    assert page.evaluate("LaneText.read('name\\nx\\n')") is None
    page.close()


@pytest.mark.parametrize("ducking", [Ducking.SOFT, Ducking.MEDIUM, Ducking.STRONG])
def test_music_steps_back_in_the_page_as_it_does_in_the_mix(
    chromium: Browser, tmp_path: Path, ducking: Ducking
) -> None:
    """From peaks of 20 ms instead of every sample: to about a decibel."""
    seconds = 6
    voice = np.concatenate([np.zeros(2 * 48_000), speech(2, level=0.2), np.zeros(2 * 48_000)])
    path = save(tmp_path / "voice.wav", voice)
    sound = np.stack([voice, voice], axis=1).astype(np.float32)
    exact = np.concatenate([*duck_gains(levels(sound), ducking)])
    how = {"attack_s": ATTACK_S, "release_s": RELEASE_S, "silent_db": -60.0, "gate_db": -10.0}
    page = chromium.new_page()
    page.add_script_tag(content=(STATIC / "lanes_duck.js").read_text(encoding="utf-8"))
    asked = [seconds, list(peaks_of_wav(path)), how, asdict(STEPS[ducking])]
    rough = np.array(page.evaluate(GAINS, asked))[1:]
    silent = page.evaluate("(how) => LaneDuck.gains(new Float32Array(9), how, {})", how)
    page.close()
    off = 20 * np.log10(rough / exact[3::4])
    assert rough.min() < 0.5
    assert rough[:99].min() == 1
    assert np.abs(off).mean() < 1
    assert np.abs(off[205:]).max() < 1.5  # the way back up
    assert silent is None
