from pipeline.fountain.wrap import columns_of, wrap


def rows(text: str, width: int) -> list[str]:
    return ["".join(part for part, _ in row) for row in wrap([(text, "")], width)]


def test_words_stay_whole_and_spaces_at_a_break_go_away() -> None:
    assert rows("The tide is out.", 8) == ["The tide", "is out."]


def test_the_indentation_of_a_line_stays() -> None:
    assert rows("    Dear Hugo,\nrain", 20) == ["    Dear Hugo,", "rain"]


def test_a_word_longer_than_the_row_is_cut() -> None:
    assert rows("an abcdefghij", 4) == ["an", "abcd", "efgh", "ij"]


def test_flags_survive_a_break() -> None:
    assert wrap([("one ", ""), ("two three", "b")], 7) == [
        (("one ", ""), ("two", "b")),
        (("three", "b"),),
    ]


def test_japanese_breaks_anywhere_but_not_before_a_full_stop() -> None:
    assert rows("静かな夜だ。", 10) == ["静かな夜", "だ。"]
    assert columns_of("静かe\u0301") == 5


def test_an_empty_text_is_one_empty_row() -> None:
    assert wrap([], 10) == [()]


def test_a_long_word_between_full_width_ones_is_cut() -> None:
    assert rows("日abcdefghij", 4) == ["日", "abcd", "efgh", "ij"]
    assert rows("abcdefg日  本", 4) == ["abcd", "efg", "日", "本"]
    assert rows("日本  語", 4) == ["日本", "語"]
    assert rows("日本語です", 4) == ["日本", "語で", "す"]


def test_a_space_that_may_not_break_does_not() -> None:
    assert rows("où ça\u00a0?", 6) == ["où", "ça\u00a0?"]
    assert rows("日本 ça\u00a0?", 6) == ["日本", "ça\u00a0?"]
