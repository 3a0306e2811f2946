"""The cutter: Aya and Ben cut the film of the Blue group in the browser, Marc looks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from pipeline import desk
from pipeline.desk import put_bytes
from pipeline.documents.json import from_json
from pipeline.documents.takes import Takes
from pipeline.files import LocalStore
from pipeline.records import Book, desks, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide
from pipeline.timeline.writing import assemble
from tests.cast import Cast, project_of
from tests.laid_papers import SHOTS
from tests.pipeline.timeline.otio_text import clip, timeline, track
from tests.rushes_to_cut import Shooting, lay_rushes
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
    found: dict[str, Any] = json.loads(answer.data)
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
    told = json.loads(answer.data)
    assert (told["number"], told["by"], told["aside"]) == (2, "Aya", 3)
    assert told["cut"]["items"] == hers["items"]
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


def do(who: Visitor, film: str, base: int, move: str, **values: object) -> TestResponse:
    """Press the button of a form."""
    fields = {name: str(value) for name, value in values.items()}
    return who.post(f"{film}/cut/do", base=str(base), move=move, **fields)


def test_without_a_script_every_move_is_a_form_that_leads_back_to_its_piece(
    aya: Visitor, film: str
) -> None:
    page = aya.get(f"{film}/cut").text
    assert "S01_P01_T02" in page
    answer = do(aya, film, 0, "trim_to", item="i1", in_frame=10, out_frame=40)
    assert (answer.status_code, answer.location) == (303, f"{film}/cut#i1")
    assert do(aya, film, 2, "split", item="i2", at=20).location == f"{film}/cut#i4"
    assert do(aya, film, 3, "set_dissolve", item="i4", frames=0).status_code == 303
    assert do(aya, film, 3, "add_title", text="The end", frames=50).location.endswith("#i5")
    assert do(aya, film, 4, "move", item="i5", before="i1").status_code == 303
    assert do(aya, film, 5, "set_mute", item="i1", muted="yes").status_code == 303
    assert do(aya, film, 6, "add_track", name="Music", role="music").location.endswith("#k1")
    laid = do(aya, film, 7, "add_sound", track="k1", media="song.wav", start_frame=0)
    assert laid.location.endswith("#s1")
    assert do(aya, film, 8, "remove", item="i3").location == f"{film}/cut#i4"
    found = cut_of(aya, film)
    assert [one["id"] for one in found["cut"]["items"]] == ["i5", "i1", "i2", "i4"]
    assert found["cut"]["items"][1]["muted"] is True
    assert found["cut"]["tracks"][0]["sounds"][0]["frames"] == 500
    page = aya.get(f"{film}/cut").text
    for words in ("The end", "silent", "song.wav", "Switch it on"):
        assert words in page


def test_a_move_that_cannot_be_is_refused_with_a_sentence_on_the_page(
    aya: Visitor, book: Book, cast: Cast, film: str
) -> None:
    answer = do(aya, film, 0, "set_dissolve", item="i2", frames=12)
    assert answer.location == f"{film}/cut#i2"
    assert "A dissolve can be at most 0 frames long here" in aya.get(f"{film}/cut").text
    assert versions(book, cast) == []


def test_who_presses_two_buttons_quickly_does_not_clash_with_themselves(
    aya: Visitor, film: str
) -> None:
    assert do(aya, film, 0, "trim_tail", item="i1", frames=10).status_code == 303
    assert do(aya, film, 0, "trim_tail", item="i3", frames=10).status_code == 303
    assert [one["frames"] for one in cut_of(aya, film)["cut"]["items"]] == [90, 50, 90]


def test_two_forms_at_once_show_both_cuts_and_the_people_choose(
    aya: Visitor, ben: Visitor, book: Book, cast: Cast, film: str
) -> None:
    do(aya, film, 0, "remove", item="i3")
    answer = do(ben, film, 0, "trim_tail", item="i1", frames=30)
    assert answer.status_code == 409
    for words in ("Two of you cut", "The cut of Aya", "30 frames shorter", "“S02_P01_T01” is out"):
        assert words in answer.text
    assert versions(book, cast)[0] == (3, "Ben", True)
    assert [one["frames"] for one in cut_of(ben, film)["cut"]["items"]] == [100, 50]
    theirs = ben.post(f"{film}/cut/settle", whose="theirs", seen="2", aside="3")
    assert theirs.status_code == 303
    assert len(cut_of(ben, film)["cut"]["items"]) == 2
    mine = ben.post(f"{film}/cut/settle", whose="mine", seen="2", aside="3")
    assert mine.status_code == 303
    assert [one["frames"] for one in cut_of(ben, film)["cut"]["items"]] == [70, 50, 100]
    assert {number for number, _by, _aside in versions(book, cast)} == {1, 2, 3, 4}


def test_who_chooses_while_a_third_cut_comes_chooses_again(
    aya: Visitor, ben: Visitor, film: str
) -> None:
    do(aya, film, 0, "remove", item="i3")
    do(ben, film, 0, "trim_tail", item="i1", frames=30)
    do(aya, film, 2, "trim_head", item="i1", frames=5)
    again = ben.post(f"{film}/cut/settle", whose="mine", seen="2", aside="3")
    assert again.status_code == 409
    assert [one["frames"] for one in cut_of(aya, film)["cut"]["items"]] == [95, 50]


def test_the_assembly_of_the_worker_does_not_clash_with_the_same_cut_on_the_page(
    aya: Visitor, store: LocalStore, book: Book, cast: Cast, film: str
) -> None:
    cut = cut_of(aya, film)["cut"]
    lay(book, store, cast, drafted(cast, book, store))
    cut["items"][0]["frames"] = 33
    answer = keep(aya, film, 0, cut)
    assert (answer.status_code, answer.json) == (200, {"number": 2})


def drafted(cast: Cast, book: Book, store: LocalStore) -> str:
    """The draft that a worker makes of these rushes."""
    with book.reading() as session:
        rushes = revisions.approved(session, cast.blue_film)["rushes"]
        made = revisions.files_of(session, rushes.id, FileSide.MADE)
    takes = next(one for one in made if one.name == "takes.json")
    catalogue = from_json(store.path(takes.digest).read_bytes(), Takes)
    return assemble(SHOTS, catalogue, project_of("Blue"))


def lay(book: Book, store: LocalStore, cast: Cast, text: str) -> None:
    """Write what a worker has made of a timeline, and lay it on the desk as the worker does."""
    place = Place(project_id=cast.blue_film, stage="edit", name="edit.otio")
    stored = put_bytes(store, text.encode())
    file = FileOf(name="edit.otio", digest=stored.digest, bytes=stored.bytes)
    with book.writing() as session:
        newest = revisions.newest(session, cast.blue_film, "edit")
        assert newest
        revisions.put_files(session, newest.id, FileSide.MADE, (file,))
        desk.follow(session, place, file)


def test_a_timeline_that_is_more_than_a_cut_says_why_and_opens_as_a_copy(
    aya: Visitor, marc: Visitor, book: Book, store: LocalStore, cast: Cast, film: str
) -> None:
    layers = timeline(
        track(clip("S01_P01_T02.mp4", 0, 50), clip("drone.mov", 0, 25)),
        track(clip("S01_P02_T01", 10, 20)),
    )
    lay(book, store, cast, layers.decode())
    found = cut_of(aya, film)
    assert {one["sentence"] for one in found["reasons"]} == {
        "“drone.mov” is not one of your takes or sounds.",
        "Pictures lie over each other.",
    }
    for who, is_offered in ((aya, True), (marc, False)):
        page = who.get(f"{film}/cut").text
        assert "Pictures lie over each other." in page
        assert ("Begin from the assembly" in page) is is_offered
    assert do(aya, film, 1, "remove", item="i1").status_code == 303
    assert len(versions(book, cast)) == 1
    assert aya.post(f"{film}/cut/begin", what="copy", base="1").status_code == 303
    copy = cut_of(aya, film)
    assert [(one["kind"], one["frames"]) for one in copy["cut"]["items"]] == [
        ("take", 50),
        ("gap", 25),
    ]
    assert copy["reasons"] == []
    assert aya.post(f"{film}/cut/begin", what="assembly", base="2").status_code == 303
    assert len(cut_of(aya, film)["cut"]["items"]) == 3
    assert aya.post(f"/projects/{cast.blue_film}/desk/edit/back/edit.otio", number="1").location
    assert cut_of(aya, film)["reasons"] == found["reasons"]


def test_the_cut_is_sent_as_a_version_and_its_earlier_ones_are_listed(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, film: str, told: list[str]
) -> None:
    answer = aya.post(f"{film}/cut/send", note="First cut")
    assert answer.location == f"/projects/{cast.blue_film}/edit"
    assert told
    with book.reading() as session:
        sent = revisions.newest(session, cast.blue_film, "edit")
        assert sent
        files = revisions.files_of(session, sent.id, FileSide.SENT)
    assert [(one.name, sent.note) for one in files] == [("edit.otio", "First cut")]
    listed = aya.get(f"{film}/cut/versions").text
    assert "Cut 1" in listed
    assert "3 pieces" in listed
    assert "00:00:10:00" in listed


def test_what_is_no_cut_is_refused(aya: Visitor, book: Book, cast: Cast, film: str) -> None:
    far = {"items": [{"id": "i1", "kind": "take", "frames": 10**400, "take": "S01_P01_T02"}]}
    token = {"X-CSRFToken": aya.token()}
    cuts: list[Any] = [None, 7, [], {}, "{", "[" * 100_000, {"items": 7}, {"items": [{}]}, far]
    for cut in cuts:
        answer = aya.client.post(f"{film}/cut", json={"base": 0, "cut": cut}, headers=token)
        assert answer.status_code == 422, cut
    assert versions(book, cast) == []


def test_a_cut_that_cannot_be_is_refused_by_the_server_itself(
    aya: Visitor, book: Book, cast: Cast, film: str
) -> None:
    cut = cut_of(aya, film)["cut"]
    first = cut["items"][0]
    changes: tuple[tuple[dict[str, Any], str], ...] = (
        ({"take": "S01_P09_T01"}, "is not a take of your rushes"),
        ({"frames": 101}, "is not that long"),
        ({"frames": 0}, "outside of the film"),
        ({"in_frame": -1}, "outside of the film"),
        ({"gain_db": 1e9}, "between -60 and 24 dB"),
        ({"id": "a b"}, "same name"),
        ({"id": "i2"}, "same name"),
        ({"text": "words"}, "Only titles have words"),
        ({"kind": "gap"}, "plays no take"),
    )
    for change, said in changes:
        cut["items"][0] = first | change
        answer = keep(aya, film, 0, cut)
        assert answer.status_code == 422, change
        assert said in answer.text
    assert versions(book, cast) == []


def test_a_cut_of_another_rate_is_not_a_cut_of_this_film(aya: Visitor, film: str) -> None:
    cut = cut_of(aya, film)["cut"] | {"frame_rate": "24"}
    assert keep(aya, film, 0, cut).status_code == 422


def test_what_does_not_fit_is_kept_as_it_fits_and_the_script_is_told(
    aya: Visitor, film: str
) -> None:
    cut = cut_of(aya, film)["cut"]
    cut["items"][1]["dissolve_frames"] = 30
    cut["items"][2]["frames"] = 90
    told = json.loads(keep(aya, film, 0, cut).data)
    assert told["number"] == 2
    assert told["cut"]["items"][1]["dissolve_frames"] == 0


def test_a_film_without_rushes_has_an_empty_room(aya: Visitor, cast: Cast) -> None:
    found = cut_of(aya, f"/projects/{cast.blue_film}/edit")
    assert (found["cut"]["items"], found["bin"]) == ([], {"takes": [], "sounds": []})
    page = aya.get(f"/projects/{cast.blue_film}/edit/cut").text
    assert "no approved rushes" in page


def test_a_planned_shot_that_nobody_has_filmed_is_a_hole_in_the_bin(
    book: Book, store: LocalStore, cast: Cast, media: Path, aya: Visitor
) -> None:
    lay_rushes(Bench(book, store, media), cast, Shooting(takes=("S01_P01_T01",), sounds=()))
    bin_ = cut_of(aya, f"/projects/{cast.blue_film}/edit")["bin"]
    assert [(one["name"], one["description"]) for one in bin_["holes"]] == [
        ("S01_P02", "The red kite"),
        ("S02_P01", "The hill"),
    ]
    assert [one["name"] for one in bin_["takes"]] == ["S01_P01_T01"]
