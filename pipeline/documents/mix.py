"""The mixing desk on one page: a row for each bus, in words and decibels that a child can fill in.

Pure. A bus that has no row, and a cell that is empty, is as the desk is when nobody touches it: no
gain, no filter, and music that steps back under voices. The row “film” says how loud the whole film
is to be; without it, that is as the project has it.
"""

from collections.abc import Iterable
from typing import Final

from pipeline.documents.buses import (
    BUSES,
    DUCKED,
    CueRole,
    Ducking,
    Strip,
    read_gain,
    strip_of,
)
from pipeline.documents.loudness import PROFILES
from pipeline.documents.rows import Row, read_each, read_rows, write_rows
from pipeline.errors import CannotRead

MIX_COLUMNS: Final = (
    "bus",
    "gain_db",
    "high_pass",
    "compression",
    "de_noise",
    "ducking",
    "loudness",
    "note",
)
FILM: Final = "film"
"""What stands in the place of a bus in the row of the whole film."""
_YES: Final = frozenset({"yes", "on", "x", "1", "oui", "はい", "نعم"})
_NO: Final = frozenset({"", "no", "off", "0", "non", "いいえ", "لا"})


def read_mix(text: str) -> tuple[Strip, ...]:
    """Return the rows of a mix.csv. Raise CannotRead naming every bad row with its reason."""
    strips = read_each(_rows(text, of_film=False), _strip, name="mix.csv")
    for bus in BUSES:
        if sum(strip.bus is bus for strip in strips) > 1:
            raise CannotRead("mix.csv has two rows for “%(bus)s”. Keep one.", bus=bus.value)
    return strips


def read_loudness(text: str) -> str:
    """Return the loudness profile that a mix.csv asks for; "" where it asks for none.

    It is a key of pipeline/documents/loudness.py. Raise CannotRead.
    """
    found = read_each(_rows(text, of_film=True), _profile, name="mix.csv")
    if len(found) > 1:
        raise CannotRead("mix.csv has two rows for “%(bus)s”. Keep one.", bus=FILM)
    return found[0] if found else ""


def _rows(text: str, *, of_film: bool) -> tuple[Row, ...]:
    rows = read_rows(text, name="mix.csv", columns=MIX_COLUMNS, key="bus")
    return tuple(row for row in rows if (row.cells["bus"].lower() == FILM) is of_film)


def _profile(row: Row) -> str:
    key = row.cells["loudness"].lower()
    if key and key not in PROFILES:
        raise CannotRead(
            "“%(text)s” is no loudness. Write ebu_r128, web, web_16 or cinema.", text=key[:40]
        )
    return key


def _strip(row: Row) -> Strip:
    cells = row.cells
    bus = _bus(cells["bus"])
    if cells["loudness"]:
        raise CannotRead("the loudness is that of the whole film; write it into the row “film”.")
    return Strip(
        bus=bus,
        gain_db=read_gain(cells["gain_db"]),
        high_pass=_choice(cells["high_pass"], "high_pass"),
        compression=_choice(cells["compression"], "compression"),
        de_noise=_choice(cells["de_noise"], "de_noise"),
        ducking=_ducking(cells["ducking"], bus),
        note=cells["note"],
    )


def _bus(text: str) -> CueRole:
    for bus in BUSES:
        if text.lower() == bus.value:
            return bus
    raise CannotRead(
        "“%(bus)s” is not a bus. Write dialogue, effects, ambience or music.", bus=text[:40]
    )


def _choice(text: str, column: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise CannotRead(
        "“%(text)s” is no answer for “%(column)s”. Write yes or no.", text=text[:40], column=column
    )


def _ducking(text: str, bus: CueRole) -> Ducking:
    if not text:
        return strip_of((), bus).ducking
    try:
        ducking = Ducking("off" if text.lower() in _NO else text.lower())
    except ValueError as fault:
        raise CannotRead(
            "“%(text)s” is no ducking. Write off, soft, medium or strong.", text=text[:40]
        ) from fault
    if ducking is not Ducking.OFF and bus not in DUCKED:
        raise CannotRead("only music and ambience step back under voices; leave “ducking” empty.")
    return ducking


def write_mix(strips: Iterable[Strip], loudness: str = "") -> str:
    """Return the rows as a mix.csv; read_mix and read_loudness give the same back."""
    rows = [cells_of(strip) for strip in strips]
    rows += [{"bus": FILM, "loudness": loudness}] if loudness else []
    return write_rows(MIX_COLUMNS, ([row.get(key, "") for key in MIX_COLUMNS] for row in rows))


def cells_of(strip: Strip) -> dict[str, str]:
    """Return the cells of a row, by column."""
    choices = {name: getattr(strip, name) for name in ("high_pass", "compression", "de_noise")}
    return {
        "bus": strip.bus.value,
        "gain_db": f"{strip.gain_db:g}",
        **{name: "yes" if choice else "no" for name, choice in choices.items()},
        "ducking": strip.ducking.value,
        "note": strip.note,
    }
