"""The pages beside the script: reading aloud, breakdown, cards, changes, notes at lines."""

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline import desk
from pipeline.errors import CannotRead, Refused
from pipeline.files import LocalStore
from pipeline.fountain.story_cards import cards_of, script_with_cards
from pipeline.records import Book
from pipeline.records.desks import Place
from tests.cast import Cast
from tests.laid_papers import SCRIPT, lay_script, lay_shots
from tests.web.conftest import Visitor
from web.card_edits import with_rewritten
from web.tag_writing import seconds_of, with_measured_time, with_person

READ = "/projects/{}/script/read"
BREAKDOWN = "/projects/{}/script/breakdown"
CARDS = "/projects/{}/script/cards"
CHANGES = "/projects/{}/script/changes"
NASTY = "<script>alert(1)</script>"


@pytest.fixture
def film(book: Book, store: LocalStore, cast: Cast) -> int:
    """The film of the Blue group, with a script."""
    lay_script(book, store, cast)
    return cast.blue_film


def script_on_desk(book: Book, store: LocalStore, film: int) -> str:
    place = Place(project_id=film, stage="script", name="script.fountain")
    lying = desk.lying(book, store, place)
    assert lying
    return lying.content.decode()


def words(answer_text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer_text)).split())


@pytest.mark.parametrize("page", [READ, BREAKDOWN, CARDS, CHANGES])
def test_another_group_and_nobody_see_nothing(
    rosa: Visitor, stranger: Visitor, film: int, page: str
) -> None:
    assert rosa.get(page.format(film)).status_code == 404
    assert stranger.get(page.format(film)).status_code == 303


@pytest.mark.parametrize("page", [READ, BREAKDOWN, CARDS, CHANGES])
def test_a_film_without_a_script_has_a_first_step(aya: Visitor, cast: Cast, page: str) -> None:
    answer = aya.get(page.format(cast.blue_film))
    assert answer.status_code == 200


@pytest.mark.parametrize("page", [READ, BREAKDOWN, CARDS, CHANGES, "/projects/{}/script"])
def test_what_people_write_is_never_run(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, page: str
) -> None:
    nasty = SCRIPT.replace("red kite", NASTY).replace("LENA\n", f"@{NASTY}\n")
    lay_script(book, store, cast)
    lay_script(book, store, cast, nasty)
    assert NASTY not in aya.get(page.format(cast.blue_film)).get_data(as_text=True)


def test_a_time_read_aloud_stands_in_the_script(
    aya: Visitor, book: Book, store: LocalStore, film: int
) -> None:
    assert aya.post(READ.format(film), scene="2", time="0:45").status_code == 303
    assert "EXT. HILL - DAY #2#\n\n[[time: 0:45]]\n\n" in script_on_desk(book, store, film)
    aya.post(READ.format(film), scene="2", time="50")
    text = script_on_desk(book, store, film)
    assert text.count("[[time:") == 1
    assert "[[time: 0:50]]" in text
    assert "0:50" in words(aya.get(READ.format(film)).get_data(as_text=True))
    aya.post(READ.format(film), scene="2", time="")
    assert "[[time:" not in script_on_desk(book, store, film)


def test_a_watch_is_told_the_sums(aya: Visitor, film: int) -> None:
    answer = aya.client.post(
        READ.format(film),
        data={"csrf_token": aya.token(), "scene": "1", "time": "1:00"},
        headers={"Accept": "application/json"},
    )
    assert answer.get_json()["times"] == {"1": 60, "2": None}
    assert answer.get_json()["seconds"] > 60


@pytest.mark.parametrize(("scene", "time"), [("1", "soon"), ("1", "0:99"), ("9", "0:10")])
def test_a_time_that_is_none_changes_nothing(
    aya: Visitor, book: Book, store: LocalStore, film: int, scene: str, time: str
) -> None:
    assert aya.post(READ.format(film), scene=scene, time=time).status_code == 422
    assert script_on_desk(book, store, film) == SCRIPT


