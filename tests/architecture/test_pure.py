"""Files that are called pure take values and return values."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import name_of, parsed, pure_files

OUTSIDE_WORLD = {
    "asyncio", "ctypes", "datetime", "ffmpeg", "flask", "http", "logging", "multiprocessing",
    "os", "pathlib", "random", "redis", "rq", "secrets", "shutil", "socket", "sqlalchemy",
    "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
ONLY_VALUES = {"PurePath", "PurePosixPath", "date", "datetime", "timedelta", "UTC", "timezone"}
"""Names of those modules that are plain values."""
DOORS = {"open", "input", "print", "exec", "eval"}
CLOCKS = {"now", "utcnow", "today"}


def takes_only_values(node: ast.ImportFrom) -> bool:
    """Whether an import takes nothing that reaches outside."""
    values = ONLY_VALUES | ({"time"} if node.module == "datetime" else set())
    return {alias.name for alias in node.names} <= values


def imported(path: Path) -> set[str]:
    """The outside modules that a file imports for more than plain values."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not takes_only_values(node):
            found.add(node.module.split(".")[0])
    return found & OUTSIDE_WORLD


def called(path: Path) -> set[str]:
    """The doors to the outside and the clocks that a file calls."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & DOORS
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found |= {node.func.attr} & CLOCKS
    return found


def test_there_are_pure_files() -> None:
    assert len(pure_files()) > 15


@pytest.mark.parametrize("path", pure_files(), ids=name_of)
def test_a_pure_file_touches_nothing_outside(path: Path) -> None:
    assert imported(path) == set()
    assert called(path) == set()
