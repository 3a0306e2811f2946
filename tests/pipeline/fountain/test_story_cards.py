from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.screenplay import ElementKind
from pipeline.errors import Refused
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.fountain.story_cards import Card, cards_of, script_with_cards

SCRIPT = """Title: The kite

INT. KITCHEN - DAY #1# [[warm light]]

= Lena finds out that the kite is gone.

Lena cuts *bread*. Otto sleeps.

The kettle sings. [[who: MO]]

LENA
Hungry?

.OMITTED #2#

EXT. ROOF - NIGHT #3#
"""
TEXTS = st.text(alphabet="aB :.#[]/*=~>@!()\n日ر", max_size=20)
CARDS = st.builds(
    Card,
    setting=st.sampled_from(["", "INT", "EXT", "INT/EXT"]),
    place=TEXTS.map(lambda text: "x" + text),
    time=TEXTS,
    who=st.lists(TEXTS, max_size=2).map(tuple),
    what_happens=TEXTS,
    what_changes=TEXTS,
    lines=st.lists(TEXTS, max_size=2).map(tuple),
)


def test_scenes_become_cards() -> None:
    kitchen, roof = cards_of(SCRIPT)
    assert kitchen == Card(
        number="1",
        setting="INT",
        place="KITCHEN",
        time="DAY",
        who=("LENA", "MO"),
        what_happens="Lena cuts bread. Otto sleeps.\n\nThe kettle sings.",
        what_changes="Lena finds out that the kite is gone.",
        lines=("LENA: Hungry?",),
    )
    assert (roof.number, roof.setting, roof.what_happens) == ("3", "EXT", "")


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="INT. A\nb=#1:@"))
def test_untouched_cards_leave_the_script_as_it_is(text: str) -> None:
    assert script_with_cards(text, cards_of(text)) == text


def test_a_card_changes_heading_and_synopsis_and_nothing_else() -> None:
    kitchen, roof = cards_of(SCRIPT)
    told = replace(kitchen, setting="EXT", place="GARDEN", what_changes="Lena\nleaves.")
    text = script_with_cards(SCRIPT, [told, roof])
    assert text == SCRIPT.replace("INT. KITCHEN", "EXT. GARDEN").replace(
        "= Lena finds out that the kite is gone.", "= Lena leaves."
    )
    assert "= " not in script_with_cards(SCRIPT, [replace(kitchen, what_changes=""), roof])


def test_a_card_adds_what_the_scene_lacks() -> None:
    kitchen, roof = cards_of(SCRIPT)
    told = replace(
        roof,
        who=("OTTO", "LENA"),
        what_happens="The kite hangs there.\n\nINT. is a word",
        what_changes="Otto is brave.",
        lines=("OTTO: There it is!", "A gust of wind", "LENA："),
    )
    text = script_with_cards(SCRIPT, [kitchen, told])
    assert text.startswith(SCRIPT.rstrip("\n"))
    again = cards_of(text)[1]
    assert (again.what_changes, again.lines) == ("Otto is brave.", ("OTTO: There it is!",))
    assert again.what_happens.split("\n\n") == [
        *("The kite hangs there.", "INT. is a word", "A gust of wind", "LENA：")
    ]
    assert set(again.who) == {"OTTO", "LENA"}
    body = SCRIPT.replace("#3#\n", "#3#\nWaves.\n")
    with_body = script_with_cards(body, [kitchen, replace(cards_of(body)[-1], what_changes="X.")])
    assert with_body.endswith("#3#\n\n= X.\n\nWaves.\n") or "Waves." in with_body


def test_new_cards_are_scenes_and_the_order_of_the_cards_counts() -> None:
    kitchen, roof = cards_of(SCRIPT)
    sea = Card(setting="INT/EXT", place="Boat", time="DAWN", what_happens="Waves.", who=("Mo",))
    text = script_with_cards(SCRIPT, [roof, sea, kitchen])
    headings = [one.heading for one in screenplay_of(parse(text)).scenes]
    assert headings == [
        "EXT. ROOF - NIGHT",
        "INT./EXT. Boat - DAWN",
        "INT. KITCHEN - DAY",
        "OMITTED",
    ]
    assert "[[who: Mo]]" in text


@pytest.mark.parametrize(
    ("place", "heading", "name"),
    [
        ("台所", ".屋内 台所 - 昼", "@ハナ"),
        ("المطبخ", ".داخلي المطبخ - 昼", "@سلمى"),
        ("Cuisine", "INT. Cuisine - 昼", "HANNA"),
    ],
)
def test_every_script_gets_the_marks_that_it_needs(place: str, heading: str, name: str) -> None:
    card = Card(setting="INT", place=place, time="昼", lines=(f"{name.lstrip('@')}：いない！",))
    assert script_with_cards("", [card]) == f"{heading}\n\n{name}\nいない！\n"
    (scene,) = screenplay_of(parse(script_with_cards("", [card]))).scenes
    assert (scene.setting, scene.place, scene.time_of_day) == ("INT", place, "昼")


def test_a_heading_gets_or_keeps_its_dot() -> None:
    (card,) = cards_of(".ROOF\n\nWind.\n")
    assert script_with_cards(".ROOF\n\nWind.\n", [replace(card, place="SEA")]) == ".SEA\n\nWind.\n"
    (inside,) = cards_of("INT. ROOF\n\nWind.\n")
    told = script_with_cards("INT. ROOF\n\nWind.\n", [replace(inside, setting="")])
    assert told == ".ROOF\n\nWind.\n"


def test_a_card_without_a_place_is_refused() -> None:
    with pytest.raises(Refused, match="needs a place"):
        script_with_cards(SCRIPT, [*cards_of(SCRIPT), Card(place=" … ")])


def test_a_card_can_go_only_when_its_scene_has_no_words() -> None:
    kitchen, roof = cards_of(SCRIPT)
    assert "ROOF" not in script_with_cards(SCRIPT, [kitchen])
    with pytest.raises(Refused, match="Scene 1 has words"):
        script_with_cards(SCRIPT, [roof])


@settings(deadline=None, max_examples=50)
@given(st.lists(CARDS, max_size=3))
def test_every_new_card_becomes_one_scene(cards: list[Card]) -> None:
    text = script_with_cards("Title: X\n", cards)
    assert len(screenplay_of(parse(text)).scenes) == len(cards)


@settings(deadline=None, max_examples=50)
@given(CARDS)
def test_nothing_written_is_ever_lost(card: Card) -> None:
    told = replace(card, number="1")
    text = script_with_cards(SCRIPT, [told, *cards_of(SCRIPT)[1:]])
    printed = " ".join(one.text for one in parse(text) if one.kind is not ElementKind.BONEYARD)
    for words in ("Lena cuts *bread*. Otto sleeps.", "The kettle sings.", "Hungry?", "warm light"):
        assert words in printed
