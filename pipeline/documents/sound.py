"""The cue sheet: which sound is heard when, how loud, and who allowed it. Pure.

The locked edit brings the sound that was recorded with the picture; cues.csv brings the rest.
Columns after the spotting sheet and the music cue sheet that sound people use.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.buses import CueRole as CueRole
from pipeline.documents.buses import Strip, read_gain
from pipeline.documents.rows import Row, read_each, read_rows, write_rows
from pipeline.errors import CannotRead
from pipeline.timing import SAMPLE_RATE, FrameRate, frames_to_samples, timecode_to_frames

CUE_COLUMNS: Final = (
    "file",
    "role",
    "start",
    "in",
    "out",
    "gain_db",
    "fade_in",
    "fade_out",
    "title",
    "composer",
    "rights",
    "note",
    "pan",
)
CREDITS: Final = "credits"
""" "credits" as start: the music under the end credits, not in the mix of the picture."""
EDIT: Final = "edit"
""" "edit" as start: the locked edit plays it already, and the row only tells whose it is."""

LONGEST_SECONDS: Final = 4 * 3600
FULLY: Final = 100
"""The pan of a sound that comes from one side only."""
SIDES: Final = {"left": -FULLY, "middle": 0, "center": 0, "centre": 0, "right": FULLY, "": 0}

_SECONDS: Final = re.compile(r"\d{1,5}(?:[.,]\d{1,9})?", re.ASCII)
_PAN: Final = re.compile(r"[+-]?\d{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One sound placed against the picture; all samples at 48 kHz."""

    file: str
    """Base name of the group's file."""
    role: CueRole
    start_sample: int = 0
    """Where it begins, counted from the first frame of the picture."""
    in_sample: int = 0
    """First sample of the file that is heard."""
    samples: int | None = None
    """How many are heard; None: to the end of the file."""
    gain_db: float = 0.0
    pan: int = 0
    """Where it comes from: -100 is left, 0 the middle, 100 right."""
    fade_in_samples: int = 0
    fade_out_samples: int = 0
    under_credits: bool = False
    """Heard under the end credits, so start_sample means nothing."""
    is_in_edit: bool = False
    """Heard where the locked edit has it; the row only tells whose it is."""
    title: str = ""
    composer: str = ""
    rights: str = ""
    """Who allowed it and how: "CC BY 4.0", "we played it", "licence 4711 of ..."."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSound:
    """A sound file that is there for the cues, as it was measured."""

    name: str
    """Base name, as the cues name it."""
    digest: str
    kind: str
    """The demuxer that ffmpeg is forced to use: wav, flac, ogg, ..."""
    samples: int
    """Length at 48 kHz."""
    channels: int
    is_recorded: bool = False
    """Whether it came home with the rushes: the group recorded it itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPlan:
    """What the mix is made of, besides the sound of the locked edit."""

    frame_rate: Fraction
    cues: tuple[Cue, ...] = ()
    sounds: tuple[SentSound, ...] = ()
    strips: tuple[Strip, ...] = ()
    """What is set on the buses; one that is not here is as nobody touched it."""
    loudness: str = ""
    """The loudness profile that the group has chosen; "" for that of the project."""

    def sound(self, name: str) -> SentSound | None:
        """Return the file of that base name, or None when nobody sent it."""
        return next((sound for sound in self.sounds if sound.name == name), None)

    def in_the_picture(self) -> tuple[Cue, ...]:
        """Return the cues that are laid against the picture."""
        return tuple(cue for cue in self.cues if not (cue.under_credits or cue.is_in_edit))

    def own_mix(self) -> Cue | None:
        """Return the cue of a finished mix that the group made itself, or None."""
        return next((cue for cue in self.cues if cue.role is CueRole.MIX), None)


def base_name(name: str) -> str:
    """Return the name without folders, whichever slash was used."""
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def read_cues(text: str, *, rate: FrameRate) -> tuple[Cue, ...]:
    """Return the cues of a cues.csv. Raise CannotRead naming every bad row with its reason."""
    rows = read_rows(text, name="cues.csv", columns=CUE_COLUMNS, key="file")
    return read_each(rows, lambda row: _cue(row, rate), name="cues.csv")


