from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.subtitle_rules import LANGUAGES, reading_findings
from pipeline.documents.subtitles import (
    Subtitle,
    read_subtitles,
    shifted,
    write_srt,
    write_vtt,
)
from pipeline.errors import CannotRead

RATE = Fraction(25)


def messages(*subtitles: Subtitle, language: str = "en") -> str:
    found = reading_findings(subtitles, language=language, rate=RATE)
    return " ".join(f"{one.code} {one.place} {one.message}" for one in found)


def sub(start: int, end: int, *lines: str) -> Subtitle:
    return Subtitle(start_ms=start, end_ms=end, lines=lines)


def test_srt_with_windows_line_ends_tags_and_no_numbers_is_read_as_words() -> None:
    text = "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Bonjour</i> {\\an8}Aya\r\n\r\n"
    text += "00:00:03.000 --> 00:00:04.000 align:start\nYes\u202e \u0007\n<b></b>\n"
    assert read_subtitles(text) == (
        sub(1000, 2500, "Bonjour Aya"),
        sub(3000, 4000, "Yes"),
    )


def test_vtt_notes_styles_and_entities_are_understood() -> None:
    text = "WEBVTT - film\n\nNOTE a\n00:00 --> x\n\nSTYLE\n::cue{}\n\nid\n00:01.000 --> 00:02.000\n"
    text += "<v Aya>A &amp; B &lt;script&gt;x\n"
    assert read_subtitles(text) == (sub(1000, 2000, "A & B x"),)


def test_subtitles_come_in_the_order_of_their_beginnings() -> None:
    text = "00:00:05,000 --> 00:00:06,000\nb\n\n00:00:01,000 --> 00:00:02,000\na\n"
    assert [one.text for one in read_subtitles(text)] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1\nhello\n", "Line 2 of the subtitles is not understood"),
        ("hello\n", "Line 1 of the subtitles is not understood"),
        ("1\n00:00:02,000 --> 00:00:01,000\nx\n", "ends before it begins"),
        ("1\n00:00:61,000 --> 00:00:99,000\nx\n", "not understood"),
        ("00:00:01,000 --> 00:00:02,000\n" + "x" * 401, "too long"),
        ("x" * 1_000_001, "too large"),
        ("00:00:01,000 --> 00:00:02,000\nx\n\n" * 5001, "more than 5000"),
    ],
)
def test_what_is_not_understood_is_named(text: str, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason):
        read_subtitles(text)


words = st.lists(st.sampled_from(["Aya", "“où?”", "A&B", "駅", "لا"]), min_size=1, max_size=4)
some = st.builds(
    lambda start, length, lines: sub(start, start + length, *(" ".join(line) for line in lines)),
    st.integers(0, 10**7),
    st.integers(1, 10**4),
    st.lists(words, max_size=2),
)


@given(st.lists(some, max_size=5))
def test_what_is_written_is_read_again(subtitles: list[Subtitle]) -> None:
    ordered = tuple(sorted(subtitles, key=lambda one: (one.start_ms, one.end_ms)))
    assert read_subtitles(write_srt(ordered)) == ordered
    assert read_subtitles(write_vtt(ordered)) == ordered


def test_what_programs_leave_out_is_understood() -> None:
    text = "1\n00:01,5 -> 00:02\nFirst.\n2\n00:00:03,000-->00:00:04,000\nSecond,\n\nafter a gap.\n"
    text += "3\n0:0:5,25 --> 0:0:6,000\n<ruby>駅<rt>えき</rt></ruby> 2021\n99\n"
    assert read_subtitles(text) == (
        sub(1500, 2000, "First."),
        sub(3000, 4000, "Second,", "after a gap."),
        sub(5250, 6000, "駅 2021", "99"),
    )


def test_overlapping_subtitles_are_read_and_told() -> None:
    text = "00:01.000 --> 00:03.000\na\n\n00:02.000 --> 00:04.000\nb\n"
    assert "on screen at once" in messages(*read_subtitles(text))


