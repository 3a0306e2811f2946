"""What is asked of a cut, and the sentences of those who refuse it. Pure.

The same keys and sentences serve the script of the cutter, which makes the same moves.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from pipeline.documents.cut import Cut, CutBin, CutItem
from pipeline.errors import CannotRead

MOST_FRAMES: Final = 10**7

SENTENCES: Final[Mapping[str, str]] = {
    "no_move": "The cutter does not know how to do that. Load the page again.",
    "no_item": "This piece is not in the cut any more. Load the page again.",
    "no_title": "This title is not in the cut any more. Load the page again.",
    "no_track": "This track is not in the cut any more. Load the page again.",
    "no_piece_of_sound": "This sound is not in the cut any more. Load the page again.",
    "no_take": "“%(name)s” is not a take of your rushes.",
    "no_sound": "“%(name)s” is not a sound of your rushes.",
    "not_whole": "Write a whole number of frames.",
    "not_number": "Write a number.",
    "no_words": "Write the words of the title, at most %(most)s letters.",
    "long_name": "Write a name of at most %(most)s letters.",
    "no_role": "Choose what the track is for: dialogue, effects, ambience or music.",
    "id_taken": "Two pieces of the cut have the same name. Load the page again.",
    "past_head": "The take begins there: it has only %(most)s more frames at its beginning.",
    "past_tail": "The take ends there: it has only %(most)s more frames at its end.",
    "too_short": "At least one frame has to stay. To take a piece out, remove it.",
    "no_before": "There is nothing before the first piece.",
    "not_inside": "Split inside of the piece: after its first frame and before its end.",
    "no_room_for_gap": "A gap cannot dissolve. Use a fade from or to black.",
    "long_dissolve": "A dissolve can be at most %(most)s frames long here: "
    "both takes need frames beyond the cut.",
    "black_already": "A gap is black already.",
    "long_fade": "A fade can be at most %(most)s frames long here.",
    "far_sound": "The sound can begin at most %(before)s frames before the picture "
    "and %(after)s frames after it.",
    "no_own_sound": "Only takes have a sound of their own.",
    "not_a_take": "Only takes can do that.",
    "loud": "Choose a loudness between %(low)s and %(high)s dB.",
    "title_there": "Another title is there. Choose another place.",
    "sound_there": "Another sound is there. Choose another place, or another track.",
    "many": "The cut has more pieces than the simple cutter takes. "
    "Use an editing program for this film.",
}
"""Why a move is refused, by its key."""


def refuse(key: str, **values: str | int) -> NoReturn:
    """Raise CannotRead with the sentence of a key, which is its detail."""
    raise CannotRead(SENTENCES[key], detail=key, can_retry=False, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The values of one move, as a script or a form has sent them."""

    values: Mapping[str, object]
    bin: CutBin

    def has(self, name: str) -> bool:
        """Return whether something was said of it."""
        return self.values.get(name) not in (None, "")

    def whole(self, name: str, default: int | None = None, *, least: int | None = None) -> int:
        """Return a whole number of frames, not below `least`. Raise CannotRead."""
        if default is not None and not self.has(name):
            return default
        number = _whole(self.values.get(name))
        if number is None or abs(number) > MOST_FRAMES:
            refuse("not_whole")
        if least is not None and number < least:
            refuse("too_short" if least == 1 else "not_whole")
        return number

    def number(self, name: str) -> float:
        """Return a number; a comma counts as a point. Raise CannotRead."""
        value = self.values.get(name)
        try:
            number = float(value.replace(",", ".") if isinstance(value, str) else value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            refuse("not_number")
        if isinstance(value, bool) or not math.isfinite(number):
            refuse("not_number")
        return number

    def text(self, name: str) -> str:
        """Return a text, empty if nothing was said; lines end with a newline."""
        value = self.values.get(name)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else ""

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return yes or no."""
        value = self.values.get(name, default)
        return value if isinstance(value, bool) else value in ("1", "on", "true", "yes")

    @property
    def ripple(self) -> bool:
        """Whether titles and sounds move with the picture below them."""
        return self.flag("ripple", default=True)

    def index(self, cut: Cut, name: str = "item") -> int:
        """Return where the item that is meant stands. Raise CannotRead."""
        wanted = self.text(name)
        found = next((n for n, item in enumerate(cut.items) if item.id == wanted), None)
        return refuse("no_item") if found is None else found


def _whole(value: object) -> int | None:
    if isinstance(value, str):
        text = value.strip().replace("−", "-")
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
    if isinstance(value, float) and value.is_integer() and abs(value) <= MOST_FRAMES:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def ids_of(cut: Cut) -> set[str]:
    """Return all ids of a cut."""
    sounds = (sound.id for track in cut.tracks for sound in track.sounds)
    rows = (one.id for row in (cut.items, cut.titles, cut.tracks) for one in row)
    return {*rows, *sounds}


def new_id(cut: Cut, asked: Asked, letter: str) -> str:
    """Return the id that was asked for, else the letter and the next number.

    The next number is one more than the highest of the ids that are this letter and a number.
    """
    taken, wanted = ids_of(cut), asked.text("id")
    if wanted in taken:
        refuse("id_taken")
    if wanted:
        return wanted
    figures = (one[1:] for one in taken if one[:1] == letter)
    numbers = (int(one) for one in figures if one.isascii() and one.isdecimal() and len(one) < 10)
    return f"{letter}{max(numbers, default=0) + 1}"


def is_take(item: CutItem) -> bool:
    """Return whether an item plays a take."""
    return bool(item.take)
