"""With Alt held, Aya moves a cut, shows other frames of a take, and replaces a take by another."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.at_the_page import held
from tests.browser.cutting import (
    TAKES,
    OpenRoom,
    clip,
    drag,
    frame,
    items,
    kept,
    media,
    on_desk,
    open_room,
    rushes,
    soon,
)

__all__ = ["media", "open_room", "rushes", "soon"]
START = [(TAKES[1], 0, 100), (TAKES[2], 10, 50), (TAKES[3], 0, 100)]


@pytest.fixture
def aya(open_room: OpenRoom) -> Page:
    """Aya in the room, on a wide screen."""
    return open_room("Aya", width=1440)


def scale(page: Page) -> float:
    return float(page.evaluate("CutStrip.scale()"))


def test_an_edge_that_is_pulled_with_alt_moves_the_cut_and_the_film_stays_as_long(
    aya: Page,
) -> None:
    clip(aya, 1).click()
    with held(aya, "Alt"):
        drag(aya, clip(aya, 1).locator("[data-grip=start]"), -6 * scale(aya))
    assert items(aya) == [(TAKES[1], 0, 94), (TAKES[2], 4, 56), START[2]]
    assert frame(aya) == 94
    expect(aya.locator("[data-says]")).to_have_text("Cut moved")
    with held(aya, "Alt"):
        drag(aya, clip(aya, 1).locator("[data-grip=start]"), -60 * scale(aya))
    assert items(aya) == [(TAKES[1], 0, 90), (TAKES[2], 0, 60), START[2]]
    with held(aya, "Alt"):
        drag(aya, clip(aya, 1).locator("[data-grip=end]"), 8 * scale(aya))
    assert items(aya) == [(TAKES[1], 0, 90), (TAKES[2], 0, 68), (TAKES[3], 8, 92)]
    kept(aya)
    assert [one["frames"] for one in on_desk(aya)["cut"]["items"]] == [90, 68, 92]
    for _ in range(3):
        aya.keyboard.press("Control+z")
    assert items(aya) == START
    clip(aya, 0).click()
    with held(aya, "Alt"):
        drag(aya, clip(aya, 0).locator("[data-grip=start]"), 5 * scale(aya))
    assert items(aya) == [(TAKES[1], 5, 95), *START[1:]]


def test_the_middle_that_is_pulled_with_alt_shows_other_frames_in_the_same_place(
    aya: Page,
) -> None:
    clip(aya, 1).click()
    with held(aya, "Alt"):
        drag(aya, clip(aya, 1), -12 * scale(aya))
    assert items(aya) == [START[0], (TAKES[2], 22, 50), START[2]]
    with held(aya, "Alt"):
        drag(aya, clip(aya, 1), -90 * scale(aya))
    assert items(aya)[1] == (TAKES[2], 50, 50)
    with held(aya, "Alt"):
        drag(aya, clip(aya, 1), 90 * scale(aya))
    assert items(aya)[1] == (TAKES[2], 0, 50)
    aya.keyboard.press("Escape")
    box = clip(aya, 0).bounding_box()
    assert box
    with held(aya, "Alt"):
        aya.mouse.move(box["x"] + 150, box["y"] + 40)
        aya.mouse.down()
        aya.mouse.move(box["x"] + 120, box["y"] + 40, steps=3)
        expect(aya.locator(".held")).to_have_attribute("data-frames", "100 frames: 0 to 99")
        aya.keyboard.press("Escape")
        aya.mouse.up()
    assert items(aya)[0] == START[0]


def test_two_keys_roll_the_cut_and_with_shift_slip_the_take(aya: Page) -> None:
    clip(aya, 1).click()
    aya.keyboard.press("Comma")
    aya.keyboard.press("Comma")
    assert items(aya) == [(TAKES[1], 0, 98), (TAKES[2], 8, 52), START[2]]
    aya.keyboard.press("Period")
    assert items(aya)[:2] == [(TAKES[1], 0, 99), (TAKES[2], 9, 51)]
    aya.keyboard.press("Shift+Period")
    assert items(aya)[:2] == [(TAKES[1], 0, 99), (TAKES[2], 10, 51)]
    for _ in range(11):
        aya.keyboard.press("Shift+Comma")
    assert items(aya)[1] == (TAKES[2], 0, 51)
    expect(aya.locator("[data-says]")).to_have_text("There is no more here")
    aya.keyboard.press("?")
    expect(aya.locator("#cutter-keys")).to_contain_text("the cut before the piece earlier, later")


def test_a_take_that_is_dropped_on_a_shot_with_alt_comes_in_its_place(aya: Page) -> None:
    still = aya.locator(f"[data-take={TAKES[0]}] .still").bounding_box()
    shot = clip(aya, 1).bounding_box()
    assert still
    assert shot
    with held(aya, "Alt"):
        aya.mouse.move(still["x"] + 50, still["y"] + 40)
        aya.mouse.down()
        aya.mouse.move(shot["x"] + 60, shot["y"] + 30, steps=6)
        expect(clip(aya, 1)).to_have_attribute("data-frames", "Another take")
        expect(aya.locator(".dropping")).to_have_count(0)
        aya.mouse.up()
    assert items(aya) == [START[0], (TAKES[0], 0, 50), START[2]]
    expect(clip(aya, 1)).not_to_have_attribute("data-frames", "Another take")
    kept(aya)
    assert on_desk(aya)["cut"]["items"][1]["take"] == TAKES[0]


def test_a_finger_rolls_slips_and_replaces_by_the_sheet_of_the_piece(open_room: OpenRoom) -> None:
    page = open_room("Aya", width=390)
    clip(page, 1).click()
    roll = page.get_by_role("group", name="The cut before it, at frame")
    expect(roll.locator("output")).to_have_text("100")
    box = roll.get_by_role("button", name="-10 frames").bounding_box()
    assert box
    assert box["height"] >= 44
    roll.get_by_role("button", name="-10 frames").click()
    assert items(page)[:2] == [(TAKES[1], 0, 90), (TAKES[2], 0, 60)]
    expect(roll.locator("output")).to_have_text("90")
    slip = page.get_by_role("group", name="Other frames in the same place, from frame")
    slip.get_by_role("button", name="+1 frames").click()
    assert items(page)[1] == (TAKES[2], 1, 60)
    takes = page.get_by_label("Another take in its place")
    assert takes.locator("option").all_inner_texts() == [TAKES[2], *TAKES[:2], TAKES[3]]
    takes.select_option(TAKES[3])
    assert items(page) == [(TAKES[1], 0, 90), (TAKES[3], 0, 60), START[2]]
    expect(page.locator("[data-piece-name]")).to_have_text(TAKES[3])
    clip(page, 0).click()
    expect(roll).to_be_hidden()
