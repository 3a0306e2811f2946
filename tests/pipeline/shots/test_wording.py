import pytest

from pipeline.shots.vocabulary import ANGLES, FRAMINGS, LANGUAGES, MOVES, SIZES, short_of, word_of
from pipeline.shots.wording import Wording, wording_of


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("CU", Wording(size="cu")),
        ("ＣＵ", Wording(size="cu")),
        ("M2S wide", Wording(size="ws", framing="two")),
        ("M2S", Wording(size="ms", framing="two")),
        ("CU / OTS on Celia", Wording(size="cu", framing="ots", left_over="on celia")),
        ("Profile CU + VFX", Wording(size="cu", angle="profile", left_over="vfx")),
        ("WS to MS, dolly", Wording(size="ws", move="dolly", left_over="to ms")),
        ("Très gros plan", Wording(size="ecu")),
        ("Plan rapproché poitrine (PRP)", Wording(size="mcu")),
        ("Contre-plongée", Wording(angle="low")),
        ("クローズアップ／アップ", Wording(size="cu")),
        ("لقطة قريبة جدًا", Wording(size="ecu")),
        ("Nah", Wording(left_over="nah")),
        ("", Wording()),
    ],
)
def test_what_people_write_becomes_keys_and_the_rest_is_kept(text: str, wording: Wording) -> None:
    assert wording_of(text) == wording


def test_ws_is_a_wide_shot_in_english_and_a_waist_shot_in_japanese() -> None:
    assert wording_of("WS").size == "ws"
    assert wording_of("WS", language="ja").size == "ms"


@pytest.mark.parametrize(
    ("column", "terms"),
    [("size", SIZES), ("framing", FRAMINGS), ("angle", ANGLES), ("move", MOVES)],
)
def test_every_word_of_every_language_reads_back_as_its_key(
    column: str, terms: tuple[object, ...]
) -> None:
    for term in {"size": SIZES, "framing": FRAMINGS, "angle": ANGLES, "move": MOVES}[column]:
        for word in (term.key, *(term.word(language) for language in LANGUAGES)):
            assert getattr(wording_of(word, first=column), column) == term.key, word
    assert terms


def test_an_unknown_key_is_shown_as_it_is() -> None:
    assert word_of(SIZES, "mcu", "fr-FR") == "Plan rapproché poitrine"
    assert word_of(SIZES, "mcu", "de") == "Medium close-up"
    assert (word_of(SIZES, "", "en"), word_of(SIZES, "xyz", "en")) == ("", "xyz")
    assert (short_of(FRAMINGS, "two"), short_of(SIZES, "xyz")) == ("2S", "XYZ")
