"""The words of the timeline of the sounds: every move as a button, by what it changes."""

from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _


class Button(NamedTuple):
    """One move, as the form sends it, what stands on it, and what it does in words."""

    do: str
    sign: str
    words: Any


class Buttons(NamedTuple):
    """The moves that change one thing of a sound."""

    key: str
    """What is shown between them: start, begin, end, gain, fade_in, fade_out or pan."""
    words: Any
    icon: str
    buttons: tuple[Button, ...]


TIMES: Final = "times"
"""What the form asks for in which times are typed."""
BUTTONS: Final = (
    Buttons(
        "start",
        _("Where it lies"),
        "arrow-right",
        (
            Button("cut:-1", "⇤", _("To the cut before")),
            Button("move:-10", "−10", _("10 frames earlier")),
            Button("move:-1", "−1", _("1 frame earlier")),
            Button("move:1", "+1", _("1 frame later")),
            Button("move:10", "+10", _("10 frames later")),
            Button("cut:1", "⇥", _("To the next cut")),
        ),
    ),
    Buttons(
        "begin",
        _("Its beginning"),
        "step-back",
        (
            Button("start:-10", "−10", _("Begin 10 frames earlier")),
            Button("start:-1", "−1", _("Begin 1 frame earlier")),
            Button("start:1", "+1", _("Begin 1 frame later")),
            Button("start:10", "+10", _("Begin 10 frames later")),
        ),
    ),
    Buttons(
        "end",
        _("Its end"),
        "step-forward",
        (
            Button("end:-10", "−10", _("End 10 frames earlier")),
            Button("end:-1", "−1", _("End 1 frame earlier")),
            Button("end:1", "+1", _("End 1 frame later")),
            Button("end:10", "+10", _("End 10 frames later")),
        ),
    ),
    Buttons(
        "gain",
        _("How loud"),
        "volume-2",
        (
            Button("gain:-3", "−3 dB", _("Softer by 3 dB")),
            Button("gain:-1", "−1 dB", _("Softer by 1 dB")),
            Button("gain:1", "+1 dB", _("Louder by 1 dB")),
            Button("gain:3", "+3 dB", _("Louder by 3 dB")),
        ),
    ),
    Buttons(
        "fade_in",
        _("Fade in"),
        "sunrise",
        (
            Button("fade_in:-5", "−5", _("Fade in shorter by 5 frames")),
            Button("fade_in:5", "+5", _("Fade in longer by 5 frames")),
        ),
    ),
    Buttons(
        "fade_out",
        _("Fade out"),
        "sunset",
        (
            Button("fade_out:-5", "−5", _("Fade out shorter by 5 frames")),
            Button("fade_out:5", "+5", _("Fade out longer by 5 frames")),
        ),
    ),
    Buttons(
        "pan",
        _("Left or right"),
        "columns-2",
        (
            Button("pan:-20", "◂", _("More to the left")),
            Button("pan:20", "▸", _("More to the right")),
        ),
    ),
)
