"""What small grey pictures of every frame tell: light, black, stand-still, shaking, flicker. Pure.

A picture of 64 x 36 is enough for all that is not sharpness, and an hour of them goes through in
half a minute. They come in blocks; of a block only a few numbers a frame are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.rushes.clip import PictureFigures, Span
from pipeline.rushes.flicker import Flicker
from pipeline.rushes.spans import spans_of
from pipeline.timing import nominal

WIDTH: Final = 64
HEIGHT: Final = 36
BLOCK: Final = 64
"""Pictures that are looked at together."""

_BLACK: Final = np.float32(16)
_SCALE: Final = np.float32(255 / (235 - 16))
_DARK: Final = 26
"""A tenth of the light; where nearly all of a picture is below it, it is black."""
_NEARLY_ALL: Final = 0.98
_BURNT: Final = 250
_STILL_MEAN: Final = 0.02
_STILL_MOST: Final = 2
"""How far pictures that stand still may differ: an encoder that breathes, no grain of a camera."""
_TEXTURE: Final = 1e-3
"""Least detail, to the fourth power of levels, in which a movement can be measured."""

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(slots=True, kw_only=True)
class Light:
    """Adds up what the pictures tell."""

    rate: Fraction
    """Of the project, at which the pictures come."""
    camera_rates: tuple[Fraction, ...] = ()
    """At which they may have been taken; the light of lamps beats with it."""
    frames: int = 0
    _sum: float = 0.0
    _burnt: float = 0.0
    _before: Grey | None = None
    _moved: NDArray[np.float32] = field(default_factory=lambda: np.zeros((1, 2), np.float32))
    _dark: list[NDArray[np.bool_]] = field(default_factory=list)
    _still: list[NDArray[np.bool_]] = field(default_factory=list)
    _jumps: list[Floats] = field(default_factory=list)
    _flicker: Flicker | None = None

    def watch(self, blocks: Iterable[Grey]) -> None:
        """Look at all pictures: arrays of (pictures, HEIGHT, WIDTH)."""
        self._flicker = Flicker(rate=self.rate, camera_rates=self.camera_rates)
        for block in blocks:
            self._look(block)

    def figures(self, sharpness: float) -> PictureFigures:
        """Return what was found; sharpness is measured elsewhere, on larger pictures."""
        black = _joined(self._dark)
        long = nominal(self.rate)
        seen = max(1, self.frames)
        jumps = np.concatenate(self._jumps) if self._jumps else np.zeros(1, np.float32)
        return PictureFigures(
            luma_mean=round(self._sum / seen, 2),
            bright_share=round(self._burnt / seen, 4),
            sharpness=sharpness,
            shake=round(float(np.median(jumps)), 6),
            flicker_hz=self._flicker.hertz() if self._flicker else 0.0,
            black=spans_of(black, at_least=max(1, long // 2)),
            frozen=_frozen(_joined(self._still) & ~black, at_least=long),
        )

    def _look(self, block: Grey) -> None:
        light = np.clip((block.astype(np.float32) - _BLACK) * _SCALE, 0, 255)
        self.frames += len(block)
        self._sum += float(light.mean(axis=(1, 2)).sum())
        self._burnt += float((light >= _BURNT).mean(axis=(1, 2)).sum())
        self._dark.append((light < _DARK).mean(axis=(1, 2)) >= _NEARLY_ALL)
        before = block[:1] if self._before is None else self._before
        both = np.concatenate([before, block])
        self._before = block[-1:]
        differ = np.abs(np.diff(both.astype(np.int16), axis=0))
        still = (differ.mean(axis=(1, 2)) <= _STILL_MEAN) & (differ.max(axis=(1, 2)) <= _STILL_MOST)
        if self.frames == len(block):
            still[0] = False
        self._still.append(still)
        moved = np.concatenate([self._moved, _movements(both.astype(np.float32))])
        self._moved = moved[-1:]
        self._jumps.append(np.hypot(*np.diff(moved, axis=0).T) / np.float32(WIDTH))
        if self._flicker:
            self._flicker.hear(light.mean(axis=2))


def _joined(parts: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    return np.concatenate(parts) if parts else np.zeros(0, np.bool_)


def _frozen(is_like_before: NDArray[np.bool_], *, at_least: int) -> tuple[Span, ...]:
    """Return the stretches that show one picture: the first of them is like none before."""
    found = spans_of(is_like_before, at_least=at_least - 1)
    return tuple(Span(start=max(0, span.start - 1), end=span.end) for span in found)


def _movements(pictures: Floats) -> Floats:
    """Return how far each picture is moved to the one before, in pixels across and down.

    The least squares of Lucas and Kanade over the whole picture: good to a hundredth of a pixel
    for small movements, and for large ones it still says that they are large.
    """
    old, new = pictures[:-1], pictures[1:]
    inside = (slice(None), slice(1, -1), slice(1, -1))
    across = ((old[:, :, 2:] - old[:, :, :-2]) / 2)[:, 1:-1, :]
    down = ((old[:, 2:, :] - old[:, :-2, :]) / 2)[:, :, 1:-1]
    change = (new - old)[inside]
    xx, yy = (across * across).mean(axis=(1, 2)), (down * down).mean(axis=(1, 2))
    xy = (across * down).mean(axis=(1, 2))
    xt, yt = (across * change).mean(axis=(1, 2)), (down * change).mean(axis=(1, 2))
    area = xx * yy - xy * xy
    known = area > _TEXTURE
    safe = np.where(known, area, 1)
    moved = np.stack([(xy * yt - yy * xt) / safe, (xy * xt - xx * yt) / safe], axis=1)
    return np.where(known[:, None], moved, 0).astype(np.float32)
