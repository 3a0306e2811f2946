"""Which recorder's sound belongs to a take, and how the two were lined up."""

from dataclasses import dataclass
from fractions import Fraction

from pipeline.timing import SAMPLE_RATE
from web.recordings import Recording
from web.takes_table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedUp:
    """A take and the sound of its recorder."""

    sound: Recording
    offset: int
    """Samples that the recorder started after the camera; negative: before it."""
    is_sure: bool
    is_confirmed: bool
    """Whether people have listened and said so."""

    @property
    def seconds(self) -> float:
        """The same in seconds."""
        return float(Fraction(self.offset, SAMPLE_RATE))


def sound_of(table: Table, take: Recording) -> Recording | None:
    """Return the sound that people chose for a take, else the one with the same slate."""
    chosen = take.entry.sound
    for one in table.sounds:
        same = one.named.slate is not None and one.named.slate == take.named.slate
        if one.file == chosen if chosen else same:
            return one
    return None


def lined_up(table: Table, take: Recording) -> LinedUp | None:
    """Return how a take and its sound lie to each other; None where nothing tells."""
    sound = sound_of(table, take)
    if sound is None:
        return None
    said = take.entry.sound_offset
    if said is not None:
        return LinedUp(sound=sound, offset=said, is_sure=True, is_confirmed=True)
    return _by_marks(take, sound)


def _by_marks(take: Recording, sound: Recording) -> LinedUp | None:
    """Return what the beep of the slate tells, which is heard once; else a clap, which may not."""
    here, there = take.arrived.clip, sound.arrived.clip
    if here is None or there is None:
        return None
    for mine, its, is_sure in ((here.beep, there.beep, True), (here.clap, there.clap, False)):
        if mine is not None and its is not None:
            return LinedUp(sound=sound, offset=mine - its, is_sure=is_sure, is_confirmed=False)
    return None
