"""Everything that can be done to a cut, by name. Pure.

Each move takes a cut and what is asked (`cut_asked`), and gives the cut after it, or refuses with
one sentence. The script of the cutter makes the same moves; both are held to the same cases
(tests/pipeline/editing/cut_moves.json).
"""

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.documents.cut import Cut, CutBin
from pipeline.editing.cut_asked import Asked, refuse
from pipeline.editing.cut_checks import is_too_much, must_be_sound
from pipeline.editing.cut_moves_beside import (
    add_sound,
    add_title_over,
    add_track,
    change_sound,
    change_title_over,
    change_track,
    remove_sound,
    remove_title_over,
    remove_track,
    split_sound,
    trim_sound_head,
    trim_sound_tail,
)
from pipeline.editing.cut_moves_looks import (
    set_dissolve,
    set_fade,
    set_gain,
    set_mute,
    set_sound_offset,
    set_text,
)
from pipeline.editing.cut_moves_picture import (
    add_gap,
    add_take,
    add_title,
    lift,
    move,
    remove,
    replace_take,
    roll,
    slip,
    split,
    trim_head,
    trim_tail,
    trim_to,
)
from pipeline.editing.cut_rules import settled

Move = Callable[[Cut, Asked], Cut]

MOVES: Final[Mapping[str, Move]] = {
    one.__name__: one
    for one in (
        *(add_take, add_gap, add_title, remove, lift, move, replace_take),
        *(trim_head, trim_tail, trim_to, roll, slip, split),
        *(set_dissolve, set_fade, set_sound_offset, set_gain, set_mute, set_text),
        *(add_title_over, change_title_over, remove_title_over),
        *(add_track, change_track, remove_track),
        *(add_sound, change_sound, trim_sound_head, trim_sound_tail, split_sound, remove_sound),
    )
}


def moved(cut: Cut, name: str, values: Mapping[str, object], bin_: CutBin) -> Cut:
    """Return the cut after a move. Raise CannotRead with a sentence that says why it cannot be."""
    make = MOVES.get(name) or refuse("no_move")
    after = settled(make(cut, Asked(values=values, bin=bin_)), bin_)
    if is_too_much(after):
        refuse("many")
    must_be_sound(after, bin_)
    return after
