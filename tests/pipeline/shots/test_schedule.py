from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.shots.schedule import HEADINGS, schedule_lines, schedule_of

SCENES = ("EXT. QUAY - NIGHT", "INT. BOAT - DAY", "EXT. QUAY - DAWN", "EXT. QUAY - NIGHT")
SCRIPT = "".join(f"{heading}\n\nRain.\n\n" for heading in SCENES)


def test_shots_are_ordered_by_place_then_light_then_scene() -> None:
    scenes = screenplay_of(parse(SCRIPT)).scenes
    shots = [Shot(scene=number, shot=shot) for number in "91234" for shot in (2, 1)]
    slots = schedule_of(ShotList(shots=tuple(shots)), scenes)
    assert [slot.shot.name for slot in slots] == [
        *("S03_P01", "S03_P02", "S01_P01", "S01_P02", "S04_P01", "S04_P02"),
        *("S02_P01", "S02_P02", "S09_P01", "S09_P02"),
    ]


def test_each_set_up_begins_when_the_one_before_is_done() -> None:
    scenes = screenplay_of(parse(SCRIPT)).scenes
    shots = (Shot(scene="1", shot=1, setup_minutes=30), Shot(scene="1", shot=2, size="ins"))
    lines = list(schedule_lines(schedule_of(ShotList(shots=shots), scenes)))
    minutes = HEADINGS.index("setup_minutes")
    assert [line[minutes : minutes + 2] for line in lines] == [["30", "0"], ["8", "30"]]
    assert all(len(line) == len(HEADINGS) for line in lines)
