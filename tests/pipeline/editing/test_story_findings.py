"""C41 and C42: good shots that nobody sees, and sound that slipped against its picture."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.edit import SoundClip
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import Rating, RecordedSound
from pipeline.editing.story_findings import out_of_sync, unused_shots
from tests.pipeline.editing.films import film, rushes, take

PLAN = ShotList(shots=(Shot(scene="1", shot=1), Shot(scene="1", shot=2), Shot(scene="2", shot=1)))
FILMED = rushes(take("S01_P01_T01"), take("S01_P02_T01"), take("S02_P01_T01"))


def test_a_good_shot_that_is_not_in_the_film_is_named() -> None:
    (found,) = unused_shots(film(("S01_P01_T01", 25), ("S02_P01_T01", 25)), PLAN, FILMED)
    assert found.code == "C41"
    assert "S01_P02." in found.message


def test_when_all_good_shots_are_seen_nothing_is_said() -> None:
    cut = film(("S01_P01_T01", 9), ("S01_P02_T01", 9), ("S02_P01_T01", 9))
    assert not list(unused_shots(cut, PLAN, FILMED))


def test_a_shot_without_a_good_take_and_a_scene_that_is_left_out_are_not_named() -> None:
    bad = rushes(take("S01_P02_T01", Rating.HOLD), take("S02_P01_T01"))
    assert not list(unused_shots(film(("S01_P01_T01", 25)), PLAN, bad))
    assert not list(unused_shots(film(("S01_P01_T01", 25)), None, FILMED))


def test_of_many_the_first_are_named_and_the_rest_counted() -> None:
    plan = ShotList(shots=tuple(Shot(scene="1", shot=number) for number in range(1, 13)))
    filmed = rushes(*(take(f"S01_P{number:02d}_T01") for number in range(1, 13)))
    (found,) = unused_shots(film(("S01_P01_T01", 9)), plan, filmed)
    assert "S01_P09 (+3)." in found.message


def sound(media: str, start: int, source_in: Fraction, **more: object) -> SoundClip:
    return SoundClip(
        media=media,
        start_sample=start,
        source_in=source_in,
        samples=48000,
        **more,  # type: ignore[arg-type]
    )


FRAME = Fraction(1, 25)


@pytest.mark.parametrize("slip", [Fraction(0), FRAME, -FRAME])
def test_sound_within_a_frame_of_its_picture_is_in_sync(slip: Fraction) -> None:
    heard = (sound("S01_P01_T01", 0, Fraction(1) + slip),)
    assert not list(out_of_sync(film(("S01_P01_T01", 25), sound=heard), FILMED))


@pytest.mark.parametrize("slip", [2 * FRAME, -2 * FRAME])
def test_sound_two_frames_off_is_a_blocker(slip: Fraction) -> None:
    heard = (sound("S01_P01_T01", 0, Fraction(1) + slip),)
    (found,) = out_of_sync(film(("S01_P01_T01", 25), sound=heard), FILMED)
    assert (found.code, found.place) == ("C42", "00:00:00:00")
    assert "2.0 frames apart" in found.message


def test_a_j_cut_is_in_sync() -> None:
    early = sound("S01_P02_T01", 24_000, Fraction(1, 2))
    cut = film(("S01_P01_T01", 25), ("S01_P02_T01", 25), sound=(early,))
    assert not list(out_of_sync(cut, FILMED))


def test_a_second_sound_of_the_take_elsewhere_is_meant_when_one_is_in_place() -> None:
    heard = (sound("S01_P01_T01", 0, Fraction(1)), sound("S01_P01_T01", 0, Fraction(3)))
    assert not list(out_of_sync(film(("S01_P01_T01", 25), sound=heard), FILMED))


def test_sound_at_another_speed_is_not_judged() -> None:
    heard = (sound("S01_P01_T01", 0, Fraction(3), speed=Fraction(2)),)
    assert not list(out_of_sync(film(("S01_P01_T01", 25), sound=heard), FILMED))


def test_a_recorders_sound_belongs_where_it_was_lined_up() -> None:
    recorded = RecordedSound(file="card/ZOOM0001.WAV", offset_samples=24_000)
    filmed = rushes(take("S01_P01_T01", recorded=recorded))
    right = sound("ZOOM0001.WAV", 0, Fraction(1, 2))
    cut = film(("S01_P01_T01", 25), sound=(right,))
    assert not list(out_of_sync(cut, filmed))
    wrong = replace(right, source_in=Fraction(1))
    assert [one.code for one in out_of_sync(replace(cut, sound=(wrong,)), filmed)] == ["C42"]
