import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.documents.screenplay import ElementKind
from pipeline.fountain.elements import elements_as_plain
from pipeline.fountain.parse import parse

LINEAR = {
    "spaces in a heading": lambda n: "INT. A" + " " * n + "x",
    "spaces in a cue": lambda n: "A" + " " * n + "b\nx",
    "open boneyards": lambda n: "/*" * n,
    "open notes": lambda n: "[[" * n,
    "notes over empty lines": lambda n: "[[a\n\n" * n + "]]",
    "open parentheses": lambda n: "A\n" + "(a\n" * n,
    "one long paragraph": lambda n: "a *b* _c_\n" * n,
    "carets": lambda n: "A" + "^ " * n + "\nx",
    "figures": lambda n: "INT. a " + "#a" * n + "#",
    "stars": lambda n: "*a " * n + "**b" * n,
    "title values": lambda n: "Title: a\n" + " b c\n" * n,
    "two-space lines": lambda n: "A\n" + "  \n" * n,
    "empty lines": lambda n: "\n" * n,
}


def score(shared_fixtures: Path) -> ModuleType:
    """The suite's own judge."""
    spec = importlib.util.spec_from_file_location("score", shared_fixtures / "fountain/score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds(script: str) -> list[tuple[str, str]]:
    return [(str(element.kind), element.text) for element in parse(script)]


def test_every_case_of_the_conformance_suite_is_read_as_expected(shared_fixtures: Path) -> None:
    judge = score(shared_fixtures)
    cases = json.loads((shared_fixtures / "fountain/conformance_public.json").read_text())["cases"]
    wrong = [
        case["name"]
        for case in cases
        if not judge.compare(
            case["expect"], elements_as_plain(parse(case["fountain"])), case["category"]
        )[0]
    ]
    assert len(cases) > 200
    assert wrong == []


def test_real_scripts_are_read_without_losing_a_scene(shared_fixtures: Path) -> None:
    folder = shared_fixtures / "fountain/samples"
    scenes = {
        path.stem: sum(
            element.kind is ElementKind.SCENE_HEADING
            for element in parse(path.read_text(encoding="utf-8"))
        )
        for path in sorted(folder.glob("*.fountain"))
    }
    assert scenes["brick_and_steel"] == 8
    assert scenes["the_last_birthday_card"] == 48
    assert scenes["german_finn"] == 5


@pytest.mark.parametrize("shape", LINEAR)
def test_four_times_the_text_takes_about_four_times_as_long(shape: str) -> None:
    def once(script: str) -> float:
        start = time.process_time()
        elements_as_plain(parse(script))
        return time.process_time() - start

    def seconds(n: int) -> float:
        return min(once(LINEAR[shape](n)) for _ in range(2))

    assert seconds(8_000) < max(0.5, 10 * seconds(2_000))


def test_an_element_knows_the_line_and_column_where_it_begins() -> None:
    script = (
        "\nINT. QUAY - DAY\n\n  Mud [[which\n  \nmud?]] and\nrain. /* x */\n\n   MAY\n(low)\nGo.\n"
    )
    places = [(str(one.kind), one.line, one.column) for one in parse(script)]
    assert places == [
        ("scene_heading", 2, 1),
        ("action", 4, 3),
        ("note", 4, 7),
        ("boneyard", 7, 7),
        ("character", 9, 4),
        ("parenthetical", 10, 1),
        ("dialogue", 11, 1),
    ]


def test_a_japanese_and_an_arabic_scene_are_read_without_empty_lines() -> None:
    assert kinds("Title: 消えた猫\n\n.屋内 教室 - 昼 #1#\nハナが窓を見る。\n\n@ハナ\nいない！") == [
        ("title_page", "消えた猫"),
        ("scene_heading", "屋内 教室 - 昼"),
        ("action", "ハナが窓を見る。"),
        ("character", "ハナ"),
        ("dialogue", "いない！"),
    ]
    assert kinds(".داخلي. غرفة - نهار\n\n@سلمى\nأين القطة؟")[1] == ("character", "سلمى")


def test_a_third_voice_does_not_join_a_pair() -> None:
    duals = [one.dual for one in parse("A\na\n\nB ^\nb\n\nC ^\nc\n") if one.kind == "character"]
    assert duals == ["left", "right", None]


def test_a_cue_with_nothing_said_is_action_unless_forced() -> None:
    assert kinds("MAY\n  \n\nShe waits.") == [("action", "MAY"), ("action", "She waits.")]
    assert kinds("MAY\n===\n") == [("action", "MAY"), ("page_break", "")]
    assert kinds("MAY\n  ") == [("action", "MAY")]
    assert kinds("@May\n  \n===\nRain.") == [
        ("character", "May"),
        ("page_break", ""),
        ("action", "Rain."),
    ]


def test_marks_that_mark_nothing_are_printed() -> None:
    for mark in ("!", "@", ".", "~", ">", "> <", "^"):
        assert kinds(f"{mark}\n") == [("action", mark)]


def test_a_parenthetical_that_never_ends_is_said() -> None:
    assert kinds("MAY\n(one\ntwo\nthree\nfour\nfive)\n")[1][0] == "dialogue"
    assert kinds("MAY\n(one) two\n") == [("character", "MAY"), ("dialogue", "(one) two")]
    assert kinds("MAY\n(one\n\ntwo)\n")[1] == ("dialogue", "(one")
    assert kinds("MAY\n(one")[1] == ("dialogue", "(one")


def test_a_title_page_is_not_made_of_prose() -> None:
    assert kinds("He said: go.\nShe went.\n") == [("action", "He said: go.\nShe went.")]
    assert kinds("[[v2]]\nTitle: Mud\nhttp://quay.example/\n\nRain.") == [
        ("title_page", "Mud\nhttp://quay.example/"),
        ("note", "v2"),
        ("action", "Rain."),
    ]


def test_a_scene_number_that_is_none_stays_in_the_heading() -> None:
    assert kinds(".A ##\n") == [("scene_heading", "A ##")]
    assert kinds(".A #1 2#\n") == [("scene_heading", "A #1 2#")]
