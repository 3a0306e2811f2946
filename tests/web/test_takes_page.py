"""The page of takes: Aya says what each recording is and how good, adults look and write notes.

After the shoot Aya sees what has arrived, says which shot an unknown clip is, circles the best
take, sees what is missing before the group leaves the place, and keeps it all as a version. Marc
looks, compares, and writes notes at the picture.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pipeline import desk, gathering, running
from pipeline.bench import Inputs
from pipeline.documents.slate import Slate
from pipeline.files import LocalStore
from pipeline.records import Book, notes, people, revisions, runs, uploads
from pipeline.records.desks import Place
from pipeline.records.values import FileSide
from pipeline.rushes.catalogue import Entry, read_entries
from pipeline.stages.rushes import STAGE
from tests.cast import Cast
from tests.film_days import hand_in
from tests.table_of_takes import Bench, Laying, lay_plans
from tests.web.conftest import Visitor
from web.takes_table import table_of
from workers.results import stage_files

HTMX = {"HX-Request": "true"}


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
    """Two takes of a shot, an unknown clip and a recorder's sound, by name."""
    layings = (
        Laying(name="S01_P01_T01.mp4", original="DCIM/IMG_0001.MOV", beep=24_000),
        Laying(name="S01_P01_T02.mp4"),
        Laying(name="IMG_0003.MOV"),
        Laying(name="S01_P01_T01.wav", is_sound=True, beep=12_000),
    )
    laid = [bench.lay(cast.blue_film, cast.aya, one) for one in layings]
    return {one.name: one.id for one in laid}


def page(cast: Cast) -> str:
    return f"/projects/{cast.blue_film}/rushes/takes"


def said(book: Book, store: LocalStore, cast: Cast) -> Mapping[str, Entry]:
    place = Place(project_id=cast.blue_film, stage="rushes", name="takes.csv")
    lying = desk.lying(book, store, place)
    return read_entries(lying.content.decode())[0] if lying else {}


def say(who: Visitor, cast: Cast, upload: int, *, by_script: bool, **cells: str) -> TestResponse:
    """Send a form as a page does, with or without its script."""
    data = {"csrf_token": who.token(), "base": "0"} | cells
    headers = HTMX if by_script else {}
    return who.client.post(f"{page(cast)}/{upload}", data=data, headers=headers)


def test_takes_that_two_people_filed_alike_are_the_same_takes_on_the_page_and_in_the_version(
    app: Flask, book: Book, store: LocalStore, cast: Cast, bench: Bench
) -> None:
    for number, (who, folder) in enumerate(((cast.ben, "zoom"), (cast.aya, "day 1"))):
        filed = Laying(name="IMG_0001.MOV", original=f"{folder}/IMG_0001.MOV", slate="CLQ1 S01 P01")
        bench.lay(cast.blue_film, who, replace(filed, hue=number))
        called = f"{folder}/S01_P02_T0{2 - number}.MOV"
        bench.lay(cast.blue_film, who, replace(filed, name="clip.MOV", original=called, slate=""))
    with app.app_context():
        with book.reading() as session:
            group = people.group_of_project(session, cast.blue_film)
        page = {one.file: one.name for one in table_of(cast.blue_film, group).recordings}
    version = gathering.gather(book, project_id=cast.blue_film, by=cast.aya)
    with book.reading() as session:
        run = runs.newest_of(session, [version.id])[version.id]
    started = running.start_run(book, run_id=run.id, lease_s=60)
    assert isinstance(started, running.StartedRun)
    inputs = Inputs(
        project=started.project,
        clips={key: stage_files(store, made.values()) for key, made in started.clips.items()},
        names=started.names,
    )
    rushes = STAGE.read(stage_files(store, started.sent), inputs)
    assert {one.file: one.name for one in rushes.named} == page
    assert page == {
        "IMG_0001.MOV": "S01_P01_T01",
        "IMG_0001 (2).MOV": "S01_P01_T02",
        "clip.MOV": "S01_P02_T02",
        "clip (2).MOV": "S01_P02_T01",
    }


