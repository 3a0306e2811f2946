import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.bench import Bench, Inputs, StageFile
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project, read_project_toml
from pipeline.documents.screenplay import Screenplay
from pipeline.errors import Cancelled, CannotRead
from pipeline.fountain.breakdown import Breakdown
from pipeline.stages.script import STAGE

INPUTS = Inputs(project=Project(title="Low Water", group="Blue", cast={"MAY": "Aya"}))
SCRIPT = b"Title: Low Water\n\nINT. QUAY - DAY\n\nMud.\n\nMAY\nGo.\n"
PRODUCTS = {
    *("screenplay.json", "script.fountain", "script.pdf"),
    *("breakdown.json", "script.html", "script.fdx", "page.png"),
}


class Stopped:
    def progress(self, fraction: float, doing: str) -> None:
        assert 0 <= fraction <= 1

    def cancelled(self) -> bool:
        return True


def sent(folder: Path, name: str, content: bytes) -> dict[str, StageFile]:
    path = folder / f"upload-{len(name)}"
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return {name: StageFile(name=name, path=path, digest=digest, bytes=len(content))}


def bench(folder: Path) -> Bench:
    into = folder / "into"
    into.mkdir()
    return Bench(into=into, cache=folder)


@pytest.mark.parametrize("name", ["low_water.fountain", "LOW.TXT"])
def test_a_script_becomes_its_products(tmp_path: Path, name: str) -> None:
    files = sent(tmp_path, name, SCRIPT)
    play = STAGE.read(files, INPUTS)
    work = bench(tmp_path)
    STAGE.make(play, files, INPUTS, work)
    assert {path.name for path in work.into.iterdir()} == PRODUCTS
    assert from_json((work.into / "screenplay.json").read_text(), Screenplay) == play
    assert (work.into / "script.fountain").read_bytes() == SCRIPT
    breakdown = from_json((work.into / "breakdown.json").read_text(), Breakdown)
    assert breakdown.cast[0].person == "Aya"


def test_a_final_draft_file_is_read(tmp_path: Path) -> None:
    files = sent(tmp_path, "low.fountain", SCRIPT)
    work = bench(tmp_path)
    STAGE.make(STAGE.read(files, INPUTS), files, INPUTS, work)
    again = STAGE.read(sent(tmp_path, "low.fdx", (work.into / "script.fdx").read_bytes()), INPUTS)
    assert [scene.heading for scene in again.scenes] == ["INT. QUAY - DAY"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_draft_is_a_script_without_blockers(tmp_path: Path, language: str) -> None:
    inputs = Inputs(project=Project(title="The Kite", group="Blue", language=language))
    work = bench(tmp_path)
    STAGE.draft(inputs, work)
    files = sent(tmp_path, "script.fountain", (work.into / "script.fountain").read_bytes())
    play = STAGE.read(files, inputs)
    assert play.title == "The Kite"
    assert STAGE.check(play, inputs).blockers == ()


def test_an_empty_script_is_a_blocker(tmp_path: Path) -> None:
    play = STAGE.read(sent(tmp_path, "a.txt", b" \n\t\n"), INPUTS)
    assert [one.code for one in STAGE.check(play, INPUTS).blockers] == ["EMPTY"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.fountain", b"MAY\0", "not a text"),
        ("a.fountain", b"MAY\xff\xfe", "encoding UTF-8"),
        ("a.fdx", b"<a>", "Final Draft"),
        ("a.pdf", b"%PDF", "Send one script"),
        ("a.fountain", b".A\n\n" * 2001, "2001 scenes"),
    ],
)
def test_what_is_no_script_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(CannotRead, match=sentence):
        STAGE.read(sent(tmp_path, name, content), INPUTS)


def test_two_scripts_are_refused(tmp_path: Path) -> None:
    files = {**sent(tmp_path, "a.fountain", SCRIPT), **sent(tmp_path, "bc.txt", SCRIPT)}
    with pytest.raises(CannotRead, match="Here are 2"):
        STAGE.read(files, INPUTS)


