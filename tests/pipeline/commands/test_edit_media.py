"""An edit on the command line finds its media as the edit of a group does: by names and clocks."""

import json
from argparse import Namespace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.commands.edit_file import EditFile, open_edit
from pipeline.commands.edit_media import files_in, in_folders
from pipeline.timeline.flatten import FilmFormat
from pipeline.timeline.interchange.opening import opened
from pipeline.timeline.reading import timeline_of
from tests.pipeline.commands.conftest import Verbs
from tests.pipeline.media.making import film
from tests.pipeline.timeline.interchange.edits import edit_in

pytestmark = pytest.mark.ffmpeg

EDL = """TITLE: KITE
FCM: NON-DROP FRAME

001  AX       V     C        {first} {first_end} 01:00:00:00 01:00:01:00
* FROM CLIP NAME: {one}
002  AX       V     C        {second} {second_end} 01:00:01:00 01:00:02:00
* FROM CLIP NAME: {two}
"""


@pytest.fixture(scope="session")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cards; each has an IMG_0001.MOV of two seconds, filmed at another time."""
    folder = tmp_path_factory.mktemp("cards")
    for name, clock in (("a", "10:00:00:00"), ("b", "14:30:00:00")):
        (folder / name).mkdir()
        film(folder / name / "IMG_0001.MOV", "-timecode", clock, seconds=2)
    return folder


def edl(path: Path, first: str, second: str, *, names: tuple[str, str]) -> Path:
    """A list of two events, each a second long from a timecode that ends in :00."""
    ends = [f"{time[:6]}{int(time[6:8]) + 1:02d}{time[8:]}" for time in (first, second)]
    text = EDL.format(
        first=first,
        first_end=ends[0],
        one=names[0],
        second=second,
        second_end=ends[1],
        two=names[1],
    )
    path.write_text(text)
    return path


def open_it(timeline: Path, *media: Path, rate: Fraction | None = None) -> EditFile:
    return open_edit(Namespace(edit=timeline, media=list(media), rate=rate))


def used(file: EditFile) -> list[tuple[str, Fraction]]:
    """Which file is seen, and from which of its seconds on."""
    return [(one.media, one.source_in) for one in file.edit.picture]


def test_a_list_that_counts_in_the_clock_of_the_camera_is_placed_by_it(
    cards: Path, tmp_path: Path, claquette: Verbs
) -> None:
    source = edl(
        tmp_path / "kite.edl", "10:00:00:12", "10:00:01:00", names=("img_0001.mov", "IMG_0001.MP4")
    )
    file = open_it(source, cards / "a")
    assert used(file) == [("IMG_0001.MOV", Fraction(12, 25)), ("IMG_0001.MOV", Fraction(1))]
    assert file.findings == ()
    out = tmp_path / "film.mp4"
    size = ("--size", "320x180", "--preset", "ultrafast")
    ran = claquette("render", source, "-o", out, "--media", cards / "a", *size, "--json")
    assert (ran.status, ran.json()["warnings"]) == (0, [])


def test_two_files_with_one_name_are_told_apart_by_their_clocks(
    cards: Path, tmp_path: Path
) -> None:
    name = "IMG_0001.MOV"
    source = edl(tmp_path / "kite.edl", "14:30:00:05", "14:30:01:00", names=(name, name))
    file = open_it(source, cards)
    assert used(file) == [
        (f"{cards.name}/b/IMG_0001.MOV", Fraction(5, 25)),
        (f"{cards.name}/b/IMG_0001.MOV", Fraction(1)),
    ]
    assert file.media[f"{cards.name}/b/IMG_0001.MOV"].path == cards / "b" / name
    assert file.findings == ()


def test_of_two_files_that_nothing_tells_apart_the_first_folder_counts_and_it_is_told(
    cards: Path, tmp_path: Path
) -> None:
    name = "IMG_0001.MOV"
    source = edl(tmp_path / "kite.edl", "00:00:00:05", "00:00:01:00", names=(name, name))
    file = open_it(source, cards / "b", cards / "a")
    assert {media for media, _ in used(file)} == {"b/IMG_0001.MOV"}
    (warning,) = file.findings
    assert (warning.code, warning.values["files"]) == ("C34", "b/IMG_0001.MOV, a/IMG_0001.MOV")


def test_a_file_that_is_called_otherwise_is_found_by_its_clock_with_a_warning(
    cards: Path, tmp_path: Path
) -> None:
    source = edl(
        tmp_path / "kite.edl", "10:00:00:05", "10:00:01:00", names=("A001C003", "A001C003")
    )
    file = open_it(source, cards / "a")
    assert used(file) == [("IMG_0001.MOV", Fraction(5, 25)), ("IMG_0001.MOV", Fraction(1))]
    assert [one.code for one in file.findings] == ["C34"]
    assert "only this one was running at that timecode" in file.findings[0].message


def test_a_file_is_not_looked_into_where_the_timeline_says_it_all(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    (tmp_path / "takes" / "kite.mov").write_text("no film, and nobody looks")
    times = {"OTIO_SCHEMA": "RationalTime.1", "rate": 25}
    span, reach = (
        {
            "OTIO_SCHEMA": "TimeRange.1",
            "start_time": {**times, "value": 90_000 + start},
            "duration": {**times, "value": frames},
        }
        for start, frames in ((10, 25), (0, 50))
    )
    reference = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "target_url": "/elsewhere/KITE.MOV",
        "available_range": reach,
    }
    clip = {"OTIO_SCHEMA": "Clip.1", "source_range": span, "media_reference": reference}
    track = {"OTIO_SCHEMA": "Track.1", "kind": "Video", "children": [clip]}
    tracks = {"OTIO_SCHEMA": "Stack.1", "children": [track]}
    source = tmp_path / "kite.otio"
    source.write_text(json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "kite", "tracks": tracks}))
    timeline = timeline_of(opened(source, name=source.name, rate=None).plain)
    found = in_folders(timeline, files_in([tmp_path / "takes"]), film=FilmFormat())
    (link,) = found.links.found.values()
    assert (link.media, link.start) == ("kite.mov", Fraction(3600))
    assert [one.length for one in found.media] == [0]
    clip["source_range"] = {**span, "start_time": {**times, "value": 10}}
    source.write_text(json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "kite", "tracks": tracks}))
    film(tmp_path / "takes" / "kite.mov", seconds=2)
    assert used(open_it(source, tmp_path / "takes")) == [("kite.mov", Fraction(10, 25))]


def test_a_list_becomes_a_timeline_that_says_where_its_media_begin(
    cards: Path, tmp_path: Path, claquette: Verbs
) -> None:
    name = "IMG_0001.MOV"
    source = edl(tmp_path / "kite.edl", "10:00:00:12", "10:00:01:00", names=(name, name))
    for suffix in ("otio", "fcpxml"):
        out = tmp_path / f"kite.{suffix}"
        ran = claquette("convert", source, "-o", out, "--media", cards / "a", "--rate", "25")
        assert ran.status == 0
        edit = edit_in(out)
        assert [one.source_in for one in edit.picture] == [Fraction(12, 25), Fraction(1)]
        assert edit.media_names() == (name,)
    claquette("convert", source, "-o", out.with_suffix(".otio"), "--rate", "25")
    assert edit_in(out.with_suffix(".otio")).picture[0].source_in == 36_000 + Fraction(12, 25)