@pytest.mark.parametrize("by_script", [False, True])
def test_each_form_writes_its_cells_and_leads_back(
    aya: Visitor,
    book: Book,
    store: LocalStore,
    cast: Cast,
    takes: dict[str, int],
    *,
    by_script: bool,
) -> None:
    first = takes["S01_P01_T01.mp4"]
    forms = (
        {"rating": "good"},
        {"in": "00:00:00:05", "out": "00:00:01:20"},
        {"note": "The dog barked"},
        {"costume": "red scarf"},
        {"sound": "S01_P01_T01.wav", "offset": "12000"},
    )
    for cells in forms:
        answer = say(aya, cast, first, by_script=by_script, **cells)
        assert answer.status_code == 303, cells
        assert answer.location == f"{page(cast)}/{first}"
    entry = said(book, store, cast)["s01_p01_t01.mp4"]
    assert (entry.rating, entry.in_frame, entry.out_frame) == ("good", 5, 45)
    assert (entry.note, entry.costume) == ("The dog barked", "red scarf")
    assert (entry.sound, entry.sound_offset) == ("S01_P01_T01.wav", 12_000)
    again = aya.get(answer.location, headers=HTMX if by_script else {}).text
    assert 'data-in="5" data-out="45"' in again
    assert "You have heard it: it fits." in again
    assert 'value="" data-key="1" aria-pressed="true"' in again


def test_the_group_hears_a_sound_that_was_lined_up_and_says_whether_it_fits(
    aya: Visitor,
    marc: Visitor,
    cast: Cast,
    bench: Bench,
    takes: dict[str, int],
) -> None:
    first = f"{page(cast)}/{takes['S01_P01_T01.mp4']}"
    beeps = aya.get(first).text
    assert "the recorder started 0.25 s after the camera" in beeps
    assert "Not sure: listen, then say so." in beeps
    aya.post(f"{page(cast)}/keep")
    with bench.book.reading() as session:
        upload = uploads.with_id(session, takes["S01_P01_T01.mp4"])
    bench.make_version(cast.blue_film, "S01_P01_T01", digest=upload.digest, sound="S01_P01_T01.wav")
    heard = aya.get(first).text
    assert "the recorder started 0.15 s before the camera" in heard
    assert "made/synced/S01_P01_T01.m4a" in heard
    assert 'name="offset" value="-7200"' in heard
    assert 'name="offset"' not in marc.get(first).text
    fits = {"sound": "S01_P01_T01.wav", "offset": "-7200"}
    say(aya, cast, takes["S01_P01_T01.mp4"], by_script=False, **fits)
    assert said(bench.book, bench.store, cast)["s01_p01_t01.mp4"].sound_offset == -7200
    assert "You have heard it: it fits." in aya.get(first).text
    say(aya, cast, takes["S01_P01_T01.mp4"], by_script=False, sound="no")
    assert "The camera's own sound." in aya.get(first).text


def test_pressing_what_counts_takes_it_back(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, takes: dict[str, int]
) -> None:
    for rating in ("good", "hold", ""):
        # Pressed so quickly that the page is the same: nobody clashes with themselves.
        pressed = say(aya, cast, takes["S01_P01_T01.mp4"], by_script=False, rating=rating)
        assert pressed.status_code == 303
    assert said(book, store, cast)["s01_p01_t01.mp4"].rating is None


def test_an_unknown_clip_is_asked_about_first_and_gets_the_next_number(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, takes: dict[str, int]
) -> None:
    shown = aya.get(page(cast)).text
    assert "Which shot is this?" in shown
    assert shown.index("IMG_0003.MOV") < shown.index('id="shot-S01_P01"')
    assert 'value="S01_P01_T03"' in shown
    answer = say(aya, cast, takes["IMG_0003.MOV"], by_script=False, shot="S01_P02", to="questions")
    assert answer.location == f"{page(cast)}#questions"
    slate = said(book, store, cast)["img_0003.mov"].slate
    assert slate
    assert slate.name == "S01_P02_T01"
    assert "Which shot is this?" not in aya.get(page(cast)).text


def test_a_clip_may_be_no_take_at_all(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, takes: dict[str, int]
) -> None:
    say(aya, cast, takes["IMG_0003.MOV"], by_script=False, shot="role:wild")
    assert said(book, store, cast)["img_0003.mov"].role == "wild"


