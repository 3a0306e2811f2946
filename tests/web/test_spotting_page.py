"""Spotting without a script: cards, the cue sheet, recordings, and who may change them."""

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pipeline import desk, running
from pipeline.desk import put_bytes
from pipeline.documents.report import Report
from pipeline.editing.cue_table import rows_of
from pipeline.files import LocalStore
from pipeline.records import Book, desks, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide
from tests.cast import Cast
from tests.film_days import finish_all_runs, newest
from tests.mixed_film import CUES, lay_locked_film, lay_mix, wav_of
from tests.web.conftest import Visitor, enter

STEPS = wav_of((300, 0.1))


@pytest.fixture
def page(book: Book, store: LocalStore, cast: Cast) -> str:
    """The page of the Blue group, whose picture is locked and whose song is sent."""
    lay_locked_film(book, store, cast)
    lay_mix(book, store, cast)
    return f"/projects/{cast.blue_film}/sound/spotting"


@pytest.fixture
def aya(app: Flask, book: Book, cast: Cast, page: str) -> Visitor:
    """Aya at her browser, after all that."""
    return enter(app, book, cast.aya)


def record(
    who: Visitor, page: str, words: str, content: bytes = STEPS, **more: object
) -> TestResponse:
    name = more.pop("name", "take.wav")
    return who.post(f"{page}/record", what=words, files=(io.BytesIO(content), name), **more)


def rows(book: Book, store: LocalStore, cast: Cast) -> list[tuple[str, ...]]:
    """File, role, start, gain, fade in, side, note and rights of each row on the desk."""
    place = Place(project_id=cast.blue_film, stage="sound", name="cues.csv")
    lying = desk.lying(book, store, place)
    found = rows_of(lying.content.decode()) if lying else ()
    names = ("file", "role", "start", "gain_db", "fade_in", "pan", "note", "rights")
    return [tuple(row[name] for name in names) for row in found]


def numbers(page: str) -> list[str]:
    return re.findall(r'class="cue-number[^"]*" dir="ltr">([^<]+)<', page)


def base(page: str) -> str:
    found = re.search(r'name="base" value="(\d+)"', page)
    assert found
    return found[1]


def test_the_sheet_fills_itself_from_the_edit_and_the_cues(aya: Visitor, page: str) -> None:
    text = aya.get(page).text
    assert numbers(text) == ["MX-001", "AMB-001"]
    for said in (
        "00:00:04:00 – 00:00:04:03",
        "The Song",
        "We played it",
        "from the edit",
        "WT_wind.wav",
    ):
        assert said in text
    bars = re.findall(r'class="cue-bar cue-(\w+)" x="([\d.]+)%" width="([\d.]+)%"', text)
    assert bars == [("music", "33.33", "0.83"), ("ambience", "50.0", "16.67")]
    (card,) = re.findall(r'<li class="foley-card foley-(\w+)">\s*<h3><bdi>([^<]*)', text)
    assert card == ("placed", "wind")


def test_a_recording_becomes_a_take_of_its_card_and_can_be_heard(
    aya: Visitor, page: str, cast: Cast
) -> None:
    assert record(aya, page, "wind").location == f"{page}#recordings"
    record(aya, page, "wind", STEPS + b"\0\0")
    text = aya.get(page).text
    for name in ("FLY_wind_T01.wav", "FLY_wind_T02.wav"):
        assert f'src="{page}/sounds/{name}"' in text
    heard = aya.get(f"{page}/sounds/FLY_wind_T01.wav")
    assert (heard.status_code, heard.data, heard.headers["Content-Type"]) == (
        200,
        STEPS,
        "audio/wav",
    )
    assert "sandbox" in heard.headers["Content-Security-Policy"]


def test_a_recording_that_is_sent_twice_lies_there_once(aya: Visitor, page: str) -> None:
    for _ in range(2):
        record(aya, page, "steps")
    assert "FLY_steps_T01.wav" in aya.get(page).text
    assert "FLY_steps_T02.wav" not in aya.get(page).text


