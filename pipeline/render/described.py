"""What ffmpeg says of a file's first picture stream, in its own words. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

_STREAM: Final = re.compile(
    r"Video: (?P<codec>\w+)[^\n]*?, (?P<pixels>[a-z]\w*)(?:\((?P<words>[^)\n]*)\)*)?, \d+x\d+"
)
_ALPHA_MODE: Final = re.compile(r"alpha_mode\s*: 1")
_SEEN_THROUGH: Final = re.compile(r"yuva\d|[rgb]*a[rgb]*\d*(le|be)?$|gbrap|ya\d|pal8", re.ASCII)
_MATRICES: Final = frozenset(
    ("bt709", "fcc", "bt470bg", "smpte170m", "smpte240m", "ycgco", "gbr", "bt2020nc", "bt2020c")
)
HDR_TRANSFERS: Final = ("smpte2084", "arib-std-b67")
ALPHA_DECODERS: Final = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""ffmpeg's own decoders of these leave the alpha out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """How the pixels of a film are meant."""

    codec: str = ""
    names_matrix: bool = False
    """Whether it says how its colours are meant."""
    transfer: str = ""
    """"smpte2084" (PQ) or "arib-std-b67" (HLG) when its light must be mapped for a usual screen."""
    has_alpha: bool = False
    is_interlaced: bool = False
    decoder: str = ""
    """The decoder to force; empty for ffmpeg's choice."""


def described(said: str) -> Described:
    """Return what ffmpeg's description of a file tells; nothing if there is none."""
    found = _STREAM.search(said)
    if found is None:
        return Described()
    words = [word.strip() for part in (found["words"] or "").split(",") for word in part.split("/")]
    decoder = ALPHA_DECODERS.get(found["codec"], "") if _ALPHA_MODE.search(said) else ""
    return Described(
        codec=found["codec"],
        names_matrix=any(word in _MATRICES for word in words[:2]),
        transfer=next((word for word in words if word in HDR_TRANSFERS), ""),
        has_alpha=bool(decoder or _SEEN_THROUGH.match(found["pixels"])),
        is_interlaced=any("first" in word for word in words),
        decoder=decoder,
    )


RATES: Final = (
    *(Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60, 120)),
    *map(Fraction, (15, 24, 25, 30, 48, 50, 60, 90, 100, 120)),
)
PERIODS: Final = tuple(1 / rate for rate in RATES)
EVENLY: Final = 20
"""So many packets tell by how much their times are rounded."""
COARSE: Final = Fraction(1, 6000)
"""Seconds; times that are rounded to less are as good as exact."""


def periods_of_sound(times: Sequence[Fraction], sample_rate: int) -> tuple[Fraction, ...]:
    """Return how long a packet of sound may be: a whole number of samples."""
    samples = round((times[-1] - times[0]) / (len(times) - 1) * sample_rate)
    return (Fraction(samples, sample_rate),) if samples else ()


def first_time(
    times: Sequence[Fraction], tick: Fraction, periods: Sequence[Fraction]
) -> Fraction | None:
    """Return when the first of many packets really comes, where a container rounds all times.

    Times that come evenly are rounded each in its own way, and together leave only little room for
    the first. None if they do not come evenly.
    """
    for period in periods:
        offsets = [time - number * period for number, time in enumerate(times)]
        earliest, latest = max(offsets) - tick / 2, min(offsets) + tick / 2
        if earliest <= latest:
            return (earliest + latest) / 2
    return None


def sound_late(
    packets: Mapping[int, Sequence[Fraction]], ticks: Mapping[int, Fraction], sample_rate: int
) -> Fraction:
    """Return by how much the sound comes later, against the picture, than its rounded times say.

    The picture is stream 0, the sound stream 1.
    """
    if 1 not in packets or max(ticks[0], ticks[1]) < COARSE or not sample_rate:
        return Fraction(0)
    pictures, sounds = sorted(packets[0]), sorted(packets[1])
    if min(len(pictures), len(sounds)) < EVENLY:
        return Fraction(0)
    seen = first_time(pictures, ticks[0], PERIODS)
    heard = first_time(sounds, ticks[1], periods_of_sound(sounds, sample_rate))
    if seen is None or heard is None:
        return Fraction(0)
    return (heard - sounds[0]) - (seen - pictures[0])