@pytest.mark.parametrize(
    "cells",
    [
        {"rating": "wonderful"},
        {"shot": "the kitchen"},
        {"take": "-3"},
        {"in": "at lunch"},
        {"in": "00:00:01:20", "out": "00:00:00:05"},
        {"out": "01:00:00:00"},
        {"sound": "somebody-elses.wav"},
        {"offset": "1e9"},
        {"offset": "99999999999999"},
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    aya: Visitor,
    book: Book,
    store: LocalStore,
    cast: Cast,
    takes: dict[str, int],
    cells: dict[str, str],
) -> None:
    answer = say(aya, cast, takes["S01_P01_T01.mp4"], by_script=False, **cells)
    assert answer.status_code == 422
    assert said(book, store, cast) == {}


def test_what_two_say_of_different_takes_comes_together_and_of_one_they_choose(
    at: "object", aya: Visitor, book: Book, store: LocalStore, cast: Cast, takes: dict[str, int]
) -> None:
    ben = at(cast.ben)  # type: ignore[operator]
    first, second = takes["S01_P01_T01.mp4"], takes["S01_P01_T02.mp4"]
    say(aya, cast, first, by_script=False, rating="good")
    say(ben, cast, second, by_script=False, rating="hold")
    entries = said(book, store, cast)
    assert [one.rating for one in entries.values()] == ["good", "hold"]
    clash = say(ben, cast, first, by_script=False, rating="no_good")
    assert clash.status_code == 409
    assert "rating: no_good" in clash.text
    assert said(book, store, cast)["s01_p01_t01.mp4"].rating == "good"


def test_adults_look_and_cannot_change_anything(
    marc: Visitor,
    salma: Visitor,
    book: Book,
    store: LocalStore,
    cast: Cast,
    takes: dict[str, int],
) -> None:
    for adult in (marc, salma):
        first = takes["S01_P01_T01.mp4"]
        pages = (
            page(cast),
            f"{page(cast)}/{first}",
            f"{page(cast)}/compare?one={first}&other={takes['S01_P01_T02.mp4']}",
        )
        for address in pages:
            shown = adult.get(address)
            assert shown.status_code == 200
            assert 'name="rating"' not in shown.text
            assert 'name="shot"' not in shown.text
            assert "Keep as a version" not in shown.text
        assert say(adult, cast, first, by_script=False, rating="good").status_code == 403
        assert adult.post(f"{page(cast)}/keep").status_code == 403
    assert said(book, store, cast) == {}


def test_another_group_finds_nothing(
    rosa: Visitor, bench: Bench, cast: Cast, takes: dict[str, int]
) -> None:
    first = takes["S01_P01_T01.mp4"]
    for address in (
        page(cast),
        f"{page(cast)}/{first}",
        f"{page(cast)}/compare?one={first}&other={first}",
        f"/uploads/{first}/made/proxy.mp4",
        f"/uploads/{first}/made/clip.json",
        f"/uploads/{first}/original",
    ):
        assert rosa.get(address).status_code == 404, address
    theirs = f"/projects/{cast.red_film}/rushes/takes/{first}"
    assert rosa.get(theirs).status_code == 404
    assert rosa.post(theirs, rating="good").status_code == 404
    assert rosa.post(f"{page(cast)}/{first}", rating="good").status_code == 404
    assert rosa.post(f"{page(cast)}/{first}/notes", text="x").status_code == 404


def test_products_are_shown_in_parts_and_the_original_is_a_download(
    aya: Visitor, marc: Visitor, cast: Cast, takes: dict[str, int]
) -> None:
    first, sound = takes["S01_P01_T01.mp4"], takes["S01_P01_T01.wav"]
    part = marc.get(f"/uploads/{first}/made/proxy.mp4", headers={"Range": "bytes=0-99"})
    assert (part.status_code, part.mimetype, len(part.data)) == (206, "video/mp4", 100)
    assert aya.get(f"/uploads/{sound}/made/listen.m4a").mimetype == "audio/mp4"
    original = aya.get(f"/uploads/{first}/original")
    assert original.mimetype == "application/octet-stream"
    assert "attachment" in original.headers["Content-Disposition"]
    assert "sandbox" in original.headers["Content-Security-Policy"]
    assert aya.get(f"/uploads/{first}/made/nothing.mp4").status_code == 404
    assert aya.get("/uploads/987654/original").status_code == 404


def test_a_note_stands_at_its_picture_and_is_found_again_in_the_next_version(
    marc: Visitor, aya: Visitor, book: Book, cast: Cast, takes: dict[str, int]
) -> None:
    first = f"{page(cast)}/{takes['S01_P01_T01.mp4']}"
    assert marc.post(f"{first}/notes", text="Look at his hand", at="00:00:01:03").status_code == 303
    aya.post(f"{page(cast)}/keep")
    shown = aya.get(first).text
    assert 'data-seek-frame="28"' in shown
    assert "Look at his hand" in shown
    with book.reading() as session:
        found = notes.notes_on_take(session, cast.blue_film, "rushes", "S01_P01_T01")
    assert [(one.person, one.at_frame, one.take) for one in found] == [("Marc", 28, "S01_P01_T01")]
    assert marc.post(f"{first}/notes", text="x", at="soon").status_code == 422


def test_everything_on_the_table_becomes_a_version(
    aya: Visitor, book: Book, cast: Cast, takes: dict[str, int], told: list[str]
) -> None:
    say(aya, cast, takes["S01_P01_T02.mp4"], by_script=False, rating="good")
    answer = aya.post(f"{page(cast)}/keep")
    assert answer.location == f"/projects/{cast.blue_film}/rushes"
    assert told
    with book.reading() as session:
        newest = revisions.newest(session, cast.blue_film, "rushes")
        assert newest
        sent = revisions.files_of(session, newest.id, FileSide.SENT)
    assert {one.name for one in sent} == {*takes, "takes.csv"}


def test_what_is_missing_is_said_place_by_place(
    aya: Visitor, cast: Cast, takes: dict[str, int]
) -> None:
    shown = aya.get(page(cast)).text
    missing = shown[shown.index('id="missing"') :]
    assert "S01_P02" in missing
    assert "Missing. The film needs it." in missing
    assert "Record 30 seconds of the silence here." in missing


def test_a_recording_that_waits_shows_how_far_it_is_and_one_that_is_refused_why(
    aya: Visitor, book: Book, bench: Bench, cast: Cast
) -> None:
    waits = Laying(name="S01_P01_T01.mp4", is_looked_into=False)
    upload = bench.lay(cast.blue_film, cast.aya, waits)
    assert "Waits to be looked at" in aya.get(page(cast)).text
    assert "Nothing to look at yet" in aya.get(f"{page(cast)}/{upload.id}").text
    bench.refuse(upload, "This file is damaged. Copy it from the camera again.")
    shown = aya.get(page(cast)).text
    assert "This file is damaged." in shown
    assert "Waits to be looked at" not in shown


def test_an_empty_table_teaches_the_first_step(aya: Visitor, marc: Visitor, bench: Bench) -> None:
    for who, words in ((aya, "Send what you have shot"), (marc, "The group has sent nothing yet")):
        with bench.book.reading() as session:
            film = uploads.on_table(session, 1, "rushes")
        assert film == ()
        assert words in who.get("/projects/1/rushes/takes").text


def test_a_take_of_another_name_has_one_number_less_to_ask_for(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, takes: dict[str, int]
) -> None:
    say(aya, cast, takes["S01_P01_T02.mp4"], by_script=False, take="7")
    slate = said(book, store, cast)["s01_p01_t02.mp4"].slate
    assert slate
    assert slate.name == "S01_P01_T07"
    assert "S01_P01_T07" in aya.get(page(cast)).text


def test_a_recording_is_taken_from_the_table_by_its_group_only(
    aya: Visitor, marc: Visitor, cast: Cast, takes: dict[str, int]
) -> None:
    first = takes["S01_P01_T01.mp4"]
    remove = f"/uploads/{first}/remove"
    assert f'action="{remove}"' in aya.get(f"{page(cast)}/{first}").text
    assert remove not in marc.get(f"{page(cast)}/{first}").text
    assert aya.post(remove).status_code == 303
    assert aya.get(f"{page(cast)}/{first}").status_code == 404
    assert "S01_P01_T01.mp4" not in aya.get(page(cast)).text


def test_the_takes_of_a_version_can_be_run_through_on_the_page_of_the_rushes(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, bench: Bench, takes: dict[str, int]
) -> None:
    aya.post(f"{page(cast)}/keep")
    bench.make_version(cast.blue_film, "S01_P01_T01")
    shown = aya.get(f"/projects/{cast.blue_film}/rushes").text
    assert 'sheets/S01_P01_T01.jpg" data-columns="5" data-rows="2" data-pictures="10"' in shown
    assert f'href="{page(cast)}"' in shown


def test_a_mentor_who_has_seen_enough_is_led_to_the_decision(
    aya: Visitor, marc: Visitor, book: Book, cast: Cast, takes: dict[str, int]
) -> None:
    assert "To your decision" not in marc.get(page(cast)).text
    aya.post(f"{page(cast)}/keep")
    hand_in(book, cast, "rushes")
    assert f"/projects/{cast.blue_film}/rushes#decide" in marc.get(page(cast)).text
    assert "To your decision" not in aya.get(page(cast)).text


def test_a_take_of_a_paper_slate_keeps_its_number_once_people_have_spoken_of_it(
    aya: Visitor, bench: Bench, book: Book, store: LocalStore, cast: Cast
) -> None:
    late = bench.lay(cast.blue_film, cast.aya, Laying(name="IMG_0009.MOV", slate="CLQ1 S01 P01"))
    say(aya, cast, late.id, by_script=False, rating="good")
    entry = said(book, store, cast)["img_0009.mov"]
    assert entry.slate == Slate(scene="1", shot=1, take=1)
    bench.lay(cast.blue_film, cast.aya, Laying(name="IMG_0001.MOV", slate="CLQ1 S01 P01"))
    shown = aya.get(page(cast)).text
    assert f"/takes/{late.id}" in shown
    assert "S01_P01_T02" in shown
