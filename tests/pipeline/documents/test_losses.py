"""What became of a timeline: as sentences, as a document, as lines to print."""

from pipeline.documents.json import from_json, to_json
from pipeline.documents.losses import (
    Fate,
    ImportReport,
    TakenFormat,
    TakeOutReport,
    as_text,
    changed,
    dropped,
    kept,
)

REPORT = ImportReport(
    file="our cut.xml",
    format_name="Final Cut Pro 7 XML",
    losses=(
        kept("Notes (%(count)s) stay.", place="V1 00:00:01:00", count=2),
        dropped("The effect “%(effect)s” is not done.", place="V1 00:00:02:00", effect="Glow"),
        changed("A wipe is a dissolve."),
    ),
)


def test_a_loss_has_a_sentence_with_its_values() -> None:
    assert [loss.message for loss in REPORT.losses] == [
        "Notes (2) stay.",
        "The effect “Glow” is not done.",
        "A wipe is a dissolve.",
    ]


def test_a_report_is_a_document() -> None:
    assert from_json(to_json(REPORT), ImportReport) == REPORT
    taken = TakeOutReport(
        formats=(
            TakenFormat(file="a.edl", format_name="EDL", programs="all", losses=REPORT.losses),
        )
    )
    assert from_json(to_json(taken), TakeOutReport) == taken


def test_the_losses_of_one_fate_keep_their_order() -> None:
    assert [loss.place for loss in REPORT.of(Fate.DROPPED)] == ["V1 00:00:02:00"]


def test_on_paper_the_worst_comes_first() -> None:
    assert as_text(REPORT).splitlines() == [
        "our cut.xml (Final Cut Pro 7 XML)",
        "",
        "dropped: 1",
        "  V1 00:00:02:00  The effect “Glow” is not done.",
        "",
        "changed: 1",
        "    A wipe is a dissolve.",
        "",
        "kept: 1",
        "  V1 00:00:01:00  Notes (2) stay.",
    ]
