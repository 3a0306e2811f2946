"""The page of missing clips: Aya says what each clip is, and it is found from then on.

Her film was cut on Ben's computer. One file is there under two names, one is found by its length
only, one is not there at all. Marc looks and says nothing; Rosa of another group sees nothing.
"""

import html
import re
from collections.abc import Callable

import pytest

from pipeline import desk
from pipeline.documents.takes import Takes
from pipeline.editing.relink_choices import read_choices
from pipeline.files import LocalStore
from pipeline.records import Book, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileSide
from tests.cast import Cast
from tests.cut_elsewhere import CutElsewhere
from tests.film_days import hand_in, newest
from tests.web.conftest import Visitor

DOG = "S01_P01_T07_the_one_with_the_dog_that_barks.mov"


@pytest.fixture
def film(book: Book, store: LocalStore, cast: Cast) -> CutElsewhere:
    return CutElsewhere(book, store, cast)


@pytest.fixture
def takes(film: CutElsewhere) -> Takes:
    """The rushes, once the timeline was sent and matched."""
    takes = film.shoot()
    film.cut(takes)
    return takes


def page(cast: Cast) -> str:
    return f"/projects/{cast.blue_film}/edit/relink"


def sheets(text: str) -> list[str]:
    """The part of each clip on the page, in order."""
    return re.findall(r"<article.*?</article>", text, re.DOTALL)


def fields_of(part: str) -> dict[str, str]:
    """What the first form of a part sends without its button."""
    form = re.findall(r"<form.*?</form>", part, re.DOTALL)[0]
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found if name != "csrf_token"}


def say(who: Visitor, cast: Cast, number: int, medium: str) -> int:
    part = sheets(who.get(page(cast)).text)[number]
    return who.post(f"{page(cast)}/choose", **fields_of(part), medium=medium).status_code


def test_every_clip_that_is_not_sure_is_shown_in_the_order_of_the_film(
    aya: Visitor, cast: Cast, takes: Takes
) -> None:
    shown = sheets(aya.get(page(cast)).text)
    assert len(shown) == 3
    told = [("IMG_0001.MOV", "Several fit"), ("final cut 3.mp4", "Look at"), (DOG, "Not found")]
    for part, (name, standing) in zip(shown, told, strict=True):
        assert name in part
        assert standing in part
    assert "00:00:02:10" in shown[0]
    assert "and 1 more place" in shown[0]
    assert "Users/Ben/Videos" in shown[1]
    assert "only by its length" in shown[1]
    assert "S01_P01_T01" in shown[2]
    assert "another take of the shot" in shown[2]
    assert "thumbnails/S01_P02_T02.jpg" in shown[0]


def test_what_was_found_otherwise_says_by_what(aya: Visitor, cast: Cast, takes: Takes) -> None:
    shown = aya.get(page(cast)).text
    assert "1 clip was found under another name" in shown
    assert "by its name with another suffix" in shown


def test_the_pictures_of_the_proposals_are_there(aya: Visitor, cast: Cast, takes: Takes) -> None:
    for address in set(re.findall(r'<img[^>]* src="([^"]+)"', aya.get(page(cast)).text)):
        assert aya.get(address).status_code == 200


def test_an_answer_is_kept_sent_and_counts_from_then_on(
    aya: Visitor, cast: Cast, takes: Takes, film: CutElsewhere
) -> None:
    assert say(aya, cast, 0, "S01_P02_T02") == 303
    assert say(aya, cast, 2, "S01_P01_T02") == 303
    shown = aya.get(page(cast)).text
    assert shown.count("That is what you said") == 2
    sent = aya.post(f"{page(cast)}/send")
    assert sent.status_code == 303
    film.work(takes)
    again = aya.get(page(cast)).text
    assert [("final cut 3.mp4" in part) for part in sheets(again)] == [True]
    assert "you said so" in again
    film.cut(takes)
    assert len(sheets(aya.get(page(cast)).text)) == 1
    with film.book.reading() as session:
        last = newest(film.book, cast.blue_film, "edit")
        names = {one.name for one in revisions.files_of(session, last.id, FileSide.SENT)}
    assert names == {"cut.otio", "relink.csv"}


