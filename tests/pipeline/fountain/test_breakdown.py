from pipeline.documents.screenplay import Screenplay
from pipeline.fountain.breakdown import breakdown_of, screenplay_of, speakers_of
from pipeline.fountain.parse import parse

SCRIPT = """Title: _Low_
    Water
Author: Blue

FADE IN:

EXT. QUAY - DAWN

= May decides to leave.

MAY O'DOWD coils a rope. [[prop: a rope; a red kite]] [[sound: gulls]]

MAY O'DOWD (O.S.)
Nine.

(not a beat)

MAY O'DOWD (CONT'D)
(counting)
*Ten.*
~La la

[[a thought]] [[colour: red]]

HUGO
Eleven.

INT. BOAT - NIGHT #7#

Dark. May O'Dowd rows. [[prop: a red kite]]

@***
(nothing)
"""


def play() -> Screenplay:
    return screenplay_of(parse(SCRIPT))


def test_a_scene_knows_its_place_its_people_and_its_things() -> None:
    quay, boat = play().scenes
    assert (quay.number, quay.setting, quay.place, quay.time_of_day) == ("1", "EXT", "QUAY", "DAWN")
    assert quay.characters == ("MAY O'DOWD", "HUGO")
    assert (quay.props, quay.sounds) == (("a rope", "a red kite"), ("gulls",))
    assert (boat.number, boat.characters) == ("7", ("MAY O'DOWD",))


def test_a_speech_is_what_one_says_without_interruption() -> None:
    assert [(one.character, one.text) for one in play().scenes[0].speeches] == [
        ("MAY O'DOWD", "Nine."),
        ("MAY O'DOWD", "Ten. La la"),
        ("HUGO", "Eleven."),
    ]


def test_the_summary_is_the_synopsis_or_the_first_sentence() -> None:
    quay, boat = play().scenes
    assert quay.summary == "May decides to leave."
    assert boat.summary == "Dark."
    assert screenplay_of(parse(".A\n\n" + "x" * 200)).scenes[0].summary == "x" * 100


def test_the_breakdown_counts_parts_words_and_scenes() -> None:
    breakdown = breakdown_of(play(), {"May O'Dowd": "Aya"})
    may, hugo = breakdown.cast
    assert (may.person, may.speeches, may.words, may.scenes) == ("Aya", 2, 4, ("1", "7"))
    assert (hugo.person, hugo.speeches) == ("", 1)
    assert breakdown.places == ("QUAY", "BOAT")
    assert breakdown.props == ("a rope", "a red kite")


def test_the_title_is_one_line_without_marks() -> None:
    assert play().title == "Low Water"
    assert screenplay_of(()).title == ""


def test_five_thousand_parts_are_counted_at_once() -> None:
    script = "INT. HALL - DAY\n\n" + "".join(f"VOICE {n}\nHere.\n\n" for n in range(5000))
    play = screenplay_of(parse(script))
    assert len(breakdown_of(play, {}).cast) == 5000
    assert len(speakers_of(play.scenes)) == 5000


def test_text_before_the_first_heading_is_no_scene() -> None:
    assert screenplay_of(parse("FADE IN:\n\nRain.\n")).scenes == ()
