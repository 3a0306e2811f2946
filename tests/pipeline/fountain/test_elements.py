from pipeline.fountain.elements import elements_as_plain
from pipeline.fountain.parse import parse


def test_fields_that_say_nothing_are_left_out() -> None:
    script = "Title: Mud\n\n## Two\n\n.A #3#\n\nMAY\nNo!\n\nHUGO ^\n*Yes!*\n"
    plain = elements_as_plain(parse(script))
    assert plain[0] == {"type": "title_page", "text": "Mud", "key": "Title", "line": 1, "column": 1}
    assert plain[1]["level"] == 2
    assert (plain[2]["scene_number"], plain[2]["forced"]) == ("3", True)
    assert [one.get("dual") for one in plain if one["type"] == "character"] == ["left", "right"]
    assert plain[-1]["runs"] == [["Yes!", "i"]]
