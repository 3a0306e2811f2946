import importlib
from pathlib import Path

import pytest

from web.__main__ import COMMANDS, run


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(COMMANDS[verb])
    assert (module.__doc__ or "").startswith(f"claquette {verb}")
    with pytest.raises(SystemExit) as ended:
        run([verb, "--help"], {})
    assert ended.value.code == 0
    assert f"usage: claquette {verb}" in capsys.readouterr().out


def test_an_unknown_verb_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["edti"], {})
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_an_error_is_a_sentence_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["probe", str(tmp_path / "nothing.mov")], {}) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith("cannot be opened. Is the name right?\n")


def test_a_wrong_setting_is_refused_before_anything_is_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["doctor"], {"CLAQUETTE_PORT": "eighty"}) == 2
    assert "CLAQUETTE_PORT" in capsys.readouterr().err


def test_a_missing_program_has_its_own_status(tmp_path: Path) -> None:
    film = tmp_path / "film.mov"
    film.write_bytes(b"")
    assert run(["probe", str(film)], {"FFMPEG": str(tmp_path / "no-ffmpeg")}) == 3
