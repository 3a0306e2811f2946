"""The page of the grade: Aya makes the kitchen warmer, and it is sent with the next version.

Marc looks and changes nothing; Rosa of another group sees nothing.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline import desk
from pipeline.documents.grade import Grade, GradeRow, read_grades
from pipeline.documents.json import to_json
from pipeline.files import LocalStore
from pipeline.records import Book, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileSide
from tests.cast import Cast
from tests.cut_elsewhere import CutElsewhere
from tests.film_days import finish_all_runs, hand_in, newest
from tests.graded_film import KITCHEN, ROOF, WINDOW, edit_of, lay_cut, made
from tests.web.conftest import Visitor

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def film(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> CutElsewhere:
    return lay_cut(book, store, cast, tmp_path)


def page(cast: Cast) -> str:
    return f"/projects/{cast.blue_film}/edit/grade"


def keep(who: Visitor, cast: Cast, shot: str, what: str = "keep", **grade: str) -> int:
    shown = who.get(page(cast)).text
    found = re.search(r'name="base" value="(\d+)"', shown)
    fields = {"base": found[1] if found else "0", "shot": shot, "what": what, **grade}
    return who.post(f"{page(cast)}/keep", **fields).status_code


def rows(film: CutElsewhere) -> tuple[GradeRow, ...]:
    """What lies on the desk."""
    place = Place(project_id=film.cast.blue_film, stage="edit", name="grade.csv")
    lying = desk.lying(film.book, film.store, place)
    return read_grades(lying.content.decode()) if lying else ()


def colour(who: Visitor, cast: Cast, shot: str, **grade: str) -> list[int]:
    """The middle of a still, as red, green and blue."""
    answer = who.get(f"{page(cast)}/still/{shot}", query_string=grade)
    assert answer.status_code == 200
    assert answer.mimetype == "image/jpeg"
    with Image.open(io.BytesIO(answer.data)) as seen:
        assert seen.size == (480, 270)
        return [int(value) for value in np.asarray(seen)[100:120, 200:220].mean(axis=(0, 1))]


def test_every_shot_of_the_cut_is_shown_once_before_and_after(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    shown = aya.get(page(cast)).text
    cards = re.findall(r"<article.*?</article>", shown, re.DOTALL)
    assert [re.search(r'id="(S\w+)"', card)[1] for card in cards] == [KITCHEN, WINDOW, ROOF]  # type: ignore[index]
    assert cards[0].count("<img") == 2 + 2  # of all uses before and after, and one of each use
    assert "Only one of its uses" not in cards[1]
    assert "2 times in the film" in cards[0]
    assert "Negative.cube" in cards[0]
    assert cards[2].count("<img") == 0
    for address in re.findall(r'<img src="([^"]+)"', shown):
        assert aya.get(address.replace("&amp;", "&")).status_code == 200


def test_a_still_is_drawn_with_the_grade_that_is_asked_for(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    plain = colour(aya, cast, KITCHEN)
    assert np.allclose(plain, (128, 96, 64), atol=6)
    grey = colour(aya, cast, KITCHEN, saturation="0")
    assert max(grey) - min(grey) <= 2
    assert min(colour(aya, cast, KITCHEN, exposure="1")) > max(plain[2], 80)
    negative = colour(aya, cast, KITCHEN, lut="negative.CUBE")
    assert np.allclose(negative, 255 - np.array(plain), atol=4)
    assert colour(aya, cast, KITCHEN) == plain


@pytest.mark.parametrize("asked", [{"exposure": "9"}, {"tint": "x"}, {"lut": "/etc/passwd"}])
def test_a_still_with_an_impossible_grade_is_refused(
    aya: Visitor, cast: Cast, film: CutElsewhere, asked: dict[str, str]
) -> None:
    assert aya.get(f"{page(cast)}/still/{KITCHEN}", query_string=asked).status_code == 422


def test_there_is_no_still_of_what_is_not_in_the_film(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    for name in ("S09_P01_T01", ROOF):
        assert aya.get(f"{page(cast)}/still/{name}").status_code == 404


def test_a_grade_is_kept_sent_and_travels_with_the_version(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    assert "disabled" in aya.get(page(cast)).text.split("Send with this grade")[0][-200:]
    assert keep(aya, cast, KITCHEN, warmth="20", exposure="0,5", lut="Negative.cube") == 303
    grade = Grade(warmth=20, exposure=0.5, lut="Negative.cube")
    assert rows(film) == (GradeRow(shot=KITCHEN, grade=grade),)
    assert 'value="20"' in aya.get(page(cast)).text
    assert aya.post(f"{page(cast)}/send").status_code == 303
    last = newest(film.book, cast.blue_film, "edit")
    with film.book.reading() as session:
        files = revisions.files_of(session, last.id, FileSide.SENT)
    assert {one.name for one in files} == {"cut.otio", "Negative.cube", "grade.csv"}
    made(film)
    assert "disabled" in aya.get(page(cast)).text.split("Send with this grade")[0][-200:]


def test_a_whole_scene_gets_the_same_and_it_is_taken_back(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    assert keep(aya, cast, WINDOW, "scene", saturation="0") == 303
    assert [row.shot for row in rows(film)] == [KITCHEN, WINDOW]
    assert {row.grade.saturation for row in rows(film)} == {0}
    assert keep(aya, cast, KITCHEN, "take_back") == 303
    assert [row.shot for row in rows(film)] == [WINDOW]


def test_a_grade_that_is_impossible_is_refused_and_nothing_is_kept(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    assert keep(aya, cast, KITCHEN, exposure="7") == 422
    assert keep(aya, cast, "S09_P01_T01", exposure="1") == 404
    assert rows(film) == ()


def test_two_who_grade_at_once_are_brought_together(
    aya: Visitor, at: Callable[[int], Visitor], cast: Cast, film: CutElsewhere
) -> None:
    ben = at(cast.ben)
    fields = {"base": "0", "what": "keep"}
    aya.post(f"{page(cast)}/keep", **fields, shot=KITCHEN, warmth="10")
    assert ben.post(f"{page(cast)}/keep", **fields, shot=WINDOW, tint="5").status_code == 303
    assert [row.shot for row in rows(film)] == [KITCHEN, WINDOW]
    clash = ben.post(f"{page(cast)}/keep", **fields, shot=KITCHEN, warmth="-10")
    assert clash.status_code == 409
    assert rows(film)[0].grade.warmth == 10


def test_two_who_clash_keep_what_lay_there_or_what_was_written(
    aya: Visitor, at: Callable[[int], Visitor], cast: Cast, film: CutElsewhere
) -> None:
    ben, fields = at(cast.ben), {"base": "0", "what": "keep", "shot": KITCHEN}
    aya.post(f"{page(cast)}/keep", **fields, warmth="10")
    clash = ben.post(f"{page(cast)}/keep", **fields, warmth="-10")
    for whose, warmth in (("theirs", 10), ("mine", -10)):
        form = dict(re.findall(r'name="(aside|base|back)" value="([^"]*)"', clash.text))
        settle = f"/projects/{cast.blue_film}/desk/edit/settle/grade.csv"
        answers = dict.fromkeys(re.findall(r'name="(at [^"]+)"', clash.text), whose)
        assert ben.post(settle, **form, **answers).status_code == 303
        assert rows(film)[0].grade.warmth == warmth


def test_one_use_is_graded_alone_and_is_as_the_others_again(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    keep(aya, cast, KITCHEN, warmth="20")
    alone = aya.post(
        f"{page(cast)}/keep", base="0", shot=KITCHEN, use="2", what="keep", warmth="-30"
    )
    assert alone.location.endswith(f"#{KITCHEN}-2")
    assert [(row.clip, row.grade.warmth) for row in rows(film)] == [(0, 20), (2, -30)]
    shown = aya.get(page(cast)).text
    assert "Graded alone" in shown
    one = shown.split(f'id="{KITCHEN}-2"')[1].split("</section>")[0]
    assert 'value="-30"' in one
    still = re.search(r'<img src="([^"]+)"', one)
    assert still
    assert "use=2" in still[1]
    assert aya.get(still[1].replace("&amp;", "&")).status_code == 200
    keep(aya, cast, KITCHEN, use="2", warmth="20")  # as the others are: no row of its own
    assert [row.clip for row in rows(film)] == [0]
    keep(aya, cast, KITCHEN, use="2", warmth="5")
    assert keep(aya, cast, KITCHEN, "take_back", use="2") == 303
    assert [(row.clip, row.grade.warmth) for row in rows(film)] == [(0, 20)]


def test_a_use_that_there_is_not_is_not_graded(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    assert keep(aya, cast, KITCHEN, use="3", warmth="1") == 404
    assert keep(aya, cast, WINDOW, use="1", warmth="1") == 404
    assert aya.get(f"{page(cast)}/still/{KITCHEN}?use=3").status_code == 404
    assert rows(film) == ()


def test_adults_look_and_change_nothing(marc: Visitor, cast: Cast, film: CutElsewhere) -> None:
    shown = marc.get(page(cast)).text
    assert shown.count("<article") == 3
    assert "Keep it" not in shown
    assert "Send with this grade" not in shown
    assert marc.get(f"{page(cast)}/still/{KITCHEN}").status_code == 200
    assert marc.post(f"{page(cast)}/keep", shot=KITCHEN, warmth="1").status_code == 403
    assert marc.post(f"{page(cast)}/send").status_code == 403
    assert rows(film) == ()


def test_another_group_finds_no_such_page(rosa: Visitor, cast: Cast, film: CutElsewhere) -> None:
    assert rosa.get(page(cast)).status_code == 404
    assert rosa.get(f"{page(cast)}/still/{KITCHEN}").status_code == 404
    assert rosa.post(f"{page(cast)}/keep", shot=KITCHEN).status_code == 404
    assert rosa.post(f"{page(cast)}/send").status_code == 404


def test_while_a_mentor_looks_nothing_new_is_sent(
    aya: Visitor, book: Book, cast: Cast, film: CutElsewhere
) -> None:
    keep(aya, cast, KITCHEN, warmth="1")
    hand_in(book, cast, "edit")
    shown = aya.get(page(cast)).text
    assert "Keep it" not in shown
    assert "Send with this grade" not in shown
    assert aya.post(f"{page(cast)}/send").status_code in (403, 409)


def test_the_page_of_the_stage_has_a_door(aya: Visitor, cast: Cast, film: CutElsewhere) -> None:
    assert f'href="{page(cast)}"' in aya.get(f"/projects/{cast.blue_film}/edit").text


def test_before_there_is_a_cut_the_page_says_so(aya: Visitor, cast: Cast) -> None:
    assert "There is no timeline yet" in aya.get(page(cast)).text


def test_a_look_is_sent_and_can_be_chosen(aya: Visitor, cast: Cast, film: CutElsewhere) -> None:
    files = [(io.BytesIO(b"LUT_1D_SIZE 2\n0 0 0\n1 0 0\n"), "Red.cube")]
    sent = aya.post(f"/projects/{cast.blue_film}/edit/revisions", files=files)
    assert sent.status_code == 303
    made(film)
    assert ">Red.cube</option>" in aya.get(page(cast)).text
    assert colour(aya, cast, WINDOW, lut="Red.cube")[1:] == [0, 0]


def test_a_look_that_is_no_table_is_a_sentence(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    files = [(io.BytesIO(b"\xff\xd8\xff"), "Odd.cube")]
    aya.post(f"/projects/{cast.blue_film}/edit/revisions", files=files)
    made(film)
    answer = aya.get(f"{page(cast)}/still/{WINDOW}", query_string={"lut": "Odd.cube"})
    assert answer.status_code == 422
    assert "is not one of a .cube file" in answer.text


def test_a_table_that_is_sent_is_what_the_page_begins_with(
    aya: Visitor, cast: Cast, film: CutElsewhere
) -> None:
    files = [(io.BytesIO(b"shot;warmth\nS01_P01;-12,5\n"), "grade.csv")]
    assert aya.post(f"/projects/{cast.blue_film}/edit/revisions", files=files).status_code == 303
    written = film.put("grade.csv", b"shot;warmth\nS01_P01;-12,5\n")
    edit = film.put("edit.json", to_json(edit_of(KITCHEN, WINDOW)))
    finish_all_runs(film.book, made=(edit, written))
    card = aya.get(page(cast)).text.split("<article")[1]
    assert 'value="-12.5"' in card
    assert "Graded" in card
    assert "Take it back" not in card
