from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import Priority, Shot
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.shots.checks import check_shot_list
from pipeline.shots.drafting import draft_shot_list, speech_seconds

RATE = Fraction(25)
TALK = """EXT. QUAY - DAY

May coils a rope. [[prop: a rope]] [[sound: gulls]]

MAY
Nine. That is all there is, and it was more yesterday.

HUGO
Ten.

MAY
No.

HUGO
Yes.

INT. BOAT - NIGHT

May rows.

INT. CELLAR - NIGHT

A drip.
"""


def play() -> Screenplay:
    return screenplay_of(parse(TALK))


def shots(scene: str, language: str = "en") -> list[Shot]:
    drafted = draft_shot_list(play(), frame_rate=RATE, language=language)
    return [shot for shot in drafted.shots if shot.scene == scene]


def test_a_draft_passes_its_own_checks() -> None:
    drafted = draft_shot_list(play(), frame_rate=RATE, language="en")
    project = Project(title="Low Water", group="Blue", target_seconds=180)
    assert list(check_shot_list(drafted, play(), project)) == []


def test_a_talk_gets_a_master_a_shot_of_each_a_closer_one_a_listener_and_the_prop() -> None:
    assert [(shot.size, shot.framing, shot.characters) for shot in shots("1")] == [
        ("ws", "master", ("MAY", "HUGO")),
        ("mcu", "ots", ("MAY",)),
        ("mcu", "ots", ("HUGO",)),
        ("cu", "single", ("MAY",)),
        ("cu", "react", ("HUGO",)),
        ("ins", "", ()),
    ]
    assert shots("1")[-1].props == ("a rope",)
    assert shots("1")[0].sound == "sync; wild: gulls"
    assert shots("1")[4].priority is Priority.NICE


def test_a_scene_without_words_sees_what_is_done_and_one_without_people_a_detail() -> None:
    assert [shot.size for shot in shots("2")] == ["ws", "ms"]
    assert [shot.size for shot in shots("3")] == ["ws", "cut"]


def test_the_shots_of_a_scene_last_as_long_as_the_scene() -> None:
    for scene in play().scenes:
        frames = sum(shot.planned_frames for shot in shots(scene.number))
        assert frames / 25 == pytest.approx(scene.seconds, abs=1.0)


@pytest.mark.parametrize("language", ["en", "fr", "ja", "ar", "xx"])
def test_each_shot_says_why_it_is_there_in_the_language_of_the_group(language: str) -> None:
    assert all(shot.reason and shot.description for shot in shots("1", language))


def test_three_voices_are_seen_alone() -> None:
    script = "INT. A - DAY\n\nRain.\n\n" + "".join(
        f"{name}\nHo.\n\n" for name in ("ANN", "BO", "CY")
    )
    drafted = draft_shot_list(screenplay_of(parse(script)), frame_rate=RATE, language="en")
    assert [shot.framing for shot in drafted.shots] == ["master", "single", "single", "single"]


def test_one_who_talks_long_and_alone_has_nobody_to_listen() -> None:
    script = "INT. A - DAY\n\n" + "MAY\nOne.\n\nShe waits.\n\n" * 4
    drafted = draft_shot_list(screenplay_of(parse(script)), frame_rate=RATE, language="en")
    assert [shot.framing for shot in drafted.shots] == ["master", "single", "single"]


def test_japanese_is_timed_by_its_letters() -> None:
    assert speech_seconds("いない！どこに行ったんだろう、うちの猫は。") > 3
    assert speech_seconds("No.") == 1


def test_an_omitted_scene_gets_no_shots() -> None:
    omitted = replace(play(), scenes=tuple(replace(one, omitted=True) for one in play().scenes))
    assert draft_shot_list(omitted, frame_rate=RATE, language="en").shots == ()


@pytest.mark.parametrize("language", ["fr", "ja", "ar"])
def test_reasons_and_descriptions_are_not_left_in_english(language: str) -> None:
    english = {shot.reason for number in "123" for shot in shots(number)}
    other = {shot.reason for number in "123" for shot in shots(number, language)}
    assert len(other) == len(english)
    assert not english & other
    assert not [shot for shot in shots("1", language) if "speaks" in shot.description]