def test_a_stop_is_heard(tmp_path: Path) -> None:
    files = sent(tmp_path, "a.fountain", SCRIPT)
    work = Bench(into=tmp_path, cache=tmp_path, watch=Stopped())
    with pytest.raises(Cancelled):
        STAGE.make(STAGE.read(files, INPUTS), files, INPUTS, work)


def test_every_hostile_script_is_read_or_refused(shared_fixtures: Path, tmp_path: Path) -> None:
    manifest = json.loads((shared_fixtures / "hostile/MANIFEST.json").read_text())
    scripts = [
        item
        for item in manifest["items"]
        if item["file"].startswith(("script/", "ok/plain.f", "ok/utf16")) and not item.get("gunzip")
    ]
    for item in scripts:
        content = (shared_fixtures / "hostile" / item["file"]).read_bytes()
        if not item["upload_as"].endswith((".fountain", ".fdx")):
            continue
        try:
            play = STAGE.read(sent(tmp_path, item["upload_as"], content), INPUTS)
        except CannotRead:
            assert item["expected"] != "accept", item["file"]
            continue
        report = STAGE.check(play, INPUTS)
        if item["error_code"] == "E_EMPTY":
            assert report.blockers


def test_the_script_of_the_bridge_fits_its_target(shared_fixtures: Path, tmp_path: Path) -> None:
    folder = shared_fixtures / "media/film_the_bridge"
    inputs = Inputs(project=read_project_toml((folder / "project.toml").read_text()))
    play = STAGE.read(
        sent(tmp_path, "s.fountain", (folder / "script.fountain").read_bytes()), inputs
    )
    report = STAGE.check(play, inputs)
    assert report.blockers == ()
    assert {one.code for one in report.warnings} == {"C2"}
    assert report.facts["estimated_seconds"] == 125


def test_numbers_stay_once_a_version_was_signed(tmp_path: Path) -> None:
    first = b"INT. QUAY - DAY\n\nMud.\n\nEXT. SEA - DAY\n\nWaves.\n\nEXT. SKY - DAY\n\nClouds.\n"
    play = STAGE.read(sent(tmp_path, "a.fountain", first), INPUTS)
    signed = sent(tmp_path, "screenplay.json", to_json(play).encode())
    inputs = replace(INPUTS, signed=signed)
    second = first.replace(b"EXT. SEA", b"INT. BOAT - DAY\n\nRope.\n\nEXT. SEA")
    second = second[: second.index(b"EXT. SKY")]
    files = sent(tmp_path, "b1.fountain", second)
    again = STAGE.read(files, inputs)
    assert [one.number for one in again.scenes] == ["1", "1A", "2", "3"]
    assert not STAGE.check(again, inputs).blockers
    work = bench(tmp_path)
    STAGE.make(again, files, inputs, work)
    assert "INT. BOAT - DAY #1A#" in (work.into / "script.fountain").read_text()
    assert ".OMITTED #3#" in (work.into / "script.fountain").read_text()
    assert "<b>3</b>OMITTED" in (work.into / "script.html").read_text()
    assert 'Number="3"><Text>OMITTED</Text>' in (work.into / "script.fdx").read_text()


def test_guesses_are_told_and_listed(tmp_path: Path) -> None:
    typed = "1. INT. QUAY - DAY\nBoue.\nMAY: Où ?\nMAY: Là.\n".encode("cp1252")
    play = STAGE.read(sent(tmp_path, "a.txt", typed), INPUTS)
    assert [(guess.line, guess.why) for guess in play.guesses] == [
        (1, "numbered heading"),
        (3, "name and colon"),
        (4, "name and colon"),
    ]
    told = {one.code: one.message for one in STAGE.check(play, INPUTS).warnings}
    assert "1, 3, 4" in told["GUESS"]
    assert "accents" in told["ENCODING"]
    assert STAGE.read(sent(tmp_path, "a.fountain", typed), INPUTS).guesses == ()
