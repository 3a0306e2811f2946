"""Two cuts as two strips of film, one above the other, with bands between the shots that stayed.

The numbers are those of an SVG that is as wide as the longer film.
"""

from dataclasses import dataclass
from typing import Final

from pipeline.editing.cut_shots import CutShot
from pipeline.editing.difference import EditDifference, ShotPair

WIDTH: Final = 1600
STRIP: Final = 90
"""Height of a strip."""
BETWEEN: Final = 54
HEIGHT: Final = 2 * STRIP + BETWEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One shot on its strip."""

    shot: CutShot
    x: float
    width: float
    state: str
    """new, out, changed, moved, or same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strips:
    """The whole drawing."""

    was: tuple[Cell, ...]
    now: tuple[Cell, ...]
    bands: tuple[tuple[str, str], ...]
    """State, and the points of the band from a shot as it was to the shot as it is."""


def strips_of(difference: EditDifference) -> Strips:
    """Return the drawing of a difference."""
    scale = WIDTH / max(1, difference.before.frames, difference.now.frames)
    changed = {
        int(change.values["number"])
        for change in difference.changes
        if change.kind not in ("new", "out", "sound") and "number" in change.values
    }
    states = [(pair, _state(pair, changed)) for pair in difference.pairs]
    return Strips(
        was=tuple(_cell(pair.was, state, scale) for pair, state in states if pair.was),
        now=tuple(_cell(pair.now, state, scale) for pair, state in states if pair.now),
        bands=tuple(
            (state, _band(pair.was, pair.now, scale))
            for pair, state in states
            if pair.was and pair.now
        ),
    )


def _state(pair: ShotPair, changed: set[int]) -> str:
    if pair.now is None:
        return "out"
    if pair.was is None:
        return "new"
    if pair.has_moved:
        return "moved"
    return "changed" if pair.now.number in changed else "same"


def _cell(shot: CutShot, state: str, scale: float) -> Cell:
    width = round(shot.frames * scale, 1)
    return Cell(shot=shot, x=round(shot.start_frame * scale, 1), width=width, state=state)


def _band(was: CutShot, now: CutShot, scale: float) -> str:
    top = STRIP, [was.start_frame, was.start_frame + was.frames]
    bottom = STRIP + BETWEEN, [now.start_frame + now.frames, now.start_frame]
    return " ".join(f"{x * scale:.1f},{y}" for y, xs in (top, bottom) for x in xs)
