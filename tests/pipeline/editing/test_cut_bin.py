"""What a group cuts with, and how a cut finds its takes again when it is sent."""

from dataclasses import replace

from pipeline.documents.takes import SoundFile, SoundRole, Takes
from pipeline.editing.cut_bin import assembled, bin_of, film_of, sources_of
from pipeline.editing.cut_opening import open_timeline
from pipeline.editing.relink import relink
from pipeline.editing.relink_media import media_of
from pipeline.timeline.asked import asked_of
from pipeline.timeline.cutting import timeline_of_cut
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import read_timeline
from pipeline.timeline.writing import assemble
from tests.pipeline.timeline.test_writing import PROJECT, RUSHES, SHOTS, take

SONG = SoundFile(
    file="sounds/Song.wav", digest="1" * 64, kind="wav", role=SoundRole.MUSIC,
    samples=48_000, channels=2,
)  # fmt: skip
TWINS = Takes(
    frame_rate=PROJECT.frame_rate,
    takes=(
        take("1", 1, 1, file="a/IMG_0001.MOV", digest="a" * 64),
        take("1", 2, 1, file="b/IMG_0001.MOV", digest="b" * 64),
    ),
    sounds=(SONG,),
)


def test_the_bin_has_every_take_with_its_useful_frames_and_every_sound() -> None:
    found = bin_of(replace(RUSHES, sounds=(SONG,)))
    assert found.takes["S01_P01_T01"].useful == (10, 30)
    assert not found.takes["S01_P02_T01"].has_sound
    assert found.sounds["Song.wav"].frames == 29


def test_two_cameras_that_call_their_files_alike_are_told_apart_when_the_cut_is_sent() -> None:
    cut = assembled(SHOTS, TWINS, PROJECT)
    text = timeline_of_cut(cut, bin_of(TWINS))
    assert open_timeline(text.encode(), TWINS, PROJECT).cut == cut
    for written in (text, assemble(SHOTS, TWINS, PROJECT)):
        assert seen_in(written) == ["S01_P02_T01", "S01_P01_T01"]


def seen_in(text: str) -> list[str]:
    """The takes that the stage of the edit finds in a timeline."""
    timeline, film = read_timeline(text.encode()), FilmFormat(rate=PROJECT.frame_rate)
    asked = asked_of(timeline, film=film)
    matched = relink(asked, media_of(TWINS), choices=(), rate=PROJECT.frame_rate)
    edit = flatten(timeline, known=matched.links, film=film)
    assert not matched.relinks.open
    return [one.media for one in edit.picture]


def test_a_cut_that_reaches_further_than_its_takes_opens_shorter_and_says_so() -> None:
    cut = assembled(SHOTS, TWINS, PROJECT)
    long = replace(cut.items[1], in_frame=2, dissolve_frames=20)
    text = timeline_of_cut(replace(cut, items=(cut.items[0], long)), bin_of(TWINS))
    found = open_timeline(text.encode(), TWINS, PROJECT)
    assert found.cut.items[1].dissolve_frames == 5
    assert [one.message for one in found.losses] == [
        "A dissolve, a fade or a sound reaches further than its take; it is shorter here."
    ]


def test_the_film_is_that_of_the_project() -> None:
    film = film_of(PROJECT)
    assert (film.name, film.rate) == (PROJECT.title, sources_of(TWINS, PROJECT).rate)
