"""The page of the credits: filled in without a script, seen as it will be in the film."""

import re
from io import BytesIO

import pytest
from PIL import Image

from pipeline import credit_names, desk
from pipeline.documents.final_cut import CreditKind, Credits, CreditStyle, read_credits
from pipeline.files import LocalStore
from pipeline.records import Book
from tests.cast import Cast
from tests.web.conftest import Visitor
from web.credits_room import place_of


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/projects/{cast.blue_film}/final_cut/credits"


def form_of(html: str) -> dict[str, object]:
    """Return what a browser would send of the form of the page."""
    form = html[html.index('id="credits"') :]
    fields: dict[str, object] = {"row": re.findall(r'name="row" value="(\d+)"', form)}
    for name, value in re.findall(r'name="(\d+\.[a-z_]+)" value="([^"]*)"', form):
        fields[name] = value
    fields["base"] = re.findall(r'name="base" value="(\d+)"', form)[0]
    fields["language"] = ["en"]
    return fields


def row_of(form: dict[str, object], kind: str, name: str) -> str:
    """Return the row of a kind that has a name."""
    rows = {key.partition(".")[0] for key, value in form.items() if value == kind}
    return next(row for row in rows if form[f"{row}.name"] == name)


def lying(book: Book, store: LocalStore, cast: Cast) -> Credits:
    found = desk.lying(book, store, place_of(cast.blue_film))
    assert found
    return read_credits(found.content.decode())


def names(made: Credits, kind: CreditKind) -> list[str]:
    return [one.name for one in made.of(kind)]


def test_the_page_begins_with_everybody_and_a_name_goes_up_by_a_button(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, page: str
) -> None:
    html = aya.get(page).get_data(as_text=True)
    form = form_of(html)
    rows = [one for one in form["row"] if form[f"{one}.kind"] == "crew"]  # type: ignore[attr-defined]
    assert [form[f"{one}.role"] for one in rows] == ["Director", "Camera"]
    answer = aya.post(page, **form, do=f"up:{rows[1]}")
    assert answer.status_code == 303
    made = lying(book, store, cast)
    assert [(one.role, one.name) for one in made.of(CreditKind.CREW)] == [
        ("camera", "Ben"),
        ("director", "Aya"),
    ]


def test_rows_are_added_filled_in_and_taken_out(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, page: str
) -> None:
    aya.post(page, **form_of(aya.get(page).get_data(as_text=True)), do="add:thanks")
    form = form_of(aya.get(page).get_data(as_text=True))
    new = row_of(form, "thanks", "")
    aya.post(page, **{**form, f"{new}.name": " the  baker\r\n of Tokyo "}, do="keep")
    assert "the baker of Tokyo" in names(lying(book, store, cast), CreditKind.THANKS)
    form = form_of(aya.get(page).get_data(as_text=True))
    aya.post(page, **form, do=f"remove:{row_of(form, 'thanks', 'the baker of Tokyo')}")
    assert "the baker of Tokyo" not in names(lying(book, store, cast), CreditKind.THANKS)


def test_style_and_languages_are_chosen_and_the_second_language_gets_its_fields(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, page: str
) -> None:
    form = {**form_of(aya.get(page).get_data(as_text=True)), "language": ["fr", "ar", ""]}
    aya.post(page, **form, style="crawl", do="keep")
    made = lying(book, store, cast)
    assert (made.languages, made.style) == (("fr", "ar"), CreditStyle.CRAWL)
    html = aya.get(page).get_data(as_text=True)
    assert ".name_ar" in html
    assert 'placeholder="Réalisation"' in html


def test_confirmed_names_are_put_in_by_one_button(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, page: str
) -> None:
    aya.post(page, **form_of(aya.get(page).get_data(as_text=True)), do="keep")
    credit_names.confirm(book, by=cast.ben, name="Ben Tiger")
    html = aya.get(page).get_data(as_text=True)
    assert "Ben wants to be named “Ben Tiger”" in html
    aya.post(page, **form_of(html), do="names")
    assert names(lying(book, store, cast), CreditKind.CAST) == ["Aya", "Ben Tiger"]
    assert "Ben wants to be named" not in aya.get(page).get_data(as_text=True)


def test_the_script_of_the_page_gets_the_cards_again_and_the_new_number(
    aya: Visitor, page: str
) -> None:
    form = form_of(aya.get(page).get_data(as_text=True))
    form["csrf_token"] = aya.token()
    answer = aya.client.post(page, data=form, headers={"HX-Request": "true"})
    html = answer.get_data(as_text=True)
    assert html.startswith("\n") or 'id="seen"' in html
    assert "<html" not in html
    assert 'name="base" value="1"' in html


def test_two_who_write_the_same_line_see_both_writings(
    aya: Visitor, at: object, cast: Cast, page: str
) -> None:
    aya.post(page, **form_of(aya.get(page).get_data(as_text=True)), do="keep")
    form = form_of(aya.get(page).get_data(as_text=True))
    title = next(one for one in form["row"] if form[f"{one}.kind"] == "title")  # type: ignore[attr-defined]
    assert aya.post(page, **{**form, f"{title}.name": "Kites"}, do="keep").status_code == 303
    answer = aya.post(page, **{**form, f"{title}.name": "The Wind"}, do="keep")
    assert answer.status_code == 409
    assert "Kites" in answer.get_data(as_text=True)
    assert "The Wind" in answer.get_data(as_text=True)


def test_a_card_is_a_small_picture_for_people_of_the_film_only(
    aya: Visitor, rosa: Visitor, marc: Visitor, page: str
) -> None:
    answer = aya.get(f"{page}/cards/0.png")
    with Image.open(BytesIO(answer.data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (640, 360))
    assert marc.get(f"{page}/cards/0.png").status_code == 200
    assert rosa.get(f"{page}/cards/0.png").status_code == 404
    assert aya.get(f"{page}/cards/999.png").status_code == 404


def test_a_mentor_looks_and_changes_nothing(marc: Visitor, rosa: Visitor, page: str) -> None:
    html = marc.get(page).get_data(as_text=True)
    assert "cards/0.png" in html
    assert 'id="credits"' not in html
    assert marc.post(page, row=["0"], do="keep").status_code == 403
    assert rosa.get(page).status_code == 404
    assert rosa.post(page, row=["0"], do="keep").status_code == 404


def test_what_lies_there_and_cannot_be_read_is_told_and_not_lost(
    aya: Visitor, cast: Cast, page: str
) -> None:
    aya.post(
        f"/projects/{cast.blue_film}/desk/final_cut/credits.csv",
        content="kind,role,name\nactor,,Aya\n",
        base="0",
    )
    html = aya.get(page).get_data(as_text=True)
    assert "is not a kind" in html
