"""Spans and segments of an edit, without a frame of film."""

import sys
from dataclasses import replace
from fractions import Fraction
from types import FrameType
from typing import Any

import pytest

from pipeline.documents.edit import Dissolve, PictureClip
from pipeline.render.plan import (
    LONGEST_REVERSE,
    MOST_INPUTS,
    Black,
    Mix,
    Over,
    Shot,
    Span,
    segments_of,
    shots_of,
    spans_of,
    whole_spans_of,
)
from tests.pipeline.render.grey_films import edit_of, shot


def nothing_is_seen_through(_clip: PictureClip) -> bool:
    return False


def looks(span: Span) -> str:
    return f"{span.frames} {[(clip.media, clip.source_in) for clip in shots_of(span.picture)]}"


def test_a_span_ends_where_something_else_is_seen() -> None:
    low, high = shot("a", 0, 10, 0), shot("b", 4, 3, 0, layer=1)
    spans = whole_spans_of(edit_of(low, high, frames=12))
    assert [(span.start, span.end, span.picture) for span in spans] == [
        (0, 4, Shot(clip=low)),
        (4, 7, Shot(clip=high)),
        (7, 10, Shot(clip=low)),
        (10, 12, Black()),
    ]


def test_what_changes_below_a_cover_changes_nothing() -> None:
    covered = (shot("a", 0, 5, 0), shot("b", 5, 5, 0), shot("c", 0, 10, 0, layer=1))
    assert len(whole_spans_of(edit_of(*covered))) == 1


def test_what_can_be_seen_through_shows_what_is_below() -> None:
    low, high = shot("a", 0, 5, 0), shot("title", 0, 5, 0, layer=1)
    (span,) = whole_spans_of(edit_of(low, high), seen_through=lambda clip: clip.media == "title")
    assert span.picture == Over(pictures=(Shot(clip=low), Shot(clip=high)))


def test_a_clear_title_alone_is_over_black() -> None:
    title = shot("title", 0, 5, 0)
    (span,) = whole_spans_of(edit_of(title), seen_through=lambda clip: True)
    assert span.picture == Over(pictures=(Black(), Shot(clip=title)))


def dissolve(start: int, outgoing: tuple[int, int], incoming: tuple[int, int]) -> Dissolve:
    return Dissolve(
        start_frame=start,
        frames=4,
        ramp_start=Fraction(start),
        ramp_frames=Fraction(4),
        outgoing=outgoing,
        incoming=incoming,
    )


def test_a_dissolve_inside_one_side_of_a_dissolve_is_mixed_first() -> None:
    clips = (shot("a", 0, 4, 0), shot("b", 0, 4, 0, layer=1), shot("c", 0, 4, 0, layer=2))
    inner, outer = dissolve(0, (1, 2), (2, 3)), dissolve(0, (0, 1), (1, 3))
    (span,) = whole_spans_of(edit_of(*clips, dissolves=(inner, outer)))
    picture = span.picture
    assert isinstance(picture, Mix)
    assert picture.outgoing == Shot(clip=clips[0])
    assert isinstance(picture.incoming, Mix)
    assert shots_of(picture) == clips


def test_of_two_dissolves_of_the_same_layers_the_first_counts() -> None:
    clips = (shot("a", 0, 4, 0), shot("b", 0, 4, 0, layer=1))
    both = (dissolve(0, (0, 1), (1, 2)), dissolve(0, (1, 2), (0, 1)))
    (span,) = whole_spans_of(edit_of(*clips, dissolves=both))
    assert isinstance(span.picture, Mix)
    assert span.picture.outgoing == Shot(clip=clips[0])


def test_a_fade_mixes_with_black() -> None:
    (span,) = whole_spans_of(edit_of(shot("a", 0, 4, 0), dissolves=(dissolve(0, (0, 1), (1, 2)),)))
    assert isinstance(span.picture, Mix)
    assert span.picture.incoming == Black()


