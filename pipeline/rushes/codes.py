"""What the code of a slate says: "CLQ1 S03 P02" on paper, with "T04" on a phone. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.documents.slate import Slate, shot_name
from pipeline.rushes.clip import SlateMark

_CODE: Final = re.compile(
    r"CLQ1 S0*(\d{1,3})([A-Z]{0,2}) P0*(\d{1,3})(?: T0*(\d{1,3}))?", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateCode:
    """Scene, shot, and on a phone the take."""

    scene: str
    shot: int
    take: int | None = None
    """None: a slate on paper, where the take is written with a pen."""

    @property
    def name(self) -> str:
        """The canonical name, S03_P02_T04, or S03_P02 from paper."""
        return self.slate(self.take).name if self.take else shot_name(self.scene, self.shot)

    def slate(self, take: int) -> Slate:
        """Return the slate of a take of this shot."""
        return Slate(scene=self.scene, shot=self.shot, take=take)

    def is_of(self, slate: Slate) -> bool:
        """Return whether a slate says the same, as far as this code goes."""
        same = (self.scene, self.shot) == (slate.scene, slate.shot)
        return same and self.take in (None, slate.take)


def code_of(text: str) -> SlateCode | None:
    """Return the slate of a code; None for a code that is not ours."""
    found = _CODE.fullmatch(text.strip())
    if not found or not int(found[3]):
        return None
    take = int(found[4]) if found[4] else None
    return SlateCode(
        scene=f"{int(found[1])}{found[2].upper()}", shot=int(found[3]), take=take or None
    )


def codes_in(marks: Iterable[SlateMark]) -> SlateCode | None:
    """Return the slate of a clip: the first one that was held into the picture.

    A phone tells more than a paper slate of the same shot, so it wins over it.
    """
    seen = [
        code
        for mark in sorted(marks, key=lambda one: one.frame)
        if (code := code_of(mark.text)) is not None
    ]
    if not seen:
        return None
    first = seen[0]
    same = (one for one in seen if (one.scene, one.shot) == (first.scene, first.shot) and one.take)
    return next(same, first)
