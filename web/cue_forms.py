"""What the forms of the spotting page say, as cells of cues.csv; times stay as they were typed."""

from collections.abc import Mapping
from typing import Final

from pipeline.documents.rows import write_rows
from pipeline.documents.sound import CUE_COLUMNS, base_name, read_cues
from pipeline.editing.cue_table import PAN
from pipeline.errors import CannotRead
from pipeline.timing import FrameRate

LEFT, RIGHT = -100, 100
CELLS: Final = ("role", "start", "gain_db", "fade_in", "fade_out", "title", "rights", "note")
"""What a form may change; the file is said by itself."""


def cells_of(form: Mapping[str, str], rate: FrameRate) -> dict[str, str]:
    """Return the cells that a form fills in. Raise CannotRead for a time or figure that is none."""
    given = {key: " ".join(form[key].split())[:300] for key in CELLS if key in form}
    file = base_name(form.get("file", "").strip())
    if not file:
        raise CannotRead("Choose a recording first, then put it into the film.")
    cells = {"role": "effects", "start": "0", **given}
    row = {**dict.fromkeys(CUE_COLUMNS, ""), "file": file, **cells}
    try:
        read_cues(write_rows(CUE_COLUMNS, [list(row.values())]), rate=rate)
    except CannotRead as fault:
        # The sentence names a row of a table; here is only one.
        raise CannotRead(
            "This cannot be put into the film yet. %(fault)s",
            fault=str(fault.values.get("faults", fault)).removeprefix("Row 2: "),
        ) from fault
    return {"file": file, **cells, PAN: _pan(form.get(PAN, ""))}


def _pan(text: str) -> str:
    """Return where it is heard, from -100 (left) to 100 (right); "" for the middle."""
    plain = text.strip()
    if not plain:
        return ""
    digits = plain[1:] if plain[0] in "+-" else plain
    is_number = digits.isascii() and digits.isdecimal()
    if not is_number or not LEFT <= int(plain[:5]) <= RIGHT:
        raise CannotRead("Left and right go from -100 to 100; 0 is the middle.")
    return str(int(plain)) if int(plain) else ""
