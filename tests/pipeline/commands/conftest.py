"""One small project folder and one film made from it, for all tests of the verbs."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.small_film import write_film
from web.__main__ import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a verb ended, and what it printed."""

    status: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """What it printed, as one JSON document."""
        found: dict[str, Any] = json.loads(self.out)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """Runs verbs."""

    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Ran:
        """Run one verb."""
        self.capture.readouterr()
        status = run([str(word) for word in words], {})
        out, err = self.capture.readouterr()
        return Ran(status=status, out=out, err=err)


@pytest.fixture
def claquette(capsys: pytest.CaptureFixture[str]) -> Verbs:
    """The command line."""
    return Verbs(capture=capsys)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project folder of a film at 24 frames a second."""
    folder = write_film(tmp_path_factory.mktemp("kite") / "project")
    toml = folder / "project.toml"
    toml.write_text(toml.read_text().replace('"25"', '"24"'))
    return folder


@pytest.fixture(scope="session")
def made(project: Path) -> Path:
    """What `claquette film` makes of it."""
    out = project.parent / "out"
    options = ["--workers", "2", "--preset", "ultrafast"]
    assert run(["film", str(project), "-o", str(out), *options], {}) == 0
    return out


@pytest.fixture
def copied(project: Path, tmp_path: Path) -> Path:
    """A copy of the project folder that may be spoiled."""
    shutil.copytree(project, tmp_path / "project")
    return tmp_path / "project"
