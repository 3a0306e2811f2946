from fractions import Fraction

import pytest

from pipeline.documents.edit import Dissolve, Edit, PictureClip
from pipeline.documents.final_cut import CreditKind, CreditLine, Credits
from pipeline.render.cards import (
    FADE_S,
    PAIRS_A_CARD,
    Card,
    LinesCard,
    PairsCard,
    TitleCard,
    end_cards,
    reading_seconds,
    title_card,
)
from pipeline.render.programme import ending, opening, programme_of
from pipeline.timing import SAMPLE_RATE, frames_to_samples

TITLE = TitleCard(title="The Kite", film_by="a film by the Blue group")


def edit(rate: Fraction = Fraction(25)) -> Edit:
    return Edit(
        name="x",
        frame_rate=rate,
        width=320,
        height=180,
        frames=100,
        picture=(
            PictureClip(media="a", source_in=Fraction(0), start_frame=0, frames=60),
            PictureClip(media="b", source_in=Fraction(0), start_frame=50, frames=50, layer=1),
        ),
        dissolves=(
            Dissolve(
                start_frame=50,
                frames=10,
                ramp_start=Fraction(50),
                ramp_frames=Fraction(10),
                outgoing=(0, 1),
                incoming=(1, 2),
            ),
        ),
    )


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(24000, 1001)])
def test_the_cards_stand_before_and_after_the_picture_and_not_on_it(rate: Fraction) -> None:
    cards = (LinesCard(heading="Music", lines=("The Song",)), LinesCard(heading="", lines=("CC",)))
    programme = programme_of(edit(rate), TITLE, cards)
    before, after = opening(edit(rate), programme), ending(edit(rate), programme)
    assert [clip.media for clip in before.picture] == ["card 0"]
    assert [clip.media for clip in after.picture] == ["card 1", "card 2"]
    assert before.frames == programme.picture_start > before.picture[0].end_frame
    assert after.picture[0].start_frame > 0
    assert after.picture[0].end_frame == after.picture[1].start_frame
    assert after.picture[1].end_frame < after.frames
    assert before.frames + edit(rate).frames + after.frames == programme.frames
    assert before.sound == after.sound == ()
    assert programme.samples == frames_to_samples(programme.frames, rate)
    last = programme.cards[-1]
    assert programme.silent_sample == frames_to_samples(last.start_frame + last.frames, rate)
    assert programme.samples - programme.silent_sample >= SAMPLE_RATE / 2


def test_every_card_fades_in_from_black_and_out_to_black() -> None:
    programme = programme_of(edit(), TITLE, (LinesCard(heading="", lines=("CC",)),))
    for part in (opening(edit(), programme), ending(edit(), programme)):
        (card,) = part.picture
        fade_in, fade_out = part.dissolves
        assert (fade_in.outgoing, fade_in.incoming) == ((0, 0), (0, 1))
        assert (fade_out.outgoing, fade_out.incoming) == ((0, 1), (0, 0))
        assert fade_in.start_frame == fade_in.ramp_start == card.start_frame > 10
        assert fade_out.end_frame == card.end_frame < part.frames


@pytest.mark.parametrize(
    ("card", "seconds"),
    [
        (TitleCard(title="X", film_by=""), Fraction(2)),
        (
            LinesCard(heading="", lines=("one two three four five six seven eight nine ten",)),
            Fraction(4),
        ),
        (LinesCard(heading="", lines=("七日間の映画、そして橋の上の夏",)), Fraction(14 * 4, 25)),
        (LinesCard(heading="", lines=("word " * 100,)), Fraction(15)),
    ],
)
def test_a_card_stays_as_long_as_a_slow_reader_needs(card: Card, seconds: Fraction) -> None:
    assert reading_seconds(card) == 2 * FADE_S + seconds


def line(kind: CreditKind, name: str, role: str = "") -> CreditLine:
    return CreditLine(kind=kind, name=name, role=role)


def test_the_cards_come_in_the_order_of_a_film_and_say_each_thing_once() -> None:
    made = Credits(
        lines=(
            line(CreditKind.NOTICE, "CC BY"),
            line(CreditKind.AI, "No AI"),
            line(CreditKind.AI, "the sky", "SomeTool"),
            line(CreditKind.THANKS, "the baker"),
            line(CreditKind.CREW, "Aya", "director"),
            line(CreditKind.CREW, "Ben", "director"),
            line(CreditKind.CREW, "Mei", "our own role"),
            line(CreditKind.CAST, "Ilyas", "THOM"),
            line(CreditKind.CAST, "", "NOBODY"),
            line(CreditKind.TITLE, "The Kite"),
        )
    )
    assert title_card(made) == TitleCard(title="The Kite", film_by="")
    assert end_cards(made, "fr") == (
        PairsCard(heading="Avec", pairs=(("THOM", "Ilyas"),)),
        PairsCard(heading="", pairs=(("Réalisation", "Aya"), ("", "Ben"), ("our own role", "Mei"))),
        LinesCard(heading="Merci à", lines=("the baker",)),
        LinesCard(heading="", lines=("No AI", "SomeTool: the sky", "CC BY"), is_small=True),
    )
    assert end_cards(Credits(), "en") == ()


def test_many_names_are_shared_out_evenly_over_the_cards() -> None:
    cast = tuple(line(CreditKind.CAST, f"N{i}", f"C{i}") for i in range(PAIRS_A_CARD + 1))
    cards = end_cards(Credits(lines=cast), "en")
    assert [len(card.pairs) for card in cards if isinstance(card, PairsCard)] == [4, 5]
