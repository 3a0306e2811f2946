from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.difference import SceneChange, difference
from pipeline.fountain.freezing import freeze
from pipeline.fountain.parse import parse
from pipeline.fountain.touched import touched_shots

TITLE = "Title: The kite\n\n"
KITCHEN = "INT. KITCHEN - DAY\n\nLena cuts bread.\n\nLENA\nAre you hungry now?\n\n"
GARDEN = "EXT. GARDEN - DAY\n\nOtto digs a hole.\n\nOTTO\nNot yet.\n\n"
ROOF = "EXT. ROOF - NIGHT\n\nA red kite hangs on the chimney. [[prop: red kite]]\n\n"


def play(text: str) -> Screenplay:
    return screenplay_of(parse(text))


OLD = play(TITLE + KITCHEN + GARDEN + ROOF)


def changes(new: str) -> list[SceneChange]:
    return list(difference(OLD, play(new)).changed)


def states(new: str) -> list[tuple[str, str]]:
    return [(one.number, str(one.state)) for one in difference(OLD, play(new)).scenes]


def test_the_same_script_has_no_difference() -> None:
    assert changes(TITLE + KITCHEN + GARDEN + ROOF) == []
    assert states(TITLE + KITCHEN + GARDEN + ROOF) == [("1", "same"), ("2", "same"), ("3", "same")]
    assert difference(play(""), play("")).scenes == ()


def test_a_changed_line_is_shown_word_by_word() -> None:
    (change,) = changes(TITLE + KITCHEN.replace("hungry", "tired") + GARDEN + ROOF)
    (line,) = change.lines
    assert (change.number, change.state, line.kind) == ("1", "changed", "dialogue")
    assert line.old == (("Are you ", False), ("hungry", True), (" now?", False))
    assert line.new == (("Are you ", False), ("tired", True), (" now?", False))
    assert (line.old_text, line.new_text) == ("Are you hungry now?", "Are you tired now?")
    assert (line.old_line, line.new_line) == (8, 8)


def test_lines_that_have_nothing_in_common_are_out_and_in() -> None:
    (change,) = changes(
        TITLE + KITCHEN.replace("Lena cuts bread.", "Rain!\n\nWind.") + GARDEN + ROOF
    )
    assert [(line.old_text, line.new_text) for line in change.lines] == [
        *[("Lena cuts bread.", ""), ("", "Rain!"), ("", "Wind.")]
    ]
    (shorter,) = changes(TITLE + KITCHEN.replace("Lena cuts bread.\n\n", "") + GARDEN + ROOF)
    assert [line.new_text for line in shorter.lines] == [""]


def test_scenes_that_came_went_and_moved_are_told() -> None:
    cellar = "INT. CELLAR - DAY\n\nMice run everywhere.\n\n"
    assert states(TITLE + KITCHEN + cellar + GARDEN + ROOF) == [
        *[("1", "same"), ("2", "added"), ("3", "same"), ("4", "same")]
    ]
    assert states(TITLE + KITCHEN + ROOF) == [("1", "same"), ("2", "omitted"), ("2", "same")]
    assert states(TITLE + KITCHEN) == [("1", "same"), ("2", "omitted"), ("3", "omitted")]
    assert states(TITLE + GARDEN + ROOF + KITCHEN) == [("1", "same"), ("2", "same"), ("3", "moved")]
    (moved,) = changes(TITLE + GARDEN + ROOF + KITCHEN.replace("bread", "cheese"))
    assert (moved.state, moved.moved, moved.old_number) == ("changed", True, "1")


def test_an_omitted_heading_tells_that_the_scene_is_gone_once() -> None:
    frozen = screenplay_of(freeze(OLD.elements, OLD))
    gone = screenplay_of(freeze(parse(TITLE + KITCHEN + ROOF), frozen))
    found = difference(frozen, gone).scenes
    assert [(one.number, str(one.state)) for one in found] == [
        *[("1", "same"), ("2", "omitted"), ("3", "same")]
    ]
    assert difference(gone, gone).changed == ()
    (back,) = difference(gone, frozen).changed
    assert (back.number, back.state) == ("2", "added")


def test_what_stands_above_the_scenes_is_compared_too() -> None:
    (change,) = changes("Title: The blue kite\n\n" + KITCHEN + GARDEN + ROOF)
    assert (change.number, change.lines[0].new_text) == ("", "Title: The blue kite")


@settings(deadline=None, max_examples=50)
@given(st.permutations([KITCHEN, GARDEN, ROOF]), st.sets(st.integers(0, 2)))
def test_old_and_new_lines_are_never_lost(order: list[str], cut: set[int]) -> None:
    new = "".join(scene for place, scene in enumerate(order) if place not in cut)
    found = difference(OLD, play(TITLE + new)).scenes
    assert sorted(one.old_number for one in found) == ["1", "2", "3"]


def test_only_shots_that_name_what_changed_are_touched_for_that_reason() -> None:
    new = (
        TITLE
        + KITCHEN.replace("hungry", "tired").replace("bread", "cheese")
        + ROOF.replace("red", "blue")
        + "OTTO\nOh.\n"
    )
    shots = ShotList(
        shots=(
            Shot(scene="1", shot=1, dialogue="LENA: Are you hungry now?"),
            Shot(scene="1", shot=2, description="Close on the bread"),
            Shot(scene="1", shot=3, description="Window"),
            Shot(scene="2", shot=1),
            Shot(scene="3", shot=1, props=("Red",)),
            Shot(scene="3", shot=2, characters=("Otto",)),
            Shot(scene="9", shot=1),
        )
    )
    touched = touched_shots(difference(OLD, play(new)), shots)
    assert [(one.name, str(one.why)) for one in touched] == [
        ("S01_P01", "dialogue"),
        ("S01_P02", "description"),
        ("S01_P03", "scene"),
        ("S02_P01", "omitted"),
        ("S03_P01", "props"),
        ("S03_P02", "characters"),
    ]


def test_boneyards_are_no_part_of_the_film() -> None:
    assert changes(TITLE + KITCHEN + "/* perhaps */\n\n" + GARDEN + ROOF) == []
