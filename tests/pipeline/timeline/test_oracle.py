"""Flattening, against a second and naive reading of the same timelines.

The oracle is first held against the shared expectations, which somebody else computed; then random
timelines are held against the oracle, frame by frame and at many samples.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.documents.edit import Edit
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import timeline_of
from pipeline.timeline.references import known_names
from tests.conftest import SHARED
from tests.pipeline.timeline.edit_seen import heard_at, is_as_asked, pictures_of
from tests.pipeline.timeline.oracle import SAMPLE_RATE, Oracle, Picture, Recording
from tests.pipeline.timeline.random_timelines import FILM_RATES, MEDIA, timelines
from tests.pipeline.timeline.test_expectations import SOURCES

PUBLIC = sorted((SHARED / "timelines" / "public").glob("*.otio"))
ROW = "shot..png"
NUMBERS = {str(source["name"]): number for number, source in SOURCES.items()} | {ROW: "14"}
KNOWN = {
    str(source["name"]): Recording(
        rate=Fraction(*source.get("fps", (25, 1))),
        frames=source.get("frames", 0),
        is_title=source["name"] == "title.png",
    )
    for source in SOURCES.values()
} | {"dual_sound.wav": Recording(), "music.wav": Recording()}
SOUNDS = {"12": "dual_sound.wav", "13": "music.wav"}
MEASURED = {"vfr": "its times are measured in the file"}


def asked(path: Path) -> tuple[Oracle, dict[str, Any]]:
    expected: dict[str, Any] = json.loads(path.with_suffix(".expect.json").read_text())
    timeline = otio.adapters.read_from_file(str(path))
    return Oracle(timeline=timeline, rate=Fraction(*expected["rate"]), media=KNOWN), expected


def word_of(picture: Picture) -> str:
    """Return a picture in the words of the shared expectations."""
    kind, *rest = picture
    if kind == "source":
        return f"{NUMBERS[rest[0]]}:{rest[1]}"
    if kind == "mix":
        return f"mix({word_of(rest[0])},{word_of(rest[1])},{float(rest[2]):.4f}"
    if kind == "over":
        return f"{word_of(rest[0])}+title"
    words: dict[str, str] = {"free": "any", "drawn": "nocode"}
    return words.get(kind, str(kind))


def canonical(expected: str) -> str:
    """Return the first of the accepted words, a mix without the length of its step."""
    if expected.startswith("mix("):
        return expected.rpartition(",")[0]
    plain, title, _ = expected.partition("+title")
    return plain.partition("|")[0] + title


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.stem)
def test_the_oracle_sees_what_the_shared_expectations_say(path: Path) -> None:
    if path.stem in MEASURED:
        pytest.skip(MEASURED[path.stem])
    oracle, expected = asked(path)
    seen = [word_of(oracle.picture(frame)) for frame in range(oracle.frames)]
    assert seen == [canonical(word) for word in expected["video"]]


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.stem)
def test_the_oracle_hears_what_the_shared_expectations_say(path: Path) -> None:
    oracle, expected = asked(path)
    for sound in expected["audio"]:
        start, end, source = (Fraction(*sound[key]) for key in ("t0", "t1", "s0"))
        name = SOUNDS.get(str(sound["src"])) or SOURCES.get(str(sound["src"]), {}).get("name")
        if sound["mode"] == "any" or name is None:
            continue
        for second in (start, (start + end) / 2, end - Fraction(1, SAMPLE_RATE)):
            heard = {(one.name, one.second) for one in oracle.sound(second)}
            assert (name, source + second - start) in heard, sound


def flattened(timeline: Any, rate: Fraction) -> Edit:
    plain = json.loads(otio.core.serialize_json_to_string(timeline))
    known = known_names({name: () for name in MEDIA})
    return flatten(timeline_of(plain), known=known, film=FilmFormat(rate=rate))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(timeline=timelines(), rate=st.sampled_from(FILM_RATES), samples=st.data())
def test_any_timeline_is_flattened_as_the_oracle_reads_it(
    timeline: Any, rate: Fraction, samples: Any
) -> None:
    edit = flattened(timeline, rate)
    oracle = Oracle(timeline=timeline, rate=rate, media=MEDIA)
    assert edit.frames == oracle.frames
    for frame, shown in enumerate(pictures_of(edit, MEDIA)):
        wanted = oracle.picture(frame)
        assert is_as_asked(shown, wanted), (frame, shown, wanted)
    length = edit.frames * SAMPLE_RATE // rate
    edges = {at for clip in edit.sound for at in (clip.start_sample, clip.end_sample - 1)}
    drawn = samples.draw(st.lists(st.integers(0, max(0, length - 1)), max_size=10))
    for sample in sorted({*edges, *drawn}) if length else ():
        assert heard_at(edit, sample) == oracle.sound(Fraction(sample, SAMPLE_RATE)), sample
