import pytest

from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.fountain.tags import seconds_of_time


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("45", 45),
        ("0:45", 45),
        ("1:05", 65),
        ("45 s", 45),
        ("1 min", 60),
        ("1 min 5 s", 65),
        ("1'05\"", 65),
        ("45秒", 45),
        ("1分5秒", 65),
        ("٤٥", 45),
        ("١:٠٥", 65),
        ("", None),
        ("long", None),
        ("0", None),
        ("999:00", None),
    ],
)
def test_a_time_is_read_as_people_write_it(written: str, seconds: int | None) -> None:
    assert seconds_of_time(written) == seconds


@pytest.mark.parametrize("tag", ["time: 0:45", "durée : 45", "尺：0：45", "مدة: ٤٥"])
def test_the_measured_time_of_a_scene_wins_and_the_estimate_stays_visible(tag: str) -> None:
    screenplay = screenplay_of(
        parse(f"INT. A - DAY\n\nRain.\n\n[[time: 9:99:9]]\n\n[[{tag}]]\n\nINT. B - DAY\n\nSun.\n")
    )
    one, two = screenplay.scenes
    assert (one.seconds, one.measured_seconds) == (45, 45)
    assert (two.seconds, two.measured_seconds) == (two.estimated_seconds, None)
    assert 0 < one.estimated_seconds < 10
    assert screenplay.seconds == screenplay.estimated_seconds - one.estimated_seconds + 45
    assert screenplay.measured_seconds == 45


@pytest.mark.parametrize(
    "tag",
    [
        "cast: hans = Mia; VERA=Tom",
        "配役：HANS＝Mia；VERA＝Tom",
        "rôles: Hans (O.S.)=Mia;Vera= Tom;;=x;Y=",
    ],
)
def test_the_cast_stands_in_notes(tag: str) -> None:
    cast = screenplay_of(parse(f"Title: X\n\n[[{tag}]]\n\n[[cost: no]]\n\nINT. A\n\nRain.")).cast
    assert [(one.character, one.person) for one in cast] == [("HANS", "Mia"), ("VERA", "Tom")]


def test_props_and_sounds_stand_in_notes_of_every_language() -> None:
    notes = "[[Prop: a  kite; a rope]] [[小道具：凧]] [[إكسسوار: مفتاح؛ حبل]] [[son: vent]] [[x]]"
    script = f"INT. A\n\n{notes}"
    (scene,) = screenplay_of(parse(script)).scenes
    assert scene.props == ("a kite", "a rope", "凧", "مفتاح", "حبل")
    assert scene.sounds == ("vent",)


@pytest.mark.parametrize("word", ["OMITTED", "omitted.", "OMISE", "欠番", "محذوف"])
def test_an_omitted_scene_has_a_number_and_no_length(word: str) -> None:
    after = "INT. B #3#\n\nSun.\nAnd\n\nMAY\nmoon.\n\n[[x]]\n\n\n"
    screenplay = screenplay_of(parse(f"INT. A #1#\n\nRain.\n\n.{word} #2#\n\n{after}"))
    one, gone, three = screenplay.scenes
    assert (gone.omitted, gone.number, gone.seconds, gone.eighths) == (True, "2", 0, 0)
    assert [one.omitted, three.omitted] == [False, False]
    assert screenplay.seconds < one.seconds + three.seconds + 2
    assert [scene.last_line for scene in screenplay.scenes] == [3, 5, 15]
