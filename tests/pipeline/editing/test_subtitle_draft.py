"""Lines of the script find the voices of the edit, and stand as the laws of subtitles ask."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.screenplay import Screenplay, Speech
from pipeline.documents.subtitle_rules import GAP_FRAMES, reading_findings, rules_of
from pipeline.documents.subtitles import Subtitle
from pipeline.editing.subtitle_draft import first_subtitles
from pipeline.editing.subtitle_lines import texts_of
from pipeline.editing.subtitle_times import to_frame, to_ms
from pipeline.editing.voices import STEPS_A_SECOND, Levels, Voice, levels_of, voices_in
from pipeline.timing import SAMPLE_RATE
from tests.pipeline.stages.locked_film import screenplay

RATES = (Fraction(24), Fraction(25), Fraction(30_000, 1001), Fraction(12))


def spoken(*texts: str) -> Screenplay:
    script = screenplay()
    speeches = tuple(Speech(character="LENA", text=text, line=1) for text in texts)
    return replace(script, scenes=(replace(script.scenes[0], speeches=speeches),))


def film(*clips: tuple[str, int, int], rate: Fraction = Fraction(25)) -> Edit:
    picture = tuple(
        PictureClip(media=media, source_in=Fraction(0), start_frame=start, frames=length)
        for media, start, length in clips
    )
    frames = max(start + length for _, start, length in clips)
    return Edit(name="x", frame_rate=rate, width=320, height=180, frames=frames, picture=picture)


def levels(seconds: float, *said: tuple[float, float], floor: float = -62) -> Levels:
    """A quiet room in which somebody speaks from one second to another."""
    found = np.full(round(seconds * STEPS_A_SECOND), floor, np.float32)
    found += np.random.default_rng(4).normal(0, 1, len(found)).astype(np.float32)
    for start, end in said:
        found[round(start * STEPS_A_SECOND) : round(end * STEPS_A_SECOND)] += 35
    return found


def seconds(one: Subtitle) -> tuple[float, float]:
    return one.start_ms / 1000, one.end_ms / 1000


def test_a_voice_in_noise_is_heard_where_it_is() -> None:
    rng = np.random.default_rng(1)
    sound = rng.normal(0, 0.002, 6 * SAMPLE_RATE).astype(np.float32)
    begin, end = round(1.5 * SAMPLE_RATE), round(3.2 * SAMPLE_RATE)
    wave = np.sin(2 * np.pi * 700 * np.arange(end - begin) / SAMPLE_RATE)
    sound[begin:end] += (0.2 * wave).astype(np.float32)
    (voice,) = voices_in(levels_of(np.array_split(sound, 7)))
    assert abs(voice.start - 150) <= 2
    assert abs(voice.end - 320) <= 2


def test_a_pause_in_a_phrase_is_bridged_and_a_click_is_no_voice() -> None:
    found = voices_in(levels(8, (1, 2), (2.2, 3), (5, 5.05), (6, 7)))
    assert found == (Voice(start=100, end=300), Voice(start=600, end=700))


@pytest.mark.parametrize("floor", [-90, -20])
def test_where_nothing_rises_nobody_speaks(floor: float) -> None:
    assert voices_in(levels(10, floor=floor)) == ()


def test_each_line_begins_with_its_voice() -> None:
    heard = levels(20, (2, 3), (8, 10.4), (15, 16))
    script = spoken("It wants to fly.", "Then open the window, all of it, please.", "Higher now!")
    found = first_subtitles(script, film(("S01_P01_T01", 0, 500)), "en", heard)
    assert [one.text for one in found] == [
        "It wants to fly.",
        "Then open the window, all of it, please.",
        "Higher now!",
    ]
    for one, (start, end) in zip(found, ((2, 3), (8, 10.4), (15, 16)), strict=True):
        assert start - 0.12 <= seconds(one)[0] <= start
        assert end <= seconds(one)[1] <= end + 0.6


def test_two_lines_in_one_breath_share_it_by_their_length() -> None:
    heard = levels(12, (2, 6))
    script = spoken("Yes, I do know.", "But nobody has ever asked me about the kite.")
    first, second = first_subtitles(script, film(("S01_P01_T01", 0, 300)), "en", heard)
    assert seconds(first)[0] == pytest.approx(2, abs=0.12)
    assert 2.8 <= seconds(second)[0] <= 3.6


def test_a_line_in_three_breaths_is_not_torn_from_its_neighbour() -> None:
    heard = levels(20, (1, 2), (2.4, 3.2), (3.6, 4.4), (12, 13))
    script = spoken("When the wind comes, and only then, we go up.", "Good for you.")
    first, second = first_subtitles(script, film(("S01_P01_T01", 0, 500)), "en", heard)
    assert seconds(first)[1] >= 4.4
    assert seconds(second)[0] == pytest.approx(12, abs=0.12)


def test_a_subtitle_begins_with_the_cut_that_is_near() -> None:
    edit = film(("S01_P01_T01", 0, 102), ("S01_P02_T01", 102, 200))
    (one,) = first_subtitles(spoken("It wants to fly."), edit, "en", levels(12, (4.0, 5.0)))
    assert one.start_ms == 102 * 40


def test_a_scene_in_two_places_keeps_its_lines_there() -> None:
    edit = film(("S01_P01_T01", 0, 100), ("S02_P01_T01", 100, 100), ("S01_P02_T01", 200, 100))
    script = spoken("It wants to fly.", "Then open the window.")
    heard = levels(12, (1, 2), (5, 7), (10, 11))
    first, second = first_subtitles(script, edit, "en", heard)
    assert first.end_ms <= 4_000
    assert second.start_ms >= 9_800


def test_too_little_voice_for_the_words_is_not_taken_for_them() -> None:
    script = spoken("When the wind comes over the hill the kite will not wait for us. " * 3)
    edit = film(("S01_P01_T01", 0, 750))
    assert first_subtitles(script, edit, "en", levels(30, (20, 20.5))) == first_subtitles(
        script, edit, "en"
    )


WORDS = ("Yes.", "Look at me!", "It wants to fly, and so do I.", "駅で待ってるよ。", "تعال يا توم")
takes = st.lists(st.tuples(st.sampled_from(["S01_P01_T01", "S02_P01_T01"]), st.integers(1, 120)))
voices = st.lists(st.tuples(st.floats(0, 30), st.floats(0.05, 5)), max_size=8)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(RATES),
    takes.filter(bool),
    voices,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
    st.sampled_from(["en", "ja", "ar"]),
)
def test_subtitles_keep_their_laws_whatever_is_heard(
    rate: Fraction,
    shots: list[tuple[str, int]],
    said: list[tuple[float, float]],
    texts: list[str],
    language: str,
) -> None:
    starts = np.cumsum([0, *(length for _, length in shots)]).tolist()
    edit = film(*((n, s, f) for (n, f), s in zip(shots, starts, strict=False)), rate=rate)
    heard = levels(float(edit.frames / rate), *((start, start + long) for start, long in said))
    found = first_subtitles(spoken(*texts), edit, language, heard)
    told = {f.place: f.message for f in reading_findings(found, language=language, rate=rate)}
    for one in found:
        start, end = to_frame(one.start_ms, rate), to_frame(one.end_ms, rate)
        assert (to_ms(start, rate), to_ms(end, rate)) == (one.start_ms, one.end_ms)
        assert 0 <= start < end <= edit.frames
        assert one.end_ms - one.start_ms <= rules_of(language).longest_ms
        is_short = one.end_ms - one.start_ms < rules_of(language).shortest_ms
        assert not is_short or told
    for before, after in pairwise(found):
        gap = to_frame(after.start_ms, rate) - to_frame(before.end_ms, rate)
        assert gap >= GAP_FRAMES
    spoken_in_order = iter(texts_of(texts, rules_of(language)))
    assert all(one.lines in spoken_in_order for one in found)