def test_a_mentor_reads_but_writes_nothing(marc: Visitor, film: int) -> None:
    assert 'name="time"' not in marc.get(READ.format(film)).get_data(as_text=True)
    assert marc.post(READ.format(film), scene="1", time="0:10").status_code == 403
    assert marc.post(BREAKDOWN.format(film), character="LENA", person="x").status_code == 403
    assert marc.post(CARDS.format(film), base=1).status_code == 403


def test_the_breakdown_counts_and_names(aya: Visitor, film: int) -> None:
    page = words(aya.get(BREAKDOWN.format(film)).get_data(as_text=True))
    for said in ("LENA", "red kite", "wind", "KITCHEN", "HILL", "inside", "outside"):
        assert said in page
    assert 'value="Aya"' in aya.get(BREAKDOWN.format(film)).get_data(as_text=True)


def test_who_plays_whom_stands_in_the_script(
    aya: Visitor, book: Book, store: LocalStore, film: int
) -> None:
    aya.post(BREAKDOWN.format(film), character="OTTO", person="Ben]] ; =")
    aya.post(BREAKDOWN.format(film), character="LENA", person="Mia")
    text = script_on_desk(book, store, film)
    assert "[[cast: OTTO = Ben; LENA = Mia]]" in text
    assert 'value="Mia"' in aya.get(BREAKDOWN.format(film)).get_data(as_text=True)
    aya.post(BREAKDOWN.format(film), character="OTTO", person="")
    assert "[[cast: LENA = Mia]]" in script_on_desk(book, store, film)


def card(at: int, **more: str) -> dict[str, str]:
    said = {"number": "", "place": "", "who": "", "happens": "", "changes": "", "lines": ""}
    return {f"{name}-{at}": value for name, value in {**said, **more}.items()}


def test_cards_begin_a_script(aya: Visitor, book: Book, store: LocalStore, cast: Cast) -> None:
    first = card(0, place="Kitchen", setting="INT", time="DAY", happens="A kite wakes up.")
    second = card(1, place="Hill", setting="EXT", lines="Lena: Higher!", changes="They are free.")
    answer = aya.post(CARDS.format(cast.blue_film), base=0, do="more", **first, **second)
    assert answer.location.endswith("?more=yes#last")
    text = script_on_desk(book, store, cast.blue_film)
    for line in (
        "Title: The Blue kite",
        "INT. Kitchen - DAY",
        "A kite wakes up.",
        "= They are free.",
    ):
        assert f"{line}\n" in text
    assert "LENA\nHigher!" in text
    page = aya.get(CARDS.format(cast.blue_film)).get_data(as_text=True)
    assert page.count('class="card"') == 2
    assert aya.get(answer.location).get_data(as_text=True).count('class="card"') == 3


def two_cards() -> dict[str, str]:
    kitchen = card(
        0,
        number="1",
        place="KITCHEN",
        setting="INT",
        time="DAY",
        who="LENA, OTTO",
        happens="LENA looks at a red kite on the wall.",
        lines="LENA: It wants to fly.\nOTTO: Then open the window.",
    )
    hill = card(
        1,
        number="2",
        place="HILL",
        setting="EXT",
        time="DAY",
        who="LENA",
        happens="The kite climbs.",
        lines="LENA: Higher!",
    )
    return {**kitchen, **hill}


def test_cards_that_nobody_changed_change_nothing(
    aya: Visitor, book: Book, store: LocalStore, film: int
) -> None:
    aya.post(CARDS.format(film), base=1, do="keep", **two_cards())
    assert script_on_desk(book, store, film) == SCRIPT


def test_a_card_moves_up_and_its_scene_with_it(
    aya: Visitor, book: Book, store: LocalStore, film: int
) -> None:
    aya.post(CARDS.format(film), base=1, do="up-1", **two_cards())
    text = script_on_desk(book, store, film)
    assert text.index("EXT. HILL") < text.index("INT. KITCHEN")
    assert "[[prop: red kite]]" in text


