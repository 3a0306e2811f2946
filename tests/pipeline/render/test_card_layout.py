"""Cards in one language and in several: what is judged is what is drawn (rule C50)."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.documents.final_cut import CreditKind, CreditLine, Credits, Wording
from pipeline.fonts import Font
from pipeline.render.card_checks import card_findings, findings_of_card, findings_of_layout
from pipeline.render.card_layout import layout_of, parted, shown_cards
from pipeline.render.card_picture import DARK, card_image, colour_of
from pipeline.render.card_space import MIDDLE, SMALLEST_PX, Layout, Words
from pipeline.render.cards import Card, LinesCard, PairsCard, TitleCard, end_cards, title_card
from pipeline.render.lettering import Hand

NAMES = ("Aya", "Ben", "Mei", "Noé")
FOUR = Credits(
    lines=(
        CreditLine(
            kind=CreditKind.TITLE,
            name="Le pont",
            others=(Wording(language="ar", name="الجسر القديم"),),
        ),
        CreditLine(kind=CreditKind.CAST, role="SALMA", name="Aya"),
        CreditLine(kind=CreditKind.CREW, role="director", name="Ben"),
        CreditLine(
            kind=CreditKind.CREW,
            role="director",
            name="Mei",
            others=(Wording(language="ja", name="芽衣"),),
        ),
        CreditLine(kind=CreditKind.CREW, role="", name="Noé"),
        CreditLine(
            kind=CreditKind.THANKS,
            name="le boulanger",
            others=(Wording(language="ar", name="الخبّاز"),),
        ),
        CreditLine(kind=CreditKind.AI, name="Ce film a été réalisé sans IA générative."),
    ),
    languages=("fr", "ar", "ja"),
)


def codes(card: Card) -> list[str]:
    return [one.code for one in findings_of_card(card)]


def test_a_card_that_can_be_read_has_no_finding() -> None:
    assert codes(PairsCard(heading="With", pairs=tuple((name, name) for name in NAMES))) == []
    assert list(card_findings(FOUR, "fr")) == []


@pytest.mark.parametrize(
    "card",
    [
        TitleCard(title="The Kite", film_by="a film by " + "many people " * 12),
        LinesCard(heading="", lines=("word " * 38,), is_small=True),
        LinesCard(heading="", lines=("x" * 2500,)),
        PairsCard(heading="", pairs=(("role", "name " * 60),)),
    ],
    ids=["too wide", "too many words", "too high", "a name like a novel"],
)
def test_a_card_with_too_much_on_it_is_told(card: Card) -> None:
    assert codes(card)
    assert set(codes(card)) == {"C50"}


@pytest.mark.parametrize(
    ("px", "found"), [(SMALLEST_PX - 1, ["C50"]), (SMALLEST_PX, []), (SMALLEST_PX + 20, [])]
)
def test_words_that_cannot_be_read_from_the_last_row_are_told(px: int, found: list[str]) -> None:
    words = Words(text="Aya", hand=Hand(font=Font.TEXT, px=px), x=MIDDLE, baseline=500)
    told = list(findings_of_layout(Layout(words=(words,))))
    assert [one.code for one in told] == found
    assert all("“Aya” is too small" in one.message for one in told)
    assert not list(findings_of_layout(Layout(words=(replace(words, text=""),))))


@pytest.mark.parametrize("words", [1, 12, 60])
def test_none_of_our_cards_is_ever_set_too_small(words: int) -> None:
    text = "a word " * words
    pairs = ((text, text),) * 8
    for card in (
        TitleCard(title=text, film_by=text, also=((text, text),)),
        PairsCard(heading=text, pairs=pairs, also=((text,) * 8, (text,) * 8)),
        LinesCard(heading=text, lines=(text,) * 5, also=((text,) * 5,)),
        LinesCard(heading=text, lines=(text,) * 4, is_small=True, also=((text,) * 4,)),
    ):
        assert layout_of(card).too_small() == ()


def test_a_long_list_becomes_several_cards_and_loses_nobody() -> None:
    lines = tuple(f"{number} {'a rather long line of thanks ' * 4}" for number in range(5))
    parts = list(parted(LinesCard(heading="Thanks to", lines=lines)))
    assert len(parts) > 1
    assert all(isinstance(one, LinesCard) and codes(one) == [] for one in parts)
    assert sum((one.lines for one in parts if isinstance(one, LinesCard)), ()) == lines
    roles = tuple((f"role {'of many words ' * 4}", "somebody with names " * 3) for _ in range(8))
    pairs = list(parted(PairsCard(heading="With", pairs=roles, also=(("x",) * 8,))))
    assert len(pairs) > 1
    assert sum(len(one.also[0]) for one in pairs if isinstance(one, PairsCard)) == 8


def test_languages_stand_side_by_side_and_the_names_between_them() -> None:
    assert title_card(FOUR, "fr") == TitleCard(
        title="Le pont", film_by="", also=(("الجسر القديم", ""),)
    )
    assert end_cards(FOUR, "fr") == (
        PairsCard(heading="Avec · تمثيل · 出演", pairs=(("SALMA", "Aya"),)),
        PairsCard(
            heading="",
            pairs=(("Réalisation", "Ben"), ("", "Mei · 芽衣"), ("", "Noé")),
            also=(("إخراج", "", ""), ("監督", "", "")),
        ),
        LinesCard(
            heading="Merci à · شكر خاص · スペシャルサンクス",
            lines=("le boulanger",),
            also=(("الخبّاز",),),
        ),
        LinesCard(
            heading="",
            lines=("Ce film a été réalisé sans IA générative.",),
            is_small=True,
            also=(
                ("لم يُستخدم أي ذكاء اصطناعي توليدي في إنجاز هذا الفيلم.",),
                ("この作品に生成AIは使われていません。",),
            ),
        ),
    )


def test_the_first_language_begins_on_its_own_side() -> None:
    card = end_cards(FOUR, "fr")[1]
    french, name, arabic, japanese = layout_of(card).words[:4]
    assert french.x < name.x < arabic.x < japanese.x
    mirrored = end_cards(Credits(lines=FOUR.lines, languages=("ar", "fr")), "ar")[1]
    arabic, name, french = layout_of(mirrored).words[:3]
    assert french.x < name.x < arabic.x


def test_all_words_that_are_judged_are_drawn_where_they_are_judged(tmp_path: Path) -> None:
    for card in shown_cards(FOUR, "fr"):
        seen = (
            np.abs(np.asarray(card_image(card, colour_of("red")), np.int16) - DARK).max(axis=2) > 60
        )
        rows, columns = np.nonzero(seen)
        boxes = [one.box() for one in layout_of(card).words if one.text]
        left, top = min(one[0] for one in boxes), min(one[1] for one in boxes)
        right, bottom = max(one[2] for one in boxes), max(one[3] for one in boxes)
        assert columns.max() <= right + 2
        assert rows.max() <= bottom + 2
        if not isinstance(card, TitleCard):
            assert columns.min() >= left - 2
            assert rows.min() >= top - 2


def test_a_language_that_comes_first_takes_its_own_wording_and_the_film_s_goes_beside_it() -> None:
    both = Credits(lines=FOUR.lines, languages=("ar", "fr"))
    title, _cast, crew, thanks, ai = shown_cards(both, "fr")
    assert title == TitleCard(title="الجسر القديم", film_by="", also=(("Le pont", ""),))
    assert isinstance(crew, PairsCard)
    assert (crew.pairs[0], crew.also, crew.to_left) == (
        ("إخراج", "Ben"),
        (("Réalisation", "", ""),),
        True,
    )
    assert isinstance(thanks, LinesCard)
    assert (thanks.lines, thanks.also) == (("الخبّاز",), (("le boulanger",),))
    assert thanks.heading == "Merci à · شكر خاص"  # on the screen, Arabic stands right of it
    assert ai.text().strip().startswith("لم")
    assert isinstance(ai, LinesCard)
    assert ai.also == (("Ce film a été réalisé sans IA générative.",),)


def test_two_writings_of_a_name_stand_beside_each_other() -> None:
    aya = CreditLine(
        kind=CreditKind.CREW,
        role="kite maker",
        name="Aya",
        others=(Wording(language="ar", role="صانعة الطائرة", name="آية"),),
    )
    (card,) = end_cards(Credits(lines=(aya,), languages=("ar", "en")), "en")
    assert isinstance(card, PairsCard)
    assert card.pairs == (("صانعة الطائرة", "Aya · آية"),)
    assert card.also == (("kite maker",),)
