import pytest

from pipeline.fountain.headings import Light, heading_of, light_of


@pytest.mark.parametrize(
    ("text", "setting", "place", "time_of_day"),
    [
        ("INT. KITCHEN - DAY", "INT", "KITCHEN", "DAY"),
        ("EXT. QUAI DE L'ÉTÉ – AUBE", "EXT", "QUAI DE L'ÉTÉ", "AUBE"),
        ("INT./EXT. CAR - NIGHT", "INT/EXT", "CAR", "NIGHT"),
        ("I/E VAN", "INT/EXT", "VAN", ""),
        ("EST. HARBOUR - FLAT - DAWN", "EXT", "HARBOUR - FLAT", "DAWN"),
        ("屋内 教室 - 昼", "INT", "教室", "昼"),
        ("داخلي. غرفة الصف - نهار", "INT", "غرفة الصف", "نهار"),
        ("back at the farm", "", "back at the farm", ""),
        ("INTERLUDE", "", "INTERLUDE", ""),
    ],
)
def test_a_heading_says_inside_or_outside_where_and_when(
    text: str, setting: str, place: str, time_of_day: str
) -> None:
    heading = heading_of(text)
    assert (heading.setting, heading.place, heading.time_of_day) == (setting, place, time_of_day)


@pytest.mark.parametrize(
    ("text", "light"),
    [
        ("NIGHT", Light.NIGHT),
        ("LATE AFTERNOON", Light.DAY),
        ("夜明け", Light.DAWN),
        ("غروب", Light.DUSK),
        ("LATER", Light.DAY),
        ("DAY FOR NIGHT", Light.NIGHT),
    ],
)
def test_a_time_of_day_says_which_light_is_needed(text: str, light: Light) -> None:
    assert light_of(text) is light
