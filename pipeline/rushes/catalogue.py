"""takes.csv: what people decide about recordings. Pure.

Which file is which take, how good it is, from where to where it is useful, which sound belongs to
it. One row a file; a row without a file is still to be filled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.documents.report import Finding, blocker
from pipeline.documents.rows import Row, read_rows, write_rows
from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import Slate, scene_name
from pipeline.documents.takes import Rating, SoundRole
from pipeline.errors import CannotRead
from pipeline.rushes.naming import base_name

NAME: Final = "takes.csv"
COLUMNS: Final = (
    *("file", "scene", "shot", "take", "rating", "in_frame", "out_frame", "note"),
    *("role", "place", "sound", "sound_offset", "costume"),
)
CAMERA_SOUND: Final = "no"
"""In the column sound: no recorder belongs to this take, the camera's own sound is used."""

_RATINGS: Final = {
    **dict.fromkeys(("good", "ok", "yes", "circled", "bon", "bonne", "👍"), Rating.GOOD),
    **dict.fromkeys(("hold", "maybe", "spare", "garder", "🤔"), Rating.HOLD),
    **dict.fromkeys(("no_good", "no good", "ng", "no", "bad", "non", "👎"), Rating.NO_GOOD),
}
_ROLES: Final = {
    **{role.value: role for role in SoundRole},
    **dict.fromkeys(("room tone", "rt", "silence", "ambiance", "ambience"), SoundRole.ROOM_TONE),
    **dict.fromkeys(("wt", "wild sound", "wild track", "son seul"), SoundRole.WILD),
    **dict.fromkeys(("fx", "sfx", "bruitage"), SoundRole.EFFECT),
    **dict.fromkeys(("musique", "mx"), SoundRole.MUSIC),
}
_MOST_FRAMES: Final = 10_000_000
_MOST_SAMPLES: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of takes.csv."""

    file: str
    """Base name, as the table writes it."""
    slate: Slate | None = None
    """None: people have not said; the picture, the name or the log may."""
    rating: Rating | None = None
    """None: nobody has said."""
    in_frame: int | None = None
    """First useful frame, in frames of the project; None: from the start."""
    out_frame: int | None = None
    """First frame no longer useful; None: to the end."""
    note: str = ""
    role: SoundRole | None = None
    """What it is for, when it is no take."""
    place: str = ""
    """Where it was recorded."""
    sound: str = ""
    """Base name of the recorder's file that belongs to this take; CAMERA_SOUND for none."""
    sound_offset: int | None = None
    """Samples at 48 kHz by which the recorder started after the camera; None: not confirmed."""
    costume: str = ""
    """What is worn: "LENA: red coat; OTTO: cap", or for all "red coat"."""


def read_entries(text: str) -> tuple[Mapping[str, Entry], tuple[Finding, ...]]:
    """Return the entries by base name in lower case, and what is wrong with the other rows.

    A row without a file is one still to be filled and is left out. Raise CannotRead when the table
    as a whole cannot be read.
    """
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    for row in read_rows(text, name=NAME, columns=COLUMNS, key="file"):
        if not row.cells["file"]:
            continue
        try:
            entry = _entry(row)
        except CannotRead as fault:
            findings.append(_bad_row(row, str(fault)))
            continue
        if entry.file.lower() in entries:
            findings.append(_bad_row(row, "The same file is in an earlier row."))
        else:
            entries[entry.file.lower()] = entry
    return entries, tuple(findings)


def draft_of(shots: Iterable[Shot]) -> str:
    """Return a takes.csv with one row to fill for each planned shot."""
    rows = (["", shot.scene, str(shot.shot), "1"] for shot in shots)
    rest = [""] * (len(COLUMNS) - len(("file", "scene", "shot", "take")))
    return write_rows(COLUMNS, ([*row, *rest] for row in rows))


def _bad_row(row: Row, reason: str) -> Finding:
    return blocker(
        "TAKES_ROW",
        f"{NAME}, row {row.number}",
        "Row %(row)s of takes.csv cannot be used. %(reason)s Correct the row and send it again.",
        row=row.number,
        reason=reason,
    )


def _entry(row: Row) -> Entry:
    cells = row.cells
    first, end = (_frame(cells, column) for column in ("in_frame", "out_frame"))
    if first is not None and end is not None and end <= first:
        raise CannotRead("out_frame must be larger than in_frame.")
    sound = base_name(cells["sound"])
    return Entry(
        file=base_name(cells["file"]),
        slate=_slate(cells),
        rating=_rating(cells["rating"]),
        in_frame=first,
        out_frame=end,
        note=cells["note"],
        role=_role(cells["role"]),
        place=cells["place"],
        sound=CAMERA_SOUND if sound.lower() == CAMERA_SOUND else sound,
        sound_offset=_offset(cells["sound_offset"]),
        costume=cells["costume"],
    )


def _slate(cells: Mapping[str, str]) -> Slate | None:
    """Return the slate of a row; a row that only rates, or only says a role, has none."""
    if not (cells["scene"] or cells["shot"]):
        return None
    scene_name(cells["scene"])
    return Slate(
        scene=cells["scene"].strip().lstrip("0").upper(),
        shot=_number(cells["shot"], "shot", least=1),
        take=_number(cells["take"] or "1", "take", least=1),
    )


def _rating(text: str) -> Rating | None:
    rating = _RATINGS.get(text.strip().lower())
    if text and rating is None:
        raise CannotRead("“%(text)s” is not a rating. Write good, hold or no_good.", text=text[:40])
    return rating


def _role(text: str) -> SoundRole | None:
    role = _ROLES.get(text.strip().lower())
    if text and role is None and text.strip().lower() != "take":
        raise CannotRead(
            "“%(text)s” is not a role. Leave it empty for a take, or write %(roles)s.",
            text=text[:40],
            roles=", ".join(one.value for one in SoundRole),
        )
    return role


def _offset(text: str) -> int | None:
    digits = text.strip().replace("−", "-").removeprefix("+")
    bare = digits.removeprefix("-")
    if not text:
        return None
    if bare.isascii() and bare.isdigit() and int(bare[:12]) <= _MOST_SAMPLES:
        return int(digits[:13])
    raise CannotRead(
        "“%(text)s” in the column %(column)s is not a whole number.",
        text=text[:40],
        column="sound_offset",
    )


def _frame(cells: Mapping[str, str], column: str) -> int | None:
    return _number(cells[column], column, least=0) if cells[column] else None


def _number(text: str, column: str, *, least: int) -> int:
    text = text.strip()
    if text.isascii() and text.isdigit() and least <= int(text[:9]) <= _MOST_FRAMES:
        return int(text[:9])
    raise CannotRead(
        "“%(text)s” in the column %(column)s is not a whole number.", text=text[:40], column=column
    )
