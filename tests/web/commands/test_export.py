import io
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.documents.project import AiPolicy, Music, Project, read_project_toml
from pipeline.files import LocalStore
from pipeline.records import open_book
from pipeline.settings import settings_from
from tests.cast import write_cast
from tests.film_days import approve, keep, send
from web.__main__ import run
from web.commands.export import project_as_toml

FILM = Project(
    title='The "Kite" \\ 凧',
    group="Blue",
    frame_rate=Fraction(30000, 1001),
    width=1920,
    height=1080,
    language="ja",
    target_seconds=90,
    loudness="web_16",
    loudness_lufs=-16.5,
    ai_policy=AiPolicy.DISCLOSED,
    cast={"OLD LENA": "Aya"},
    crew={"camera": ("Ben", "Zoë")},
    music=Music(file="sound/kite.opus", title="Wind", composer="Aya", rights="ours"),
    notice="A line\nand another",
    event="Seven days",
    colour="blue",
)


def test_a_project_comes_back_from_its_toml() -> None:
    assert read_project_toml(project_as_toml(FILM)) == FILM


def test_a_film_is_taken_home_as_a_project_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    book = open_book(settings_from({"CLAQUETTE_HOME": str(home)}).database)
    cast = write_cast(book)
    script = keep(LocalStore(home / "store"), tmp_path, "INT. KITCHEN - DAY\n\nA kite.\n")
    send(book, cast, "script", script, "script.fountain")
    approve(book, cast, "script")
    book.close()
    out = tmp_path / "film.zip"
    environment = {"CLAQUETTE_HOME": str(home)}
    assert run(["export", "the blue KITE", "-o", str(out)], environment) == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        assert {"project.toml", "ledger.json", "script.fountain"} <= set(archive.namelist())
        assert read_project_toml(archive.read("project.toml").decode()).title == "The Blue kite"
        assert archive.read("script.fountain").startswith(b"INT. KITCHEN")

    assert run(["export", "9", "-o", str(out)], environment) == 2
    assert "There are: 1 “The Blue kite”" in capsys.readouterr().err
