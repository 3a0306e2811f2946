"""The cut as a timeline: it shows what the cut says, and comes back as it was."""

import json
from dataclasses import replace
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import given, settings

from pipeline.documents.cut import Cut
from pipeline.documents.project import Project
from pipeline.editing.cut_rules import settled
from pipeline.errors import CannotRead
from pipeline.timeline.cutting import Opened, cut_of_timeline, timeline_of_cut
from pipeline.timeline.flatten import flatten
from pipeline.timeline.reading import timeline_of, upgraded
from pipeline.timeline.writing import assemble, conformed
from tests.pipeline.timeline import cut_oracle as oracle
from tests.pipeline.timeline.cuts import BIN, KNOWN, cuts, film, sources
from tests.pipeline.timeline.otio_text import (
    at,
    clip,
    dissolve,
    freeze,
    gap,
    reach,
    stack,
    timeline,
    track,
    warp,
)
from tests.pipeline.timeline.test_writing import PROJECT, RUSHES, SHOTS

MANY = settings(max_examples=150, deadline=None)
FEW = settings(max_examples=10, deadline=None)


def opened(text: str, cut: Cut) -> Opened:
    return cut_of_timeline(text.encode(), sources(cut.frame_rate), film(cut))


def stripped(text: str) -> str:
    """The timeline as another program gives it back: without what we wrote beside it."""
    plain = json.loads(text)
    del plain["metadata"]["claquette"]
    return json.dumps(plain)


@given(cuts())
@MANY
def test_the_film_of_the_timeline_is_the_film_of_the_cut(cut: Cut) -> None:
    edit = flatten(timeline_of(json.loads(timeline_of_cut(cut, BIN))), known=KNOWN)
    assert (edit.frames, edit.frame_rate) == (cut.frames, cut.frame_rate)
    assert list(oracle.seen_in_edit(edit)) == list(oracle.seen_in_cut(cut))
    assert oracle.titles_over_edit(edit) == oracle.titles_over_cut(cut)
    assert list(oracle.heard_in_edit(edit)) == list(oracle.heard_in_cut(cut, BIN))


@given(cuts())
@MANY
def test_a_cut_comes_back_as_it_was(cut: Cut) -> None:
    assert opened(timeline_of_cut(cut, BIN), cut) == Opened(cut=cut)


@given(cuts())
@MANY
def test_the_tracks_alone_give_a_cut_that_shows_the_same(cut: Cut) -> None:
    found = opened(stripped(timeline_of_cut(cut, BIN)), cut)
    assert found.losses == ()
    assert settled(found.cut, BIN) == found.cut
    assert [one.id for one in found.cut.items] == [one.id for one in cut.items]
    for read in (oracle.seen_in_cut, oracle.titles_over_cut):
        assert list(read(found.cut)) == list(read(cut))
    assert list(oracle.heard_in_cut(found.cut, BIN)) == list(oracle.heard_in_cut(cut, BIN))


@given(cuts())
@FEW
def test_the_library_and_the_stage_carry_a_cut_along(cut: Cut) -> None:
    text = timeline_of_cut(cut, BIN)
    film_of_library = otio.adapters.read_from_string(text, "otio_json")
    assert film_of_library.name == cut.name
    assert opened(conformed(upgraded(text.encode()), KNOWN), cut) == Opened(cut=cut)
    assert timeline_of_cut(cut, BIN) == text


def test_gain_and_fades_stand_beside_each_clip() -> None:
    cut = replace(SMALL, items=(replace(SMALL.items[0], gain_db=-4.5), *SMALL.items[1:]))
    plain = json.loads(timeline_of_cut(cut, BIN))
    own = plain["tracks"]["children"][1]["children"][0]
    assert own["metadata"]["claquette"]["gain_db"] == -4.5
    assert plain["tracks"]["children"][1]["metadata"]["claquette"]["role"] == "dialogue"


