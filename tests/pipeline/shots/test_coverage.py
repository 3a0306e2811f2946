import pytest

from pipeline.documents.shot_list import Shot, ShotList, ShotStatus
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.shots.coverage import (
    HEADINGS,
    coverage_lines,
    filmed_speeches,
    matrix_of,
    speeches_of,
    uncovered_speeches,
)

SCRIPT = """EXT. QUAY - DAY

Mud.

MAY
The tide is out and far away.

HUGO
It will be back.

MAY
When?

HUGO
At nine o'clock tonight.

INT. BOAT - NIGHT

Rain.
"""
SCENES = screenplay_of(parse(SCRIPT)).scenes
QUAY = SCENES[0]


def shot(number: int, dialogue: str = "", size: str = "") -> Shot:
    return Shot(scene="1", shot=number, dialogue=dialogue, size=size)


def test_the_matrix_counts_scenes_by_sizes_from_wide_to_close() -> None:
    shots = (
        shot(1, size="cu"),
        shot(2, size="ws"),
        shot(3, size="ws"),
        Shot(scene="1", shot=4, size="ecu", status=ShotStatus.DROPPED),
        Shot(scene="9", shot=1),
    )
    matrix = matrix_of(ShotList(shots=shots), SCENES)
    assert matrix.sizes == ("ws", "cu", "")
    assert [(row.scene, row.counts, row.total) for row in matrix.rows] == [
        ("1", (2, 1, 0), 3),
        ("2", (0, 0, 0), 0),
        ("9", (0, 0, 1), 1),
    ]
    assert matrix.rows[1].heading == "INT. BOAT - NIGHT"


def test_each_speech_knows_its_shots_and_who_is_seen() -> None:
    one = shot(1, "MAY: The tide is out")
    two = Shot(scene="1", shot=2, dialogue="The tide is out and far away.", characters=("HUGO",))
    master = Shot(scene="1", shot=3, framing="master", characters=("May", "Hugo"))
    coverage = speeches_of(ShotList(shots=(one, two, master)), SCENES)
    first, second = coverage[0], coverage[1]
    assert [(filmed.shot.shot, filmed.on_camera) for filmed in first.filmed] == [
        *((1, True), (2, False), (3, True)),
    ]
    assert [filmed.shot.shot for filmed in second.filmed] == [3]
    lines = list(coverage_lines(coverage))
    assert lines[0][4:] == ["S01_P01 S01_P02 S01_P03", "S01_P01 S01_P03"]
    assert {len(line) for line in lines} == {len(HEADINGS)}


@pytest.mark.parametrize(
    ("dialogue", "films"),
    [
        ("", [False] * 4),
        ("The tide is", [False] * 4),
        ("The tide is out", [True, False, False, False]),
        ("When?", [False, False, True, False]),
        ("The tide … back", [True, True, False, False]),
        ("It will be back – o'clock tonight", [False, True, True, True]),
        ("The tide ... never said", [False] * 4),
        ("never said … When", [False, False, True, False]),
    ],
)
def test_dialogue_may_be_whole_a_part_or_its_two_ends(dialogue: str, films: list[bool]) -> None:
    assert filmed_speeches(QUAY, shot(1, dialogue)) == films


def test_a_speech_that_two_shots_film_half_each_is_covered() -> None:
    halves = (shot(1, "The tide"), shot(2, "far away"))
    assert [speech.text for speech in uncovered_speeches(QUAY, halves)] == [
        *("It will be back.", "When?", "At nine o'clock tonight."),
    ]


def test_japanese_is_compared_by_its_letters() -> None:
    play = screenplay_of(
        parse(".屋内 教室 - 昼\n\n雨。\n\n@ハナ\nいない！どこへ行ったの。\n\n@ケン\n川。\n")
    )
    said = Shot(scene="1", shot=1, dialogue="どこへ行ったの")
    assert filmed_speeches(play.scenes[0], said) == [True, False]
