"""The cutter: Aya and Ben cut the film of the Blue group in the browser, Marc looks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records import Book, desks
from pipeline.records.desks import Place
from tests.cast import Cast
from tests.rushes_to_cut import lay_rushes
from tests.table_of_takes import Bench
from tests.web.conftest import Visitor


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips that were made once."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture
def film(book: Book, store: LocalStore, cast: Cast, media: Path) -> str:
    """The address of the edit of a film whose rushes are approved."""
    lay_rushes(Bench(book, store, media), cast)
    return f"/projects/{cast.blue_film}/edit"


@pytest.fixture
def ben(at: Callable[[int], Visitor], cast: Cast) -> Visitor:
    """Another student of the Blue group."""
    return at(cast.ben)


def cut_of(who: Visitor, film: str) -> dict[str, Any]:
    answer = who.get(f"{film}/cut.json")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def keep(who: Visitor, film: str, base: int, cut: dict[str, Any]) -> TestResponse:
    """Keep a cut as the script of the room does."""
    return who.client.post(
        f"{film}/cut", json={"base": base, "cut": cut}, headers={"X-CSRFToken": who.token()}
    )


def versions(book: Book, cast: Cast) -> list[tuple[int, str, bool]]:
    place = Place(project_id=cast.blue_film, stage="edit", name="edit.otio")
    with book.reading() as session:
        return [(one.number, one.by, one.aside) for one in desks.versions(session, place)]


def test_the_room_opens_with_the_assembly_and_the_bin(aya: Visitor, film: str) -> None:
    found = cut_of(aya, film)
    assert [one["take"] for one in found["cut"]["items"]] == [
        "S01_P01_T02",
        "S01_P02_T01",
        "S02_P01_T01",
    ]
    assert (found["number"], found["rate"], found["reasons"]) == (0, "25", [])
    assert found["cut"]["items"][1]["in_frame"] == 10
    takes = {one["name"]: one for one in found["bin"]["takes"]}
    assert takes["S01_P02_T01"]["out_frame"] == 60
    assert takes["S01_P01_T01"]["rating"] == "no_good"
    assert takes["S01_P01_T01"]["planned"] is True
    assert found["bin"]["sounds"][0]["frames"] == 500


def test_everything_in_the_bin_can_be_played_from_any_place(aya: Visitor, film: str) -> None:
    bin_ = cut_of(aya, film)["bin"]
    take, sound = bin_["takes"][0], bin_["sounds"][0]
    urls = [take[name] for name in ("proxy_url", "thumbnail_url", "waveform_url")]
    for url in (*urls, take["sheet"]["url"], sound["url"], sound["waveform_url"]):
        answer = aya.get(url, headers={"Range": "bytes=100-199"})
        assert (answer.status_code, len(answer.data)) == (206, 100)


def test_a_kept_cut_is_a_version_of_the_desk_and_comes_back_as_it_was(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, film: str
) -> None:
    cut = cut_of(aya, film)["cut"]
    cut["items"][1] |= {"dissolve_frames": 9, "sound_offset": -4, "gain_db": -3.5}
    cut["items"][0]["frames"] = 60
    cut["titles"] = [{"id": "t1", "text": "Hey", "start_frame": 5, "frames": 20}]
    answer = keep(aya, film, 0, cut)
    assert answer.json == {"number": 2}
    again = cut_of(aya, film)
    assert again["number"] == 2
    assert again["cut"]["items"] == cut["items"]
    assert again["cut"]["titles"][0]["text"] == "Hey"
    assert versions(book, cast) == [(2, "Aya", False), (1, "", False)]
    place = Place(project_id=cast.blue_film, stage="edit", name="edit.otio")
    lying = desk.lying(book, store, place)
    assert lying
    assert json.loads(lying.content)["OTIO_SCHEMA"] == "Timeline.1"


def test_two_who_cut_at_once_lose_nothing_and_nothing_is_merged(
    aya: Visitor, ben: Visitor, book: Book, cast: Cast, film: str
) -> None:
    start = cut_of(aya, film)
    hers, his = (json.loads(json.dumps(start["cut"])) for _ in range(2))
    hers["items"] = hers["items"][:2]
    his["items"][0]["frames"] = 12
    assert keep(aya, film, start["number"], hers).json == {"number": 2}
    answer = keep(ben, film, start["number"], his)
    assert answer.status_code == 409
    assert answer.json["number"] == 2
    assert answer.json["by"] == "Aya"
    assert answer.json["aside"] == 3
    assert answer.json["cut"]["items"] == hers["items"]
    assert versions(book, cast)[0] == (3, "Ben", True)
    assert cut_of(ben, film)["cut"]["items"] == hers["items"]


def test_a_mentor_looks_and_changes_nothing(marc: Visitor, film: str) -> None:
    found = cut_of(marc, film)
    assert found["is_maker"] is False
    assert keep(marc, film, 0, found["cut"]).status_code == 403
    page = marc.get(f"{film}/cut")
    assert page.status_code == 200
    assert "data-maker" not in page.text


def test_another_group_finds_nothing_there(rosa: Visitor, aya: Visitor, film: str) -> None:
    cut = cut_of(aya, film)["cut"]
    assert rosa.get(f"{film}/cut").status_code == 404
    assert rosa.get(f"{film}/cut.json").status_code == 404
    assert keep(rosa, film, 0, cut).status_code == 404
