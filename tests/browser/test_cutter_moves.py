"""The moves of the script are those of the server: every golden case, in Chromium."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

STATIC = Path(__file__).parents[2] / "web" / "static" / "js"
CASES = Path(__file__).parents[1] / "pipeline" / "editing" / "cut_moves.json"
PURE = ("at", "rules", "asked", "moves_picture", "moves_looks", "moves_beside", "moves", "hands")
PLAY = """([cut, name, values, bin]) => {
  try { return { after: CutMoves.moved(cut, name, values, bin) }; }
  catch (fault) { if (!fault.refusal) throw fault; return { ...fault }; }
}"""
SURVIVES = """([cut, bin]) => { const was = JSON.stringify(cut);
  for (const name of Object.keys(CutMoves.table)) {
    try { CutMoves.moved(cut, name, {}, bin); } catch { /* refused */ }
  }
  return JSON.stringify(cut) === was; }"""


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    """The cases, as Python has written them."""
    found: dict[str, Any] = json.loads(CASES.read_text(encoding="utf-8"))
    return found


def test_every_case_of_the_server_comes_out_the_same_in_the_browser(
    chromium: Browser, golden: dict[str, Any]
) -> None:
    page = chromium.new_page()
    for name in PURE:
        page.add_script_tag(content=(STATIC / f"cutter_{name}.js").read_text(encoding="utf-8"))
    wrong = []
    for case in golden["cases"]:
        values = {key: value for key, value in case["do"].items() if key != "move"}
        before = golden["cuts"][case["before"]]
        came = page.evaluate(PLAY, [before, case["do"]["move"], values, golden["bin"]])
        if "after" in case:
            is_right = came.get("after") == case["after"]
        else:
            said = case["sentence"]
            is_right = came.get("refusal") == case["refusal"]
            is_right &= all(str(value) in said for value in came.get("values", {}).values())
        if not is_right:
            wrong.append((case["name"], came))
    assert len(golden["cases"]) > 90
    assert wrong == []
    for cut in golden["cuts"].values():
        assert page.evaluate(SURVIVES, [cut, golden["bin"]]), "a move has changed its input"
    page.close()
