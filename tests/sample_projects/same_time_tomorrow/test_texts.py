"""Script, shot list, cues and log agree with the takes that are drawn."""

import csv
import re
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.documents.project import read_project_toml
from pipeline.documents.report import Severity
from pipeline.documents.sound import CueRole, read_cues
from pipeline.documents.takes import Rating
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.checks import check_screenplay
from pipeline.fountain.parse import parse
from pipeline.timing import frames_to_samples
from sample_projects import same_time_tomorrow
from sample_projects.same_time_tomorrow.effects import EFFECTS
from sample_projects.same_time_tomorrow.film import TEXTS, camera_log
from sample_projects.same_time_tomorrow.score import MUSIC
from sample_projects.same_time_tomorrow.takes import CIRCLED, OUTTAKES, TAKES

FOLDER = Path(same_time_tomorrow.__file__).parent
RATE = Fraction(25)
FILM_FRAMES = sum(plan.frames for plan in CIRCLED)


def text(name: str) -> str:
    """One of the film's texts."""
    return (FOLDER / name).read_text(encoding="utf-8")


def plain(words: str) -> str:
    """Letters only, so that a beat in the middle of a line does not count."""
    return re.sub(r"[^a-z']", "", words.lower())


def shot_starts() -> dict[str, int]:
    """The first frame of every shot in the film: the lengths of the circled takes before it."""
    starts, frame = {}, 0
    for plan in CIRCLED:
        starts[plan.slate.shot_name] = frame
        frame += plan.frames
    return starts


def test_the_script_has_no_blocker() -> None:
    screenplay = screenplay_of(parse(text("script.fountain")))
    project = read_project_toml(text("project.toml"))
    blockers = [
        finding.message
        for finding in check_screenplay(screenplay, project)
        if finding.severity is Severity.BLOCKER
    ]
    assert blockers == []
    assert len(screenplay.scenes) == 4
    assert set(project.cast) == {"IDA", "THE MOUNTAIN"}


def test_what_is_said_in_the_film_is_what_the_script_says() -> None:
    screenplay = screenplay_of(parse(text("script.fountain")))
    for number, scene in enumerate(screenplay.scenes, start=1):
        written = [plain(speech.text) for speech in scene.speeches]
        lines = [line.text for plan in CIRCLED if plan.scene == number for line in plan.lines]
        spoken = [plain(line) for line in lines if "Ha ha" not in line]
        assert "".join(spoken) == "".join(written)


def test_every_planned_shot_has_a_circled_take_of_its_length_and_lines() -> None:
    planned = list(csv.DictReader(text("shot_list.csv").splitlines()))
    assert [(row["scene"], row["shot"]) for row in planned] == [
        (str(plan.scene), str(plan.shot)) for plan in CIRCLED
    ]
    for row, plan in zip(planned, CIRCLED, strict=True):
        assert abs(float(row["seconds"]) * 25 - plan.frames) <= 2, plan.slate.name
        for line in plan.lines:
            if "Ha ha" not in line.text:
                assert line.text in row["dialogue"], plan.slate.name


def test_every_circled_take_is_good_and_every_other_is_not() -> None:
    assert {plan.rating for plan in CIRCLED} == {Rating.GOOD}
    assert Rating.GOOD not in {plan.rating for plan in OUTTAKES}
    assert len({plan.slate for plan in TAKES}) == len(TAKES) == len(CIRCLED) + len(OUTTAKES)


def test_takes_of_a_shot_are_numbered_without_a_hole() -> None:
    for shot in {plan.slate.shot_name for plan in TAKES}:
        takes = [plan.take for plan in TAKES if plan.slate.shot_name == shot]
        assert takes == list(range(1, len(takes) + 1))


def test_every_line_is_over_before_its_shot_is() -> None:
    for plan in CIRCLED:
        for line in plan.lines:
            assert line.at + line.spoken.length_s * 25 <= plan.frames + 1, (
                plan.slate.name,
                line.text,
            )


def test_the_log_lists_every_take_with_a_second_of_handle_on_both_sides() -> None:
    rows = list(csv.DictReader(camera_log().splitlines()))
    assert len(rows) == len(TAKES)
    for row, plan in zip(rows, TAKES, strict=True):
        assert row["file"] == f"takes/{plan.slate.name}.mp4"
        assert int(row["out_frame"]) == plan.all_frames - 25
        assert int(row["in_frame"]) >= 25


def test_every_cue_starts_where_its_note_says_and_ends_with_the_film() -> None:
    starts = shot_starts()
    for cue in read_cues(text("cues.csv"), rate=RATE):
        if not cue.under_credits:
            place, offset = re.match(r"(S\d\d_P\d\d) ([+-]\d+|-\d+): ", cue.note).groups()  # type: ignore[union-attr]
            frame = starts[place] + int(offset)
            assert cue.start_sample == frames_to_samples(frame, RATE), cue.note
            assert 0 <= frame < FILM_FRAMES
            if cue.samples is not None:
                assert cue.start_sample + cue.samples <= frames_to_samples(FILM_FRAMES, RATE), (
                    cue.note
                )


def test_every_sound_is_used_and_every_cue_has_its_sound_and_its_rights() -> None:
    cues = read_cues(text("cues.csv"), rate=RATE)
    assert {cue.file for cue in cues} == set(EFFECTS) | set(MUSIC)
    assert all(cue.rights for cue in cues)
    music = [cue for cue in cues if cue.role is CueRole.MUSIC]
    assert all(cue.composer and cue.title for cue in music)


def test_the_project_plays_its_own_music_under_the_credits() -> None:
    project = read_project_toml(text("project.toml"))
    assert project.music is not None
    assert Path(project.music.file).name in MUSIC
    assert abs(FILM_FRAMES / 25 - project.target_seconds) <= project.target_seconds * 0.1


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_is_empty(name: str) -> None:
    assert len(text(name)) > 200
