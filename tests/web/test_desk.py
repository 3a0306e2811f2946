"""The desk over HTTP: safe, merged, settled by people, and for the group alone."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from tests.cast import Cast
from tests.web.conftest import Visitor

START = "INT. KITCHEN - DAY\n\nLena waits.\n\nEXT. ROOF - DAY\n\nThe kite flies.\n"
JSON = {"Accept": "application/json"}


@pytest.fixture
def place(cast: Cast) -> str:
    """The address of the script on the desk of the Blue group."""
    return f"/projects/{cast.blue_film}/desk/script/script.fountain"


@pytest.fixture
def ben(at: Callable[[int], Visitor], cast: Cast) -> Visitor:
    """Another student of the Blue group."""
    return at(cast.ben)


def saved(who: Visitor, place: str, base: int, content: str) -> dict[str, object]:
    """Save as the script of the page does."""
    form = {"csrf_token": who.token(), "base": base, "content": content}
    answer = who.client.post(place, data=form, headers=JSON)
    assert answer.status_code == 200
    found: dict[str, object] = answer.get_json()
    return found


def test_a_form_without_a_script_keeps_the_text_and_goes_back(aya: Visitor, place: str) -> None:
    back = "/projects/1/script"
    answer = aya.post(place, base=0, content="INT. A\r\n", back=back)
    assert (answer.status_code, answer.location) == (303, back)
    there = aya.get(place).get_json()
    assert (there["number"], there["content"], there["by"]) == (1, "INT. A\n", "Aya")


def test_it_goes_back_to_our_own_pages_only(aya: Visitor, place: str) -> None:
    for elsewhere in ("https://example.org/", "//example.org", "/\\example.org"):
        assert "example" not in aya.post(place, content="x", back=elsewhere).location


def test_two_students_at_once_both_keep_what_they_wrote(
    aya: Visitor, ben: Visitor, place: str
) -> None:
    saved(aya, place, 0, START)
    saved(aya, place, 1, START.replace("Lena waits", "Lena sings"))
    both = saved(ben, place, 1, START.replace("kite flies", "kite falls"))
    assert both["merged"]
    assert "Lena sings" in str(both["content"])
    assert "kite falls" in str(both["content"])


def test_a_clash_is_a_page_with_both_writings_and_is_settled_by_a_form(
    aya: Visitor, ben: Visitor, place: str
) -> None:
    saved(aya, place, 0, START)
    saved(aya, place, 1, START.replace("Lena waits", "Lena sings"))
    answer = ben.post(place, base=1, content=START.replace("Lena waits", "<b>Lena</b> sleeps"))
    assert answer.status_code == 409
    assert "Lena sings" in answer.text
    assert "&lt;b&gt;Lena&lt;/b&gt; sleeps" in answer.text
    assert 'name="at scene 1"' in answer.text
    aside = ben.get(place.replace("/script/", "/script/versions/")).text
    assert "kept aside" in aside
    settled = ben.post(
        place.replace("/script/", "/script/settle/"), aside=3, base=1, **{"at scene 1": "mine"}
    )
    assert settled.status_code == 303
    assert "sleeps" in aya.get(place).get_json()["content"]


def test_what_clashes_with_a_third_is_asked_again(aya: Visitor, ben: Visitor, place: str) -> None:
    saved(aya, place, 0, START)
    saved(aya, place, 1, START.replace("waits", "sings"))
    first = saved(ben, place, 1, START.replace("waits", "sleeps").replace("flies", "falls"))
    assert [one["place"] for one in first["clashes"]] == ["scene 1"]  # type: ignore[attr-defined]
    saved(aya, place, 2, START.replace("waits", "sings").replace("flies", "burns"))
    form = {"aside": first["aside"], "base": 1, "at scene 1": "mine"}
    again = ben.post(place.replace("/script/", "/script/settle/"), **form)
    assert again.status_code == 409
    assert 'name="at scene 2"' in again.text


def test_an_earlier_writing_is_laid_there_again(aya: Visitor, place: str) -> None:
    saved(aya, place, 0, "INT. A\n")
    saved(aya, place, 1, "INT. B\n")
    aya.post(place.replace("/script/", "/script/back/"), number=1)
    assert aya.get(place).get_json()["content"] == "INT. A\n"
    versions = aya.get(f"{place.replace('/script/', '/script/versions/')}?version=2")
    assert "INT. B" in versions.text


def test_what_lies_on_the_desk_becomes_a_version(
    aya: Visitor, place: str, told: list[str], cast: Cast
) -> None:
    saved(aya, place, 0, START)
    answer = aya.post(f"/projects/{cast.blue_film}/desk/script/send")
    assert answer.status_code == 303
    assert told == ["new work"]
    assert "Safe: version 1 is kept" in aya.get(answer.location).text


def test_what_was_just_written_is_in_the_version_that_is_asked_for(
    aya: Visitor, place: str, told: list[str]
) -> None:
    answer = aya.post(place, base=0, content=START, do="send")
    assert answer.status_code == 303
    assert told == ["new work"]
    assert "Safe: version 1 is kept" in aya.get(answer.location).text
    assert aya.get(place).get_json()["content"] == START


def test_no_version_is_made_of_what_clashes(
    aya: Visitor, ben: Visitor, place: str, told: list[str]
) -> None:
    saved(aya, place, 0, START)
    saved(ben, place, 1, START.replace("waits", "sleeps"))
    answer = aya.post(place, base=1, content=START.replace("waits", "sings"), do="send")
    assert answer.status_code == 409
    assert told == []


def test_the_desk_is_for_the_group_alone(
    aya: Visitor, rosa: Visitor, marc: Visitor, place: str
) -> None:
    saved(aya, place, 0, START)
    for who, status in ((rosa, 404), (marc, 403)):
        assert who.get(place).status_code == status
        assert who.post(place, content="INT. MINE").status_code == status
        versions = place.replace("/script/", "/script/versions/")
        assert who.get(versions).status_code == status
    assert aya.client.post(place, data={"content": "no token"}).status_code == 400


def test_only_pictures_are_given_as_pictures(aya: Visitor, cast: Cast) -> None:
    place = f"/projects/{cast.blue_film}/desk/shot_list/boards/S01_P01.png"
    assert aya.get(place).status_code == 404
    photo = io.BytesIO()
    Image.new("RGB", (1600, 900), "navy").save(photo, "JPEG", comment=b"where and when")
    photo.seek(0)
    assert aya.post(place, content=(photo, "photo.jpg")).status_code == 303
    answer = aya.get(place)
    with Image.open(io.BytesIO(answer.data), formats=("PNG",)) as kept:
        assert kept.size == (1280, 720)
    assert b"where and when" not in answer.data
    wrong = aya.post(place, content=(io.BytesIO(b"\x89PNG not drawn"), "drawing.png"))
    assert wrong.status_code == 422
    assert answer.mimetype == "image/png"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    aya.post(place, content=(io.BytesIO(b""), "nothing.png"))
    assert aya.get(place).status_code == 404


def test_what_is_sent_is_not_lost_with_an_error(aya: Visitor, cast: Cast) -> None:
    answer = aya.post(f"/projects/{cast.blue_film}/desk/script/wrong.txt", content="A whole day")
    assert answer.status_code == 404
    assert "A whole day" in answer.text
