from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.screenplay import ElementKind, Screenplay
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.freezing import freeze
from pipeline.fountain.parse import parse
from pipeline.fountain.write import write

SCENES = {
    "kitchen": "INT. KITCHEN - DAY\n\nLena cuts bread.\n\nLENA\nHungry?\n\n",
    "garden": "EXT. GARDEN - DAY\n\nOtto digs a hole.\n\n",
    "roof": "EXT. ROOF - NIGHT\n\nA red kite hangs on the chimney.\n\n",
    "cellar": "INT. CELLAR - DAY\n\nMice run.\n\n",
    "attic": "INT. ATTIC - DAY\n\nDust falls.\n\n",
    "sea": "EXT. SEA - DAWN\n\nWaves.\n\n",
}


def script(*names: str) -> str:
    return "".join(SCENES[name] for name in names)


def signed(*names: str) -> Screenplay:
    return screenplay_of(parse("Title: The kite\n\n" + script(*names)))


def numbers(text: str, frozen: Screenplay) -> list[tuple[str, str]]:
    scenes = screenplay_of(freeze(parse(text), frozen)).scenes
    return [(one.number, one.heading.split(" - ")[0].split()[-1].lower()) for one in scenes]


SOME = st.lists(st.sampled_from(sorted(SCENES)), unique=True)
THREE = signed("kitchen", "garden", "roof")


def test_a_scene_put_in_takes_a_letter_and_the_others_keep_their_numbers() -> None:
    text = script("kitchen", "garden", "cellar", "attic", "roof")
    assert numbers(text, THREE) == [
        *[("1", "kitchen"), ("2", "garden"), ("2A", "cellar"), ("2B", "attic"), ("3", "roof")]
    ]


def test_a_scene_before_the_first_is_0a_and_one_behind_the_last_goes_on_counting() -> None:
    text = script("cellar", "kitchen", "garden", "roof", "attic", "sea")
    assert [number for number, _ in numbers(text, THREE)] == ["0A", "1", "2", "3", "4", "5"]


def test_letters_that_look_like_figures_are_left_out() -> None:
    middle = "".join(f"INT. ROOM {n} - DAY\n\nDoor {n} shuts.\n\n" for n in range(26))
    given = numbers(script("kitchen") + middle + script("garden"), signed("kitchen", "garden"))
    letters = "".join(number[1:] for number, _ in given)
    assert letters == "ABCDEFGHJKLMNPQRSTUVWXYZ" + "A"
    assert [number for number, _ in given][-3:] == ["3", "3A", "2"]


def test_a_scene_that_is_gone_stays_as_omitted_and_keeps_its_words() -> None:
    elements = freeze(parse(script("roof", "kitchen") + ".OMITTED\n\n"), THREE)
    assert [(one.scene_number, one.text) for one in elements if one.scene_number] == [
        ("3", "EXT. ROOF - NIGHT"),
        ("1", "INT. KITCHEN - DAY"),
        ("2", "OMITTED"),
    ]
    assert "Otto digs a hole." in elements[-1].text
    assert elements[-1].kind is ElementKind.BONEYARD
    scenes = screenplay_of(elements).scenes
    assert [(one.number, one.omitted, one.seconds > 0) for one in scenes] == [
        ("3", False, True),
        ("1", False, True),
        ("2", True, False),
    ]
    assert numbers(script("garden"), THREE) == [("1", "omitted"), ("2", "garden"), ("3", "omitted")]


def test_an_omitted_scene_that_returns_gets_its_number_back() -> None:
    omitted = screenplay_of(parse(write(freeze(parse(script("kitchen", "roof")), THREE))))
    text = script("kitchen", "attic", "garden", "roof")
    assert [number for number, _ in numbers(text, omitted)] == ["1", "1A", "2", "3"]
    again = screenplay_of(freeze(parse(script("kitchen", "roof")), omitted))
    assert [one.number for one in again.scenes] == ["1", "2", "3"]
    assert again.scenes[1].omitted
    back = parse("EXT. MARKET - DAY #2#\n\nFish.\n\n" + script("kitchen", "roof"))
    assert screenplay_of(freeze(back, omitted)).scenes[0].number == "2"
    other = parse(script("kitchen") + "EXT. GARDEN - DAY\n\nBirds.\n\n" + script("roof"))
    assert [one.number for one in screenplay_of(freeze(other, omitted)).scenes] == [
        *("1", "1A", "2", "3")
    ]


def test_an_omitted_scene_without_its_words_keeps_its_number() -> None:
    bare = screenplay_of(parse("INT. A #1#\n\nRain.\n\n.OMITTED #2#\n\nINT. B #3#\n\nSun.\n"))
    assert [n for n, _ in numbers("INT. A\n\nRain.\n\nINT. B\n\nSun.\n", bare)] == ["1", "2", "3"]


def test_a_free_number_that_somebody_wrote_stays_and_a_taken_one_does_not() -> None:
    written = SCENES["cellar"].replace("DAY", "DAY #2C#") + SCENES["attic"].replace(
        "DAY", "DAY #2C#"
    )
    text = script("kitchen", "garden") + written + script("roof")
    assert [number for number, _ in numbers(text, THREE)] == ["1", "2", "2C", "2A", "3"]


def test_a_changed_heading_or_a_changed_body_does_not_cost_the_number() -> None:
    text = script("cellar", "kitchen", "garden", "roof").replace("ROOF", "CHIMNEY")
    text = text.replace("Lena cuts bread.", "Lena bakes.").replace("Hungry?", "Tired?")
    assert [number for number, _ in numbers(text, THREE)] == ["0A", "1", "2", "3"]


@settings(deadline=None, max_examples=50)
@given(st.permutations(["kitchen", "garden", "roof", "cellar"]))
def test_moved_scenes_keep_their_numbers(order: list[str]) -> None:
    frozen = signed("kitchen", "garden", "roof", "cellar")
    own = {"kitchen": "1", "garden": "2", "roof": "3", "cellar": "4"}
    assert numbers(script(*order), frozen) == [(own[name], name) for name in order]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from(sorted(SCENES)), unique=True),
    st.lists(st.sampled_from(sorted(SCENES)), unique=True),
)
def test_no_number_is_ever_lost_or_given_twice(before: list[str], after: list[str]) -> None:
    frozen = signed(*before)
    elements = freeze(parse(script(*after)), frozen)
    given = [one.number for one in screenplay_of(elements).scenes]
    assert len(given) == len(set(given))
    assert {one.number for one in frozen.scenes} <= set(given)
    assert freeze(parse(write(elements)), screenplay_of(elements)) == parse(write(elements))
