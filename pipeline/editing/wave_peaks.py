"""How loud a mix is along the film, to be drawn: one byte for each 20 ms, 255 for full scale."""

from pathlib import Path
from typing import Final

import numpy as np

from pipeline.render.bwf import FULL_SCALE, read_samples, whole_of
from pipeline.timing import SAMPLE_RATE

PEAKS_A_SECOND: Final = 50
_STEP: Final = SAMPLE_RATE // PEAKS_A_SECOND
_WHOLE: Final = 6
"""Bytes of a stereo sample of 24 bits."""


def peaks_of(path: Path, *, samples: int) -> bytes:
    """Return the peaks of so many samples of a mix of ours.

    The root is taken, so that speech is seen beside a door that slams.
    """
    found: list[bytes] = []
    left = np.zeros(0, np.int32)
    for block in read_samples(path, count=samples):
        loud = np.abs(whole_of(block[: len(block) // _WHOLE * _WHOLE]).reshape(-1, 2)).max(axis=1)
        left = np.concatenate([left, loud])
        count = len(left) // _STEP * _STEP
        peaks = left[:count].reshape(-1, _STEP).max(axis=1) / FULL_SCALE
        found.append(np.rint(255 * np.sqrt(np.clip(peaks, 0, 1))).astype(np.uint8).tobytes())
        left = left[count:]
    return b"".join(found)
