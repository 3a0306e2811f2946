"""Cards, poster and loudness graph: looked at as pixels."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.errors import CannotRead
from pipeline.fonts import Font
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.card_picture import DARK, colour_of, draw_card, title_lines, title_lines_fit
from pipeline.render.card_words import LANGUAGES, ROLES, WORDS, ai_statement, role_words, words_of
from pipeline.render.cards import Card, LinesCard, PairsCard, TitleCard
from pipeline.render.lettering import Hand, balanced, fitted, is_rtl, wrapped
from pipeline.render.loudness import Loudness
from pipeline.render.loudness_picture import LoudnessSheet, draw_loudness
from pipeline.render.loudness_words import WORDS as LOUDNESS_WORDS
from pipeline.render.mix_plan import Bus
from pipeline.render.poster import best_frame, check_picture, write_film_poster, write_own_poster

HAND = Hand(font=Font.TEXT, px=40)
LONG = "Le jour où la pluie a oublié de tomber sur le marché aux poissons"
CARDS: dict[str, Card] = {
    "title": TitleCard(title=LONG, film_by="un film du groupe Jaune"),
    "arabic": TitleCard(title="الجسر القديم", film_by="فيلم من إنجاز مجموعة Blue"),
    "cast": PairsCard(heading="With", pairs=tuple((f"THE TALL MAN {i}", LONG) for i in range(8))),
    "rtl": PairsCard(heading="تمثيل", pairs=(("سلمى", "آية"), ("التاجر", "Ilyas"))),
    "lines": LinesCard(heading="Thanks to", lines=(LONG * 2, "駅の皆さん", "x" * 150)),
    "many": LinesCard(heading="", lines=tuple(LONG * 3 for _ in range(4)), is_small=True),
}


def light(path: Path) -> NDArray[np.bool_]:
    """Where a card is not dark."""
    with Image.open(path) as picture:
        assert picture.size == (1920, 1080)
        pixels = np.asarray(picture.convert("RGB"), np.int16)
    return np.asarray(np.abs(pixels - np.array(DARK)).max(axis=2) > 60)


@pytest.mark.parametrize("name", CARDS)
def test_all_words_of_a_card_stand_inside_the_title_safe_area(tmp_path: Path, name: str) -> None:
    draw_card(CARDS[name], colour_of("blue"), tmp_path / "card")
    seen = light(tmp_path / "card")
    assert seen.any()
    inside = seen[54:1026, 96:1824]
    assert inside.sum() == seen.sum()


def test_a_title_begins_on_the_side_where_its_script_begins(tmp_path: Path) -> None:
    for title, left_is_fuller in (("The Bridge", True), ("الجسر", False)):
        draw_card(TitleCard(title=title, film_by=""), colour_of("red"), tmp_path / "card")
        seen = light(tmp_path / "card")
        assert bool(seen[:, :960].sum() > seen[:, 960:].sum()) is left_is_fuller


def test_a_card_carries_the_colour_of_its_group(tmp_path: Path) -> None:
    draw_card(CARDS["title"], colour_of(" Red "), tmp_path / "card")
    with Image.open(tmp_path / "card") as picture:
        pixels = np.asarray(picture, np.int16)
    assert (np.abs(pixels - np.array(colour_of("red"))).max(axis=2) < 12).sum() > 2_000
    assert colour_of("nobody's") == colour_of("white")


def test_a_long_title_is_set_smaller_and_a_novel_does_not_fit() -> None:
    short, _ = title_lines("The Kite", 1536)
    long, lines = title_lines(LONG, 1536)
    assert long.px < short.px
    assert len(lines) <= 3
    assert title_lines_fit(LONG)
    assert not title_lines_fit(LONG * 5)


def test_arabic_is_shaped_and_mixed_lines_keep_their_pieces() -> None:
    letters = sum(HAND.width(letter) for letter in "سلمى")
    assert HAND.width("سلمى") < letters * 0.9  # joined letters are narrower than lonely ones
    assert [piece.text for piece in HAND.pieces("Aya سلمى 駅 ok")] == ["Aya ", "سلمى ", "駅 ", "ok"]
    assert is_rtl("«سلمى» Aya")
    assert not is_rtl("Aya سلمى")


def test_a_full_stop_between_arabic_sentences_stands_at_the_end_of_the_first() -> None:
    def ink(text: str) -> NDArray[np.bool_]:
        page = Image.new("RGB", (600, 80))
        HAND.write(ImageDraw.Draw(page), (590, 60), text, colour=(255, 255, 255), align="right")
        seen: NDArray[np.bool_] = np.greater(np.asarray(page.convert("L")).max(axis=0), 100)
        return seen

    first = np.flatnonzero(ink("سلمى"))[0]
    beside = np.flatnonzero(ink("سلمى. آية")[:first])[-1]
    assert first - beside < HAND.width(" ") * 0.9


def test_lines_are_broken_evenly_and_japanese_late() -> None:
    text = "one two three four five six"
    width = HAND.width("one two three four five") + 1
    assert wrapped(text, HAND, width) == ("one two three four five", "six")
    assert balanced(text, HAND, width) == ("one two three", "four five six")
    assert len(balanced("駅で待ってるから早く来てね", HAND, 300)) == 2
    assert fitted("word", Font.TEXT, (60, 20), 10).px == 20


def test_every_language_has_its_words_and_every_role_four_names() -> None:
    assert set(WORDS) == set(LANGUAGES)
    assert all(len(names) == len(LANGUAGES) and all(names) for names in ROLES.values())
    assert words_of("fr-CA") is WORDS["fr"]
    assert words_of("xx") is WORDS["en"]
    assert role_words("Director", "ja") == "監督"
    assert role_words("kite master", "xx") == "kite master"


def test_a_statement_is_written_only_where_the_rule_knows_it() -> None:
    from pipeline.documents.project import AiPolicy

    assert "IA générative" in ai_statement(AiPolicy.NONE, "fr")
    assert ai_statement(AiPolicy.DISCLOSED, "fr") == ""


def test_the_poster_of_a_group_keeps_nothing_of_the_camera(tmp_path: Path) -> None:
    photo = Image.new("RGB", (60, 40), (200, 30, 30))
    exif = photo.getexif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Mia Muster"
    photo.save(tmp_path / "in", "JPEG", exif=exif)
    check_picture(tmp_path / "in", "poster.jpg")
    write_own_poster(tmp_path / "in", tmp_path / "out")
    with Image.open(tmp_path / "out") as poster:
        assert poster.size == (40, 60)
        assert not poster.getexif()
    assert b"Muster" not in (tmp_path / "out").read_bytes()


def test_a_picture_that_is_broken_or_too_large_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (500, 500), (9, 9, 9)).save(tmp_path / "ok", "PNG")
    (tmp_path / "cut").write_bytes((tmp_path / "ok").read_bytes()[:200])
    with pytest.raises(CannotRead, match="is damaged"):
        check_picture(tmp_path / "cut", "poster.png")
    Image.new("1", (9_000, 7_000)).save(tmp_path / "huge", "PNG")
    with pytest.raises(CannotRead, match="too large a picture"):
        check_picture(tmp_path / "huge", "poster.png")


@pytest.mark.ffmpeg
def test_the_frame_that_tells_most_is_taken_without_its_bars(tmp_path: Path) -> None:
    graph = "testsrc2=s=320x180:d=3:r=25,drawbox=h=30:c=black:t=fill,drawbox=y=150:c=black:t=fill"
    dark = "drawbox=c=black:t=fill:enable='lt(t,2)'"
    film = tmp_path / "film.mp4"
    run_ffmpeg(["-f", "lavfi", "-i", f"{graph},{dark}", "-c:v", "libx264", str(film)])
    best = best_frame(film, (Fraction(0), Fraction(3)))
    assert np.asarray(best.convert("L")).std() > 30
    write_film_poster(best, TitleCard(title="X", film_by="y"), (9, 9, 200), tmp_path / "p")
    with Image.open(tmp_path / "p") as poster:
        assert poster.format == "JPEG"
        assert poster.size == (320, 120 + 250)


def test_a_film_of_nothing_has_a_dark_poster(tmp_path: Path) -> None:
    write_film_poster(
        Image.new("RGB", (64, 36)), TitleCard(title="الجسر", film_by=""), (9, 9, 9), tmp_path / "p"
    )
    assert (tmp_path / "p").stat().st_size > 0


@pytest.mark.parametrize("curve", [(-23.0, None, -10.0, -9.0, -40.0) * 40, ()])
def test_the_loudness_is_drawn_for_a_film_and_for_silence(
    tmp_path: Path, curve: tuple[float | None, ...]
) -> None:
    loudness = Loudness(
        integrated_lufs=-23.0 if curve else None,
        range_lu=3.0,
        true_peak_dbtp=None,
        short_term_lufs=curve,
    )
    sheet = LoudnessSheet(
        title="The Kite",
        loudness=loudness,
        target_lufs=-23.0,
        limit_dbtp=-1.0,
        seconds=len(curve) / 10,
        strips={Bus.MUSIC: np.full(len(curve), 0.01, np.float32)},
    )
    draw_loudness(sheet, tmp_path / "l.png")
    with Image.open(tmp_path / "l.png") as picture:
        assert picture.size == (1600, 800)
        red = (np.asarray(picture)[..., 0] > 150) & (np.asarray(picture)[..., 1] < 90)
    assert bool(red.any()) is bool(curve)


def drawn_loudness(folder: Path, language: str, title: str = "The Kite") -> NDArray[np.int16]:
    sheet = LoudnessSheet(
        title=title,
        loudness=Loudness(integrated_lufs=-23.0, range_lu=3.0, true_peak_dbtp=-2.0),
        target_lufs=-23.0,
        limit_dbtp=-1.0,
        seconds=10,
        strips={},
        language=language,
    )
    draw_loudness(sheet, folder / "l.png")
    with Image.open(folder / "l.png") as picture:
        return np.asarray(picture.convert("L"), np.int16)


def test_the_words_of_the_loudness_are_in_the_language_of_the_film(tmp_path: Path) -> None:
    assert set(LOUDNESS_WORDS) == set(LANGUAGES)
    drawn = {language: drawn_loudness(tmp_path, language) for language in LANGUAGES}
    english = drawn.pop("en")
    assert all(np.abs(one - english).max() > 100 for one in drawn.values())
    assert np.array_equal(drawn_loudness(tmp_path, "xx"), english)
    assert np.array_equal(drawn_loudness(tmp_path, "fr-CA"), drawn["fr"])
    curve = (slice(180, 545), slice(155, 1545))
    assert all(np.array_equal(one[curve], english[curve]) for one in drawn.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_loudness_runs_out_of_its_place(tmp_path: Path, language: str) -> None:
    drawn = drawn_loudness(tmp_path, language, title="The day it rained " * 6)
    dark: NDArray[np.bool_] = np.less(drawn, 160)
    assert not dark[:, :8].any(), "the left edge is free"
    assert not dark[:, -24:].any(), "so is the right one"
    columns = dark[-40:].max(axis=0)
    for at in (500, 850, 1200):  # where the second, third and fourth figure begin
        assert not columns[at - 8 : at - 1].any()


def test_what_no_font_can_draw_is_left_out_and_a_line_stays_one() -> None:
    told = "".join(piece.text for piece in HAND.pieces("/etc\x00/pass\nwd\ud800\t.mp4"))
    assert told == "/etc/pass wd .mp4"
    assert HAND.width("a\x00\nb") == HAND.width("a b")
