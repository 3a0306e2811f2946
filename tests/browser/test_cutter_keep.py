"""What the cutting room keeps: without a network, after a reload, and when two cut at once."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.cutting import (
    TAKES,
    OpenRoom,
    clip,
    items,
    kept,
    media,
    on_desk,
    open_room,
    rushes,
    soon,
)
from tests.browser.patience import until

__all__ = ["media", "open_room", "rushes", "soon"]
FRAMES = [100, 50, 100]
IS_KEPT = """async () => {
  const used = [...document.querySelectorAll("script[src], link[rel=stylesheet]")];
  const all = [location.href, ...used.map((one) => one.src || one.href)];
  return (await Promise.all(all.map((one) => caches.match(one)))).every(Boolean);
}"""
"""This very page lies on the device, and all that it is made of."""


def lengths(page: Page) -> list[int]:
    return [frames for _take, _first, frames in items(page)]


def on_the_desk(page: Page) -> list[int]:
    return [one["frames"] for one in on_desk(page)["cut"]["items"]]


def longer(page: Page, at: int, times: int = 1) -> None:
    """Let the end of a piece move by single frames, by its buttons."""
    clip(page, at).click()
    page.get_by_role("tab", name="This piece").click()
    for _ in range(times):
        page.get_by_role("group", name="Frames long").get_by_role("button", name="-1 f").click()


def test_what_is_cut_without_a_network_is_kept_here_and_goes_out_by_itself(
    open_room: OpenRoom, site: Site
) -> None:
    aya = open_room("Aya", may_say="503")
    site.wire.is_cut = True
    longer(aya, 0, 3)
    state = aya.locator("[data-cut-state]")
    expect(state).to_have_attribute("data-state", "waiting")
    expect(state).to_contain_text("Waits for the network")
    assert lengths(aya) == [97, 50, 100]
    site.wire.is_cut = False
    kept(aya)
    expect(state).to_have_text("Kept")
    assert on_the_desk(aya) == [97, 50, 100]


def test_what_waits_on_the_device_survives_that_the_page_is_closed(
    open_room: OpenRoom, site: Site
) -> None:
    aya = open_room("Aya", may_say="503")
    address = aya.url
    site.wire.is_cut = True
    longer(aya, 2, 4)
    expect(aya.locator("[data-cut-state]")).to_have_attribute("data-state", "waiting")
    aya.goto("about:blank")
    site.wire.is_cut = False
    aya.goto(address)
    aya.wait_for_selector("[data-begun]")
    assert lengths(aya) == [100, 50, 96]
    kept(aya)
    assert on_the_desk(aya) == [100, 50, 96]
    for _ in range(4):
        aya.keyboard.press("Control+z")
    assert lengths(aya) == FRAMES


def test_what_somebody_else_cuts_comes_in_and_can_be_taken_back(open_room: OpenRoom) -> None:
    aya, ben = open_room("Aya"), open_room("Ben")
    longer(aya, 1, 2)
    kept(aya)
    expect(ben.locator("[data-says]")).to_have_text("Somebody else has changed the cut")
    assert lengths(ben) == [100, 48, 100]
    ben.keyboard.press("Control+z")
    assert lengths(ben) == FRAMES
    kept(ben)
    expect(aya.locator("[data-says]")).to_have_text("Somebody else has changed the cut")
    assert lengths(aya) == FRAMES


def both(open_room: OpenRoom, site: Site) -> tuple[Page, Page]:
    """Aya cuts without a network; Ben meanwhile, with one; hers comes too late."""
    aya, ben = open_room("Aya", may_say="409"), open_room("Ben")
    aya.context.set_offline(True)
    longer(aya, 0, 5)
    longer(ben, 2, 7)
    kept(ben)
    aya.context.set_offline(False)
    return aya, ben


def test_two_cuts_made_at_once_are_shown_and_mine_goes_on_if_i_say_so(
    open_room: OpenRoom, site: Site
) -> None:
    aya, ben = both(open_room, site)
    clash = aya.locator("#cutter-clash")
    expect(clash).to_be_visible()
    expect(aya.locator("[data-cut-state]")).to_contain_text("Somebody else has cut meanwhile")
    expect(clash.locator("[data-by-whom]").last).to_have_text("Ben")
    expect(clash.locator(".mini")).to_have_count(6)
    assert lengths(aya) == [95, 50, 100]
    assert on_the_desk(ben) == [100, 50, 93]
    clash.get_by_role("button", name="Go on with mine").click()
    kept(aya)
    assert on_the_desk(aya) == [95, 50, 100]
    expect(ben.locator("[data-says]")).to_have_text("Somebody else has changed the cut")
    assert lengths(ben) == [95, 50, 100]
    ben.keyboard.press("Control+z")
    assert lengths(ben) == [100, 50, 93]


def test_or_theirs_goes_on_and_mine_is_one_step_back(open_room: OpenRoom, site: Site) -> None:
    aya, _ben = both(open_room, site)
    clash = aya.locator("#cutter-clash")
    clash.get_by_role("button", name="Go on with theirs").click()
    expect(clash).to_be_hidden()
    kept(aya)
    assert lengths(aya) == on_the_desk(aya) == [100, 50, 93]
    aya.keyboard.press("Control+z")
    assert lengths(aya) == [95, 50, 100]
    kept(aya)
    assert on_the_desk(aya) == [95, 50, 100]


def test_the_film_is_empty_and_says_where_it_begins(open_room: OpenRoom) -> None:
    aya = open_room("Aya")
    for _ in range(3):
        clip(aya, 0).click()
        aya.keyboard.press("Delete")
    expect(aya.locator(".strip-empty")).to_contain_text("Your film begins here")
    kept(aya)
    aya.get_by_role("button", name=f"Put {TAKES[0]} into the film").click()
    assert items(aya) == [(TAKES[0], 0, 100)]
    kept(aya)


def test_the_room_opens_without_a_network_with_what_waits_in_it(
    open_room: OpenRoom, site: Site
) -> None:
    aya = open_room("Aya", may_say="503")
    until(aya, IS_KEPT)
    site.wire.is_cut = True
    longer(aya, 0, 2)
    expect(aya.locator("[data-cut-state]")).to_have_attribute("data-state", "waiting")
    aya.reload()
    aya.wait_for_selector("[data-begun]")
    assert lengths(aya) == [98, 50, 100]
    site.wire.is_cut = False
    kept(aya)
    assert on_the_desk(aya) == [98, 50, 100]
