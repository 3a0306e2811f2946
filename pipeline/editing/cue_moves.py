"""Moves of one sound along the film, in whole frames, on the cells of its row in cues.csv. Pure.

A move changes no more than its own cells, and never goes further than the film and the file go. The
page does the same while a hand drags (web/static/js/lanes_moves.js): tests hold the two together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.buses import LOUDEST_DB, SOFTEST_DB
from pipeline.documents.rows import write_rows
from pipeline.documents.sound import CUE_COLUMNS, FULLY, read_cues, read_time
from pipeline.errors import CannotRead, NotFound
from pipeline.timing import SAMPLE_RATE, FrameRate, frames_to_timecode, nearest

FARTHEST: Final = 1_000_000
"""Frames that one move may ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmLength:
    """What sounds are laid against."""

    rate: FrameRate
    frames: int
    cuts: tuple[int, ...] = ()
    """First frames of its shots, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a row lies, in frames."""

    start: int
    """In the film."""
    begin: int
    """First frame of the file that is heard."""
    frames: int
    """How many are heard: to the end of the film where nobody knows how long the file is."""
    length: int | None
    """Of the file; None where nobody knows."""
    gain_db: float
    fade_in: int
    fade_out: int
    pan: int


Cells = dict[str, str]


def placed(cells: Mapping[str, str], film: FilmLength, length: int | None) -> Placed:
    """Return where a row lies whose file has so many samples. Raise CannotRead for its faults."""
    row = [cells.get(column, "") for column in CUE_COLUMNS]
    found = read_cues(write_rows(CUE_COLUMNS, [row]), rate=film.rate)
    if not found or found[0].under_credits or found[0].is_in_edit:
        raise CannotRead("This sound has no place of its own in the film.")
    (cue,) = found

    def frame(samples: int) -> int:
        return nearest(samples * film.rate / SAMPLE_RATE)

    start, begin = frame(cue.start_sample), frame(cue.in_sample)
    whole = None if length is None else max(1, int(length * film.rate / SAMPLE_RATE))
    asked = None if cue.samples is None else frame(cue.in_sample + cue.samples)
    ends = [one for one in (asked, whole) if one is not None]
    return Placed(
        start=start,
        begin=begin,
        frames=max(1, min(ends) - begin if ends else film.frames - start),
        length=whole,
        gain_db=cue.gain_db,
        fade_in=frame(cue.fade_in_samples),
        fade_out=frame(cue.fade_out_samples),
        pan=cue.pan,
    )


def moved(
    cells: Mapping[str, str], move: str, by: int, *, film: FilmLength, length: int | None = None
) -> Cells:
    """Return the cells that a move changes: by frames, decibels or hundredths of a side.

    “put” and “last” are no steps: they give the frame and the number of frames themselves.

    length is that of the file in samples. Raise CannotRead for a row with faults, NotFound for no
    move of ours.
    """
    act = MOVES.get(move)
    if act is None:
        raise NotFound("There is no such move.")
    return act(placed(cells, film, length), _held(by, -FARTHEST, FARTHEST), film)


def timed(
    cells: Mapping[str, str],
    *,
    start: str,
    lasts: str,
    film: FilmLength,
    length: int | None = None,
) -> Cells:
    """Return the cells that change when somebody types where a sound begins and how long it lasts.

    Both are seconds or timecode. What is empty, or the frame that it is already, changes nothing.
    Raise CannotRead for a row with faults or a time that is none.
    """
    at = placed(cells, film, length)
    typed = (("put", "start", start, at.start), ("last", "length", lasts, at.frames))
    found: Cells = {}
    for move, name, text, now in typed:
        samples = read_time(text.strip(), film.rate, name)
        frame = now if samples is None else nearest(samples * film.rate / SAMPLE_RATE)
        found |= MOVES[move](at, frame, film) if frame != now else {}
    return found


def _move(at: Placed, by: int, film: FilmLength) -> Cells:
    return _put(at, at.start + by, film)


def _put(_at: Placed, to: int, film: FilmLength) -> Cells:
    return {"start": _timecode(_held(to, 0, max(0, film.frames - 1)), film)}


def _to_cut(at: Placed, by: int, film: FilmLength) -> Cells:
    """Go to the next cut, or to the one before; the beginning of the film counts as one."""
    before = [0, *(cut for cut in film.cuts if cut < at.start)] if at.start else []
    after = [cut for cut in film.cuts if at.start < cut < film.frames]
    found = after[:1] if by > 0 else before[-1:]
    return {"start": _timecode(found[0], film)} if found else {}


def _trim_start(at: Placed, by: int, film: FilmLength) -> Cells:
    held = _held(by, -min(at.begin, at.start), at.frames - 1)
    begin = at.begin + held
    return {
        "start": _timecode(at.start + held, film),
        "in": _timecode(begin, film) if begin else "",
    }


def _trim_end(at: Placed, by: int, film: FilmLength) -> Cells:
    end = max(at.begin + 1, at.begin + at.frames + by)
    is_whole = at.length is not None and end >= at.length
    return {"out": "" if is_whole else _timecode(end, film)}


def _last(at: Placed, frames: int, film: FilmLength) -> Cells:
    return _trim_end(at, frames - at.frames, film)


def _gain(at: Placed, by: int, _film: FilmLength) -> Cells:
    gain = round(max(SOFTEST_DB, min(LOUDEST_DB, at.gain_db + by)), 4)
    return {"gain_db": f"{gain:g}" if gain else ""}


def _pan(at: Placed, by: int, _film: FilmLength) -> Cells:
    pan = _held(at.pan + by, -FULLY, FULLY)
    return {"pan": str(pan) if pan else ""}


def _fade_in(at: Placed, by: int, film: FilmLength) -> Cells:
    return {"fade_in": _seconds(_faded(at.fade_in + by, at.fade_out, at), film)}


def _fade_out(at: Placed, by: int, film: FilmLength) -> Cells:
    return {"fade_out": _seconds(_faded(at.fade_out + by, at.fade_in, at), film)}


MOVES: Final[Mapping[str, Callable[[Placed, int, FilmLength], Cells]]] = {
    "move": _move,
    "put": _put,
    "cut": _to_cut,
    "start": _trim_start,
    "end": _trim_end,
    "last": _last,
    "gain": _gain,
    "pan": _pan,
    "fade_in": _fade_in,
    "fade_out": _fade_out,
}


def _faded(frames: int, other: int, at: Placed) -> int:
    """Return a fade that leaves room for the one at the other end."""
    return _held(frames, 0, max(0, at.frames - other))


def _held(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))


def _timecode(frames: int, film: FilmLength) -> str:
    return frames_to_timecode(frames, film.rate)


def _seconds(frames: int, film: FilmLength) -> str:
    """Return seconds to the millisecond, from which the same frame is read."""
    text = f"{float(Fraction(nearest(1000 * frames / film.rate), 1000)):.3f}"
    return text.rstrip("0").rstrip(".") if frames else ""