def test_an_answer_is_taken_back(aya: Visitor, cast: Cast, takes: Takes) -> None:
    say(aya, cast, 0, "S01_P02_T02")
    assert say(aya, cast, 0, "") == 303
    assert "That is what you said" not in aya.get(page(cast)).text
    assert "disabled" in aya.get(page(cast)).text.split("Send again with these")[0][-200:]


def test_two_who_answer_at_once_are_brought_together(
    aya: Visitor,
    at: Callable[[int], Visitor],
    book: Book,
    store: LocalStore,
    cast: Cast,
    takes: Takes,
) -> None:
    ben = at(cast.ben)
    first, second, _third = sheets(aya.get(page(cast)).text)
    aya.post(f"{page(cast)}/choose", **fields_of(first), medium="S01_P02_T01")
    ben.post(f"{page(cast)}/choose", **fields_of(second), medium="S02_P01_T02")
    place = Place(project_id=cast.blue_film, stage="edit", name="relink.csv")
    lying = desk.lying(book, store, place)
    assert lying
    said = {one.wanted.name: one.media for one in read_choices(lying.content.decode())}
    assert said == {"IMG_0001.MOV": "S01_P02_T01", "final cut 3.mp4": "S02_P01_T02"}
    clash = ben.post(f"{page(cast)}/choose", **fields_of(first), medium="S01_P02_T02")
    assert clash.status_code == 409
    assert "S01_P02_T01" in clash.text


def test_adults_look_and_change_nothing(marc: Visitor, cast: Cast, takes: Takes) -> None:
    shown = marc.get(page(cast)).text
    assert len(sheets(shown)) == 3
    assert "This is it" not in shown
    assert "Send again" not in shown
    assert marc.post(f"{page(cast)}/send").status_code == 403
    asked = {"name": DOG, "medium": "S01_P01_T01"}
    assert marc.post(f"{page(cast)}/choose", **asked).status_code == 403


def test_another_group_finds_no_such_page(rosa: Visitor, cast: Cast, takes: Takes) -> None:
    assert rosa.get(page(cast)).status_code == 404
    assert rosa.post(f"{page(cast)}/choose", name=DOG, medium="").status_code == 404
    assert rosa.post(f"{page(cast)}/send").status_code == 404


def test_only_what_the_timeline_asks_and_the_rushes_have_can_be_said(
    aya: Visitor, cast: Cast, takes: Takes
) -> None:
    asked = fields_of(sheets(aya.get(page(cast)).text)[0])
    for wrong in ({"medium": "/etc/passwd"}, {"medium": "S01_P02_T01", "name": "other"}):
        assert aya.post(f"{page(cast)}/choose", **(asked | wrong)).status_code == 404


def test_while_a_mentor_looks_nothing_new_is_sent(
    aya: Visitor, book: Book, cast: Cast, takes: Takes
) -> None:
    say(aya, cast, 2, "S01_P01_T02")
    hand_in(book, cast, "edit")
    shown = aya.get(page(cast)).text
    assert len(sheets(shown)) == 3
    assert "This is it" not in shown
    assert "Send again with these" not in shown
    assert aya.post(f"{page(cast)}/send").status_code in (403, 409)


def test_before_there_is_a_timeline_the_page_says_so(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    assert "There is no timeline yet" in aya.get(page(cast)).text


def test_a_version_that_is_not_read_yet_says_so(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    film.shoot()
    assert "is not matched with the rushes yet" in aya.get(page(cast)).text


def test_the_page_of_the_stage_has_a_door_with_how_many_wait(
    aya: Visitor, cast: Cast, takes: Takes
) -> None:
    shown = aya.get(f"/projects/{cast.blue_film}/edit").text
    assert re.search(r'edit/relink">.*?Missing clips <b class="door-count">3</b>', shown, re.DOTALL)
