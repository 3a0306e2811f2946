"""The tone with which a hall is set up before a film: 1 kHz at -20 dBFS, 48 kHz. Pure.

SMPTE RP 155 sets the line-up level at -20 dBFS; full scale is the peak of a sine here.
"""

import io
import math
import wave
from functools import lru_cache
from typing import Final

from pipeline.timing import SAMPLE_RATE

HERTZ: Final = 1000
LEVEL_DBFS: Final = -20.0
SIDES: Final = {"both": (1, 1), "left": (1, 0), "right": (0, 1)}
SECONDS: Final = {"both": 20, "left": 4, "right": 4}
_BYTES: Final = 3
_FULL_SCALE: Final = 2**23 - 1


@lru_cache(maxsize=len(SIDES))
def line_up_tone(side: str) -> bytes:
    """Return a stereo WAV with 24 bits a sample. Raise KeyError for a side that there is not."""
    period = SAMPLE_RATE // HERTZ
    level = _FULL_SCALE * 10 ** (LEVEL_DBFS / 20)
    wave_once = (round(level * math.sin(2 * math.pi * at / period)) for at in range(period))
    once = b"".join(_sample(value * on) for value in wave_once for on in SIDES[side])
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(_BYTES)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(once * (HERTZ * SECONDS[side]))
    return out.getvalue()


def _sample(value: int) -> bytes:
    return value.to_bytes(_BYTES, "little", signed=True)
