"""What the checks say of things that are not done."""

from pipeline.documents.losses import Loss, changed, dropped, kept
from pipeline.documents.report import Finding, Severity
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
        (
            Severity.WARNING,
            "C38",
            "The transition “Iris” is shown as a dissolve. "
            "Look whether the film is still as you mean it.",
        ),
    ]
