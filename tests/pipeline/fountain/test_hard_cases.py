"""Cases that other parsers fall over, by the sections of fountain.io/syntax."""

import pytest

from pipeline.documents.screenplay import Element
from pipeline.fountain.parse import parse


def told(one: Element) -> tuple[str, ...]:
    extra = one.key or one.scene_number or one.dual or ("#" * one.level)
    return (str(one.kind), one.text, extra) if extra else (str(one.kind), one.text)


CASES = {
    "scene heading in small letters": ("int. hut - day\n\nX.", ["scene_heading|int. hut - day"]),
    "est": ("EST. BAY\n\nX.", ["scene_heading|EST. BAY"]),
    "int with a space": ("INT HUT\n\nX.", ["scene_heading|INT HUT"]),
    "i/e": ("I/E CAR\n\nX.", ["scene_heading|I/E CAR"]),
    "international is no heading": ("INTERNATIONAL\n\nX.", ["action|INTERNATIONAL"]),
    "heading without an empty line above": ("Rain.\nINT. HUT", ["action|Rain.\nINT. HUT"]),
    "forced heading": (".HUT\n\nX.", ["scene_heading|HUT"]),
    "an ellipsis is no heading": ("...and then\n\nX.", ["action|...and then"]),
    "two dots are no heading": ("..hut\n\nX.", ["action|..hut"]),
    "number with letters and dashes": ("INT. A #1-A.2#\n\nX.", ["scene_heading|INT. A|1-A.2"]),
    "a hash in a heading": ("INT. A #1\n\nX.", ["scene_heading|INT. A #1"]),
    "number with a space is text": ("INT. A #1 2#\n\nX.", ["scene_heading|INT. A #1 2#"]),
    "forced action keeps capitals": ("!MAY\nGo.", ["action|MAY\nGo."]),
    "action keeps spaces": ("Ah.\n    B.\n\tC.", ["action|Ah.\n    B.\n    C."]),
    "cue with figures": ("R2D2\nBeep.", ["character|R2D2", "dialogue|Beep."]),
    "figures alone are no cue": ("23\nX.", ["action|23\nX."]),
    "cue with an apostrophe": ("O’NEIL'S DOG\nX.", ["character|O’NEIL'S DOG", "dialogue|X."]),
    "extension in small letters": ("MAY (on TV)\nX.", ["character|MAY (on TV)", "dialogue|X."]),
    "cue without speech": ("MAY\n\nX.", ["action|MAY", "action|X."]),
    "cue at the end": ("MAY", ["action|MAY"]),
    "forced cue": ("@McAVOY\nX.", ["character|McAVOY", "dialogue|X."]),
    "cue with name alike heading": ("INTERN\nX.", ["character|INTERN", "dialogue|X."]),
    "two spaces keep the speech": ("MAY\nA.\n  \nB.", ["character|MAY", "dialogue|A.\n\nB."]),
    "one space ends it": ("MAY\nA.\n \nB.", ["character|MAY", "dialogue|A.", "action|B."]),
    "parenthetical at the end": (
        "MAY\nA.\n(low)\n\nB.",
        ["character|MAY", "dialogue|A.", "parenthetical|(low)", "action|B."],
    ),
    "a bracket in the middle is speech": ("MAY\n(x) y", ["character|MAY", "dialogue|(x) y"]),
    "heading words in a speech": (
        "MAY\nINT. stands for inside.",
        ["character|MAY", "dialogue|INT. stands for inside."],
    ),
    "dual": (
        "A1\nX.\n\nB1 ^\nY.",
        ["character|A1|left", "dialogue|X.", "character|B1|right", "dialogue|Y."],
    ),
    "caret with nobody before": ("B1 ^\nY.", ["character|B1", "dialogue|Y."]),
    "caret without a space": (
        "A1\nX.\n\nB1^\nY.",
        ["character|A1|left", "dialogue|X.", "character|B1|right", "dialogue|Y."],
    ),
    "lyrics first in a speech": ("MAY\n~La\nX.", ["character|MAY", "lyrics|La", "dialogue|X."]),
    "lyrics alone": ("~La\n~Lo", ["lyrics|La\nLo"]),
    "transition": ("X.\n\nCUT TO:\n\nY.", ["action|X.", "transition|CUT TO:", "action|Y."]),
    "cut to on line one is no title": ("CUT TO:\n\nX.", ["transition|CUT TO:", "action|X."]),
    "fade in is action": ("FADE IN:\n\nX.", ["action|FADE IN:", "action|X."]),
    "transition in small letters": ("X.\n\ncut to:\n\nY.", ["action|X.", "action|cut to:"]),
    "forced transition": ("> Burn.", ["transition|Burn."]),
    "centered": (">A<\n> B <", ["centered|A\nB"]),
    "a sign alone": (">", ["action|>"]),
    "title page": ("Title:\n  A\n  B\nAuthor: C\n\nX.", ["title_page|A\nB|Title"]),
    "prose with a colon": ("He said: go.\n\nX.", ["action|He said: go."]),
    "page break": ("===\n\nX.", ["page_break|", "action|X."]),
    "two signs are no break": ("==\n\nX.", ["synopsis|="]),
    "note in a line": ("A [[b]] c.", ["action|A  c.", "note|b"]),
    "note over lines": ("[[a\nb]]\n\nX.", ["note|a\nb", "action|X."]),
    "an open note is text": ("A [[b\n\nc]]", ["action|A [[b", "action|c]]"]),
    "note beside a heading": ("INT. A [[b]]\n\nX.", ["scene_heading|INT. A", "note|b"]),
    "boneyard in a line": ("A /* b */c.", ["action|A c.", "boneyard|b"]),
    "boneyard over scenes": ("/* INT. A\n\nX. */\n\nY.", ["boneyard|INT. A\n\nX.", "action|Y."]),
    "open boneyard is text": ("A /* b", ["action|A /* b"]),
    "section": ("### A\nX.", ["section|A|###", "action|X."]),
    "synopsis": ("= A\nX.", ["synopsis|A", "action|X."]),
    "full-width at is text": ("＠ハナ\nX", ["action|＠ハナ\nX"]),
    "an unseen mark of direction in front": (
        "\u200f@נועה\n\u200fX.",
        ["character|נועה", "dialogue|\u200fX."],
    ),
    "an unseen mark before a dot": (" \u200e.חדר\n\nX.", ["scene_heading|חדר"]),
    "an unseen mark before words stays": ("\u200fשלום", ["action|\u200fשלום"]),
    "nothing": (" \n\t\n", []),
}


@pytest.mark.parametrize("name", CASES)
def test_hard_cases_are_read_as_the_syntax_page_says(name: str) -> None:
    text, expected = CASES[name]
    for ends in ("\n", "\r\n", "\r"):
        read = ["|".join(told(one)) for one in parse("\ufeff" + text.replace("\n", ends))]
        assert read[: len(expected)] == expected
        assert expected or not read
