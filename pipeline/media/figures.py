"""What ffmpeg has measured of a sound, read from what it said. Pure.

Only lines that begin with the meter's own name count: a title inside a file is printed too, and may
say anything.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"^\[Parsed_astats_\d+ @ 0x[0-9a-f]+\] (.+?): (\S+)$", re.MULTILINE)
_LOUDNESS: Final = re.compile(
    r"^\[Parsed_ebur128_\d+ @ 0x[0-9a-f]+\] Summary:\s+Integrated loudness:\s+I:\s+(\S+) LUFS",
    re.MULTILINE,
)
_DAMAGE: Final = re.compile(
    r"^(?! |Input |Output ).*(?:error while decoding|invalid data found|corrupt|concealing"
    r"|invalid nal|missing picture|partial file|truncat)",
    re.IGNORECASE | re.MULTILINE,
)
_NOTHING_HEARD_LUFS: Final = -70.0
"""The absolute gate of EBU R 128: what the meter says when nothing passed it."""
SILENCE_DB: Final = -200.0
"""What stands for digital silence: below all that 24 bits can hold, and a number JSON knows."""
CLIPPED_FLAT_FACTOR: Final = 3.0
CLIPPED_PEAK_DB: Final = -0.1
CLIPPED_PEAKS_A_SECOND: Final = 50
SAMPLES_A_SECOND: Final = 48_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFigures:
    """One channel."""

    rms_db: float
    """Root mean square level, dB below full scale; SILENCE_DB where all is zero."""
    peak_db: float
    flat_factor: float
    """How often samples in a row stand at the peak (astats)."""
    peak_count: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFigures:
    """The sound of a take or a recording."""

    integrated_lufs: float | None
    """None when there was too little or too quiet sound to measure."""
    channels: tuple[ChannelFigures, ...]
    samples: int
    """Length at 48 kHz."""

    @property
    def peak_db(self) -> float:
        """The highest peak of all channels, in dB below full scale."""
        return max((channel.peak_db for channel in self.channels), default=SILENCE_DB)

    @property
    def dead_channels(self) -> tuple[int, ...]:
        """Numbers (from 1) of the channels in which there is nothing at all (domain rule C21)."""
        return tuple(n for n, each in enumerate(self.channels, 1) if each.rms_db <= SILENCE_DB)

    @property
    def is_clipped(self) -> bool:
        """Whether the sound was recorded too loud (domain rule C19)."""
        seconds = max(1.0, self.samples / SAMPLES_A_SECOND)
        return any(
            channel.flat_factor > CLIPPED_FLAT_FACTOR
            or (
                channel.peak_db >= CLIPPED_PEAK_DB
                and channel.peak_count / seconds > CLIPPED_PEAKS_A_SECOND
            )
            for channel in self.channels
        )


def sound_figures(said: str) -> SoundFigures | None:
    """Return the figures in what ffmpeg said on stderr; None when it measured no sound."""
    channels: list[dict[str, float]] = []
    samples = 0
    for name, text in _LINE.findall(said):
        if name == "Channel":
            channels.append({})
        elif name == "Number of samples":
            samples = int(_number(text))
        elif channels:
            channels[-1].setdefault(name, _number(text))
    if not channels:
        return None
    return SoundFigures(
        integrated_lufs=_loudness(said),
        channels=tuple(_channel(figures) for figures in channels),
        samples=samples,
    )


def decoded_with_damage(said: str) -> bool:
    """Return whether ffmpeg met parts that it could not decode."""
    return _DAMAGE.search(said) is not None


def _loudness(said: str) -> float | None:
    found = _LOUDNESS.search(said)
    value = _number(found[1]) if found else SILENCE_DB
    return value if value > _NOTHING_HEARD_LUFS else None


def _channel(figures: dict[str, float]) -> ChannelFigures:
    return ChannelFigures(
        rms_db=figures.get("RMS level dB", SILENCE_DB),
        peak_db=figures.get("Peak level dB", SILENCE_DB),
        flat_factor=figures.get("Flat factor", 0.0),
        peak_count=figures.get("Peak count", 0.0),
    )


def _number(text: str) -> float:
    """Return a number; what is none (nan, -, -inf) counts as silence."""
    try:
        value = float(text)
    except ValueError:
        return SILENCE_DB
    return max(SILENCE_DB, value) if math.isfinite(value) else SILENCE_DB
