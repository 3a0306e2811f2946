"""What is said of a clip that was not found under its plain name."""

from fractions import Fraction

import pytest

from pipeline.documents.relink import Deciding, Doubt, Evidence, FilmPlace, Relink, Relinks, Wanted
from pipeline.editing.relink_findings import relinked

PLACE = (FilmPlace(frame=30, frames=50),)


def row(**more: object) -> Relink:
    plain = {"wanted": Wanted(name="x.mov"), "places": PLACE, "media": "S01_P01_T01"}
    return Relink(**(plain | {"evidence": Evidence.NAME} | more))  # type: ignore[arg-type]


SAID = [
    (row(), []),
    (row(evidence=Evidence.SUFFIX), []),
    (row(media="", evidence=Evidence.NOTHING), [("blocker", "C34", "not among the rushes")]),
    (
        row(media="", equal=("A", "B")),
        [("blocker", "C34", "may be A, B: nothing tells them apart")],
    ),
    (row(media="", equal=tuple("ABCDE")), [("blocker", "C34", "A, B, C, D, …")]),
    (row(evidence=Evidence.LENGTH), [("warning", "C34", "as long as the timeline says")]),
    (row(evidence=Evidence.TIMECODE), [("warning", "C34", "running at that timecode")]),
    (row(evidence=Evidence.TIMECODE_LENGTH), [("warning", "C34", "the same timecode and the")]),
    (row(decided_by=Deciding.FITS), [("warning", "C34", "all the frames that the film uses")]),
    (row(decided_by=Deciding.LENGTH), []),
    (row(doubt=Doubt.OTHER_BYTES), [("warning", "C34", "cut with another recording")]),
    (row(doubt=Doubt.OTHER_RECORDING), [("warning", "C34", "had this name before")]),
    (row(beyond_frames=7), [("warning", "BEYOND", "uses 7 frames of S01_P01_T01")]),
    (
        row(evidence=Evidence.PEOPLE, beyond_frames=7),
        [("warning", "BEYOND", "uses 7 frames of S01_P01_T01")],
    ),
]


@pytest.mark.parametrize(("found", "said"), SAID)
def test_who_must_look_is_told_and_nobody_else(
    found: Relink, said: list[tuple[str, str, str]]
) -> None:
    findings = list(relinked(Relinks(rows=(found,)), Fraction(25)))
    assert len(findings) == len(said)
    for one, (severity, code, words) in zip(findings, said, strict=True):
        assert (one.severity, one.code, one.place) == (severity, code, "00:00:01:05")
        assert words in one.message
