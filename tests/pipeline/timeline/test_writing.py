"""The assembly, and timelines that go back to the group with the names of their takes."""

import json
from fractions import Fraction
from typing import Any

from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, Take, Takes, circled
from pipeline.timeline.flatten import flatten
from pipeline.timeline.reading import read_timeline, timeline_of
from pipeline.timeline.references import known_names
from pipeline.timeline.writing import assemble, conformed
from tests.pipeline.timeline.otio_text import clip, timeline, track

PROJECT = Project(title="The Kite", group="Blue", frame_rate=Fraction(30000, 1001))
SHOTS = ShotList(shots=(Shot(scene="1", shot=2), Shot(scene="1", shot=1), Shot(scene="2", shot=1)))


def take(scene: str, shot: int, number: int, **more: Any) -> Take:
    slate = Slate(scene=scene, shot=shot, take=number)
    plain: dict[str, Any] = {
        "file": f"rushes/IMG_{shot}{number}.MOV",
        "digest": "0" * 64,
        "kind": "mov",
    }
    plain |= {"frames": 100, "in_frame": 10, "out_frame": 40}
    return Take(slate=slate, **(plain | more))


RUSHES = Takes(
    frame_rate=PROJECT.frame_rate,
    takes=(
        take("1", 1, 1),
        take("1", 1, 2),
        take("1", 1, 3, rating=Rating.NO_GOOD),
        take("1", 2, 1, rating=Rating.HOLD, has_sound=False),
        take("3", 1, 1),
    ),
)
KNOWN = known_names({one.name: (one.file,) for one in RUSHES.takes})


def test_the_last_good_take_is_circled() -> None:
    assert circled(RUSHES.of_shot("S01_P01")) == take("1", 1, 2)


def test_a_take_on_hold_is_better_than_none() -> None:
    chosen = circled([take("1", 1, 1, rating=Rating.HOLD), take("1", 1, 2, rating=Rating.NO_GOOD)])
    assert chosen is not None
    assert chosen.slate.take == 1


def test_without_a_take_that_may_be_used_nothing_is_circled() -> None:
    assert circled([take("1", 1, 1, rating=Rating.NO_GOOD)]) is None


def test_the_assembly_has_one_circled_take_for_each_planned_shot_in_script_order() -> None:
    text = assemble(SHOTS, RUSHES, PROJECT)
    edit = flatten(read_timeline(text.encode()), known=KNOWN)
    assert edit.frame_rate == PROJECT.frame_rate
    assert [(one.media, one.start_frame, one.frames) for one in edit.picture] == [
        ("S01_P02_T01", 0, 30),
        ("S01_P01_T02", 30, 30),
    ]
    assert edit.picture[0].source_in == 10 / PROJECT.frame_rate


def test_a_take_without_sound_is_silent_in_the_assembly() -> None:
    edit = flatten(read_timeline(assemble(SHOTS, RUSHES, PROJECT).encode()), known=KNOWN)
    assert [one.media for one in edit.sound] == ["S01_P01_T02"]
    assert edit.sound[0].start_sample == 48048


def test_the_same_takes_give_the_same_assembly() -> None:
    assert assemble(SHOTS, RUSHES, PROJECT) == assemble(SHOTS, RUSHES, PROJECT)


def test_without_a_shot_list_the_shots_follow_their_slates() -> None:
    edit = flatten(read_timeline(assemble(None, RUSHES, PROJECT).encode()), known=KNOWN)
    assert [one.media for one in edit.picture] == ["S01_P01_T02", "S01_P02_T01", "S03_P01_T01"]


def test_takes_of_two_cameras_may_have_the_same_file_name() -> None:
    assert RUSHES.takes[0].file == RUSHES.takes[-1].file
    edit = flatten(read_timeline(assemble(None, RUSHES, PROJECT).encode()), known=KNOWN)
    assert edit.picture[-1].media == "S03_P01_T01"


def test_a_take_whose_end_was_not_noted_is_used_to_its_end() -> None:
    rushes = Takes(frame_rate=PROJECT.frame_rate, takes=(take("1", 1, 1, out_frame=0),))
    edit = flatten(read_timeline(assemble(None, rushes, PROJECT).encode()), known=KNOWN)
    assert edit.frames == 90


def test_a_conformed_timeline_names_takes_and_keeps_all_else() -> None:
    marked = clip("file:///card/IMG_12.MOV", 0, 10, markers=[], metadata={"note": "the best one"})
    plain = json.loads(timeline(track(marked, clip("lost.mov", 0, 10))))
    again = json.loads(conformed(plain, KNOWN))
    first, second = again["tracks"]["children"][0]["children"]
    assert first["media_references"]["DEFAULT_MEDIA"]["target_url"] == "S01_P01_T02"
    assert first["metadata"] == {"note": "the best one"}
    assert second == plain["tracks"]["children"][0]["children"][1]
    edits = [flatten(timeline_of(each), known=KNOWN) for each in (plain, again)]
    assert edits[0] == edits[1]
