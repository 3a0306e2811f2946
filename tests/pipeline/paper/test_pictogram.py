import pytest

from pipeline.documents.shot_list import Shot
from pipeline.paper.pictogram import HEIGHT, WIDTH, Shade, Shape, shapes_of
from pipeline.shots.vocabulary import ANGLES, FRAMINGS, MOVES, SIZES

TIGHTER = ("est", "ews", "ws", "fs", "mws", "cow", "ms", "mcu", "cu", "ecu")


def shapes(**fields: str) -> list[Shape]:
    return shapes_of(Shot(scene="1", shot=1, **fields))  # type: ignore[arg-type]


def height_of_main(size: str) -> float:
    downs = [down for one in shapes(size=size) if one.shade is Shade.MAIN for _, down in one.points]
    return max(downs) - min(downs)


def test_the_closer_the_size_the_taller_the_person() -> None:
    heights = [height_of_main(size) for size in TIGHTER]
    assert heights == sorted(heights)


def test_a_full_shot_shows_head_and_feet_and_a_medium_cuts_the_legs() -> None:
    def inside(size: str) -> bool:
        points = [
            point for one in shapes(size=size) if one.shade is Shade.MAIN for point in one.points
        ]
        return all(0 <= down <= HEIGHT for _, down in points)

    assert inside("fs")
    assert not inside("ms")


@pytest.mark.parametrize(
    ("framing", "people"), [("single", 1), ("two", 2), ("group", 3), ("ots", 2), ("master", 1)]
)
def test_the_framing_says_how_many_people_are_seen(framing: str, people: int) -> None:
    figures = [one for one in shapes(size="ms", framing=framing) if not one.line_width]
    assert len(figures) == 2 * people


def test_a_master_shows_everybody_who_is_in_it() -> None:
    def figures(*characters: str) -> int:
        shot = Shot(scene="1", shot=1, size="ms", framing="master", characters=characters)
        return len(shapes_of(shot)) // 2

    assert (figures("A"), figures("A", "B"), figures("A", "B", "C", "D")) == (1, 2, 3)


@pytest.mark.parametrize("move", [term.key for term in MOVES if term.key != "static"])
def test_each_move_is_drawn(move: str) -> None:
    assert len(shapes(size="ms", move=move)) > len(shapes(size="ms", move="static"))


def test_every_combination_can_be_drawn_near_the_field() -> None:
    for size in (*(term.key for term in SIZES), "", "xyz"):
        for framing in (*(term.key for term in FRAMINGS), ""):
            for angle in (*(term.key for term in ANGLES), ""):
                drawn = shapes(size=size, framing=framing, angle=angle)
                middles = [sum(x for x, _ in one.points) / len(one.points) for one in drawn]
                assert all(-WIDTH < middle < 2 * WIDTH for middle in middles)
