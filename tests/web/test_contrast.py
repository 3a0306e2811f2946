"""Ink on paper can be read: contrast of WCAG 2.2, 7:1 for text, 4.5:1 for marks and tape."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "web/static/css/tokens.css").read_text()


def colours(block: str) -> dict[str, str]:
    """The named colours of a block."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def theme(name: str) -> dict[str, str]:
    """The colours of a theme."""
    light = colours(TOKENS.split(":root {")[1].split("\n}")[0])
    if name == "light":
        return light
    return light | colours(TOKENS.split(':root[data-theme="dark"] {\n')[1].split("\n}")[0])


def test_a_device_that_is_dark_and_a_person_who_chose_it_have_the_same_colours() -> None:
    of_device = TOKENS.split(':root:not([data-theme="light"]) {\n')[1].split("\n  }")[0]
    chosen = TOKENS.split(':root[data-theme="dark"] {\n')[1].split("\n  }")[0]
    assert len(colours(chosen)) > 20
    assert colours(of_device) == colours(chosen)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
def test_text_and_marks_can_be_read_on_paper(name: str, ground: str) -> None:
    known = theme(name)
    for ink, least in (("ink", 7), ("ink-soft", 7), ("ink-faint", 4.5), ("waiting", 4.5)):
        assert contrast(known[ink], known[ground]) >= least, ink
    for state in ("in-review", "not-yet", "approved", "stale"):
        assert contrast(known[state], known[ground]) >= 4.5, state
        assert contrast(known[state], known[f"{state}-wash"]) >= 4.5, state
    assert contrast(known["on-ink"], known["ink"]) >= 7
    for page in (one for one in known if one.startswith("page-") and one != "page-ink"):
        assert contrast(known["page-ink"], known[page]) >= 7, page


def test_the_two_ways_into_the_dark_lead_to_the_same_colours() -> None:
    by_device = TOKENS.split("@media screen and (prefers-color-scheme: dark) {")[1].split("\n}\n")[
        0
    ]
    chosen = TOKENS.split(':root[data-theme="dark"] {\n')[1].split("\n}")[0]
    assert colours(by_device) == colours(chosen)


def test_tape_can_be_read_in_every_colour() -> None:
    default = re.search(r"\[data-tape\] \{ --tape: (#\w+); --tape-ink: (#\w+)", TOKENS)
    assert default
    found = re.findall(r'\[data-tape="(\w+)"\] \{ --tape: (#\w+);(?: --tape-ink: (#\w+))?', TOKENS)
    for name, tape, ink in found:
        assert contrast(tape, ink or default[2]) >= 4.5, name
