"""Every format, written by us and read again: by us, by the adapters, by melt and ges-launch."""

import json
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest

from pipeline.documents.edit import Edit
from pipeline.timeline.flatten import flatten
from pipeline.timeline.interchange.exporting import take_out
from pipeline.timeline.interchange.formats import (
    AAF,
    EDL,
    FCPXML,
    FORMATS,
    KDENLIVE,
    MLT,
    OTIO,
    OTIOZ,
    XGES,
    XMEML,
    Format,
)
from pipeline.timeline.interchange.opening import opened
from pipeline.timeline.interchange.sheet import Medium
from pipeline.timeline.reading import read_timeline
from tests.pipeline.timeline.interchange.edits import edit_in, heard, mixed, seen
from tests.pipeline.timeline.otio_text import (
    at,
    clip,
    dissolve,
    freeze,
    gap,
    stack,
    timeline,
    track,
    warp,
)

EVERY = FORMATS


def suffix(form: Format) -> str:
    return form.suffix


A, B = "S01_P01_T02.mov", "S02_P01_T01.mov"
FILM = timeline(
    track(
        clip(A, 10, 40),
        dissolve(6, 6),
        clip(B, 100, 50),
        clip(A, 200, 20),
        gap(10),
        dissolve(0, 8),
        clip(B, 20, 30),
        name="V1",
    ),
    track(clip(A, 10, 44), clip(B, 104, 66), kind="Audio", name="A1"),
)
WITHOUT_BLACK = timeline(
    track(clip(A, 10, 40), dissolve(6, 6), clip(B, 100, 50), gap(10), clip(B, 20, 30)),
    track(clip(A, 10, 44), clip(B, 104, 66), kind="Audio"),
)
SPEEDS = timeline(
    track(
        clip(A, 10, 40, effects=[warp(2.0)]),
        clip(B, 100, 50, effects=[warp(0.5)]),
        clip(A, 30, 25, effects=[freeze()]),
        clip(B, 5, 10),
    )
)
LAYERS = timeline(
    track(clip(A, 0, 100)),
    track(gap(20), clip(B, 30, 40)),
    track(gap(15), clip("music.wav", 0, 80), kind="Audio"),
)


def edit_of(text: bytes) -> Edit:
    return flatten(read_timeline(text), known={})


def out(text: bytes, form: Format, folder: Path, media: dict[str, Medium] | None = None) -> Path:
    path = folder / f"film{form.suffix}"
    path.write_bytes(take_out(edit_of(text), text.decode(), form, media).content)
    return path


def alike(one: Edit, other: Edit) -> None:
    """Lengths, cuts and source ranges."""
    assert (other.frames, other.frame_rate) == (one.frames, one.frame_rate)
    assert sorted(seen(other)) == sorted(seen(one))
    assert mixed(other) == mixed(one)
    assert sorted(heard(other)) == sorted(heard(one))


@pytest.mark.parametrize("form", EVERY, ids=suffix)
def test_cuts_dissolves_gaps_and_split_edits_come_back(form: Format, tmp_path: Path) -> None:
    film = FILM if form.can.black_fades else WITHOUT_BLACK
    path = out(film, form, tmp_path)
    alike(edit_of(film), edit_in(path, rate=Fraction(25)))


@pytest.mark.parametrize("form", [one for one in EVERY if one.can.speeds], ids=suffix)
def test_speeds_come_back(form: Format, tmp_path: Path) -> None:
    path = out(SPEEDS, form, tmp_path)
    one, other = edit_of(SPEEDS), edit_in(path, rate=Fraction(25))
    kept = [row for row in seen(one) if row[4] != 0 or form.can.freezes]
    assert [row for row in seen(other) if row in kept] == kept


@pytest.mark.parametrize("form", EVERY, ids=suffix)
def test_a_second_track_comes_back_or_its_loss_is_told(form: Format, tmp_path: Path) -> None:
    taken = take_out(edit_of(LAYERS), LAYERS.decode(), form)
    path = out(LAYERS, form, tmp_path)
    if form.can.picture_lanes == 1:
        assert [loss.message for loss in taken.losses] == [
            "The track “V2” has no place in this format."
        ]
    else:
        alike(edit_of(LAYERS), edit_in(path, rate=Fraction(25)))
        assert taken.losses == ()


@pytest.mark.parametrize("rate", [24000 / 1001, 24.0, 25.0, 30000 / 1001, 50.0, 60000 / 1001])
@pytest.mark.parametrize("form", EVERY, ids=suffix)
def test_every_rate_comes_back_to_the_frame(form: Format, rate: float, tmp_path: Path) -> None:
    film = timeline(
        track(*(clip(name, first, 37, rate=rate) for name, first in ((A, 3), (B, 91), (A, 401)))),
        start=at(0, rate),
    )
    path = out(film, form, tmp_path)
    exact = edit_of(film)
    alike(exact, edit_in(path, rate=exact.frame_rate))


