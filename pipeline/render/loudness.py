"""How loud a programme is (EBU R 128, ITU-R BS.1770), measured by ffmpeg on the whole of it."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.media.ffmpeg import Watch, run_ffmpeg

SILENT_LUFS: Final = -69.0
"""BS.1770 gates at -70 LUFS: a programme at the gate is silence to it."""

_FIGURES: Final = "figures.txt"
_FIGURE: Final = re.compile(r"lavfi\.r128\.(S|I|LRA|true_peaks?)=(-?[\d.]+|nan|-?inf)")
_SUMMARY_PEAK: Final = re.compile(r"True peak:\s+Peak:\s+(-?[\d.]+|-inf) dBFS")
_FEED: Final = ("-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """What R 128 says of one programme; None where there is only silence."""

    integrated_lufs: float | None
    range_lu: float
    """Loudness range, LRA (EBU Tech 3342); says little below a minute."""
    true_peak_dbtp: float | None
    short_term_lufs: tuple[float | None, ...] = ()
    """Loudness of the last three seconds, ten times a second."""

    @property
    def most_short_term_lufs(self) -> float | None:
        """Return the loudness of the loudest three seconds; None for silence."""
        heard = [value for value in self.short_term_lufs if value is not None]
        return max(heard, default=None)

    @property
    def is_silent(self) -> bool:
        """Return whether there is nothing whose loudness could be set."""
        return self.integrated_lufs is None


def measure_file(path: Path, kind: str, *, watch: Watch | None = None) -> Loudness:
    """Return the loudness of the first sound of a file; kind is the demuxer to force."""
    source = ("-protocol_whitelist", "file", "-f", kind, "-i", f"file:{path.absolute()}")
    return _measure(source, None, watch, is_brief=False)


def measure_blocks(
    blocks: Iterable[bytes], *, watch: Watch | None = None, is_brief: bool = False
) -> Loudness:
    """Return the loudness of stereo samples at 48 kHz, 32-bit floats in blocks.

    In brief it is without peaks, in half of the time, and without the curve that grows with a film.
    """
    return _measure(_FEED, blocks, watch, is_brief=is_brief)


def _measure(
    source: Sequence[str], feed: Iterable[bytes] | None, watch: Watch | None, *, is_brief: bool
) -> Loudness:
    peaks = "" if is_brief else "peak=true:"
    graph = f"ebur128={peaks}metadata=1:framelog=quiet,ametadata=print:file={_FIGURES}"
    with TemporaryDirectory() as work:
        said = run_ffmpeg(
            [*source, "-loglevel", "info", "-map", "0:a:0", "-af", graph, "-f", "null", "-"],
            cwd=Path(work),
            watch=watch,
            feed=feed,
        )
        figures = Path(work, _FIGURES)
        figures.touch()
        with figures.open(encoding="ascii", errors="replace") as lines:
            return loudness_of(lines, said, has_curve=not is_brief)


def loudness_of(figures: Iterable[str], summary: str, *, has_curve: bool = True) -> Loudness:
    """Return the loudness of what ebur128 printed: its figures of each moment, and its summary.

    The figures come line by line, as those of a long film are many. They are finer, but only the
    summary knows a low peak in decibels.
    """
    last: dict[str, str] = {}
    curve: list[float | None] = []
    for name, value in (found.groups() for found in map(_FIGURE.match, figures) if found):
        last[name] = value
        if has_curve and name == "S":
            curve.append(_heard(value))
    peaks = _SUMMARY_PEAK.findall(summary)
    return Loudness(
        integrated_lufs=_heard(last.get("I", "-inf")),
        range_lu=max(0.0, float(last.get("LRA", "0"))),
        true_peak_dbtp=_true_peak(last.get("true_peak", "0"), peaks[-1])
        if last and peaks
        else None,
        short_term_lufs=tuple(curve),
    )


def _heard(value: str) -> float | None:
    loudness = float(value)
    return loudness if math.isfinite(loudness) and loudness > SILENT_LUFS else None


def _true_peak(linear: str, decibels: str) -> float | None:
    """Near full scale the linear figure is the finer one (0.001), below -20 dB the summary."""
    if float(linear) > 0.1:
        return round(20 * math.log10(float(linear)), 2)
    return None if decibels == "-inf" else float(decibels)
