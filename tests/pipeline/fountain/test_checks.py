from dataclasses import replace

import pytest

from pipeline.documents.project import Project
from pipeline.documents.report import Severity
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.checks import check_screenplay, facts_of
from pipeline.fountain.distance import at_most_apart
from pipeline.fountain.parse import parse

PROJECT = Project(title="Low Water", group="Blue", target_seconds=180)
SCENE = "INT. QUAY - DAY\n\nMud.\n\nMAY\nGo.\n\n"


def found(script: str, project: Project = PROJECT) -> list[tuple[str, str, str]]:
    findings = check_screenplay(screenplay_of(parse(script)), project)
    return [(str(one.severity), one.code, one.message) for one in findings]


def codes(script: str, project: Project = PROJECT) -> list[str]:
    return [code for _, code, _ in found(script, project)]


def test_a_good_script_has_nothing_to_mend() -> None:
    assert found(SCENE) == []


def test_a_script_without_a_scene_is_a_blocker_and_says_how_to_begin_one() -> None:
    severity, code, message = found("Once upon a time.")[0]
    assert (severity, code) == (Severity.BLOCKER, "EMPTY")
    assert "INT. KITCHEN - DAY" in message


@pytest.mark.parametrize(
    ("target_seconds", "severity"), [(300, None), (200, Severity.WARNING), (100, Severity.BLOCKER)]
)
def test_a_script_that_is_too_long_warns_and_then_blocks(
    target_seconds: int, severity: Severity | None
) -> None:
    script = "INT. QUAY - DAY\n\n" + "Rain falls on the water.\n\n" * 105
    lengths = found(script, replace(PROJECT, target_seconds=target_seconds))
    assert [one[0] for one in lengths if one[1] == "C1"] == ([severity] if severity else [])
    assert all("about 3:5" in message for _, code, message in lengths if code == "C1")


def test_more_scenes_places_and_parts_than_two_days_allow_are_told() -> None:
    script = "".join(f"INT. ROOM {n} - DAY\n\nRain.\n\nVOICE {n}\nHo.\n\n" for n in range(8))
    assert codes(script) == ["C2", "C2", "C2"]
    crowd = {f"role {n}": (f"Person {n}",) for n in range(9)}
    assert codes(script, replace(PROJECT, crew=crowd)) == ["C2", "C2"]


def test_who_speaks_and_is_not_cast_is_told_once_there_is_a_cast() -> None:
    messages = found(SCENE, replace(PROJECT, cast={"Hugo": "Ben"}))
    assert [(code, message[:24]) for _, code, message in messages] == [
        ("C3", "Nobody plays MAY yet. Ca")
    ]
    many = "INT. A - DAY\n\nRain.\n\n" + "".join(
        f"N{'ABCDEFGHIJ'[n] * 6}\nHo.\n\n" for n in range(10)
    )
    assert any("…" in one[2] for one in found(many, replace(PROJECT, cast={"X": "Ben"})))


@pytest.mark.parametrize(
    ("names", "is_told"),
    [
        (("SALMA", "SALMAH"), True),
        (("THOM", "TOM"), True),
        (("GUARD 1", "GUARD 2"), False),
        (("MO", "LO"), False),
        (("MARGARET", "HUGO"), False),
    ],
)
def test_two_spellings_of_one_name_are_told(names: tuple[str, str], is_told: bool) -> None:
    script = "INT. A - DAY\n\nRain.\n\n" + "".join(f"{name}\nHo.\n\n" for name in names)
    assert ("C3" in codes(script)) is is_told


def test_a_heading_that_runs_into_its_text_is_told() -> None:
    assert codes(SCENE + "INT. CELLAR - NIGHT\nDark and wet.\n") == ["C5"]


def test_a_cue_without_its_mark_is_told_when_it_comes_twice() -> None:
    script = SCENE + "是枝\n静かだね。\n\n是枝\nうん。\n\n猫\n鳴く。\n"
    assert [message for _, code, message in found(script) if code == "C5"] == [
        "Does 是枝 speak here? Then write @是枝."
    ] * 2


def test_a_note_that_never_ends_is_told() -> None:
    assert codes(SCENE + "He waits [[why?\n\nRain /* and more.\n") == ["NOTE", "NOTE"]


def test_a_scene_of_talk_alone_is_told() -> None:
    assert codes("INT. A - DAY\n\nMAY\nGo.\n\nEXT. B - DAY\n\nRain.\n") == ["C6"]


def test_a_scene_number_used_twice_is_told() -> None:
    assert codes("INT. A - DAY #1#\n\nRain.\n\nEXT. B - DAY #1#\n\nRain.\n") == ["NUMBER"]


def test_the_facts_are_counted() -> None:
    facts = facts_of(screenplay_of(parse(SCENE)))
    assert (facts["scenes"], facts["speaking_parts"], facts["speeches"]) == (1, 1, 1)


def test_the_distance_of_two_words_is_at_most_the_letters_changed() -> None:
    assert at_most_apart("SALMA", "SALMAH", 1)
    assert at_most_apart("KITTEN", "SITTING", 3)
    assert not at_most_apart("KITTEN", "SITTING", 2)
    assert not at_most_apart("ABCD", "WXYZ", 2)
    assert not at_most_apart("A", "ABCD", 2)