def test_lines_from_right_to_left_are_marked_and_read_as_they_were() -> None:
    line = sub(0, 2000, "تعال يا Thom!", "Yes.")
    assert "\n\u200fتعال يا Thom!\u200f\nYes.\n" in write_srt([line])
    assert "\n&rlm;تعال يا Thom!&rlm;\nYes.\n" in write_vtt([line])
    assert read_subtitles(write_srt([line])) == read_subtitles(write_vtt([line])) == (line,)


@pytest.mark.parametrize(
    ("found", "language", "reason"),
    [
        (sub(0, 3000, "!تعال يا Thom"), "ar", "written in the wrong direction"),
        (sub(0, 3000, "\ufe95\ufea0"), "ar", "run the wrong way"),
        (sub(0, 3000, "تعال"), "fr", "another language"),
    ],
)
def test_the_wrong_direction_is_told(found: Subtitle, language: str, reason: str) -> None:
    assert reason in messages(found, language=language)


@pytest.mark.parametrize("text", ["تعال يا Thom!", "...ثم", "Thom!", "ﷺ تعال"])
def test_arabic_that_runs_as_it_should_is_not_told(text: str) -> None:
    assert messages(sub(0, 3000, text), language="ar") == ""


GOOD = {
    "en": ("You're a jerk, Thom.", "I know."),
    "fr": ("Tu es nul, Thom.", "Je sais bien."),
    "ar": ("أنت أحمق يا توم.", "أعرف."),
    "ja": ("駅で待ってる。", "わかった。"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_rules(language: str) -> None:
    first, second = GOOD[language]
    spoken = (sub(0, 2000, first), sub(2080, 4000, second))
    assert messages(*spoken, language=language) == ""
    fast = messages(sub(0, 840, first * 2), language=language)
    assert "too many" in fast


def test_subtitles_are_shifted_by_the_title() -> None:
    assert shifted([sub(0, 10, "a")], 3500) == (sub(3500, 3510, "a"),)


def test_good_subtitles_have_no_findings() -> None:
    assert messages(sub(1000, 3000, "You're a jerk, Thom."), sub(3080, 5000, "I know.")) == ""
    assert messages(sub(1000, 4000, "駅で待ってるよ。"), language="ja") == ""


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (sub(0, 7000, "x" * 43), "A line has 43 characters"),
        (sub(0, 1000, "x" * 18), "At 00:00:00.000 nobody can read so fast: there is one word too"),
        (sub(0, 1000, "Too many words in too little time"), "3 words too many"),
        (sub(0, 1000, "Too many words in too little time"), "leave it 1.0 seconds longer"),
        (sub(0, 832, "x"), "gone after 0.83 seconds"),
        (sub(0, 7001, "x" * 20), "stays for 7.0 seconds"),
        (sub(0, 5000, "a", "b", "c"), "3 lines"),
        (sub(0, 5000), "no words"),
    ],
)
def test_what_nobody_can_read_is_a_warning(found: Subtitle, reason: str) -> None:
    assert reason in messages(found)
    assert messages(found).startswith("C51 00:00:00.000")


def test_subtitles_that_overlap_or_flicker_are_found() -> None:
    assert "on screen at once" in messages(sub(0, 2000, "a"), sub(1999, 4000, "b"))
    assert "flicker" in messages(sub(0, 2000, "a"), sub(2079, 4000, "b"))
    assert messages(sub(0, 2000, "a"), sub(2000, 4000, "b")) == ""


def test_japanese_is_read_slower_and_narrow_letters_count_half() -> None:
    assert "1 characters too many" in messages(sub(0, 1000, "駅で待って"), language="ja-JP")
    assert messages(sub(0, 2000, "駅でABCDEF"), language="ja") == ""


def test_real_subtitles_are_read(shared_fixtures: Path) -> None:
    film = shared_fixtures / "media/film_the_bridge"
    for name in ("subtitles.srt", "subtitles/the_bridge.fr.srt"):
        assert len(read_subtitles((film / name).read_text(encoding="utf-8"))) == 20