def _cue(row: Row, rate: FrameRate) -> Cue:
    cells = row.cells
    if not cells["file"]:
        raise CannotRead("the file is missing.")
    begin = read_time(cells["in"], rate, "in") or 0
    end = read_time(cells["out"], rate, "out")
    if end is not None and end <= begin:
        raise CannotRead("“out” must be later than “in”.")
    word = cells["start"].lower()
    start = 0 if word in (CREDITS, EDIT) else (read_time(cells["start"], rate, "start") or 0)
    return Cue(
        file=base_name(cells["file"]),
        role=_role(cells["role"]),
        start_sample=start,
        in_sample=begin,
        samples=None if end is None else end - begin,
        gain_db=read_gain(cells["gain_db"]),
        pan=_pan(cells["pan"]),
        fade_in_samples=read_time(cells["fade_in"], rate, "fade_in") or 0,
        fade_out_samples=read_time(cells["fade_out"], rate, "fade_out") or 0,
        under_credits=word == CREDITS,
        is_in_edit=word == EDIT,
        **{key: cells[key] for key in ("title", "composer", "rights", "note")},
    )


def _role(text: str) -> CueRole:
    try:
        return CueRole(text.lower())
    except ValueError as fault:
        raise CannotRead(
            "“%(role)s” is not a role. Write dialogue, effects, ambience, music or mix.",
            role=text[:40],
        ) from fault


def read_time(text: str, rate: FrameRate, column: str) -> int | None:
    """Return the sample of seconds ("12.5") or of a timecode ("00:00:12:13"); None for nothing.

    Raise CannotRead naming the column.
    """
    if not text:
        return None
    if _SECONDS.fullmatch(text):
        sample = (Fraction(text.replace(",", ".")) * SAMPLE_RATE).__floor__()
    elif ":" in text:
        sample = frames_to_samples(timecode_to_frames(text, rate), rate)
    else:
        sample = -1
    if 0 <= sample <= LONGEST_SECONDS * SAMPLE_RATE:
        return sample
    raise CannotRead(
        "“%(text)s” is not a time for “%(column)s”. Write seconds like 12.5 or a timecode like"
        " 00:00:12:13.",
        text=text[:40],
        column=column,
    )


def _pan(text: str) -> int:
    if text.lower() in SIDES:
        return SIDES[text.lower()]
    pan = int(text) if _PAN.fullmatch(text) else FULLY + 1
    if abs(pan) <= FULLY:
        return pan
    raise CannotRead(
        "“%(text)s” is not a side. Write left, middle, right, or a number between -100 and 100.",
        text=text[:40],
    )


def write_cues(cues: tuple[Cue, ...]) -> str:
    """Return the cues as a cues.csv, times in seconds; read_cues gives the same cues back."""
    return write_rows(CUE_COLUMNS, (_line(cue) for cue in cues))


def _line(cue: Cue) -> tuple[str, ...]:
    end = None if cue.samples is None else cue.in_sample + cue.samples
    return (
        cue.file,
        cue.role.value,
        _start(cue),
        _seconds(cue.in_sample),
        "" if end is None else _seconds(end),
        f"{cue.gain_db:g}",
        _seconds(cue.fade_in_samples),
        _seconds(cue.fade_out_samples),
        cue.title,
        cue.composer,
        cue.rights,
        cue.note,
        str(cue.pan),
    )


def _start(cue: Cue) -> str:
    if cue.under_credits or cue.is_in_edit:
        return CREDITS if cue.under_credits else EDIT
    return _seconds(cue.start_sample)


def _seconds(samples: int) -> str:
    """Return seconds with as many digits as the exact sample needs to come back by the floor."""
    nanoseconds = -(-samples * 10**9 // SAMPLE_RATE)
    text = f"{nanoseconds // 10**9}.{nanoseconds % 10**9:09d}".rstrip("0")
    return text.rstrip(".")
