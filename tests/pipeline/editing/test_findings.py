"""What the checks say of things that are not done, and of takes that are too short."""

from fractions import Fraction

from pipeline.documents.edit import Edit
from pipeline.documents.losses import Loss, changed, dropped, kept
from pipeline.documents.report import Finding, Severity
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Take, Takes
from pipeline.editing import findings
from tests.pipeline.render.grey_films import edit_of, shot

LOSSES: tuple[Loss, ...] = (
    dropped("The effect “%(name)s” is not done.", name="Blur", place="V1 00:00:01:00"),
    changed("The transition “%(name)s” is shown as a dissolve.", name="Iris"),
    kept("A marker stays in the timeline."),
)


def told(found: list[Finding]) -> list[tuple[Severity, str, str]]:
    return [(one.severity, one.code, one.message) for one in found]


def test_what_is_dropped_blocks_and_what_is_changed_warns() -> None:
    edit = edit_of(shot("a", 0, 10, 0), losses=LOSSES)
    assert told(list(findings.not_done(edit))) == [
        (
            Severity.BLOCKER,
            "C38",
            "The effect “Blur” is not done. Take it off, or put it into the take before you cut.",
        ),
        (Severity.WARNING, "C38", "The transition “Iris” is shown as a dissolve."),
    ]


def rushes(frames: int) -> Takes:
    take = Take(
        slate=Slate(scene="1", shot=1, take=1),
        file="rushes/a.mov",
        digest="0" * 64,
        kind="mov",
        frames=frames,
    )
    return Takes(frame_rate=Fraction(25), takes=(take,))


def longer(frames: int) -> Edit:
    return edit_of(shot("S01_P01_T01", 0, 20, Fraction(frames - 20, 25)))


def test_a_clip_that_goes_on_after_its_take_is_told() -> None:
    (found,) = findings.held(longer(103), rushes(100))
    assert (found.severity, found.code, found.values["frames"]) == (Severity.WARNING, "C37", 3)


def test_a_clip_inside_its_take_and_a_take_of_unknown_length_are_not() -> None:
    assert list(findings.held(longer(100), rushes(100))) == []
    assert list(findings.held(longer(103), rushes(0))) == []
