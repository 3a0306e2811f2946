"""Where a sound comes from: constant power, so that it is as loud at the side as in the middle.

Pure. One microphone lies in the middle as it is, and is 3 dB louder on the one side that is left.
Of two channels, the one of the other side moves over, and none of it is lost.
"""

import numpy as np

from pipeline.render.pcm import Samples


def panned(samples: Samples, pan: float, *, is_mono: bool) -> Samples:
    """Return samples that come from a side: pan -1 is left, 0 the middle, 1 right."""
    if pan == 0:
        return samples
    if is_mono:
        angle = (pan + 1) * np.pi / 4
        gains = np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(np.sqrt(2))
        moved: Samples = samples * gains
        return moved
    kept, other = (0, 1) if pan < 0 else (1, 0)
    angle = abs(pan) * np.pi / 2
    out = np.empty_like(samples)
    out[:, kept] = samples[:, kept] + samples[:, other] * np.float32(np.sin(angle))
    out[:, other] = samples[:, other] * np.float32(np.cos(angle))
    return out
