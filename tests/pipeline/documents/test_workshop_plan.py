from datetime import date
from fractions import Fraction

import pytest

from pipeline.documents.project import AiPolicy, Project
from pipeline.documents.workshop_plan import (
    colour_of,
    group_name,
    like,
    one_line,
    plan_of,
    rate_for,
    usual_fields,
)
from pipeline.errors import CannotRead

FIELDS = {
    **usual_fields(("en", "ar"), "2026-08-03"),
    "name": " Seven days of\ncinema ",
    "place": "Marrakech",
    "rate": "25",
}


def test_a_filled_form_is_a_plan_and_each_group_a_project() -> None:
    plan = plan_of({**FIELDS, "minutes": "1", "seconds": "30", "groups": "2"}, ("ar", "fr"))
    assert (plan.name, plan.first_day) == ("Seven days of cinema", date(2026, 8, 3))
    assert plan.groups == (("الأحمر", "red"), ("الأزرق", "blue"))
    project = plan.project(*plan.groups[0], title="Our film")
    assert project == Project(
        title="Our film",
        group="الأحمر",
        colour="red",
        frame_rate=Fraction(25),
        width=1280,
        height=720,
        language="ar",
        target_seconds=90,
        ai_policy=AiPolicy.NONE,
        event="Seven days of cinema, Marrakech",
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "needs a name"),
        ({"first_day": "soon"}, "first day"),
        ({"rate": "29"}, "frame rate"),
        ({"size": "8x8"}, "size from the list"),
        ({"ai_policy": "maybe"}, "whether AI may be used"),
        ({"seconds": "x"}, "between 15 seconds and 30 minutes"),
        ({"minutes": "31"}, "between 15 seconds and 30 minutes"),
        ({"minutes": "0", "seconds": "14"}, "between 15 seconds and 30 minutes"),
        ({"template": "year"}, "one of the timetables"),
        ({"groups": "0"}, "1 to 60"),
        ({"groups": "many"}, "1 to 60"),
        ({"groups": "61"}, "1 to 60"),
    ],
)
def test_what_is_missing_is_said(wrong: dict[str, str], sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        plan_of(FIELDS | wrong, ("en",))


def test_a_workshop_without_a_language_is_refused() -> None:
    with pytest.raises(CannotRead, match="Tick at least one language"):
        plan_of(FIELDS, ())


def test_the_rate_follows_the_lamps_of_the_place() -> None:
    assert [rate_for(place) for place in ("Marrakech", "Tokyo", "大阪", "Jeddah, hall 2", "")] == [
        *("25", "25", "24", "24", "25"),
    ]


def test_one_more_film_is_agreed_like_the_first_but_for_its_people() -> None:
    first = Project(title="Kite", group="Red", target_seconds=90, cast={"LENA": "Aya"})
    more = like(first, "Blue", "blue", "Our film")
    assert more == Project(title="Our film", group="Blue", colour="blue", target_seconds=90)


def test_names_stand_on_one_line_without_signs_that_cannot_be_seen() -> None:
    assert one_line("Ay\u202ea \t B\u200c") == "Aya B\u200c"
    assert len(one_line("x" * 200)) == 80


def test_a_group_needs_a_name_and_a_colour_of_the_list() -> None:
    assert (group_name(" Blue "), colour_of("blue")) == ("Blue", "blue")
    with pytest.raises(CannotRead, match="needs a name"):
        group_name("\n")
    with pytest.raises(CannotRead, match="one of the colours"):
        colour_of("beige")
