"""The cut plays from its proxies without a render: without a hole, by frames, with its sound."""

import statistics
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.cutting import (
    TAKES,
    OpenRoom,
    media,
    open_room,
    rushes,
    soon,
)

__all__ = ["media", "open_room", "rushes", "soon"]
SWAP_FRAMES = 2
"""How late a cut may be on two busy cores; found: a tenth to a third of a frame."""
OFF_FRAMES = 2
"""How far the pictures may be from the clock in the middle of the field; found: none."""
PATIENCE_MS = 60_000
END = "() => CutPlay.speed() === 0 && CutPlay.frame() === CutPlay.last()"
WATCH_FOR_HOLES = """() => { window.holes = 0;
  const isSeen = ({ film }) => Number(film.style.opacity) > 0.99 && film.videoWidth;
  const look = () => {
    if (CutPlay.speed() === 1 && !CutStage.slots.some(isSeen)) window.holes += 1;
    requestAnimationFrame(look);
  };
  look(); }"""
HEARD = """() => CutRoom.cut.items.every(
  (item) => CutSound.isThere(CutRoom.takes.get(item.take).proxy_url))"""


@pytest.fixture
def aya(open_room: OpenRoom) -> Page:
    """Aya in the room, everything that the film needs fetched."""
    page = open_room("Aya")
    page.wait_for_function(HEARD)
    return page


def play(page: Page) -> dict[str, Any]:
    """Play to the end; return what was measured."""
    page.evaluate("CutPlay.go(0)")
    page.wait_for_function("() => CutStage.isReady()")
    page.evaluate("Object.assign(CutPlay.measured, { swaps: [], off: [] })")
    page.keyboard.press(" ")
    page.wait_for_function(END, timeout=PATIENCE_MS)
    found: dict[str, Any] = page.evaluate("CutPlay.measured")
    return found


def cuts_in_time(page: Page, found: dict[str, Any]) -> bool:
    """Whether every cut came in time, in one of three plays: a busy machine may be late once."""
    return max(found["swaps"]) < SWAP_FRAMES or any(
        max(play(page)["swaps"]) < SWAP_FRAMES for _ in range(2)
    )


def test_the_film_runs_over_its_cuts_without_a_hole(
    aya: Page, record_property: Callable[[str, object], None]
) -> None:
    aya.evaluate(WATCH_FOR_HOLES)
    found = play(aya)
    record_property("cuts late by, in frames", str(found["swaps"]))
    record_property("pictures off by, in frames", str(Counter(found["off"])))
    assert len(found["swaps"]) == 2
    assert abs(statistics.median(found["off"])) <= OFF_FRAMES
    assert aya.evaluate("window.holes") == 0
    assert cuts_in_time(aya, found)


def test_every_frame_is_shown_by_the_frame_when_the_playhead_stands(aya: Page) -> None:
    for at, take, source in ((0, 0, 0), (99, 0, 99), (100, 1, 10), (149, 1, 59), (150, 2, 0)):
        aya.evaluate("(at) => CutPlay.go(at)", at)
        aya.wait_for_function("() => CutStage.isReady()")
        shown = aya.evaluate(
            """(at) => { const slot = CutStage.of(CutRoom.cut.items[at]);
              const { film } = slot;
              return [CutRoom.time.frame(film.currentTime), Number(film.style.opacity)]; }""",
            take,
        )
        assert shown == [source, 1]


def test_until_the_next_picture_is_ready_the_last_one_stays(aya: Page) -> None:
    seen = """() => CutStage.slots.filter((slot) => Number(slot.film.style.opacity) > 0.99)
      .map((slot) => slot.take)"""
    aya.evaluate("CutPlay.go(50)")
    aya.wait_for_function("() => CutStage.isReady()")
    aya.evaluate("() => { window.seen = " + seen + "; }")
    assert aya.evaluate("() => { CutPlay.go(210); return window.seen(); }") == [TAKES[1]]
    aya.wait_for_function("() => CutStage.isReady()")
    assert aya.evaluate(seen) == [TAKES[3]]


def test_a_dissolve_mixes_two_films_and_words_fade(aya: Page) -> None:
    aya.evaluate("CutRoom.move('trim_end', { id: CutRoom.cut.items[0].id, by: -20 })")
    aya.evaluate("CutRoom.move('dissolve', { id: CutRoom.cut.items[1].id, frames: 10 })")
    aya.evaluate("CutPlay.go(77)")
    aya.wait_for_function("() => CutStage.isReady()")
    weights = aya.evaluate(
        "CutRoom.cut.items.slice(0, 2).map((one) => Number(CutStage.of(one).film.style.opacity))"
    )
    # Frame 77 is the third of ten that begin at 75.
    assert weights == [1, 0.25]
    assert cuts_in_time(aya, play(aya))


def test_the_sound_of_every_piece_is_laid_by_samples_with_its_j_and_l_cuts(aya: Page) -> None:
    aya.evaluate("CutRoom.move('sound_offset', { id: CutRoom.cut.items[1].id, frames: -8 })")
    aya.evaluate("CutRoom.move('sound_offset', { id: CutRoom.cut.items[2].id, frames: 12 })")
    aya.evaluate("CutRoom.move('gain', { id: CutRoom.cut.items[2].id, gain_db: -6 })")
    laid = aya.evaluate(
        """CutAt.sounds(CutRoom.cut, CutRoom.lengths)
          .map((one) => [one.media, one.start_frame, one.frames, one.in_frame, one.gain_db])"""
    )
    assert laid == [
        [TAKES[1], 0, 92, 0, 0],
        [TAKES[2], 92, 70, 2, 0],
        [TAKES[3], 162, 88, 12, -6],
    ]
    aya.evaluate("CutPlay.go(85)")
    aya.keyboard.press(" ")
    aya.wait_for_function("() => CutPlay.frame() > 90")
    assert aya.evaluate("CutSound.running()") >= 2
    aya.keyboard.press("k")
    assert aya.evaluate("CutSound.running()") == 0


def test_the_decoded_sound_of_a_proxy_begins_where_its_picture_begins(aya: Page) -> None:
    """Browsers may count the frames with which an AAC encoder primes itself."""
    late = aya.evaluate(
        """async () => {
          const blob = await CutFiles.get(CutRoom.bin.takes[0].proxy_url);
          const sound = await new OfflineAudioContext(1, 1, 48000)
            .decodeAudioData(await blob.arrayBuffer());
          const first = sound.getChannelData(0).findIndex((one) => Math.abs(one) > 0.001);
          return [first, sound.length]; }"""
    )
    assert late[0] < 48_000 / 25 / 2


def test_j_runs_backwards_and_l_faster_and_faster(aya: Page) -> None:
    aya.evaluate("CutPlay.go(120)")
    aya.keyboard.press("j")
    aya.wait_for_function("() => CutPlay.frame() < 105")
    aya.keyboard.press("k")
    here = aya.evaluate("CutPlay.frame()")
    aya.keyboard.press("l")
    aya.keyboard.press("l")
    assert aya.evaluate("CutPlay.speed()") == 2
    aya.wait_for_function("(here) => CutPlay.frame() > here + 20", arg=here)
    aya.keyboard.press("k")
    assert aya.evaluate("CutPlay.speed()") == 0
