from dataclasses import replace

import pytest

from pipeline.documents.project import Project
from pipeline.documents.report import Severity
from pipeline.documents.screenplay import ElementKind, Guess
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
        ("C3", "Nobody plays MAY yet. Wr")
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


def test_c1_counts_the_measured_time_where_there_is_one() -> None:
    long = "INT. QUAY - DAY\n\n" + "Rain falls on the water.\n\n" * 105
    assert "C1" in codes(long, replace(PROJECT, target_seconds=100))
    measured = long + "[[time: 1:39]]\n"
    assert "C1" not in codes(measured, replace(PROJECT, target_seconds=100))


def test_c1_forgives_ten_percent_and_blocks_over_thirty() -> None:
    def severities(seconds: int) -> list[str]:
        script = f"INT. QUAY - DAY\n\nMud.\n\n[[time: {seconds}]]\n"
        project = replace(PROJECT, target_seconds=100)
        return [severity for severity, code, _ in found(script, project) if code == "C1"]

    assert severities(110) == []
    assert severities(111) == ["warning"]
    assert severities(130) == ["warning"]
    assert severities(131) == ["blocker"]


def test_c3_somebody_uncast_is_a_blocker_once_a_cast_is_known() -> None:
    assert found(SCENE) == []
    (missing,) = found(SCENE, replace(PROJECT, cast={"LOU": "Aya"}))
    assert missing[:2] == ("blocker", "C3")
    assert "[[cast: MAY = Mia]]" in missing[2]
    assert found(SCENE + "[[cast: May = Aya]]\n", replace(PROJECT, cast={"LOU": "Aya"})) == []
    assert [one[1] for one in found(SCENE + "[[cast: LOU = Aya]]\n")] == ["C3"]


@pytest.mark.parametrize(
    ("action", "word"),
    [
        ("Rain.\nShe remembers her mother.", "remembers"),
        ("Il se souvient de la mer.", "se souvient"),
        ("Elle PENSE à lui.", "PENSE"),
        ("ハナは母を思い出す。", "思い出す"),
        ("سلمى تتذكر أمها.", "تتذكر"),
        ("ثم وتشعر بالبرد", "وتشعر"),
    ],
)
def test_c4_what_no_camera_sees_is_told_with_its_line(action: str, word: str) -> None:
    screenplay = screenplay_of(parse(f"INT. QUAY - DAY\n\n{action}\n"))
    (finding,) = check_screenplay(screenplay, PROJECT)
    assert (finding.code, finding.values["word"]) == ("C4", word)
    assert finding.place == f"line {3 + action.count(chr(10))}"


@pytest.mark.parametrize(
    "text",
    [
        "INT. QUAY - DAY\n\nMud.\n\nMAY\nI remember and think.\n",
        "INT. QUAY - DAY\n\nThe unknown feelgood knowledge. Un penseur. 思う存分. تفكير\n",
        "INT. QUAY - DAY\n\nMud. [[she remembers]]\n\n/* she thinks */\n",
    ],
)
def test_c4_leaves_dialogue_notes_and_parts_of_words_alone(text: str) -> None:
    assert "C4" not in codes(text)


def test_c4_names_only_the_first_few() -> None:
    assert codes("INT. QUAY - DAY\n\n" + "She knows.\n\n" * 9).count("C4") == 5


def test_c6_a_scene_of_dialogue_alone_asks_what_we_see() -> None:
    assert codes("INT. QUAY - DAY\n\nMAY\nGo.\n") == ["C6"]
    assert codes("INT. QUAY - DAY\n\nMAY\nGo.\n\nMud.\n") == []


def test_no_check_complains_of_an_omitted_scene() -> None:
    omitted = ".OMITTED #2#\n\n/* INT. ROOM - DAY\n\nLOU\nShe remembers. */\n\n"
    numbered = "".join(omitted.replace("#2#", f"#{n}#") for n in range(2, 12))
    assert found(SCENE + numbered, replace(PROJECT, cast={"MAY": "Aya"})) == []
    assert codes(numbered) == ["EMPTY"]
    assert facts_of(screenplay_of(parse(SCENE + numbered)))["scenes"] == 1


def test_a_time_that_cannot_be_read_is_told() -> None:
    (finding,) = found(SCENE + "[[time: soon]]\n")
    assert "“soon” is no time" in finding[2]
    measured = screenplay_of(parse(SCENE + "[[time: 0:45]]\n"))
    facts = facts_of(measured)
    assert (facts["measured_seconds"], facts["seconds"]) == (45, measured.seconds)
    assert facts["estimated_seconds"] == measured.estimated_seconds


def test_what_was_guessed_is_told() -> None:
    guesses = tuple(
        Guess(kind=ElementKind.CHARACTER, line=line, why="name and colon") for line in range(1, 12)
    )
    screenplay = replace(screenplay_of(parse(SCENE)), guesses=guesses, is_encoding_sure=False)
    letters, lines = check_screenplay(screenplay, PROJECT)
    assert (letters.code, lines.code, lines.place) == ("ENCODING", "GUESS", "line 1")
    assert lines.values["lines"] == "1, 2, 3, 4, 5, 6, 7, 8 …"
