"""Looks into media files: sniffs, forces the demuxer, decodes the first pictures, asks the gate.

The looking is done by `probe_child.py` in a process with limits, one for many files: PyAV decodes
inside its own process, and a broken decoder must not take a worker with it. When it falls over, the
file it was looking at is refused and the next ones get a new process. There is no ffprobe.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from pipeline.media.facts import AudioFacts, MediaFacts, VideoFacts
from pipeline.media.ffmpeg import GIB, Limits, run_python
from pipeline.media.safety import (
    HEAD_BYTES,
    MOST_CHANNELS,
    MOST_PIXELS,
    MOST_STREAMS,
    PICTURE_KINDS,
    Trouble,
    UnfitMedia,
    display_name,
    refusal,
    sniff,
)

CHILD: Final = Path(__file__).with_name("probe_child.py")
SECONDS_A_FILE: Final = 30
MEMORY_BYTES: Final = 2 * GIB
_TIMECODE: Final = re.compile(r"\d\d:\d\d:\d\d[:;]\d\d")

Answer = MediaFacts | UnfitMedia


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file to look into."""

    path: Path
    name: str
    """As people see it, for the sentences."""


def probe(path: Path, *, name: str = "") -> MediaFacts:
    """Return the facts of one film or sound. Raise UnfitMedia when it does not pass the gate."""
    (answer,) = probe_all([Upload(path=path, name=name or path.name)])
    if isinstance(answer, UnfitMedia):
        raise answer
    return answer


def probe_all(uploads: Sequence[Upload]) -> tuple[Answer, ...]:
    """Return for each file its facts, or why it is refused; one bad file never stops the others."""
    answers: dict[int, Answer] = {}
    wishes: dict[int, dict[str, Any]] = {}
    for number, upload in enumerate(uploads):
        try:
            wishes[number] = _wish(upload)
        except UnfitMedia as trouble:
            answers[number] = trouble
    for number, found in _looked_into(wishes):
        name = display_name(uploads[number].name)
        answers[number] = _judged(found, kind=wishes[number]["kind"], name=name)
    return tuple(answers[number] for number in range(len(uploads)))


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, for `sniff`."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _wish(upload: Upload) -> dict[str, Any]:
    name = display_name(upload.name)
    kind = sniff(head_of(upload.path), name=name)
    if kind in PICTURE_KINDS:
        raise UnfitMedia(Trouble.TYPE, name=name, detail=f"a still picture: {kind}")
    return {
        "path": str(upload.path.absolute()),
        "kind": kind,
        "most_streams": MOST_STREAMS,
        "most_pixels": MOST_PIXELS,
        "most_channels": MOST_CHANNELS,
        "seconds": SECONDS_A_FILE,
    }


def _looked_into(wishes: dict[int, dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield what the child found; a file at which it ended is {"crashed": status}."""
    numbers = list(wishes)
    while numbers:
        limits = Limits(
            wall_s=(SECONDS_A_FILE + 1) * len(numbers) + 10,
            cpu_s=SECONDS_A_FILE * len(numbers) + 10,
            memory_bytes=MEMORY_BYTES,
            file_bytes=0,
        )
        feed = (json.dumps(wishes[number]).encode() + b"\n" for number in numbers)
        status, said = run_python(CHILD, cwd=CHILD.parent, limits=limits, feed=feed)
        lines = [line for line in said.split("\n")[:-1] if line.startswith("{")]
        for number, line in zip(numbers, lines, strict=False):
            yield number, json.loads(line)
        if len(lines) < len(numbers):
            yield numbers[len(lines)], {"crashed": status}
        numbers = numbers[len(lines) + 1 :]


def _judged(found: dict[str, Any], *, kind: str, name: str) -> Answer:
    if "crashed" in found:
        return UnfitMedia(Trouble.CRASH, name=name, detail=f"exit status {found['crashed']}")
    if "failed" in found:
        return UnfitMedia(Trouble.TRUNCATED, name=name, detail=found["failed"])
    facts = _facts(found, kind)
    trouble = refusal(facts)
    return UnfitMedia(trouble, name=name, detail=repr(facts)) if trouble else facts


def _facts(found: dict[str, Any], kind: str) -> MediaFacts:
    timecode = str((found["video"] or {}).get("timecode", ""))
    return MediaFacts(
        kind=kind,
        streams=found["streams"],
        video=_video(found["video"]) if found["video"] else None,
        audio=_audio(found["audio"]) if found["audio"] else None,
        start_timecode=timecode if _TIMECODE.fullmatch(timecode) else "",
    )


def _video(track: dict[str, Any]) -> VideoFacts:
    sar = Fraction(track["sar"]) or Fraction(1)
    width, height = round(track["width"] * sar), track["height"]
    rotation = round(track["rotation"] / 90) % 4 * 90
    if rotation in (90, 270):
        width, height = height, width
    return VideoFacts(
        index=track["index"],
        codec=track["codec"],
        seconds=Fraction(track["seconds"]),
        width=width,
        height=height,
        rotation=rotation,
        rate=Fraction(track["rate"]),
        base_rate=Fraction(track["base_rate"]),
        uneven=track["uneven"],
        pix_fmt=track["pix_fmt"],
        sar=sar,
        transfer=track["transfer"],
        frames_decoded=track["frames"],
        damaged=track["damaged"],
    )


def _audio(track: dict[str, Any]) -> AudioFacts:
    return AudioFacts(
        index=track["index"],
        codec=track["codec"],
        seconds=Fraction(track["seconds"]),
        sample_rate=track["sample_rate"],
        channels=track["channels"],
        frames_decoded=track["frames"],
        damaged=track["damaged"],
    )
