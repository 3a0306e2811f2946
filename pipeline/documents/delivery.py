"""What a finished film is given away as, and what was found when each file was looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.documents.report import Finding
from pipeline.errors import CannotRead

FOLDER: Final = "deliveries/"
REPORT: Final = "deliveries/deliveries.json"
KINDS: Final = ("web", "phone", "preview_tc", "prores", "wav", "stills")
USUAL: Final = ("web", "phone", "preview_tc", "wav", "stills")
"""Without prores, which takes 1.5 GB for each minute: few halls ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredFile:
    """One file that can be taken along."""

    kind: str
    name: str
    """In the folder of deliveries."""
    bytes: int
    width: int = 0
    height: int = 0
    """Pixels; 0 where there is no picture."""
    lufs: float | None = None
    """Loudness of the written file, integrated; None where nobody measured."""
    findings: tuple[Finding, ...] = ()
    """What the technical check of this very file found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """All files of one film."""

    film: str
    """SHA-256 of the film that they were made from."""
    files: tuple[DeliveredFile, ...] = ()


def checked_kinds(words: Iterable[str]) -> tuple[str, ...]:
    """Return kinds that were named. Raise CannotRead for one that is not known."""
    kinds = tuple(words)
    for kind in kinds:
        if kind not in KINDS:
            raise CannotRead(
                "“%(kind)s” is no kind of file a film is given away as. There are: %(kinds)s.",
                kind=kind[:40],
                kinds=", ".join(KINDS),
            )
    return kinds
