from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.shots.lining import Lining, lining_of

SCRIPT = """EXT. QUAY - DAY

Mud and gulls.

MAY
(cold)
The tide is out.

She coils a rope. [[prop: rope]]

HUGO
It will be back.

INT. BOAT - NIGHT

Rain.

# An act
"""
PLAY = screenplay_of(parse(SCRIPT))


def lined(*shots: Shot, play: Screenplay = PLAY) -> list[Lining]:
    return list(lining_of(ShotList(shots=shots), play))


def texts(line: Lining) -> tuple[str, str]:
    return PLAY.elements[line.first].text, PLAY.elements[line.last].text


def test_a_master_runs_from_the_first_action_to_the_last_speech_of_its_scene() -> None:
    (line,) = lined(Shot(scene="1", shot=1, framing="master"))
    assert texts(line) == ("Mud and gulls.", "It will be back.")
    assert [stretch.on_camera for stretch in line.stretches] == [True]


def test_a_line_is_wavy_where_the_speaker_is_only_heard() -> None:
    may = Shot(
        scene="1",
        shot=2,
        characters=("MAY",),
        dialogue="MAY: The tide is out. / HUGO: It will be back.",
    )
    (line,) = lined(may)
    assert texts(line) == ("MAY", "It will be back.")
    assert [stretch.on_camera for stretch in line.stretches] == [True, False]
    wavy = line.stretches[1]
    assert PLAY.elements[wavy.first].text == "HUGO"
    assert (wavy.first_line, wavy.last_line) == (11, 12)


def test_a_shot_without_words_stands_at_the_action_it_describes() -> None:
    (rope,) = lined(Shot(scene="1", shot=3, size="ins", props=("rope",)))
    (mud,) = lined(Shot(scene="1", shot=3, size="cut"))
    assert texts(rope)[0].startswith("She coils")
    assert texts(mud)[0] == "Mud and gulls."


def test_lines_that_run_side_by_side_have_lanes_of_their_own() -> None:
    lines = lined(
        Shot(scene="1", shot=1, framing="master"),
        Shot(scene="1", shot=2, dialogue="The tide is out."),
        Shot(scene="1", shot=3, dialogue="It will be back."),
        Shot(scene="1", shot=4, dialogue="The tide is out."),
        Shot(scene="2", shot=1, framing="master"),
    )
    assert [line.lane for line in lines] == [0, 1, 1, 2, 0]


def test_shots_of_no_scene_and_scenes_of_one_heading_are_no_fault() -> None:
    play = screenplay_of(parse("INT. A - DAY\n\nINT. B - DAY\n\nMAY\nGo.\n"))
    lines = lined(
        Shot(scene="9", shot=1), Shot(scene="1", shot=1), Shot(scene="2", shot=1), play=play
    )
    assert [(line.first, line.last) for line in lines] == [(0, 0), (2, 2)]
