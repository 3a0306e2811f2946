from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.screenplay import Screenplay, Speech
from pipeline.documents.subtitle_rules import reading_findings
from pipeline.documents.subtitles import Subtitle
from pipeline.editing.subtitle_draft import first_subtitles
from tests.pipeline.stages.locked_film import screenplay


def film(*clips: tuple[str, int, int], frames: int = 1_000) -> Edit:
    picture = tuple(
        PictureClip(media=media, source_in=Fraction(0), start_frame=start, frames=length)
        for media, start, length in clips
    )
    return Edit(
        name="x", frame_rate=Fraction(25), width=320, height=180, frames=frames, picture=picture
    )


def spoken(*texts: str) -> Screenplay:
    script = screenplay()
    speeches = tuple(Speech(character="LENA", text=text, line=1) for text in texts)
    return replace(script, scenes=(replace(script.scenes[0], speeches=speeches),))


def drafted(edit: Edit, *texts: str, language: str = "en") -> tuple[Subtitle, ...]:
    return first_subtitles(spoken(*texts), edit, language)


def test_a_speech_of_more_words_gets_more_time() -> None:
    edit = film(("S01_P01_T01", 0, 250))
    short, long = drafted(edit, "Yes.", "I have been thinking about the kite since yesterday.")
    assert short.start_ms == 0
    assert 2_000 < long.start_ms < 3_500
    assert long.end_ms <= 10_000


def test_a_scene_that_comes_back_later_keeps_its_lines_in_its_own_shots() -> None:
    edit = film(("S01_P01_T01", 0, 50), ("S02_P01_T01", 50, 50), ("S01_P02_T03", 100, 50))
    lines = drafted(edit, "One two three four.", "Five six seven eight.", "Nine ten, again.")
    assert all(one.end_ms <= 2_000 or one.start_ms >= 4_000 for one in lines)
    assert lines[0].end_ms <= 2_000
    assert lines[-1].start_ms >= 4_000


def test_long_speeches_become_lines_that_can_be_read_in_order() -> None:
    words = "When the wind comes over the hill the kite will not wait for us. " * 4
    lines = drafted(film(("S01_P01_T01", 0, 900)), words)
    assert len(lines) >= 3
    assert all(len(one.lines) <= 2 for one in lines)
    assert list(reading_findings(lines, language="en", rate=Fraction(25))) == []
    assert " ".join(one.text for one in lines).split() == words.split()


def test_two_lines_are_broken_where_they_are_most_alike() -> None:
    (line,) = drafted(film(("S01_P01_T01", 0, 300)), "Look Celia, we have to follow our passions.")
    assert line.lines == ("Look Celia, we have to", "follow our passions.")


def test_japanese_is_cut_without_spaces() -> None:
    lines = drafted(
        film(("S01_P01_T01", 0, 900)), "駅で待ってるから早く来てね。" * 3, language="ja"
    )
    assert all(len(line) <= 13 for one in lines for line in one.lines)
    assert "".join("".join(one.lines) for one in lines) == "駅で待ってるから早く来てね。" * 3


@pytest.mark.parametrize("media", ["S02_P01_T01", "card 1", ""])
def test_a_scene_without_shots_has_no_subtitles(media: str) -> None:
    assert drafted(film((media, 0, 100)), "Hello.") == ()


def test_no_subtitle_lasts_longer_than_its_shots() -> None:
    edit = film(("S01_P01_T01", 0, 10), frames=10)
    assert all(one.end_ms <= 400 for one in drafted(edit, "Hello there.", "And again."))
