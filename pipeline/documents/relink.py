"""Which recording every reference of a timeline was found to mean, and by what. Pure.

A timeline that was cut on another computer calls the media as they were called there. One row a
name that it asks for: what was found, how sure that is, and what else it may be.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Evidence(StrEnum):
    """By what a medium was found, the best first."""

    PEOPLE = "people"
    """The group said so."""
    NAME = "name"
    """The name of the take, S03_P02_T04, or of the sound."""
    FILE = "file"
    """The file, as it is called now or as the camera called it."""
    EARLIER = "earlier"
    """What Claquette called it earlier: the take it was once, a proxy that was downloaded."""
    DIGEST = "digest"
    """The very bytes: the timeline tells their SHA-256."""
    SUFFIX = "suffix"
    """Its name with another suffix: .mov became .mp4."""
    COPY = "copy"
    """Its name as computers call copies: "IMG_0042 (1)"."""
    SLATE = "slate"
    """The slate that the name tells: "scene 3 shot 2 take 4 graded"."""
    LABEL = "label"
    """What people called the clip."""
    TIMECODE_LENGTH = "timecode_length"
    """Nothing else has this start timecode and this length."""
    TIMECODE = "timecode"
    """Nothing else was running at this timecode."""
    LENGTH = "length"
    """Nothing else is as long as this."""
    NOTHING = ""
    """It was not found."""


class Deciding(StrEnum):
    """What told several recordings apart that fit equally well."""

    DIGEST = "digest"
    LABEL = "label"
    """What people called the clip."""
    FOLDER = "folder"
    """Folders of the card."""
    TIMECODE = "timecode"
    LENGTH = "length"
    FITS = "fits"
    """Only this one has all the frames that the film uses."""
    NOTHING = ""
    """There was nothing to be told apart."""


class Doubt(StrEnum):
    """Why somebody should look, though a name was found."""

    OTHER_BYTES = "other_bytes"
    """The timeline tells the digest of another recording."""
    OTHER_RECORDING = "other_recording"
    """Another recording, which once had this name, is as long as the timeline says."""
    NONE = ""


class Reason(StrEnum):
    """Why a recording is proposed."""

    SAME_NAME = "same_name"
    ALIKE = "alike"
    """Its name is nearly the same."""
    SAME_SHOT = "same_shot"
    """Another take of the shot that the name tells."""
    SAME_BYTES = "same_bytes"
    SAME_TIMECODE = "same_timecode"
    RUNNING = "running"
    """It was running at the timecode that the film uses."""
    SAME_LENGTH = "same_length"
    NEAR_LENGTH = "near_length"
    UNUSED = "unused"
    """It is long enough, and the film does not have it yet."""


class Standing(StrEnum):
    """Where a row stands."""

    FOUND = "found"
    UNCERTAIN = "uncertain"
    """Found, and somebody should look."""
    AMBIGUOUS = "ambiguous"
    """Two fit equally well; nobody but the group can say."""
    MISSING = "missing"


WEAK: Final = frozenset({Evidence.TIMECODE_LENGTH, Evidence.TIMECODE, Evidence.LENGTH})
"""Evidence without any name: it may be wrong."""
PLAIN: Final = frozenset({Evidence.NAME, Evidence.FILE})
"""What needs no word: the name was simply right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a timeline calls a medium, as the rows of relink.csv do. For showing, never opened."""

    name: str
    """Of the file, without folders."""
    folder: str = ""
    """Where it lay on the other computer."""
    start: str = ""
    """Its start timecode as the timeline says, HH:MM:SS:FF; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A recording that a reference may mean."""

    media: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPlace:
    """Where in the film it is on."""

    frame: int
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relink:
    """One name that the timeline asks for."""

    wanted: Wanted
    label: str = ""
    """What people called the clip, where that is something else."""
    media: str = ""
    """What was found; empty for nothing."""
    evidence: Evidence = Evidence.NOTHING
    decided_by: Deciding = Deciding.NOTHING
    doubt: Doubt = Doubt.NONE
    places: tuple[FilmPlace, ...] = ()
    beyond_frames: int = 0
    """How many frames the film uses before the beginning or after the end of the recording."""
    is_counted_anew: bool = False
    """The timeline counts from the recording's own timecode without saying so."""
    is_picture: bool = True
    equal: tuple[str, ...] = ()
    """The recordings that nothing tells apart, where there are several."""
    proposals: tuple[Proposal, ...] = ()
    """What it may be, the likeliest first; also for one that was found and is doubtful."""

    @property
    def standing(self) -> Standing:
        """Whether it was found, and how sure that is."""
        if not self.media:
            return Standing.AMBIGUOUS if self.evidence else Standing.MISSING
        is_guess = self.evidence in WEAK or self.decided_by is Deciding.FITS
        is_strange = self.doubt or (self.beyond_frames and self.evidence is not Evidence.PEOPLE)
        return Standing.UNCERTAIN if is_guess or is_strange else Standing.FOUND

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to be said of it."""
        is_found = self.standing is Standing.FOUND and self.evidence in PLAIN
        return is_found and not self.decided_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinks:
    """Every name that a timeline asks for, in the order in which they come in the film."""

    rows: tuple[Relink, ...] = ()

    def of(self, *standings: Standing) -> tuple[Relink, ...]:
        """Return the rows that stand so."""
        return tuple(row for row in self.rows if row.standing in standings)

    @property
    def open(self) -> tuple[Relink, ...]:
        """The rows that somebody has to look at."""
        return tuple(row for row in self.rows if row.standing is not Standing.FOUND)
