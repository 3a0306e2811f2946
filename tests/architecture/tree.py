"""The project's own files, as the architecture tests see them."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CODE = ("pipeline", "workers", "web", "sample_projects")


@cache
def tracked() -> tuple[Path, ...]:
    """All files that are, or are about to be, under version control."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def below(*folders: str, suffix: str = ".py") -> Iterator[Path]:
    """The files of folders with a suffix, without migrations and vendored ones."""
    for path in tracked():
        parts = path.relative_to(ROOT).parts
        ours = not {"vendor", "migrations"} & set(parts)
        if ours and parts[0] in folders and path.suffix == suffix:
            yield path


def code() -> tuple[Path, ...]:
    """Every module of the program."""
    return tuple(below(*CODE))


def name_of(path: Path) -> str:
    """A path as it is written in messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """A module as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def pyproject() -> dict[str, Any]:
    """The settings of all tools."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pure_files() -> tuple[Path, ...]:
    """The files that pyproject.toml calls pure."""
    patterns = pyproject()["tool"]["claquette"]["pure"]
    return tuple(sorted(path for pattern in patterns for path in ROOT.glob(pattern)))
