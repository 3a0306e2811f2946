"""The cutting room in a real browser: Aya drags, trims, splits, fades, and takes it all back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cutting import (
    TAKES,
    OpenRoom,
    clip,
    drag,
    frame,
    item,
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


def test_a_take_is_dragged_from_the_bin_between_two_shots(aya: Page) -> None:
    assert items(aya) == START
    take = aya.locator(f"[data-take={TAKES[0]}] .still")
    second = clip(aya, 1).bounding_box()
    box = take.bounding_box()
    assert second
    assert box
    aya.mouse.move(box["x"] + 50, box["y"] + 40)
    aya.mouse.down()
    aya.mouse.move(box["x"] - 20, box["y"] + 200, steps=4)
    aya.mouse.move(second["x"] + 4, second["y"] + 30, steps=4)
    expect(aya.locator(".ghost")).to_be_visible()
    expect(aya.locator(".dropping")).to_have_count(1)
    aya.mouse.up()
    expect(aya.locator(".ghost")).to_have_count(0)
    assert items(aya) == [START[0], (TAKES[0], 0, 100), *START[1:]]
    expect(aya.locator(f"[data-take={TAKES[0]}] [data-used]")).to_have_text("in the film 1×")
    kept(aya)
    assert [one["take"] for one in on_desk(aya)["cut"]["items"]][1] == TAKES[0]


def test_edges_trim_by_frames_and_stop_where_the_take_ends(aya: Page) -> None:
    clip(aya, 1).click()
    ends = clip(aya, 1).locator("[data-grip=end]")
    drag(aya, ends, 10 * scale(aya))
    assert items(aya)[1] == (TAKES[2], 10, 60)
    drag(aya, ends, 400 * scale(aya))
    assert items(aya)[1] == (TAKES[2], 10, 90)
    drag(aya, clip(aya, 1).locator("[data-grip=start]"), 5 * scale(aya))
    assert items(aya)[1] == (TAKES[2], 15, 85)
    assert frame(aya) == 100
    # The playhead shows the new first frame.
    aya.wait_for_function("() => CutStage.isReady()")
    shown = "CutRoom.time.frame(CutStage.of(CutRoom.cut.items[1]).film.currentTime)"
    assert aya.evaluate(shown) == 15


def test_a_shot_is_put_elsewhere_by_dragging_and_by_keys(aya: Page) -> None:
    first, last = clip(aya, 0).bounding_box(), clip(aya, 2).bounding_box()
    assert first
    assert last
    aya.mouse.move(first["x"] + 100, first["y"] + 40)
    aya.mouse.down()
    aya.mouse.move(last["x"] + last["width"] - 8, first["y"] + 40, steps=6)
    aya.mouse.up()
    assert items(aya) == [START[1], START[2], START[0]]
    clip(aya, 2).click()
    aya.keyboard.press("Alt+ArrowLeft")
    assert items(aya) == [START[1], START[0], START[2]]


def test_corners_fade_a_diamond_dissolves_and_the_sound_has_an_edge_of_its_own(aya: Page) -> None:
    clip(aya, 1).click()
    drag(aya, clip(aya, 1).locator("[data-grip=fade_out]"), -8 * scale(aya))
    assert item(aya, 1, "fade_out_frames") == 8
    clip(aya, 0).click()
    drag(aya, clip(aya, 0).locator("[data-grip=end]"), -12 * scale(aya))
    clip(aya, 1).click()
    drag(aya, clip(aya, 1).locator("[data-grip=dissolve]"), 4 * scale(aya))
    assert item(aya, 1, "dissolve_frames") == 8
    edge = aya.locator(".own").nth(1).locator("[data-grip=sound]")
    drag(aya, edge, -9 * scale(aya))
    assert item(aya, 1, "sound_offset") == -9
    kept(aya)
    assert on_desk(aya)["cut"]["items"][1]["sound_offset"] == -9


def test_everything_can_be_taken_back_also_after_the_page_was_loaded_again(aya: Page) -> None:
    aya.evaluate("CutPlay.go(40)")
    aya.keyboard.press("s")
    clip(aya, 1).click()
    aya.keyboard.press("Delete")
    aya.keyboard.press("Home")
    aya.keyboard.press("g")
    after = items(aya)
    assert len(after) == 4
    kept(aya)
    aya.reload()
    aya.wait_for_selector("[data-begun]")
    assert items(aya) == after
    for _ in range(3):
        aya.keyboard.press("Control+z")
    assert items(aya) == START
    assert aya.get_by_role("button", name="Undo").is_disabled()
    for _ in range(3):
        aya.keyboard.press("Control+Shift+z")
    assert items(aya) == after
    expect(aya.locator("[data-says]")).to_have_text("Done again: Put in")
    kept(aya)


def test_hands_stay_on_the_keys(aya: Page) -> None:
    aya.keyboard.press("ArrowRight")
    aya.keyboard.press("Shift+ArrowRight")
    assert frame(aya) == 11
    aya.keyboard.press("i")
    assert items(aya)[0] == (TAKES[1], 11, 89)
    aya.keyboard.press("End")
    assert frame(aya) == 238
    aya.keyboard.press("Home")
    aya.keyboard.press("ArrowDown")
    assert frame(aya) == 89
    for _ in range(3):
        aya.keyboard.press("Shift+ArrowRight")
    aya.keyboard.press("o")
    assert items(aya)[1] == (TAKES[2], 10, 31)
    aya.keyboard.press("Shift+Delete")
    assert items(aya)[1] == ("gap", 0, 31)
    aya.keyboard.press("?")
    expect(aya.locator("#cutter-keys")).to_be_visible()
    aya.keyboard.press("Escape")
    expect(aya.locator("#cutter-keys")).to_be_hidden()


def test_the_strip_is_reached_read_and_changed_without_a_mouse(aya: Page) -> None:
    clip(aya, 0).focus()
    expect(clip(aya, 0)).to_have_attribute(
        "aria-label", f"{TAKES[1]}, 100 frames, from 00:00:00:00"
    )
    aya.keyboard.press("ArrowDown")
    expect(clip(aya, 1)).to_be_focused()
    expect(clip(aya, 1)).to_have_attribute("aria-selected", "true")
    assert aya.locator(".clip[tabindex='0']").count() == 1
    aya.keyboard.press("Enter")
    first = aya.get_by_role("group", name="Begins at frame")
    expect(first.get_by_role("button", name="-10 frames")).to_be_focused()
    aya.keyboard.press("Enter")
    assert items(aya)[1] == (TAKES[2], 0, 60)
    aya.keyboard.press("Enter")
    expect(aya.locator("[data-says]")).to_have_text("There is no more here")


def test_a_take_is_looked_at_alone_and_only_its_marked_part_goes_in(aya: Page) -> None:
    aya.get_by_role("button", name=f"Look at {TAKES[0]}").click()
    for _ in range(2):
        aya.keyboard.press("Shift+ArrowRight")
    aya.keyboard.press("i")
    aya.keyboard.press("Shift+ArrowRight")
    aya.keyboard.press("o")
    expect(aya.locator("[data-source-part]")).to_have_text("11 frames: 20 to 30")
    aya.locator("[data-source]").get_by_role("button", name="Into the film").click()
    assert (TAKES[0], 20, 11) in items(aya)
    expect(aya.locator("[data-source]")).to_be_hidden()


def test_words_lie_over_the_picture_and_on_black(aya: Page) -> None:
    aya.evaluate("CutPlay.go(20)")
    aya.keyboard.press("t")
    expect(aya.locator("#piece-text")).to_be_focused()
    aya.keyboard.type("The kite\nby Aya")
    expect(aya.locator(".stage-words .over")).to_have_text("The kite\nby Aya")
    aya.get_by_role("toolbar").get_by_role("button", name="Words on black").click()
    # The field of the piece before stands there until that of the new one comes.
    expect(aya.locator("#piece-text")).to_have_value("Your words")
    aya.locator("#piece-text").fill("The end")
    aya.get_by_role("tab", name="Takes").click()
    expect(aya.locator(".stage-words .black")).to_have_text("The end")
    kept(aya)
    cut = on_desk(aya)["cut"]
    # They lie over what they lay over, which begins three seconds later now.
    assert [(one["text"], one["start_frame"]) for one in cut["titles"]] == [
        ("The kite\nby Aya", 95)
    ]
    assert "The end" in [one["text"] for one in cut["items"]]


def test_sounds_lie_on_tracks_of_their_own_with_a_volume_each(aya: Page) -> None:
    aya.get_by_role("tab", name="Sound").click()
    aya.get_by_role("button", name="Lay song at the playhead").click()
    aya.get_by_role("tab", name="Sound").click()
    volume = aya.get_by_label("Volume of Music")
    volume.focus()
    for _ in range(6):
        aya.keyboard.press("ArrowLeft")
    expect(aya.locator("[data-track-says]")).to_have_text("−6 dB")
    aya.get_by_role("button", name="Add a track").click()
    aya.get_by_role("button", name="Lay song at the playhead").click()
    kept(aya)
    tracks = on_desk(aya)["cut"]["tracks"]
    assert [(one["role"], one["gain_db"], len(one["sounds"])) for one in tracks] == [
        ("music", -6.0, 1),
        ("effects", 0.0, 1),
    ]
    aya.keyboard.press("Control+z")
    aya.keyboard.press("Control+z")
    aya.keyboard.press("Control+z")
    expect(aya.locator("[data-track-says]")).to_have_text("0 dB")


def test_a_finger_trims_by_large_buttons_and_pulls_the_film_under_the_playhead(
    open_room: OpenRoom,
) -> None:
    page = open_room("Aya", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("CutStrip.box.scrollTo({ left: 100 * CutStrip.scale() + 12 })")
    page.wait_for_function("() => CutPlay.frame() > 100")
    clip(page, 1).click()
    expect(page.get_by_role("tab", name="This piece")).to_have_attribute("aria-selected", "true")
    buttons = page.get_by_role("group", name="Frames long")
    box = buttons.get_by_role("button", name="-1 frames").bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["y"] + box["height"] < 900
    buttons.get_by_role("button", name="-1 frames").click()
    assert items(page)[1] == (TAKES[2], 10, 49)
    assert frame(page) == 148
    page.get_by_role("tab", name="Takes").click()
    page.get_by_role("button", name=f"Put {TAKES[0]} into the film").click()
    assert items(page)[2] == (TAKES[0], 0, 100)


def test_a_mentor_looks_and_cannot_change_anything(open_room: OpenRoom) -> None:
    page = open_room("Marc")
    page.keyboard.press("Delete")
    page.keyboard.press("s")
    assert items(page) == START
    expect(page.locator(".cutter-side")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    assert frame(page) == 1


def test_shots_that_nobody_has_filmed_are_holes_among_the_takes(aya: Page) -> None:
    aya.evaluate(
        """() => { const hole = { name: "S01_P03", scene: "1", shot: 3, description: "The wall" };
          CutRoom.setBin({ ...CutRoom.bin, holes: [hole] });
          CutRoom.draw("bin"); }"""
    )
    shown = aya.locator("[data-bin] [data-name]").all_inner_texts()
    assert shown == [*TAKES[:3], "S01_P03", TAKES[3]]
    hole = aya.locator("[data-bin] .hole")
    expect(hole).to_contain_text("Not filmed yet")
    expect(hole).to_contain_text("The wall")
    expect(hole.get_by_role("button", name="Look at")).to_be_disabled()


def touch(page: Page, kind: str, selector: str, x: float, y: float) -> None:
    """A finger, as the page hears it."""
    page.evaluate(
        """([kind, selector, x, y]) => document.querySelector(selector).dispatchEvent(
          new PointerEvent(kind, { pointerId: 7, pointerType: "touch", isPrimary: true,
            clientX: x, clientY: y, bubbles: true, cancelable: true }))""",
        [kind, selector, x, y],
    )


def test_a_finger_that_rests_on_a_take_carries_it_and_one_that_moves_on_does_not(
    open_room: OpenRoom,
) -> None:
    page = open_room("Aya", width=390)
    take = f"[data-take={TAKES[0]}]"
    box = page.locator(f"{take} .still").bounding_box()
    strip = page.locator("[data-strip]").bounding_box()
    assert box
    assert strip
    x, y = box["x"] + 40, box["y"] + 30
    touch(page, "pointerdown", f"{take} .still", x, y)
    touch(page, "pointermove", f"{take} .still", x, y - 30)
    touch(page, "pointerup", f"{take} .still", x, y - 30)
    assert items(page) == START
    touch(page, "pointerdown", f"{take} .still", x, y)
    expect(page.locator(".ghost")).to_be_attached()
    touch(page, "pointermove", f"{take} .still", strip["x"] + 200, strip["y"] + 60)
    touch(page, "pointerup", f"{take} .still", strip["x"] + 200, strip["y"] + 60)
    assert items(page) == [(TAKES[0], 0, 100), *START]


def test_time_runs_from_left_to_right_on_an_arabic_page_too(aya: Page) -> None:
    with aya.expect_navigation():
        aya.select_option("#language", "ar")
    aya.wait_for_selector("[data-begun]")
    assert aya.evaluate("document.documentElement.dir") == "rtl"
    places = [clip(aya, at).bounding_box() for at in range(3)]
    lefts = [box["x"] for box in places if box]
    assert lefts == sorted(lefts)
    side = aya.locator(".cutter-side").bounding_box()
    screen = aya.locator(".cutter-screen").bounding_box()
    assert side
    assert screen
    assert side["x"] < screen["x"]
    aya.keyboard.press("ArrowRight")
    assert frame(aya) == 1
    clip(aya, 1).click()
    drag(aya, clip(aya, 1).locator("[data-grip=end]"), -10 * scale(aya))
    assert items(aya)[1] == (TAKES[2], 10, 40)


def test_what_is_checked_is_what_was_cut_last(aya: Page) -> None:
    aya.keyboard.press("ArrowRight")
    aya.keyboard.press("i")
    aya.get_by_role("button", name="Keep it safe and check it").click()
    aya.wait_for_url("**/edit")
    assert items_on_desk(aya) == [99, 50, 100]


def items_on_desk(page: Page) -> list[int]:
    """The lengths of the pieces, read from another page."""
    found = page.evaluate("async (from) => (await fetch(from)).json()", f"{page.url}/cut.json")
    return [one["frames"] for one in found["cut"]["items"]]
