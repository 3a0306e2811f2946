import json
from fractions import Fraction

import pytest

from pipeline.documents.json import canonical, digest_of, from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.report import Report, blocker, report_as_plain, report_from, warning
from pipeline.documents.screenplay import Element, ElementKind, Scene, Screenplay, Speech
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, SoundFile, SoundRole, Take, Takes
from pipeline.errors import CannotRead

DOCUMENTS = [
    Project(title="القطة", group="青", frame_rate=Fraction(30000, 1001), crew={"director": ("A",)}),
    Report(
        blockers=(blocker("C1", "scene 1", "%(count)s words too many.", count=3),),
        facts={"words": 12, "seconds": 1.5, "read": True, "title": None},
    ),
    Screenplay(
        title="消えた猫",
        elements=(Element(kind=ElementKind.CHARACTER, text="ハナ", line=3, dual="left"),),
        scenes=(
            Scene(
                number="1",
                heading="屋内 教室",
                setting="INT",
                place="教室",
                time_of_day="昼",
                line=1,
                eighths=4,
                seconds=30,
                speeches=(Speech(character="ハナ", text="いない！", line=4),),
            ),
        ),
    ),
    ShotList(shots=(Shot(scene="1", shot=2, size="cu", planned_frames=50),)),
    Takes(
        frame_rate=Fraction(25),
        takes=(
            Take(
                slate=Slate(scene="1", shot=1, take=1),
                file="a.mov",
                digest="0" * 64,
                kind="mov",
                rating=Rating.HOLD,
            ),
        ),
        sounds=(
            SoundFile(
                file="wind.wav",
                digest="1" * 64,
                kind="wav",
                role=SoundRole.WILD,
                samples=48_000,
                channels=1,
            ),
        ),
    ),
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: type(one).__name__)
def test_a_document_survives_its_json(document: object) -> None:
    text = to_json(document)
    assert from_json(text, type(document)) == document
    assert to_json(from_json(text, type(document))) == text


def test_the_json_names_its_format_and_version() -> None:
    fields = json.loads(to_json(ShotList(shots=())))
    assert (fields["format"], fields["version"]) == ("ShotList", 1)


def test_equal_documents_have_equal_digests() -> None:
    one = Project(title="A", group="B", cast={"X": "1", "Y": "2"})
    same = Project(title="A", group="B", cast={"Y": "2", "X": "1"})
    assert digest_of(one) == digest_of(same)
    assert digest_of(one) != digest_of(Project(title="A", group="C"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "not a document of Claquette"),
        ("[]", "of the kind ShotList"),
        ('{"format": "Takes", "version": 1}', "of the kind ShotList"),
        ('{"format": "ShotList", "version": 9, "shots": []}', "another version"),
        ('{"format": "ShotList", "version": 1, "shots": [{"shot": "x"}]}', "shots.0"),
    ],
)
def test_what_is_not_the_document_is_refused_and_the_field_named(text: str, sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        from_json(text, ShotList)


def test_what_is_no_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"loudness": float("nan")})


def test_a_report_parts_blockers_from_warnings_and_joins() -> None:
    first = report_from([blocker("C7", "scene 1", "No shot."), warning("C9", "", "No wide shot.")])
    whole = first.joined(report_from([warning("C2", "", "Many places.")], {"shots": 3}))
    assert [one.code for one in whole.warnings] == ["C9", "C2"]
    plain = report_as_plain(whole, stage="shot_list", digest="d")
    assert plain["blockers"] == [{"code": "C7", "place": "scene 1", "message": "No shot."}]
    assert plain["facts"] == {"shots": 3}
