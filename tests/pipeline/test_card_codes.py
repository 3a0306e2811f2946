import re

from pipeline.access import digest_of_code
from pipeline.card_codes import WORDS, draw_code, first_word

SHAPE = re.compile(r"[A-Z]{4,6}-[1-9][0-9]-[A-Z]{4,6}")


def test_the_words_are_256_plain_ones_and_none_twice() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(re.fullmatch(r"[A-Z]{4,6}", word) for word in WORDS)


def test_codes_are_drawn_by_lot_in_the_shape_of_the_cards() -> None:
    drawn = {draw_code() for _ in range(200)}
    assert len(drawn) > 190
    assert all(SHAPE.fullmatch(code) for code in drawn)
    assert len({digest_of_code(code) for code in drawn}) == len(drawn)


def test_the_first_word_follows_from_the_secret_key_and_does_not_tell_it() -> None:
    assert first_word("a key") == first_word("a key")
    assert first_word("a key") != first_word("another key")
    assert SHAPE.fullmatch(first_word("a key"))
