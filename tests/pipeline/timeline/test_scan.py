"""Timelines that would harm a parser are refused before one sees them."""

import pytest

from pipeline.errors import CannotRead
from pipeline.timeline.scan import MOST_BYTES, MOST_CLIPS, MOST_DEPTH, depth_of, scan
from tests.pipeline.timeline.otio_text import clip, timeline, track


def test_an_honest_timeline_passes() -> None:
    scan(timeline(track(clip("a.mp4", 0, 10))))


def test_brackets_inside_a_string_are_no_depth() -> None:
    assert depth_of(b'{"name": "[[[[\\"[[[{{{", "list": [1]}') == 2


def test_a_string_without_an_end_is_no_depth() -> None:
    assert depth_of(b'["[[[[[') == 1


def test_what_closes_is_not_counted_again() -> None:
    assert depth_of(b"[[],[],[[]]]") == 3


@pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
def test_a_hundred_thousand_brackets_are_refused_at_once(bracket: bytes) -> None:
    with pytest.raises(CannotRead, match="too deep"):
        scan(bracket * 100_000)


def test_the_deepest_allowed_place_is_allowed() -> None:
    scan(b"[" * MOST_DEPTH + b"]" * MOST_DEPTH)


def test_a_file_of_more_than_fifty_megabytes_is_refused() -> None:
    with pytest.raises(CannotRead, match="larger than 50 MB"):
        scan(b" " * (MOST_BYTES + 1))


def test_more_clips_than_a_short_film_has_are_refused() -> None:
    with pytest.raises(CannotRead, match=f"{MOST_CLIPS + 1} clips"):
        scan(b'"OTIO_SCHEMA": "Clip.2",' * (MOST_CLIPS + 1))
