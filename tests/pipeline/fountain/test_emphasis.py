import pytest

from pipeline.fountain.emphasis import Run, plain, runs_of


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [("plain", "")]),
        ("***all***", [("all", "bi")]),
        ("***a** b*", [("a", "bi"), (" b", "i")]),
        ("***a**", [("*", ""), ("a", "b")]),
        ("**a*", [("**a*", "")]),
        ("_a *b* c_", [("a ", "u"), ("b", "iu"), (" c", "u")]),
        ("__a__", [("__a__", "")]),
        ("****a****", [("****a****", "")]),
        (r"\*a\* \\ \_", [(r"*a* \ _", "")]),
        ("*a\nb*", [("*a\nb*", "")]),
        ("*a*\n*b*", [("a", "i"), ("\n", ""), ("b", "i")]),
        ("", []),
    ],
)
def test_marks_become_runs(text: str, runs: list[Run]) -> None:
    assert runs_of(text) == runs


def test_plain_text_has_no_marks() -> None:
    assert plain("He is **very** _late_.") == "He is very late."


def test_an_enormous_line_has_no_emphasis() -> None:
    text = "*a* " * 10_000
    assert runs_of(text + "\n*b*") == [(text + "\n", ""), ("b", "i")]