def test_the_assembly_opens_without_a_loss() -> None:
    from pipeline.editing.cut_bin import assembled, film_of, sources_of

    text = assemble(SHOTS, RUSHES, PROJECT)
    found = cut_of_timeline(text.encode(), sources_of(RUSHES, PROJECT), film_of(PROJECT))
    assert found.losses == ()
    assert [(one.take, one.in_frame, one.frames) for one in found.cut.items] == [
        ("S01_P02_T01", 10, 30),
        ("S01_P01_T02", 10, 30),
    ]
    assert not any(one.muted or one.sound_offset for one in found.cut.items)
    assert found.cut.tracks == ()
    assert found.cut == assembled(SHOTS, RUSHES, PROJECT)


FIRST, SECOND = "IMG_1.MOV", "S01_P02_T01"


def small() -> Cut:
    text = timeline(track(clip(FIRST, 0, 20), clip(SECOND, 5, 20)))
    project = Project(title="The Kite", group="Blue", width=320, height=180)
    cut = Cut(name=project.title, frame_rate=project.frame_rate, width=320, height=180)
    return opened(text.decode(), cut).cut


SMALL = small()


def of(*tracks: Any, **more: Any) -> Opened:
    return opened(timeline(*tracks, **more).decode(), SMALL)


def sentences(found: Opened) -> list[str]:
    return [f"{one.place}: {one.message}" for one in found.losses]


def test_fades_of_another_program_become_fades_and_the_rest_of_the_black_a_gap() -> None:
    found = of(
        track(clip(FIRST, 0, 20), dissolve(6, 4), gap(10), dissolve(2, 3), clip(SECOND, 8, 20))
    )
    shapes = [
        (one.kind.value, one.in_frame, one.frames, one.fade_in_frames, one.fade_out_frames)
        for one in found.cut.items
    ]
    assert shapes == [("take", 0, 24, 0, 10), ("gap", 0, 4, 0, 0), ("take", 6, 22, 5, 0)]
    assert found.losses == ()


def test_an_uneven_dissolve_is_the_same_dissolve_with_the_cut_in_its_middle() -> None:
    found = of(track(clip(FIRST, 0, 20), dissolve(2, 8), clip(SECOND, 10, 20)))
    shapes = [(one.in_frame, one.frames, one.dissolve_frames) for one in found.cut.items]
    assert shapes == [(0, 23, 0), (13, 17, 10)]


def test_sound_in_step_is_the_own_sound_of_the_shots() -> None:
    found = of(
        track(clip(FIRST, 0, 20), clip(SECOND, 10, 20)),
        track(clip(FIRST, 0, 16), clip(SECOND, 6, 24), kind="Audio"),
    )
    assert [one.sound_offset for one in found.cut.items] == [0, -4]
    assert found.cut.tracks == ()


def test_sound_that_is_not_the_own_sound_lies_on_a_track_and_the_shots_are_silent() -> None:
    found = of(
        track(clip(FIRST, 0, 20), clip(SECOND, 10, 20)),
        track(clip(SECOND, 0, 30), kind="Audio"),
    )
    assert [one.muted for one in found.cut.items] == [True, True]
    assert [(one.media, one.start_frame) for one in found.cut.tracks[0].sounds] == [(SECOND, 0)]
    assert found.losses == ()


@pytest.mark.parametrize(
    ("tracks", "said"),
    [
        ((track(clip(FIRST, 0, 20, effects=[warp(2)])),), "change of speed (“LinearTime"),
        ((track(clip(FIRST, 0, 20, effects=[freeze()])),), "change of speed (“FreezeFr"),
        ((track(clip("unknown.mov", 0, 20)),), "“unknown.mov” is not one of your takes or sounds"),
        ((track(clip(FIRST, 0, 20)), track(clip(SECOND, 0, 5))), "Pictures lie over each other"),
        ((track(stack(track(clip(FIRST, 0, 9)), trim=reach(0, 9))),), "Sequences lie inside"),
        ((track(clip(FIRST, 0, 20), trim=reach(3, 9)),), "trimmed as a whole"),
        ((stack(track(clip(FIRST, 0, 20))),), "another sequence"),
        ((track(clip(FIRST, 0, 20)), track(gap(9), enabled=False)), "switched off"),
        ((track(clip(FIRST, 0, 20, enabled=False)),), "switched off; it is a gap"),
        ((track(clip(FIRST, 0, 20, markers=[{}])),), "markers"),
        ((track(clip(FIRST, 0, 10.5)),), "whole frame"),
        ((track(clip(FIRST, 0.4, 10)),), "whole frame"),
        ((track(clip(FIRST, 0, 9), dissolve(2, 2, "Wipe"), clip(SECOND, 9, 9)),), "“Wipe” is not"),
        ((track(clip(FIRST, 50, 20)),), "not that long"),
        ((track(), track(clip(FIRST, 50, 20), kind="Audio")), "not that long"),
        ((track(), track(clip(FIRST, 1, 9, enabled=False), kind="Audio")), "is switched off"),
        (
            (track(), track(clip(FIRST, 0, 9), dissolve(2, 2), clip(SECOND, 9, 9), kind="Audio")),
            "Two sounds cross",
        ),
    ],
)  # fmt: skip
def test_what_the_cutter_cannot_show_is_named(tracks: tuple[Any, ...], said: str) -> None:
    found = of(*tracks)
    assert any(said in one for one in sentences(found)), sentences(found)
    assert settled(found.cut, BIN) == found.cut


