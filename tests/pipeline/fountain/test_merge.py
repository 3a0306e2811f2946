from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fountain.merge import merge_scripts

KITCHEN = "INT. KITCHEN - DAY\n\nLena cuts bread.\n\nLENA\nHungry?\n\nThe kettle sings.\n"
GARDEN = "EXT. GARDEN - DAY\n\nOtto digs a hole.\n\nOTTO\nNot yet.\n"
ROOF = "EXT. ROOF - NIGHT\n\nA red kite hangs on the chimney.\n"
TITLE = "Title: The Blue kite\nAuthor: Blue\n"
SCRIPT = f"{TITLE}\n{KITCHEN}\n{GARDEN}\n{ROOF}"

WORDS = st.sampled_from(["Rain.", "Mud.", "Wind.", "Snow.", "", "LENA", "  ", "!Yes", "[[a]]"])
HEADINGS = st.sampled_from(["INT. A - DAY", "EXT. B - NIGHT", "INT. C", ".D", "INT. A - DAY #3#"])


@st.composite
def scripts(draw: st.DrawFn) -> str:
    scenes = draw(st.lists(st.tuples(HEADINGS, st.lists(WORDS, max_size=5)), max_size=5))
    head = draw(st.sampled_from(["", "Title: X\n\n", "FADE IN:\n\n"]))
    return head + "".join(f"{heading}\n\n" + "\n".join(body) + "\n\n" for heading, body in scenes)


def lines(text: str) -> set[str]:
    return {line for line in text.split("\n") if line.strip()}


@settings(deadline=None, max_examples=50)
@given(st.one_of(st.text(), scripts()), st.one_of(st.text(), scripts()))
def test_what_only_one_changed_is_taken_whole(base: str, changed: str) -> None:
    normal = merge_scripts("", changed, changed).text
    for merge in (
        merge_scripts(base, changed, base),
        merge_scripts(base, base, changed),
        merge_scripts(base, changed, changed),
    ):
        assert merge.text == normal
        assert merge.clashes == ()


@settings(deadline=None, max_examples=50)
@given(scripts(), scripts(), scripts())
def test_without_a_clash_every_line_that_one_of_them_added_is_there(
    base: str, mine: str, theirs: str
) -> None:
    merge = merge_scripts(base, mine, theirs)
    if not merge.clashes:
        assert (lines(mine) | lines(theirs)) - lines(base) <= lines(merge.text)


def test_two_scenes_changed_by_two_people_are_both_there() -> None:
    mine = SCRIPT.replace("Hungry?", "Are you hungry?")
    theirs = SCRIPT.replace("Not yet.", "Never.")
    merge = merge_scripts(SCRIPT, mine, theirs)
    assert merge.text == mine.replace("Not yet.", "Never.")
    assert merge.clashes == ()


def test_two_changes_in_one_scene_that_lie_apart_are_put_together() -> None:
    mine = SCRIPT.replace("cuts bread", "cuts cheese")
    theirs = SCRIPT.replace("The kettle sings.", "The kettle whistles.")
    merge = merge_scripts(SCRIPT, mine, theirs)
    assert "cuts cheese" in merge.text
    assert "whistles" in merge.text
    assert merge.clashes == ()


def test_the_same_line_changed_twice_is_a_clash_and_theirs_stays() -> None:
    mine = SCRIPT.replace("Hungry?", "Are you hungry?").replace("digs a hole", "digs two holes")
    theirs = SCRIPT.replace("Hungry?", "Tired?")
    merge = merge_scripts(SCRIPT, mine, theirs)
    (clash,) = merge.clashes
    assert clash.place == "scene 1"
    assert clash.base == KITCHEN.strip()
    assert "Are you hungry?" in clash.mine
    assert "Tired?" in clash.theirs
    assert "Tired?" in merge.text
    assert "hungry" not in merge.text
    assert "two holes" in merge.text


def test_two_titles_are_a_clash_of_the_title_page() -> None:
    mine, theirs = (SCRIPT.replace("Title: The Blue kite", f"Title: {x}") for x in "AB")
    (clash,) = merge_scripts(SCRIPT, mine, theirs).clashes
    assert clash.place == "title page"


def test_scenes_that_both_added_stay_in_order() -> None:
    mine = SCRIPT.replace(GARDEN, GARDEN + "\nINT. CELLAR - DAY\n\nMice.\n")
    theirs = SCRIPT.replace(GARDEN, GARDEN + "\nINT. ATTIC - DAY\n\nDust.\n")
    merge = merge_scripts(SCRIPT, mine, theirs)
    order = [merge.text.index(word) for word in ("GARDEN", "ATTIC", "CELLAR", "ROOF")]
    assert order == sorted(order)
    assert merge.clashes == ()
    ending = merge_scripts(SCRIPT, mine + "\nEXT. SEA\n\nWaves.", SCRIPT + "\nEXT. SKY\n\nBlue.")
    assert ending.text.index("SKY") < ending.text.index("SEA")
    assert ending.text.endswith("Waves.\n")