def test_with_a_time_it_is_put_into_the_film_as_well(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    record(aya, page, "door, slams", start="00:00:02:12")
    text = aya.get(page).text
    assert numbers(text) == ["FLY-001", "MX-001", "AMB-001"]
    assert "00:00:02:12 – 00:00:02:15" in text  # a tenth of a second of sound
    assert rows(book, store, cast)[-1] == (
        *("FLY_door_slams_T01.wav", "effects", "00:00:02:12", "", "", ""),
        *("door, slams", "We recorded it"),
    )


def test_a_sound_is_placed_with_gain_fades_and_side_then_moved_then_taken_out(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    record(aya, page, "steps")
    file = "FLY_steps_T01.wav"
    values = {"file": file, "role": "effects", "gain_db": "-3.5", "fade_in": "0.2", "pan": "-60"}
    placed = aya.post(f"{page}/place", start="7.5", base=base(aya.get(page).text), **values)
    assert placed.location == f"{page}#sheet"
    set_to = ("-3.5", "0.2", "-60", "", "")
    assert (file, "effects", "7.5", *set_to) in rows(book, store, cast)
    text = aya.get(page).text
    assert numbers(text) == ["MX-001", "AMB-001", "FLY-001"]
    moved = {**values, "start": "1", "row": "1", "base": base(text)}
    aya.post(f"{page}/change", **moved)
    assert (file, "effects", "1", *set_to) in rows(book, store, cast)
    aya.post(f"{page}/remove", row="1", file=file, base=base(aya.get(page).text))
    assert numbers(aya.get(page).text) == ["MX-001", "AMB-001"]
    assert file in aya.get(page).text  # the recording stays


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"start": "soon"}, "is not a time for"),
        ({"gain_db": "loud"}, "is not a gain"),
        ({"role": "noise"}, "is not a role"),
        ({"pan": "101"}, "-100 to 100"),
        ({"pan": "٣"}, "-100 to 100"),
        ({"file": ""}, "Choose a recording"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    aya: Visitor, page: str, values: dict[str, str], said: str
) -> None:
    sent = {"file": "song.wav", "role": "effects", "start": "1", **values}
    assert aya.post(f"{page}/place", **sent).location == f"{page}#sheet"
    text = aya.get(page).text
    assert said in text
    assert numbers(text) == ["MX-001", "AMB-001"]


def test_a_recording_of_ours_is_offered_with_its_place_and_its_rights(
    aya: Visitor, page: str
) -> None:
    record(aya, page, "wind")
    form = aya.get(f"{page}?what=wind&file=FLY_wind_T01.wav").text.split('id="place"')[1]
    assert '<option selected value="FLY_wind_T01.wav">' in form
    for value in ("00:00:06:00", "wind", "We recorded it"):
        assert f'value="{value}"' in form.split("</form>")[0]
    other = aya.get(f"{page}?file=song.wav&at=2.5").text.split('id="place"')[1].split("</form>")[0]
    assert 'value="2.5"' in other
    assert 'value="We recorded it"' not in other


def test_two_who_change_one_sound_at_once_are_told(aya: Visitor, page: str) -> None:
    seen = base(aya.get(page).text)
    aya.post(f"{page}/place", file="song.wav", role="music", start="1", base=seen)
    seen = base(aya.get(page).text)
    for start in ("2", "3"):
        aya.post(f"{page}/change", file="song.wav", row="0", role="music", start=start, base=seen)
    assert "Somebody else has just changed the same sound." in aya.get(page).text


def test_a_version_holds_the_sheet_and_the_recordings_that_it_names(
    aya: Visitor, page: str, book: Book, cast: Cast, told: list[str]
) -> None:
    record(aya, page, "steps", start="1")
    record(aya, page, "cloth", STEPS + b"\0")
    sent = aya.post(f"{page}/send")
    assert sent.location == f"/projects/{cast.blue_film}/sound"
    assert told == ["new work"]
    version = newest(book, cast.blue_film, "sound")
    with book.reading() as session:
        files = revisions.files_of(session, version.id, FileSide.SENT)
    assert [one.name for one in files] == ["cues.csv", "song.wav", "sounds/FLY_steps_T01.wav"]