def test_what_cannot_be_kept_stays_on_the_page(
    aya: Visitor, book: Book, store: LocalStore, film: int
) -> None:
    new = card(2, happens="Nobody knows where.")
    answer = aya.post(CARDS.format(film), base=1, do="keep", **two_cards(), **new)
    assert answer.status_code == 422
    assert "A card needs a place" in answer.get_data(as_text=True)
    assert "Nobody knows where." in answer.get_data(as_text=True)
    removed = aya.post(CARDS.format(film), base=1, do="remove-0", **two_cards())
    assert "has words in the script" in removed.get_data(as_text=True)
    assert script_on_desk(book, store, film) == SCRIPT


def test_two_who_fill_in_different_cards_lose_nothing(
    aya: Visitor,
    at: Callable[[int], Visitor],
    cast: Cast,
    book: Book,
    store: LocalStore,
    film: int,
) -> None:
    mine = {**two_cards(), "changes-0": "They have a plan."}
    theirs = {**two_cards(), "changes-1": "The kite is free."}
    aya.post(CARDS.format(film), base=1, do="keep", **mine)
    at(cast.ben).post(CARDS.format(film), base=1, do="keep", **theirs)
    text = script_on_desk(book, store, film)
    assert "= They have a plan." in text
    assert "= The kite is free." in text


def test_the_changes_are_shown_by_scene_line_and_word_with_the_shots_they_touch(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, film: int
) -> None:
    lay_shots(book, store, cast)
    new = SCRIPT.replace("It wants to fly.", "It wants to swim.").replace(
        "EXT. HILL", "INT. BUS - DAY\n\nThey ride.\n\nEXT. HILL"
    )
    lay_script(book, store, cast, new)
    page = aya.get(CHANGES.format(film)).get_data(as_text=True)
    assert "<del>fly</del>" in page
    assert "<ins>swim</ins>" in page
    said = words(page)
    assert "INT. BUS - DAY" in said
    assert "S01 P02" in said
    assert "S02 P01" not in said
    short = words(aya.get(f"/projects/{film}/script").get_data(as_text=True))
    assert "Since version 1: new 1 · written anew 1 · shots to look at again: 2" in short
    first = words(aya.get(f"/projects/{film}/script?version=1").get_data(as_text=True))
    assert "Since version" not in first
    same = aya.get(CHANGES.format(film) + "?from=1&to=1").get_data(as_text=True)
    assert "Not one word is different." in same
    assert aya.get(CHANGES.format(film) + "?from=7&to=2").status_code == 404


def test_one_version_has_nothing_to_compare_with(aya: Visitor, film: int) -> None:
    assert "There is one version only" in aya.get(CHANGES.format(film)).get_data(as_text=True)


def note(visitor: Visitor, revision: int, text: str, line: object) -> int:
    answer = visitor.post(f"/revisions/{revision}/notes", text=text, at_line=line)
    return answer.status_code


def test_notes_at_lines_follow_them_into_the_next_version(
    aya: Visitor, marc: Visitor, book: Book, store: LocalStore, cast: Cast
) -> None:
    first = lay_script(book, store, cast)
    lines = SCRIPT.split("\n")
    fly, open_, higher = (
        lines.index(one) + 1 for one in ("It wants to fly.", "Then open the window.", "Higher!")
    )
    assert note(marc, first.id, "Who is it?", fly) == 303
    assert note(aya, first.id, "Louder?", open_) == 303
    assert note(marc, first.id, "Cut it.", higher) == 303
    here = aya.get(f"/projects/{cast.blue_film}/script").get_data(as_text=True)
    assert f'href="#line-{fly}"' in here
    assert "From version" not in here
    new = (
        SCRIPT.replace("INT. KITCHEN", "INT. BUS - DAY\n\nThey ride.\n\nINT. KITCHEN")
        .replace("Then open the window.", "Then open the big window.")
        .replace("\nLENA\nHigher!\n", "")
    )
    lay_script(book, store, cast, new)
    page = aya.get(f"/projects/{cast.blue_film}/script").get_data(as_text=True)
    said = words(page)
    assert f'href="#line-{fly + 4}"' in page
    assert f'href="#line-{open_ + 4}"' in page
    assert "This line has changed since From version 1 Then open the window. Louder?" in said
    assert "This line is gone From version 1 Higher! Cut it." in said
    old = aya.get(f"/projects/{cast.blue_film}/script?version=1").get_data(as_text=True)
    assert "This line is gone" not in old


