"""Caps on sizes that ruff does not know. Going over means that a noun is missing."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import below, code, name_of, parsed

FUNCTION_LINES = 40
ROUTE_LINES = 20
CLASS_LINES = 150
MODULE_LINES = 300
TEMPLATE_LINES = 120
SCRIPT_LINES = 150

Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(node: Function | ast.ClassDef) -> int:
    """Lines of a definition, without its decorators."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def functions(path: Path) -> Iterator[Function]:
    """Every function of a module."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def is_route(function: Function) -> bool:
    """Whether a function answers requests."""
    return any(
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Attribute)
        and mark.func.attr in {"route", "get", "post", "put", "patch", "delete"}
        for mark in function.decorator_list
    )


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name_of(path)}:{one.lineno} {one.name}: {lines_of(one)}"
        for path in code()
        for one in functions(path)
        if lines_of(one) > FUNCTION_LINES
    ]
    assert long == []


def test_a_route_reads_checks_calls_and_answers_and_does_no_more() -> None:
    long = [
        f"{name_of(path)}:{one.lineno} {one.name}: {lines_of(one)}"
        for path in below("web")
        for one in functions(path)
        if is_route(one) and lines_of(one) > ROUTE_LINES
    ]
    assert long == []


def test_no_class_knows_everything() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}: {lines_of(node)}"
        for path in code()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and lines_of(node) > CLASS_LINES
    ]
    assert long == []


def too_long(paths: Iterator[Path] | tuple[Path, ...], most: int) -> list[str]:
    """The files with more lines than that."""
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{name_of(path)}: {lines}" for path, lines in counted.items() if lines > most]


def test_no_module_is_too_long() -> None:
    assert too_long(code(), MODULE_LINES) == []


def test_no_template_is_too_long() -> None:
    assert too_long(below("web", suffix=".html"), TEMPLATE_LINES) == []


def test_no_script_is_too_long() -> None:
    assert too_long(below("web", suffix=".js"), SCRIPT_LINES) == []
