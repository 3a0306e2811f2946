"""Hostile shot lists, as their manifest expects: refused with a sentence, or harmless."""

import gzip
import hashlib
import io
import json
import math
import re
import time
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from pipeline.bench import Inputs, StageFile
from pipeline.documents.json import to_json
from pipeline.documents.project import Project
from pipeline.documents.shot_list import ShotList
from pipeline.errors import CannotRead
from pipeline.shots.rows import MOST_ROWS
from pipeline.shots.spreadsheet import is_formula, read_csv
from pipeline.stages.shot_list import STAGE, papers_of
from tests.conftest import SHARED

CORPUS = SHARED / "hostile"
SECONDS = 2.0
PROJECT = Project(title="Low Water", group="Blue")
SENTENCES = {
    "E_LIMIT_COLS": "too large",
    "E_LIMIT_ROWS": "too large",
    "E_COLUMNS": "column",
    "E_EMPTY": "is empty",
    "E_XML_DTD": "not a spreadsheet that can be read",
    "E_TYPE": "not a spreadsheet that can be read",
}
ROWS_REFUSED = {"numbers.csv": range(2, 11), "ids.csv": range(2, 8)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row of the manifest."""

    file: str
    upload_as: str
    expected: str
    code: str

    @property
    def content(self) -> bytes:
        """What is uploaded."""
        content = (CORPUS / self.file).read_bytes()
        return gzip.decompress(content) if self.file.endswith(".gz") else content


def cases() -> list[Case]:
    """The shot lists of the corpus; none where it is missing."""
    manifest = CORPUS / "MANIFEST.json"
    if not manifest.is_file():
        return []
    return [
        Case(
            file=item["file"],
            upload_as=item["upload_as"],
            expected=item["expected"],
            code=item["error_code"] or "",
        )
        for item in json.loads(manifest.read_text(encoding="utf-8"))["items"]
        if item["route"] == "shotlist"
    ]


def read(folder: Path, name: str, content: bytes) -> ShotList | CannotRead:
    """What the stage makes of an upload, in the time that it may take."""
    path = folder / "upload"
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    file = StageFile(name=name, path=path, digest=digest, bytes=len(content))
    start = time.process_time()
    try:
        return STAGE.read({name: file}, Inputs(project=PROJECT))
    except CannotRead as refused:
        return refused
    finally:
        assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.file)
def test_a_hostile_shot_list_is_refused_or_harmless(case: Case, tmp_path: Path) -> None:
    verdict = read(tmp_path, case.upload_as, case.content)
    if case.expected == "reject_upload":
        assert isinstance(verdict, CannotRead)
        assert SENTENCES[case.code] in str(verdict)
        assert case.upload_as in str(verdict)
    elif case.upload_as in ROWS_REFUSED:
        assert isinstance(verdict, CannotRead)
        rows = re.findall(r"Row (\d+): ", str(verdict))
        assert [int(row) for row in rows] == list(ROWS_REFUSED[case.upload_as])
    else:
        assert isinstance(verdict, ShotList), str(verdict)
        assert_harmless(verdict, warned=case.code == "W_ROWS")
    assert "root:x:0" not in str(verdict)
    assert not Path("/tmp/pwned_xlsx").exists()
    assert not Path("/tmp/pwned_abs").exists()


def assert_harmless(shot_list: ShotList, *, warned: bool) -> None:
    """No export runs a formula, no JSON holds NaN, and a doubt is told."""
    papers = dict(papers_of(shot_list, None, PROJECT))
    table, book = papers["shot_list.csv"](), papers["shot_list.xlsx"]()
    assert isinstance(table, str)
    assert isinstance(book, bytes)
    lines = table.splitlines()
    assert not [cell for line in lines for cell in line.split(",") if is_formula(cell)]
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    plain = json.loads(to_json(shot_list), parse_constant=lambda name: pytest.fail(name))
    assert all(math.isfinite(shot["planned_frames"]) for shot in plain["shots"])
    codes = [one.code for one in STAGE.check(shot_list, Inputs(project=PROJECT)).warnings]
    assert ("ROWS" in codes) is warned


def test_a_million_rows_are_refused_at_once(tmp_path: Path) -> None:
    long = b"scene,shot\n" + b"1,1\n" * 1_000_000
    empty = b"scene,shot\n" + b"\n" * 1_000_000
    for content in (long, empty):
        start = time.perf_counter()
        verdict = read(tmp_path, "shots.csv", content)
        assert time.perf_counter() - start < 1
        assert "too large" in str(verdict)


def test_five_thousand_rows_are_read_and_one_more_is_not(tmp_path: Path) -> None:
    rows = [f"{1 + row // 500},{1 + row % 500}" for row in range(MOST_ROWS)]
    whole = read(tmp_path, "shots.csv", "\n".join(["scene,shot", *rows]).encode())
    assert isinstance(whole, ShotList)
    assert len(whole.shots) == MOST_ROWS
    more = read(tmp_path, "shots.csv", "\n".join(["scene,shot", *rows, "99,1"]).encode())
    assert "at most 64 columns and 5000 rows" in str(more)


@pytest.mark.parametrize(
    "content",
    [
        b"scene,shot\n1,\x001\n",
        b"\xff\xfes\x00c",
        b"scene,shot\n" + b'"' * 100_000,
        b"scene,shot\n1," + b"9" * 150_000,
        b"scene,shot," + b"description\n1,1," + b"a" * 200_000,
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"PK\x03\x04" + bytes(100),
    ],
    ids=["nul", "half utf-16", "quotes", "long number", "long cell", "picture", "zip"],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    verdict = read(tmp_path, "shots.csv", content)
    assert isinstance(verdict, CannotRead)
    assert "shots.csv" in str(verdict)


def test_html_in_a_cell_stays_text(tmp_path: Path) -> None:
    content = b'scene,shot,description\n1,1,"<script>alert(1)</script>"\n'
    verdict = read(tmp_path, "shots.csv", content)
    assert isinstance(verdict, ShotList)
    table = dict(papers_of(verdict, None, PROJECT))["shot_list.csv"]()
    assert isinstance(table, str)
    assert read_csv(table.encode(), name="a.csv")[1][7] == "<script>alert(1)</script>"
