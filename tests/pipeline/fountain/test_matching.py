from pipeline.fountain.matching import Part, matched


def part(heading: str, *lines: str, number: str = "") -> Part:
    return Part(number=number, heading=heading, lines=lines)


def test_a_written_number_counts_more_than_anything_else() -> None:
    old = [part("A", "Rain.", number="1"), part("B", "Sun.", number="2")]
    new = [part("B", "Sun.", number="1"), part("A", "Rain.", number="2")]
    assert matched(old, new) == [0, 1]


def test_a_number_that_is_there_twice_says_nothing() -> None:
    old = [part("A", "Rain.", number="1"), part("B", "Sun.")]
    new = [part("B", "Sun.", number="1"), part("A", "Rain.", number="1")]
    assert matched(old, new) == [1, 0]


def test_the_same_scene_is_found_before_one_with_the_same_heading() -> None:
    old = [part("A", "Rain."), part("A", "Snow.")]
    assert matched(old, [part("A", "Wind."), part("A", "Rain."), part("A", "Snow.")]) == [
        *(None, 0, 1)
    ]
    assert matched(old, [part("A", "Snow.")]) == [1]


def test_a_new_heading_is_forgiven_where_the_lines_are_the_same() -> None:
    old = [part("A", "The long line of rain.", "x")]
    assert matched(old, [part("B", "The long line of rain.", "y")]) == [0]
    assert matched(old, [part("B", "Mice.")]) == [None]


def test_words_are_compared_where_every_line_changed() -> None:
    old = [part("A", "The red kite hangs on the chimney")]
    assert matched(old, [part("B", "A red kite hangs on the old chimney.")]) == [0]
    assert matched([part("甲", "赤い凧が空に飛ぶ")], [part("乙", "赤い凧が空を飛ぶよ")]) == [0]
    assert matched([part("A")], [part("B")]) == [None]


def test_words_are_not_compared_in_an_enormous_rewrite() -> None:
    old = [part(f"A{n}", f"The red kite {n} hangs on chimney") for n in range(60)]
    new = [part(f"B{n}", f"The red kite {n} hangs upon chimney") for n in range(60)]
    assert matched(old, new) == [None] * 60


def test_a_line_that_many_scenes_hold_says_nothing() -> None:
    old = [part(f"A{n}", "Yes.") for n in range(9)]
    assert matched(old, [part("B", "Yes.")]) == [None]
