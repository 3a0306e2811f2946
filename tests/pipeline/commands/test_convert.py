"""claquette convert: from any format to any, with what is lost."""

import json
from pathlib import Path

from tests.pipeline.commands.conftest import Verbs
from tests.pipeline.timeline.interchange.edits import GOLDEN, edit_in, mixed, seen


def test_a_timeline_of_premiere_becomes_one_of_final_cut(tmp_path: Path, claquette: Verbs) -> None:
    out = tmp_path / "film.fcpxml"
    told = claquette("convert", GOLDEN / "premiere.xml", "-o", out, "--json").json()
    assert (told["from"], told["to"]) == ("Final Cut Pro 7 XML", "FCPXML")
    assert any("Lumetri" in loss["message"] for loss in told["reading"])
    one, other = edit_in(GOLDEN / "premiere.xml"), edit_in(out)
    assert sorted(map(str, seen(other))) == sorted(map(str, seen(one)))
    assert mixed(other) == mixed(one)


def test_an_edl_is_read_at_the_rate_that_is_said(tmp_path: Path, claquette: Verbs) -> None:
    out = tmp_path / "film.otio"
    source = GOLDEN / "premiere_dropframe.edl"
    assert claquette("convert", source, "--rate", "29.97", "-o", out).status == 0
    assert edit_in(out).frames == 50


def test_a_format_that_nobody_knows_is_refused(tmp_path: Path, claquette: Verbs) -> None:
    ran = claquette("convert", GOLDEN / "resolve.edl", "-o", tmp_path / "film.prproj")
    assert ran.status == 2
    assert "no format for a timeline" in ran.err


def test_a_file_that_is_no_timeline_is_refused(tmp_path: Path, claquette: Verbs) -> None:
    (tmp_path / "song.edl").write_bytes(b"RIFF....WAVE")
    ran = claquette("convert", tmp_path / "song.edl", "-o", tmp_path / "x.xml")
    assert ran.status == 2


def test_the_losses_are_written_where_they_are_asked_for(tmp_path: Path, claquette: Verbs) -> None:
    report = tmp_path / "losses.json"
    out = tmp_path / "film.edl"
    ran = claquette("convert", GOLDEN / "kdenlive.kdenlive", "-o", out, "--report", report)
    assert ran.status == 0
    told = json.loads(report.read_text())
    assert "The track “V2” has no place in this format." in [
        loss["message"] for loss in told["writing"]
    ]
