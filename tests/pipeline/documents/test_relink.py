"""Where each name of a timeline stands."""

import pytest

from pipeline.documents.json import from_json, to_json
from pipeline.documents.relink import (
    Deciding,
    Doubt,
    Evidence,
    Proposal,
    Reason,
    Relink,
    Relinks,
    Standing,
    Wanted,
)

WANTED = Wanted(name="IMG_0042.MOV", folder="CARD_A", start="10:00:00:00")


def row(evidence: Evidence, media: str = "S01_P01_T01", **more: object) -> Relink:
    return Relink(wanted=WANTED, media=media, evidence=evidence, **more)  # type: ignore[arg-type]


ROWS = [
    # a row                                                    stands            plain
    (row(Evidence.NAME), Standing.FOUND, True),
    (row(Evidence.SUFFIX), Standing.FOUND, False),
    (row(Evidence.FILE, decided_by=Deciding.LENGTH), Standing.FOUND, False),
    (row(Evidence.FILE, decided_by=Deciding.FITS), Standing.UNCERTAIN, False),
    (row(Evidence.FILE, doubt=Doubt.OTHER_BYTES), Standing.UNCERTAIN, False),
    (row(Evidence.FILE, beyond_frames=3), Standing.UNCERTAIN, False),
    (row(Evidence.PEOPLE, beyond_frames=3), Standing.FOUND, False),
    (row(Evidence.LENGTH), Standing.UNCERTAIN, False),
    (row(Evidence.FILE, ""), Standing.AMBIGUOUS, False),
    (row(Evidence.NOTHING, ""), Standing.MISSING, False),
]


@pytest.mark.parametrize(("one", "standing", "plain"), ROWS)
def test_a_row_stands_by_its_evidence(one: Relink, standing: Standing, *, plain: bool) -> None:
    assert (one.standing, one.is_plain) == (standing, plain)


def test_what_is_open_is_all_that_was_not_surely_found() -> None:
    relinks = Relinks(rows=tuple(one for one, _standing, _plain in ROWS))
    assert len(relinks.open) == 6
    assert len(relinks.of(Standing.MISSING, Standing.AMBIGUOUS)) == 2


def test_it_comes_back_from_its_file_as_it_was() -> None:
    proposals = (Proposal(media="S01_P01_T02", reasons=(Reason.SAME_SHOT,)),)
    relinks = Relinks(rows=(row(Evidence.FILE, "", proposals=proposals, equal=("A", "B")),))
    assert from_json(to_json(relinks), Relinks) == relinks
