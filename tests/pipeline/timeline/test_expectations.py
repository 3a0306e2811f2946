"""Every shared timeline, flattened and planned, shows what it must: on paper, without a render."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents.edit import Edit
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import timeline_of
from pipeline.timeline.references import known_names
from pipeline.timing import SAMPLE_RATE
from tests.conftest import SHARED
from tests.pipeline.timeline.what_is_seen import agrees, seen

TIMELINES = sorted((SHARED / "timelines" / "public").glob("*.otio"))

# What make_media.py writes, by the number that the expectations use.
SOURCES: dict[str, dict[str, Any]] = {
    "1": {"name": "a24.mp4", "fps": (24, 1), "frames": 480},
    "3": {"name": "a25.mp4", "fps": (25, 1), "frames": 500},
    "4": {"name": "b25.mp4", "fps": (25, 1), "frames": 500},
    "2": {"name": "b24.mp4", "fps": (24, 1), "frames": 480},
    "5": {"name": "a2997.mp4", "fps": (30000, 1001), "frames": 599},
    "6": {"name": "b2997.mp4", "fps": (30000, 1001), "frames": 599},
    "7": {"name": "phone_vertical.mp4", "fps": (30, 1), "frames": 360},
    "9": {"name": "mono441.mp4", "fps": (25, 1), "frames": 500},
    "10": {"name": "noaudio.mp4", "fps": (25, 1), "frames": 500},
    "11": {"name": "tc24.mov", "fps": (24, 1), "frames": 480},
    "15": {"name": "prores24.mov", "fps": (24, 1), "frames": 192},
    "18": {"name": "wéird näme #1 100%.mp4", "fps": (25, 1), "frames": 300},
    "20": {"name": "c25.mp4", "fps": (25, 1), "frames": 500},
    "25": {"name": "long25.mp4", "fps": (25, 1), "frames": 2500},
    "19": {"name": "title.png"},
    "22": {"name": "audio_late.mp4", "fps": (25, 1), "frames": 300},
}
NOT_ON_PAPER = {"vfr": "its times are measured in the file"}


def edit_of(path: Path) -> tuple[Edit, dict[str, Any]]:
    expected: dict[str, Any] = json.loads(path.with_suffix(".expect.json").read_text())
    film = FilmFormat(
        rate=Fraction(*expected["rate"]), size=(expected["width"], expected["height"])
    )
    known = known_names({str(source["name"]): () for source in SOURCES.values()})
    return flatten(timeline_of(json.loads(path.read_bytes())), known=known, film=film), expected


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_a_timeline_shows_every_frame_it_must(path: Path) -> None:
    if path.stem in NOT_ON_PAPER:
        pytest.skip(NOT_ON_PAPER[path.stem])
    edit, expected = edit_of(path)
    frames = seen(edit, SOURCES)
    wanted = expected["video"]
    assert len(frames) == len(wanted)
    wrong = [
        (number, sorted(words), word)
        for number, (words, word) in enumerate(zip(frames, wanted, strict=True))
        if not agrees(words, word)
    ]
    assert not wrong[:5]


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_a_sound_lies_where_it_must_to_the_sample(path: Path) -> None:
    edit, expected = edit_of(path)
    heard = [
        (clip, Fraction(clip.start_sample, SAMPLE_RATE), Fraction(clip.end_sample, SAMPLE_RATE))
        for clip in edit.sound
    ]
    wanted = expected["audio"]
    for sound in wanted:
        if sound["mode"] != "exact":
            continue
        start, source_in = Fraction(*sound["t0"]), Fraction(*sound["s0"])
        sample = Fraction(1, SAMPLE_RATE)
        assert any(
            begins - sample <= start < ends
            and abs(clip.source_in + (start - begins) - source_in) <= sample
            for clip, begins, ends in heard
        ), sound
