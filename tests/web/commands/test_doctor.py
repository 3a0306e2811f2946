import json
from pathlib import Path

import pytest

from web.__main__ import run


def asked(environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Ask the doctor; return what is missing, by part."""
    run(["doctor", "--json"], environment)
    parts = json.loads(capsys.readouterr().out)["parts"]
    return {part["name"]: part["missing"] for part in parts if part["missing"]}


def test_an_embedded_installation_lacks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor"], {"CLAQUETTE_HOME": str(tmp_path)}) == 0
    said = capsys.readouterr().out
    assert "ok       ffmpeg    ffmpeg version" in said
    assert "(bundled)" in said


def test_the_doctor_creates_nothing(tmp_path: Path) -> None:
    run(["doctor"], {"CLAQUETTE_HOME": str(tmp_path / "home")})
    assert list(tmp_path.iterdir()) == []


def test_each_service_that_does_not_answer_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {
        "CLAQUETTE_HOME": str(tmp_path),
        "REDIS_URL": "redis://127.0.0.1:1",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "FFMPEG": str(tmp_path / "ffmpeg"),
        "STORE_URL": "ftp://somewhere",
    }
    assert set(asked(environment, capsys)) == {"redis", "database", "ffmpeg", "store"}
    assert run(["doctor"], environment) == 3


def test_an_ffmpeg_that_cannot_write_a_film_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    poor = tmp_path / "ffmpeg"
    poor.write_text("#!/bin/sh\necho ffmpeg version poor\n")
    poor.chmod(0o755)
    missing = asked({"CLAQUETTE_HOME": str(tmp_path), "FFMPEG": str(poor)}, capsys)
    assert "libx264" in missing["ffmpeg"]
