"""Where something is on a timeline, in words. Pure."""

from fractions import Fraction
from typing import Final

from pipeline.timing import frames_to_timecode, seconds_to_frames

LONGEST: Final = 80


def place_of(track: str, at: Fraction, rate: Fraction, name: str = "") -> str:
    """Return track, timecode and name: V1 00:00:04:12 “S03_P02_T04”."""
    timecode = frames_to_timecode(max(0, seconds_to_frames(at, rate)), rate)
    named = f" “{name[:LONGEST]}”" if name else ""
    return f"{track} {timecode}{named}".strip()