@pytest.mark.parametrize("form", EVERY, ids=suffix)
def test_media_are_called_by_the_names_of_the_groups_files(form: Format, tmp_path: Path) -> None:
    if form in (OTIO, OTIOZ):
        return  # they are the conformed timeline itself
    film = timeline(track(clip("S01_P01_T02", 0, 50)))
    hour = Fraction(3600)
    media = {
        "S01_P01_T02": Medium(
            name="MVI 0042.MOV", start=hour, length=Fraction(20), rate=Fraction(25)
        )
    }
    edit = edit_in(out(film, form, tmp_path, media), rate=Fraction(25))
    first = hour * 25 if form is EDL else 0  # a list does not say where a file begins
    assert seen(edit) == [("MVI 0042.MOV", first, 0, 50, 1)]


@pytest.mark.parametrize("form", EVERY, ids=suffix)
def test_names_with_quotes_lines_and_signs_do_no_harm(form: Format, tmp_path: Path) -> None:
    odd = 'a "b"\n<c> & d\\e.mov'
    path = out(timeline(track(clip(odd, 0, 50))), form, tmp_path)
    assert edit_in(path, rate=Fraction(25)).frames == 50


@pytest.mark.parametrize("form", EVERY, ids=suffix)
def test_the_same_edit_is_the_same_file(form: Format, tmp_path: Path) -> None:
    once = out(FILM, form, tmp_path).read_bytes()
    assert out(FILM, form, tmp_path).read_bytes() == once


def test_nested_sequences_are_laid_out_flat(tmp_path: Path) -> None:
    inner = stack(track(clip(A, 0, 30), clip(B, 10, 30)))
    film = timeline(track(clip(B, 0, 20), inner, clip(A, 50, 20)))
    for form in (XMEML, FCPXML, KDENLIVE, MLT, XGES, EDL):
        alike(edit_of(film), edit_in(out(film, form, tmp_path), rate=Fraction(25)))


def test_a_packed_timeline_has_its_parts_under_their_names(tmp_path: Path) -> None:
    path = out(FILM, OTIOZ, tmp_path)
    with zipfile.ZipFile(path) as package:
        assert package.namelist() == ["content.otio", "version.txt"]
    assert otio.adapters.read_from_file(str(path)).name == "A film"


def cuts_of(found: Any) -> list[tuple[float, float]]:
    """Where the first picture track has its clips, in seconds, as an adapter has read it."""
    track = next(one for one in found.tracks if one.kind == "Video" and len(one))
    return [
        (item.range_in_parent().start_time.to_seconds(), item.duration().to_seconds())
        for item in track
        if isinstance(item, otio.schema.Clip)
    ]


@pytest.mark.parametrize("form", [XMEML, EDL, AAF, FCPXML, XGES, KDENLIVE], ids=suffix)
def test_the_adapters_find_the_cuts_where_we_put_them(form: Format, tmp_path: Path) -> None:
    film = timeline(track(clip(A, 10, 50), clip(B, 100, 25), clip(A, 200, 20)))
    path = out(film, form, tmp_path)
    given = {"rate": 25} if form is EDL else {}
    found = otio.adapters.read_from_file(str(path), **given)
    if isinstance(found, otio.schema.SerializableCollection):
        found = found[0]
    assert cuts_of(found) == [pytest.approx(row) for row in ((0, 2), (2, 1), (3, 0.8))]


@pytest.mark.parametrize("name", ["cut", "speeds"])
def test_what_we_write_of_otio_opentimelineio_itself_can_read(name: str, tmp_path: Path) -> None:
    text = {"cut": FILM, "speeds": SPEEDS}[name]
    for form in (XMEML, FCPXML, KDENLIVE, XGES, EDL):
        plain = opened(out(text, form, tmp_path), name="x", rate=Fraction(25)).plain
        found = otio.adapters.read_from_string(json.dumps(plain), "otio_json")
        assert isinstance(found, otio.schema.Timeline)


def test_the_words_of_a_title_go_along(tmp_path: Path) -> None:
    words = {"text": "The kite\nflies", "over": True}
    reference = {
        "OTIO_SCHEMA": "GeneratorReference.1",
        "generator_kind": "title",
        "parameters": words,
    }
    title = clip("", 0, 30) | {"media_references": {"DEFAULT_MEDIA": reference}}
    film = timeline(track(clip(A, 0, 100)), track(gap(20), title))
    for form in (XMEML, FCPXML, XGES, KDENLIVE, MLT):
        texts = [one.text for one in edit_in(out(film, form, tmp_path)).picture if one.generator]
        assert texts == ["The kite\nflies"], form.suffix


def test_a_picture_that_is_small_or_see_through_is_told() -> None:
    seen_through = clip(A, 0, 50, metadata={"opacity": 0.5})
    film = timeline(track(clip(B, 0, 50)), track(seen_through))
    edit = edit_of(film)
    changes = [loss for loss in take_out(edit, film.decode(), EDL).losses if "size" in loss.message]
    assert len(changes) == len([one for one in edit.picture if one.opacity])