def test_a_sheet_that_was_sent_after_the_last_writing_is_gone_on_with(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    two = ("FLY_cloth_T01.wav",)
    record(aya, page, "steps", start="1")
    again = CUES.replace("The Song", "The Other Song")
    sheet = (io.BytesIO(again.encode()), "cues.csv")
    aya.post(f"/projects/{cast.blue_film}/sound/revisions", files=sheet)
    finish_all_runs(book)
    text = aya.get(page).text
    assert "The Other Song" in text
    record(aya, page, "cloth", STEPS + b"\0", start="2")
    assert [one[0] for one in rows(book, store, cast)] == ["song.wav", *two]
    assert "The Other Song" in aya.get(page).text


def test_a_form_of_the_page_changes_the_sheet_that_was_sent_last(
    aya: Visitor, page: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    record(aya, page, "steps", start="1")
    again = CUES.replace("The Song", "The Other Song")
    sheet = (io.BytesIO(again.encode()), "cues.csv")
    aya.post(f"/projects/{cast.blue_film}/sound/revisions", files=sheet)
    finish_all_runs(book)
    moved = {"file": "song.wav", "role": "music", "start": "2", "row": "0"}
    aya.post(f"{page}/change", **moved, base=base(aya.get(page).text))
    assert [(one[0], one[2]) for one in rows(book, store, cast)] == [("song.wav", "2")]
    assert "The Other Song" in aya.get(page).text


def test_a_draft_lies_on_an_empty_desk_and_one_that_comes_late_leaves_what_was_written(
    book: Book, store: LocalStore, cast: Cast, at: Callable[[int], Visitor]
) -> None:
    lay_locked_film(book, store, cast)  # the draft of the sound waits for a worker
    aya = at(cast.aya)
    aya.post(f"/projects/{cast.blue_film}/desk/sound/cues.csv", content=CUES)
    drafted = tuple(
        FileOf(name=name, digest=put_bytes(store, text).digest, bytes=len(text))
        for name, text in (("cues.csv", b"file,role\n"), ("mix.csv", b"bus\nmusic\n"))
    )
    for run_id, _ in running.waiting_to_be_announced(book, older_than_s=-1):
        started = running.start_run(book, run_id=run_id, lease_s=60)
        assert isinstance(started, running.StartedRun)
        outcome = running.Outcome(report=Report(), made=(), drafted=drafted)
        running.finish_run(book, started, outcome)
    assert [one[0] for one in rows(book, store, cast)] == ["song.wav"]
    place = Place(project_id=cast.blue_film, stage="sound", name="mix.csv")
    lying = desk.lying(book, store, place)
    assert lying
    assert lying.content == b"bus\nmusic\n"


def test_a_recording_is_taken_away(aya: Visitor, page: str) -> None:
    record(aya, page, "steps")
    aya.post(f"{page}/take-away", file="FLY_steps_T01.wav")
    assert "FLY_steps_T01.wav" not in aya.get(page).text
    assert aya.get(f"{page}/sounds/FLY_steps_T01.wav").status_code == 404
    assert aya.get(f"{page}/sounds/cues.csv").status_code == 404


def test_a_recording_is_no_text_of_the_desk(aya: Visitor, page: str, cast: Cast) -> None:
    record(aya, page, "steps")
    texts = f"/projects/{cast.blue_film}/desk/sound"
    for path in ("sounds/FLY_steps_T01.wav", "versions/sounds/FLY_steps_T01.wav?version=1"):
        assert aya.get(f"{texts}/{path}").status_code == 404, path
    assert aya.post(f"{texts}/sounds/FLY_steps_T01.wav", content="x").status_code == 404
    assert aya.get(f"{page}/sounds/FLY_steps_T01.wav").data == STEPS


@pytest.mark.parametrize(
    "content", [b"#EXTM3U\nhttp://example.org/a.wav\n", b"\x89PNG\r\n\x1a\n" + b"0" * 20]
)
def test_what_is_no_sound_is_refused_whatever_its_name_says(
    aya: Visitor, page: str, book: Book, cast: Cast, content: bytes
) -> None:
    assert record(aya, page, "steps", content).status_code == 422
    with book.reading() as session:
        lying = desks.lying(session, cast.blue_film, "sound")
    assert [one.name for one in lying] == ["cues.csv"]


def test_what_is_no_wav_is_a_download(aya: Visitor, page: str) -> None:
    record(aya, page, "steps", b"ID3" + b"\0" * 40, name="steps.mp3")
    given = aya.get(f"{page}/sounds/FLY_steps_T01.mp3")
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("start", ["credits", "edit"])
def test_music_without_a_place_of_its_own_stands_apart(
    aya: Visitor, page: str, cast: Cast, start: str
) -> None:
    sheet = CUES.replace(",music,4,0,5,", f",music,{start},,,")
    aya.post(f"/projects/{cast.blue_film}/desk/sound/cues.csv", content=sheet)
    text = aya.get(page).text
    assert numbers(text) == ["AMB-001"]
    assert "The Song" in text.split("Under the end credits, or in the edit already")[1]
    assert "lies nowhere in the film" not in text.split("song.wav")[-1]


def test_a_broken_sheet_is_told_and_the_page_stands(aya: Visitor, page: str, cast: Cast) -> None:
    aya.post(f"/projects/{cast.blue_film}/desk/sound/cues.csv", content="name\nx\n")
    got = aya.get(page)
    assert got.status_code == 200
    assert "The first row of cues.csv must name the columns" in got.text
    assert aya.post(f"{page}/place", file="song.wav", start="1").status_code == 303


def test_adults_look_and_change_nothing_and_others_see_nothing(
    page: str, marc: Visitor, rosa: Visitor, aya: Visitor
) -> None:
    record(aya, page, "steps")
    text = marc.get(page).text
    assert "FLY_steps_T01.wav" in text
    assert "<form" not in text.split('id="cards"')[1].split("<footer")[0]
    assert marc.get(f"{page}/record").status_code == 403
    for what in ("place", "change", "remove", "take-away", "send", "record"):
        assert marc.post(f"{page}/{what}", file="song.wav", start="1").status_code == 403, what
        assert rosa.post(f"{page}/{what}", file="song.wav", start="1").status_code == 404, what
    assert rosa.get(page).status_code == 404
    assert rosa.get(f"{page}/sounds/FLY_steps_T01.wav").status_code == 404


def test_before_the_lock_one_records_and_reads_when_the_rest_opens(
    app: Flask, book: Book, cast: Cast, at: Callable[[int], Visitor]
) -> None:
    aya, page = at(cast.aya), f"/projects/{cast.blue_film}/sound/spotting"
    record(aya, page, "steps")
    text = aya.get(page).text
    assert "The picture is not locked yet." in text
    assert "FLY_steps_T01.wav" in text