def test_the_same_scene_added_by_both_is_there_once() -> None:
    both = SCRIPT + "\nEXT. SEA - DAY\n\nWaves.\n"
    merge = merge_scripts(SCRIPT, both.replace("Mud", "mud"), both.replace("Not yet", "Soon"))
    assert merge.text.count("EXT. SEA") == 1


def test_taking_out_what_the_other_changed_is_a_clash() -> None:
    changed = SCRIPT.replace("digs a hole", "digs two holes")
    gone = SCRIPT.replace(GARDEN + "\n", "")
    theirs = merge_scripts(SCRIPT, gone, changed)
    assert [(one.place, one.mine) for one in theirs.clashes] == [("scene 2", "")]
    assert "two holes" in theirs.text
    mine = merge_scripts(SCRIPT, changed, gone)
    assert [(one.place, one.theirs) for one in mine.clashes] == [("scene 2", "")]
    assert "GARDEN" not in mine.text
    assert merge_scripts(SCRIPT, gone, SCRIPT.replace("bread", "cheese")).clashes == ()
    both = merge_scripts(SCRIPT, gone, gone.replace("bread", "cheese"))
    assert (both.clashes, "GARDEN" in both.text) == ((), False)


def test_a_moved_scene_takes_the_other_change_with_it() -> None:
    moved = f"{TITLE}\n{GARDEN}\n{KITCHEN}\n{ROOF}"
    changed = SCRIPT.replace("digs a hole", "digs two holes") + "\nEXT. SEA\n\nWaves.\n"
    for merge in (merge_scripts(SCRIPT, moved, changed), merge_scripts(SCRIPT, changed, moved)):
        order = [merge.text.index(word) for word in ("GARDEN", "KITCHEN", "ROOF", "SEA")]
        assert order == sorted(order)
        assert "two holes" in merge.text
        assert merge.clashes == ()


def test_two_orders_of_the_scenes_are_a_clash() -> None:
    mine = f"{TITLE}\n{GARDEN}\n{KITCHEN}\n{ROOF}"
    theirs = f"{TITLE}\n{KITCHEN}\n{ROOF}\n{GARDEN}"
    merge = merge_scripts(SCRIPT, mine, theirs)
    (clash,) = merge.clashes
    assert clash.place == "order of the scenes"
    assert clash.theirs.split("\n")[-1] == "EXT. GARDEN - DAY"
    assert merge.text.index("ROOF") < merge.text.index("GARDEN")


def test_an_added_scene_never_sticks_to_the_line_above_it() -> None:
    base = "INT. A - DAY\n\nRain."
    merge = merge_scripts(base, base + "\n\nINT. B - DAY\n\nSun.", "Title: X\n\n" + base)
    assert merge.text == "Title: X\n\nINT. A - DAY\n\nRain.\n\nINT. B - DAY\n\nSun.\n"


def test_a_line_that_both_added_alike_is_there_once() -> None:
    base = "INT. A - DAY\n\nOne.\n\nTwo.\n\nThree.\n"
    both = base.replace("Two.", "Two and a half.")
    merge = merge_scripts(base, both.replace("One.", "First."), both + "\nFour.\n")
    assert merge.text == "INT. A - DAY\n\nFirst.\n\nTwo and a half.\n\nThree.\n\nFour.\n"


def test_where_people_have_decided_mine_counts() -> None:
    base, mine, theirs = (
        f"INT. ROOM - DAY\n\nShe {verb}.\n" for verb in ("waits", "sings", "runs")
    )
    assert merge_scripts(base, mine, theirs).clashes
    decided = merge_scripts(base, mine, theirs, frozenset({"scene 1"}))
    assert (decided.text, decided.clashes) == (mine, ())


def test_the_order_of_the_scenes_is_decided_by_people_too() -> None:
    scenes = [f"INT. {place} - DAY\n\nSomething happens in {place}.\n" for place in ("A", "B", "C")]
    base, mine, theirs = (
        "\n".join(scenes[i] for i in order) for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2))
    )
    (clash,) = merge_scripts(base, mine, theirs).clashes
    decided = merge_scripts(base, mine, theirs, frozenset({clash.place}))
    assert decided.clashes == ()
    assert [decided.text.index(f"in {place}.") for place in "CBA"] == sorted(
        decided.text.index(f"in {place}.") for place in "CBA"
    )
