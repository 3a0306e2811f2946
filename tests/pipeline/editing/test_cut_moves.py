"""The moves of the cutter: the cases that the script is held to as well, and what is always so."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.cut import Cut
from pipeline.editing.cut_asked import SENTENCES
from pipeline.editing.cut_checks import must_be_sound
from pipeline.editing.cut_moves import MOVES, moved
from pipeline.editing.cut_rules import settled
from pipeline.errors import CannotRead
from tests.pipeline.editing.cut_cases import BIN, CASES, CUTS, FILE, cut_of, outcome, plain, played

GOLDEN = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("golden", GOLDEN["cases"], ids=lambda one: one["name"])
def test_each_case_comes_out_as_it_is_written(golden: dict[str, Any]) -> None:
    before = cut_of(GOLDEN["cuts"][golden["before"]])
    expected = {key: golden[key] for key in ("after", "refusal", "sentence") if key in golden}
    assert outcome(before, golden["do"]) == expected


def test_the_file_holds_the_cases_of_today() -> None:
    named = [(one["name"], one["before"], one["do"]) for one in GOLDEN["cases"]]
    assert named == [(name, before, asked) for name, before, asked in CASES]
    assert {name: plain(one) for name, one in CUTS.items()} == GOLDEN["cuts"]


def test_every_move_has_a_case_that_works_and_every_sentence_its_key() -> None:
    done = {case[2]["move"] for case in CASES if "after" in played(case)}
    assert done == set(MOVES)
    assert {one["refusal"] for one in GOLDEN["cases"] if "refusal" in one} <= set(SENTENCES)


def asked_of(cut: Cut) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """Any move with any values, mostly ones that are in the cut."""
    sounds = [one.id for track in cut.tracks for one in track.sounds]
    small = st.integers(-60, 130)
    ids = [one.id for one in cut.items] + ["", "i99"]
    values = st.fixed_dictionaries(
        {},
        optional={
            "item": st.sampled_from(ids),
            "before": st.sampled_from(ids),
            "after": st.sampled_from(ids),
            "take": st.sampled_from(sorted(BIN.takes)),
            "media": st.sampled_from(sorted({**BIN.takes, **BIN.sounds})),
            "title": st.sampled_from([one.id for one in cut.titles] + ids),
            "track": st.sampled_from([one.id for one in cut.tracks] + [""]),
            "sound": st.sampled_from([*sounds, ""]),
            "text": st.sampled_from(["Yes", "", "Two\nlines"]),
            "name": st.sampled_from(["Wind", ""]),
            "role": st.sampled_from(["music", "dialogue", "nothing"]),
            "muted": st.booleans(),
            "ripple": st.booleans(),
            "gain_db": st.floats(-70, 30),
            **{
                name: small
                for name in (
                    *("frames", "in_frame", "out_frame", "at", "start_frame", "fade_in"),
                    *("fade_out", "fade_frames", "fade_in_frames", "fade_out_frames"),
                )
            },
        },
    )
    return st.tuples(st.sampled_from(sorted(MOVES)), values)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_is_done_the_cut_stays_possible_or_the_move_is_refused(
    data: st.DataObject,
) -> None:
    cut = CUTS[data.draw(st.sampled_from(sorted(CUTS)))]
    for _ in range(12):
        move, values = data.draw(asked_of(cut))
        done = outcome(cut, {"move": move, **values})
        if "after" not in done:
            assert done["refusal"] in SENTENCES
            continue
        after = cut_of(done["after"])
        must_be_sound(after, BIN)
        assert settled(after, BIN) == after
        if move in ("roll", "slip", "split", "lift", "set_dissolve", "set_fade", "move"):
            assert after.frames == cut.frames
        cut = after


def test_numbers_of_forms_are_read_and_anything_else_is_refused() -> None:
    three = CUTS["three"]
    assert moved(three, "trim_head", {"item": "i1", "frames": " −3 "}, BIN).items[0].in_frame == 7
    assert moved(three, "set_gain", {"item": "i1", "gain_db": "-3,5"}, BIN).items[0].gain_db == -3.5
    no_frames: list[Any] = ["", "3.5", "x", "٣", True, None, [], float("nan"), 10**9, "9" * 40]
    no_numbers: list[Any] = ["x", "nan", "inf", True, None, {}]
    for wrong in no_frames:
        with pytest.raises(CannotRead, match="whole number"):
            moved(three, "trim_head", {"item": "i1", "frames": wrong}, BIN)
    for wrong in no_numbers:
        with pytest.raises(CannotRead, match="Write a number"):
            moved(three, "set_gain", {"item": "i1", "gain_db": wrong}, BIN)
