import json
from pathlib import Path

import pytest

from pipeline.media.probe import probe
from pipeline.stage_facts import STAGE_NAMES
from tests.pipeline.commands.conftest import Verbs

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]


def test_a_project_folder_becomes_a_film(made: Path) -> None:
    facts = probe(made / "film.mp4")
    assert facts.video is not None
    assert facts.audio is not None
    assert (facts.video.width, facts.video.height) == (1920, 1080)
    assert facts.video.rate == 24
    report = json.loads((made / "report.json").read_text())
    assert [stage["stage"] for stage in report["stages"]] == list(STAGE_NAMES)
    assert (report["title"], report["film"], report["error"]) == ("The Kite", "film.mp4", "")


def test_each_stage_leaves_its_products_and_its_drafts(made: Path) -> None:
    for name in STAGE_NAMES:
        assert any((made / name).iterdir()), name
    drafted = {path.relative_to(made / "drafts").as_posix() for path in made.glob("drafts/*/*")}
    assert drafted == {"edit/edit.otio", "final_cut/credits.csv", "final_cut/subtitles.srt"}


def test_with_a_blocker_the_film_is_made_and_no_segment_encoded_again(
    made: Path, copied: Path, claquette: Verbs
) -> None:
    cues = copied / "cues.csv"
    cues.write_text(cues.read_text().replace("Written for this film", ""))
    out = copied.parent / "out"
    options = ("--cache", made / "cache", "--preset", "ultrafast", "--json")
    ran = claquette("film", copied, "-o", out, *options)
    assert ran.status == 1
    assert "blocker  C48" in ran.err
    assert (out / "film.mp4").is_file()
    facts = [stage["facts"] for stage in ran.json()["stages"]]
    assert sum(one.get("encoded", 0) for one in facts[:-1]) == 0
    # The card that tells whose music it is says less now; nothing of the picture is made again.
    assert facts[-1]["picture_encoded"] == 0
    assert facts[-1]["encoded"] < facts[-1]["segments"]


def test_a_folder_with_other_things_is_left_alone(
    project: Path, tmp_path: Path, claquette: Verbs
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Aya")
    ran = claquette("film", project, "-o", tmp_path)
    assert ran.status == 2
    assert "holds other things" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_film_without_a_script_says_where_to_put_it(copied: Path, claquette: Verbs) -> None:
    (copied / "script.fountain").unlink()
    ran = claquette("film", copied, "-o", copied.parent / "out")
    assert ran.status == 2
    assert "There is no script" in ran.err
    report = json.loads((copied.parent / "out" / "report.json").read_text())
    assert "There is no script" in report["error"]


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path, claquette: Verbs) -> None:
    ran = claquette("film", tmp_path, "-o", tmp_path / "out")
    assert (ran.status, ran.out) == (2, "")
    assert "There is no project.toml" in ran.err


def test_a_text_that_calls_itself_a_take_is_named(copied: Path, claquette: Verbs) -> None:
    (copied / "takes" / "S01_P02_T01.mp4").write_text("I am not a film.")
    ran = claquette("assemble", copied, "-o", copied.parent / "edit.otio")
    assert ran.status in {1, 2}
    assert "S01_P02_T01.mp4" in ran.err
    assert "Traceback" not in ran.err
