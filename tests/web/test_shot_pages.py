"""The pages of the shot list without scripts: every button is a form, every door has its lock."""

import csv
import io
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from pipeline import desk
from pipeline.documents.json import to_json
from pipeline.files import LocalStore
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.records import Book
from pipeline.records.desks import Place
from pipeline.records.values import FileOf
from pipeline.shots.columns import KEYS
from pipeline.shots.drafting import draft_shot_list
from pipeline.shots.spreadsheet import write_csv
from pipeline.shots.table import lines_of
from pipeline.shots.vocabulary import SIZES
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, keep, send
from tests.web.conftest import Visitor

SCRIPT = """INT. KITCHEN - DAY

LENA draws a kite. [[prop: red kite]]

OTTO
That will never fly.

LENA
It will.

EXT. HILL - NIGHT

Wind. The kite lies in the grass.
"""
PAGES = ("table", "frames", "frames/S01_P01", "coverage", "days")


@pytest.fixture
def films(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> str:
    """The Blue group has an approved script, and a shot list that Claquette has begun."""
    screenplay = screenplay_of(parse(SCRIPT))
    kept = keep(store, tmp_path, to_json(screenplay))
    file = FileOf(name="screenplay.json", digest=kept.digest, bytes=kept.bytes)
    send(book, cast, "script", keep(store, tmp_path, SCRIPT), "script.fountain")
    finish_all_runs(book, made=(file,))
    approve(book, cast, "script")
    rate = Fraction(25)
    draft = draft_shot_list(screenplay, frame_rate=rate, language="en")
    table = keep(store, tmp_path, write_csv([KEYS, *lines_of(draft, frame_rate=rate)]))
    made = FileOf(name="shot_list.csv", digest=table.digest, bytes=table.bytes)
    finish_all_runs(book, made=(made,))
    return f"/projects/{cast.blue_film}/shot_list"


Rows = list[dict[str, str]]


@pytest.fixture
def lying(book: Book, store: LocalStore, cast: Cast) -> Callable[[str], bytes]:
    """What lies on the desk of the Blue group's shot list under a name."""

    def do(name: str) -> bytes:
        place = Place(project_id=cast.blue_film, stage="shot_list", name=name)
        found = desk.lying(book, store, place)
        return found.content if found else b""

    return do


@pytest.fixture
def rows(lying: Callable[[str], bytes]) -> Callable[[], Rows]:
    """The rows on the desk of the Blue group."""
    return lambda: list(csv.DictReader(io.StringIO(lying("shot_list.csv").decode())))


def fields_of(page: str) -> dict[str, str | list[str]]:
    """What the form of the table would send, as a browser without scripts does."""
    form = page.split('id="table"')[1].split("</form>")[0]
    found: dict[str, str | list[str]] = {"row": re.findall(r'name="row" value="(\w+)"', form)}
    for name, value in re.findall(r'<input [^>]*?name="([\w.]+)"[^>]*? value="([^"]*)"', form):
        if name != "row":
            found[name] = value
    for name, text in re.findall(r'<textarea name="([\w.]+)".*?>(.*?)</textarea>', form, re.DOTALL):
        found[name] = text
    for name, options in re.findall(r'<select name="([\w.]+)"(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def press(who: Visitor, address: str, do: str, **cells: str) -> TestResponse:
    """Open the table, write into it, and press one of its buttons."""
    fields = fields_of(who.get(address).text)
    changed = {key.replace("__", "."): value for key, value in cells.items()}
    return who.post(address, **{**fields, **changed, "do": do})


def names(found: Rows) -> list[str]:
    """Scene and shot of every row."""
    return [f"{row['scene']}/{row['shot']}" for row in found]


DRAFT = ["1/1", "1/2", "1/3", "1/4", "2/1", "2/2"]


def test_a_table_begins_with_what_claquette_drafted_and_is_kept_as_it_is_written(
    aya: Visitor, films: str, rows: Callable[[], Rows]
) -> None:
    answer = press(aya, f"{films}/table", "keep", **{"0__size": "ews", "1__description": "Otto"})
    assert answer.status_code == 303
    assert names(rows()) == DRAFT
    assert rows()[0]["size"] == "ews"
    assert rows()[1]["description"] == "Otto"
    assert rows()[1]["dialogue"] == "OTTO: That will never fly."


BUTTONS = {
    "up:1": ["1/2", "1/1", "1/3", "1/4", "2/1", "2/2"],
    "up:0": DRAFT,
    "down:0": ["1/2", "1/1", "1/3", "1/4", "2/1", "2/2"],
    "down:3": DRAFT,
    "remove:2": ["1/1", "1/2", "1/4", "2/1", "2/2"],
    "below:0": ["1/1", "1/5", "1/2", "1/3", "1/4", "2/1", "2/2"],
    "copy:4": ["1/1", "1/2", "1/3", "1/4", "2/1", "2/3", "2/2"],
    "add:1": ["1/1", "1/2", "1/3", "1/4", "1/5", "2/1", "2/2"],
    "add:9": [*DRAFT, "9/1"],
    "nonsense": DRAFT,
}


def test_every_button_of_the_table_works_without_a_script(
    aya: Visitor, films: str, rows: Callable[[], Rows]
) -> None:
    draft = fields_of(aya.get(f"{films}/table").text)
    for button, after in BUTTONS.items():
        newest = fields_of(aya.get(f"{films}/table").text)["base"]
        aya.post(f"{films}/table", **{**draft, "base": newest, "do": button})
        assert names(rows()) == after, button


def test_shots_are_numbered_again_only_when_asked_and_keep_their_frames(
    aya: Visitor, films: str, rows: Callable[[], Rows]
) -> None:
    draw(aya, f"{films}/frames/S01_P02")
    press(aya, f"{films}/table", "remove:0")
    assert names(rows())[:2] == ["1/2", "1/3"]
    press(aya, f"{films}/table", "again:1")
    assert names(rows())[:2] == ["1/1", "1/2"]
    assert rows()[0]["board"] == "boards/S01_P02.png"
    assert "boards/S01_P02.png" in aya.get(f"{films}/frames/S01_P01").text
    draw(aya, f"{films}/frames/S01_P02")
    assert rows()[1]["board"] == "boards/S01_P02_2.png"


def test_what_is_wrong_with_a_row_is_said_at_its_cell_and_nothing_is_lost(
    aya: Visitor, films: str, rows: Callable[[], Rows]
) -> None:
    press(aya, f"{films}/table", "keep", **{"0__seconds": "many", "1__shot": "1"})
    page = aya.get(f"{films}/table").text
    assert rows()[0]["seconds"] == "many"
    said = dict(re.findall(r'id="(\d\.\w+)-say" data-say="\w+">.*?<span>(.+?)</span>', page))
    assert said == {
        "0.seconds": "the seconds must be a number like 4 or 4.5, not “many”",
        "1.shot": "scene 1, shot 1 is there twice",
    }


def test_a_table_that_came_as_a_french_file_opens_with_the_words_of_the_reader(
    aya: Visitor,
    films: str,
    book: Book,
    store: LocalStore,
    cast: Cast,
    rows: Callable[[], Rows],
) -> None:
    french = "Plan;Séquence;Valeur;Mouvement;Ma colonne\n7;1;Gros plan;Travelling;x\n;;;;\n"
    place = Place(project_id=cast.blue_film, stage="shot_list", name="shot_list.csv")
    desk.save(book, store, desk.Saving(place=place, by=cast.aya, base=1, content=french.encode()))
    fields = fields_of(aya.get(f"{films}/table").text)
    assert (fields["0.scene"], fields["0.shot"]) == ("1", "7")
    assert (fields["0.size"], fields["0.move"]) == ("cu", "dolly")
    press(aya, f"{films}/table", "keep")
    assert names(rows()) == ["1/7"]


def test_what_cannot_be_read_is_told_and_its_versions_stay(
    aya: Visitor, films: str, book: Book, store: LocalStore, cast: Cast
) -> None:
    place = Place(project_id=cast.blue_film, stage="shot_list", name="shot_list.csv")
    broken = 'scene,shot\n1,"never closed\n'
    desk.save(book, store, desk.Saving(place=place, by=cast.aya, base=1, content=broken.encode()))
    raw = Place(project_id=cast.blue_film, stage="shot_list", name="boards/S01_P01.png")
    photo = picture((20, 20), "JPEG").read()
    desk.save(book, store, desk.Saving(place=raw, by=cast.aya, base=0, content=photo))
    page = aya.get(f"{films}/table").text
    assert "Look for a quotation mark that is never closed." in page
    assert "desk/shot_list/versions/shot_list.csv" in page
    assert aya.get(f"{films}/pictures/boards/S01_P01.png").status_code == 404


def test_formulas_and_markup_are_text_in_the_page_and_in_the_file(
    aya: Visitor, films: str, lying: Callable[[str], bytes]
) -> None:
    evil = '=cmd|"/c calc"!A1 <script>alert(1)</script>'
    press(aya, f"{films}/table", "keep", **{"0__description": evil, "1__note": '"><img src=x>'})
    assert "'=cmd" in lying("shot_list.csv").decode()
    for page in ("table", "frames", "coverage", "days", "frames/S01_P01"):
        text = aya.get(f"{films}/{page}").text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert "=cmd|" in aya.get(f"{films}/table").text


def test_two_who_change_one_cell_choose_and_two_who_change_two_cells_do_not(
    at: Callable[[int], Visitor], cast: Cast, films: str, rows: Callable[[], Rows]
) -> None:
    aya, ben = at(cast.aya), at(cast.ben)
    bens = fields_of(ben.get(f"{films}/table").text)
    press(aya, f"{films}/table", "keep", **{"0__size": "ews"})
    other = ben.post(f"{films}/table", **{**bens, "1.size": "cu", "do": "keep"})
    assert other.status_code == 303
    assert [row["size"] for row in rows()[:2]] == ["ews", "cu"]
    clash = ben.post(f"{films}/table", **{**bens, "0.size": "cow", "1.size": "cu", "do": "keep"})
    assert clash.status_code == 409
    assert "S01_P01" in clash.text
    assert "size: ews" in clash.text
    assert "size: cow" in clash.text
    assert rows()[0]["size"] == "ews"
    form = dict(re.findall(r'type="hidden" name="(aside|base)" value="(\d+)"', clash.text))
    address = f"/projects/{cast.blue_film}/desk/shot_list/settle/shot_list.csv"
    ben.post(address, **form, **{"at S01_P01": "mine"})
    assert rows()[0]["size"] == "cow"


def test_keeping_it_safe_makes_a_version_that_is_checked(
    aya: Visitor, films: str, cast: Cast, told: list[str]
) -> None:
    answer = press(aya, f"{films}/table", "send")
    assert answer.location == f"/projects/{cast.blue_film}/shot_list"
    assert "version 2" in aya.get(answer.location).text
    assert told == ["new work"]


def test_other_groups_find_nothing_and_mentors_write_nothing(
    rosa: Visitor, marc: Visitor, films: str, lying: Callable[[str], bytes]
) -> None:
    before = lying("shot_list.csv")
    for page in PAGES:
        assert rosa.get(f"{films}/{page}").status_code == 404, page
    for page in ("table", "days", "frames/S01_P01"):
        assert rosa.post(f"{films}/{page}", do="keep", row="0").status_code == 404, page
        assert marc.post(f"{films}/{page}", do="keep", row="0").status_code == 403, page
    assert rosa.get(f"{films}/pictures/boards/S01_P01.png").status_code == 404
    assert [marc.get(f"{films}/{page}").status_code for page in PAGES] == [403, 200, 403, 200, 200]
    assert lying("shot_list.csv") == before


def picture(size: tuple[int, int] = (320, 180), kind: str = "PNG") -> io.BytesIO:
    """A picture as a phone would send it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A phone of a child"
    Image.new("RGB", size, "red").save(out, kind, exif=exif)
    return io.BytesIO(out.getvalue())


def draw(who: Visitor, address: str, sent: io.BytesIO | None = None, **more: str) -> TestResponse:
    """Send a picture as the frame of a shot."""
    given = sent or picture()
    return who.post(address, picture=(given, "photo.jpg"), **more)


def test_a_photo_is_painted_anew_before_anybody_sees_it(
    aya: Visitor, marc: Visitor, films: str, lying: Callable[[str], bytes]
) -> None:
    answer = draw(aya, f"{films}/frames/S01_P02", picture((3000, 1500), "JPEG"), after="S01_P03")
    assert answer.location == f"{films}/frames/S01_P03"
    kept = lying("boards/S01_P02.png")
    assert b"A phone of a child" not in kept
    with Image.open(io.BytesIO(kept)) as frame:
        assert (frame.format, frame.size) == ("PNG", (1280, 640))
    shown = marc.get(f"{films}/pictures/boards/S01_P02.png")
    assert (shown.mimetype, shown.data) == ("image/png", kept)
    assert "boards/S01_P02.png" in marc.get(f"{films}/frames").text
    assert b"boards/S01_P02.png" in lying("shot_list.csv")


def test_a_frame_can_be_taken_out_again(
    aya: Visitor, films: str, lying: Callable[[str], bytes]
) -> None:
    draw(aya, f"{films}/frames/S01_P02")
    assert "1 of 6 shots" in aya.get(f"{films}/frames").text
    aya.post(f"{films}/frames/S01_P02", do="remove")
    assert lying("boards/S01_P02.png") == b""
    assert "0 of 6 shots" in aya.get(f"{films}/frames").text
    assert aya.get(f"{films}/pictures/boards/S01_P02.png").status_code == 404


def test_what_is_no_picture_is_refused_and_the_frame_before_stays(
    aya: Visitor, films: str, lying: Callable[[str], bytes]
) -> None:
    draw(aya, f"{films}/frames/S01_P01")
    before = lying("boards/S01_P01.png")
    for sent in (b"", b"<svg/>", b"GIF89a" + bytes(99), picture().read(90)):
        answer = draw(aya, f"{films}/frames/S01_P01", io.BytesIO(sent))
        assert answer.status_code == 422, sent
    assert lying("boards/S01_P01.png") == before


def test_a_shot_that_is_not_in_the_list_cannot_be_drawn(aya: Visitor, films: str) -> None:
    assert aya.get(f"{films}/frames/S07_P01").status_code == 404
    assert draw(aya, f"{films}/frames/S07_P01").status_code == 404
    assert aya.post(f"{films}/frames/S01_P01", do="keep").status_code == 422


def test_coverage_shows_holes_by_a_word_and_lines_that_no_shot_films(
    aya: Visitor, films: str
) -> None:
    page = aya.get(f"{films}/coverage").text
    assert "Every line of the script is in a shot." in page
    assert '<span class="hidden-words">none</span>' in page
    assert page.count('class="strand') > 6
    press(aya, f"{films}/table", "keep", **{"0__framing": "", "1__dialogue": ""})
    page = aya.get(f"{films}/coverage").text
    assert "Lines that are in no shot: 1" in page


def test_a_day_is_planned_changed_and_taken_out(
    aya: Visitor, films: str, lying: Callable[[str], bytes]
) -> None:
    day = {"date": "2026-08-04", "call": "09:00", "wrap": "12:00", "scenes": ["1"]}
    assert aya.post(f"{films}/days", do="keep", **day).status_code == 303
    page = aya.get(f"{films}/days?order=light").text
    assert "Tuesday 4 August" in page
    assert "of 180 minutes are planned." in page
    assert "On no day yet" in page
    aya.post(f"{films}/days", do="keep", was="2026-08-04", **{**day, "wrap": "09:30"})
    assert "This does not fit." in aya.get(f"{films}/days").text
    assert lying("days.csv").count(b"2026-08-04") == 1
    aya.post(f"{films}/days", do="remove", was="2026-08-04")
    assert b"2026" not in lying("days.csv")


def test_a_day_that_cannot_be_says_why_and_keeps_what_was_typed(
    aya: Visitor, films: str, lying: Callable[[str], bytes]
) -> None:
    day = {"date": "2026-08-04", "call": "09:00", "wrap": "08:00", "hospital": "St <b>Anna</b>"}
    answer = aya.post(f"{films}/days", do="keep", **day)
    assert answer.status_code == 422
    assert "the wrap must be later than the call" in answer.text
    assert "St &lt;b&gt;Anna&lt;/b&gt;" in answer.text
    assert lying("days.csv") == b""
    aya.post(f"{films}/days", do="keep", **{**day, "wrap": "18:00"})
    again = aya.post(f"{films}/days", do="keep", **{**day, "wrap": "17:00"})
    assert "planned already" in again.text


def test_a_film_without_a_script_has_every_page_too(
    at: Callable[[int], Visitor], cast: Cast
) -> None:
    rosa = at(cast.rosa)
    films = f"/projects/{cast.red_film}/shot_list"
    for page in ("table", "frames", "coverage", "days"):
        assert rosa.get(f"{films}/{page}").status_code == 200, page
    assert rosa.post(f"{films}/table", do="add:1").status_code == 303
    assert 'name="0.shot"' in rosa.get(f"{films}/table").text


def test_a_pictogram_is_drawn_for_every_word_of_the_vocabulary(aya: Visitor) -> None:
    for term in SIZES:
        answer = aya.get(f"/pictograms/{term.key}/-/eye/static.svg")
        assert answer.mimetype == "image/svg+xml"
        assert b"<polygon" in answer.data or b"<polyline" in answer.data
    assert aya.get("/pictograms/-/-/-/-.svg").status_code == 200
    assert aya.get("/pictograms/nothing/-/-/-.svg").status_code == 404


def test_a_frame_that_was_sent_as_a_file_is_on_the_storyboard_until_another_is_drawn(
    book: Book, store: LocalStore, cast: Cast, aya: Visitor, marc: Visitor, films: str
) -> None:
    photo = desk.put_bytes(store, picture((640, 360), "JPEG").read())
    table = aya.get(f"/projects/{cast.blue_film}/desk/shot_list/shot_list.csv").get_json()
    kept = desk.put_bytes(store, table["content"].encode())
    send(book, cast, "shot_list", kept, "shot_list.csv")
    frame = FileOf(name="boards/S01_P01.jpg", digest=photo.digest, bytes=photo.bytes)
    finish_all_runs(book, made=(frame,))
    assert "1 of 6 shots" in marc.get(f"{films}/frames").text
    shown = marc.get(f"{films}/pictures/boards/S01_P01.png")
    assert (shown.mimetype, shown.status_code) == ("image/jpeg", 200)
    draw(aya, f"{films}/frames/S01_P01")
    assert marc.get(f"{films}/pictures/boards/S01_P01.png").mimetype == "image/png"
