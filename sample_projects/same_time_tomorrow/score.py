"""The music: one small call, answered an octave lower, as an echo should.

Composed for this film, in D major and three four time. All of it is made of the same two notes:
A and D, "hel-lo".
"""

from collections.abc import Callable, Mapping
from typing import Final

from sample_projects.sounding.instruments import (
    Part,
    bass,
    celesta,
    felt_piano,
    kalimba,
    performed,
    strings,
)
from sample_projects.sounding.waves import Sound, faded, levelled

COMPOSER: Final = "Group Red"
RIGHTS: Final = "Composed for this film, CC BY 4.0"

_TRIADS: Final[Mapping[str, tuple[str, str, str]]] = {
    "D": ("D3", "F#3", "A3"),
    "Bm": ("B2", "F#3", "D3"),
    "G": ("G2", "D3", "B3"),
    "A": ("A2", "E3", "C#4"),
    "F#m": ("F#2", "C#3", "A3"),
    "Em": ("E3", "B3", "G3"),
}


def _waltz(chords: str) -> str:
    """Return an accompaniment: the root, then the two others, broken."""
    bars = [_TRIADS[name] for name in chords.split()]
    return " ".join(f"{low}:1 {middle}:.5 {high}:.5 {middle}:1" for low, middle, high in bars)


def _pads(chords: str) -> str:
    return " ".join("+".join(_TRIADS[name]) + ":3" for name in chords.split())


def _roots(chords: str) -> str:
    return " ".join(f"{_TRIADS[name][0][:-1]}2:2 -:1" for name in chords.split())


def opening() -> Sound:
    """Return the music over the valley: a call, and its echo."""
    parts = (
        Part(instrument=kalimba, notes="D5:.5 F#5:.5 A5:.5 F#5:.5 D5:.5 A4:.5 A4:1 D5:2", gain=0.9),
        Part(instrument=felt_piano, notes="D3+A3:3 G3+D4:3 D3+A3:3", gain=0.6),
        Part(instrument=celesta, notes="A5:1 D6:2", gain=0.4, start=6.0),
        Part(instrument=strings, notes="D3+A3+F#4:8", gain=0.35),
    )
    piece = performed(parts, beats_per_minute=112, length_s=6.0)
    return faded(levelled(piece, -9.0), 0.05, 1.6)


def suspicion() -> Sound:
    """Return four steps of a double bass on tiptoe."""
    notes = "D2:.5 -:.5 C#2:.5 -:.5 D2:.5 -:.5 G#2:1"
    piece = performed((Part(instrument=bass, notes=notes),), beats_per_minute=132, length_s=2.6)
    return faded(levelled(piece, -12.0), 0.01, 0.6)


def evening() -> Sound:
    """Return the promise, the snow and the scarf: slow, a celesta for the flakes."""
    chords = "D Bm G A Bm G D"
    melody = "A4:1 D5:2 A3:1 D4:2 B4:1 D5:1 F#5:1 E5:1.5 D5:.5 C#5:1 B4:1 A4:2 F#4:1 G4:1 B4:1 A4:3"
    flakes = (
        "-:9 E6:.5 C#6:.5 A5:1 -:1 F#6:.5 D6:.5 B5:1 -:1 B5:.5 D6:.5 G6:1 -:1 F#6:.5 D6:.5 A5:2"
    )
    parts = (
        Part(instrument=felt_piano, notes=melody),
        Part(instrument=felt_piano, notes=_waltz(chords), gain=0.42),
        Part(instrument=strings, notes=_pads(chords), gain=0.55),
        Part(instrument=celesta, notes=flakes, gain=0.42),
    )
    piece = performed(parts, beats_per_minute=82, length_s=17.0)
    return faded(levelled(piece, -8.0), 0.1, 2.4)


def finale() -> Sound:
    """Return the laugh of two friends; it stays open, so that the credits may answer."""
    parts = (
        Part(
            instrument=kalimba, notes="A4:.5 D5:1 A4:.5 D5:1 B4:.5 D5:.5 F#5:1 G5:1 E5:1 C#5:1 E5:1"
        ),
        Part(instrument=felt_piano, notes=_waltz("D G A"), gain=0.5),
        Part(instrument=strings, notes="D3+A3+F#4:3 G3+B3+D4:3 A3+C#4+E4:4", gain=0.5),
        Part(instrument=bass, notes="D2:3 G2:3 A2:4", gain=0.6),
    )
    piece = performed(parts, beats_per_minute=116, length_s=6.4)
    return faded(levelled(piece, -7.0), 0.03, 1.2)


def end_credits() -> Sound:
    """Return the whole tune: the call, the answer, the call once more, and a last chord."""
    call = "A4:1 D5:2 -:3 B4:1 D5:1 F#5:1 -:3 G5:1.5 F#5:.5 E5:1 C#5:1 E5:1 A5:1 F#5:3 -:3"
    reply = "B4:1 D5:1 G5:1 E5:1 C#5:1 A4:1 A4:1 C#5:1 F#5:1 D5:1.5 C#5:.5 B4:1"
    close = "B4:.5 D5:.5 G5:1 F#5:1 E5:1 C#5:2 A4:1 D5:2 D5:3"
    echo = "-:3 A3:1 D4:2 -:3 B3:1 D4:1 F#4:1 -:9 F#4:1 D4:2"
    high = "-:3 A5:1 D6:2 -:3 B5:1 D6:1 F#6:1 -:9 F#6:1 D6:2 D6:3"
    first, second = "D D Bm Bm G A D D", "G A F#m Bm G A D D"
    chords = f"{first} {second} {first} D"
    parts = (
        Part(instrument=kalimba, notes=f"{call} {reply} {close} {call} D5+F#5:3"),
        Part(instrument=felt_piano, notes=f"{echo} -:18 A3:1 D4:2 -:3 {echo}", gain=0.95),
        Part(instrument=felt_piano, notes=_waltz(chords), gain=0.42),
        Part(instrument=bass, notes=_roots(chords), gain=0.55),
        Part(instrument=strings, notes=_pads(f"{second} {first} D"), gain=0.5, start=24.0),
        Part(instrument=celesta, notes=high, gain=0.32, start=48.0),
    )
    piece = performed(parts, beats_per_minute=112, length_s=43.0)
    return faded(levelled(piece, -6.0), 0.02, 2.5)


MUSIC: Final[Mapping[str, Callable[[], Sound]]] = {
    "music_opening.wav": opening,
    "music_suspicion.wav": suspicion,
    "music_evening.wav": evening,
    "music_finale.wav": finale,
    "music_end_credits.wav": end_credits,
}
