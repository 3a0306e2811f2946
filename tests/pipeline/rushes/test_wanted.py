"""The list of sounds that writes itself: room tone of each place, sounds of list and script."""

from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import SoundRole
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.rushes.catalogue import Entry
from pipeline.rushes.named import Named, Recording, name_recordings
from pipeline.rushes.planned import Planned, planned
from pipeline.rushes.wanted import WantedSound, file_name, wanted_sounds
from tests.laid_papers import SCRIPT

PLAN = planned(
    ShotList(
        shots=(
            Shot(scene="1", shot=1, location="Kitchen", sound="wild: door"),
            Shot(scene="1", shot=2, location="kitchen", sound="boom"),
            Shot(scene="2", shot=1, location="Hill", sound="gulls"),
        )
    )
)


def scenes() -> tuple[Scene, ...]:
    return screenplay_of(parse(SCRIPT)).scenes


def recorded(*files: str, **entries: Entry) -> tuple[Named, ...]:
    sounds = [Recording(file=file, is_sound=True) for file in files]
    return name_recordings(sounds, {f"{key.lower()}.wav": one for key, one in entries.items()})


def told(found: tuple[WantedSound, ...]) -> list[tuple[str, str, str, bool]]:
    return [(one.role.value, one.place, one.what, one.is_there) for one in found]


def test_each_place_wants_a_room_tone_and_list_and_script_want_their_sounds() -> None:
    assert told(wanted_sounds(PLAN, scenes(), ())) == [
        ("room_tone", "Kitchen", "", False),
        ("wild", "Kitchen", "door", False),
        ("room_tone", "Hill", "", False),
        ("wild", "Hill", "gulls", False),
        ("wild", "Hill", "wind", False),
    ]


def test_a_shot_whose_place_nobody_has_said_is_where_its_scene_plays() -> None:
    plan = planned(ShotList(shots=(Shot(scene="1", shot=1), Shot(scene="2", shot=1))))
    found = wanted_sounds(plan, scenes(), ())
    assert [one.place for one in found if not one.what] == ["KITCHEN", "HILL"]


def test_what_was_recorded_is_there_by_its_name_or_by_its_row() -> None:
    entry = Entry(file="WT_1.wav", role=SoundRole.WILD, note="gulls")
    named = recorded("RT_Kitchen.wav", "WT_wind.wav", "WT_1.wav", WT_1=entry)
    there = [one.words for one in wanted_sounds(PLAN, scenes(), named) if one.is_there]
    assert there == ["Kitchen", "gulls", "wind"]


def test_without_a_shot_list_the_script_says_where_and_what() -> None:
    found = wanted_sounds(Planned(), scenes(), ())
    assert [(one.role.value, one.words, one.scenes) for one in found if one.what] == [
        ("wild", "wind", ("2",))
    ]
    assert [one.place for one in found if not one.what] == ["KITCHEN", "HILL"]


def test_a_recording_is_called_after_what_it_is() -> None:
    tone = file_name(SoundRole.ROOM_TONE, "The kitchen / night", ".wav")
    assert tone == "RT_The_kitchen_night.wav"
    assert file_name(SoundRole.WILD, "../wind", ".m4a") == "WT_wind.m4a"
    assert file_name(SoundRole.WILD, "باب يُغلق", ".wav") == "WT_باب_يغلق.wav"
    assert file_name(SoundRole.ROOM_TONE, "", ".wav") == "RT.wav"
    assert len(file_name(SoundRole.WILD, "a" * 300, ".wav")) < 80
