"""Where a line of a script went when the script was written anew: for notes pinned to it. Pure."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from pipeline.fountain.hunks import hunks_of
from pipeline.fountain.matching import matched
from pipeline.fountain.scene_texts import SceneText, scene_texts_of
from pipeline.fountain.text import with_one_line_end

_ALIKE: Final = 0.5
_MOST_LETTERS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What became of a line."""

    line: int | None
    """1-based in the new text; None where it is gone."""
    how: Literal["same", "changed", "gone"]


def follow(old_text: str, new_text: str, line: int) -> Pin:
    """Return where a line (1-based) of the old text is in the new one, also in a moved scene."""
    old_text, new_text = with_one_line_end(old_text), with_one_line_end(new_text)
    if not 1 <= line <= old_text.count("\n") + 1:
        return Pin(line=None, how="gone")
    if old_text == new_text:
        return Pin(line=line, how="same")
    old, new = scene_texts_of(old_text), scene_texts_of(new_text)
    place = max(i for i, one in enumerate(old) if one.first_line <= line)
    scene = _scene_now(old, new, place)
    return _follow_in(old[place], scene, line) if scene else Pin(line=None, how="gone")


def _scene_now(old: list[SceneText], new: list[SceneText], place: int) -> SceneText | None:
    if place == 0:
        return new[0]
    pairs = matched([one.part for one in old[1:]], [one.part for one in new[1:]])
    return new[pairs.index(place - 1) + 1] if place - 1 in pairs else None


def _follow_in(old: SceneText, new: SceneText, line: int) -> Pin:
    place = line - old.first_line
    shift = 0
    for hunk in hunks_of(old.lines, new.lines):
        if place < hunk.start:
            break
        if place < hunk.end:
            words = old.lines[place]
            found = _most_alike(words, new.lines[hunk.new_start : hunk.new_end])
            if found is None:
                return Pin(line=None, how="gone")
            return Pin(line=new.first_line + hunk.new_start + found, how="changed")
        shift = hunk.new_end - hunk.end
    return Pin(line=new.first_line + place + shift, how="same")


def _most_alike(words: str, lines: tuple[str, ...]) -> int | None:
    """Return which line is most like these words, None where none is."""
    if not lines or not words.strip():
        return None
    matcher = SequenceMatcher(None, "", words[:_MOST_LETTERS], autojunk=False)
    shares = []
    for line in lines:
        matcher.set_seq1(line[:_MOST_LETTERS])
        shares.append(matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0)
    best = max(range(len(lines)), key=shares.__getitem__)
    return best if shares[best] >= _ALIKE else None