@pytest.mark.parametrize("line", ["0", "999", "-1", "two", "٣"])
def test_a_line_that_is_not_there_takes_no_note(
    aya: Visitor, book: Book, store: LocalStore, cast: Cast, line: str
) -> None:
    first = lay_script(book, store, cast)
    assert note(aya, first.id, "Here!", line) == 422


def test_the_number_of_a_line_is_a_link_to_the_note_on_it(aya: Visitor, film: int) -> None:
    page = aya.get(f"/projects/{film}/script?version=1&line=7").get_data(as_text=True)
    assert 'name="at_line"' in page
    assert 'value="7"' in page
    assert "line=5#note-text" in page


def test_a_time_is_minutes_and_seconds() -> None:
    assert [seconds_of(one) for one in ("0:45", "45", " 1:05 ", "", "0:00")] == [
        45,
        45,
        65,
        None,
        None,
    ]
    with pytest.raises(CannotRead, match="is no time"):
        seconds_of("1:75")


def test_tags_are_written_where_a_script_has_room_for_them() -> None:
    assert with_measured_time("INT. A", 1, 5) == "INT. A\n\n[[time: 0:05]]\n"
    assert with_measured_time("INT. A\n[[time: 3]]\nx [[time: 4]]", 1, 5).count("[[") == 1
    assert with_person("INT. A\n", "MO", "Mia") == "[[cast: MO = Mia]]\n\nINT. A\n"
    assert with_person("Title: X\n\nINT. A\n", "MO", "") == "Title: X\n\nINT. A\n"


def on_cards(first: str, second: str) -> str:
    """Change words on the cards of the script, and return what becomes of it."""
    cards = [
        replace(
            one,
            who=(),
            what_happens=one.what_happens.replace(first, second),
            lines=tuple(line.replace(first, second) for line in one.lines if first != line),
        )
        for one in cards_of(SCRIPT)
    ]
    return script_with_cards(with_rewritten(SCRIPT, cards), cards)


@pytest.mark.parametrize(
    ("first", "second"),
    [("on the wall", "in a tree"), ("fly", "swim"), ("The kite climbs.", "The kite sings.")],
)
def test_words_written_anew_on_a_card_stand_where_the_old_ones_stood(
    first: str, second: str
) -> None:
    assert on_cards(first, second) == SCRIPT.replace(first, second)


def test_another_voice_on_a_card_is_another_cue() -> None:
    assert on_cards("OTTO: Then", "MIA: Then") == SCRIPT.replace("OTTO\n", "MIA\n")


def test_what_is_wiped_off_a_card_goes_and_its_notes_stay() -> None:
    assert "OTTO" not in on_cards("OTTO: Then open the window.", "")
    assert "[[prop: red kite]]" in on_cards("LENA looks at a red kite on the wall.", "")


def test_words_that_would_read_as_something_else_stay_action() -> None:
    text = on_cards("The kite climbs.", "INT. OR NOT")
    assert "!INT. OR NOT [[sound: wind]]" in text


def test_a_speech_in_several_pieces_is_left_to_the_script() -> None:
    text = "INT. A\n\nMO\nOne.\n(quietly)\nTwo.\n"
    (card_,) = cards_of(text)
    with pytest.raises(Refused, match="several pieces"):
        with_rewritten(text, [replace(card_, lines=("MO: Three.",))])
    assert with_rewritten(text, [replace(card_, lines=())]).split() == ["INT.", "A"]
