"""Frame rate, frames, timecode, seconds and samples: the one converter. Pure.

Inside Claquette a time is a whole number of frames at one exact rational rate; seconds exist only
where an outside program needs them.
"""

import re
from fractions import Fraction
from typing import Final

from pipeline.errors import CannotRead

FrameRate = Fraction

SAMPLE_RATE: Final = 48_000
"""Sound is kept at 48 kHz everywhere (EBU R 128, SMPTE ST 428)."""

_NTSC: Final = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "47.952": Fraction(48000, 1001),
    "59.94": Fraction(60000, 1001),
}
_LOWEST: Final = Fraction(1)
_HIGHEST: Final = Fraction(240)
_TIMECODE: Final = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)([:;.])(\d{1,3})", re.ASCII)
_RATE: Final = re.compile(r"\d{1,6}(?:/\d{1,6}|\.\d{1,6})?", re.ASCII)


def parse_rate(text: str) -> FrameRate:
    """Return the rate of "25", "30000/1001" or "29.97" (the usual decimals mean the NTSC rates).

    Raise CannotRead outside 1 to 240 frames a second.
    """
    text = text.strip()
    if text in _NTSC:
        return _NTSC[text]
    if _RATE.fullmatch(text) and not re.search(r"/0+$", text):
        rate = Fraction(text)
        if _LOWEST <= rate <= _HIGHEST:
            return rate
    raise CannotRead(
        "“%(text)s” is not a frame rate. Write it like 25, 29.97 or 30000/1001.", text=text[:40]
    )


def nearest(value: Fraction) -> int:
    """Return the nearest whole number; a half goes up, in the same way for every time."""
    return (value + Fraction(1, 2)).__floor__()


def frames_to_seconds(frames: int, rate: FrameRate) -> Fraction:
    """Return the exact seconds of a number of frames."""
    return Fraction(frames) / rate


def seconds_to_frames(seconds: Fraction | int, rate: FrameRate) -> int:
    """Return the nearest whole number of frames."""
    return nearest(Fraction(seconds) * rate)


def frames_to_samples(frames: int, rate: FrameRate, sample_rate: int = SAMPLE_RATE) -> int:
    """Return the first sample of a frame: the floor, so that neighbouring clips never overlap."""
    return (Fraction(frames) * sample_rate / rate).__floor__()


def nominal(rate: FrameRate) -> int:
    """Return the whole number of frames that a second of timecode counts: 30 for 29.97."""
    return nearest(rate)


def _dropped_a_minute(rate: FrameRate) -> int:
    """Timecode numbers skipped a minute in drop-frame: 2 at 29.97, 4 at 59.94 (SMPTE ST 12-1)."""
    return nominal(rate) // 15


def frames_to_timecode(frames: int, rate: FrameRate, *, drop_frame: bool = False) -> str:
    """Return HH:MM:SS:FF, or HH:MM:SS;FF in drop-frame (SMPTE ST 12-1)."""
    base = nominal(rate)
    if drop_frame:
        dropped = _dropped_a_minute(rate)
        in_ten_minutes = base * 600 - dropped * 9
        tens, rest = divmod(frames, in_ten_minutes)
        minutes = max(0, rest - dropped) // (base * 60 - dropped)
        frames += dropped * (9 * tens + minutes)
    seconds, frame = divmod(frames, base)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    mark = ";" if drop_frame else ":"
    return f"{hour:02d}:{minute:02d}:{second:02d}{mark}{frame:02d}"


def timecode_to_frames(text: str, rate: FrameRate) -> int:
    """Return the frame number of a timecode; a semicolon means drop-frame. Raise CannotRead."""
    found = _TIMECODE.fullmatch(text.strip())
    base = nominal(rate)
    if not found or int(found[5]) >= base:
        raise CannotRead(
            "“%(text)s” is not a timecode at %(base)s frames a second. Write it like 00:01:05:12.",
            text=text[:40],
            base=base,
        )
    hours, minutes, seconds, frames = (int(found[i]) for i in (1, 2, 3, 5))
    whole_minutes = hours * 60 + minutes
    count = (whole_minutes * 60 + seconds) * base + frames
    if found[4] == ";":
        count -= _dropped_a_minute(rate) * (whole_minutes - whole_minutes // 10)
    return count
