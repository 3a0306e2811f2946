"""What has changed from one cut to another, as a group reads it when two have cut at once."""

from dataclasses import replace

from pipeline.documents.cut import Cut
from pipeline.editing.cut_moves import moved
from pipeline.editing.cut_words import changed_items, differences
from tests.pipeline.editing.cut_cases import BIN, CUTS, A, B


def told(before: Cut, *moves: tuple[str, dict[str, object]]) -> list[str]:
    after = before
    for name, values in moves:
        after = moved(after, name, values, BIN)
    return [one.message for one in differences(before, after)]


def test_nothing_done_is_nothing_told() -> None:
    assert told(CUTS["dressed"]) == []


def test_each_thing_done_is_one_sentence() -> None:
    three = CUTS["three"]
    assert told(three, ("trim_tail", {"item": "i1", "frames": 12})) == [
        "The film is 12 frames shorter.",
        f"“{A}” is 12 frames shorter.",
    ]
    assert told(three, ("trim_head", {"item": "i2", "frames": -5})) == [
        "The film is 5 frames longer.",
        f"“{B}” is 5 frames longer.",
    ]
    assert told(three, ("remove", {"item": "i2"}))[1:] == [f"“{B}” is out."]
    assert told(three, ("add_take", {"take": B}))[1:] == [f"“{B}” is new."]
    assert told(three, ("move", {"item": "i1", "after": "i3"})) == [f"“{A}” is in another place."]
    assert told(three, ("slip", {"item": "i1", "frames": 1})) == [
        f"“{A}” shows other frames of its take."
    ]
    assert told(three, ("replace_take", {"item": "i1", "take": B})) == [f"“{A}” became “{B}”."]
    assert told(three, ("set_dissolve", {"item": "i2", "frames": 4})) == [
        f"“{B}” begins or ends otherwise: cut, dissolve or fade."
    ]
    assert told(three, ("set_mute", {"item": "i2", "muted": True})) == [
        f"The sound of “{B}” has changed."
    ]
    assert told(CUTS["dressed"], ("set_text", {"title": "i4", "text": "Fin"})) == [
        "The title “Fin” has other words."
    ]


def test_titles_and_tracks_beside_the_picture_are_told_of() -> None:
    beside = CUTS["beside"]
    assert told(
        beside, ("remove_title_over", {"title": "t1"}), ("remove_sound", {"sound": "s1"})
    ) == [
        "The titles over the picture have changed.",
        "The track “Music” has changed.",
    ]
    assert told(beside, ("remove_track", {"track": "k2"})) == ["The track “Steps” has changed."]
    assert told(beside, ("add_track", {"name": "Wind", "role": "ambience"})) == [
        "The track “Wind” has changed."
    ]


def test_what_is_new_other_or_elsewhere_is_marked_in_the_strip() -> None:
    three = CUTS["three"]
    after = moved(three, "move", {"item": "i1", "after": "i3"}, BIN)
    longer = moved(after, "trim_tail", {"item": "i2", "frames": 1}, BIN)
    assert changed_items(three, after) == {"i1"}
    assert changed_items(three, longer) == {"i1", "i2"}
    assert changed_items(replace(three, items=()), three) == {"i1", "i2", "i3"}
