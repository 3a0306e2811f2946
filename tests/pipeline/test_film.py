from pathlib import Path

import pytest

from pipeline.errors import CannotRead
from pipeline.film import given
from pipeline.stages import STAGES, stage_named


def write(folder: Path, *names: str) -> None:
    """Write files of a project folder; what is in them does not matter here."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def test_an_empty_folder_lacks_every_document_but_takes(tmp_path: Path) -> None:
    lacking = {stage.name for stage in STAGES if given(stage, tmp_path)[1]}
    assert lacking == {"script", "shot_list", "edit", "sound", "final_cut"}


def test_the_first_of_several_scripts_counts(tmp_path: Path) -> None:
    write(tmp_path, "script.fdx", "script.fountain")
    found, lacking = given(stage_named("script"), tmp_path)
    assert (set(found), lacking) == ({"script.fountain"}, False)


def test_takes_are_found_in_folders_of_cards_and_other_files_are_left(tmp_path: Path) -> None:
    names = ("takes/card_a/S01_P01_T01.MOV", "takes/notes.pdf", "takes/.hidden.mov", "takes.csv")
    write(tmp_path, *names)
    found, lacking = given(stage_named("rushes"), tmp_path)
    assert (set(found), lacking) == ({"S01_P01_T01.MOV", "takes.csv"}, False)


def test_two_takes_of_one_name_are_refused_before_one_is_lost(tmp_path: Path) -> None:
    write(tmp_path, "takes/card_a/IMG_1.MOV", "takes/card_b/IMG_1.MOV")
    with pytest.raises(CannotRead, match="called “IMG_1"):
        given(stage_named("rushes"), tmp_path)


def test_a_cue_sheet_may_lie_with_its_sounds(tmp_path: Path) -> None:
    write(tmp_path, "sound/cues.csv", "sound/song.wav")
    found, lacking = given(stage_named("sound"), tmp_path)
    assert (set(found), lacking) == ({"cues.csv", "song.wav"}, False)


def test_a_poster_may_be_missing_and_credits_may_not(tmp_path: Path) -> None:
    write(tmp_path, "subtitles.srt", "poster.png")
    found, lacking = given(stage_named("final_cut"), tmp_path)
    assert (set(found), lacking) == ({"subtitles.srt", "poster.png"}, True)


def test_a_grade_and_its_looks_lie_beside_the_timeline(tmp_path: Path) -> None:
    write(tmp_path, "edit.otio", "grade.csv", "luts/summer.cube")
    found, lacking = given(stage_named("edit"), tmp_path)
    assert (set(found), lacking) == ({"edit.otio", "grade.csv", "summer.cube"}, False)
