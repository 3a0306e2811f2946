import itertools

import pytest

from pipeline.documents.animals import ANIMALS, face_of, next_animal
from web.faces import PATH, symbols


@pytest.mark.parametrize("animal", ANIMALS)
def test_a_face_lies_in_its_field_is_even_on_both_sides_and_has_light_in_it(animal: str) -> None:
    face = face_of(animal)
    points = [point for patch in face for point in patch.points]
    assert all(-1 <= x <= 101 and -1 <= y <= 101 for x, y in points)
    assert {patch.is_light for patch in face} == {False, True}
    assert len(face) >= 4


def test_no_two_animals_look_the_same() -> None:
    for one, other in itertools.combinations(ANIMALS, 2):
        assert face_of(one) != face_of(other), (one, other)


def test_an_animal_that_nobody_has_drawn_has_no_face() -> None:
    assert face_of("unicorn") == ()


def test_a_group_gets_as_many_animals_as_there_are_before_one_comes_twice() -> None:
    taken: list[str] = []
    for _ in range(len(ANIMALS) + 1):
        taken.append(next_animal(taken))
    assert taken[:-1] == list(ANIMALS)
    assert taken[-1] == ANIMALS[0]


def test_the_pages_show_the_same_faces() -> None:
    assert PATH.read_text(encoding="utf-8") == symbols()
