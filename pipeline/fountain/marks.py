"""How a line of a script is recognised by itself: headings, cues, transitions, forced marks. Pure.

The rules are those of the syntax page (fountain.io/syntax); "uppercase" is taken as Unicode has it,
so that ÉLODIE and МАРИНА speak. Scripts without capitals (日本語, العربية) need @ and a dot.
"""

import re
import unicodedata
from typing import Final

from pipeline.fountain.headings import is_spelled_out

_HEADING: Final = re.compile(r"(?:INT\.?/EXT|I\.?/E|INT|EXT|EST)[.\s]", re.IGNORECASE | re.ASCII)
_FIRST_LETTERS: Final = frozenset("IiEe屋室野دخ")
"""Of the words that open a heading when they are spelled out."""
_STRUCTURE: Final = ("#", "=", "~", ">")
_SCENE_NUMBER: Final = re.compile(r"[\w.-]+")


def is_heading(text: str) -> bool:
    """Return whether a stripped line begins like INT. or EXT., in the words of any language."""
    return is_standard_heading(text) or (text[:1] in _FIRST_LETTERS and is_spelled_out(text))


def is_standard_heading(text: str) -> bool:
    """Return whether every Fountain program takes a stripped line for a heading: INT. or EXT."""
    return bool(_HEADING.match(text))


def is_forced_heading(text: str) -> bool:
    """Return whether a stripped line is a heading by its dot; two dots are an ellipsis."""
    return text.startswith(".") and text[1:2].isalnum()


def is_transition(text: str) -> bool:
    """Return whether a stripped line is a transition by itself: CUT TO:"""
    return text.endswith("TO:") and _is_upper(text)


def is_page_break(text: str) -> bool:
    """Return whether a stripped line is three or more equals signs and nothing more."""
    return len(text) >= 3 and not text.strip("=")


def is_centered(text: str) -> bool:
    """Return whether a stripped line stands between > and <."""
    return text.startswith(">") and text.endswith("<") and bool(text[1:-1].strip())


def is_forced_transition(text: str) -> bool:
    """Return whether a stripped line is a transition by its >."""
    return text.startswith(">") and not text.endswith("<") and bool(text[1:].strip())


def is_lyric(text: str) -> bool:
    """Return whether a stripped line is sung."""
    return text.startswith("~") and bool(text[1:].strip())


def is_parenthetical(text: str) -> bool:
    """Return whether a stripped line of a speech tells how it is said."""
    return text.startswith("(") and text.endswith(")")


def breaks_paragraph(text: str) -> bool:
    """Return whether a stripped line stands for itself wherever it is, without blank lines."""
    return text[:1] in _STRUCTURE and (
        text[:1] in "#=" or is_lyric(text) or is_centered(text) or is_forced_transition(text)
    )


def is_forced_action(text: str) -> bool:
    """Return whether a stripped line is action by its mark; an exclamation mark alone is one."""
    return text.startswith("!") and len(text) > 1


def is_forced_cue(text: str) -> bool:
    """Return whether a stripped line is a cue by its @."""
    return text.startswith("@") and bool(without_caret(text[1:]))


def is_cue(text: str) -> bool:
    """Return whether a stripped line reads like MAY, MAY (V.O.) or MAY ^.

    The name is in capitals and holds a letter or, with an extension, a figure; the extension in
    parentheses may be in any case.
    """
    cue = without_caret(text)
    name = _without_parentheses(cue) if "(" in cue else cue
    return (
        not _has_lower(name)
        and any(character.isalnum() for character in name)
        and any(character.isupper() for character in cue)
        and not is_heading(cue)
        and not is_transition(cue)
    )


def without_caret(cue: str) -> str:
    """Return a cue without the ^ that puts it beside the speech before."""
    return cue.rstrip("^ \t").strip()


def name_of_cue(cue: str) -> str:
    """Return the name alone, in capitals: "HANS" of "Hans (on the radio)"."""
    words = _without_parentheses(cue).replace("*", "").replace("_", " ").split()
    return " ".join(words).rstrip(":").upper()


def split_scene_number(text: str) -> tuple[str, str | None]:
    """Return a heading and the number that stands between # at its end."""
    if text.endswith("#") and (start := text.rfind("#", 0, -1)) > 0:
        number = text[start + 1 : -1]
        if _SCENE_NUMBER.fullmatch(number):
            return text[:start].rstrip(), number
    return text, None


def _is_upper(text: str) -> bool:
    return not _has_lower(text) and any(character.isupper() for character in text)


def _has_lower(text: str) -> bool:
    """Whether a letter is small; º and ª count as figures, since nobody writes them large."""
    if text.isascii():
        return text != text.upper()
    return any(
        unicodedata.category(character) == "Ll" for character in unicodedata.normalize("NFC", text)
    )


def _without_parentheses(text: str) -> str:
    depth = 0
    kept = []
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(character)
    return "".join(kept)
