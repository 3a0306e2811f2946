"""Docs cannot rot: what the code has, they name, and what they name, the code has."""

import ast
import re
from importlib.metadata import requires
from itertools import chain
from pathlib import Path

import pytest

from pipeline.records.tables import Base
from pipeline.settings import SETTINGS
from pipeline.sign_off import RULES, ReviewState, Role
from pipeline.stage_facts import STAGE_TABLE
from tests.architecture.tree import CODE, ROOT, below, code, parsed, pyproject, tracked
from web.__main__ import COMMANDS

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
CODE_OF_CHECK = re.compile(r"C\d{1,2}|[A-Z]+(?:_[A-Z]+)*")


def page(name: str) -> str:
    """A page of the docs."""
    return (DOCS / name).read_text(encoding="utf-8")


def first_cells(text: str) -> list[str]:
    """The first cell of every table row, without its marks."""
    found = re.findall(r"^\| *([^|]+?) *\|", text, re.MULTILINE)
    return [cell.strip("`") for cell in found]


def test_every_setting_has_its_row_with_its_default_and_help() -> None:
    text = page("running_at_a_school.md")
    for row in SETTINGS:
        default = f"`{row.default}`" if row.default else "empty"
        assert f"| `{row.variable}` | {default} | {row.help} |" in text, row.variable


def test_every_setting_is_used() -> None:
    text = "".join(path.read_text() for path in code() if path.name != "settings.py")
    names = {"database_url": "database", "store_url": "store"}
    names |= {"secret_key": "secret_key_of", "secret_key_file": "secret_key_of"}
    unused = [
        row.name
        for row in SETTINGS
        if not re.search(rf"\.{row.name}\b|\b{names.get(row.name, '!')}\b", text)
    ]
    assert unused == []


def test_every_verb_has_its_row_and_every_row_its_verb() -> None:
    verbs = page("running_at_a_school.md").split("## Verbs")[1]
    assert set(first_cells(verbs)) - {"verb", "---"} == set(COMMANDS)


def test_every_stage_is_described_with_its_files() -> None:
    rows = {line.split("|")[1].strip(" `"): line for line in page("stages.md").splitlines()
            if line.startswith("| `")}  # fmt: skip
    assert list(rows) == [stage.name for stage in STAGE_TABLE]
    for stage in STAGE_TABLE:
        assert f"*{stage.queue}*" in page("stages.md")


def test_the_table_of_who_may_do_what_is_the_one_of_the_code() -> None:
    part = page("stages.md").split("## Who may do what")[1].split("## ")[0]
    rows = re.findall(r"^\| (\w+) \| (\w+) \| (\w+) \| (\w+) \|$", part, re.MULTILINE)
    told = [row for row in rows if row[0] in set(ReviewState)]
    assert told == [(at, action, rule.by, rule.to) for (at, action), rule in RULES.items()]


def test_every_role_and_table_is_in_the_glossary() -> None:
    words = set(first_cells(page("glossary.md")))
    assert {str(role) for role in Role} <= words
    assert {"workshop", "project", "revision", "run", "sign-off", "waiver", "ledger"} <= words
    assert {"workshop", "project", "revision", "run"} <= set(Base.metadata.tables)


def codes_of_findings() -> set[str]:
    """The codes that the checks use: the first word of a finding."""
    found: set[str] = set()
    for path in below("pipeline"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and re.fullmatch(r"C\d{1,2}", str(node.value)):
                found.add(str(node.value))
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            first = node.args[0] if node.args else None
            if node.func.id in {"blocker", "warning"} and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


def test_every_code_of_a_check_is_explained_and_every_explained_code_exists() -> None:
    part = page("stages.md").split("## What the checks find")[1]
    told = {cell for cell in first_cells(part) if CODE_OF_CHECK.fullmatch(cell)}
    assert told - {"UNREADABLE"} == codes_of_findings() - {"UNREADABLE"}


def test_every_folder_of_the_code_is_on_the_map() -> None:
    told = {cell.rstrip("/") for cell in first_cells(page("architecture.md"))}
    packages = {
        path.parent.relative_to(ROOT).as_posix()
        for path in below(*CODE)
        if path.name == "__init__.py" and len(path.relative_to(ROOT).parts) <= 3
    }
    hidden = {name for name in packages if name.startswith("sample_projects/")}
    assert packages - hidden <= told
    assert {name for name in told if "/" in name} <= {
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*") if path.is_dir()
    }


def test_every_dependency_has_its_reason() -> None:
    text = page("decisions/0004-dependencies.md")
    told = set(first_cells(text)) - {"package", "---"}
    groups = pyproject()["dependency-groups"]
    listed = [*pyproject()["project"]["dependencies"], *chain.from_iterable(groups.values())]
    assert told == {re.split(r"[\[<>=]", name)[0] for name in listed}
    assert requires("claquette") is not None


@pytest.mark.parametrize("path", [path for path in tracked() if path.suffix == ".md"], ids=str)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_targets_that_the_docs_name_are_in_the_makefile() -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")):
        named = re.findall(r"(?:^    |`)make ([a-z]+)", path.read_text(), re.MULTILINE)
        assert set(named) <= made, path.name
