"""The words of our table against those of film schools, kept in a golden file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.shots.vocabulary import (
    ANGLES,
    FRAMINGS,
    LANGUAGES,
    MOVES,
    SIZES,
    Term,
    short_of,
    word_of,
)
from pipeline.shots.wording import wording_of

GOLDEN = json.loads(
    (Path(__file__).parents[2] / "golden/vocabulary.json").read_text(encoding="utf-8")
)
TABLES = {"size": SIZES, "framing": FRAMINGS, "angle": ANGLES, "move": MOVES}


def rows() -> Iterator[tuple[str, str, str, list[str], list[str]]]:
    for kind, terms in GOLDEN.items():
        for key, languages in terms.items():
            for language, row in languages.items():
                yield kind, key, language, row["words"], row["short"]


@pytest.mark.parametrize("kind", TABLES)
def test_every_key_of_the_craft_is_there_and_no_other(kind: str) -> None:
    assert [term.key for term in TABLES[kind]] == list(GOLDEN[kind])


def test_every_word_and_abbreviation_is_understood_in_its_language() -> None:
    misread = [
        (language, word, key, found)
        for kind, key, language, words, shorts in rows()
        for word in (*words, *shorts)
        if (found := getattr(wording_of(word, language=language, first=kind), kind)) != key
    ]
    assert misread == []


def test_the_word_we_show_is_one_that_schools_use() -> None:
    def plain(word: str) -> str:
        return word.casefold().replace("-", " ")

    strange = [
        (language, key)
        for kind, key, language, words, _ in rows()
        if (shown := plain(word_of(TABLES[kind], key, language)))
        and not any(plain(word) in shown or shown in plain(word) for word in words)
    ]
    assert strange == []


def test_an_abbreviation_is_never_carried_to_another_language() -> None:
    for kind, key, language, _, shorts in rows():
        shown = short_of(TABLES[kind], key, language)
        if shorts:
            assert shown == shorts[0]
        else:
            foreign = {short for one in LANGUAGES for short in GOLDEN[kind][key][one]["short"]} - {
                "EST",
                "INS",
                "CA",
            }
            assert shown not in foreign, (language, key)


def test_ws_written_by_a_japanese_group_is_a_waist_shot_and_our_key_is_our_key() -> None:
    assert wording_of("WS", language="ja").size == "ms"
    assert wording_of("ws", language="ja").size == "ws"
    assert short_of(SIZES, "ms", "ja") == "WS"
    assert short_of(SIZES, "ws", "fr") == "PE"
    assert short_of(SIZES, "ws", "ar") == "عامة"


def test_a_term_without_an_abbreviation_shows_its_word() -> None:
    term = Term(key="x", words=("One", "Un", "一", "واحد"))
    assert (term.short("fr"), term.short("xx")) == ("Un", "One")