def test_a_long_shot_is_cut_for_several_workers_and_a_usual_one_is_not() -> None:
    long = spans_of(edit_of(shot("a", 0, 600, 0)), seen_through=nothing_is_seen_through)
    usual = spans_of(edit_of(shot("a", 0, 150, 0)), seen_through=nothing_is_seen_through)
    assert [span.frames for span in long] == [75, 75, 75, 75, 75, 75, 75, 75]
    assert [span.frames for span in usual] == [150]


def test_a_long_shot_is_cut_where_its_medium_is_so_that_a_trim_changes_only_its_beginning() -> None:
    def ends(trimmed: int) -> list[int]:
        clip = shot("a", 0, 600 - trimmed, Fraction(trimmed, 25))
        spans = spans_of(edit_of(clip), seen_through=nothing_is_seen_through)
        return [span.end + trimmed for span in spans]

    assert ends(30) == ends(0) == [*range(75, 601, 75)]


def test_a_shot_at_another_speed_is_cut_where_its_medium_is_too() -> None:
    clip = shot("a", 0, 300, Fraction(2), speed=Fraction(2))
    spans = spans_of(edit_of(clip), seen_through=nothing_is_seen_through)
    assert [span.frames for span in spans] == [50, 75, 75, 75, 25]


def test_a_shot_backwards_is_cut_into_what_fits_into_memory() -> None:
    edit = edit_of(shot("a", 0, 100, 9, speed=Fraction(-1)))
    spans = spans_of(edit, seen_through=nothing_is_seen_through)
    assert max(span.frames for span in spans) == LONGEST_REVERSE
    assert sum(span.frames for span in spans) == 100


def cut_film(lengths: list[int]) -> list[tuple[int, ...]]:
    """Return the lengths of the shots of each segment."""
    clips, start = [], 0
    for number, length in enumerate(lengths):
        clips.append(shot("a", start, length, number))
        start += length
    spans = spans_of(edit_of(*clips), seen_through=nothing_is_seen_through)
    segments = segments_of(spans, rate=Fraction(25), looks=looks)
    assert segments[0].start == 0
    return [tuple(span.frames for span in segment.spans) for segment in segments]


def test_segments_are_at_least_a_second_and_hardly_over_three_seconds_long() -> None:
    segments = cut_film([40, 15, 31, 62, 8] * 12)
    assert all(25 <= sum(segment) <= 100 for segment in segments[:-1])
    assert [length for segment in segments for length in segment] == [40, 15, 31, 62, 8] * 12


@pytest.mark.parametrize("name", "defghij")
def test_a_segment_rather_ends_where_no_shot_goes_on(name: str) -> None:
    clips = [shot("a", 0, 60, 0), shot(name, 56, 44, 1, layer=1), shot("c", 100, 60, 2)]
    spans = spans_of(
        edit_of(*clips, dissolves=(dissolve(56, (0, 1), (1, 2)),)),
        seen_through=nothing_is_seen_through,
    )
    segments = segments_of(spans, rate=Fraction(25), looks=looks)
    assert [segment.start for segment in segments] == [0, 100]


def test_a_film_of_ten_times_as_many_shots_is_planned_in_ten_times_the_steps() -> None:
    def steps(shots: int) -> int:
        """Return how many lines of Python are run: the same on every machine."""
        counted = 0

        def count(frame: FrameType, event: str, _argument: Any) -> Any:
            nonlocal counted
            counted += event == "line"
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            cut_film([40, 55, 31, 62, 48] * (shots // 5))
        finally:
            sys.settrace(before)
        return counted

    assert steps(400) < 11 * steps(40)


def test_one_ffmpeg_never_opens_many_files() -> None:
    assert max(len(segment) for segment in cut_film([1] * 100)) <= MOST_INPUTS


def test_a_change_is_forgotten_a_few_segments_later() -> None:
    lengths = [40, 55, 31, 62, 48] * 12
    before, after = cut_film(lengths), cut_film([*lengths[:3], 29, *lengths[4:]])
    assert before[-8:] == after[-8:]


def test_an_edit_made_twice_is_planned_alike() -> None:
    edit = edit_of(shot("a", 0, 300, 0), shot("b", 300, 300, 0))
    twice = [spans_of(one, seen_through=nothing_is_seen_through) for one in (edit, replace(edit))]
    assert twice[0] == twice[1]
