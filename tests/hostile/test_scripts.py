"""Hostile scripts through the stage and the command line, as their manifest expects.

The corpus stands beside the checkout. Whatever a file holds: it is refused with one clear sentence
or made harmless, in little time, and nothing outside its folder is read.
"""

import csv
import gzip
import hashlib
import html
import io
import json
import re
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.bench import Bench, Inputs, StageFile
from pipeline.documents.project import Project
from pipeline.errors import CannotRead, PipelineError
from pipeline.stages.script import STAGE
from tests.conftest import SHARED
from web.__main__ import run

CORPUS = SHARED / "hostile"
INPUTS = Inputs(project=Project(title="Low Water", group="Blue"))
MOST_SECONDS = 20.0
"""For a whole set of products on a slow machine; a refusal takes a second."""
MARKUP = re.compile(r"<(?:script|img|svg|iframe|a|b|style|link)\b", re.IGNORECASE)


@cache
def items() -> list[dict[str, Any]]:
    manifest = CORPUS / "MANIFEST.json"
    if not manifest.is_file():
        return []
    found = json.loads(manifest.read_text(encoding="utf-8"))["items"]
    return [one for one in found if one["route"] == "script"]


def content_of(item: dict[str, Any]) -> bytes:
    content = (CORPUS / item["file"]).read_bytes()
    return gzip.decompress(content) if item.get("gunzip") else content


def sent(folder: Path, name: str, content: bytes) -> dict[str, StageFile]:
    path = folder / "upload"
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return {name: StageFile(name=name, path=path, digest=digest, bytes=len(content))}


def made(folder: Path, name: str, content: bytes) -> Path:
    """Send a script through the whole stage; return the folder of its products."""
    files = sent(folder, name, content)
    into = folder / "into"
    into.mkdir()
    document = STAGE.read(files, INPUTS)
    STAGE.check(document, INPUTS)
    STAGE.make(document, files, INPUTS, Bench(into=into, cache=folder))
    return into


opened: list[str] = []
listening = threading.Event()


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    """Python cannot take a hook back: outside these tests it hears nothing."""
    if listening.is_set() and (event == "open" or event.startswith("socket.")):
        opened.append(f"{event} {arguments[:1]}")


@pytest.fixture(scope="module", autouse=True)
def _listening() -> None:
    sys.addaudithook(_listen)


@pytest.fixture(autouse=True)
def _nothing_outside() -> Iterator[None]:
    opened.clear()
    listening.set()
    yield
    listening.clear()
    assert not [one for one in opened if "/etc/" in one or one.startswith("socket.connect")]


def clear_sentence(refused: PipelineError) -> str:
    sentence = str(refused)
    assert 20 < len(sentence) < 300
    assert "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize("item", items(), ids=lambda item: Path(item["file"]).name)
def test_every_hostile_script_ends_as_its_manifest_expects(
    item: dict[str, Any], tmp_path: Path
) -> None:
    begun = time.monotonic()
    content = content_of(item)
    try:
        into = made(tmp_path, item["upload_as"], content)
    except CannotRead as refused:
        assert item["expected"] in ("reject_upload", "safe_either", "accept_sanitised")
        clear_sentence(refused)
    else:
        # An empty script is no reason to lose it: it is kept, and the check blocks it.
        blockers = STAGE.check(
            STAGE.read(sent(tmp_path, item["upload_as"], content), INPUTS), INPUTS
        )
        is_blocked = bool(blockers.blockers)
        assert item["expected"] != "reject_upload" or is_blocked
        nothing_of_it_is_markup(into)
        assert sum(path.stat().st_size for path in into.iterdir()) < 20_000_000
    assert time.monotonic() - begun < MOST_SECONDS


def nothing_of_it_is_markup(into: Path) -> None:
    page = (into / "script.html").read_text(encoding="utf-8")
    body = page[page.index("<body>") :]
    allowed = re.sub(r"</?(?:body|main|header|h1|h2|p|b|strong|em|u|html)(?: [^<>]*)?>", "", body)
    assert "<" not in allowed
    assert not MARKUP.search(html.escape(page[: page.index("<style>")]))
    fdx = (into / "script.fdx").read_text(encoding="utf-8")
    assert not MARKUP.search(fdx)
    for name in ("script.pdf", "page.png"):
        assert b"/JavaScript" not in (into / name).read_bytes()
        assert b"/URI" not in (into / name).read_bytes()


@pytest.mark.parametrize("item", items(), ids=lambda item: Path(item["file"]).name)
def test_the_command_line_says_one_sentence_and_never_falls(
    item: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / item["upload_as"]
    path.write_bytes(content_of(item))
    status = run(["script", str(path), "--as", "elements", "--json"], {})
    out, err = capsys.readouterr()
    assert status in (0, 2)
    if status == 0:
        assert isinstance(json.loads(out), list)
    else:
        assert out == ""
        assert 20 < len(err.strip().split("\n")[0]) < 300


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("line.fountain", b"a" * 50_000_000, "too large"),
        ("line.fdx", b"<" * 50_000_000, "too large"),
        ("nul.fountain", b"INT. A - DAY\n\nRain\0.\n", "not a text"),
        ("bad.fountain", b"INT. A - DAY\n\n\xf0\x28\x8c\x28\n", "UTF-8"),
        ("scenes.fountain", b"INT. A - DAY\n\nRain.\n\n" * 20_000, "20000 scenes"),
    ],
    ids=["50 MB in one line", "50 MB of FDX", "NUL", "invalid UTF-8", "20 000 scenes"],
)
def test_what_is_too_much_is_refused_at_once(
    name: str, content: bytes, sentence: str, tmp_path: Path
) -> None:
    files = sent(tmp_path, name, content)
    begun = time.monotonic()
    with pytest.raises(CannotRead, match=sentence) as refused:
        STAGE.read(files, INPUTS)
    assert time.monotonic() - begun < 5
    assert name in clear_sentence(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_900_000,
        "[[" * 200_000,
        "/*" * 200_000,
        "*" * 1_000_000,
        "INT. A\n\n" + " " * 1_500_000 + "b",
        ">" + " " * 1_500_000,
        "LENA" + " " * 1_500_000 + "^\nGo.",
        "LENA\n" + "(" * 1_000_000,
        "_*" * 300_000,
        "Title:" * 200_000,
        "#" * 1_000_000 + "\n" + "~" * 500_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_two_megabytes_of_one_mark_are_read_in_little_time(text: str, tmp_path: Path) -> None:
    files = sent(tmp_path, "marks.fountain", text.encode())
    begun = time.monotonic()
    STAGE.check(STAGE.read(files, INPUTS), INPUTS)
    assert time.monotonic() - begun < 15


def test_formulas_of_a_script_are_no_formulas_in_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sums.fountain"
    path.write_text('.=SUM(A1) - DAY\n\n=cmd|" /C calc"!A0\n\n@+PLUS\n=1+1\n\n@LENA\n-2+3\n')
    run(["shots", str(path), "--as", "csv"], {})
    rows = csv.reader(io.StringIO(capsys.readouterr().out))
    cells = [cell for row in rows for cell in row]
    assert cells
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