def test_what_does_not_fit_leaves_everything_else_in_its_place() -> None:
    found = of(
        track(clip(FIRST, 0, 20), clip("unknown.mov", 0, 15), clip(SECOND, 5, 20)),
        track(gap(35), clip("song.wav", 0, 10), kind="Audio"),
    )
    assert [(one.kind.value, one.frames) for one in found.cut.items] == [
        ("take", 20),
        ("gap", 15),
        ("take", 20),
    ]
    assert found.cut.tracks[0].sounds[0].start_frame == 35
    assert sentences(found) == [
        "00:00:00:20 unknown.mov: “unknown.mov” is not one of your takes or sounds."
    ]


def test_the_cut_beside_the_tracks_counts_only_as_long_as_they_are_what_it_says() -> None:
    plain = json.loads(timeline_of_cut(SMALL, BIN))
    plain["tracks"]["children"][0]["children"][0]["source_range"]["duration"] = at(11)
    assert [one.frames for one in opened(json.dumps(plain), SMALL).cut.items] == [11, 20]
    for damaged in (5, {}, {"items": 7}, {"format": "Cut", "version": 1, "name": "x"}):
        plain["metadata"]["claquette"]["cut"] = damaged
        assert [one.frames for one in opened(json.dumps(plain), SMALL).cut.items] == [11, 20]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "7", "null", '{"OTIO_SCHEMA": "Timeline.1"}', '{"tracks": {}}',
        '{"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.1"}}',
        '{"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [7]}}',
        "[" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_timeline_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(CannotRead):
        opened(text, SMALL)


def test_damaged_values_do_no_harm() -> None:
    odd = clip(FIRST, 0, 20, effects=5, markers=7, metadata={"claquette": {"id": {"a": 1}}})
    words = {
        "OTIO_SCHEMA": "Clip.2",
        "source_range": reach(0, 10),
        "metadata": {"claquette": {"fade_frames": 1e300, "id": "i1"}},
        "media_references": {
            "DEFAULT_MEDIA": {
                "OTIO_SCHEMA": "GeneratorReference.1",
                "generator_kind": "title",
                "parameters": {"text": "A\x07\u2028" + "b" * 900},
            }
        },
    }
    found = of(track(odd, words), track(clip("song.wav", 0, 5), kind="Audio", metadata=7))
    assert settled(found.cut, BIN) == found.cut
    assert len(found.cut.items) == 2
    assert len(found.cut.items[1].text) == 500


def test_a_title_of_another_program_keeps_its_words_apart_without_a_word_about_it() -> None:
    words = {
        "OTIO_SCHEMA": "Clip.2",
        "source_range": reach(0, 50),
        "media_references": {
            "DEFAULT_MEDIA": {
                "OTIO_SCHEMA": "GeneratorReference.1",
                "generator_kind": "title",
                "parameters": {"text": "Ça\u00a0va\u202f?\n赤い\u3000凧"},
            }
        },
    }
    found = of(track(clip(FIRST, 0, 20), words))
    assert found.cut.items[1].text == "Ça va ?\n赤い 凧"
    assert not found.losses
